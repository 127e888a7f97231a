package tui

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"fieldbrief/tui/internal/cells"
)

func (p *facetPane) draw(th *theme, focused bool) []string {
	if len(p.values) == 0 {
		return drawMessage(th, []string{"None."}, p.width, p.height)
	}
	var lines []string
	columns := p.columns(th)
	for i := p.top; i < len(p.rows) && len(lines) < p.height; i++ {
		lines = append(lines, p.drawRow(th, p.rows[i], columns, i == p.cursor, focused))
	}
	return blank(lines, p.width, p.height)
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
	case r.heading:
		l.put(th.heading, r.name)
		return l.end()
	case r.folded > 0:
		l.gap(2)
		l.put(foldStyle(th, here), p.foldText(r.folded))
		return l.end()
	}
	p.drawMark(l, th, r.value.ID)
	if rightToLeft(r.name) {
		p.drawCounts(l, th, r, c)
		l.gap(1)
		l.put(p.nameStyle(th, r, here), r.name)
		return l.end()
	}
	room := l.left() - c.events - c.quotes - 2
	if c.bar > 0 {
		room -= c.bar + 1
	}
	l.putPadded(p.nameStyle(th, r, here), cells.Shorten(r.name, room, l.cut), room)
	l.gap(1)
	p.drawCounts(l, th, r, c)
	return l.end()
}

func foldStyle(th *theme, here bool) style {
	if here {
		return th.strong
	}
	return th.dim
}

func (p *facetPane) foldText(n int) string {
	text := strconv.Itoa(n) + " more without events"
	if n == len(p.values) {
		text = strconv.Itoa(n) + " without events"
	}
	if p.unfolded {
		return text + ":"
	}
	return text
}

func (p *facetPane) drawMark(l *line, th *theme, id string) {
	switch {
	case slices.Contains(p.choice.Chosen, id):
		l.put(th.key, "●")
	case slices.Contains(p.choice.Excluded, id):
		l.put(th.killed, "✗")
	default:
		l.gap(1)
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
	l.putRight(events, strconv.Itoa(r.value.Events), c.events)
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
		return " " + strconv.Itoa(n) + "q"
	}
	return "·" + strconv.Itoa(n)
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
