package bits

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// random makes a set below n beside the plain list of what is in it.
func random(rng *rand.Rand, n int) (Set, []int) {
	s, held := New(n), make([]bool, n)
	for range rng.IntN(6) {
		start := rng.IntN(n + 1)
		end := start + rng.IntN(n+1-start)
		s.AddRange(start, end)
		for i := start; i < end; i++ {
			held[i] = true
		}
	}
	for range rng.IntN(20) {
		i := rng.IntN(n)
		if held[i] = rng.IntN(2) == 0; held[i] {
			s.Add(i)
		} else {
			s.Remove(i)
		}
	}
	var list []int
	for i, in := range held {
		if in {
			list = append(list, i)
		}
	}
	return s, list
}

func TestSetAgainstList(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		n := 1 + rng.IntN(20_000)
		s, list := random(rng, n)
		if got := slices.Collect(s.Each); !slices.Equal(got, list) || s.Count() != len(list) {
			t.Fatalf("size %d: %d numbers, want %d", n, len(got), len(list))
		}
		start := rng.IntN(n)
		end := start + rng.IntN(n-start+1)
		want := 0
		for _, i := range list {
			if start <= i && i < end {
				want++
			}
		}
		if got := s.CountRange(start, end); got != want {
			t.Fatalf("size %d: %d from %d to %d, want %d", n, got, start, end, want)
		}
		checkRanked(t, rng, s, list)
	}
}

func checkRanked(t *testing.T, rng *rand.Rand, s Set, list []int) {
	r := Rank(s)
	if r.Count() != len(list) {
		t.Fatalf("%d ranked, want %d", r.Count(), len(list))
	}
	place, n := rng.IntN(len(list)+2)-1, rng.IntN(60)-1
	from := min(max(place, 0), len(list))
	if want := list[from:min(from+max(n, 0), len(list))]; !slices.Equal(r.Window(place, n), want) {
		t.Fatalf("window at %d of %d: %v, want %v", place, n, r.Window(place, n), want)
	}
	i := rng.IntN(len(s) * 64)
	if want, in := slices.BinarySearch(list, i); r.Place(i) != want || r.Has(i) != in {
		t.Fatalf("%d stands at %d (%v), want %d (%v)", i, r.Place(i), r.Has(i), want, in)
	}
}

func TestAlgebra(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		n := 1 + rng.IntN(500)
		a, _ := random(rng, n)
		b, _ := random(rng, n)
		and, or, not := slices.Clone(a), slices.Clone(a), slices.Clone(a)
		and.And(b)
		or.Or(b)
		not.AndNot(b)
		for i := range n {
			if and.Has(i) != (a.Has(i) && b.Has(i)) || or.Has(i) != (a.Has(i) || b.Has(i)) || not.Has(i) != (a.Has(i) && !b.Has(i)) {
				t.Fatalf("%d of %d", i, n)
			}
		}
		if Full(n).Count() != n {
			t.Fatalf("full set of %d has %d", n, Full(n).Count())
		}
	}
}
