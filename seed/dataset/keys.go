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
	where, bit := page{p, number / 64}, uint64(1)<<(number%64)
	bits := k.pages[where]
	if bits&bit != 0 {
		return false
	}
	k.pages[where] = bits | bit
	return true
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
	first := len(b.rejects)
	b.records = slices.DeleteFunc(b.records, func(r Record) bool {
		if k.add(r.Key) {
			return false
		}
		b.rejects = append(b.rejects, Reject{Row: r.Row, Line: r.line, Key: r.Key, Reason: "this id stands in an earlier row already; that row stays"})
		return true
	})
	if len(b.rejects) > first {
		slices.SortStableFunc(b.rejects, func(x, y Reject) int { return x.Row - y.Row })
	}
}
