package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"
)

// A page is a view that takes the place of the lists, or of a column of them.
// What else it can do it tells by the interfaces below.
type page interface {
	scene() scene // what its keys are pressed in
	place() place
	title() (left, right string)
	resize(width, height int)
	// draw gives exactly height lines of width cells.
	draw(th *theme) []string
	act(m *Model, a action) tea.Cmd
}

// A place is where a page stands.
type place int

const (
	whole        place = iota // in place of the lists, alone
	besideDetail              // the same, beside it the detail of what is chosen on it, where there is room
	aside                     // in a column beside them, or alone where one thing is seen at a time
)

// A chooser has a cursor on records. Pages beside the detail are choosers.
type chooser interface{ chosen() ref }

// A shortPage takes no more lines than it needs; where enough are left, the detail
// stands below it.
type shortPage interface{ lines() int }

// A typist hears what is typed.
type typist interface {
	typed(m *Model, msg tea.KeyMsg) tea.Cmd
	text() string // so far
}

// A clicker hears the mouse; x and y are cells of what it draws.
type clicker interface {
	click(m *Model, x, y int) tea.Cmd
}

// A loader asks for what comes into sight.
type loader interface {
	load(m *Model) tea.Cmd
	waits() bool // for an answer that changes the frame
}

// A stepper goes on to another record while the detail of one is opened over it,
// and gives that.
type stepper interface{ step(a action) ref }

// A taker is told of every result while it is opened.
type taker interface{ take(f *found) }

// newPages gives the pages there are from the start; others come when they are
// opened.
func (m *Model) newPages() map[view]page {
	return map[view]page{viewTimeline: m.timeline, viewExport: &m.carry.menu, viewCites: &cites{r: &m.reader}}
}

// openPage opens a page.
func (m *Model) openPage(v view, p page) {
	m.pages[v] = p
	m.open(v)
}

// shown gives the page that has the place of the lists, viewLists where none
// has: the detail and the reader stand over those below them.
func (m *Model) shown() view {
	for i := len(m.views) - 1; i >= 0; i-- {
		v := m.views[i]
		if v == viewDetail || v == viewReader {
			return viewLists
		}
		if p := m.pages[v]; p != nil && p.place() != aside {
			return v
		}
	}
	return viewLists
}

// pageLines gives the lines that a page takes, all there are where it does not
// tell.
func (m *Model) pageLines(v view) int {
	if s, ok := m.pages[v].(shortPage); ok {
		return s.lines()
	}
	return m.h
}

// below gives the page that the detail is opened over, nil for the lists.
func (m *Model) below() page {
	for i := len(m.views) - 1; i >= 0; i-- {
		if p := m.pages[m.views[i]]; p != nil && p.place() != aside {
			return p
		}
	}
	return nil
}

// under gives the view below one that is opened.
func (m *Model) under(v view) view {
	if at := slices.Index(m.views, v); at > 0 {
		return m.views[at-1]
	}
	return viewLists
}

// asides gives what stands in a column beside the lists, viewLists for nothing.
func (m *Model) asides() view {
	for i := len(m.views) - 1; i >= 0; i-- {
		v := m.views[i]
		if p := m.pages[v]; v == viewPicker || p != nil && p.place() == aside {
			return v
		}
	}
	return viewLists
}

// loadPage asks for what comes into sight on the page that is shown.
func (m *Model) loadPage() tea.Cmd {
	if l, ok := m.pages[m.shown()].(loader); ok && !m.find.pending() {
		return l.load(m)
	}
	return nil
}

// pageWaits tells that what a page shows is under way.
func (m *Model) pageWaits() bool {
	l, ok := m.pages[m.shown()].(loader)
	return ok && l.waits()
}

// tellPages shows the opened pages what was found.
func (m *Model) tellPages() {
	for _, v := range m.views {
		if t, ok := m.pages[v].(taker); ok {
			t.take(&m.find.found)
		}
	}
}
