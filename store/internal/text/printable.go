package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks may follow one another. No living
// orthography needs as many; stacks above it climb over neighbouring lines.
const maxMarks = 8

// Printable makes foreign text safe on a terminal, on one line: valid UTF-8,
// NFC, line breaks and tabs as spaces, other control characters visible,
// bidirectional controls dropped, runs of combining marks capped.
func Printable(s string) string { return printable(s, ' ') }

// PrintableText is Printable for text of several lines: line breaks stay.
func PrintableText(s string) string { return printable(s, '\n') }

func printable(s string, newline rune) string {
	if harmless(s, newline) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s { // ranging turns invalid bytes into U+FFFD
		writePrintable(&b, r, newline)
	}
	return capMarks(norm.NFC.String(capMarks(b.String())))
}

// harmless tells that a text is fit for the screen as it stands: ASCII, Latin
// letters that nothing joins, and the quotes and dashes of prose.
func harmless(s string, newline rune) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0x7F:
			if c < ' ' && rune(c) != newline {
				return false
			}
		case c == 0xC3: // À to ÿ
			if i++; i == len(s) || s[i]&0xC0 != 0x80 {
				return false
			}
		case c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && 0x90 <= s[i+2] && s[i+2] <= 0xA6: // ‐ to …
			i += 2
		default:
			return false
		}
	}
	return true
}

func writePrintable(b *strings.Builder, r, newline rune) {
	switch {
	case r == '\n', r == '\u0085', r == '\u2028', r == '\u2029':
		b.WriteRune(newline)
	case r == '\t':
		b.WriteByte(' ')
	case r < ' ':
		b.WriteRune('\u2400' + r)
	case r == 0x7F:
		b.WriteRune('\u2421')
	case 0x80 <= r && r < 0xA0: // the eight-bit form of ESC and a letter
		b.WriteRune('\u241B')
		b.WriteRune(r - 0x40)
	case hidden(r):
	default:
		b.WriteRune(r)
	}
}

// hidden tells the characters that steer the layout of others: bidirectional
// controls, byte order marks, deprecated and annotation controls.
func hidden(r rune) bool {
	return r == '\u061C' || r == '\u200E' || r == '\u200F' ||
		'\u202A' <= r && r <= '\u202E' || '\u2066' <= r && r <= '\u206F' ||
		r == '\uFEFF' || '\uFFF9' <= r && r <= '\uFFFB'
}

// capMarks drops the marks beyond maxMarks of each run, and gives a run that
// has nothing to stand on a dotted circle, lest it joins what is drawn before.
func capMarks(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	marks, base := 0, false
	for _, r := range s {
		if r < utf8.RuneSelf || !unicode.In(r, unicode.Mn, unicode.Me) {
			marks, base = 0, r != '\n'
			b.WriteRune(r)
			continue
		}
		if !base {
			b.WriteRune('\u25CC')
			base = true
		}
		if marks++; marks <= maxMarks {
			b.WriteRune(r)
		}
	}
	return b.String()
}
