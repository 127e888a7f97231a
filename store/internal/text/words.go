package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Word is a run of letters, digits and marks, folded, with the code points
// it takes up in the text it was cut from. Letters of scripts that are written
// without spaces are words of their own.
type Word struct {
	Text       string
	Start, End int // half-open, code points
}

// Words cuts s into its words, in order.
func Words(s string) []Word {
	var words []Word
	c := cutter{text: s}
	for c.next() {
		if w := foldWord(s[c.from:c.to]); w != "" {
			words = append(words, Word{w, c.start, c.end})
		}
	}
	return words
}

// cutter walks over the runs of s that make words.
type cutter struct {
	text       string
	from, to   int // bytes of the current run
	start, end int // its code points
}

func (c *cutter) next() bool {
	pos, n := c.to, c.end
	for pos < len(c.text) {
		if b := c.text[pos]; b < utf8.RuneSelf {
			if alphanumeric(b) {
				break
			}
			pos, n = pos+1, n+1
			continue
		}
		r, size := utf8.DecodeRuneInString(c.text[pos:])
		if inWord(r) && !joiner(r) {
			break
		}
		pos, n = pos+size, n+1
	}
	c.from, c.start = pos, n
	alone := false
	for pos < len(c.text) {
		if b := c.text[pos]; b < utf8.RuneSelf {
			if alone || !alphanumeric(b) {
				break
			}
			pos, n = pos+1, n+1
			continue
		}
		r, size := utf8.DecodeRuneInString(c.text[pos:])
		spaceless := unspaced(r)
		if !inWord(r) || pos > c.from && !unicode.IsMark(r) && !joiner(r) && (alone || spaceless) {
			break
		}
		alone = alone || spaceless
		pos, n = pos+size, n+1
	}
	c.to, c.end = pos, n
	return c.to > c.from
}

func inWord(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return alphanumeric(byte(r))
	case '\u2010' <= r && r <= '\u2027': // dashes, quotes, dots
		return false
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N) || joiner(r)
}

func alphanumeric(b byte) bool {
	return 'a' <= b|0x20 && b|0x20 <= 'z' || '0' <= b && b <= '9'
}

// Parts tells whether a character stands between words, wherever it is.
func Parts(r rune) bool { return !inWord(r) }

// joiner tells invisible characters that may stand inside a word.
func joiner(r rune) bool {
	return r == '\u00AD' || '\u200B' <= r && r <= '\u200D' || r == '\u2060'
}

func unspaced(r rune) bool {
	return r > 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// foldWord folds a run and keeps its letters, digits and marks: some letters
// decompose into more (ligatures with spaces, fractions).
func foldWord(s string) string {
	folded := Fold(s)
	keep := func(r rune) rune {
		if inWord(r) {
			return r
		}
		return -1
	}
	return strings.Map(keep, folded)
}
