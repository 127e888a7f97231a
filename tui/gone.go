package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// leaveGone takes sources out of the filter's choice that the library has no
// more, and says so.
func (f *found) leaveGone(sources []store.Source) {
	choice := f.filter.Choice(store.BySource)
	var gone []string
	for _, id := range slices.Concat(choice.Chosen, choice.Excluded) {
		if !slices.ContainsFunc(sources, func(s store.Source) bool { return s.ID == id }) {
			gone = append(gone, id)
			f.filter = without(f.filter, store.BySource, id)
		}
	}
	if gone == nil {
		return
	}
	verb, after := " is", ""
	if len(gone) > 1 {
		verb = " are"
	}
	if len(choice.Chosen) > 0 && len(f.filter.Choice(store.BySource).Chosen) == 0 {
		after = ": all sources are shown"
	}
	f.notes = append(f.notes, strings.Join(gone, ", ")+verb+" not in the library any more"+after)
}

// refreshPicker reads the names anew where those that can be picked are of a
// library that was replaced.
func (m *Model) refreshPicker() tea.Cmd {
	if !m.opened(viewPicker) || !m.picker.loaded || m.picker.lib == m.lib {
		return nil
	}
	return namesCmd(m.lib, m.picker.seq, m.find.found.result, m.picker.facet)
}
