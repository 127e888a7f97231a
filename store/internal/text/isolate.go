package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The marks of Unicode's bidirectional algorithm (UAX #9) that keep what they
// enclose from turning its neighbours around.
const (
	isolateStart = "\u2068" // FIRST STRONG ISOLATE
	isolateEnd   = "\u2069" // POP DIRECTIONAL ISOLATE
)

// Isolated puts every stretch of right-to-left writing between isolates: from its
// first letter to its last, with the spaces, signs and digits between them.
func Isolated(s string) string {
	from := strings.IndexFunc(s, RightToLeft)
	if from < 0 {
		return s
	}
	var b strings.Builder
	for from >= 0 {
		to := stretch(s[from:])
		b.WriteString(s[:from])
		b.WriteString(isolateStart + s[from:from+to] + isolateEnd)
		s = s[from+to:]
		from = strings.IndexFunc(s, RightToLeft)
	}
	b.WriteString(s)
	return b.String()
}

// stretch gives where the right-to-left writing ends that s begins with.
func stretch(s string) int {
	end := 0
	for i, r := range s {
		switch {
		case RightToLeft(r), unicode.Is(unicode.Mn, r) && i == end:
			end = i + utf8.RuneLen(r)
		case unicode.IsLetter(r), r == '\n':
			return end
		}
	}
	return end
}

// RightToLeft tells letters that are written from right to left.
func RightToLeft(r rune) bool {
	return r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc ||
		r >= 0x10800 && r <= 0x10fff || r >= 0x1e800 && r <= 0x1efff
}
