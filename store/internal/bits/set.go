// Package bits holds sets of small numbers, one bit for each.
package bits

import "math/bits"

// A Set holds numbers from 0 up to a size that its owner knows. Bits beyond
// that size are never set. The nil Set is the empty set of size 0.
type Set []uint64

// New makes an empty set for numbers below n.
func New(n int) Set { return make(Set, (n+63)/64) }

// Full makes the set of all numbers below n.
func Full(n int) Set {
	s := New(n)
	s.AddRange(0, n)
	return s
}

// Add puts a number in.
func (s Set) Add(i int) { s[i>>6] |= 1 << (i & 63) }

// Remove takes a number out.
func (s Set) Remove(i int) { s[i>>6] &^= 1 << (i & 63) }

// Has tells whether a number is in.
func (s Set) Has(i int) bool { return s[i>>6]&(1<<(i&63)) != 0 }

// AddRange puts in the numbers from start to below end.
func (s Set) AddRange(start, end int) {
	if start >= end {
		return
	}
	first, last := start>>6, (end-1)>>6
	head, tail := ^uint64(0)<<(start&63), ^uint64(0)>>(63-(end-1)&63)
	if first == last {
		s[first] |= head & tail
		return
	}
	s[first] |= head
	for i := first + 1; i < last; i++ {
		s[i] = ^uint64(0)
	}
	s[last] |= tail
}

// And keeps the numbers that are also in t, which has the same size.
func (s Set) And(t Set) {
	for i, w := range t {
		s[i] &= w
	}
}

// AndNot takes out the numbers that are in t, which has the same size.
func (s Set) AndNot(t Set) {
	for i, w := range t {
		s[i] &^= w
	}
}

// Or puts in the numbers that are in t, which has the same size.
func (s Set) Or(t Set) {
	for i, w := range t {
		s[i] |= w
	}
}

// Count gives how many numbers are in.
func (s Set) Count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// Common gives how many numbers are also in t, which may be of a smaller size.
func (s Set) Common(t Set) int {
	n := 0
	for i, w := range t {
		n += bits.OnesCount64(s[i] & w)
	}
	return n
}

// CountRange gives how many numbers from start to below end are in.
func (s Set) CountRange(start, end int) int {
	if start >= end {
		return 0
	}
	first, last := start>>6, (end-1)>>6
	head, tail := ^uint64(0)<<(start&63), ^uint64(0)>>(63-(end-1)&63)
	if first == last {
		return bits.OnesCount64(s[first] & head & tail)
	}
	n := bits.OnesCount64(s[first]&head) + bits.OnesCount64(s[last]&tail)
	return n + s[first+1:last].Count()
}

// Each calls yield with every number, ascending, until it says no.
func (s Set) Each(yield func(int) bool) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			if !yield(i<<6 + bits.TrailingZeros64(w)) {
				return
			}
		}
	}
}
