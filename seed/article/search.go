package article

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"fieldbrief/store"
)

// What bounds the search. Digests leave no shortcut into a text, so a passage
// is found by hashing every stretch of its length:
//
//  1. One pass over the word borders hashes what stands before and after each,
//     and so finds every passage of which either side is unchanged, all
//     citations at once: linear in the text.
//  2. What is left is searched by length, all citations of one length in one
//     pass and short ones first: from word border to word border, then, in a
//     text that holds something of the cited one, from anywhere. These passes
//     do at most the work of hashing borderBudget and anyBudget bytes, a few
//     seconds. What they cannot reach counts as missing: that is so in texts
//     of many MB only, for citations of which neither side is as it was.
const (
	borderBudget = 1 << 30
	anyBudget    = 256 << 20
	hashCost     = 64 // bytes' worth of time that starting a hash takes
	stepCost     = 4  // the same for passing a place by

	contextLength = store.PassageContext
	maxHits       = 64 // of one citation; more say no more
)

// A hit is a place where a lost passage stands.
type hit struct {
	span    store.Span
	context int // sides that fit: 0, 1 or 2
}

type (
	digest [sha256.Size]byte
	side   [store.ContextDigits / 2]byte // beginning of the digest of what stands before or after
)

// A searcher looks for the lost citations in one normal form.
type searcher struct {
	form   *normalForm
	border []bool // of each code point of form, and its end: a word begins or ends there
	starts []int  // the code points that are borders
	body   []rune
	found  []Found
	hits   map[int][]hit
	budget int
}

// search gives the hits of the citations found[i] for i in lost.
func search(form *normalForm, body []rune, found []Found, lost []int) map[int][]hit {
	s := &searcher{form: form, border: form.borders(), body: body, found: found, hits: map[int][]hit{}}
	var inner []int // starts within words
	for at := range form.len() {
		if s.border[at] {
			s.starts = append(s.starts, at)
		} else {
			inner = append(inner, at)
		}
	}
	s.budget = borderBudget
	s.bySurroundings(lost)
	s.byDigest(lost, s.starts, func(end int) bool { return s.border[end] })
	if len(s.hits) == 0 && len(lost) == len(found) {
		return s.hits // another text altogether
	}
	s.budget = anyBudget
	s.byDigest(lost, s.starts, func(end int) bool { return !s.border[end] })
	s.byDigest(lost, inner, func(int) bool { return true })
	return s.hits
}

// bySurroundings finds the passages that have their old words before or after them.
func (s *searcher) bySurroundings(lost []int) {
	before, after := map[side][]int{}, map[side][]int{}
	for _, i := range lost {
		p := s.found[i].Cite.Passage
		if key, ok := parseSide(p.Before); ok {
			before[key] = append(before[key], i)
		}
		if key, ok := parseSide(p.After); ok {
			after[key] = append(after[key], i)
		}
	}
	tryBefore := func(at, width int) {
		for _, i := range before[s.sideBefore(at, width)] {
			s.try(i, at)
		}
	}
	tryAfter := func(at, width int) {
		for _, i := range after[s.sideAfter(at, width)] {
			s.try(i, at-s.found[i].Cite.Passage.Length)
		}
	}
	for at, border := range s.border {
		if !border {
			continue
		}
		wide, narrow := s.widthsBefore(at)
		tryBefore(at, wide)
		if narrow < wide {
			tryBefore(at, narrow)
		}
		wide, narrow = s.widthsAfter(at)
		tryAfter(at, wide)
		if narrow < wide {
			tryAfter(at, narrow)
		}
	}
}

// widthsBefore gives how many code points of the normal form the surroundings
// before code point at may have had: as many as were digested of the body or,
// where the body here holds runs of white space, those that are left of them.
func (s *searcher) widthsBefore(at int) (wide, narrow int) {
	wide = min(contextLength, at)
	from := s.bodyAt(at) - contextLength
	for narrow = wide; narrow > 0 && int(s.form.end[at-narrow]) <= from; {
		narrow--
	}
	return wide, narrow
}

// widthsAfter is widthsBefore for what follows code point at.
func (s *searcher) widthsAfter(at int) (wide, narrow int) {
	wide = min(contextLength, s.form.len()-at)
	to := contextLength
	if at > 0 {
		to += int(s.form.end[at-1])
	}
	for narrow = wide; narrow > 0 && int(s.form.start[at+narrow-1]) >= to; {
		narrow--
	}
	return wide, narrow
}

// bodyAt gives the code point of the body where code point at begins.
func (s *searcher) bodyAt(at int) int {
	if at == s.form.len() {
		return len(s.body)
	}
	return int(s.form.start[at])
}

func (s *searcher) sideBefore(at, width int) side { return digestSide(s.form.slice(at-width, at)) }

func (s *searcher) sideAfter(at, width int) side { return digestSide(s.form.slice(at, at+width)) }

func digestSide(text []byte) side {
	sum := sha256.Sum256(text)
	return side(sum[:len(side{})])
}

func parseSide(digits string) (key side, ok bool) {
	b, err := hex.DecodeString(digits)
	if err != nil || len(b) != len(key) {
		return key, false
	}
	return side(b), true
}

// byLength groups the lost citations that have no hit yet.
func (s *searcher) byLength(lost []int) map[int]map[digest][]int {
	groups := map[int]map[digest][]int{}
	for _, i := range lost {
		p := s.found[i].Cite.Passage
		want, ok := parseDigest(p.SHA256)
		if len(s.hits[i]) > 0 || !ok || p.Length > s.form.len() {
			continue
		}
		if groups[p.Length] == nil {
			groups[p.Length] = map[digest][]int{}
		}
		groups[p.Length][want] = append(groups[p.Length][want], i)
	}
	return groups
}

func parseDigest(s string) (d digest, ok bool) {
	n, err := hex.Decode(d[:], []byte(s[:min(len(s), 2*len(d))]))
	return d, err == nil && n == len(d) && len(s) == 2*len(d)
}

// byDigest searches the citations that have no hit yet among the stretches that
// begin at one of starts and end where they may.
func (s *searcher) byDigest(lost []int, starts []int, mayEnd func(int) bool) {
	groups := s.byLength(lost)
	for _, length := range slices.Sorted(maps.Keys(groups)) {
		for _, at := range starts {
			if s.budget -= stepCost; at+length > s.form.len() || s.budget <= 0 {
				break
			}
			if mayEnd(at + length) {
				for _, i := range groups[length][s.digest(at, length)] {
					s.keep(i, at)
				}
			}
		}
	}
}

func (s *searcher) digest(at, length int) digest {
	text := s.form.slice(at, at+length)
	s.budget -= len(text) + hashCost
	return sha256.Sum256(text)
}

// try keeps the passage of citation i where it stands at code point at.
func (s *searcher) try(i, at int) {
	p := s.found[i].Cite.Passage
	if at < 0 || at+p.Length > s.form.len() || s.budget <= 0 {
		return
	}
	if got := s.digest(at, p.Length); strings.EqualFold(hex.EncodeToString(got[:]), p.SHA256) {
		s.keep(i, at)
	}
}

// keep records a hit once, if the passage cut from the body there is the cited one.
func (s *searcher) keep(i, at int) {
	p := s.found[i].Cite.Passage
	span := s.form.span(at, at+p.Length)
	if len(s.hits[i]) >= maxHits {
		return
	}
	for _, h := range s.hits[i] {
		if h.span == span {
			return
		}
	}
	if !strings.EqualFold(store.NewPassage(s.body, span).SHA256, p.SHA256) {
		return // the normal form was cut within a character
	}
	h := hit{span: span}
	if s.fits(p.Before, at, at, s.sideBefore) {
		h.context++
	}
	if end := at + p.Length; s.fits(p.After, end, s.form.len()-end, s.sideAfter) {
		h.context++
	}
	s.hits[i] = append(s.hits[i], h)
}

// fits tells whether the surroundings on one side of code point at have the
// digest wanted, however much of them white space was.
func (s *searcher) fits(wanted string, at, room int, digest func(at, width int) side) bool {
	key, ok := parseSide(wanted)
	if !ok {
		return false
	}
	wide := min(contextLength, room)
	for width := wide; width >= min(contextLength/2, wide); width-- {
		if digest(at, width) == key {
			return true
		}
	}
	return false
}
