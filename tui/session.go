package tui

import (
	"slices"
	"strings"
	"sync"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A Session is where the explorer was left, to begin there again. What it names
// may be gone by then: that is left out.
type Session struct {
	Filter    string         `json:"filter,omitempty"`    // as store.ParseFilter reads it, with ids
	Pane      string         `json:"pane,omitempty"`      // "actors", "provinces", "events" or "quotes"
	Opened    []string       `json:"opened,omitempty"`    // over the lists, as sessionViews names it; "map"
	Event     string         `json:"event,omitempty"`     // id of the event under the cursor
	Quote     string         `json:"quote,omitempty"`     // and so on
	Actor     string         `json:"actor,omitempty"`     //
	Province  string         `json:"province,omitempty"`  //
	Unit      string         `json:"unit,omitempty"`      // of the timeline: "year", "month" or "day"
	Day       string         `json:"day,omitempty"`       // under its cursor, YYYY-MM-DD
	Source    string         `json:"source,omitempty"`    // id of the source that is read
	Record    string         `json:"record,omitempty"`    // whose citations are lit: "event", a space and its id
	Paragraph int            `json:"paragraph,omitempty"` // that is read, 1-based
	Places    map[string]int `json:"places,omitempty"`    // the paragraph last read, 1-based, by the id of its source
	Lines     []string       `json:"lines,omitempty"`     // filter lines that were typed, the last first, at most 200
}

// A keeper lets the session be kept, one at a time so that the last one stays.
type keeper struct {
	filter store.Filter
	line   string // typed last
	flying bool
}

// A sessionView is a view that a session can open again.
type sessionView struct {
	name string
	view view
	open action // of the lists; actNone where more must be known
}

func sessionViews() []sessionView {
	return []sessionView{
		{"timeline", viewTimeline, actTimeline}, {"deadliest", viewDeadliest, actDeadliest},
		{"marks", viewMarks, actMarks}, {"sources", viewSources, actPickSource},
		{"detail", viewDetail, actNone}, {"reader", viewReader, actNone},
	}
}

// session tells how the explorer is left.
func (m *Model) session() Session {
	s := m.whereabouts()
	if m.opened(viewSearch) {
		s.filter = m.prompt.before
	}
	kept := Session{
		Filter: s.filter.String(), Pane: StartPanes()[s.pane], Event: s.cursors.event, Quote: s.cursors.quote,
		Actor: s.values[0], Province: s.values[1], Source: s.passage.source, Paragraph: s.passage.paragraph,
		Places: m.places(), Lines: slices.Clone(m.ways.typed.lines),
	}
	if s.mapped || m.opened(viewDots) {
		kept.Opened = append(kept.Opened, "map")
	}
	for _, v := range s.opened {
		for _, named := range sessionViews() {
			if v == named.view {
				kept.Opened = append(kept.Opened, named.name)
			}
		}
	}
	if m.opened(viewTimeline) {
		kept.Unit, kept.Day = s.span.unit.String(), s.span.first().Time().Format("2006-01-02")
	}
	if of := s.passage.record; !of.none() {
		kept.Record = string(of.kind) + " " + of.id
	}
	return kept
}

// restore makes for where a session was left; the filter is set already.
func (m *Model) restore(kept Session) {
	m.ways.typed.lines = kept.Lines[:min(len(kept.Lines), mostLines)]
	m.setPlaces(kept.Places)
	s := whereabouts{
		filter: m.find.filter, pane: eventsPane, cursors: anchor{kept.Event, kept.Quote}, values: [2]string{kept.Actor, kept.Province},
		mapped: slices.Contains(kept.Opened, "map"), span: keptSpan(kept),
	}
	if i := slices.Index(StartPanes(), kept.Pane); i >= 0 {
		s.pane = paneID(i)
	}
	kind, id, _ := strings.Cut(kept.Record, " ")
	s.passage = passage{source: kept.Source, record: ref{store.RecordType(kind), id}, paragraph: kept.Paragraph}
	for _, name := range kept.Opened {
		for _, named := range sessionViews() {
			if name == named.name && (named.view != viewReader || kept.Source != "") {
				s.opened = append(s.opened, named.view)
			}
		}
	}
	m.head(s)
}

// keptSpan gives the span of the timeline.
func keptSpan(kept Session) span {
	d, err := store.ParseDate(kept.Day, store.Stated, "")
	if err != nil || d.Undated() {
		return span{}
	}
	for _, u := range []unit{byYear, byMonth, byDay} {
		if u.String() == kept.Unit {
			return spanOn(u, d.First)
		}
	}
	return spanOn(byYear, d.First)
}

// remember lets the session be kept when the filter has changed or a line was
// typed; what is only typed so far is none. The cursors are kept at the end.
func (m *Model) remember() tea.Cmd {
	k := &m.ways.kept
	line := m.ways.typed.last()
	if m.opts.Remember == nil || k.flying || m.opened(viewSearch) || m.find.pending() || k.filter.Equal(m.find.filter) && k.line == line {
		return nil
	}
	k.filter, k.line, k.flying = m.find.filter, line, true
	return rememberCmd(m.opts.Remember, m.session())
}

func rememberCmd(remember func(Session), s Session) tea.Cmd {
	return ask(func() tea.Msg {
		remember(s)
		return rememberedMsg{}
	})
}

// A lastKeeper sees to it that the session at the end is the last one that is
// kept: an earlier one may still be under way then.
type lastKeeper struct {
	keep  func(Session) // nil where nothing is kept
	mutex sync.Mutex
	ended bool
}

func (k *lastKeeper) during(s Session) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if !k.ended {
		k.keep(s)
	}
}

func (k *lastKeeper) last(s Session) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if k.ended = true; k.keep != nil {
		k.keep(s)
	}
}
