package tui

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A reportsPage sets side by side what several sources may tell of one event.
type reportsPage struct {
	of      ref // the event, or a quote of it
	lib     Library
	flying  bool
	caption []string
	columns []reportColumn // the event first
	at      int            // column under the cursor
	top     int            // line of the body
	body    []reportLine
	queue   queue
	width   int
	height  int
}

// reportsMsg brings the reports.
type reportsMsg struct {
	page    *reportsPage
	lib     Library
	caption []string
	columns []reportColumn
	err     error
}

// openReports sets the reports of the chosen event side by side.
func (m *Model) openReports() tea.Cmd {
	of := m.chosen()
	switch {
	case m.find.pending():
		m.find.waiting = append(m.find.waiting, actReports)
	case of.kind != store.EventRecord && of.kind != store.QuoteRecord:
		m.say("go to an event: r sets side by side what several sources may tell of it")
	default:
		m.openPage(viewReports, &reportsPage{of: of})
	}
	return nil
}

func (p *reportsPage) scene() scene { return inReports }
func (p *reportsPage) place() place { return whole }

func (p *reportsPage) title() (left, right string) {
	if n := len(p.columns) - 1; n > 0 && p.at > 0 {
		right = fmt.Sprintf("%d of %d", p.at, n)
	}
	return "Reports of one event", strings.TrimSpace(right + " " + arrows(p.top > 0, p.top+p.room() < len(p.body)))
}

// load asks for the reports in the library that there is.
func (p *reportsPage) load(m *Model) tea.Cmd {
	if p.flying || p.lib == m.lib {
		return nil
	}
	p.flying = true
	lib, of := m.lib, p.of
	return ask(func() tea.Msg {
		msg := reportsMsg{page: p, lib: lib}
		msg.caption, msg.columns, msg.err = reportsOf(lib, of)
		return msg
	})
}

func (p *reportsPage) waits() bool { return p.flying }

func reportsOf(lib Library, of ref) ([]string, []reportColumn, error) {
	id := of.id
	if of.kind == store.QuoteRecord {
		q, _ := lib.Quote(of.id)
		if id = q.Event; id == "" {
			return []string{"The quote belongs to no event: there are no reports to look for."}, nil, nil
		}
	}
	found, err := lib.Reports(context.Background(), id)
	if err != nil {
		return nil, nil, err
	}
	columns := []reportColumn{newReportColumn(lib, found.Of, nil)}
	for i := range found.Found {
		columns = append(columns, newReportColumn(lib, found.Found[i].Event, &found.Found[i]))
	}
	for i := range columns[1:] {
		columns[1+i].hold(&columns[0])
	}
	return reportCaption(found), columns, nil
}

// reportCaption tells what was looked through, and what the reports are not.
func reportCaption(r store.Reports) []string {
	others := plural(r.Searched, "other event") + " there and about that time"
	var lines []string
	switch {
	case r.Obstacle != "":
		return []string{"No other report can be looked for: " + r.Obstacle + "."}
	case r.Searched == 0:
		lines = append(lines, "No other event is known there and about that time.")
	case len(r.Found) == 0:
		lines = append(lines, "No other report was found among "+others+".")
	default:
		lines = append(lines, fmt.Sprintf("%s of %s may be the same event; no source says so.", grouped(len(r.Found)), others))
	}
	if r.Left > 0 {
		lines = append(lines, fmt.Sprintf("%s more there and about that time were not looked at, only the nearest.", plural(r.Left, "event")))
	}
	return lines
}

// reportRule says what makes events likely to be the same.
const reportRule = "Listed is what is of the same province (where one names none: of the same place), on days that meet or are one day apart, " +
	"and has an actor in common, or the place and the kind; all kinds of armed violence count as one."

func (msg reportsMsg) arrive(m *Model) tea.Cmd {
	p := msg.page
	p.flying = false
	if !m.keeps(viewReports, p) {
		return nil
	}
	p.lib = msg.lib
	if msg.err != nil {
		m.close(viewReports)
		m.complain(msg.err)
		return nil
	}
	under := p.chosen().id
	p.caption, p.columns = msg.caption, msg.columns
	p.at = min(1, len(p.columns)-1)
	for i, c := range p.columns {
		if c.id == under {
			p.at = i
		}
	}
	p.layOut()
	return p.queue.replay(m, viewReports)
}

func (p *reportsPage) chosen() ref {
	if p.at < 0 || p.at >= len(p.columns) {
		return ref{}
	}
	return ref{store.EventRecord, p.columns[p.at].id}
}

func (p *reportsPage) step(a action) ref {
	p.goTo(p.at + map[action]int{actDown: 1, actUp: -1}[a])
	return p.chosen()
}

// goTo puts the cursor on a column.
func (p *reportsPage) goTo(at int) (moved bool) {
	before := p.at
	p.at = max(0, min(at, len(p.columns)-1))
	p.layOut()
	return p.at != before
}

func (p *reportsPage) act(m *Model, a action) tea.Cmd {
	if p.lib == nil && p.queue.wait(a) {
		return nil
	}
	switch a {
	case actBack:
		m.close(viewReports)
	case actLeft, actRight:
		if !p.goTo(p.at + map[action]int{actRight: 1, actLeft: -1}[a]) {
			m.say("no report further that way")
		}
	case actOpen:
		if !p.chosen().none() {
			return m.openDetail(p.chosen())
		}
	case actSource:
		return m.openReader()
	default:
		p.scroll(a)
	}
	return nil
}

func (p *reportsPage) scroll(a action) {
	page := max(1, p.room()-1)
	by := map[action]int{actUp: -1, actDown: 1, actPageUp: -page, actPageDown: page, actHalfUp: -(page + 1) / 2, actHalfDown: (page + 1) / 2,
		actTop: -len(p.body), actBottom: len(p.body)}[a]
	p.top = max(0, min(p.top+by, len(p.body)-p.room()))
}

func (p *reportsPage) click(m *Model, x, _ int) tea.Cmd {
	s := p.shape()
	if column := s.first + (x-reportLabels)/max(1, s.cell); !s.stacked && x >= reportLabels {
		if x < reportLabels+s.cell {
			column = 0
		}
		if column == p.at {
			return p.act(m, actOpen)
		}
		p.goTo(column)
	}
	return nil
}
