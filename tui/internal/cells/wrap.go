package cells

import (
	"strings"
	"unicode/utf8"
)

// A Line is one line of a wrapped text: its words as they stand in the text,
// and where they stand, half-open, in code points of the whole text. The white
// space at which a line breaks belongs to no line.
type Line struct {
	Text       string
	Start, End int
}

// Wrap breaks s into lines of at most width cells, at spaces where it can and
// always at '\n'. A word wider than a line is broken between clusters; a
// single cluster wider than a line stands alone (there is no narrower way to
// show it). It gives at least one line.
func Wrap(s string, width int) []Line {
	width = max(width, 1)
	var lines []Line
	at := 0
	for {
		paragraph, rest, more := strings.Cut(s, "\n")
		lines = append(lines, wrapParagraph(paragraph, at, width)...)
		if !more {
			return lines
		}
		at += utf8.RuneCountInString(paragraph) + 1
		s = rest
	}
}

// wrapParagraph wraps a text without line ends that starts at code point base.
func wrapParagraph(s string, base, width int) []Line {
	var lines []Line
	for {
		end, skip := breakAt(s, width)
		n := utf8.RuneCountInString(s[:end])
		lines = append(lines, Line{Text: s[:end], Start: base, End: base + n})
		base += n + utf8.RuneCountInString(s[end:skip])
		s = s[skip:]
		if s == "" {
			return lines
		}
	}
}

// breakAt gives the byte at which the first line of s ends and the byte at
// which the next one starts.
func breakAt(s string, width int) (end, after int) {
	head := Cut(s, width)
	if len(head) == len(s) {
		return len(s), len(s)
	}
	if head == "" {
		c, _ := next(s)
		return len(c), len(c)
	}
	space := len(head)
	if s[space] != ' ' {
		space = strings.LastIndexByte(head, ' ')
	}
	if space < 0 || strings.TrimLeft(s[:space], " ") == "" {
		return len(head), len(head)
	}
	for after = space; after < len(s) && s[after] == ' '; after++ {
	}
	return len(strings.TrimRight(s[:space], " ")), after
}
