package tui

import (
	"slices"

	"fieldbrief/store"
)

// A facetPane lists the values of a facet with their counts. Where all values
// fit they keep their places; else the chosen stand first, then come the
// others by count, and those without records fold into one line. The heading
// of the value at the top stays above it.
type facetPane struct {
	list
	shape facetShape
	title string
	facetView

	rows     []facetRow
	held     string // the value the reader put the cursor on
	unfolded bool
	names    nameFilter // narrows the list by name
	marks    *marking
	grid     tileMap // of the provinces, in place of the list
	width    int
	height   int
}

func (p *facetPane) name() string { return p.title }

// tally counts the values that have records under the filter, or those that a
// typed name leaves.
func (p *facetPane) tally() (n, of int) {
	if p.names.on() {
		return p.names.found, len(p.values)
	}
	return p.known.withRecords, len(p.values)
}

// allLines gives the lines of every value and heading, or more than there is
// room for.
func (p *facetPane) allLines() int { return max(len(p.inPlace), len(p.values)) }

// foldedLines gives the lines where values without records are folded.
func (p *facetPane) foldedLines() int {
	n := len(p.listed) + min(1, len(p.rest))
	if p.unfolded {
		n += len(p.rest)
	}
	return n
}

// set takes new counts; the cursor stays on its value, or goes to another while
// that one has no records.
func (p *facetPane) set(v facetView) {
	p.facetView = v
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
	if row < 0 || row >= len(p.rows) || p.rows[row].value == nil {
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
	height -= p.names.lines()
	changed := p.height != height
	p.width, p.height, p.room = width, height, max(1, height)
	if changed {
		p.arrange()
	}
	p.settleRows()
}

func oneEach(int, bool) int { return 1 }

// settleRows brings the cursor into view: with the first value the heading
// above it, and never below the heading that stays at the top.
func (p *facetPane) settleRows() {
	p.settle(oneEach)
	switch {
	case p.cursor <= 1 && p.room > 1:
		p.top = 0
	case p.cursor == p.top && p.covered():
		p.top--
	}
}

// covered tells that the heading of the row at the top stands in its place.
func (p *facetPane) covered() bool {
	return p.room > 1 && p.top < len(p.rows) && p.rows[p.top].above >= 0
}

// arrange lays the rows out anew.
func (p *facetPane) arrange() {
	at := p.idAt(p.cursor)
	switch {
	case p.names.on():
		p.rows = p.names.narrow(&p.facetView)
	case p.allLines() <= p.height && len(p.values) <= mostInPlace:
		p.rows = p.inPlace
	default:
		p.rows = p.folded()
	}
	p.n = len(p.rows)
	p.putCursor(at)
	p.settleRows()
}

// folded gives what is listed, and below it, under a heading of their own, the
// values without records: as many as there is room for, the others as one line.
func (p *facetPane) folded() []facetRow {
	if len(p.rest) == 0 {
		return p.listed
	}
	rows := slices.Clip(p.listed)
	if p.unfolded {
		return append(append(rows, facetRow{folded: len(p.rest), above: -1}), p.rest...)
	}
	room, above := p.height-len(rows), len(rows)
	switch {
	case room > len(p.rest):
		return appendBelow(rows, withoutRecords, p.rest)
	case room < 3:
		return append(rows, facetRow{folded: len(p.rest), above: -1})
	}
	rows = appendBelow(rows, withoutRecords, p.rest[:room-2])
	return append(rows, facetRow{folded: len(p.rest) - room + 2, above: above})
}

// appendBelow adds values below a heading.
func appendBelow(rows []facetRow, heading string, values []facetRow) []facetRow {
	above := len(rows)
	rows = append(rows, facetRow{heading: heading, total: -1, above: -1})
	for _, r := range values {
		r.above = above
		rows = append(rows, r)
	}
	return rows
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
		for p.cursor >= 0 && p.cursor < len(p.rows) && p.rows[p.cursor].id() == "" {
			p.cursor += step
		}
		if p.cursor >= 0 && p.cursor < len(p.rows) {
			return
		}
		step = -step
		p.to(p.cursor)
	}
}

func (p *facetPane) more() (above, below bool) {
	if p.mapped() {
		return false, false
	}
	return p.hidden(oneEach)
}

func (p *facetPane) chosen() ref {
	if p.mapped() {
		return ref{store.ProvinceRecord, p.grid.at}
	}
	if p.cursor >= len(p.rows) || p.rows[p.cursor].value == nil {
		return ref{}
	}
	return ref{p.shape.record(), p.rows[p.cursor].value.ID}
}

// record tells what a facet's values are.
func (s facetShape) record() store.RecordType {
	if s.facet == store.ByProvince {
		return store.ProvinceRecord
	}
	return store.ActorRecord
}

func (p *facetPane) do(a action) intent {
	if p.mapped() && p.moveTile(a) || !p.mapped() && p.move(a) {
		return intent{}
	}
	at := p.chosen()
	if at.none() {
		if (a == actOpen || a == actToggle) && p.idAt(p.cursor) == foldID {
			p.fold()
		}
		return intent{}
	}
	switch a {
	case actToggle:
		return intent{toggleValue, p.shape.facet, at.id}
	case actOnly:
		return intent{onlyValue, p.shape.facet, at.id}
	case actExclude:
		return intent{excludeValue, p.shape.facet, at.id}
	case actOpen:
		return intent{kind: openRecord}
	case actSource:
		return intent{kind: openSource}
	}
	return intent{}
}

// move moves the cursor among the values; ok tells whether the action is one of
// moving. A page is less where a heading stays at the top, and another may be
// stepped over.
func (p *facetPane) move(a action) (ok bool) {
	before, moving := p.cursor, p.list
	if p.covered() || len(p.rows) > 0 && p.rows[0].heading != "" {
		moving.room = max(1, moving.room-2)
	}
	if !moving.do(a, oneEach) {
		return false
	}
	p.cursor = moving.cursor
	step := 1
	if p.cursor < before {
		step = -1
	}
	p.leaveHeading(step)
	p.held = p.idAt(p.cursor)
	return true
}

// heading goes to the first value below the next heading, or below the one
// before: first the one it stands below.
func (p *facetPane) heading(by int) (ok bool) {
	start := p.cursor + by
	if by < 0 && p.cursor > 0 && p.rows[p.cursor-1].heading != "" {
		start-- // the cursor stands on the first value below a heading
	}
	for row := start; row >= 0 && row+1 < len(p.rows); row += by {
		if p.rows[row].heading != "" {
			p.to(row + 1)
			p.held = p.idAt(p.cursor)
			return true
		}
	}
	if by < 0 && p.cursor > 0 && p.rows[0].value != nil { // what is chosen stands first, without a heading
		p.to(0)
		p.held = p.idAt(0)
		return true
	}
	return false
}

// fold folds the values without records, or unfolds them into view.
func (p *facetPane) fold() {
	p.unfolded = !p.unfolded
	p.arrange()
	p.putCursor(foldID)
	if p.unfolded {
		p.top = p.cursor
	}
	p.settleRows()
}

// show puts the cursor on a value: the pane is unfolded where that is folded
// away, and no name narrows it.
func (p *facetPane) show(id string) {
	if _, ok := p.tiles[id]; ok && p.mapped() {
		p.toTile(id)
		return
	}
	p.grid = tileMap{}
	for range 2 {
		if p.putCursor(id); p.idAt(p.cursor) == id {
			break
		}
		p.unfolded = true
		p.names.end()
		p.arrange()
	}
	p.held = p.idAt(p.cursor)
	p.settleRows()
}

func (p *facetPane) click(y int) (again bool, in intent) {
	y -= p.names.lines()
	row := p.top + y
	if y < 0 || y == 0 && p.covered() || row >= len(p.rows) || p.rows[row].id() == "" {
		return false, intent{}
	}
	again = row == p.cursor
	p.list.to(row)
	p.held = p.idAt(row)
	return again, intent{}
}
