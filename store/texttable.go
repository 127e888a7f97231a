package store

import "math/bits"

// A textTable finds small numbers by texts. A slot holds the ends of its text,
// so that a short one is found without looking elsewhere.
type textTable struct {
	slots []textSlot // a power of two, at least a third of them free
	used  int
}

type textSlot struct {
	textEnds
	value uint32 // and one; 0: the slot is free
}

// textEnds are the first and the last eight bytes of a text, and its length.
type textEnds struct {
	head, tail uint64
	length     uint32
}

// wholeText is up to how many bytes the ends are all there is of a text.
const wholeText = 16

func endsOf(s string) textEnds {
	n := len(s)
	if n >= 8 {
		return textEnds{eightBytes(s), eightBytes(s[n-8:]), uint32(n)}
	}
	e := textEnds{length: uint32(n)}
	for i := range n {
		e.head = e.head<<8 | uint64(s[i])
	}
	return e
}

func eightBytes(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

const hashMix = 0x9E3779B97F4A7C15

func (e textEnds) hash() uint64 {
	high, low := bits.Mul64(e.head^uint64(e.length)*hashMix, e.tail^hashMix)
	return high ^ low ^ e.head*hashMix
}

// find gives the value of a text. Is tells whether a value is that of the text;
// it is asked only where the text's ends do not tell.
func (t *textTable) find(s string, ask bool, is func(value uint32) bool) (uint32, bool) {
	if t.used == 0 {
		return 0, false
	}
	ends := endsOf(s)
	ask = ask || len(s) > wholeText
	mask := uint64(len(t.slots) - 1)
	for at := ends.hash() & mask; t.slots[at].value != 0; at = (at + 1) & mask {
		if slot := &t.slots[at]; slot.textEnds == ends && (!ask || is(slot.value-1)) {
			return slot.value - 1, true
		}
	}
	return 0, false
}

// add adds a text that is not there.
func (t *textTable) add(s string, value uint32) {
	if t.used++; 3*t.used > 2*len(t.slots) {
		t.grow()
	}
	t.put(textSlot{endsOf(s), value + 1})
}

func (t *textTable) put(s textSlot) {
	mask := uint64(len(t.slots) - 1)
	at := s.hash() & mask
	for t.slots[at].value != 0 {
		at = (at + 1) & mask
	}
	t.slots[at] = s
}

func (t *textTable) grow() {
	old := t.slots
	t.slots = make([]textSlot, max(16, 2*len(old)))
	for _, s := range old {
		if s.value != 0 {
			t.put(s)
		}
	}
}
