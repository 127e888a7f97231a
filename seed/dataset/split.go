package dataset

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
)

const (
	chunkSize = 256 << 10 // bytes of whole records that are handed on together
	maxRecord = 1 << 20   // a longer record is a quotation mark that nothing closes
)

// A chunk is a run of whole records (RFC 4180).
type chunk struct {
	memory *memory
	text   string
	ends   []int // where each record ends in text, its line end included
	row    int   // the first record's number, counted from 1, the header included
	line   int   // the line it starts on, counted from 1
}

// A splitter cuts CSV text into chunks. It reads each byte once and never
// needs more than a chunk and one record of memory.
type splitter struct {
	r     io.Reader
	comma byte
	rest  []byte // read already, of the next chunk
	eof   bool
	long  bool // the last record was cut off: what follows up to the line end is its
	row   int
	line  int
}

func newSplitter(r io.Reader, comma byte) *splitter {
	return &splitter{r: r, comma: comma, row: 1, line: 1}
}

// next gives the next chunk, which lies in m; io.EOF after the last one.
func (s *splitter) next(m *memory) (chunk, error) {
	m.rows = append(m.rows[:0], s.rest...)
	for size := chunkSize; ; size += chunkSize {
		if err := s.fill(m, size); err != nil {
			s.row += len(recordEnds(nil, m.rows, s.comma, false))
			return chunk{}, err
		}
		if s.long && !s.skip(m) {
			size -= chunkSize
			continue
		}
		if len(m.rows) == 0 {
			return chunk{}, io.EOF
		}
		if m.ends = recordEnds(m.ends[:0], m.rows, s.comma, s.eof); len(m.ends) > 0 {
			return s.cut(m), nil
		}
	}
}

// skip drops what is left of a record that was cut off. It tells whether that
// was all of it.
func (s *splitter) skip(m *memory) bool {
	n := bytes.IndexByte(m.rows, '\n') + 1
	if s.long = n == 0 && !s.eof; s.long {
		m.rows = m.rows[:0]
		return false
	}
	if n == 0 {
		n = len(m.rows)
	} else {
		s.line++
	}
	m.rows = append(m.rows[:0], m.rows[n:]...)
	return true
}

// cut takes the whole records.
func (s *splitter) cut(m *memory) chunk {
	n := m.ends[len(m.ends)-1]
	s.rest = append(s.rest[:0], m.rows[n:]...)
	c := chunk{memory: m, text: view(m.rows[:n]), ends: m.ends, row: s.row, line: s.line}
	s.row += len(c.ends)
	s.line += strings.Count(c.text, "\n")
	s.long = !strings.HasSuffix(c.text, "\n") && !(s.eof && len(s.rest) == 0)
	return c
}

// fill reads on until the memory holds size bytes or the text is at its end.
func (s *splitter) fill(m *memory, size int) error {
	m.rows = slices.Grow(m.rows, max(0, size-len(m.rows)))
	for len(m.rows) < size && !s.eof {
		n, err := s.r.Read(m.rows[len(m.rows):size])
		m.rows = m.rows[:len(m.rows)+n]
		if errors.Is(err, io.EOF) {
			s.eof = true
		} else if err != nil {
			return err
		}
	}
	return nil
}

// recordEnds finds the ends of the records that are whole in buf; at the end
// of the text the last one needs no line end. What cannot be a record is cut
// at its first line end, a line that cannot be one after maxRecord bytes.
func recordEnds(ends []int, buf []byte, comma byte, eof bool) []int {
	for start := 0; start < len(buf); {
		n := recordEnd(buf[start:], comma, eof)
		if n == 0 && len(buf)-start >= maxRecord {
			n = min(bytes.IndexByte(buf[start:], '\n')+1, maxRecord)
			if n == 0 {
				n = maxRecord
			}
		}
		if n == 0 {
			break
		}
		start += n
		ends = append(ends, start)
	}
	return ends
}

// recordEnd gives the length of the first record with its line end, 0 where
// buf does not hold all of it.
func recordEnd(buf []byte, comma byte, eof bool) int {
	line := -1 // where the line end stands, if no quotation mark hides it
	for i := 0; ; {
		if line < i {
			if line = bytes.IndexByte(buf[i:], '\n'); line < 0 {
				line = len(buf)
			} else {
				line += i
			}
		}
		q := bytes.IndexByte(buf[i:line], '"')
		switch {
		case q < 0 && line < len(buf):
			return line + 1
		case q < 0 && eof:
			return len(buf)
		case q < 0:
			return 0
		}
		i += q
		if i > 0 && buf[i-1] != comma { // a mark within a field that has none at its start
			i++
			continue
		}
		n := closingQuote(buf[i+1:], comma)
		if n < 0 {
			if eof {
				return len(buf)
			}
			return 0
		}
		i += 1 + n + 1
	}
}

// closingQuote gives the place of the quotation mark that ends a field: the
// first one followed by a separator or a line end. One that is doubled, or
// followed by anything else, belongs to the field.
func closingQuote[T []byte | string](s T, comma byte) int {
	for i := 0; i < len(s); i++ {
		n := indexQuote(s[i:])
		if n < 0 {
			return -1
		}
		i += n
		if i+1 == len(s) || s[i+1] == comma || s[i+1] == '\n' ||
			s[i+1] == '\r' && (i+2 == len(s) || s[i+2] == '\n') {
			return i
		}
		if s[i+1] == '"' {
			i++
		}
	}
	return -1
}

func indexQuote[T []byte | string](s T) int {
	switch s := any(s).(type) {
	case string:
		return strings.IndexByte(s, '"')
	case []byte:
		return bytes.IndexByte(s, '"')
	}
	return -1
}
