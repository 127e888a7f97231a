package dataset

import "strings"

// A slab gives out small slices and values from larger blocks, so that a row
// does not cost an allocation for each of its parts. A block lives as long as
// anything cut from it.
type slab[T any] struct{ free []T }

const slabBlock = 2048

// list gives a slice of n zero elements that cannot grow into its neighbours.
func (s *slab[T]) list(n int) []T {
	if n == 0 {
		return nil
	}
	if n > len(s.free) {
		s.free = make([]T, max(n, slabBlock))
	}
	list := s.free[:n:n]
	s.free = s.free[n:]
	return list
}

// value gives a pointer to a copy of v.
func (s *slab[T]) value(v T) *T {
	p := &s.list(1)[0]
	*p = v
	return p
}

// A textSlab does the same for text that is put together.
type textSlab struct{ b strings.Builder }

const textBlock = 32 << 10

// join puts parts together.
func (t *textSlab) join(parts ...string) string { return t.joinBy("", parts) }

// joinBy does so with a separator between them.
func (t *textSlab) joinBy(separator string, parts []string) string {
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
	if t.b.Cap()-t.b.Len() < n {
		t.b = strings.Builder{}
		t.b.Grow(max(n, textBlock))
	}
	start := t.b.Len()
	for i, p := range parts {
		if i > 0 {
			t.b.WriteString(separator)
		}
		t.b.WriteString(p)
	}
	return t.b.String()[start:]
}
