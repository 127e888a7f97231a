package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A picker finds values of a facet by name: whole, in part or by their letters
// in order, aliases too.
type picker struct {
	facet    store.Facet
	noun     string // "province" or "group"
	input    input
	names    []pickName
	passing  []*pickName // names that hold the letters, in their order
	wanted   string      // those letters, folded
	matches  []pickMatch // the same, best first
	marked   []string    // ids taken with Tab
	compared string      // the value that another is picked to be compared with; "" where the filter is picked
	touched  bool        // something was marked or unmarked
	lib      Library     // whose names they are
	seq      int         // of the question for the names
	loaded   bool
	waiting  bool // Enter came before the names
	list     list
	width    int
	height   int
}

// take puts the names in.
func (p *picker) take(names []pickName) {
	at := ""
	if p.list.cursor < len(p.matches) {
		at = p.matches[p.list.cursor].name.id
	}
	p.names, p.loaded = names, true
	p.wanted, p.passing = "", make([]*pickName, len(names))
	for i := range names {
		names[i].place = i
		p.passing[i] = &names[i]
	}
	p.match()
	if i := slices.IndexFunc(p.matches, func(m pickMatch) bool { return m.name.id == at }); i > 0 {
		p.list.to(i)
		p.list.settle(oneEach)
	}
}

// match finds the typed letters in the names: where letters were added, in
// those that held the ones before.
func (p *picker) match() {
	wanted := store.Fold(p.input.text())
	if !strings.HasPrefix(wanted, p.wanted) {
		p.passing = p.passing[:0]
		for i := range p.names {
			p.passing = append(p.passing, &p.names[i])
		}
	}
	p.matches = matchNames(p.passing, wanted)
	p.keepPassing(wanted)
	p.list.n, p.list.cursor, p.list.top = len(p.matches), 0, 0
	p.list.settle(oneEach)
}

// keepPassing leaves of the names, in their order, those that were found.
func (p *picker) keepPassing(wanted string) {
	p.wanted = wanted
	if len(p.matches) == len(p.passing) {
		return
	}
	p.passing = p.passing[:0]
	for _, m := range p.matches {
		p.passing = append(p.passing, m.name)
	}
	slices.SortFunc(p.passing, func(a, b *pickName) int { return cmp.Compare(a.place, b.place) })
}

// do moves and marks.
func (p *picker) do(a action) {
	if p.list.do(a, oneEach) {
		p.list.settle(oneEach)
		return
	}
	if a == actMark && p.list.cursor < len(p.matches) {
		p.mark(p.matches[p.list.cursor].name.id)
		if p.input.text() != "" { // the next one is another name
			p.input = newInput("")
			p.match()
			return
		}
		p.list.move(1)
		p.list.settle(oneEach)
	}
}

// mark marks a value or no longer; what stands for all values, and has no id,
// takes every mark away.
func (p *picker) mark(id string) {
	p.touched = true
	if id == "" {
		p.marked = nil
		return
	}
	if i := slices.Index(p.marked, id); i >= 0 {
		p.marked = slices.Delete(slices.Clone(p.marked), i, i+1)
		return
	}
	p.marked = append(slices.Clone(p.marked), id)
}

func (p *picker) edit(msg tea.KeyMsg) {
	if p.input.edit(msg) {
		p.match()
	}
}

// picked gives the ids that Enter takes: the marked ones where Tab marked any,
// else the one under the cursor.
func (p *picker) picked() (ids []string, ok bool) {
	if p.touched {
		return p.marked, true
	}
	if p.list.cursor < len(p.matches) {
		return []string{p.matches[p.list.cursor].name.id}, true
	}
	return nil, false
}

// offered tells whether an id is among the values that can be picked.
func (p *picker) offered(id string) bool {
	return slices.ContainsFunc(p.names, func(n pickName) bool { return n.id == id })
}

func (p *picker) resize(width, height int) {
	p.width, p.height = width, height
	p.list.room = max(1, height-2)
	p.list.settle(oneEach)
}

func (p *picker) draw(th *theme) []string {
	l := th.line(p.width)
	l.gap(1)
	l.put(th.key, "> ")
	p.input.draw(l, th, l.left()-1)
	lines := []string{l.end(), empty(p.width)}
	switch {
	case !p.loaded:
		lines = append(lines, drawMessage(th, []string{"Reading the names …"}, p.width, max(1, p.height-2))[1:]...)
	case len(p.matches) == 0:
		text := fmt.Sprintf("No %s is called “%s”.", p.noun, store.Printable(p.input.text()))
		lines = append(lines, drawMessage(th, []string{text, "Names, aliases and codes are searched."}, p.width, max(1, p.height-2))[1:]...)
	}
	for i := p.list.top; i < len(p.matches) && len(lines) < p.height; i++ {
		lines = append(lines, p.drawMatch(th, p.matches[i], i == p.list.cursor))
	}
	return blank(lines, p.width, p.height)
}

// beside gives what stands after the name: the other name it was found by, and
// what tells it from others.
func (m *pickMatch) beside() string {
	by := printable(m.by)
	switch {
	case by == "" || by == m.name.beside:
		return m.name.beside
	case m.name.beside == "":
		return by
	}
	return by + " · " + m.name.beside
}

func (p *picker) drawMatch(th *theme, m pickMatch, here bool) string {
	l := th.line(p.width)
	cursorMark(l, th, here, true)
	if slices.Contains(p.marked, m.name.id) {
		l.put(th.key, "●")
	} else {
		l.gap(1)
	}
	l.gap(1)
	counts := grouped(m.name.count.AllEvents)
	if m.name.count.AllQuotes > 0 {
		counts += countOfQuotes(th, m.name.count.AllQuotes)
	}
	beside := m.beside()
	if rightToLeft(m.name.name) || rightToLeft(beside) {
		l.put(th.dim, counts+"  ")
		l.put(rowStyle(th, here), m.name.name)
		l.put(th.dim, "  "+beside)
		return l.end()
	}
	room := l.left() - cells.Width(counts) - 2
	before := l.taken
	s := rowStyle(th, here)
	if m.name.count.AllEvents+m.name.count.AllQuotes == 0 && !here {
		s = th.dim
	}
	nameRoom := room
	if m.name.alike { // neither may push the other out
		nameRoom = max(room-2-cells.Width(beside), room/2)
	}
	l.putIn(s, cells.Shorten(m.name.name, nameRoom, l.cut), nameRoom)
	if left := room - (l.taken - before); beside != "" && left > 4 {
		l.gap(2)
		if m.name.alike {
			beside = cells.Shorten(beside, left-2, l.cut)
		}
		l.putIn(th.dim, beside, left-2)
	}
	l.to(l.width - cells.Width(counts) - 1)
	l.put(th.dim, counts)
	return l.end()
}
