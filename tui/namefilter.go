package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A nameFilter narrows the list of a facet pane to the values whose names hold
// every typed word at the start of a word of theirs; the name of a value's group
// counts too. What is searched for is left alone.
type nameFilter struct {
	open   bool // the line is there
	typing bool // and hears the keys
	input  input
	found  int
	keys   map[string]string // folded names by id, as they were needed
}

// on tells whether the list is narrowed.
func (f *nameFilter) on() bool { return f.open && len(f.input.clusters) > 0 }

// lines is the room that the typed line takes.
func (f *nameFilter) lines() int {
	if f.open {
		return 1
	}
	return 0
}

func (f *nameFilter) begin() {
	f.open, f.typing = true, true
	if f.keys == nil {
		f.keys = make(map[string]string)
	}
}

func (f *nameFilter) end() { *f = nameFilter{} }

// narrow gives the rows whose values pass, those without records last.
func (f *nameFilter) narrow(v *facetView) []facetRow {
	words := strings.Fields(nameWords(f.input.text()))
	var rows, rest []facetRow
	heading, above := -1, -1 // in what is listed, and where it was put
	f.found = 0
	for _, r := range v.listed {
		if r.value == nil || !f.passes(r.value, words) {
			continue
		}
		if r.above >= 0 && r.above != heading {
			heading, above = r.above, len(rows)
			rows = append(rows, v.listed[heading])
		}
		if r.above >= 0 {
			r.above = above
		}
		f.found++
		rows = append(rows, r)
	}
	for _, r := range v.rest {
		if f.passes(r.value, words) {
			rest = append(rest, r)
		}
	}
	if f.found += len(rest); len(rest) == 0 {
		return rows
	}
	return appendBelow(rows, withoutRecords, rest)
}

func (f *nameFilter) passes(c *store.Count, words []string) bool {
	key, ok := f.keys[c.ID]
	if !ok {
		key = " " + nameWords(c.Name) + " " + nameWords(c.Group)
		f.keys[c.ID] = key
	}
	for _, w := range words {
		if !startsWord(key, w) {
			return false
		}
	}
	return true
}

// startsWord tells whether a word of key starts with w.
func startsWord(key, w string) bool {
	for at := 0; ; at++ {
		i := strings.Index(key[at:], w)
		if i < 0 {
			return false
		}
		if at += i; at > 0 && key[at-1] == ' ' {
			return true
		}
	}
}

// nameWords folds a name and sets its words apart.
func nameWords(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("-/()'.,:", r) {
			return ' '
		}
		return r
	}, store.Fold(name))
}

// openNames opens the line that narrows the pane that has the focus.
func (m *Model) openNames() {
	m.facetPane().names.begin()
	m.open(viewNames)
}

// facetPane gives the facet pane that has the focus, nil for a list of records.
func (m *Model) facetPane() *facetPane {
	p, _ := m.pane(m.focus.pane).(*facetPane)
	return p
}

// typeName hears a letter of the line.
func (m *Model) typeName(msg tea.KeyMsg) {
	p := m.facetPane()
	if p.names.input.edit(msg) {
		m.sayFull(&p.names.input)
		p.arrange()
	}
}

func (m *Model) actInNames(a action) tea.Cmd {
	p := m.facetPane()
	switch a {
	case actBack:
		m.close(viewNames)
		m.endNames(p)
	case actApply:
		m.close(viewNames)
		p.names.typing = false
		if !p.names.on() {
			m.endNames(p)
		}
	default:
		return m.carryOut(p.do(a))
	}
	return nil
}

// endNames shows the whole list again, the cursor on its value.
func (m *Model) endNames(p *facetPane) {
	p.names.end()
	p.arrange()
	p.held = p.idAt(p.cursor)
}
