package tui

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// onFound takes the answer to a search; what was asked meanwhile goes out.
func (m *Model) onFound(msg foundMsg) tea.Cmd {
	m.find.flying = false
	if msg.seq != m.find.seq {
		return m.launch()
	}
	m.find.answered = msg.seq
	m.prompt.failed = msg.err
	if msg.err != nil {
		m.prompt.commit = false
		m.find.waiting, m.find.date = nil, nil
		m.find.stayBehind()
		m.ways.trail.going = nil
		m.complain(msg.err)
		if m.opened(viewSearch) {
			return m.complete()
		}
		return nil
	}
	m.find.filter = msg.found.filter
	m.find.found = msg.found
	m.showFound()
	if len(msg.found.notes) > 0 {
		m.say(strings.Join(msg.found.notes, "; "))
	}
	m.meetSources()
	return tea.Batch(m.goOn(), m.remember(), m.refreshPicker())
}

// complain puts an error into the notice line; an unknown name is explained.
func (m *Model) complain(err error) {
	m.notice = notice{text: store.Printable(err.Error()), alert: true}
}

func (m *Model) say(text string) { m.notice = notice{text: text} }

// showFound hands what was found to the panes.
func (m *Model) showFound() {
	f := &m.find.found
	r := f.result
	m.actors.set(f.actors)
	m.provinces.set(f.provinces)
	if f.marks.After(m.marks.now) {
		m.marks.now = f.marks
	}
	m.events.calendar = f.calendar
	m.events.take(r.Events, r.AllEvents, f.events, f.event)
	m.quotes.take(r.Quotes, r.AllQuotes, f.quotes, f.quote)
	m.tellPages()
	m.events.message, m.quotes.message = m.emptyEvents(), m.emptyQuotes()
	m.chip = max(0, min(m.chip, len(f.chips)-1))
	if len(f.chips) == 0 {
		m.close(viewChips)
	}
	m.detail.asked = ref{} // counts on the card may be others now
}

// goOn does what waited for the answer.
func (m *Model) goOn() tea.Cmd {
	if m.prompt.commit {
		m.prompt.commit = false
		m.keepSearch()
	}
	waiting := m.find.waiting
	m.find.waiting = nil
	cmds := []tea.Cmd{m.arrive()}
	if date := m.find.date; date != nil {
		m.find.date = nil
		cmds = append(cmds, dateCmd(m.lib, m.find.found.result, *date))
	}
	for _, a := range waiting {
		m.arrange()
		cmds = append(cmds, m.act(a))
	}
	return tea.Batch(cmds...)
}

// meetSources remembers the sources that were seen, and offers those that came
// while the program ran.
func (m *Model) meetSources() {
	f := &m.find
	if f.known == nil {
		f.known = []string{}
	}
	known := len(f.known)
	for _, c := range f.found.result.Sources {
		f.known = append(f.known, c.ID)
	}
	fresh := slices.DeleteFunc(slices.Clone(f.found.fresh), func(c chip) bool { return slices.Contains(f.filter.Sources.Chosen, c.clause.Value) })
	if known == 0 || len(fresh) == 0 {
		return
	}
	title := "new source: " + fresh[0].label
	if n := len(fresh); n > 1 {
		title = strconv.Itoa(n) + " new sources"
	}
	if len(f.filter.Sources.Chosen) == 0 {
		m.say(title)
		return
	}
	f.fresh = append(f.fresh, fresh...)
	m.say(title + " · " + m.keyOf(actAddSource) + " adds to the filter, " + m.keyOf(actPickSource) + " chooses")
}

func (m *Model) onRows(msg rowsMsg) {
	if msg.events != nil {
		m.events.flying = false
	} else {
		m.quotes.flying = false
	}
	switch {
	case msg.lib != m.lib || msg.asked.of != m.find.found.result:
	case msg.err != nil:
		m.complain(msg.err)
	case msg.events != nil:
		m.events.window = *msg.events
	default:
		m.quotes.window = *msg.quotes
	}
}

// onCard shows a card, unless another one is wanted by now.
func (m *Model) onCard(msg cardMsg) {
	m.detail.flying = false
	switch {
	case msg.seq != m.detail.seq:
	case msg.lib != m.lib:
		m.detail.asked = ref{}
	default:
		m.detail.show(msg.card)
	}
}

func (m *Model) onDocument(msg documentMsg) tea.Cmd {
	switch {
	case msg.seq != m.reader.seq:
		return nil
	case msg.lib != m.lib:
		return m.read(msg.at)
	}
	m.reader.answered = msg.seq
	switch {
	case msg.at.again && msg.err == nil:
		m.reader.renew(msg.document)
		return nil
	case errors.Is(msg.err, errNotNamed):
		m.say(msg.err.Error())
		return nil
	case msg.err != nil:
		m.complain(msg.err)
		return nil
	}
	m.close(viewOutline)
	m.open(viewReader)
	m.arrange() // lines are laid out for the place they get
	m.reader.ascii = m.theme.ascii
	m.reader.open(msg.document, msg.from, msg.paragraph)
	if msg.query != "" {
		m.reader.search(msg.query)
	}
	return nil
}

// onPlaced puts the cursor on the record that was jumped to; one that the
// filter keeps out is shown on its card alone.
func (m *Model) onPlaced(msg placedMsg) {
	if msg.seq != m.reader.seq {
		return
	}
	m.reader.answered = msg.seq
	switch {
	case msg.lib != m.lib:
		return
	case !msg.listed:
		m.openUnseen(msg.of)
		m.say("this record does not pass the present filter")
		return
	case msg.of.kind == store.EventRecord:
		m.focusOn(eventsPane)
		m.events.to(msg.place)
	default:
		m.focusOn(quotesPane)
		m.quotes.to(msg.place)
	}
	m.openUnseen(ref{})
}

func (m *Model) onNames(msg namesMsg) tea.Cmd {
	switch {
	case msg.seq != m.picker.seq:
		return nil
	case msg.lib != m.lib:
		return namesCmd(m.lib, msg.seq, m.find.found.result, m.picker.facet)
	}
	m.picker.lib = msg.lib
	m.picker.take(msg.names)
	if m.picker.waiting {
		m.picker.waiting = false
		return m.pick()
	}
	return nil
}

// onReopened takes up a newer library: the filter is searched again, the
// cursors stay on their records.
func (m *Model) onReopened(msg reopenedMsg) tea.Cmd {
	again := m.after(time.Second)
	if msg.err != nil {
		if text := msg.err.Error(); text != m.unopened { // once is enough
			m.unopened = text
			m.complain(msg.err)
		}
		return again
	}
	m.unopened = ""
	if msg.lib == nil {
		return tea.Batch(again, m.takeMarks(msg.marks))
	}
	m.lib = msg.lib
	return tea.Batch(again, m.search(m.typed()), m.reread())
}

// emptyEvents says what stands in place of events where none pass.
func (m *Model) emptyEvents() []string {
	r := m.find.found.result
	switch {
	case r.Events > 0:
		return nil
	case r.AllEvents+r.AllQuotes == 0:
		return []string{"There are no records in these sources."}
	case r.AllEvents == 0:
		return []string{"These sources tell of no events."}
	case r.Quotes > 0:
		return []string{fmt.Sprintf("No event passes the filter; %s: 4 shows them.", passing(r.Quotes))}
	}
	return append([]string{"Nothing passes the filter."}, m.wayOut()...)
}

func passing(quotes int) string {
	if quotes == 1 {
		return "1 quote does"
	}
	return grouped(quotes) + " quotes do"
}

// wayOut names the parts of the filter that leave nothing, and the keys that
// help.
func (m *Model) wayOut() []string {
	f := &m.find.found
	var lines []string
	switch n := len(f.culprits); {
	case n == 1:
		lines = append(lines, fmt.Sprintf("Without %s there would be something: d drops it.", bare(f.culprits[0])))
	case n > 1:
		var labels []string
		for _, c := range f.culprits {
			labels = append(labels, bare(c))
		}
		lines = append(lines, fmt.Sprintf("Without one of these there would be something: %s. d drops the first, f chooses.", strings.Join(labels, ", ")))
	default:
		lines = append(lines, "No single part of the filter is to blame: f drops them one by one, x all of them.")
	}
	if also := m.alsoIn(); also != "" {
		lines = append(lines, "The words stand "+strings.TrimPrefix(also, "also ")+": o reads it.")
	}
	return append(lines, "u takes the last step back.")
}

// bare is a chip's label without the word that joins it to the one before.
func bare(c chip) string {
	return strings.TrimPrefix(strings.TrimPrefix(c.label, "or "), "and ")
}

func (m *Model) emptyQuotes() []string {
	r := m.find.found.result
	switch {
	case r.Quotes > 0:
		return nil
	case r.AllQuotes == 0:
		return []string{"These sources quote nobody."}
	case m.find.found.undated > 0:
		return []string{fmt.Sprintf("%s without a date, left out by the dates of the filter.", plural(m.find.found.undated, "quote"))}
	}
	return []string{"No quote passes the filter."}
}
