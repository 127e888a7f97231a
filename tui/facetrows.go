package tui

import (
	"cmp"
	"slices"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A facetShape says how the values of a facet are divided.
type facetShape struct {
	facet    store.Facet
	sections []section // nil: by their group, where there are several
	keep     bool      // values that the source names stay in sight without records
}

// A section is a heading and the groups of values below it.
type section struct {
	title  string
	groups []string
}

func actorShape() facetShape {
	return facetShape{facet: store.ByActor, sections: []section{
		{"Groups and organisations", []string{string(store.ArmedGroup), string(store.Organisation)}},
		{"Governments", []string{string(store.Government)}},
		{"People", []string{string(store.Person)}},
		{"Unnamed", []string{string(store.Unnamed)}},
	}}
}

func provinceShape() facetShape { return facetShape{facet: store.ByProvince, keep: true} }

// A facetRow is a line of a facet pane: a value, a heading, or the folded rest.
type facetRow struct {
	value   *store.Count
	heading string
	total   int // of a heading: events of the values below it, -1 where they overlap
	above   int // the row of the heading it stands below, -1 for none
	folded  int // how many values the line stands for
}

// withoutRecords stands above the values without records, which would else seem to
// belong to the last heading.
const withoutRecords = "Without events here"

// foldID stands for the line of folded values where ids are compared.
const foldID = "\x00fold"

func (r facetRow) id() string {
	switch {
	case r.folded > 0:
		return foldID
	case r.value != nil:
		return r.value.ID
	}
	return ""
}

// A facetView is the values of a facet under a filter, laid out for any height.
// There may be thousands: it is made in the command that counted them.
type facetView struct {
	values  []store.Count
	choice  store.Choice
	inPlace []facetRow // every value, the order the same under every filter
	listed  []facetRow // what is chosen, then by count what is in sight
	rest    []facetRow // values without records, in the order of their divisions
	known   facetSums
	tiles   map[string]*store.Count // by id, of the provinces that stand on the map
}

// facetSums is what a pane knows of all its values: a frame must not go
// through them.
type facetSums struct {
	withRecords  int    // values that have records under the filter
	inSightLines int    // lines without any filter, so that the pane's place does not change with one
	widths       uint64 // bit n: there is a name of n cells
	groups       bool   // the values are of several groups
	columns      facetColumns
}

func newFacetView(shape facetShape, values []store.Count, choice store.Choice) facetView {
	v := facetView{values: values, choice: choice, known: shape.sum(values)}
	all := make([]*store.Count, len(values))
	for i := range values {
		all[i] = &values[i]
	}
	if shape.facet == store.ByProvince {
		v.tiles = tiled(values)
	}
	if len(values) <= mostInPlace {
		v.inPlace = shape.divide(nil, all, func(c *store.Count) int { return c.AllEvents })
	}
	chosen := v.marks()
	var marked []facetRow
	seen := make([]*store.Count, 0, len(values))
	for _, c := range byCount(all) {
		switch {
		case len(chosen) > 0 && chosen[c.ID]:
			marked = append(marked, facetRow{value: c, above: -1})
		case shape.inSight(c):
			seen = append(seen, c)
		}
	}
	v.listed = shape.divide(marked, seen, func(c *store.Count) int { return c.Events })
	v.rest = make([]facetRow, 0, len(values)-len(seen)-len(marked))
	unseen := make([]*store.Count, 0, cap(v.rest))
	for _, c := range all {
		if !shape.inSight(c) && !chosen[c.ID] {
			unseen = append(unseen, c)
		}
	}
	for _, d := range shape.divisions(unseen, func(c *store.Count) int { return c.AllEvents }) {
		for _, c := range d.values {
			v.rest = append(v.rest, facetRow{value: c, above: -1})
		}
	}
	return v
}

// mostInPlace is how many values could all be seen at once, on a very tall
// screen.
const mostInPlace = 400

func (v *facetView) marks() map[string]bool {
	marks := make(map[string]bool, len(v.choice.Chosen)+len(v.choice.Excluded))
	for _, ids := range [][]string{v.choice.Chosen, v.choice.Excluded} {
		for _, id := range ids {
			marks[id] = true
		}
	}
	return marks
}

// marked tells whether a value is chosen or excluded.
func (v *facetView) marked(id string) bool {
	return slices.Contains(v.choice.Chosen, id) || slices.Contains(v.choice.Excluded, id)
}

func (s facetShape) inSight(c *store.Count) bool {
	return c.Events+c.Quotes > 0 || s.keep && c.Named
}

// byCount sorts values by their records, as they stood where those are as many.
func byCount(values []*store.Count) []*store.Count {
	order := func(a, b *store.Count) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(b.Quotes, a.Quotes))
	}
	if slices.IsSortedFunc(values, order) {
		return values
	}
	sorted := slices.Clone(values)
	slices.SortStableFunc(sorted, order)
	return sorted
}

func (s facetShape) sum(values []store.Count) facetSums {
	k := facetSums{columns: facetColumns{events: 1}}
	quotes, widest := 0, 0
	for i := range values {
		v := &values[i]
		if v.Events+v.Quotes > 0 {
			k.withRecords++
		}
		if v.AllEvents+v.AllQuotes > 0 || s.keep && v.Named {
			k.inSightLines++
		}
		k.groups = k.groups || v.Group != values[0].Group
		k.columns.most = max(k.columns.most, v.Events)
		widest = max(widest, v.AllEvents)
		quotes = max(quotes, v.AllQuotes)
		k.widths |= 1 << min(63, cells.Width(v.Name))
	}
	k.columns.events = len(grouped(widest))
	if quotes > 0 {
		k.columns.quotes = 1 + len(grouped(quotes))
	}
	k.inSightLines += min(1, len(values)-k.inSightLines)
	return k
}

// A division is a stretch of values with a heading.
type division struct {
	title         string
	group         string
	total, weight int
	values        []*store.Count
	n             int
}

// divide lists values below the headings of their sections or groups, after
// rows that stand first; a single group needs no heading.
func (s facetShape) divide(rows []facetRow, values []*store.Count, weight func(*store.Count) int) []facetRow {
	divided := s.divisions(values, weight)
	rows = slices.Grow(rows, len(values)+len(divided))
	for _, d := range divided {
		above := -1
		if d.title != "" && len(d.values) > 0 {
			above = len(rows)
			rows = append(rows, facetRow{heading: d.title, total: d.total, above: -1})
		}
		for _, c := range d.values {
			rows = append(rows, facetRow{value: c, above: above})
		}
	}
	return rows
}

func (s facetShape) divisions(values []*store.Count, weight func(*store.Count) int) []division {
	if s.sections == nil {
		return byGroup(values, weight)
	}
	divided := make([]division, len(s.sections)+1)
	for i := range s.sections {
		divided[i] = division{title: s.sections[i].title, total: -1}
	}
	divided[len(s.sections)] = division{title: "Others", total: -1}
	spread(divided, values, func(c *store.Count) int { return s.sectionIndex(c.Group) })
	return divided
}

// sectionIndex gives the section of a group, the one after the last for a
// group that has none.
func (s facetShape) sectionIndex(group string) int {
	for i := range s.sections {
		if slices.Contains(s.sections[i].groups, group) {
			return i
		}
	}
	return len(s.sections)
}

// spread puts values into divisions, in their order.
func spread(divided []division, values []*store.Count, of func(*store.Count) int) {
	places := make([]int, len(values))
	for i, c := range values {
		places[i] = of(c)
		divided[places[i]].n++
	}
	room, at := make([]*store.Count, len(values)), 0
	for i := range divided {
		divided[i].values = room[at : at : at+divided[i].n]
		at += divided[i].n
	}
	for i, c := range values {
		d := &divided[places[i]]
		d.values = append(d.values, c)
	}
}

// byGroup divides values by their group, the weightiest first.
func byGroup(values []*store.Count, weight func(*store.Count) int) []division {
	var divided []division
	places := make(map[string]int)
	for _, c := range values {
		i, ok := places[c.Group]
		if !ok {
			i = len(divided)
			places[c.Group] = i
			divided = append(divided, division{title: cmp.Or(printable(c.Group), "No country given"), group: c.Group})
		}
		divided[i].total += c.Events
		divided[i].weight += weight(c)
	}
	if len(divided) == 1 {
		divided[0].title = ""
	}
	slices.SortStableFunc(divided, func(a, b division) int { return cmp.Compare(b.weight, a.weight) })
	for i := range divided {
		places[divided[i].group] = i
	}
	spread(divided, values, func(c *store.Count) int { return places[c.Group] })
	return divided
}
