package tui

import (
	"slices"

	"fieldbrief/tui/internal/cells"
)

func (p *sourcesPage) resize(width, height int) {
	p.width, p.height = width, height
	p.room = max(1, height-1)
	p.settle(oneEach)
}

// A sourceColumn is a column of the list, in the order of their worth.
type sourceColumn struct {
	head  string
	of    func(sourceRow) string
	right bool
	width int
}

// leastTitle is the room that titles keep.
const leastTitle = 22

// columns gives those that there is room for, as wide as what stands in them.
func (p *sourcesPage) columns(th *theme) []sourceColumn {
	dates := func(r sourceRow) string { return r.dates }
	if p.width < 72 {
		dates = func(r sourceRow) string { return r.years }
	}
	var placed []sourceColumn
	room := p.width - 4 - leastTitle
	for _, c := range []sourceColumn{
		{head: "events", right: true, of: func(r sourceRow) string { return p.counts(th, r) }},
		{head: "from – to", of: dates},
		{head: "read", of: func(r sourceRow) string { return r.text }},
		{head: "published", of: func(r sourceRow) string { return r.published }},
		{head: "kind", of: func(r sourceRow) string { return r.kind }},
		{head: "licence", of: func(r sourceRow) string { return r.licence }},
		{head: "by", of: func(r sourceRow) string { return r.by }},
	} {
		c.width = 0
		for _, r := range p.rows {
			c.width = max(c.width, cells.Width(c.of(r)))
		}
		if c.width == 0 {
			continue
		}
		if c.width = min(24, max(c.width, cells.Width(c.head))); c.width+2 > room {
			continue
		}
		room -= c.width + 2
		placed = append(placed, c)
	}
	return placed
}

func (p *sourcesPage) counts(th *theme, r sourceRow) string {
	text := grouped(r.name.count.AllEvents)
	if r.name.count.AllQuotes > 0 {
		text += countOfQuotes(th, r.name.count.AllQuotes)
	}
	return text
}

func (p *sourcesPage) draw(th *theme) []string {
	columns := p.columns(th)
	lines := []string{p.drawHead(th, columns)}
	switch {
	case p.rows == nil:
		lines = append(lines, drawMessage(th, []string{"Reading the sources …"}, p.width, max(1, p.room))[1:]...)
	case p.n == 0:
		lines = append(lines, drawMessage(th, []string{"No source is called so.", "Titles, outlets, authors and ids are searched."}, p.width, max(1, p.room))[1:]...)
	}
	for i := p.top; i < p.n && i < p.top+p.room; i++ {
		lines = append(lines, p.drawRow(th, columns, i))
	}
	return blank(lines, p.width, p.height)
}

// drawHead names the columns, or shows what is typed.
func (p *sourcesPage) drawHead(th *theme, columns []sourceColumn) string {
	l := th.line(p.width)
	l.gap(1)
	if p.typing || p.input.text() != "" {
		l.put(th.key, "> ")
		p.input.draw(l, th, l.left()-1)
		return l.end()
	}
	l.gap(2)
	l.put(th.dim, "source")
	l.to(p.titleEnd(columns))
	for _, c := range columns {
		l.gap(2)
		if c.right {
			l.putRight(th.dim, c.head, c.width)
		} else {
			l.putPadded(th.dim, c.head, c.width)
		}
	}
	return l.end()
}

func (p *sourcesPage) titleEnd(columns []sourceColumn) int {
	end := p.width - 1
	for _, c := range columns {
		end -= c.width + 2
	}
	return end
}

func (p *sourcesPage) drawRow(th *theme, columns []sourceColumn, i int) string {
	r, here := p.rows[p.shown[i]], i == p.cursor
	l := th.line(p.width)
	cursorMark(l, th, here, true)
	mark, st := p.markOf(th, r.name.id)
	l.putPadded(st, mark, 1)
	l.gap(1)
	if rightToLeft(r.title) { // it stands last in its line
		l.put(th.dim, p.counts(th, r)+"  ")
		l.put(rowStyle(th, here), r.title)
		return l.end()
	}
	end := p.titleEnd(columns)
	l.putIn(rowStyle(th, here), cells.Shorten(r.title, end-l.taken, l.cut), end-l.taken)
	l.to(end)
	for _, c := range columns {
		l.gap(2)
		text := c.of(r)
		if rightToLeft(text) {
			text = ""
		}
		if c.right {
			l.putRight(th.dim, text, c.width)
		} else {
			l.putPadded(th.dim, text, c.width)
		}
	}
	return l.end()
}

// markOf gives the sign of a source that is chosen or excluded.
func (p *sourcesPage) markOf(th *theme, id string) (string, style) {
	switch {
	case slices.Contains(p.draft.Excluded, id):
		return "✗", th.alert
	case slices.Contains(p.draft.Chosen, id), id == "" && len(p.draft.Chosen)+len(p.draft.Excluded) == 0:
		return "●", th.key
	}
	return "", th.dim
}
