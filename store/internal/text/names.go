package text

import (
	"slices"
	"unicode"
)

// Names finds names in a text.
type Names struct{ byFirst map[string][]name }

type name struct {
	words   []string
	printed string // of a short name in capitals, as it must stand; else ""
	of      int
}

// mostCapitals is the length up to which a name in capitals is found in
// capitals alone: "US" and "UN" are words in small letters.
const mostCapitals = 4

// Add makes a name that stands for of. The first of two names that are alike
// stays.
func (n *Names) Add(printed string, of int) {
	added := name{of: of}
	for _, w := range Words(printed) {
		added.words = append(added.words, w.Text)
	}
	if added.words == nil {
		return
	}
	if len(printed) <= mostCapitals && capitals(printed) {
		added.printed = printed
	}
	if n.byFirst == nil {
		n.byFirst = make(map[string][]name)
	}
	first := added.words[0]
	same := n.byFirst[first]
	if slices.ContainsFunc(same, func(o name) bool { return slices.Equal(o.words, added.words) }) {
		return
	}
	at := slices.IndexFunc(same, func(o name) bool { return len(o.words) < len(added.words) })
	if at < 0 {
		at = len(same)
	}
	n.byFirst[first] = slices.Insert(same, at, added)
}

func capitals(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// Find calls found with every place of s, half-open in code points, where a
// name stands, the longest one where several do.
func (n *Names) Find(s string, found func(start, end, of int)) {
	if len(n.byFirst) == 0 {
		return
	}
	var small []byte
	c := cutter{text: s}
	for c.next() {
		small = small[:0]
		if run := s[c.from:c.to]; ascii(run) {
			for i := range len(run) {
				small = append(small, lower(run[i]))
			}
		} else {
			small = append(small, foldWord(run)...)
		}
		for _, name := range n.byFirst[string(small)] {
			d := c
			if d.follow(name.words[1:], false) && (name.printed == "" || s[c.from:d.to] == name.printed) {
				found(c.start, d.end, name.of)
				c = d
				break
			}
		}
	}
}
