package tui

import (
	"slices"
	"strings"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// mostDeadliest is how many events the page lists.
const mostDeadliest = 100

// deadliest is the page of the events with the most killed under the filter,
// those first.
type deadliest struct {
	recordList[eventRow]
	marks *marking
	of    *store.Result // that is listed
	asked *store.Result // that is under way, or was last
	tolls int           // width of the longest toll
	dates int           // and of the longest date, with a blank
}

// openDeadliest opens the page.
func (m *Model) openDeadliest() {
	m.openPage(viewDeadliest, &deadliest{marks: m.marks})
}

func (p *deadliest) scene() scene { return inDeadliest }
func (p *deadliest) place() place { return besideDetail }

func (p *deadliest) title() (left, right string) {
	if p.of == nil {
		return "Deadliest events", ""
	}
	right = grouped(p.n)
	if p.n == mostDeadliest {
		right = "the first " + right
	}
	return "Deadliest events", strings.TrimSpace(right + " " + arrows(p.hidden(oneEach)))
}

func (p *deadliest) lines() int { return max(1, p.n) }

func (p *deadliest) chosen() ref {
	if r, ok := p.window.at(p.cursor); ok {
		return ref{store.EventRecord, r.id}
	}
	return ref{}
}

func (p *deadliest) resize(width, height int) {
	p.width, p.height, p.room = width, height, max(1, height)
	p.settle(oneEach)
}

func (p *deadliest) waits() bool { return p.of != p.asked }

// load asks for the events of a result that is not the listed one.
func (p *deadliest) load(m *Model) tea.Cmd {
	r, lib := m.find.found.result, m.lib
	if r == nil || r == p.asked {
		return nil
	}
	p.asked = r
	return ask(func() tea.Msg {
		msg := deadliestMsg{lib: lib, of: r}
		events, err := lib.Deadliest(r, mostDeadliest)
		for _, e := range events {
			row := newEventRow(e, r.Filter)
			row.date = styleOf(lib).dated(e.Date)
			msg.rows = append(msg.rows, row)
		}
		msg.err = err
		return msg
	})
}

// deadliestMsg brings the events of the page.
type deadliestMsg struct {
	lib  Library
	of   *store.Result
	rows []eventRow
	err  error
}

func (m *Model) onDeadliest(msg deadliestMsg) {
	p, ok := m.pages[viewDeadliest].(*deadliest)
	if !ok || msg.lib != m.lib || msg.of != p.asked {
		return
	}
	if msg.err != nil {
		m.complain(msg.err)
	}
	p.of, p.tolls, p.dates = msg.of, 0, datesWidth
	for _, r := range msg.rows {
		p.tolls = max(p.tolls, cells.Width(r.toll(&m.theme)))
		p.dates = max(p.dates, min(longestDate, cells.Width(r.date)+1))
	}
	at := max(0, slices.IndexFunc(msg.rows, func(r eventRow) bool { return r.id == p.chosen().id }))
	p.take(len(msg.rows), len(msg.rows), window[eventRow]{rows: msg.rows}, at)
	p.settle(oneEach)
}

func (p *deadliest) act(m *Model, a action) tea.Cmd {
	switch a {
	case actBack:
		m.close(viewDeadliest)
	case actOpen:
		return m.openDetail(p.chosen())
	case actSource:
		return m.openReader()
	case actJump:
		return m.showInLists(p.chosen())
	default:
		if cmd, ok := m.actOnFilter(a); ok {
			return cmd
		}
		p.list.do(a, oneEach)
		p.settle(oneEach)
	}
	return nil
}

// step moves to another event while the detail of one is opened.
func (p *deadliest) step(a action) ref {
	p.list.do(a, oneEach)
	p.settle(oneEach)
	return p.chosen()
}

func (p *deadliest) click(m *Model, _, y int) tea.Cmd {
	if p.clickRow(y, oneEach) {
		return m.openDetail(p.chosen())
	}
	return nil
}

func (p *deadliest) draw(th *theme) []string {
	if p.of != nil && p.n == 0 {
		return drawMessage(th, []string{"No event here says how many were killed.", "Counts over a period are not among them."}, p.width, p.height)
	}
	signs := 0 // cells of the reader's marks
	for _, r := range p.window.rows {
		signs = max(signs, cells.Width(p.marks.glyph(store.EventRecord, r.id)))
	}
	var lines []string
	for i := p.top; i < p.n && len(lines) < p.height; i++ {
		row, _ := p.window.at(i)
		lines = append(lines, p.drawRow(th, row, signs, i == p.cursor))
	}
	return blank(lines, p.width, p.height)
}

// datesWidth is the least room for a date with its year, longestDate the most.
const (
	datesWidth  = 16
	longestDate = 22
)

// drawRow writes the toll, the date, the title and the province, what is written
// from right to left last.
func (p *deadliest) drawRow(th *theme, r eventRow, signs int, here bool) string {
	l := th.line(p.width)
	cursorMark(l, th, here, true)
	l.putRight(th.killed, r.toll(th), p.tolls)
	l.gap(1)
	l.putPadded(th.key, p.marks.glyph(store.EventRecord, r.id), signs)
	l.gap(1)
	l.putPadded(th.date, cells.Truncate(r.date, p.dates-1, l.cut), p.dates)
	room := l.left() - 1
	if cells.Width(r.province)+r.titleCells+2 > room && p.width < oneLine {
		l.putTitle(rowStyle(th, here), th.hit, r.title, r.hits, room)
		return l.end()
	}
	province := cells.Shorten(r.province, max(0, min(24, room/3)), l.cut)
	if r.turned {
		l.putTitle(rowStyle(th, here), th.hit, r.title, r.hits, room)
		return l.end()
	}
	l.putTitle(rowStyle(th, here), th.hit, r.title, r.hits, room-cells.Width(province)-2)
	l.to(l.width - 1 - cells.Width(province))
	l.put(th.dim, province)
	return l.end()
}

// dated writes a date as a row of the list does, and with its year, which there
// stands above.
func (s DateStyle) dated(d store.Date) string {
	if d.Undated() {
		return ""
	}
	text, _, _ := s.column(d)
	year := heading(d)
	switch last := text[max(0, len(text)-4):]; {
	case s == ISO && !strings.ContainsFunc(text, unicode.IsLetter):
		long := s.worded(d.EDTF).long()
		if from, to, span := strings.Cut(long, "/"); span && strings.HasPrefix(from, year) && strings.HasPrefix(to, year) && len(from) == len("2006-01-02") {
			return year + "-" + text // the year once
		}
		return long
	case len(last) == 4 && strings.IndexFunc(last, notDigit) < 0:
		return text
	case s == MonthDay && !notDigit(rune(text[len(text)-1])):
		return text + ", " + year
	}
	return text + " " + year
}

func notDigit(r rune) bool { return !unicode.IsDigit(r) }
