package posting

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// FuzzFill holds Fill against Runs.
func FuzzFill(f *testing.F) {
	f.Add(uint32(7), write([]uint32{7, 8, 40000, 70000, 70001}).Append(nil))
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		list := randomNumbers(rng)
		f.Add(list[0], write(list).Append(nil))
	}
	f.Fuzz(func(t *testing.T, first uint32, b []byte) {
		days := Days{First: 1, Of: []Day{{0, 300}, {0, 0}, {300, places}, {places + 300, 400}}}
		want, got := make([]uint64, 1<<10), make([]uint64, 1<<10)
		sound := true
		errWant := Runs(first, b, func(start, length uint32) {
			place, at := start%places, int(start/places)-1
			if at < 0 || at >= len(days.Of) || place+length > days.Of[at].Count {
				sound = sound && start%3 == 0
				return
			}
			for i := range length {
				bit := days.Of[at].Base + place + i
				want[bit>>6] |= 1 << (bit & 63)
			}
		})
		err := Fill(got, &days, first, b, func(start, length uint32) bool { return start%3 == 0 })
		if (err == nil) != (errWant == nil && sound) {
			t.Fatalf("%v, want %v (sound %v)", err, errWant, sound)
		}
		if err == nil && !slices.Equal(got, want) {
			t.Fatal("other bits")
		}
	})
}

// randomNumbers makes runs of all lengths and distances, most of them short.
func randomNumbers(rng *rand.Rand) []uint32 {
	list := []uint32{places + rng.Uint32N(9)}
	for n := list[0]; len(list) < 300; {
		n += 1 + rng.Uint32N(2<<rng.IntN(8))
		if rng.IntN(40) == 0 {
			n += rng.Uint32N(2 * places)
		}
		for range 1 + rng.Uint32N(1<<rng.IntN(7)) {
			list = append(list, n)
			n++
		}
	}
	return list
}

func BenchmarkFill(b *testing.B) {
	const rows, perDay = 1 << 20, 80
	days := Days{First: 1}
	for at := uint32(0); at < rows; at += perDay {
		days.Of = append(days.Of, Day{at, perDay})
	}
	for name, oneIn := range map[string]int{"dense": 2, "daily": 80, "rare": 1000} {
		rng := rand.New(rand.NewPCG(3, 4))
		var w Writer
		for i := range uint32(rows) {
			if rng.IntN(oneIn) == 0 {
				w.Add((1+i/perDay)<<placeBits | i%perDay)
			}
		}
		list, set := w.Append(nil), make([]uint64, rows/64)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := Fill(set, &days, w.First(), list, nil); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*w.Count()), "ns/number")
		})
	}
}
