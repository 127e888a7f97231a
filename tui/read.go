package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// openReader opens the passage of the chosen record; where nothing is listed,
// the first passage that the filter's words hit.
func (m *Model) openReader() tea.Cmd {
	at := passage{record: m.chosen(), prefer: m.find.filter.Sources.Chosen}
	if at.record.none() {
		r := m.find.found.result
		if r == nil || len(r.Passages) == 0 {
			m.say("nothing is listed here: no passage to open")
			return nil
		}
		at = passage{source: r.Passages[0].Source, paragraph: r.Passages[0].Paragraph, query: searched(r.Filter)}
	}
	return m.read(at)
}

// read asks for a document.
func (m *Model) read(at passage) tea.Cmd {
	m.reader.seq++
	at.actors = m.find.filter.Actors.Chosen
	return documentCmd(m.lib, m.reader.seq, at)
}

// searched gives the first words of a filter's text, as they are searched for
// in the reader.
func searched(f store.Filter) string {
	for _, c := range f.Clauses() {
		if c.Facet == store.ByText && !c.Excluded {
			return c.Value
		}
	}
	return ""
}

func (m *Model) actInReader(a action) tea.Cmd {
	switch a {
	case actBack:
		if m.reader.query != "" {
			m.reader.endSearch()
			return nil
		}
		m.reader.note()
		m.reader.zoomed = false
		m.close(viewReader)
	case actJump:
		return m.jump()
	case actFind:
		m.prompt = prompt{input: newInput("")}
		m.reader.begin()
		m.open(viewFind)
	case actZoom:
		m.zoomOpened()
	case actOutline:
		m.openOutline()
	case actActorMarks:
		m.reader.switchActors()
	case actNextEvent, actPreviousEvent:
		return m.actOnEvent(a)
	case actLastRead:
		if !m.reader.toBefore() {
			m.say("no other place was read in this text before")
		}
	case actSwitch:
		return m.read(passage{source: m.reader.doc.source.ID, record: m.reader.at(),
			paragraph: m.reader.paragraph(), digest: !m.reader.doc.digest})
	default:
		if !m.reader.do(a) {
			m.say("no citation in this text")
			if m.reader.query != "" {
				m.say("“" + printable(m.reader.query) + "” is not in this text")
			}
		}
	}
	return nil
}

// reread brings an open reader's text anew: it may have been attached.
func (m *Model) reread() tea.Cmd {
	if !m.opened(viewReader) {
		return nil
	}
	return m.read(passage{source: m.reader.doc.source.ID, record: m.reader.at(),
		paragraph: m.reader.paragraph(), query: m.reader.query, digest: m.reader.doc.digest && m.reader.doc.attached})
}

// jump leaves the reader for the record of the citation one stands on: in its
// list where the filter lets it through, else on its card alone.
func (m *Model) jump() tea.Cmd {
	of := m.reader.at()
	if of.none() {
		m.say(m.keyOf(actNext) + " goes to a citation first")
		return nil
	}
	m.reader.leave()
	return m.showInLists(of)
}

// showInLists leaves whatever is opened for the list that has a record.
func (m *Model) showInLists(of ref) tea.Cmd {
	if of.none() {
		return nil
	}
	m.views = nil
	m.detail.pinned = ref{}
	m.reader.zoomed, m.detail.zoomed = false, false
	if m.findInPane(of) {
		m.openUnseen(ref{})
		return nil
	}
	m.reader.seq++
	return placeCmd(m.lib, m.reader.seq, m.find.found.result, of)
}

// openUnseen opens the detail unless it is in sight and follows the cursor.
func (m *Model) openUnseen(pinned ref) {
	m.arrange()
	if _, seen := m.layout.slot(detailSlot, 0); !seen || !pinned.none() {
		m.openDetail(pinned)
	}
}

// findInPane puts the cursor on an actor or province.
func (m *Model) findInPane(of ref) bool {
	switch of.kind {
	case store.ActorRecord:
		m.focusOn(actorsPane)
		m.actors.show(of.id)
	case store.ProvinceRecord:
		m.focusOn(provincesPane)
		m.provinces.show(of.id)
	default:
		return false
	}
	return m.pane(m.focus.pane).chosen() == of
}

// resizeReader gives the reader its place. Passages are numbered in the text while
// the list that has the numbers stands beside it.
func (m *Model) resizeReader(width, height int) {
	r := &m.reader
	numbered := false
	for _, column := range m.layout.columns {
		for _, s := range column {
			numbered = numbered || s.kind == pageSlot && s.view == viewCites
		}
	}
	if r.numbered != numbered {
		r.numbered = numbered
		r.relay()
	}
	r.resize(width, height)
}
