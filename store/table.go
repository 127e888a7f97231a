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
	size     int
	days     []tableDay   // with events, ascending
	dense    posting.Days // of those days whose events take the places from 0 on
	kinds    []eventClass
	class    []uint32
	province []uint32
	first    []uint16 // actor, noActor, or crowd
	second   []uint16
	crowds   crowds
	span     short // days after the first
	killed   short
	exact    map[int]days // of events whose day in the table is not their first
	unknown  bits.Set     // events without a number of killed; nil: none
	minimum  bits.Set     // events whose number of killed is a minimum; nil: none
	shared   []sharedToll // ascending
	months   []tableMonth
	values   [facets]int // how many there are
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

// Marks in place of an actor's number. An actor whose number is as high counts
// as one of a crowd.
const (
	noActor  = 1<<16 - 1
	crowd    = 1<<16 - 2 // the second column has the place among the crowds of its segment
	maxActor = 1<<16 - 3
)

// crowds holds the actors of events that have more than two. Ordinals come in
// segments, each with its first crowd, so that a place within it fits 16 bits.
type crowds struct {
	segments []int   // first crowd of each segment
	starts   []int32 // of each crowd in actors, and the end
	actors   []int32
}

const segmentBits = 16

func (c *crowds) of(ordinal int, place uint16) []int32 {
	n := c.segments[ordinal>>segmentBits] + int(place)
	return c.actors[c.starts[n]:c.starts[n+1]]
}

// short is a column of numbers most of which are small.
type short struct {
	values []uint16
	large  map[int]uint64
}

const largeValue = 1<<16 - 1

func (s *short) add(v uint64) {
	if v >= largeValue {
		if s.large == nil {
			s.large = make(map[int]uint64)
		}
		s.large[len(s.values)] = v
		v = largeValue
	}
	s.values = append(s.values, uint16(v))
}

func (s *short) addAll(values []uint64) {
	s.values = slices.Grow(s.values, len(values))
	for _, v := range values {
		if v < largeValue {
			s.values = append(s.values, uint16(v))
		} else {
			s.add(v)
		}
	}
}

func (s *short) at(i int) uint64 {
	if v := s.values[i]; v != largeValue {
		return uint64(v)
	}
	return s.large[i]
}

func newTable(values [facets]int, size int) *table {
	return &table{
		values: values, exact: make(map[int]days), crowds: crowds{starts: []int32{0}},
		class: make([]uint32, 0, size), province: make([]uint32, 0, size), first: make([]uint16, 0, size), second: make([]uint16, 0, size),
		span: short{values: make([]uint16, 0, size)}, killed: short{values: make([]uint16, 0, size)},
	}
}

// addActors adds the actors' columns of the next event; numbers are ascending,
// each once.
func (t *table) addActors(actors ...int32) {
	ordinal := len(t.first)
	a, b := uint16(noActor), uint16(noActor)
	switch n := len(actors); {
	case n > 2 || n > 0 && actors[n-1] > maxActor:
		for ordinal>>segmentBits >= len(t.crowds.segments) {
			t.crowds.segments = append(t.crowds.segments, len(t.crowds.starts)-1)
		}
		a, b = crowd, uint16(len(t.crowds.starts)-1-t.crowds.segments[ordinal>>segmentBits])
		t.crowds.actors = append(t.crowds.actors, actors...)
		t.crowds.starts = append(t.crowds.starts, int32(len(t.crowds.actors)))
	case n == 2:
		a, b = uint16(actors[0]), uint16(actors[1])
	case n == 1:
		a = uint16(actors[0])
	}
	t.first, t.second = append(t.first, a), append(t.second, b)
}

// codeNumbers gives for each code the number of the value it stands for.
type codeNumbers struct {
	facets  [facets][]int32
	unknown bool // a code was met that stands for nothing
}

func (n *codeNumbers) number(facet int, code uint32) int32 {
	if list := n.facets[facet]; int(code) < len(list) {
		return list[code]
	}
	n.unknown = true
	return none
}

// classes numbers the pairs of source and kind.
type classes struct {
	table *table
	known [][]int32 // by source and kind, each one up; none for a pair not met
}

func (c *classes) of(k eventClass) uint32 {
	if c.known == nil {
		c.known = make([][]int32, c.table.values[sourceFacet]+1)
	}
	kinds := c.known[k.source+1]
	if kinds == nil {
		kinds = make([]int32, c.table.values[kindFacet]+1)
		for i := range kinds {
			kinds[i] = none
		}
		c.known[k.source+1] = kinds
	}
	if kinds[k.kind+1] == none {
		kinds[k.kind+1] = int32(len(c.table.kinds))
		c.table.kinds = append(c.table.kinds, k)
	}
	return uint32(kinds[k.kind+1])
}

// addMonth adds the rows of a month of columns.
func (t *table) addMonth(month uint32, m *column.Month, numbers *codeNumbers, classes *classes) {
	start := t.size
	t.size += m.Rows()
	base := start
	for _, d := range m.Days {
		if d.Count > 0 {
			t.days = append(t.days, tableDay{month<<monthBits | d.Day, base, d.Count, d.Places})
		}
		base += d.Count
	}
	t.class, t.province = longer(t.class, m.Rows()), longer(t.province, m.Rows())
	class, province := t.class[start:], t.province[start:]
	noProvince := uint32(t.values[provinceFacet])
	for i, source := range m.Source {
		class[i] = classes.of(eventClass{numbers.number(sourceFacet, source), numbers.number(kindFacet, m.Kind[i])})
		if n := numbers.number(provinceFacet, m.Province[i]); n != none {
			province[i] = uint32(n)
		} else {
			province[i] = noProvince
		}
	}
	t.addMonthActors(m, numbers)
	t.span.addAll(m.Span)
	t.killed.addAll(m.Killed)
	for _, e := range m.Exact {
		t.exact[start+e.Row] = days{Day(e.First), Day(e.Last)}
	}
	for _, f := range m.Figures {
		t.addFigures(start+f.Row, f.Figures)
	}
	for _, s := range m.Shared {
		t.shared = append(t.shared, sharedToll{start + s.Row, s.Toll})
	}
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

// longer gives a column with room for n more values.
func longer[T any](column []T, n int) []T { return slices.Grow(column, n)[:len(column)+n] }

func (t *table) addMonthActors(m *column.Month, numbers *codeNumbers) {
	more, seconds := m.More, m.B[:len(m.A)]
	t.first, t.second = slices.Grow(t.first, len(m.A)), slices.Grow(t.second, len(m.A))
	for i, a := range m.A {
		if len(more) > 0 && more[0].Row == i {
			var all []int32
			for _, code := range more[0].Actors {
				all = append(all, numbers.number(actorFacet, code))
			}
			more = more[1:]
			t.addActors(uniqueActors(all)...)
			continue
		}
		first, second := numbers.number(actorFacet, a), numbers.number(actorFacet, seconds[i])
		if uint32(second) < uint32(first) {
			first, second = second, first
		}
		if uint32(first) < uint32(second) && uint32(second) <= maxActor {
			t.first, t.second = append(t.first, uint16(first)), append(t.second, uint16(second))
			continue
		}
		t.addActors(uniqueActors([]int32{first, second})...)
	}
}

// finish makes what is worked out from the columns.
func (t *table) finish() {
	t.layDays()
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
			t.addToMonth(monthNumber(days{Day(d.day), Day(d.day)}), d.base, end)
		}
	}
	slices.SortStableFunc(t.months, func(a, b tableMonth) int { return cmp.Compare(a.month, b.month) })
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
	n := counted[len(counted)-1].day - t.dense.First + 1
	t.dense.Base, t.dense.Count = make([]int32, n), make([]int32, n)
	for i := range t.dense.Base {
		t.dense.Base[i] = none
	}
	for _, d := range counted {
		if d.places == nil {
			t.dense.Base[d.day-t.dense.First] = int32(d.base)
			t.dense.Count[d.day-t.dense.First] = int32(d.count)
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
	return days{Day(day), Day(day) + Day(t.span.at(ordinal))}
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
