package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// openPicker opens at once; the names follow.
func (m *Model) openPicker(a action) tea.Cmd {
	if m.find.found.result == nil {
		return nil
	}
	seq := m.picker.seq + 1
	m.picker = picker{seq: seq, facet: store.ByProvince, noun: "province"}
	if a == actPickGroup {
		m.picker.facet, m.picker.noun = store.ByActor, "group"
	}
	m.picker.marked = m.find.filter.Choice(m.picker.facet).Chosen
	m.open(viewPicker)
	return namesCmd(m.lib, seq, m.find.found.result, m.picker.facet)
}

func (m *Model) actInPicker(a action) tea.Cmd {
	switch a {
	case actBack:
		m.picker.seq++ // names that come later are not waited for
		m.picker.waiting = false
		m.close(viewPicker)
	case actApply:
		if !m.picker.loaded {
			m.picker.waiting = true
			return nil
		}
		return m.pick()
	default:
		m.picker.do(a)
	}
	return nil
}

// pick makes the picked values the facet's choice. Values the picker does not
// offer, persons beside groups, stay as they are.
func (m *Model) pick() tea.Cmd {
	ids, ok := m.picker.picked()
	if !ok {
		m.say("nothing is called so: change what you typed, or esc")
		return nil
	}
	if m.picker.compared != "" {
		return m.compareWith(ids)
	}
	m.close(viewPicker)
	f := m.find.filter
	for _, id := range f.Choice(m.picker.facet).Chosen {
		if m.picker.offered(id) {
			f = without(f, m.picker.facet, id)
		}
	}
	for _, id := range ids {
		f = without(f, m.picker.facet, id).Toggle(m.picker.facet, id)
	}
	return m.narrow(f, "chosen already")
}
