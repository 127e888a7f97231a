// Package wire writes the fields of a record one after the other and reads
// them back. One function for each type names its fields once, for both ways.
package wire

import (
	"encoding/binary"
	"errors"
	"math"
)

// ErrInvalid says that bytes are no record: they end early, go on after its
// end, or hold a number that does not fit.
var ErrInvalid = errors.New("not a valid record")

// A Coder writes fields to a record, or reads them from one. Integers are
// varints (encoding/binary), strings and lists preceded by their length,
// floats the eight bytes of their IEEE 754 form, little-endian. The first
// error ends reading: what follows is left as it is.
type Coder struct {
	bytes   []byte
	reading bool
	err     error
}

// NewWriter gives a coder that appends to b.
func NewWriter(b []byte) *Coder { return &Coder{bytes: b} }

// Rewrite makes the coder one that appends to b.
func (c *Coder) Rewrite(b []byte) { *c = Coder{bytes: b} }

// NewReader gives a coder that reads b. Nothing it yields refers to b.
func NewReader(b []byte) *Coder { return &Coder{bytes: b, reading: true} }

// Bytes gives what was written, or is not yet read.
func (c *Coder) Bytes() []byte { return c.bytes }

// Reading tells whether fields are being read.
func (c *Coder) Reading() bool { return c.reading }

// End checks that a whole record was read and nothing is left of it.
func (c *Coder) End() error {
	if c.err == nil && c.reading && len(c.bytes) > 0 {
		c.err = ErrInvalid
	}
	return c.err
}

// Failed tells whether reading has come upon something invalid.
func (c *Coder) Failed() bool { return c.err != nil }

// Fail says that what was read is invalid.
func (c *Coder) Fail() { c.fail() }

// Uint codes a number that is not negative, as a uvarint.
func (c *Coder) Uint(n *uint64) {
	if !c.reading {
		c.bytes = binary.AppendUvarint(c.bytes, *n)
		return
	}
	v, size := binary.Uvarint(c.bytes)
	if size <= 0 {
		c.fail()
		v, size = 0, 0
	}
	*n, c.bytes = v, c.bytes[size:]
}

// Put writes the bytes of a string, without their number.
func (c *Coder) Put(s string) { c.bytes = append(c.bytes, s...) }

// Take reads what Put wrote.
func (c *Coder) Take(n uint64) string {
	if n > uint64(len(c.bytes)) {
		c.fail()
		return ""
	}
	s := string(c.bytes[:n])
	c.bytes = c.bytes[n:]
	return s
}

func (c *Coder) fail() {
	c.err = ErrInvalid
	c.bytes = nil
}

// Int codes an integer.
func (c *Coder) Int(n *int) {
	v := int64(*n)
	c.Int64(&v)
	switch {
	case !c.reading: // what is written is not touched: others may be reading it
	case int64(int(v)) != v:
		c.fail()
	default:
		*n = int(v)
	}
}

// Int64 codes an integer that may not fit into an int everywhere.
func (c *Coder) Int64(n *int64) {
	if !c.reading {
		c.bytes = binary.AppendVarint(c.bytes, *n)
		return
	}
	v, size := binary.Varint(c.bytes)
	if size <= 0 {
		c.fail()
		return
	}
	*n, c.bytes = v, c.bytes[size:]
}

// Int32 codes an integer of 32 bits.
func Int32[T ~int32](c *Coder, n *T) {
	v := int(*n)
	c.Int(&v)
	switch {
	case v < math.MinInt32 || v > math.MaxInt32:
		c.fail()
	case c.reading:
		*n = T(v)
	}
}

// length codes the length of a string or list. Each of its elements takes at
// least one byte, so that damaged lengths cannot ask for much memory.
func (c *Coder) length(n int) int {
	if !c.reading {
		c.bytes = binary.AppendUvarint(c.bytes, uint64(n))
		return n
	}
	v, size := binary.Uvarint(c.bytes)
	if size <= 0 || v > uint64(len(c.bytes)-size) {
		c.fail()
		return 0
	}
	c.bytes = c.bytes[size:]
	return int(v)
}

// String codes a string.
func String[T ~string](c *Coder, s *T) {
	n := c.length(len(*s))
	if !c.reading {
		c.bytes = append(c.bytes, *s...)
		return
	}
	*s, c.bytes = T(c.bytes[:n]), c.bytes[n:]
}

// Float codes a number.
func (c *Coder) Float(f *float64) {
	if !c.reading {
		c.bytes = binary.LittleEndian.AppendUint64(c.bytes, math.Float64bits(*f))
		return
	}
	if len(c.bytes) < 8 {
		c.fail()
		return
	}
	*f, c.bytes = math.Float64frombits(binary.LittleEndian.Uint64(c.bytes)), c.bytes[8:]
}

// Optional codes a value that may not be there.
func Optional[T any](c *Coder, v **T, code func(*Coder, *T)) {
	there := 0
	if *v != nil {
		there = 1
	}
	c.Int(&there)
	if there == 0 {
		return
	}
	if c.reading {
		*v = new(T)
	}
	code(c, *v)
}

// List codes a list. A list without elements is read as nil.
func List[T any](c *Coder, list *[]T, code func(*Coder, *T)) {
	n := c.length(len(*list))
	if c.reading && n > 0 {
		*list = make([]T, 0, min(n, 1024))
	}
	for i := range n {
		if c.reading {
			var zero T
			*list = append(*list, zero)
		}
		code(c, &(*list)[i])
		if c.err != nil {
			return
		}
	}
}

// Strings codes a list of strings.
func Strings(c *Coder, list *[]string) { List(c, list, String[string]) }
