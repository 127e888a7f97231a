package tui

import (
	"strings"
	"unicode/utf8"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// between stands between the two sides of a title, as data sets name events.
const between = " – "

// leastSides is the room from which on both sides can be told.
const leastSides = 24

// fitSides gives a title that fits into width cells where it names two sides: the
// longer one gives way, in its middle, so that both can be read. The spans, code
// points of the title, move along. Other titles are left as they are.
func fitSides(title string, hits []store.Span, width int, mark string) (string, []store.Span) {
	a, b, two := strings.Cut(title, between)
	if !two || width < leastSides || cells.Width(title) <= width || rightToLeft(title) {
		return title, hits
	}
	first, second := shared(cells.Width(a), cells.Width(b), width-cells.Width(between))
	shortA, shortB := cells.Shorten(a, first, mark), cells.Shorten(b, second, mark)
	start, moved := utf8.RuneCountInString(a+between), utf8.RuneCountInString(shortA+between)
	fitted := shortenedSpans(hits, a, shortA)
	for _, s := range shortenedSpans(shift(hits, start), b, shortB) {
		fitted = append(fitted, store.Span{Start: s.Start + moved, End: s.End + moved})
	}
	return shortA + between + shortB, fitted
}

// shared divides room between two texts of given widths: the longer gets what
// the shorter leaves, half at least.
func shared(a, b, room int) (first, second int) {
	switch half := room / 2; {
	case a <= half:
		return a, room - a
	case b <= half:
		return room - b, b
	default:
		return room - half, half
	}
}

// shortenedSpans gives where spans of a text are in what is left of it after its
// middle was taken out.
func shortenedSpans(spans []store.Span, text, short string) []store.Span {
	from, to := []rune(text), []rune(short)
	head, tail := 0, 0
	for head < len(to) && from[head] == to[head] {
		head++
	}
	for tail < len(to)-head && from[len(from)-1-tail] == to[len(to)-1-tail] {
		tail++
	}
	var left []store.Span
	for _, s := range spans {
		start, end := max(0, s.Start), min(s.End, len(from))
		if start > head {
			start = max(start+len(to)-len(from), len(to)-tail)
		}
		if end > head {
			end = max(end+len(to)-len(from), head)
			if end <= len(to)-tail {
				end = head
			}
		}
		if start < end {
			left = append(left, store.Span{Start: start, End: end})
		}
	}
	return left
}

// putTitle writes the title of an event in at most room cells, its spans in
// another style.
func (l *line) putTitle(plain, lit style, title string, hits []store.Span, room int) {
	room = min(room, l.left())
	title, hits = fitSides(title, hits, room, l.cut)
	l.putLit(plain, lit, title, hits, room)
}
