package dataset

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

const (
	chunkSize = 256 << 10 // bytes of whole records that are handed on together
	maxRecord = 1 << 20   // a longer record is a quotation mark that nothing closes
)

// A chunk is a run of whole records (RFC 4180).
type chunk struct {
	text string
	ends []int // where each record ends in text, its line end included
	row  int   // the first record's number, counted from 1, the header included
	line int   // the line it starts on, counted from 1
}

// A splitter cuts CSV text into chunks. It reads each byte once and never
// needs more than a chunk and one record of memory.
type splitter struct {
	r     io.Reader
	comma byte
	buf   []byte
	eof   bool
	row   int
	line  int
}

func newSplitter(r io.Reader, comma byte) *splitter {
	return &splitter{r: r, comma: comma, row: 1, line: 1}
}

// next gives the next chunk; io.EOF after the last one.
func (s *splitter) next() (chunk, error) {
	for size := chunkSize; ; size += chunkSize {
		if err := s.fill(size); err != nil {
			return chunk{}, err
		}
		if len(s.buf) == 0 {
			return chunk{}, io.EOF
		}
		if ends := recordEnds(s.buf, s.comma, s.eof); len(ends) > 0 {
			return s.cut(ends), nil
		}
	}
}

// cut takes the records off the buffer.
func (s *splitter) cut(ends []int) chunk {
	n := ends[len(ends)-1]
	c := chunk{text: string(s.buf[:n]), ends: ends, row: s.row, line: s.line}
	s.row += len(ends)
	s.line += bytes.Count(s.buf[:n], []byte{'\n'})
	s.buf = append(s.buf[:0], s.buf[n:]...)
	return c
}

// fill reads on until the buffer holds size bytes or the text is at its end.
func (s *splitter) fill(size int) error {
	if cap(s.buf) < size {
		s.buf = append(make([]byte, 0, size), s.buf...)
	}
	for len(s.buf) < size && !s.eof {
		n, err := s.r.Read(s.buf[len(s.buf):size])
		s.buf = s.buf[:len(s.buf)+n]
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
// at its first line end.
func recordEnds(buf []byte, comma byte, eof bool) []int {
	ends := make([]int, 0, len(buf)/512+1)
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

// cutFields cuts a record into its fields, which it appends to fields, and
// tells whether every quotation mark is closed.
func cutFields(record string, comma byte, fields []string) ([]string, bool) {
	record = strings.TrimSuffix(strings.TrimSuffix(record, "\n"), "\r")
	for {
		if record == "" || record[0] != '"' {
			n := strings.IndexByte(record, comma)
			if n < 0 {
				return append(fields, record), true
			}
			fields, record = append(fields, record[:n]), record[n+1:]
			continue
		}
		n := closingQuote(record[1:], comma)
		if n < 0 {
			return append(fields, record), false
		}
		fields = append(fields, unquote(record[1:1+n]))
		if record = record[n+2:]; record == "" {
			return fields, true
		}
		record = record[1:]
	}
}

// unquote makes one mark of every doubled one.
func unquote(s string) string {
	if strings.IndexByte(s, '"') < 0 {
		return s
	}
	return strings.ReplaceAll(s, `""`, `"`)
}
