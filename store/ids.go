package store

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"slices"
)

// An idSorter sorts entries of the index of ids.
type idSorter struct {
	spool *spool
	limit int // of entries sorted in memory
	list  []uint64
	runs  []bale
}

// idsSize is how many entries are sorted in memory, idsAtOnce how many are
// handed on together.
const (
	idsSize   = 1 << 18
	idsAtOnce = 1 << 16
)

func (s *idSorter) add(entries []uint64) error {
	if s.list = append(s.list, entries...); len(s.list) < s.limit {
		return nil
	}
	slices.Sort(s.list)
	b := make([]byte, 0, 8*len(s.list))
	for _, v := range s.list {
		b = binary.BigEndian.AppendUint64(b, v)
	}
	at, err := s.spool.write(b)
	s.runs = append(s.runs, bale{at: at, size: len(b)})
	s.list = s.list[:0]
	return err
}

// each calls yield with all entries in their order, many at a time.
func (s *idSorter) each(yield func([]uint64) error) error {
	slices.Sort(s.list)
	if len(s.runs) == 0 {
		return yield(s.list)
	}
	var heads []*idReader
	for _, run := range s.runs {
		heads = append(heads, &idReader{in: bufio.NewReaderSize(run.reader(s.spool), listReaderSize)})
	}
	heads = append(heads, &idReader{list: s.list})
	part := make([]uint64, 0, min(idsAtOnce, s.limit))
	for {
		for _, r := range heads {
			if err := r.fill(); err != nil {
				return err
			}
		}
		heads = slices.DeleteFunc(heads, func(r *idReader) bool { return len(r.list) == 0 })
		if len(heads) == 0 {
			return yield(part)
		}
		least := slices.MinFunc(heads, func(a, b *idReader) int { return cmp.Compare(a.list[0], b.list[0]) })
		part = append(part, least.list[0])
		if least.list = least.list[1:]; len(part) == cap(part) {
			if err := yield(part); err != nil {
				return err
			}
			part = part[:0]
		}
	}
}

// An idReader reads a sorted run bit by bit.
type idReader struct {
	in   *bufio.Reader // nil: list is all
	list []uint64
}

func (r *idReader) fill() error {
	if r.in == nil || len(r.list) > 0 {
		return nil
	}
	r.list = make([]uint64, 0, 1024)
	var b [8]byte
	for len(r.list) < cap(r.list) {
		if _, err := io.ReadFull(r.in, b[:]); errors.Is(err, io.EOF) {
			r.in = nil
			return nil
		} else if err != nil {
			return spoolReadError(err)
		}
		r.list = append(r.list, binary.BigEndian.Uint64(b[:]))
	}
	return nil
}
