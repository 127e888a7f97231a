package tui

import (
	"cmp"
	"slices"
	"strconv"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A facetPane lists the values of a facet with their counts. Where all values
// fit they keep their places; else the chosen stand first, then come the
// others by count, and those without records fold into one line.
type facetPane struct {
	list
	facet    store.Facet
	title    string
	values   []store.Count // base order
	choice   store.Choice
	sections []section
	keep     bool // values that the source names stay in sight without records

	rows     []facetRow
	held     string // the value the reader put the cursor on
	known    facetSums
	unfolded bool
	width    int
	height   int
}

// A section is a heading and the groups of values below it.
type section struct {
	title  string
	groups []string
}

func actorSections() []section {
	return []section{
		{"Groups and organisations", []string{string(store.ArmedGroup), string(store.Organisation)}},
		{"Governments", []string{string(store.Government)}},
		{"People", []string{string(store.Person)}},
		{"Unnamed", []string{string(store.Unnamed)}},
	}
}

// A facetRow is a line of the pane: a value, a heading or the folded rest.
type facetRow struct {
	value   store.Count
	name    string // of the value or the heading, fit for the screen
	heading bool
	folded  int // how many values the line stands for
}

// foldID stands for the line of folded values where ids are compared.
const foldID = "\x00fold"

func (r facetRow) id() string {
	if r.folded > 0 {
		return foldID
	}
	return r.value.ID
}

func (p *facetPane) name() string { return p.title }

// tally counts the values that have records under the filter.
func (p *facetPane) tally() (n, of int) { return p.known.withRecords, len(p.values) }

// facetSums is what a pane knows of all its values: there may be thousands, and
// a frame must not go through them.
type facetSums struct {
	withRecords  int    // values that have records under the filter
	inSightLines int    // lines without any filter, so that the pane's place does not change with one
	allLines     int    // lines of every value and heading
	foldedLines  int    // lines where those without records are folded
	widths       uint64 // bit n: there is a name of n cells
	columns      facetColumns
}

func (p *facetPane) sum() facetSums {
	s := facetSums{allLines: len(p.inPlace()), foldedLines: len(p.byCount()), columns: facetColumns{events: 1}}
	quotes := 0
	for _, v := range p.values {
		if v.Events+v.Quotes > 0 {
			s.withRecords++
		}
		if v.AllEvents+v.AllQuotes > 0 || p.keep && v.Named {
			s.inSightLines++
		}
		s.columns.most = max(s.columns.most, v.Events)
		s.columns.events = max(s.columns.events, len(strconv.Itoa(v.AllEvents)))
		quotes = max(quotes, v.AllQuotes)
		s.widths |= 1 << min(63, cells.Width(printable(v.Name)))
	}
	if quotes > 0 {
		s.columns.quotes = 1 + len(strconv.Itoa(quotes))
	}
	s.inSightLines += min(1, len(p.values)-s.inSightLines)
	return s
}

// set takes new counts; the cursor stays on its value, or goes to another while
// that one has no records.
func (p *facetPane) set(values []store.Count, choice store.Choice) {
	p.values, p.choice = values, choice
	p.known = p.sum()
	p.arrange()
	if p.worth(p.rowOf(p.held)) {
		p.putCursor(p.held)
	} else if !p.worth(p.cursor) {
		p.cursor = p.nearestWorth()
	}
	p.settleRows()
}

// worth tells whether a row is a value that has records or is a part of the
// filter.
func (p *facetPane) worth(row int) bool {
	if row < 0 || row >= len(p.rows) || p.rows[row].heading || p.rows[row].folded > 0 {
		return false
	}
	v := p.rows[row].value
	return v.Events+v.Quotes > 0 || p.marked(v.ID)
}

// nearestWorth gives the row of a value worth standing on that is nearest to the
// cursor, the cursor's own where there is none.
func (p *facetPane) nearestWorth() int {
	for away := range p.rows {
		for _, row := range []int{p.cursor + away, p.cursor - away} {
			if p.worth(row) {
				return row
			}
		}
	}
	return p.cursor
}

// rowOf gives the row of an id, -1 where it has none.
func (p *facetPane) rowOf(id string) int {
	return slices.IndexFunc(p.rows, func(r facetRow) bool { return id != "" && r.id() == id })
}

func (p *facetPane) resize(width, height int) {
	changed := p.height != height
	p.width, p.height, p.room = width, height, max(1, height)
	if changed {
		p.arrange()
	}
	p.settleRows()
}

func oneEach(int, bool) int { return 1 }

// settleRows brings the cursor into view, and with the first value the heading
// above it.
func (p *facetPane) settleRows() {
	p.settle(oneEach)
	if p.cursor <= 1 && p.room > 1 {
		p.top = 0
	}
}

// arrange lays the rows out anew.
func (p *facetPane) arrange() {
	at := p.idAt(p.cursor)
	p.rows = p.inPlace()
	if len(p.rows) > p.height {
		p.rows = p.byCount()
	}
	p.n = len(p.rows)
	p.putCursor(at)
	p.settleRows()
}

func (p *facetPane) idAt(row int) string {
	if row < 0 || row >= len(p.rows) {
		return ""
	}
	return p.rows[row].id()
}

// putCursor puts the cursor on the row of an id, else on the nearest value.
func (p *facetPane) putCursor(id string) {
	if row := p.rowOf(id); row >= 0 {
		p.cursor = row
		return
	}
	p.to(p.cursor)
	p.leaveHeading(1)
}

// leaveHeading moves the cursor off a heading.
func (p *facetPane) leaveHeading(step int) {
	for range 2 {
		for p.cursor >= 0 && p.cursor < len(p.rows) && p.rows[p.cursor].heading {
			p.cursor += step
		}
		if p.cursor >= 0 && p.cursor < len(p.rows) {
			return
		}
		step = -step
		p.to(p.cursor)
	}
}

// inPlace lists every value under its section, in base order.
func (p *facetPane) inPlace() []facetRow {
	var rows []facetRow
	for _, s := range p.sectionsOf(p.values) {
		rows = append(rows, p.section(s, func(store.Count) bool { return true })...)
	}
	return rows
}

// byCount lists what is chosen, then the sections without the values that have
// nothing, then those, folded.
func (p *facetPane) byCount() []facetRow {
	var rows, rest []facetRow
	sorted := slices.Clone(p.values)
	slices.SortStableFunc(sorted, func(a, b store.Count) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(b.Quotes, a.Quotes))
	})
	for _, v := range sorted {
		if p.marked(v.ID) {
			rows = append(rows, valueRow(v))
		}
	}
	for _, s := range p.sectionsOf(sorted) {
		rows = append(rows, p.section(s, func(v store.Count) bool { return !p.marked(v.ID) && p.inSight(v) })...)
	}
	for _, v := range p.values {
		if !p.marked(v.ID) && !p.inSight(v) {
			rest = append(rest, valueRow(v))
		}
	}
	if len(rest) == 0 {
		return rows
	}
	rows = append(rows, facetRow{folded: len(rest)})
	if p.unfolded {
		rows = append(rows, rest...)
	}
	return rows
}

func (p *facetPane) inSight(v store.Count) bool {
	return v.Events+v.Quotes > 0 || p.keep && v.Named
}

func (p *facetPane) marked(id string) bool {
	return slices.Contains(p.choice.Chosen, id) || slices.Contains(p.choice.Excluded, id)
}

type sectionOf struct {
	title  string
	values []store.Count
}

// sectionsOf divides values by section; one without title where there are no
// sections and a single group.
func (p *facetPane) sectionsOf(values []store.Count) []sectionOf {
	if p.sections == nil {
		return byGroup(values)
	}
	divided := make([]sectionOf, len(p.sections)+1)
	divided[len(p.sections)].title = "Others"
	for _, v := range values {
		i := p.sectionIndex(v.Group)
		divided[i].values = append(divided[i].values, v)
	}
	for i, s := range p.sections {
		divided[i].title = s.title
	}
	return divided
}

// sectionIndex gives the section of a group, the one after the last for a
// group that has none.
func (p *facetPane) sectionIndex(group string) int {
	i := slices.IndexFunc(p.sections, func(s section) bool { return slices.Contains(s.groups, group) })
	if i < 0 {
		return len(p.sections)
	}
	return i
}

// byGroup divides values by their group, in the order of their appearance.
func byGroup(values []store.Count) []sectionOf {
	var divided []sectionOf
	places := make(map[string]int)
	for _, v := range values {
		i, ok := places[v.Group]
		if !ok {
			i = len(divided)
			places[v.Group] = i
			divided = append(divided, sectionOf{title: v.Group})
		}
		divided[i].values = append(divided[i].values, v)
	}
	if len(divided) == 1 {
		divided[0].title = ""
	}
	return divided
}

func (p *facetPane) section(s sectionOf, wanted func(store.Count) bool) []facetRow {
	var rows []facetRow
	for _, v := range s.values {
		if !wanted(v) {
			continue
		}
		if len(rows) == 0 && s.title != "" {
			rows = append(rows, facetRow{name: printable(s.title), heading: true})
		}
		rows = append(rows, valueRow(v))
	}
	return rows
}

func valueRow(v store.Count) facetRow { return facetRow{value: v, name: printable(v.Name)} }

func (p *facetPane) more() (above, below bool) { return p.hidden(oneEach) }

func (p *facetPane) chosen() ref {
	if p.cursor >= len(p.rows) || p.rows[p.cursor].folded > 0 {
		return ref{}
	}
	kind := store.ActorRecord
	if p.facet == store.ByProvince {
		kind = store.ProvinceRecord
	}
	return ref{kind, p.rows[p.cursor].value.ID}
}

func (p *facetPane) do(a action) intent {
	before := p.cursor
	if p.list.do(a, oneEach) {
		step := 1
		if p.cursor < before {
			step = -1
		}
		p.leaveHeading(step)
		p.held = p.idAt(p.cursor)
		return intent{}
	}
	at := p.chosen()
	if at.none() {
		if (a == actOpen || a == actToggle) && p.idAt(p.cursor) == foldID {
			p.unfolded = !p.unfolded
			p.known = p.sum()
			p.arrange()
			p.top = p.cursor // what unfolds comes into view
			p.settleRows()
		}
		return intent{}
	}
	switch a {
	case actToggle:
		return intent{toggleValue, p.facet, at.id}
	case actOnly:
		return intent{onlyValue, p.facet, at.id}
	case actExclude:
		return intent{excludeValue, p.facet, at.id}
	case actOpen:
		return intent{kind: openRecord}
	case actSource:
		return intent{kind: openSource}
	}
	return intent{}
}

// show puts the cursor on a value, unfolding the pane where it is folded away.
func (p *facetPane) show(id string) {
	for range 2 {
		if p.putCursor(id); p.idAt(p.cursor) == id {
			break
		}
		p.unfolded = true
		p.known = p.sum()
		p.arrange()
	}
	p.held = p.idAt(p.cursor)
	p.settleRows()
}

func (p *facetPane) click(y int) (again bool, in intent) {
	row := p.top + y
	if row < 0 || row >= len(p.rows) || p.rows[row].heading {
		return false, intent{}
	}
	again = row == p.cursor
	p.list.to(row)
	p.held = p.idAt(row)
	return again, intent{}
}
