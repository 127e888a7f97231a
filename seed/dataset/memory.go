package dataset

import (
	"unsafe"

	"fieldbrief/store"
)

// A memory is what one batch of records is made of: the text of its rows and
// the slabs that their parts are cut from. It serves again when the batch is
// given back; see Recycle.
type memory struct {
	rows []byte // the text of the chunk
	ends []int  // see chunk

	records  []Record
	text     slab[byte]
	parties  slab[store.Party]
	actors   slab[*store.Actor]
	cites    slab[store.Citation]
	tolls    slab[store.Toll]
	numbers  slab[int]
	degrees  slab[float64]
	original slab[store.Field]

	shelf shelf
}

// start makes the memory ready for rows of so many columns. What of it was in
// use is written over.
func (m *memory) start(rows, columns int) {
	if cap(m.records) < rows {
		m.records = make([]Record, 0, rows)
	}
	m.records = m.records[:0]
	m.text.start(rows * 400)
	m.parties.start(rows * 2)
	m.actors.start(rows * 2)
	m.cites.start(rows)
	m.tolls.start(rows)
	m.numbers.start(rows * 3)
	m.degrees.start(rows * 2)
	m.original.start(rows * columns / 2)
}

// A shelf keeps memories that were given back, a few at most.
type shelf chan *memory

func (s shelf) take() *memory {
	select {
	case m := <-s:
		return m
	default:
		return &memory{shelf: s}
	}
}

func (s shelf) put(m *memory) {
	select {
	case s <- m:
	default: // there are enough
	}
}

// A slab gives out small slices and values from larger blocks, so that a row
// does not cost an allocation for each of its parts. A block lives as long as
// anything cut from it.
type slab[T any] struct {
	block []T // the largest one
	free  []T
	step  int // elements of the next block
	used  int // elements given out since start
}

// start sets out anew with the block there is, for about as many elements.
func (s *slab[T]) start(about int) {
	s.step = max(about, s.used)
	s.free, s.used = s.block, 0
	if len(s.block) < s.step {
		s.block, s.free = nil, nil
	}
}

// room gives an empty slice for n elements, which cannot grow into its
// neighbours.
func (s *slab[T]) room(n int) []T {
	if n > len(s.free) {
		s.free = make([]T, max(n, s.step))
		if len(s.free) > len(s.block) {
			s.block = s.free
		}
		s.step = s.step/8 + 1 // beyond what was expected there is little
	}
	list := s.free[:0:n]
	s.free = s.free[n:]
	s.used += n
	return list
}

// value gives a pointer to a copy of v.
func (s *slab[T]) value(v T) *T {
	list := append(s.room(1), v)
	return &list[0]
}

// join puts parts of a text together.
func join(text *slab[byte], parts ...string) string { return joinBy(text, "", parts) }

// joinBy does so with a separator between them.
func joinBy(text *slab[byte], separator string, parts []string) string {
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0]
	}
	n := len(separator) * (len(parts) - 1)
	for _, p := range parts {
		n += len(p)
	}
	b := text.room(n)
	for i, p := range parts {
		if i > 0 {
			b = append(b, separator...)
		}
		b = append(b, p...)
	}
	return view(b)
}

// view gives bytes as text without copying them. They are a memory's: nothing
// writes to them before it serves again.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
