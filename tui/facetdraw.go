package tui

import (
	"math/bits"
	"slices"
	"strings"

	"fieldbrief/tui/internal/cells"
)

func (p *facetPane) draw(th *theme, focused bool) []string {
	if p.mapped() {
		return p.drawMap(th, focused)
	}
	height := p.height + p.names.lines()
	var lines []string
	if p.names.open {
		lines = append(lines, p.drawNames(th))
	}
	switch {
	case len(p.values) == 0:
		return append(lines, drawMessage(th, []string{"None."}, p.width, height-len(lines))...)
	case len(p.rows) == 0:
		text := []string{"No name here has a word that starts so.", "p and g find names by any of their letters, other names too."}
		return append(lines, drawMessage(th, text, p.width, height-len(lines))...)
	}
	columns := p.columns(th)
	for i := p.top; i < len(p.rows) && len(lines) < height; i++ {
		r := p.rows[i]
		if i == p.top && p.covered() {
			r = p.rows[r.above]
		}
		lines = append(lines, p.drawRow(th, r, columns, i == p.cursor, focused))
	}
	return blank(lines, p.width, height)
}

// drawNames draws the line that narrows the list.
func (p *facetPane) drawNames(th *theme) string {
	l := th.line(p.width)
	l.gap(1)
	l.put(th.key, "name ")
	if p.names.typing {
		p.names.input.draw(l, th, l.left()-1)
	} else {
		l.putIn(th.strong, printable(p.names.input.text()), l.left()-1)
	}
	return l.end()
}

// facetColumns are the widths to the right of the names, and the count of a
// full bar.
type facetColumns struct{ bar, events, quotes, most int }

// leastBar is the narrowest bar that still tells much from little: it is drawn
// in eighths of a cell.
const leastBar = 3

// columns leaves the bars what the names do not need, but for names that would
// be cut in any case, and never less than leastBar.
func (p *facetPane) columns(th *theme) facetColumns {
	c := p.known.columns
	if th.ascii && c.quotes > 0 {
		c.quotes++
	}
	if p.width < 24 {
		return c
	}
	room := p.width - 5 - c.events - c.quotes
	longest := bits.Len64(p.known.widths<<max(0, 63-room)>>max(0, 63-room)) - 1
	c.bar = min(10, p.width/7, max(leastBar, room-1-longest))
	return c
}

func (p *facetPane) drawRow(th *theme, r facetRow, c facetColumns, here, focused bool) string {
	l := th.line(p.width)
	cursorMark(l, th, here, focused)
	switch {
	case r.heading != "":
		drawGroup(l, th, r, c)
		return l.end()
	case r.folded > 0:
		l.gap(2)
		l.put(foldStyle(th, here), p.foldText(r))
		return l.end()
	}
	p.drawMark(l, th, r.value.ID)
	name := printable(r.value.Name)
	if rightToLeft(name) {
		p.drawCounts(l, th, r, c)
		l.gap(1)
		l.put(p.nameStyle(th, r, here), name)
		return l.end()
	}
	room := l.left() - c.events - c.quotes - 2
	if c.bar > 0 {
		room -= c.bar + 1
	}
	end := l.taken + room
	l.putIn(p.nameStyle(th, r, here), cells.Shorten(name, room, l.cut), room)
	if country := p.country(r); country != "" && end-l.taken > 4 {
		l.gap(1)
		l.putIn(th.dim, country, end-l.taken)
	}
	l.to(max(end, l.taken) + 1)
	p.drawCounts(l, th, r, c)
	return l.end()
}

// drawGroup writes a heading and, above their counts, how many events the values
// below it have.
func drawGroup(l *line, th *theme, r facetRow, c facetColumns) {
	if rightToLeft(r.heading) || r.total <= 0 {
		l.put(th.heading, r.heading)
		return
	}
	total := grouped(r.total)
	start := l.width - 1 - c.quotes - cells.Width(total)
	l.putIn(th.heading, r.heading, start-l.taken-1)
	l.to(start)
	l.put(th.dim, total)
}

// country gives what tells a province that stands without the heading of its
// country from one of the same name elsewhere.
func (p *facetPane) country(r facetRow) string {
	if p.shape.sections != nil || r.above >= 0 || !p.known.groups {
		return ""
	}
	return printable(r.value.Group)
}

func foldStyle(th *theme, here bool) style {
	if here {
		return th.strong
	}
	return th.dim
}

// foldText says how many values a line stands for: with others below the heading
// that says what they are, or alone; values without events that are seen all the
// same (chosen, or named by a source) are not counted again.
func (p *facetPane) foldText(r facetRow) string {
	if r.above >= 0 {
		return grouped(r.folded) + " more"
	}
	text := grouped(r.folded)
	if r.folded < len(p.values)-p.known.withRecords {
		text += " more"
	}
	text += " without events"
	if p.unfolded {
		text += ":"
	}
	return text
}

func (p *facetPane) drawMark(l *line, th *theme, id string) {
	glyph := p.marks.glyph(p.shape.record(), id)
	switch {
	case slices.Contains(p.choice.Chosen, id):
		l.put(th.key, "●")
	case slices.Contains(p.choice.Excluded, id):
		l.put(th.killed, "✗")
	case glyph == "":
		l.gap(2)
		return
	}
	if glyph != "" {
		putMark(l, th, glyph)
	}
	l.gap(1)
}

func (p *facetPane) nameStyle(th *theme, r facetRow, here bool) style {
	switch {
	case here:
		return th.strong
	case r.value.Events+r.value.Quotes == 0:
		return th.faint
	}
	return style{}
}

// drawCounts writes the bar, the events and, after a dot, the quotes.
func (p *facetPane) drawCounts(l *line, th *theme, r facetRow, c facetColumns) {
	if c.bar > 0 {
		l.putPadded(th.bar, bar(r.value.Events, c.most, c.bar), c.bar)
		l.gap(1)
	}
	if r.value.Events+r.value.Quotes == 0 {
		l.gap(c.events + c.quotes)
		return
	}
	events := style{}
	if r.value.Events == 0 {
		events = th.faint
	}
	l.putRight(events, grouped(r.value.Events), c.events)
	quotes := ""
	if r.value.Quotes > 0 {
		quotes = countOfQuotes(th, r.value.Quotes)
	}
	l.putPadded(th.speaker, quotes, c.quotes)
}

// countOfQuotes gives what stands behind the events: "·4". In ASCII the dot would
// make a decimal of it.
func countOfQuotes(th *theme, n int) string {
	if th.ascii {
		return " " + grouped(n) + "q"
	}
	return "·" + grouped(n)
}

// bar draws n of most in at most width cells, in eighths of a cell; what is
// not zero is seen.
func bar(n, most, width int) string {
	if n <= 0 || most <= 0 {
		return ""
	}
	eighths := max(1, (n*width*8+most/2)/most)
	part := []string{"", "▏", "▎", "▍", "▍", "▋", "▊", "▉"}[eighths%8]
	return cells.Cut(strings.Repeat("█", eighths/8)+part, width)
}
