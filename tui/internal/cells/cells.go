// Package cells measures, cuts, pads and wraps text by the cells it takes on a
// terminal. It knows nothing of records and expects text without control
// characters or escape sequences; clusters (a letter with its marks, a flag)
// are never torn apart.
package cells

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Width gives the cells s takes. Escape sequences take none.
func Width(s string) int {
	n := 0
	for n < len(s) && s[n] >= 0x20 && s[n] < 0x7f {
		n++
	}
	for _, r := range s[n:] {
		if !single(r) {
			return ansi.StringWidth(s)
		}
		n++
	}
	return n
}

// single reports whether r is a letter or sign that always takes one cell and
// never joins its neighbours: Latin letters, common punctuation, what frames and
// bars are made of.
func single(r rune) bool {
	switch {
	case r < 0x7f:
		return r >= 0x20
	case r < 0x300:
		return r >= 0xa1 && r != 0xad
	}
	return r >= 0x2010 && r <= 0x2015 || r >= 0x2018 && r <= 0x2022 || r == 0x2026 || r >= 0x2190 && r <= 0x2193 || r >= 0x2500 && r <= 0x259f
}

// Cut gives the longest head of s that takes at most width cells.
func Cut(s string, width int) string {
	if width <= 0 {
		return ""
	}
	taken, end := 0, 0
	for end < len(s) {
		c, w := next(s[end:])
		if taken+w > width {
			break
		}
		taken += w
		end += len(c)
	}
	return s[:end]
}

// Truncate gives s when it fits into width cells, else a head of it that ends
// with tail and fits. A tail too wide for width is cut itself.
func Truncate(s string, width int, tail string) string {
	if Width(s) <= width {
		return s
	}
	room := width - Width(tail)
	if room < 0 {
		return Cut(tail, width)
	}
	return strings.TrimRight(Cut(s, room), " ") + tail
}

// Shorten gives s when it fits into width cells, else its head and tail with mark
// between them, so that long names which begin alike stay apart. Three fifths
// of the room go to the head; the tail begins with a word where it can.
func Shorten(s string, width int, mark string) string {
	room := width - Width(mark)
	if Width(s) <= width || room < 2 {
		return Truncate(s, width, mark)
	}
	tail := s
	for Width(tail) > room*2/5 {
		c, _ := next(tail)
		tail = tail[len(c):]
	}
	if last := s[strings.LastIndexByte(s, ' ')+1:]; len(last) > len(tail) && Width(last) <= room/2 {
		tail = last
	} else if torn, word, ok := strings.Cut(tail, " "); ok && len(torn) < len(word) && !strings.HasSuffix(s, " "+tail) {
		tail = word
	}
	tail = strings.TrimLeft(tail, " ")
	return strings.TrimRight(Cut(s, room-Width(tail)), " ") + mark + tail
}

// Pad fills s with spaces on the right up to width cells; a wider s is left
// as it is.
func Pad(s string, width int) string {
	if n := width - Width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// next gives the first cluster of s and its width.
func next(s string) (cluster string, width int) {
	if len(s) > 1 && s[0] < 0x80 && s[1] < 0x80 || len(s) == 1 {
		return s[:1], Width(s[:1])
	}
	c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if c == "" {
		c = s[:1]
	}
	return c, Width(c)
}
