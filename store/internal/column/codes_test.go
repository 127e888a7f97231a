package column

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestCodes holds columns of every width against plain lists.
func TestCodes(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, largest := range []uint32{0, 3, 255, 256, 65_535, 65_536, 90_000} {
		for range 20 {
			rows := 1 + rng.IntN(700)
			c, plain := NewCodes(rows, largest), make([]uint32, rows)
			ok := make([]uint8, largest+1)
			for i := range ok {
				ok[i] = uint8(rng.IntN(2))
			}
			for i := range plain {
				plain[i] = rng.Uint32N(largest + 1)
			}
			at := rng.IntN(rows)
			c.Put(0, plain[:at]...)
			c.Put(at, plain[at:]...)
			set := make([]uint64, (rows+63)/64)
			first := rng.IntN(len(set))
			c.Match(set, first, len(set), ok)
			c.Match(set, 0, first, ok)
			start := rng.IntN(rows)
			var picked []uint16
			want, got := make([]uint32, largest+1), make([]uint32, largest+1)
			for i, n := range plain {
				if c.At(i) != n {
					t.Fatalf("largest %d: row %d has %d, want %d", largest, i, c.At(i), n)
				}
				if set[i>>6]>>(i&63)&1 != uint64(ok[n]) {
					t.Fatalf("largest %d: row %d of %d matches wrongly", largest, i, rows)
				}
				if i >= start && rng.IntN(2) == 0 {
					picked = append(picked, uint16(i-start))
					want[n]++
				}
			}
			c.Tally(got, start, picked)
			for n := range want {
				if got[n] != want[n] {
					t.Fatalf("largest %d: %d counted %d times, want %d", largest, n, got[n], want[n])
				}
			}
			clear(got)
			clear(want)
			for _, n := range plain[start:] {
				want[n]++
			}
			if c.TallyAll(got, start, rows-start); !slices.Equal(got, want) {
				t.Fatalf("largest %d: all of %d rows are counted wrongly", largest, rows-start)
			}
			if last := len(set) - 1; rows&63 != 0 && set[last]>>(rows&63) != 0 {
				t.Fatalf("bits beyond the %d rows", rows)
			}
		}
	}
}

func TestPairs(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 50 {
		pairs, ok := make([]Pair, 1+rng.IntN(300)), new(Marks)
		for i := range 9 {
			ok[i] = uint8(rng.IntN(2))
		}
		var rows []uint16
		want, got := make([]uint32, 9), make([]uint32, 9)
		for i := range pairs {
			pairs[i] = Pair{uint16(rng.IntN(9)), uint16(rng.IntN(9))}
			if rng.IntN(2) == 0 {
				rows = append(rows, uint16(i))
				want[pairs[i][0]]++
				want[pairs[i][1]]++
			}
		}
		set := make([]uint64, (len(pairs)+63)/64)
		MatchPairs(set, pairs, ok)
		for i, p := range pairs {
			if set[i>>6]>>(i&63)&1 != uint64(ok[p[0]]|ok[p[1]]) {
				t.Fatalf("row %d of %d matches wrongly", i, len(pairs))
			}
		}
		TallyPairs(got, pairs, rows)
		for n := range want {
			if got[n] != want[n] {
				t.Fatalf("%d counted %d times, want %d", n, got[n], want[n])
			}
		}
	}
}

func TestShort(t *testing.T) {
	s := NewShort(6)
	numbers := []uint64{0, 254, 255, 256, 1 << 40, 7}
	for i, n := range numbers {
		s.Set(i, n)
	}
	for i, n := range numbers {
		if s.At(i) != n {
			t.Errorf("row %d has %d, want %d", i, s.At(i), n)
		}
	}
	if got, want := s.SumAll(0, 6), uint64(254+255+256+1<<40+7); got != want {
		t.Errorf("sum of all %d, want %d", got, want)
	}
	if got, want := s.Sum(1, []uint16{0, 1, 3, 4}), uint64(254+255+1<<40+7); got != want {
		t.Errorf("sum %d, want %d", got, want)
	}
}
