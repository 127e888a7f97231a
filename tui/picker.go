package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/sahilm/fuzzy"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A picker finds values of a facet by name: whole, in part or by their letters
// in order, aliases too.
type picker struct {
	facet   store.Facet
	noun    string // "province" or "group"
	input   input
	names   []pickName
	matches []pickMatch
	marked  []string // ids taken with Tab
	touched bool     // something was marked or unmarked
	seq     int      // of the question for the names
	loaded  bool
	waiting bool // Enter came before the names
	list    list
	width   int
	height  int
}

// A pickName is a value that can be picked, with every name it is found by.
type pickName struct {
	id, name string
	also     []string // other names
	keys     []string // folded: the name first, then the others
	count    store.Count
}

// A pickMatch is a value that the typed letters find, best first.
type pickMatch struct {
	name  *pickName
	by    string // the other name it was found by, "" for its own
	rank  int
	score int
}

// provinceNames gives the provinces of a result with their aliases.
func provinceNames(r *store.Result, provinces []store.Province) []pickName {
	aliases := make(map[string][]string)
	for _, p := range provinces {
		aliases[p.ID] = append([]string{p.Code, p.Capital}, p.Aliases...)
	}
	var names []pickName
	for _, c := range r.Provinces {
		names = append(names, newPickName(c, aliases[c.ID]))
	}
	return names
}

// groupNames gives the actors of a result that are no person.
func groupNames(r *store.Result, actors []store.Actor) []pickName {
	aliases := make(map[string][]string)
	for _, a := range actors {
		aliases[a.ID] = slices.Concat(a.Aliases, a.Sic)
	}
	var names []pickName
	for _, c := range r.Actors {
		if c.Group != string(store.Person) {
			names = append(names, newPickName(c, aliases[c.ID]))
		}
	}
	return names
}

func newPickName(c store.Count, also []string) pickName {
	n := pickName{id: c.ID, name: printable(c.Name), count: c, keys: []string{store.Fold(c.Name)}}
	for _, a := range append(also, c.ID) {
		if key := store.Fold(a); key != "" && !slices.Contains(n.keys, key) {
			n.also = append(n.also, printable(a))
			n.keys = append(n.keys, key)
		}
	}
	return n
}

// take puts the names in; those chosen already are marked.
func (p *picker) take(names []pickName) {
	p.names, p.loaded = names, true
	p.match()
}

// match finds the typed letters in the names.
func (p *picker) match() {
	wanted := store.Fold(p.input.text())
	p.matches = nil
	for i := range p.names {
		if m, ok := matchName(&p.names[i], wanted); ok {
			p.matches = append(p.matches, m)
		}
	}
	slices.SortStableFunc(p.matches, func(a, b pickMatch) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.score, a.score))
	})
	p.list.n, p.list.cursor, p.list.top = len(p.matches), 0, 0
	p.list.settle(oneEach)
}

// Ranks of a match, the best first.
const (
	wholeName = iota
	nameStart
	wordStart
	namePart
	lettersInOrder
)

func matchName(n *pickName, wanted string) (pickMatch, bool) {
	best := pickMatch{name: n, rank: lettersInOrder + 1}
	if wanted == "" {
		best.rank = 0
		return best, true
	}
	for i, key := range n.keys {
		m, ok := matchKey(key, wanted)
		if !ok || m.rank > best.rank || m.rank == best.rank && m.score <= best.score {
			continue
		}
		m.name = n
		if i > 0 {
			m.by = n.also[i-1]
		}
		best = m
	}
	return best, best.rank <= lettersInOrder
}

func matchKey(key, wanted string) (pickMatch, bool) {
	switch at := strings.Index(key, wanted); {
	case key == wanted:
		return pickMatch{rank: wholeName}, true
	case at == 0:
		return pickMatch{rank: nameStart, score: -len(key)}, true
	case at > 0 && !wordBefore(key, at):
		return pickMatch{rank: wordStart, score: -len(key)}, true
	case at > 0:
		return pickMatch{rank: namePart, score: -len(key)}, true
	}
	if found := fuzzy.Find(wanted, []string{key}); len(found) > 0 {
		return pickMatch{rank: lettersInOrder, score: found[0].Score}, true
	}
	return pickMatch{}, false
}

// wordBefore tells whether a letter or digit stands before a place.
func wordBefore(key string, at int) bool { return !strings.ContainsRune(" -_/(.'", rune(key[at-1])) }

// do moves and marks.
func (p *picker) do(a action) {
	if p.list.do(a, oneEach) {
		p.list.settle(oneEach)
		return
	}
	if a == actMark && p.list.cursor < len(p.matches) {
		p.mark(p.matches[p.list.cursor].name.id)
		p.list.move(1)
		p.list.settle(oneEach)
	}
}

func (p *picker) mark(id string) {
	p.touched = true
	if i := slices.Index(p.marked, id); i >= 0 {
		p.marked = slices.Delete(slices.Clone(p.marked), i, i+1)
		return
	}
	p.marked = append(slices.Clone(p.marked), id)
}

func (p *picker) edit(msg tea.KeyMsg) {
	if p.input.edit(msg) {
		p.match()
	}
}

// picked gives the ids that Enter takes: the marked ones where Tab marked any,
// else the one under the cursor.
func (p *picker) picked() (ids []string, ok bool) {
	if p.touched {
		return p.marked, true
	}
	if p.list.cursor < len(p.matches) {
		return []string{p.matches[p.list.cursor].name.id}, true
	}
	return nil, false
}

// offered tells whether an id is among the values that can be picked.
func (p *picker) offered(id string) bool {
	return slices.ContainsFunc(p.names, func(n pickName) bool { return n.id == id })
}

func (p *picker) resize(width, height int) {
	p.width, p.height = width, height
	p.list.room = max(1, height-2)
	p.list.settle(oneEach)
}

func (p *picker) draw(th *theme) []string {
	l := th.line(p.width)
	l.gap(1)
	l.put(th.key, "> ")
	p.input.draw(l, th, l.left()-1)
	lines := []string{l.end(), newLine(p.width).end()}
	switch {
	case !p.loaded:
		lines = append(lines, drawMessage(th, []string{"Reading the names …"}, p.width, max(1, p.height-2))[1:]...)
	case len(p.matches) == 0:
		text := fmt.Sprintf("No %s is called “%s”.", p.noun, store.Printable(p.input.text()))
		lines = append(lines, drawMessage(th, []string{text, "Names, aliases and codes are searched."}, p.width, max(1, p.height-2))[1:]...)
	}
	for i := p.list.top; i < len(p.matches) && len(lines) < p.height; i++ {
		lines = append(lines, p.drawMatch(th, p.matches[i], i == p.list.cursor))
	}
	return blank(lines, p.width, p.height)
}

func (p *picker) drawMatch(th *theme, m pickMatch, here bool) string {
	l := th.line(p.width)
	cursorMark(l, th, here, true)
	if slices.Contains(p.marked, m.name.id) {
		l.put(th.key, "●")
	} else {
		l.gap(1)
	}
	l.gap(1)
	counts := fmt.Sprintf("%d", m.name.count.AllEvents)
	if m.name.count.AllQuotes > 0 {
		counts += countOfQuotes(th, m.name.count.AllQuotes)
	}
	if rightToLeft(m.name.name) || rightToLeft(m.by) {
		l.put(th.dim, counts+"  ")
		l.put(rowStyle(th, here), m.name.name)
		l.put(th.dim, "  "+m.by)
		return l.end()
	}
	room := l.left() - cells.Width(counts) - 2
	before := l.taken
	s := rowStyle(th, here)
	if m.name.count.AllEvents+m.name.count.AllQuotes == 0 && !here {
		s = th.dim
	}
	l.putIn(s, m.name.name, room)
	if left := room - (l.taken - before); m.by != "" && left > 4 {
		l.putIn(th.dim, "  "+m.by, left)
	}
	l.to(l.width - cells.Width(counts) - 1)
	l.put(th.dim, counts)
	return l.end()
}
