package tui

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// Marks of a line's code points, in rising order of weight.
const (
	markNone uint8 = iota
	markLead
	markSign   // what is put into the text beside an actor's letter
	markActor  // the first of the actors' hues
	markLit    = markActor + hues
	markNow    = markLit + 1
	markHit    = markLit + 2
	markHitNow = markLit + 3
)

func (r *reader) draw(th *theme) []string {
	var lines []string
	r.markBar()
	r.flow.from(r.top, r.rows(), func(_ spot, rl readerLine) bool {
		l := th.line(r.width)
		r.putLine(l, th, rl)
		r.putBar(l, th, len(lines))
		lines = append(lines, l.end())
		return true
	})
	if r.explains() {
		return append(blank(lines, r.width, r.rows()), r.drawLegend(th))
	}
	return blank(lines, r.width, r.height)
}

// putLine writes a line of the document.
func (r *reader) putLine(l *line, th *theme, rl readerLine) {
	if rl.block < 0 {
		return
	}
	b := r.block(rl.block)
	r.drawMargin(l, th, rl)
	if rl.first && b.kind == proseBlock && b.paragraph > 0 {
		l.put(th.dim, fmt.Sprintf("¶%d", b.paragraph))
	}
	drawMarked(l, th, b, rl, r.gutter())
	l.to(r.gutter())
	if rl.first && b.indent() > 0 {
		l.putIn(th.dim, r.signOf(b), b.indent())
	}
	l.to(r.gutter() + b.indent())
	if !rl.first {
		l.gap(b.hang())
	}
	l.putMarked(r.styles(th, b.kind), cells.Cut(rl.text, l.left()), r.marks(rl))
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

// signOf stands before the blocks that hang below a paragraph: records have
// their number in it.
func (r *reader) signOf(b *block) string {
	switch b.kind {
	case recordBlock, quoteBlock:
		return strconv.Itoa(r.doc.stops[b.spans[0].stop].number) + "."
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
	return slices.ContainsFunc(r.block(rl.block).spans, func(s citedSpan) bool {
		return s.stop == r.stop && rl.touches(s.Span)
	})
}

// cited tells whether a line shows a passage of the record one came from, and of
// events and quotes.
func (r *reader) cited(rl readerLine) (own, others bool) {
	for _, s := range r.block(rl.block).spans {
		if rl.touches(s.Span) {
			stop := r.doc.stops[s.stop]
			own = own || !r.from.none() && stop.of == r.from
			others = others || !stop.name
		}
	}
	return own, others
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
	styles := []style{markNone: base, markLead: lead, markSign: th.dim, markLit: th.lit, markNow: th.now, markHit: th.hit, markHitNow: th.hitNow}
	copy(styles[markActor:], th.actors[:])
	return styles
}

// marks says of every code point of a line, signs too, how it is written.
func (r *reader) marks(rl readerLine) []uint8 {
	b := r.block(rl.block)
	marks := make([]uint8, rl.span.End-rl.span.Start)
	set := func(span store.Span, mark uint8) {
		for i := max(span.Start, rl.span.Start); i < min(span.End, rl.span.End); i++ {
			marks[i-rl.span.Start] = max(marks[i-rl.span.Start], mark)
		}
	}
	set(store.Span{End: b.lead}, markLead)
	for _, s := range b.labels {
		set(s, markLead)
	}
	for _, n := range r.named(rl.block) {
		set(n.Span, r.doc.actors.mark(n.actor))
	}
	for _, s := range b.spans {
		set(s.Span, r.markOf(s.stop))
	}
	for i := r.hitsFrom(rl.block); i < len(r.hits) && r.hits[i].block == rl.block && r.hits[i].span.Start < rl.span.End; i++ {
		mark := markHit
		if i == r.hit {
			mark = markHitNow
		}
		set(r.hits[i].span, mark)
	}
	return withMarks(marks, rl.signs)
}

// withMarks puts the marks of signs between those of the text.
func withMarks(marks []uint8, signs []inserted) []uint8 {
	for _, s := range signs {
		at := min(s.at, len(marks))
		around := markNone
		if at > 0 {
			around = marks[at-1]
		}
		for range utf8.RuneCountInString(s.text) {
			marks = slices.Insert(marks, at, max(s.mark, around))
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
