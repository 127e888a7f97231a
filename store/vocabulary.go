package store

import (
	"math/bits"
	"unicode/utf8"

	"fieldbrief/store/internal/text"
)

// A vocabulary numbers words. Looking them up is what indexing does most, so it
// has a hash table of its own, in which a word of up to eight bytes stands
// itself.
type vocabulary struct {
	words []string
	slots []wordSlot // a power of two, at least a third of them free
	fold  [256]byte  // of an ASCII letter or digit: as words have it; beyond ASCII: foreign; else 0

	event uint32   // how many were asked for
	seen  []uint32 // by word: the last event that held it
	found []uint32 // words of the event under way, each once
	word  [maxWord]byte
}

// wordSlot is a word of up to eight bytes, or the hash of a longer one. Its code
// is that of the word and one; 0: the slot is free.
type wordSlot struct {
	key  uint64
	code uint32
	long bool
}

// foreign marks bytes of characters beyond ASCII.
const foreign = utf8.RuneSelf

func newVocabulary() *vocabulary {
	v := &vocabulary{slots: make([]wordSlot, 256)}
	for c := range v.fold {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			v.fold[c] = byte(c)
		case 'A' <= c && c <= 'Z':
			v.fold[c] = byte(c) + 'a' - 'A'
		case c >= foreign:
			v.fold[c] = foreign
		}
	}
	return v
}

// code gives the number of a word, of which key holds the last eight bytes and
// hash is the hash of those before.
func (v *vocabulary) code(word []byte, key, hash uint64) uint32 {
	long := len(word) > 8
	if long {
		key = (hash ^ key) * hashMix
	}
	mask := uint64(len(v.slots) - 1)
	at := bits.RotateLeft64(key*hashMix, 32) & mask
	for ; v.slots[at].code != 0; at = (at + 1) & mask {
		if s := &v.slots[at]; s.key == key && s.long == long && (!long || v.words[s.code-1] == string(word)) {
			return s.code - 1
		}
	}
	v.words = append(v.words, string(word))
	v.seen = append(v.seen, 0)
	v.slots[at] = wordSlot{key, uint32(len(v.words)), long}
	if 3*len(v.words) > 2*len(v.slots) {
		v.grow()
	}
	return uint32(len(v.words) - 1)
}

func (v *vocabulary) grow() {
	old := v.slots
	v.slots = make([]wordSlot, 2*len(old))
	mask := uint64(len(v.slots) - 1)
	for _, s := range old {
		if s.code == 0 {
			continue
		}
		at := bits.RotateLeft64(s.key*hashMix, 32) & mask
		for v.slots[at].code != 0 {
			at = (at + 1) & mask
		}
		v.slots[at] = s
	}
}

// begin starts with the next event.
func (v *vocabulary) begin() {
	v.found = v.found[:0]
	v.event++
}

// meet notes that the event holds a word.
func (v *vocabulary) meet(code uint32) {
	if v.seen[code] != v.event {
		v.seen[code] = v.event
		v.found = append(v.found, code)
	}
}

func (v *vocabulary) meetAll(codes []uint32) {
	for _, code := range codes {
		v.meet(code)
	}
}

// wordsOf gives the words of an event as the index has them, each once. They are
// good until it is asked again.
func (v *vocabulary) wordsOf(e *Event) []uint32 {
	v.begin()
	v.ownWords(e)
	if e.Province != nil {
		v.add(e.Province.Name)
	}
	for _, p := range e.Actors {
		v.add(p.Name)
		v.add(p.As)
	}
	return v.found
}

// ownWords adds the words of an event but for those of its province and parties.
func (v *vocabulary) ownWords(e *Event) {
	v.add(e.Title)
	v.add(e.Summary)
	v.add(e.Remark)
	v.add(e.Place)
	v.add(e.Kind)
}

// wordsIn gives the words of texts, and leaves the event under way as it is.
func (v *vocabulary) wordsIn(texts ...string) []uint32 {
	outer := v.found
	v.found = nil
	v.event++
	for _, s := range texts {
		v.add(s)
	}
	words := v.found
	v.event++
	v.found = nil
	v.meetAll(outer)
	return words
}

// add adds the words of a text. Most texts have only words of plain ASCII, which
// need no folding but for their case.
func (v *vocabulary) add(s string) {
	n, key, hash := 0, uint64(0), uint64(0)
	for i := 0; i < len(s); {
		c := v.fold[s[i]]
		size := 1
		if c == foreign {
			if size = parting(s[i:]); size == 0 {
				v.addFolded(s)
				return
			}
			c = 0
		}
		i += size
		if c != 0 {
			if n < maxWord {
				v.word[n] = c
				if n++; n&7 == 1 && n > 1 {
					hash = (hash ^ key) * hashMix
				}
				key = key<<8 | uint64(c)
			}
			continue
		}
		if n > 0 {
			v.meet(v.code(v.word[:n], key, hash))
			n, key, hash = 0, 0, 0
		}
	}
	if n > 0 {
		v.meet(v.code(v.word[:n], key, hash))
	}
}

// parting gives the length of the character that s starts with where it stands
// between words, else 0.
func parting(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if r == '·' || '‐' <= r && r <= '‧' || text.Parts(r) {
		return size
	}
	return 0
}

// addFolded adds the words of a text of any kind.
func (v *vocabulary) addFolded(s string) {
	for _, w := range text.Words(s) {
		n, key, hash := 0, uint64(0), uint64(0)
		for n < min(len(w.Text), maxWord) {
			v.word[n] = w.Text[n]
			if n++; n&7 == 1 && n > 1 {
				hash = (hash ^ key) * hashMix
			}
			key = key<<8 | uint64(v.word[n-1])
		}
		v.meet(v.code(v.word[:n], key, hash))
	}
}
