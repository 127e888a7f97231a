package dataset

import (
	"math/bits"
	"strings"
)

// Eight bytes of text at a time are looked at in one number.
const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
	lows  = 0x7F * ones
)

// eight gives the eight bytes of s from i on, the first one lowest.
func eight(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// equal gives the high bit of each byte of w that equals the one all of of is.
func equal(w, of uint64) uint64 {
	w ^= of
	return ^((w&lows + lows) | w) & highs
}

// odd gives the high bit of each byte of w that is no printable ASCII.
func odd(w uint64) uint64 {
	return (w | ^(w&lows + 0x60*ones) | (w&lows + ones)) & highs
}

// isPlain tells text that is printable ASCII: the sanitiser changes nothing of it.
func isPlain(s string) bool {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if odd(eight(s, i)) != 0 {
			return false
		}
	}
	for ; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7F {
			return false
		}
	}
	return true
}

// isStill tells more text that the sanitiser leaves as it is: with Latin and
// Cyrillic letters that have their marks in one piece (U+00A0 to U+02FF, U+0400
// to U+047F), dashes and quotation marks (U+2010 to U+2027).
func isStill(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case ' ' <= c && c < 0x7F:
		case 0xC2 <= c && c <= 0xCB || c == 0xD0 || c == 0xD1:
			if i++; i == len(s) || s[i]&0xC0 != 0x80 || c == 0xC2 && s[i] < 0xA0 {
				return false
			}
		case c == 0xE2:
			if i += 2; i >= len(s) || s[i-1] != 0x80 || s[i] < 0x90 || s[i] > 0xA7 {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// A cutter cuts records into fields.
type cutter struct {
	comma byte
	text  *slab[byte] // for what has doubled quotation marks; may be nil
}

// cut cuts a record into its fields, which it appends to fields. It tells
// whether every quotation mark is closed and whether all of it is plain.
func (c cutter) cut(record string, fields []string) (list []string, closed, plain bool) {
	record = strings.TrimSuffix(strings.TrimSuffix(record, "\n"), "\r")
	start, plain := 0, true
	for {
		var quoted, clean bool
		fields, start, quoted, clean = c.unquoted(record, start, fields)
		plain = plain && clean
		if !quoted {
			return append(fields, record[start:]), true, plain
		}
		n := closingQuote(record[start+1:], c.comma)
		if n < 0 {
			return append(fields, record[start:]), false, false
		}
		field := record[start+1 : start+1+n]
		plain = plain && isPlain(field)
		fields = append(fields, c.unquote(field))
		if start += n + 2; start == len(record) {
			return fields, true, plain
		}
		start++
	}
}

// unquoted cuts off the fields from start up to one that is quoted or the
// last, and gives where that one starts.
func (c cutter) unquoted(record string, start int, fields []string) (list []string, next int, quoted, plain bool) {
	if start < len(record) && record[start] == '"' {
		return fields, start, true, true
	}
	commas := uint64(c.comma) * ones
	var strange uint64
	i := start
	for ; i+8 <= len(record); i += 8 {
		w := eight(record, i)
		hits := equal(w, commas)
		strange |= odd(w) &^ hits
		for ; hits != 0; hits &= hits - 1 {
			at := i + bits.TrailingZeros64(hits)>>3
			fields = append(fields, record[start:at])
			if start = at + 1; start < len(record) && record[start] == '"' {
				return fields, start, true, strange == 0
			}
		}
	}
	for ; i < len(record); i++ {
		b := record[i]
		if b != c.comma {
			if b < ' ' || b >= 0x7F {
				strange = 1
			}
			continue
		}
		fields = append(fields, record[start:i])
		if start = i + 1; start < len(record) && record[start] == '"' {
			return fields, start, true, strange == 0
		}
	}
	return fields, start, false, strange == 0
}

// unquote makes one mark of every doubled one.
func (c cutter) unquote(s string) string {
	n := strings.IndexByte(s, '"')
	if n < 0 {
		return s
	}
	if c.text == nil {
		return strings.ReplaceAll(s, `""`, `"`)
	}
	b := c.text.room(len(s))
	for n >= 0 {
		b = append(b, s[:n+1]...)
		s = strings.TrimPrefix(s[n+1:], `"`)
		n = strings.IndexByte(s, '"')
	}
	return view(append(b, s...))
}
