package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A narrative is the page that steps through the filtered events in order of
// date, each with the passage it rests on. Only the event that is read is here,
// and the text it stands in, which stays while the next ones stand there too.
type narrative struct {
	lib    Library       // the text is from
	of     *store.Result // that is stepped through
	at     int           // place of the event that is read
	event  store.Event
	head   [2]string // its date and title, where and how many killed
	reader reader
	from   string // title of the source before, where another begins with this event
	digest bool   // asked for in place of an attached text

	wanted   int // place asked for
	seq      int
	answered int
	half     int // lines it takes where the detail stands below it
	width    int
}

// narratedMsg brings an event to read, and the text it stands in unless that was
// here.
type narratedMsg struct {
	lib       Library
	of        *store.Result
	seq, at   int
	event     store.Event
	document  *document
	paragraph int
	err       error
}

// openNarrative begins with the event under the cursor of the list.
func (m *Model) openNarrative() tea.Cmd {
	if m.find.pending() {
		m.find.waiting = append(m.find.waiting, actNarrative)
		return nil
	}
	if m.find.found.result == nil || m.events.n == 0 {
		m.say("no event passes the filter: there is nothing to step through")
		return nil
	}
	m.close(viewDetail)
	m.detail.pinned, m.detail.zoomed = ref{}, false
	m.focusOn(eventsPane)
	n := &narrative{half: max(leastNarrative, m.h*9/20-2)}
	n.reader.ascii, n.reader.plain = m.theme.ascii, m.reader.plain
	m.openPage(viewNarrative, n)
	return n.goTo(m, m.events.cursor)
}

func (n *narrative) scene() scene { return inNarrative }
func (n *narrative) place() place { return besideDetail }
func (n *narrative) waits() bool  { return n.seq != n.answered }

// lines leaves the detail its place, unless all of it stands in the row of a data
// set that is read.
func (n *narrative) lines() int {
	if n.reader.doc.row {
		return rowLines
	}
	return n.half
}

// rowLines is more than any screen has.
const rowLines = 1 << 12

func (n *narrative) chosen() ref {
	if n.event.ID == "" {
		return ref{}
	}
	return ref{store.EventRecord, n.event.ID}
}

func (n *narrative) title() (left, right string) {
	left = "Narrative"
	if n.event.ID == "" {
		return left, ""
	}
	left += " · " + printable(n.reader.doc.source.Title)
	if n.from != "" {
		left += " (before: " + n.from + ")"
	}
	return left, joined(grouped(n.at+1)+" of "+grouped(n.of.Events), n.reader.where())
}

func (n *narrative) resize(width, height int) {
	n.width = width
	n.reader.resize(width, max(1, height-n.headLines()))
}

// headLines is how many lines tell of the event above its passage: a row of a
// data set tells all of it.
func (n *narrative) headLines() int {
	if n.reader.doc.row {
		return 0
	}
	return 3
}

// leastNarrative is how many lines a narrative takes at least where the detail
// stands below it.
const leastNarrative = 16

// load asks again when another result was found, or the list was moved in what
// was opened over it: for the event that stands under the cursor there.
func (n *narrative) load(m *Model) tea.Cmd {
	n.half = max(leastNarrative, m.h*9/20-2)
	if n.waits() || n.of == m.find.found.result && n.at == m.events.cursor {
		return nil
	}
	if m.events.n == 0 {
		m.close(viewNarrative)
		m.say("no event passes the filter any more")
		return nil
	}
	return n.goTo(m, m.events.cursor)
}

func (n *narrative) act(m *Model, a action) tea.Cmd {
	switch a {
	case actBack:
		m.close(viewNarrative)
		m.meetEvents()
		if !m.opened(viewTimeline) {
			m.focusOn(eventsPane)
		}
	case actNextEvent, actPreviousEvent:
		return n.step(m, map[action]int{actNextEvent: 1, actPreviousEvent: -1}[a])
	case actTop:
		return n.goTo(m, 0)
	case actBottom:
		return n.goTo(m, m.events.n-1)
	case actOpen:
		return m.openDetail(ref{})
	case actSource:
		return m.openReader()
	case actNext:
		n.reader.next(1)
	case actActorMarks:
		n.reader.switchActors()
	case actSwitch:
		n.digest = !n.digest
		return n.goTo(m, n.at)
	default:
		n.reader.do(a)
	}
	return nil
}

// step goes to the event after or before; at the ends it says so.
func (n *narrative) step(m *Model, by int) tea.Cmd {
	from := n.at
	if n.waits() {
		from = n.wanted
	}
	switch to := from + by; {
	case to < 0:
		m.say("this is the first event")
	case to >= m.events.n:
		m.say("this is the last event")
	default:
		return n.goTo(m, to)
	}
	return nil
}

// goTo asks for the event at a place.
func (n *narrative) goTo(m *Model, to int) tea.Cmd {
	n.seq++
	n.wanted = to
	at := passage{prefer: m.find.filter.Sources.Chosen, actors: m.find.filter.Actors.Chosen, digest: n.digest}
	if d := &n.reader.doc; n.lib == m.lib && !d.row && d.digest == (n.digest || !d.attached) {
		at.source = d.source.ID
	}
	return narrativeCmd(m.lib, n.seq, m.find.found.result, to, at)
}

// narrativeCmd reads the event at a place, and the text that it stands in unless
// at names its source: that is here.
func narrativeCmd(lib Library, seq int, r *store.Result, to int, at passage) tea.Cmd {
	return ask(func() tea.Msg {
		msg := narratedMsg{lib: lib, of: r, seq: seq, at: to}
		events, err := lib.Events(r, to, 1)
		if err != nil || len(events) == 0 {
			msg.err = err
			return msg
		}
		msg.event = events[0]
		cite, _ := firstCite(msg.event.Cites, at.prefer)
		msg.paragraph = cite.Paragraph
		if cite.Source == at.source {
			return msg
		}
		at.source, at.record = cite.Source, ref{store.EventRecord, msg.event.ID}
		d, err := readDocument(lib, at)
		msg.document, msg.err = &d, err
		return msg
	})
}

// arrive shows the event that was asked for last; the list goes with it.
func (msg narratedMsg) arrive(m *Model) tea.Cmd {
	n, ok := m.pages[viewNarrative].(*narrative)
	if !ok || msg.seq != n.seq {
		return nil
	}
	n.answered = msg.seq
	switch {
	case msg.lib != m.lib || msg.of != m.find.found.result:
		n.of = nil
		return nil
	case msg.err != nil:
		m.complain(msg.err)
		n.of = msg.of
		return nil
	}
	n.show(msg, &m.theme)
	m.events.to(n.at)
	m.arrange()
	if n.from != "" {
		m.say("from here on: " + printable(n.reader.doc.source.Title))
	}
	if m.opened(viewReader) {
		return m.read(passage{record: n.chosen(), prefer: m.find.filter.Sources.Chosen})
	}
	return nil
}

func (n *narrative) show(msg narratedMsg, th *theme) {
	before := n.reader.doc.source
	n.of, n.at, n.event, n.from = msg.of, msg.at, msg.event, ""
	n.head = narrativeHead(msg.event, styleOf(msg.lib), th)
	n.lib = msg.lib
	d := n.reader.doc
	if msg.document != nil {
		d = *msg.document
	}
	if before.ID != "" && before.ID != d.source.ID {
		n.from = printable(before.Title)
	}
	n.reader.open(d, n.chosen(), msg.paragraph)
	if d.digest && !d.row { // its paragraph is what one reads, not the line of the event below it
		n.reader.toParagraph(msg.paragraph)
	}
}

// narrativeHead tells of an event what stands above its passage.
func narrativeHead(e store.Event, dates DateStyle, th *theme) [2]string {
	row := newEventRow(e, store.Filter{})
	date := dates.Words(e.EDTF)
	if e.Undated() {
		date = "undated"
	}
	names := ""
	for _, p := range e.Actors {
		names = joined(names, printable(p.Name))
	}
	return [2]string{date, joined(row.province, row.toll(th), names)}
}

func (n *narrative) draw(th *theme) []string {
	passage := n.reader.draw(th)
	if n.headLines() == 0 || n.event.ID == "" {
		return passage
	}
	title := th.line(n.width)
	title.gap(1)
	title.put(th.date, n.head[0])
	title.gap(2)
	title.put(th.strong, printable(n.event.Title))
	about := th.line(n.width)
	about.gap(1)
	about.put(th.dim, n.head[1])
	return append([]string{title.end(), about.end(), empty(n.width)}, passage...)
}

// actOnEvent steps through the events of the narrative below an open reader.
func (m *Model) actOnEvent(a action) tea.Cmd {
	if n, ok := m.pages[viewNarrative].(*narrative); ok && m.opened(viewNarrative) {
		return n.act(m, a)
	}
	return nil
}
