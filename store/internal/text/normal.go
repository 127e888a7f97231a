package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Normal gives the form in which passages are compared: NFC, quotation marks
// and dashes folded, every run of white space one space, soft hyphens and
// U+200B–200D dropped. White space at the ends stays, as one space.
func Normal(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFC.String(s) {
		if r == '\u00AD' || '\u200B' <= r && r <= '\u200D' {
			continue
		}
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		if f, ok := punctuation(r); ok {
			b.WriteString(f)
		} else {
			b.WriteRune(r)
		}
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}
