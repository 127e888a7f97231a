package dataset

import (
	"slices"
	"strings"
)

// A keySet remembers which keys a file has had. Keys are numbers, or numbers
// with a country before them, and lie close together, so that a bit for each
// is nearly all it takes.
type keySet struct {
	prefixes map[string]uint32
	pages    map[page]uint64
	others   map[string]struct{} // keys that are no such number

	at   page // the page that was used last, with its bits: keys follow one another
	bits uint64
}

type page struct {
	prefix uint32
	number uint64 // the key's number over 64
}

func newKeySet() *keySet {
	return &keySet{prefixes: map[string]uint32{}, pages: map[page]uint64{}, others: map[string]struct{}{}}
}

// maxPrefix is the longest text before a number that is taken for a country's.
const maxPrefix = 4

// add notes a key and tells whether it is new.
func (k *keySet) add(key string) bool {
	prefix, number, ok := splitKey(key)
	if !ok {
		_, held := k.others[key]
		if !held {
			k.others[strings.Clone(key)] = struct{}{}
		}
		return !held
	}
	p, held := k.prefixes[prefix]
	if !held {
		p = uint32(len(k.prefixes))
		k.prefixes[strings.Clone(prefix)] = p
	}
	k.turn(page{p, number / 64})
	bit := uint64(1) << (number % 64)
	held = k.bits&bit != 0
	k.bits |= bit
	return !held
}

// turn turns to a page.
func (k *keySet) turn(to page) {
	if to != k.at {
		k.pages[k.at] = k.bits
		k.at, k.bits = to, k.pages[to]
	}
}

// splitKey parts a key into a short text and a number without leading zeros.
func splitKey(key string) (prefix string, number uint64, ok bool) {
	n := len(key)
	for n > 0 && key[n-1] >= '0' && key[n-1] <= '9' {
		n--
	}
	digits := key[n:]
	if n > maxPrefix || digits == "" || len(digits) > 18 || len(digits) > 1 && digits[0] == '0' {
		return "", 0, false
	}
	for i := range len(digits) {
		number = 10*number + uint64(digits[i]-'0')
	}
	return key[:n], number, true
}

// dropRepeated turns the records whose key the file has had into rejects.
func (k *keySet) dropRepeated(b *batch) {
	first, kept := len(b.rejects), 0
	for i := range b.records {
		r := &b.records[i]
		if !k.add(r.Key) {
			b.rejects = append(b.rejects, Reject{Row: r.Row, Line: r.line, Key: strings.Clone(r.Key), Reason: "this id stands in an earlier row already; that row stays"})
			continue
		}
		if kept != i {
			b.records[kept] = *r
		}
		kept++
	}
	clear(b.records[kept:])
	b.records = b.records[:kept]
	if len(b.rejects) > first {
		slices.SortStableFunc(b.rejects, func(x, y Reject) int { return x.Row - y.Row })
	}
}
