package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// onKey hears a key. Runes that came in one read are as many keys; what is
// pasted is text and never a command.
func (m *Model) onKey(msg tea.KeyMsg) tea.Cmd {
	typing := m.scene()&inTyping != 0
	switch {
	case msg.Paste && !typing:
		return nil
	case msg.Type == tea.KeyRunes && len(msg.Runes) > 1 && !msg.Paste:
		if isMouseReport(msg.Runes) {
			return nil
		}
		var cmds []tea.Cmd
		for _, r := range msg.Runes {
			cmds = append(cmds, m.onKey(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: msg.Alt}))
			m.arrange()
		}
		return tea.Batch(cmds...)
	}
	m.notice = notice{}
	a := m.keys.action(m.scene(), msg)
	if msg.Paste || !m.offers(a) {
		a = actNone
	}
	if a == actNone && typing {
		return m.onTyped(msg)
	}
	return m.act(a)
}

// isMouseReport recognises what is left of a mouse's escape sequence when the
// terminal's bytes came in two reads.
func isMouseReport(runes []rune) bool {
	if len(runes) < 4 || runes[0] != '[' || runes[1] != '<' {
		return false
	}
	for _, r := range runes[2:] {
		if (r < '0' || r > '9') && r != ';' && r != 'M' && r != 'm' {
			return false
		}
	}
	return true
}

// offers tells whether an action can be asked for at present; keys of those
// that cannot are not shown.
func (m *Model) offers(a action) bool {
	switch a {
	case actDropCulprit:
		return len(m.find.found.culprits) > 0
	case actAddSource:
		return len(m.find.fresh) > 0
	case actSwitch:
		d := &m.reader.doc
		if n, ok := m.pages[m.view()].(*narrative); ok {
			d = &n.reader.doc
		}
		return d.attached && len(d.source.Digest) > 0
	case actNextEvent, actPreviousEvent:
		return m.opened(viewNarrative)
	case actReports:
		p, ok := m.pages[m.view()].(*reportsPage)
		return !ok || p.at > 0
	case actZoom:
		return m.view() == viewLists || m.shares()
	case actExport:
		return m.opts.Export != nil
	case actEditor:
		return m.opts.Edit != nil
	case actComplete:
		_, some := m.offered()
		return some
	case actCopyCommand:
		return m.opts.Command != nil
	}
	return true
}

func (m *Model) act(a action) tea.Cmd {
	switch a {
	case actNone:
		return nil
	case actQuit:
		return tea.Quit
	case actSuspend:
		return tea.Suspend
	case actRedraw:
		return tea.ClearScreen
	case actMouse:
		return m.toggleMouse()
	case actCopy, actCopyCitation:
		return m.copyRecord(a)
	case actBookmark, actAnnotate, actMarks:
		return m.onMarks(a)
	case actCopyCommand, actReturn, actForward, actPalette, actPaletteTyping:
		return m.actOnWay(a)
	case actExport:
		m.openExport()
		return nil
	case actWrite:
		return m.write()
	case actReports:
		return m.openReports()
	case actCompare:
		if p, ok := m.pages[m.view()].(*sourcesPage); ok {
			return m.compareSources(p)
		}
		return m.openCompare()
	case actHelp:
		m.openPage(viewHelp, &helpView{lines: m.helpLines()})
		return nil
	}
	switch m.view() {
	case viewDetail:
		return m.actInDetail(a)
	case viewReader:
		return m.actInReader(a)
	case viewPicker:
		return m.actInPicker(a)
	case viewSearch:
		return m.actInSearch(a)
	case viewFind:
		m.actInFind(a)
		return nil
	case viewChips:
		return m.actInChips(a)
	case viewDate:
		return m.actInDate(a)
	case viewNames:
		return m.actInNames(a)
	case viewNote:
		return m.actInNote(a)
	}
	if p := m.pages[m.view()]; p != nil {
		return p.act(m, a)
	}
	return m.actInLists(a)
}

func (m *Model) toggleMouse() tea.Cmd {
	m.mouse = !m.mouse
	if m.mouse {
		m.say("mouse on: click and scroll; " + m.keyOf(actMouse) + " gives selecting text back")
		return tea.EnableMouseCellMotion
	}
	m.say("mouse off: select text as usual")
	return tea.DisableMouse
}

func (m *Model) actInLists(a action) tea.Cmd {
	switch a {
	case actNextPane:
		m.focusOn((m.focus.pane + 1) % paneCount)
	case actPreviousPane:
		m.focusOn((m.focus.pane + paneCount - 1) % paneCount)
	case actActors, actProvinces, actEvents, actQuotes:
		m.focusOn(paneID(a - actActors))
	case actMap:
		m.switchMap()
	case actLeft, actRight, actUp, actDown:
		return m.moveInLists(a)
	case actZoom:
		m.zoom()
	case actNames:
		m.openNames()
	case actDate:
		m.openDate()
	case actNarrative:
		return m.openNarrative()
	case actTimeline:
		m.openTimeline()
	case actDeadliest:
		m.openDeadliest()
	case actNextYear, actPreviousYear, actNextMonth, actPreviousMonth:
		m.goToPeriod(a)
	case actBack:
		return m.stepBack()
	case actOpen, actSource:
		if m.find.pending() {
			m.find.waiting = append(m.find.waiting, a)
			return nil
		}
		return m.carryOut(m.pane(m.focus.pane).do(a))
	default:
		if cmd, ok := m.actOnFilter(a); ok {
			return cmd
		}
		return m.carryOut(m.pane(m.focus.pane).do(a))
	}
	return nil
}

// moveInLists moves the cursor, or goes to another pane.
func (m *Model) moveInLists(a action) tea.Cmd {
	switch {
	case m.onMap():
		m.moveOnMap(a)
	case a == actLeft || a == actRight:
		m.moveAcross(a)
	default:
		return m.carryOut(m.pane(m.focus.pane).do(a))
	}
	return nil
}

// moveAcross goes to the other column; with one pane at a time, to the tab
// before or after.
func (m *Model) moveAcross(a action) {
	left := a == actLeft
	facet := m.focus.pane == m.focus.facet
	switch {
	case m.layout.class == onePane && left && m.focus.pane > 0:
		m.focusOn(m.focus.pane - 1)
	case m.layout.class == onePane && !left && m.focus.pane < paneCount-1:
		m.focusOn(m.focus.pane + 1)
	case m.layout.class != onePane && left && !facet:
		m.focusOn(m.focus.facet)
	case m.layout.class != onePane && !left && facet:
		m.focusOn(m.focus.records)
	case left:
		m.say("no pane further left")
	default:
		m.say("no pane further right")
	}
}

// lendFocus shows the quotes in place of an empty list of events where one list
// is seen at a time, and takes that back when there are events again. What the
// reader chose since stays.
func (m *Model) lendFocus() {
	if m.w == 0 || m.focus.settled == m.find.answered {
		return
	}
	m.focus.settled = m.find.answered
	one := classOf(m.w, m.h) == onePane || classOf(m.w, m.h) == twoPanes && m.h < tallTwo
	switch {
	case m.focus.lent && m.events.n > 0:
		m.lend(quotesPane, eventsPane)
		m.focus.lent = false
	case one && m.events.n == 0 && m.quotes.n > 0 && m.focus.records == eventsPane:
		m.lend(eventsPane, quotesPane)
		m.focus.lent = true
	}
}

// lend shows one list in place of another.
func (m *Model) lend(from, to paneID) {
	m.focus.records = to
	if m.focus.pane == from {
		m.focus.pane = to
	}
}

// eventMessage gives the lines of what stands in place of events where there are
// quotes alone.
func (m *Model) eventMessage() int {
	if m.events.n > 0 || m.quotes.n == 0 {
		return 0
	}
	return messageLines(m.events.message, m.events.width)
}

func (m *Model) zoom() {
	m.focus.zoomed = !m.focus.zoomed
	if m.layout.class == onePane {
		m.focus.zoomed = false
		m.say("one pane is all there is room for: nothing to zoom")
	}
}

// zoomOpened gives the screen to what is opened over the lists, or takes it
// back from it.
func (m *Model) zoomOpened() {
	zoomed := !m.zoomed()
	m.focus.zoomed = false
	m.reader.zoomed, m.detail.zoomed = false, false
	if m.view() == viewReader {
		m.reader.zoomed = zoomed
	} else {
		m.detail.zoomed = zoomed
	}
}

// zoomed tells whether one thing has the screen that could share it.
func (m *Model) zoomed() bool {
	return m.focus.zoomed || m.opened(viewReader) && m.reader.zoomed || m.opened(viewDetail) && m.detail.zoomed
}

// shares tells whether what is opened shares the screen, or could.
func (m *Model) shares() bool {
	return m.layout.class >= fourPanes || m.layout.class == twoPanes && m.h >= tallTwo
}

// stepBack undoes the last thing that narrowed the view.
func (m *Model) stepBack() tea.Cmd {
	if m.onMap() {
		m.leaveMap()
		return nil
	}
	if m.focus.zoomed {
		m.focus.zoomed = false
		return nil
	}
	if p := m.facetPane(); p != nil && p.names.open {
		m.endNames(p)
		return nil
	}
	if m.find.undo() {
		m.say("one filter step back · " + m.keyOf(actRedo) + " does it again")
		return m.search(nil)
	}
	m.say("nothing to go back to · " + m.keyOf(actQuit) + " quits")
	return nil
}

// actOnFilter carries out what changes the filter from anywhere in the lists.
func (m *Model) actOnFilter(a action) (cmd tea.Cmd, ok bool) {
	switch a {
	case actPickProvince, actPickGroup:
		return m.openPicker(a), true
	case actPickSource:
		m.openSources()
	case actSearch:
		m.prompt = prompt{input: newInput(m.find.filter.Text), before: m.find.filter, anchor: m.cursors()}
		m.ways.typed.begin(m.find.filter.Text)
		m.open(viewSearch)
	case actChips:
		m.openChips()
	case actUndo, actRedo:
		return m.undo(a), true
	case actClear:
		next := store.Filter{Sources: m.find.filter.Sources}
		if m.find.filter.Equal(next) {
			next = store.Filter{}
		}
		return m.narrow(next, "no filter to clear"), true
	case actAnyAll:
		return m.anyAll(), true
	case actDropCulprit:
		return m.narrow(m.find.filter.Without(m.find.found.culprits[0].clause), ""), true
	case actAddSource:
		return m.addSources(), true
	default:
		return nil, false
	}
	return nil, true
}

// narrow makes a filter the next step, and says why when it is the one that
// stands already.
func (m *Model) narrow(f store.Filter, otherwise string) tea.Cmd {
	if !m.find.step(f) {
		m.say(otherwise)
		return nil
	}
	return m.search(nil)
}

func (m *Model) undo(a action) tea.Cmd {
	done, text := m.find.undo, "nothing to undo"
	if a == actRedo {
		done, text = m.find.redo, "nothing to redo"
	}
	if !done() {
		m.say(text)
		return nil
	}
	return m.search(nil)
}

func (m *Model) anyAll() tea.Cmd {
	f := m.find.filter
	if len(f.Actors.Chosen) < 2 {
		m.say(m.keyOf(actAnyAll) + " asks for any or all of the chosen actors: choose two first")
		return nil
	}
	f.AllActors = !f.AllActors
	m.find.step(f)
	return m.search(nil)
}

func (m *Model) addSources() tea.Cmd {
	f := m.find.filter
	for _, c := range m.find.fresh {
		if !slices.Contains(f.Sources.Chosen, c.clause.Value) {
			f = f.Toggle(store.BySource, c.clause.Value)
		}
	}
	m.find.fresh = nil
	return m.narrow(f, "the source is there already")
}

// carryOut does what a pane asks for.
func (m *Model) carryOut(in intent) tea.Cmd {
	f := m.find.filter
	switch in.kind {
	case toggleValue:
		return m.narrow(f.Toggle(in.facet, in.id), "")
	case onlyValue:
		return m.narrow(f.Only(in.facet, in.id), "it is the only one already")
	case excludeValue:
		return m.narrow(f.Exclude(in.facet, in.id), "")
	case openRecord:
		return m.openDetail(ref{})
	case openSource:
		return m.openReader()
	}
	return nil
}

// openDetail opens the card of the chosen record, or of one that is pinned
// because no cursor stands on it.
func (m *Model) openDetail(pinned ref) tea.Cmd {
	m.detail.pinned = pinned
	switch {
	case !m.chosen().none() || !pinned.none():
		m.open(viewDetail)
	case m.focus.pane == eventsPane && m.quotes.n > 0:
		m.focusOn(quotesPane)
	default:
		m.say("nothing is listed here")
	}
	return nil
}

func (m *Model) actInDetail(a action) tea.Cmd {
	switch a {
	case actBack:
		m.close(viewDetail)
		m.detail.pinned, m.detail.zoomed = ref{}, false
		m.meetEvents()
	case actOpen, actSource:
		return m.openReader()
	case actNarrative:
		return m.openNarrative()
	case actZoom:
		m.zoomOpened()
	case actNext, actPrevious:
		m.stepInDetail(map[action]action{actNext: actDown, actPrevious: actUp}[a])
	case actPickProvince, actPickGroup, actPickSource, actSearch, actChips, actUndo, actRedo, actClear:
		m.close(viewDetail)
		m.detail.pinned, m.detail.zoomed = ref{}, false
		m.meetEvents()
		return m.actInLists(a)
	default:
		m.detail.do(a)
	}
	return nil
}

// stepInDetail goes to the record below or above; the line of folded values is
// none.
func (m *Model) stepInDetail(a action) {
	if s, ok := m.below().(stepper); ok {
		m.detail.pinned = s.step(a)
		return
	}
	m.detail.pinned = ref{}
	p := m.pane(m.focus.pane)
	if p.do(a); p.chosen().none() {
		p.do(map[action]action{actDown: actUp, actUp: actDown}[a])
	}
}
