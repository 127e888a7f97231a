package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A chip is a part of the filter as it is shown: each can be dropped on its
// own.
type chip struct {
	clause store.Clause
	label  string
}

// newChips names the clauses of a filter.
func newChips(lib records, r *store.Result, clauses []store.Clause) []chip {
	var chips []chip
	f := r.Filter
	seen := make(map[store.Facet]bool)
	for _, c := range clauses {
		label := clauseLabel(lib, c)
		if c.Facet == store.ByProvince {
			label += elsewhere(r.Provinces, c.Value)
		}
		switch {
		case c.Excluded:
			label = "not " + label
		case seen[c.Facet] && c.Facet == store.ByActor && f.AllActors:
			label = "and " + label
		case seen[c.Facet] && slices.Contains(facetsWithValues(), c.Facet):
			label = "or " + label
		}
		if !c.Excluded {
			seen[c.Facet] = true
		}
		chips = append(chips, chip{c, label})
	}
	return chips
}

// elsewhere names the country of a province whose name stands in another one
// too.
func elsewhere(provinces []store.Count, id string) string {
	at := slices.IndexFunc(provinces, func(c store.Count) bool { return c.ID == id })
	if at < 0 || !slices.ContainsFunc(provinces, func(c store.Count) bool { return c.Name == provinces[at].Name && c.ID != id }) {
		return ""
	}
	return ", " + printable(provinces[at].Group)
}

func facetsWithValues() []store.Facet {
	return []store.Facet{store.BySource, store.ByProvince, store.ByActor, store.ByKind}
}

func clauseLabel(lib records, c store.Clause) string {
	switch c.Facet {
	case store.BySource:
		return "source " + sourceTitle(lib, c.Value)
	case store.ByProvince:
		if p, ok := lib.Province(c.Value); ok {
			return "province " + printable(p.Name)
		}
	case store.ByActor:
		if a, ok := lib.Actor(c.Value); ok {
			if a.Kind == store.Person {
				return "person " + printable(a.Name)
			}
			return "group " + printable(a.Name)
		}
	case store.BySince, store.ByUntil:
		return string(c.Facet) + " " + styleOf(lib).Words(c.Value)
	case store.ByInside:
		return "wholly inside"
	case store.ByMarked:
		return "marked"
	case store.ByArea:
		return areaLabel(c.Value)
	case store.ByText:
		return "“" + printable(c.Value) + "”"
	}
	return string(c.Facet) + " " + printable(c.Value)
}

func (m *Model) openChips() {
	if len(m.find.found.chips) == 0 {
		m.say("no filter is set: " + m.keyOf(actPickProvince) + ", " + m.keyOf(actPickGroup) + " and " + m.keyOf(actSearch) + " set one")
		return
	}
	m.chip = 0
	if culprits := m.find.found.culprits; len(culprits) > 0 {
		for i, c := range m.find.found.chips {
			if c.clause == culprits[0].clause {
				m.chip = i
			}
		}
	}
	m.open(viewChips)
}

func (m *Model) actInChips(a action) tea.Cmd {
	switch a {
	case actLeft:
		m.chip = max(0, m.chip-1)
	case actRight:
		m.chip = min(len(m.find.found.chips)-1, m.chip+1)
	case actDrop:
		if !m.find.pending() && m.chip < len(m.find.found.chips) {
			return m.narrow(m.find.filter.Without(m.find.found.chips[m.chip].clause), "")
		}
	case actUndo, actRedo:
		return m.undo(a)
	case actBack:
		m.close(viewChips)
	}
	return nil
}
