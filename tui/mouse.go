package tui

import tea "github.com/charmbracelet/bubbletea"

// onMouse hears the mouse: a click gives a pane the focus and puts the cursor on
// a row, a second one opens the record or toggles the value; the wheel scrolls
// what it is over.
func (m *Model) onMouse(msg tea.MouseMsg) tea.Cmd {
	if !m.mouse || m.layout.class == tooSmall {
		return nil
	}
	s, ok := m.layout.at(msg.X, msg.Y)
	if !ok {
		return nil
	}
	switch {
	case msg.Button == tea.MouseButtonWheelUp:
		m.wheel(s, actUp)
	case msg.Button == tea.MouseButtonWheelDown:
		m.wheel(s, actDown)
	case msg.Button == tea.MouseButtonLeft && msg.Action == tea.MouseActionPress:
		m.notice = notice{}
		return m.click(s, msg.X, msg.Y)
	}
	return nil
}

// wheelLines is how far one notch of the wheel goes.
const wheelLines = 3

func (m *Model) wheel(s slot, a action) {
	for range wheelLines {
		switch s.kind {
		case paneSlot:
			m.pane(s.pane).do(a)
		case pageSlot:
			if s.view == m.view() {
				m.pages[s.view].act(m, a)
			}
		case detailSlot:
			m.detail.do(a)
		case readerSlot:
			m.reader.do(a)
		case pickerSlot:
			m.picker.do(a)
		}
	}
}

func (m *Model) click(s slot, x, y int) tea.Cmd {
	left, top, _, _ := s.inner()
	switch {
	case s.kind == detailSlot && m.view() == viewLists:
		return m.openDetail(ref{})
	case s.kind == pickerSlot && y-top >= 2:
		row := m.picker.list.top + y - top - 2
		if row == m.picker.list.cursor {
			return m.act(actApply)
		}
		m.picker.list.to(row)
	case s.kind == pageSlot && s.view == m.view() && y >= top:
		if c, ok := m.pages[s.view].(clicker); ok {
			return c.click(m, x-left, y-top)
		}
	case s.kind == paneSlot && m.view() == viewLists:
		return m.clickPane(s, x, y)
	}
	return nil
}

func (m *Model) clickPane(s slot, x, y int) tea.Cmd {
	left, top, _, _ := s.inner()
	if y < top {
		if id, ok := m.tabAt(s, x); ok {
			m.focusOn(id)
		}
		return nil
	}
	had := m.focus.pane == s.pane
	m.focusOn(s.pane)
	again, in := false, intent{}
	if m.onMap() {
		again = m.provinces.clickTile(x-left, y-top)
	} else {
		again, in = m.pane(s.pane).click(y - top)
	}
	if !again || !had {
		return m.carryOut(in)
	}
	if s.pane == actorsPane || s.pane == provincesPane {
		return m.actInLists(actToggle)
	}
	return m.actInLists(actOpen)
}

// tabAt gives the pane whose name stands at a column of a slot's title.
func (m *Model) tabAt(s slot, x int) (paneID, bool) {
	at := s.x + s.titleStart()
	for _, t := range m.tabs(s) {
		if x >= at && x < at+t.width {
			return t.pane, true
		}
		at += t.width + t.gap
	}
	return 0, false
}
