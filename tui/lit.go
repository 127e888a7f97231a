package tui

import (
	"strings"
	"unicode/utf8"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// putLit writes text in at most room cells, its spans (code points of text)
// in another style.
func (l *line) putLit(plain, lit style, text string, spans []store.Span, room int) {
	room = min(room, l.left())
	if len(spans) == 0 {
		l.putIn(plain, text, room)
		return
	}
	marks := make([]uint8, utf8.RuneCountInString(text))
	for _, s := range spans {
		for i := max(0, s.Start); i < min(s.End, len(marks)); i++ {
			marks[i] = 1
		}
	}
	l.putMarked([]style{plain, lit}, cells.Truncate(text, room, l.cut), marks)
}

// putMarked writes text that fits, each code point in the style its mark
// numbers; code points without a mark have style 0.
func (l *line) putMarked(styles []style, text string, marks []uint8) {
	if text == "" || l.left() < cells.Width(text) {
		return
	}
	turned := rightToLeft(text)
	if turned {
		l.b = append(l.b, isolateStart...)
	}
	for rest, i := text, 0; rest != ""; {
		run, n, mark := markedRun(rest, marks[min(i, len(marks)):])
		s := styles[mark]
		l.b = append(l.b, s.on...)
		l.b = append(l.b, run...)
		l.b = append(l.b, s.off...)
		rest, i = rest[len(run):], i+n
	}
	if turned {
		l.b = append(l.b, isolateEnd...)
	}
	l.taken += cells.Width(text)
}

// putApart is putMarked for a text of several parts, such as a name and a role:
// what is written from right to left is isolated by itself, so that the parts stay
// in their order.
func (l *line) putApart(styles []style, text string, marks []uint8) {
	isolate := func(r rune) bool { return string(r) == isolateStart || string(r) == isolateEnd }
	for part := range strings.FieldsFuncSeq(store.Isolated(text), isolate) {
		l.putMarked(styles, part, marks)
		marks = marks[min(utf8.RuneCountInString(part), len(marks)):]
	}
}

// markedRun gives the head of text whose code points bear the same mark, how
// many they are, and the mark.
func markedRun(text string, marks []uint8) (run string, n int, mark uint8) {
	if len(marks) == 0 {
		return text, utf8.RuneCountInString(text), 0
	}
	for i := range text {
		if n == len(marks) && marks[0] != 0 || n < len(marks) && marks[n] != marks[0] {
			return text[:i], n, marks[0]
		}
		n++
	}
	return text, n, marks[0]
}

// printable makes text of a record fit for one line of the screen.
func printable(s string) string { return strings.TrimSpace(store.Printable(s)) }
