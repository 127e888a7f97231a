package bits

import (
	"math/bits"
	"sort"
)

// stride is how many numbers lie between two entries of a Ranked's directory.
const stride = 4096

// A Ranked is a set that finds the numbers at given places in it at once.
type Ranked struct {
	set   Set
	ranks []int // of each stride's start
	count int
}

// Rank makes the directory of a set, which must not change afterwards.
func Rank(s Set) Ranked {
	r := Ranked{set: s}
	for i := 0; i < len(s); i += stride / 64 {
		r.ranks = append(r.ranks, r.count)
		r.count += s[i:min(i+stride/64, len(s))].Count()
	}
	return r
}

// Set gives the set itself, which must not be changed.
func (r Ranked) Set() Set { return r.set }

// Count gives how many numbers are in.
func (r Ranked) Count() int { return r.count }

// Has tells whether a number is in.
func (r Ranked) Has(i int) bool { return i>>6 < len(r.set) && r.set.Has(i) }

// Place gives how many numbers below i are in.
func (r Ranked) Place(i int) int {
	if i>>6 >= len(r.set) {
		return r.count
	}
	from := i / stride
	return r.ranks[from] + r.set.CountRange(from*stride, i)
}

// Window gives up to n numbers from the given place on, ascending.
func (r Ranked) Window(place, n int) []int {
	place = max(place, 0)
	n = min(max(n, 0), r.count-place)
	if n <= 0 {
		return nil
	}
	from := sort.Search(len(r.ranks), func(i int) bool { return r.ranks[i] > place }) - 1
	skip := place - r.ranks[from]
	window := make([]int, 0, n)
	for i := from * (stride / 64); len(window) < n; i++ {
		w := r.set[i]
		if ones := bits.OnesCount64(w); skip >= ones {
			skip -= ones
			continue
		}
		for ; w != 0 && len(window) < n; w &= w - 1 {
			if skip > 0 {
				skip--
				continue
			}
			window = append(window, i<<6+bits.TrailingZeros64(w))
		}
	}
	return window
}
