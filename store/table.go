package store

import (
	"cmp"
	"slices"
	"sort"

	"fieldbrief/store/internal/bits"
	"fieldbrief/store/internal/column"
	"fieldbrief/store/internal/posting"
)

// A table holds what a filter looks at in all events of a library, a column
// after the other. An event's place in the table, its ordinal, follows from its
// number. Facet values are known by their numbers in the index; none is one
// above the last of them.
type table struct {
	size           int
	days           []tableDay   // with events, ascending
	dense          posting.Days // of those days whose events take the places from 0 on
	kinds          []eventClass
	class          column.Codes
	province       column.Codes
	actors         []column.Pair // first: actor, nobody, or crowd; second: actor, nobody, or a place among the crowds
	nobody         uint16
	crowd          uint16 // marks an event whose actors are among the crowds
	crowds         crowds
	span           column.Short // days after the first
	killed         column.Short
	exact          map[int]days // of events whose day in the table is not their first
	unknown        bits.Set     // events without a number of killed; nil: none
	minimum        bits.Set     // events whose number of killed is a minimum; nil: none
	shared         []sharedToll // ascending
	months         []tableMonth
	casualtyCounts []int32     // events of kind CasualtyCount, ascending
	values         [facets]int // how many there are
}

// tableDay is a day with the ordinal of its first event. Places is nil where
// the events take the places from 0 on.
type tableDay struct {
	day         uint32
	base, count int
	places      []uint32
}

// eventClass joins source and kind: events have few pairs of them.
type eventClass struct{ source, kind int32 }

type sharedToll struct {
	ordinal int
	toll    number
}

// tableMonth is a stretch of ordinals whose first days are in one month.
type tableMonth struct {
	month      int32 // counted from January of the year 0
	start, end int
}

// maxSingle is how many actors' numbers fit the columns of actors. Those above
// count as ones of a crowd.
const maxSingle = 1<<16 - 2

// crowds holds the actors of events that have more than two. Ordinals come in
// segments, each with its first crowd, so that a place within it fits 16 bits.
type crowds struct {
	held     bits.Set // the events; nil: none
	segments []int    // first crowd of each segment
	starts   []int32  // of each crowd in actors, and the end
	actors   []int32
}

const segmentBits = 16

func (c *crowds) of(ordinal int, place uint16) []int32 {
	n := c.segments[ordinal>>segmentBits] + int(place)
	return c.actors[c.starts[n]:c.starts[n+1]]
}

// among tells whether some of n events are crowds.
func (c *crowds) among(start, n int) bool {
	end := min((start+n)>>6, len(c.held))
	return start>>6 < end && slices.ContainsFunc(c.held[start>>6:end], func(w uint64) bool { return w != 0 })
}

// add adds the actors of an event, whose ordinal is above all before, and gives
// the place of its crowd.
func (c *crowds) add(ordinal int, actors []int32) uint16 {
	for ordinal>>segmentBits >= len(c.segments) {
		c.segments = append(c.segments, len(c.starts)-1)
	}
	c.held = withMember(c.held, ordinal)
	c.actors = append(c.actors, actors...)
	c.starts = append(c.starts, int32(len(c.actors)))
	return uint16(len(c.starts) - 2 - c.segments[ordinal>>segmentBits])
}

// newTable makes a table with room for its events, and nothing in it.
func newTable(values [facets]int, size int) *table {
	actors := min(values[actorFacet], maxSingle)
	return &table{
		size: size, values: values, exact: make(map[int]days),
		class:    column.NewCodes(size, uint32((values[sourceFacet]+1)*(values[kindFacet]+1))),
		province: column.NewCodes(size, uint32(values[provinceFacet])),
		actors:   make([]column.Pair, size),
		nobody:   uint16(actors), crowd: uint16(actors + 1), crowds: crowds{starts: []int32{0}},
		span: column.NewShort(size), killed: column.NewShort(size),
	}
}

// setActors sets the actors' columns of an event; numbers are ascending, each
// once. It tells whether they fit: where they do not, the event is marked as one
// of a crowd, to be added to them.
func (t *table) setActors(ordinal int, actors []int32) bool {
	a, b := t.nobody, t.nobody
	n := len(actors)
	if n > 2 || n > 0 && actors[n-1] >= maxSingle {
		t.actors[ordinal][0] = t.crowd
		return false
	}
	if n > 0 {
		a = uint16(actors[0])
	}
	if n > 1 {
		b = uint16(actors[1])
	}
	t.actors[ordinal] = column.Pair{a, b}
	return true
}

// addFigures keeps what the number of killed of an event rests on.
func (t *table) addFigures(ordinal int, f column.Figures) {
	switch f {
	case column.NoFigure:
		t.unknown = withMember(t.unknown, ordinal)
	case column.Minimum:
		t.minimum = withMember(t.minimum, ordinal)
	}
}

// withMember adds to a set that grows.
func withMember(set bits.Set, ordinal int) bits.Set {
	if n := ordinal>>6 + 1; n > len(set) {
		set = append(set, make(bits.Set, n-len(set))...)
	}
	set.Add(ordinal)
	return set
}

// figuresOf tells what the number of killed of an event rests on.
func (t *table) figuresOf(ordinal int) column.Figures {
	switch {
	case ordinal>>6 < len(t.unknown) && t.unknown.Has(ordinal):
		return column.NoFigure
	case ordinal>>6 < len(t.minimum) && t.minimum.Has(ordinal):
		return column.Minimum
	}
	return column.Given
}

// actorsOf gives the actors of an event.
func (t *table) actorsOf(ordinal int) []int32 {
	switch a, b := t.actors[ordinal][0], t.actors[ordinal][1]; {
	case a == t.crowd:
		return t.crowds.of(ordinal, b)
	case a == t.nobody:
		return nil
	case b == t.nobody:
		return []int32{int32(a)}
	default:
		return []int32{int32(a), int32(b)}
	}
}

// finish makes what is worked out from the columns.
func (t *table) finish() {
	t.layDays()
	var month int32
	var next Day // the first that is not in the month any more
	for i, d := range t.days {
		end := t.size
		if i+1 < len(t.days) {
			end = t.days[i+1].base
		}
		switch {
		case d.day == undatedDay:
		case d.day == 0 || d.day == lateDay:
			for ordinal := d.base; ordinal < end; ordinal++ {
				t.addToMonth(monthNumber(t.dates(ordinal, d.day)), ordinal, ordinal+1)
			}
		default:
			if Day(d.day) >= next {
				month = monthOfDay(Day(d.day))
				next = monthStart(month + 1)
			}
			t.addToMonth(month, d.base, end)
		}
	}
	slices.SortStableFunc(t.months, func(a, b tableMonth) int { return cmp.Compare(a.month, b.month) })
}

// findCounts lists the events of a kind that holds casualty counts.
func (t *table) findCounts(kind int32) {
	t.casualtyCounts = nil
	if kind == none || !slices.ContainsFunc(t.kinds, func(k eventClass) bool { return k.kind == kind }) {
		return
	}
	set := t.ofClass(func(k eventClass) bool { return k.kind == kind })
	for ordinal := range set.Each {
		t.casualtyCounts = append(t.casualtyCounts, int32(ordinal))
	}
}

// layDays lists the days whose ordinals follow at once from their numbers. Those
// before all that are counted and the undated are left out: they lie too far off.
func (t *table) layDays() {
	counted := t.days
	if len(counted) > 0 && counted[0].day == 0 {
		counted = counted[1:]
	}
	for len(counted) > 0 && counted[len(counted)-1].day >= lateDay {
		counted = counted[:len(counted)-1]
	}
	if len(counted) == 0 {
		return
	}
	t.dense.First = counted[0].day
	t.dense.Of = make([]posting.Day, counted[len(counted)-1].day-t.dense.First+1)
	for _, d := range counted {
		if d.places == nil {
			t.dense.Of[d.day-t.dense.First] = posting.Day{Base: uint32(d.base), Count: uint32(d.count)}
		}
	}
}

// day finds a day, nil where it has no events.
func (t *table) day(day uint32) *tableDay {
	n, found := slices.BinarySearchFunc(t.days, day, func(d tableDay, day uint32) int { return cmp.Compare(d.day, day) })
	if !found {
		return nil
	}
	return &t.days[n]
}

func (t *table) addToMonth(month int32, start, end int) {
	if n := len(t.months); n > 0 && t.months[n-1].month == month && t.months[n-1].end == start {
		t.months[n-1].end = end
		return
	}
	t.months = append(t.months, tableMonth{month, start, end})
}

// dates gives the days of an event.
func (t *table) dates(ordinal int, day uint32) days {
	if d, ok := t.exact[ordinal]; ok {
		return d
	}
	if day == undatedDay {
		return days{MaxDay, MaxDay}
	}
	return days{Day(day), Day(day) + Day(t.span.At(ordinal))}
}

// dayOf gives the day that an ordinal lies on.
func (t *table) dayOf(ordinal int) tableDay {
	return t.days[sort.Search(len(t.days), func(i int) bool { return t.days[i].base > ordinal })-1]
}

// firstFrom gives the ordinal of the first event that does not begin before a
// day; the size of the table where there is none.
func (t *table) firstFrom(day Day) int {
	n, _ := slices.BinarySearchFunc(t.days, countedDay(day), func(d tableDay, day uint32) int { return cmp.Compare(d.day, day) })
	if n == len(t.days) {
		return t.size
	}
	return t.days[n].base
}

// number gives the number of an ordinal.
func (t *table) number(ordinal int) number {
	d := t.dayOf(ordinal)
	place := uint32(ordinal - d.base)
	if d.places != nil {
		place = d.places[place]
	}
	return d.day<<placeBits | place
}

// ordinal gives the place of a number, and whether it has one.
func (t *table) ordinal(n number) (int, bool) {
	d := t.day(n >> placeBits)
	if d == nil {
		return 0, false
	}
	place := int(n & (dayPlaces - 1))
	if d.places != nil {
		at, found := slices.BinarySearch(d.places, uint32(place))
		return d.base + at, found
	}
	return d.base + place, place < d.count
}

// addRun puts the ordinals of a run of numbers of one day into a set. It tells
// whether there are such events.
func (t *table) addRun(set bits.Set, start number, length uint32) bool {
	d := t.day(start >> placeBits)
	if d == nil {
		return false
	}
	place := start & (dayPlaces - 1)
	if d.places != nil {
		return d.addPlaces(set, place, length)
	}
	end := int(place + length)
	if end > d.count {
		return false
	}
	if length == 1 {
		set.Add(d.base + int(place))
	} else {
		set.AddRange(d.base+int(place), d.base+end)
	}
	return true
}

func (d *tableDay) addPlaces(set bits.Set, place, length uint32) bool {
	at, _ := slices.BinarySearch(d.places, place)
	for i := range length {
		if at >= len(d.places) || d.places[at] != place+i {
			return false
		}
		set.Add(d.base + at)
		at++
	}
	return true
}
