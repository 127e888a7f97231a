package tui

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// Marks of a line's code points, in rising order of weight.
const (
	markNone uint8 = iota
	markLead
	markLit
	markNow
	markHit
	markHitNow
)

func (r *reader) draw(th *theme) []string {
	var lines []string
	for i := r.top; i < len(r.lines) && len(lines) < r.height; i++ {
		lines = append(lines, r.drawLine(th, r.lines[i]))
	}
	return blank(lines, r.width, r.height)
}

func (r *reader) drawLine(th *theme, rl readerLine) string {
	l := th.line(r.width)
	if rl.block < 0 {
		return l.end()
	}
	b := r.doc.blocks[rl.block]
	r.drawMargin(l, th, rl)
	if rl.first && b.kind == proseBlock && b.paragraph > 0 {
		l.put(th.dim, fmt.Sprintf("¶%d", b.paragraph))
	}
	drawMarked(l, th, b, rl)
	l.to(gutter)
	if rl.first && b.indent() > 0 {
		l.put(th.dim, b.kind.sign())
	}
	l.to(gutter + b.indent())
	l.putMarked(r.styles(th, b.kind), cells.Cut(rl.text, l.left()), r.marks(rl))
	return l.end()
}

// drawMargin marks the lines of what one stands on, of the passages of the
// record one came from, and of those of others.
func (r *reader) drawMargin(l *line, th *theme, rl readerLine) {
	switch own, others := r.cited(rl); {
	case r.holdsCursor(rl):
		cursorMark(l, th, true, true)
	case own:
		l.put(th.key, "▎")
	case others && !r.doc.digest:
		l.put(th.faint, "│")
	default:
		l.gap(1)
	}
}

// sign stands before the blocks that hang below a paragraph.
func (k blockKind) sign() string {
	switch k {
	case recordBlock:
		return "·"
	case remarkBlock:
		return "!"
	case ownBlock:
		return "✎"
	}
	return ""
}

// holdsCursor tells whether a line shows a part of the hit or, without a
// search, of the citation one stands on.
func (r *reader) holdsCursor(rl readerLine) bool {
	if r.query != "" {
		return r.hit >= 0 && r.hits[r.hit].block == rl.block && rl.touches(r.hits[r.hit].span)
	}
	return slices.ContainsFunc(r.doc.blocks[rl.block].spans, func(s citedSpan) bool {
		return s.stop == r.stop && rl.touches(s.Span)
	})
}

// cited tells whether a line shows a passage of the record one came from, and of
// events and quotes.
func (r *reader) cited(rl readerLine) (own, others bool) {
	for _, s := range r.doc.blocks[rl.block].spans {
		if rl.touches(s.Span) {
			stop := r.doc.stops[s.stop]
			own = own || !r.from.none() && stop.of == r.from
			others = others || !stop.name
		}
	}
	return own, others
}

func (rl readerLine) touches(s store.Span) bool {
	return s.Start < rl.span.End && s.End > rl.span.Start
}

func (r *reader) styles(th *theme, kind blockKind) []style {
	base, lead := style{}, th.date
	switch kind {
	case titleBlock:
		base = th.strong
	case fieldBlock:
		lead = th.dim
	case noteBlock, captionBlock, namesBlock:
		base = th.dim
	case remarkBlock:
		lead = th.remark
	case quoteBlock:
		base = th.quote
	case ownBlock:
		base = th.date
	}
	return []style{markNone: base, markLead: lead, markLit: th.lit, markNow: th.now, markHit: th.hit, markHitNow: th.hitNow}
}

// marks says of every code point of a line how it is written.
func (r *reader) marks(rl readerLine) []uint8 {
	b := r.doc.blocks[rl.block]
	marks := make([]uint8, utf8.RuneCountInString(rl.text))
	set := func(span store.Span, mark uint8) {
		for i := max(span.Start, rl.span.Start); i < min(span.End, rl.span.End); i++ {
			if at := i - rl.span.Start; at < len(marks) {
				marks[at] = max(marks[at], mark)
			}
		}
	}
	for _, s := range b.spans {
		set(s.Span, r.markOf(s.stop))
	}
	set(store.Span{End: b.lead}, markLead)
	for i, h := range r.hits {
		if h.block == rl.block {
			mark := markHit
			if i == r.hit {
				mark = markHitNow
			}
			set(h.span, mark)
		}
	}
	return marks
}

// markOf lights the passages of the record one came from; those of others only
// while one stands on them: nearly all of a text is cited by something.
func (r *reader) markOf(stop int) uint8 {
	switch {
	case stop == r.stop:
		return markNow
	case !r.from.none() && r.doc.stops[stop].of == r.from:
		return markLit
	}
	return markNone
}

// readerRight tells where one reads and what to type to read more.
func (m *Model) readerRight(s slot) string {
	room := s.w - cells.Width(m.reader.title()) - 4
	if s.framed {
		room -= 6
	}
	heads := m.reader.heads()
	for _, text := range heads {
		if cells.Width(text) <= room {
			return text
		}
	}
	return heads[len(heads)-1]
}
