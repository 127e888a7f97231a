package column

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
)

// ErrInvalid says that bytes are no month.
var ErrInvalid = errors.New("not valid columns")

// places is how many records a day has room for.
const places = 1 << 15

// Decode reads a month that Encode wrote.
func Decode(b []byte) (*Month, error) {
	m := new(Month)
	return m, m.Decode(b)
}

// Decode reads a month in the place of what m held, and uses its memory again,
// but for that of Places and Actors. Nothing in it refers to b.
func (m *Month) Decode(b []byte) error {
	if len(b) == 0 || b[0] != version {
		return ErrInvalid
	}
	d := decoder{bytes: b[1:]}
	m.Days, m.More, m.Exact, m.Shared, m.Figures = m.Days[:0], m.More[:0], m.Exact[:0], m.Shared[:0], m.Figures[:0]
	n := d.days(m)
	for _, column := range []*[]uint32{&m.Source, &m.Kind, &m.Province, &m.A, &m.B} {
		*column = d.codes(resized(*column, n))
	}
	d.sparse(n, func(row int) {
		more := More{Row: row}
		for range d.length(uint64(len(d.bytes))) {
			more.Actors = append(more.Actors, uint32(d.length(1<<32-1)))
		}
		m.More = append(m.More, more)
	})
	d.short(n, &m.Span)
	d.short(n, &m.Killed)
	d.sparse(n, func(row int) { m.Exact = append(m.Exact, ExactRow{row, Exact{d.int(), d.int()}}) })
	d.sparse(n, func(row int) { m.Shared = append(m.Shared, SharedRow{row, uint32(d.length(1<<32 - 1))}) })
	d.sparse(n, func(row int) { m.Figures = append(m.Figures, FiguresRow{row, Figures(d.length(uint64(Minimum)))}) })
	if d.failed || len(d.bytes) > 0 {
		return ErrInvalid
	}
	return nil
}

// Rows gives how many rows a month has that Encode wrote, without reading them.
func Rows(b []byte) (int, error) {
	if len(b) == 0 || b[0] != version {
		return 0, ErrInvalid
	}
	d := decoder{bytes: b[1:]}
	n := d.days(new(Month))
	if d.failed {
		return 0, ErrInvalid
	}
	return n, nil
}

// resized gives a column of n values, whatever they are.
func resized[T any](column []T, n int) []T { return slices.Grow(column[:0], n)[:n] }

// decoder reads on after a fault, and gives zeros.
type decoder struct {
	bytes  []byte
	failed bool
}

func (d *decoder) fail() { d.bytes, d.failed = nil, true }

func (d *decoder) uint() uint64 {
	v, n := binary.Uvarint(d.bytes)
	if n <= 0 {
		d.fail()
		return 0
	}
	d.bytes = d.bytes[n:]
	return v
}

func (d *decoder) int() int64 {
	v, n := binary.Varint(d.bytes)
	if n <= 0 {
		d.fail()
		return 0
	}
	d.bytes = d.bytes[n:]
	return v
}

// length reads a number that must not exceed a limit.
func (d *decoder) length(limit uint64) int {
	n := d.uint()
	if n > limit {
		d.fail()
		return 0
	}
	return int(n)
}

// days reads the days and gives how many rows they have.
func (d *decoder) days(m *Month) int {
	rows, at := 0, uint64(0)
	for i := range d.length(Days) {
		distance := d.uint()
		if at += distance; at >= Days || i > 0 && distance == 0 {
			d.fail()
		}
		day := MonthDay{Day: uint32(at), Next: uint32(d.length(places)), Count: d.length(places)}
		if day.Count > int(day.Next) {
			d.fail()
		}
		if !d.failed && day.Count < int(day.Next) {
			day.Places = d.places(day)
		}
		if d.failed {
			return 0
		}
		rows += day.Count
		m.Days = append(m.Days, day)
	}
	return rows
}

func (d *decoder) places(day MonthDay) []uint32 {
	list := make([]uint32, day.Count)
	at := uint64(0)
	for i := range list {
		distance := d.length(places)
		if at += uint64(distance); at >= uint64(day.Next) || i > 0 && distance == 0 {
			d.fail()
		}
		list[i] = uint32(at)
	}
	return list
}

// take gives the next n bytes.
func (d *decoder) take(n int) []byte {
	if n > len(d.bytes) {
		d.fail()
		return nil
	}
	b := d.bytes[:n]
	d.bytes = d.bytes[n:]
	return b
}

func (d *decoder) codes(codes []uint32) []uint32 {
	n := len(codes)
	head := d.take(1)
	if head == nil || head[0] > 4 {
		d.fail()
		return codes
	}
	width := int(head[0])
	if width == 0 {
		if b := d.take(4); b != nil {
			fill(codes, binary.LittleEndian.Uint32(b))
		}
		return codes
	}
	b := d.take(n * width)
	if b == nil {
		return codes
	}
	switch width {
	case 1:
		for i, c := range b {
			codes[i] = uint32(c)
		}
	case 2:
		i := 0
		for ; i+4 <= len(codes); i += 4 {
			v, four := binary.LittleEndian.Uint64(b[2*i:]), codes[i:i+4:i+4]
			four[0], four[1], four[2], four[3] = uint32(v&0xFFFF), uint32(v>>16&0xFFFF), uint32(v>>32&0xFFFF), uint32(v>>48)
		}
		for ; i < len(codes); i++ {
			codes[i] = uint32(binary.LittleEndian.Uint16(b[2*i:]))
		}
	default:
		for i := range codes {
			codes[i] = 0
			for j := range width {
				codes[i] |= uint32(b[i*width+j]) << (8 * j)
			}
		}
	}
	return codes
}

func fill(codes []uint32, code uint32) {
	for i := range codes {
		codes[i] = code
	}
}

func (d *decoder) short(n int, column *ShortMonth) {
	column.bytes = append(column.bytes[:0], d.take(n)...)
	column.Large = column.Large[:0]
	for at := 0; ; at++ {
		next := bytes.IndexByte(column.bytes[at:], escaped)
		if next < 0 {
			return
		}
		at += next
		column.Large = append(column.Large, LargeRow{at, d.uint()})
	}
}

// sparse reads something of the rows that have it.
func (d *decoder) sparse(n int, read func(row int)) {
	row := 0
	for i := range d.length(uint64(n)) {
		distance := d.length(uint64(n))
		if row += distance; row >= n || i > 0 && distance == 0 {
			d.fail()
		}
		if d.failed {
			return
		}
		read(row)
	}
}
