package tui

import (
	"errors"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

func (m *Model) actInSearch(a action) tea.Cmd {
	if cmd, ok := m.actOnOffered(a); ok {
		return cmd
	}
	switch a {
	case actBack:
		m.close(viewSearch)
		m.close(viewComplete)
		m.find.filter = m.prompt.before
		return m.search(nil)
	case actApply:
		if m.prompt.short != nil {
			return m.searchWhole()
		}
		if m.find.pending() {
			m.prompt.commit = true
			return nil
		}
		m.keepSearch()
		return m.remember()
	default:
		if line, ok := m.ways.typed.recall(a, m.prompt.input.text()); ok {
			return m.recall(line)
		}
		if p := m.pages[m.shown()]; p != nil {
			return p.act(m, a)
		}
		m.pane(m.focus.pane).do(a)
		m.prompt.anchor = m.cursors()
	}
	return nil
}

// keepSearch makes what was typed a step of the filter. While something is
// wrong with it the line stays open.
func (m *Model) keepSearch() {
	if err := m.prompt.err(); err != nil {
		m.complain(err)
		return
	}
	if m.prompt.wordless {
		m.complain(errWordless)
		return
	}
	typed := m.find.filter
	m.find.filter = m.prompt.before
	m.find.step(typed)
	m.ways.typed.add(m.prompt.input.text())
	m.close(viewSearch)
	m.close(viewComplete)
}

// typed reads the search line while it is open.
func (m *Model) typed() *store.Filter {
	if !m.opened(viewSearch) {
		return nil
	}
	line, short := m.finished()
	f, err := store.ParseFilter(line)
	if m.prompt.short = nil; short && err == nil {
		m.prompt.short = &f
	}
	if m.prompt.unread = err; err != nil {
		m.find.callOff() // no older answer may stand for this line
		m.find.answered = m.find.seq
		m.complain(err)
		return nil
	}
	if m.prompt.wordless = f.Empty() && strings.TrimSpace(line) != ""; m.prompt.wordless {
		m.say(errWordless.Error())
	}
	return &f
}

var errWordless = errors.New("there is no word in this: a word has letters or digits")

// onTyped hears a key that is no command.
func (m *Model) onTyped(msg tea.KeyMsg) tea.Cmd {
	if back := msg.Type == tea.KeyBackspace || msg.Type == tea.KeyCtrlH; back && m.typedText() == "" {
		return m.act(actBack)
	}
	if msg.String() == ":" && !msg.Paste && m.typedText() == "" && m.scene()&(inNote|inPalette) == 0 { // no other line begins so
		return m.act(actPalette)
	}
	if t, ok := m.pages[m.view()].(typist); ok {
		return t.typed(m, msg)
	}
	switch m.view() {
	case viewPicker:
		m.picker.edit(msg)
		m.sayFull(&m.picker.input)
	case viewNames:
		m.typeName(msg)
	case viewDate, viewNote:
		m.prompt.input.edit(msg)
		m.sayFull(&m.prompt.input)
		m.sayFull(&m.prompt.input)
	case viewFind:
		if m.prompt.input.edit(msg) {
			m.sayFull(&m.prompt.input)
			m.reader.search(m.prompt.input.text())
		}
	case viewSearch:
		return m.typeFilter(msg)
	}
	return nil
}

// typeFilter hears a letter of the line that filters.
func (m *Model) typeFilter(msg tea.KeyMsg) tea.Cmd {
	in := &m.prompt.input
	if msg.String() == "right" && in.at == len(in.clusters) && m.offers(actComplete) {
		return m.act(actComplete)
	}
	if msg.Type == tea.KeySpace || msg.String() == " " {
		m.quoteSpace()
	}
	if !in.edit(msg) {
		return m.complete()
	}
	names := m.complete()
	m.sayFull(in)
	return tea.Batch(names, m.searchTyped())
}

// sayFull tells that a paste was cut.
func (m *Model) sayFull(in *input) {
	if in.full {
		m.say(fmt.Sprintf("the line takes %d letters; the rest of what was pasted is left out", longestInput))
	}
}

func (m *Model) typedText() string {
	if t, ok := m.pages[m.view()].(typist); ok {
		return t.text()
	}
	switch m.view() {
	case viewPicker:
		return m.picker.input.text()
	case viewNames:
		return m.facetPane().names.input.text()
	}
	return m.prompt.input.text()
}

// actInFind ends the typing; hits are found while one types.
func (m *Model) actInFind(a action) {
	switch a {
	case actBack:
		m.reader.back()
		m.close(viewFind)
	case actApply:
		m.close(viewFind)
	}
}
