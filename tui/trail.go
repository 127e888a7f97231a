package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// ways is how one gets about: back to where one was, and to what one typed.
type ways struct {
	trail trail
	typed history
	kept  keeper
}

// actOnWay carries out what leads elsewhere from anywhere.
func (m *Model) actOnWay(a action) tea.Cmd {
	switch a {
	case actReturn, actForward:
		return m.walk(a)
	case actCopyCommand:
		return m.copyCommand()
	}
	return m.openPalette()
}

// A whereabouts tells where one is: the filter, what is opened, and the record under each
// cursor.
type whereabouts struct {
	filter  store.Filter
	pane    paneID
	opened  []view // over the lists, but for what asks something
	cursors anchor // in the lists of records
	values  [2]string
	mapped  bool // the provinces' map stands for their list
	span    span // of the timeline
	pinned  ref
	passage passage // of the reader
}

// A trail is the spots one was at, and those one came back from.
type trail struct {
	past, future []whereabouts
	here         *whereabouts // nil before the first answer
	going        *whereabouts // that answers are under way to
	arrived      bool         // the filter's answer has come, not yet the reader's
}

// longestTrail is how many spots are gone back to.
const longestTrail = 200

// same tells that two spots differ in the cursors at most.
func (s *whereabouts) same(o *whereabouts) bool {
	return s.pane == o.pane && s.mapped == o.mapped && s.pinned == o.pinned && s.passage.source == o.passage.source &&
		slices.Equal(s.opened, o.opened) && s.filter.Text == o.filter.Text && s.filter.Equal(o.filter)
}

// whereabouts tells where one is.
func (m *Model) whereabouts() whereabouts {
	s := whereabouts{
		filter: m.find.filter, pane: m.focus.pane, cursors: m.cursors(), mapped: m.provinces.grid.on,
		values: [2]string{m.actors.chosen().id, m.provinces.chosen().id},
	}
	for _, v := range m.views {
		if m.stands(v) {
			s.opened = append(s.opened, v)
		}
	}
	if m.opened(viewTimeline) {
		s.span = m.timeline.at
	}
	if m.opened(viewDetail) {
		s.pinned = m.detail.pinned
	}
	if m.opened(viewReader) {
		s.passage = passage{source: m.reader.doc.source.ID, record: m.reader.from, paragraph: m.reader.paragraph(),
			digest: m.reader.doc.digest && m.reader.doc.attached}
	}
	return s
}

// stands tells that a view is a place to be, and nothing that asks or explains
// something over one.
func (m *Model) stands(v view) bool {
	switch v {
	case viewDetail, viewReader:
		return true
	case viewHelp, viewPalette, viewComplete:
		return false
	}
	p := m.pages[v]
	return p != nil && p.place() != aside && p.scene()&inTyping == 0
}

// leaveTrail notes where one is, once it is settled.
func (m *Model) leaveTrail() {
	t := &m.ways.trail
	switch {
	case m.w == 0 || m.find.pending() || m.find.found.result == nil || m.reader.seq != m.reader.answered || m.opened(viewSearch):
		return
	case t.going != nil && !t.arrived:
		return
	}
	s := m.whereabouts()
	if t.going == nil && t.here != nil && !t.here.same(&s) {
		t.past, t.future = append(t.past, *t.here), nil
		t.past = t.past[max(0, len(t.past)-longestTrail):]
	}
	t.here, t.going, t.arrived = &s, nil, false
}

// walk goes back or forward.
func (m *Model) walk(a action) tea.Cmd {
	t := &m.ways.trail
	from, to, text := &t.past, &t.future, "no earlier view to go back to"
	if a == actForward {
		from, to, text = &t.future, &t.past, "no later view to go forward to"
	}
	last := len(*from) - 1
	if last < 0 || t.here == nil {
		m.say(text)
		return nil
	}
	next := (*from)[last]
	*from, *to = (*from)[:last], append(*to, *t.here)
	t.here = &next
	m.find.step(next.filter)
	return m.goTo(next)
}

// goTo leaves for where one was; the filter is set already.
func (m *Model) goTo(s whereabouts) tea.Cmd {
	m.head(s)
	return m.search(nil)
}

// head makes for somewhere: that is arrived at with the answer to its filter.
func (m *Model) head(s whereabouts) {
	m.views = nil
	m.detail.pinned, m.detail.zoomed, m.reader.zoomed, m.focus.zoomed = ref{}, false, false, false
	m.focusOn(s.pane)
	m.ways.trail.going, m.ways.trail.arrived = &s, false
}

// arrive opens what was opened where one goes to.
func (m *Model) arrive() tea.Cmd {
	t := &m.ways.trail
	if t.going == nil || t.arrived || m.w == 0 || m.find.pending() || m.find.found.result == nil {
		return nil
	}
	t.arrived = true
	s := *t.going
	m.arrange()
	for i, p := range []*facetPane{m.actors, m.provinces} {
		if p.rowOf(s.values[i]) >= 0 {
			p.putCursor(s.values[i])
			p.held = s.values[i]
			p.settleRows()
		}
	}
	m.mapAgain(s)
	var cmds []tea.Cmd
	for _, v := range s.opened {
		cmds = append(cmds, m.reopen(v, s))
	}
	return tea.Batch(cmds...)
}

// mapAgain shows the map, or the list in its place.
func (m *Model) mapAgain(s whereabouts) {
	switch p := m.provinces; {
	case s.mapped && !p.grid.on:
		m.switchMap()
		m.focusOn(s.pane)
	case !s.mapped && p.grid.on:
		m.leaveTiles()
	}
}

// reopen opens a view again.
func (m *Model) reopen(v view, s whereabouts) tea.Cmd {
	switch v {
	case viewDetail:
		if m.detail.pinned = s.pinned; m.shown() != viewLists || !m.chosen().none() || !s.pinned.none() { // a page may not know its record yet
			m.open(viewDetail)
		}
		return nil
	case viewReader:
		return m.read(s.passage)
	case viewTimeline:
		m.openTimeline()
		if m.opened(viewTimeline) && s.span != (span{}) {
			m.timeline.show(s.span.unit, s.span.first(), s.cursors.event)
		}
		return nil
	}
	if m.pages[v] == nil {
		for _, named := range sessionViews() {
			if named.view == v {
				return m.act(named.open)
			}
		}
		return nil
	}
	m.open(v)
	if t, ok := m.pages[v].(taker); ok {
		t.take(&m.find.found)
	}
	return nil
}
