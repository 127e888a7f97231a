package column

import "encoding/binary"

const version = 1

// Encode writes the days of a month, ascending.
func Encode(days []Day) []byte {
	e := encoder{bytes: []byte{version}}
	e.days(days)
	var rows []*Row
	for _, d := range days {
		for i := range d.Rows {
			rows = append(rows, &d.Rows[i])
		}
	}
	e.codes(rows, func(r *Row) uint32 { return r.Source })
	e.codes(rows, func(r *Row) uint32 { return r.Kind })
	e.codes(rows, func(r *Row) uint32 { return r.Province })
	e.codes(rows, func(r *Row) uint32 { return actor(r, 0) })
	e.codes(rows, func(r *Row) uint32 { return actor(r, 1) })
	e.sparse(rows, func(r *Row) bool { return len(r.Actors) > 2 }, func(r *Row) {
		e.uint(uint64(len(r.Actors)))
		for _, a := range r.Actors {
			e.uint(uint64(a))
		}
	})
	e.small(rows, func(r *Row) uint64 { return uint64(r.Span) })
	e.small(rows, func(r *Row) uint64 { return r.Killed })
	e.sparse(rows, func(r *Row) bool { return r.Exact != nil }, func(r *Row) {
		e.bytes = binary.AppendVarint(e.bytes, r.Exact.First)
		e.bytes = binary.AppendVarint(e.bytes, r.Exact.Last)
	})
	e.sparse(rows, func(r *Row) bool { return r.Shared != nil }, func(r *Row) { e.uint(uint64(*r.Shared)) })
	e.sparse(rows, func(r *Row) bool { return r.Figures != Given }, func(r *Row) { e.uint(uint64(r.Figures)) })
	return e.bytes
}

func actor(r *Row, i int) uint32 {
	if i < len(r.Actors) {
		return r.Actors[i]
	}
	return 0
}

type encoder struct{ bytes []byte }

func (e *encoder) uint(n uint64) { e.bytes = binary.AppendUvarint(e.bytes, n) }

func (e *encoder) days(days []Day) {
	e.uint(uint64(len(days)))
	last := uint32(0)
	for _, d := range days {
		e.uint(uint64(d.Day - last))
		last = d.Day
		e.uint(uint64(d.Next))
		e.uint(uint64(len(d.Rows)))
		if dense(d) {
			continue
		}
		place := uint32(0)
		for _, r := range d.Rows {
			e.uint(uint64(r.Place - place))
			place = r.Place
		}
	}
}

// dense tells whether a day's rows take the places from 0 to the next one.
func dense(d Day) bool {
	return len(d.Rows) == int(d.Next) && (len(d.Rows) == 0 || d.Rows[len(d.Rows)-1].Place == d.Next-1)
}

// codes writes a column of codes, as wide as its largest needs.
func (e *encoder) codes(rows []*Row, code func(*Row) uint32) {
	largest, same := uint32(0), true
	for _, r := range rows {
		c := code(r)
		largest = max(largest, c)
		same = same && c == code(rows[0])
	}
	if same {
		e.bytes = binary.LittleEndian.AppendUint32(append(e.bytes, 0), largest)
		return
	}
	width := 1
	for largest>>(8*width) != 0 {
		width++
	}
	e.bytes = append(e.bytes, byte(width))
	for _, r := range rows {
		c := code(r)
		for range width {
			e.bytes = append(e.bytes, byte(c))
			c >>= 8
		}
	}
}

// escaped stands for a number that has no room in one byte.
const escaped = 255

func (e *encoder) small(rows []*Row, number func(*Row) uint64) {
	for _, r := range rows {
		e.bytes = append(e.bytes, byte(min(number(r), escaped)))
	}
	for _, r := range rows {
		if n := number(r); n >= escaped {
			e.uint(n)
		}
	}
}

// sparse writes something of the rows that have it.
func (e *encoder) sparse(rows []*Row, has func(*Row) bool, write func(*Row)) {
	n := 0
	for _, r := range rows {
		if has(r) {
			n++
		}
	}
	e.uint(uint64(n))
	last := 0
	for i, r := range rows {
		if has(r) {
			e.uint(uint64(i - last))
			last = i
			write(r)
		}
	}
}
