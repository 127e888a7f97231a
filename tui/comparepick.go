package tui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// openCompare compares the two values that are chosen in a facet, else the one
// under the cursor with the one that is chosen, or with another that is picked.
func (m *Model) openCompare() tea.Cmd {
	if m.find.pending() {
		m.find.waiting = append(m.find.waiting, actCompare)
		return nil
	}
	facet, under := m.comparedFacet()
	chosen := m.find.filter.Choice(facet).Chosen
	switch n := len(chosen); {
	case n == 2:
		return m.compare(facet, chosen[0], chosen[1])
	case n > 2:
		m.say(fmt.Sprintf("two are compared, and %d are chosen: space takes others out", n))
	case n == 1 && under != "" && under != chosen[0]:
		return m.compare(facet, chosen[0], under)
	case under != "":
		return m.pickOther(facet, under)
	default:
		m.say("c compares two actors or two provinces: go to one of them, or choose two with space")
	}
	return nil
}

// comparedFacet gives the facet whose values are compared, and the value under the
// cursor: that of the pane or of the card, else one in which two are chosen.
func (m *Model) comparedFacet() (store.Facet, string) {
	switch of := m.chosen(); of.kind {
	case store.ActorRecord:
		return store.ByActor, of.id
	case store.ProvinceRecord:
		return store.ByProvince, of.id
	}
	for _, facet := range []store.Facet{store.ByActor, store.ByProvince, store.BySource, store.ByKind} {
		if len(m.find.filter.Choice(facet).Chosen) == 2 {
			return facet, ""
		}
	}
	return store.ByActor, ""
}

// pickOther opens the picker for what a value is compared with.
func (m *Model) pickOther(facet store.Facet, id string) tea.Cmd {
	cmd := m.openPicker(map[store.Facet]action{store.ByActor: actPickGroup, store.ByProvince: actPickProvince}[facet])
	m.picker.compared, m.picker.marked = id, nil
	return cmd
}

// compareWith compares with what was picked.
func (m *Model) compareWith(ids []string) tea.Cmd {
	switch first := m.picker.compared; {
	case len(ids) != 1:
		m.say("two are compared: pick one")
	case ids[0] == first:
		m.say("that is the one it is compared with: pick another")
	default:
		m.close(viewPicker)
		return m.compare(m.picker.facet, first, ids[0])
	}
	return nil
}

// compareSources compares two sources: those marked, the one marked and the one
// under the cursor, or the only two.
func (m *Model) compareSources(p *sourcesPage) tea.Cmd {
	ids := p.draft.Chosen
	if at := p.idAt(p.cursor); len(ids) == 1 && at != "" && at != ids[0] {
		ids = []string{ids[0], at}
	}
	if len(ids) == 0 && len(p.rows) == 3 {
		ids = []string{p.rows[1].name.id, p.rows[2].name.id}
	}
	if len(ids) != 2 {
		m.say("c compares two sources: mark them with space")
		return nil
	}
	return m.compare(store.BySource, ids[0], ids[1])
}
