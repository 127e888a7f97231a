package posting

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

func write(numbers []uint32) *Writer {
	w := new(Writer)
	for _, n := range numbers {
		w.Add(n)
	}
	return w
}

func TestRoundTrip(t *testing.T) {
	lists := [][]uint32{
		nil, {0}, {1}, {0, 1, 2}, {places - 1, places}, {places - 2, places - 1, places, places + 1},
		{5, 6, 9, 3*places + 4, 3*places + 5, 1<<32 - 1}, {1<<32 - places, 1<<32 - 1}, {0, 1<<32 - 1},
	}
	rng := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		var list []uint32
		at := uint64(rng.Uint32N(1 << 20))
		for range rng.IntN(200) {
			list = append(list, uint32(at))
			at += 1 + uint64(rng.Uint32N(1<<rng.IntN(20)))
			if rng.IntN(9) == 0 {
				at |= places - 1
			}
		}
		lists = append(lists, list)
	}
	for _, want := range lists {
		w := write(want)
		b := w.Append(nil)
		got, err := Decode(nil, w.First(), b)
		if err != nil || !slices.Equal(got, want) || w.Count() != len(want) {
			t.Fatalf("%v came back as %v, %v", want, got, err)
		}
		if len(want) > 0 && w.Last() != want[len(want)-1] {
			t.Fatalf("%v: last %d", want, w.Last())
		}
	}
}

// TestCompact holds what lists cost: two bytes for a rare word, next to nothing
// for one in every record.
func TestCompact(t *testing.T) {
	var rare, all Writer
	for day := range uint32(1000) {
		rare.Add(day*20*places + day%100)
		for i := range uint32(28) {
			all.Add(day*places + i)
		}
	}
	if n := len(rare.Append(nil)); n > 2000 {
		t.Errorf("1,000 numbers 20 days apart take %d bytes", n)
	}
	if n := len(all.Append(nil)); n > 3000 {
		t.Errorf("28 numbers on each of 1,000 days take %d bytes", n)
	}
}

func FuzzRuns(f *testing.F) {
	f.Add(uint32(7), write([]uint32{7, 8, 40000, 1 << 30}).Append(nil))
	f.Add(uint32(0), []byte{3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Fuzz(func(t *testing.T, first uint32, b []byte) {
		last := int64(-1)
		var numbers []uint32
		err := Runs(first, b, func(start, length uint32) {
			if int64(start) <= last || start/places != (start+length-1)/places {
				t.Fatalf("run of %d at %d after %d", length, start, last)
			}
			last = int64(start) + int64(length) - 1
			if length < 1000 {
				for i := range length {
					numbers = append(numbers, start+i)
				}
			}
		})
		if err != nil {
			if !errors.Is(err, ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		w := write(numbers)
		if again, err := Decode(nil, w.First(), w.Append(nil)); err != nil || !slices.Equal(again, numbers) {
			t.Fatalf("%v came back as %v, %v", numbers, again, err)
		}
	})
}
