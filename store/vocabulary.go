package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fieldbrief/store/internal/posting"
	"fieldbrief/store/internal/text"
)

// A vocabulary numbers words. It has a hash table of its own, whose slots hold a
// word's hash above its code and one: looking words up is what indexing does
// most.
type vocabulary struct {
	words []string
	slots []uint64          // a power of two, at least half of them free
	lists []*posting.Writer // where the numbers of each word are gathered, made when needed
	made  int               // the gathering that lists belong to

	names   map[string][]uint32 // words of texts that recur
	scratch []byte
	found   []uint32
}

func newVocabulary() *vocabulary {
	return &vocabulary{slots: make([]uint64, 256), names: make(map[string][]uint32)}
}

// FNV-1a of 32 bits.
const (
	hashStart = 2166136261
	hashPrime = 16777619
)

func wordHash(word []byte) uint32 {
	h := uint32(hashStart)
	for _, c := range word {
		h = (h ^ uint32(c)) * hashPrime
	}
	return h
}

// code gives the number of a word of a hash.
func (v *vocabulary) code(word []byte, hash uint32) uint32 {
	mask := uint32(len(v.slots) - 1)
	at := (hash ^ hash>>15) & mask
	for ; v.slots[at] != 0; at = (at + 1) & mask {
		if slot := v.slots[at]; uint32(slot>>32) == hash && v.words[uint32(slot)-1] == string(word) {
			return uint32(slot) - 1
		}
	}
	code := uint32(len(v.words))
	v.words = append(v.words, string(word))
	v.slots[at] = uint64(hash)<<32 | uint64(code+1)
	if 2*len(v.words) > len(v.slots) {
		v.grow()
	}
	return code
}

func (v *vocabulary) grow() {
	old := v.slots
	v.slots = make([]uint64, 4*len(old))
	mask := uint32(len(v.slots) - 1)
	for _, slot := range old {
		if slot == 0 {
			continue
		}
		hash := uint32(slot >> 32)
		at := (hash ^ hash>>15) & mask
		for v.slots[at] != 0 {
			at = (at + 1) & mask
		}
		v.slots[at] = slot
	}
}

// maxNames is how many recurring texts a vocabulary remembers.
const maxNames = 1 << 14

// wordsOf gives the words of an event as the index has them, each once.
func (v *vocabulary) wordsOf(e *Event) []uint32 {
	v.found = v.found[:0]
	for _, field := range [...]string{e.Title, e.Summary, e.Remark} {
		v.add(field)
	}
	v.addName(e.Place)
	v.addName(e.Kind)
	if e.Province != nil {
		v.addName(e.Province.Name)
	}
	for _, p := range e.Actors {
		v.addName(p.Name)
		v.addName(p.As)
	}
	slices.Sort(v.found)
	return slices.Clone(slices.Compact(v.found))
}

// addName adds the words of a text that is likely to come again.
func (v *vocabulary) addName(name string) {
	if name == "" {
		return
	}
	if codes, ok := v.names[name]; ok {
		v.found = append(v.found, codes...)
		return
	}
	from := len(v.found)
	v.add(name)
	if len(v.names) < maxNames {
		v.names[strings.Clone(name)] = slices.Clone(v.found[from:])
	}
}

// add adds the words of a text. Most texts have only words of plain ASCII, which
// need no folding but for their case.
func (v *vocabulary) add(s string) {
	word, hash := v.scratch[:0], uint32(hashStart)
	for _, r := range s {
		if r >= utf8.RuneSelf && !text.Parts(r) {
			v.addFolded(s)
			return
		}
		c := byte(min(r, utf8.RuneSelf))
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			if len(word) < maxWord {
				word, hash = append(word, c), (hash^uint32(c))*hashPrime
			}
		case len(word) > 0:
			v.found = append(v.found, v.code(word, hash))
			word, hash = word[:0], hashStart
		}
	}
	if len(word) > 0 {
		v.found = append(v.found, v.code(word, hash))
	}
	v.scratch = word
}

func (v *vocabulary) addFolded(s string) {
	for _, w := range text.Words(s) {
		word := []byte(w.Text[:min(len(w.Text), maxWord)])
		v.found = append(v.found, v.code(word, wordHash(word)))
	}
}
