package tui

import (
	"strings"

	"fieldbrief/tui/internal/cells"
)

const (
	isolateStart = "\u2068" // FSI
	isolateEnd   = "\u2069" // PDI
)

// A line is built from left to right and never gets wider than its width:
// what does not fit is not written. Right-to-left text is isolated, so that
// it cannot turn its neighbours around.
type line struct {
	b     []byte
	width int
	taken int
	cut   string // the mark of text that was cut off
	th    *theme // whose it is again when it is finished
}

// cutMark marks text that was cut off, asciiCut where only ASCII is shown: one
// sign of one cell would have to be one that means something else.
const cutMark, asciiCut = "…", ".."

// line starts a line, on one that was finished where there is one.
func (th *theme) line(width int) *line {
	last := len(th.finished) - 1
	if last < 0 {
		return &line{width: width, cut: th.cut(), th: th}
	}
	l := th.finished[last]
	th.finished = th.finished[:last]
	l.b, l.width, l.taken = l.b[:0], width, 0
	return l
}

// empty gives a line with nothing on it.
func empty(width int) string {
	const some = "                                                                                                                                "
	if width <= len(some) {
		return some[:max(0, width)]
	}
	return strings.Repeat(" ", width)
}

// cut is the mark of text that was cut off.
func (th *theme) cut() string {
	if th.ascii {
		return asciiCut
	}
	return cutMark
}

// put writes text, cut off where the line ends.
func (l *line) put(s style, text string) { l.putIn(s, text, l.width-l.taken) }

// putIn writes text in at most room cells.
func (l *line) putIn(s style, text string, room int) {
	room = min(room, l.width-l.taken)
	text = cells.Truncate(text, room, l.cut)
	if text == "" || room <= 0 {
		return
	}
	l.b = append(l.b, s.on...)
	if rightToLeft(text) {
		l.b = append(l.b, isolateStart...)
		l.b = append(l.b, text...)
		l.b = append(l.b, isolateEnd...)
	} else {
		l.b = append(l.b, text...)
	}
	l.b = append(l.b, s.off...)
	l.taken += cells.Width(text)
}

// putPadded writes text in exactly room cells, as far as the line reaches.
func (l *line) putPadded(s style, text string, room int) {
	end := min(l.taken+room, l.width)
	l.putIn(s, text, room)
	l.to(end)
}

// putRight writes text at the right end of the next room cells.
func (l *line) putRight(s style, text string, room int) {
	l.gap(room - cells.Width(text))
	l.putIn(s, text, room)
}

// repeat writes a glyph of one cell n times.
func (l *line) repeat(s style, glyph string, n int) {
	if n = min(n, l.width-l.taken); n <= 0 {
		return
	}
	l.b = append(l.b, s.on...)
	for range n {
		l.b = append(l.b, glyph...)
	}
	l.b = append(l.b, s.off...)
	l.taken += n
}

func (l *line) gap(n int) { l.to(l.taken + n) }

// to writes spaces up to a column.
func (l *line) to(column int) {
	const spaces = "                                                                "
	for column = min(column, l.width); l.taken < column; {
		n := min(column-l.taken, len(spaces))
		l.b = append(l.b, spaces[:n]...)
		l.taken += n
	}
}

func (l *line) left() int { return l.width - l.taken }

// end fills the line and gives it; it is written on no more.
func (l *line) end() string {
	l.to(l.width)
	l.th.finished = append(l.th.finished, l)
	return string(l.b)
}

// rightToLeft reports whether s holds a letter that is written from right to
// left.
func rightToLeft(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xd6 { // no lead byte below this one starts such a letter
			return strings.ContainsFunc(s[i:], isRightToLeft)
		}
	}
	return false
}

func isRightToLeft(r rune) bool {
	return r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc ||
		r >= 0x10800 && r <= 0x10fff || r >= 0x1e800 && r <= 0x1efff
}
