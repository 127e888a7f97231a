package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"fieldbrief/store/internal/text"
)

// names finds the records that bear a name. A facet's directory is made when it
// is first asked for.
type names struct {
	facets map[Facet]func() *directory
}

// directory holds the names of one facet's values.
type directory struct {
	entries []nameEntry
	byKey   map[string][]int // folded name, alias or id → entries
	byID    map[string]int
}

type nameEntry struct {
	id, name string
	group    string // an actor's kind, a province's country
	keys     []string
}

func newNames(x *index) *names {
	return &names{facets: map[Facet]func() *directory{
		BySource: sync.OnceValue(x.sourceNames), ByProvince: sync.OnceValue(x.provinceNames),
		ByActor: sync.OnceValue(x.actorNames), ByKind: sync.OnceValue(x.kindNames),
	}}
}

func (x *index) sourceNames() *directory {
	d := newDirectory()
	for _, s := range x.sources {
		d.add(nameEntry{id: s.ID, name: s.ID}, s.Title)
	}
	return d
}

func (x *index) provinceNames() *directory {
	d := newDirectory()
	for _, p := range x.provinces {
		d.add(nameEntry{id: p.ID, name: p.Name, group: p.Country}, append([]string{p.Code}, p.Aliases...)...)
	}
	return d
}

func (x *index) actorNames() *directory {
	d := newDirectory()
	for _, a := range x.actors {
		d.add(nameEntry{id: a.ID, name: a.Name, group: string(a.Kind)}, slices.Concat(a.Aliases, a.Sic)...)
	}
	return d
}

func (x *index) kindNames() *directory {
	d := newDirectory()
	kinds := append(EventKinds(), x.kinds...)
	slices.Sort(kinds)
	for _, k := range slices.Compact(kinds) {
		d.add(nameEntry{id: k, name: k})
	}
	return d
}

func newDirectory() *directory {
	return &directory{byKey: make(map[string][]int), byID: make(map[string]int)}
}

func (d *directory) add(e nameEntry, aliases ...string) {
	n := len(d.entries)
	d.byID[e.id] = n
	for _, name := range append([]string{e.id, e.name}, aliases...) {
		if key := nameKey(name); key != "" && !slices.Contains(e.keys, key) {
			e.keys = append(e.keys, key)
			d.byKey[key] = append(d.byKey[key], n)
		}
	}
	d.entries = append(d.entries, e)
}

// nameKey is what two spellings of a name have in common: its folded words,
// apostrophes within them left out.
func nameKey(name string) string {
	folded := strings.ReplaceAll(Fold(name), "'", "")
	var words []string
	for _, w := range text.Words(folded) {
		words = append(words, w.Text)
	}
	if words == nil {
		return folded
	}
	return strings.Join(words, " ")
}

// find gives the entries of a name; an id stands for its own entry alone.
func (d *directory) find(name string) []nameEntry {
	if n, ok := d.byID[name]; ok {
		return []nameEntry{d.entries[n]}
	}
	var found []nameEntry
	for _, n := range d.byKey[nameKey(name)] {
		found = append(found, d.entries[n])
	}
	return found
}

// Resolve turns the names in a filter's choices into ids: names, aliases and
// ids match whole, folded. A name that several records bear stands for all of
// them, which a note says. An unknown name is an *UnknownNameError.
func (l *Library) Resolve(f Filter) (Filter, []string, error) {
	var notes []string
	for _, facet := range []Facet{BySource, ByProvince, ByActor, ByKind} {
		c := f.choice(facet)
		chosen, chosenNotes, err := l.names.resolve(facet, c.Chosen, f.AllActors)
		if err != nil {
			return f, nil, err
		}
		excluded, excludedNotes, err := l.names.resolve(facet, c.Excluded, false)
		if err != nil {
			return f, nil, err
		}
		f = f.with(facet, Choice{chosen, excluded})
		notes = append(notes, append(chosenNotes, excludedNotes...)...)
	}
	return f, notes, nil
}

func (n *names) resolve(facet Facet, values []string, all bool) (ids, notes []string, err error) {
	for _, v := range values {
		entries, name, err := n.lookup(facet, v)
		if err != nil {
			return nil, nil, err
		}
		if len(entries) > 1 {
			notes = append(notes, sharedName(name, entries, all && facet == ByActor))
		}
		for _, e := range entries {
			ids = append(ids, e.id)
		}
	}
	return ids, notes, nil
}

// lookup finds the entries of one value of a choice.
func (n *names) lookup(facet Facet, value string) ([]nameEntry, string, error) {
	d := n.facets[facet]()
	actor, name := "", value
	if facet == ByActor {
		if _, ok := d.byID[value]; !ok {
			actor, name = mark(value)
		}
	}
	found := d.find(name)
	if len(found) == 0 && facet == ByProvince {
		found = d.find(withoutSuffix(name))
	}
	if fit := marked(found, actor); len(fit) > 0 {
		return fit, name, nil
	}
	return nil, name, d.unknown(facet, actor, name, found)
}

// withoutSuffix drops the word that says what a province is.
func withoutSuffix(name string) string {
	words := strings.Fields(name)
	if n := len(words); n > 1 && Fold(words[n-1]) == "province" {
		return strings.Join(words[:n-1], " ")
	}
	return name
}

// marked keeps the entries that fit an actor's mark.
func marked(entries []nameEntry, mark string) []nameEntry {
	return slices.DeleteFunc(slices.Clone(entries), func(e nameEntry) bool { return !e.fits(mark) })
}

func (e nameEntry) fits(mark string) bool {
	switch mark {
	case groupMark:
		return e.group != string(Person)
	case personMark:
		return e.group == string(Person)
	}
	return true
}

// sharedName says what a name borne by several records stands for.
func sharedName(name string, entries []nameEntry, all bool) string {
	var labels []string
	for _, e := range entries {
		label := e.name
		if e.group != "" {
			label += " (" + e.group + ")"
		}
		labels = append(labels, Printable(label))
	}
	taken := "any of them counts"
	if all {
		taken = "all of them are asked for"
	}
	return fmt.Sprintf("%q is the name of %d records, %s: %s; give an id to choose one", Printable(name), len(entries), strings.Join(labels, ", "), taken)
}

// unknown makes the error for a name that no entry bears; elsewhere are the
// entries that bear it but do not fit the mark.
func (d *directory) unknown(facet Facet, mark, name string, elsewhere []nameEntry) error {
	err := &UnknownNameError{Facet: string(facet), Name: name, Nearest: d.nearest(name, mark)}
	if mark != "" {
		err.Facet = strings.TrimSuffix(mark, ":")
	}
	if len(elsewhere) > 0 {
		is := "a person: choose it by person"
		if mark == personMark {
			is = "no person: choose it by group"
		}
		err.Hint = fmt.Sprintf("%s is %s", Printable(elsewhere[0].name), is)
		err.Nearest = nil
	}
	return err
}

// maxNearest is how many names are offered for an unknown one.
const maxNearest = 3

// nearest gives the names that come closest to a name, best first.
func (d *directory) nearest(name, mark string) []string {
	type candidate struct {
		name     string
		distance int
	}
	key := nameKey(name)
	var close []candidate
	for _, e := range d.entries {
		if dist, ok := e.distance(key); ok && e.fits(mark) {
			close = append(close, candidate{Printable(e.name), dist})
		}
	}
	slices.SortStableFunc(close, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.name, b.name))
	})
	var names []string
	for _, c := range close {
		if len(names) < maxNearest && !slices.Contains(names, c.name) {
			names = append(names, c.name)
		}
	}
	return names
}

// distance gives how far an entry's closest name is from key, and whether that
// is near: a third of the letters wrong, or key found at the start of a word.
func (e nameEntry) distance(key string) (int, bool) {
	best, near := 0, false
	for _, k := range e.keys {
		d := text.Distance(key, k)
		ok := d <= max(1, len([]rune(key))/3)
		if len(key) > 2 && strings.Contains(" "+k, " "+key) {
			d, ok = 1, true
		}
		if ok && (!near || d < best) {
			best, near = d, true
		}
	}
	return best, near
}
