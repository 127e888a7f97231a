package tui

import (
	"sort"

	"fieldbrief/store"
)

// timeCounts tells how many events of a result a year, a month or a day has.
// Those of years and months are all known; those of days come month by month,
// as they are looked at.
type timeCounts struct {
	of      *store.Result
	before  []int         // events before each of the result's months
	days    map[int][]int // by month
	highest [2]int        // of a year, of a month
}

// newTimeCounts costs a step for every month that has events.
func newTimeCounts(r *store.Result) timeCounts {
	c := timeCounts{of: r, before: make([]int, len(r.Months)+1), days: make(map[int][]int)}
	for i, m := range r.Months {
		c.before[i+1] = c.before[i] + m.Events
		c.highest[byMonth] = max(c.highest[byMonth], m.Events)
		n, _ := c.count(span{byYear, m.Year})
		c.highest[byYear] = max(c.highest[byYear], n)
	}
	return c
}

// most is a count that no span of a unit exceeds.
func (c *timeCounts) most(u unit) int { return c.highest[min(u, byMonth)] }

// count gives the events that are counted in a span.
func (c *timeCounts) count(s span) (n int, known bool) {
	if s.unit == byDay {
		return c.onDay(store.Day(s.n))
	}
	of := s.months()
	return c.before[c.place(of.last+1)] - c.before[c.place(of.first)], true
}

func (c *timeCounts) onDay(day store.Day) (n int, known bool) {
	month := spanOn(byMonth, day)
	if all, _ := c.count(month); all == 0 {
		return 0, true
	}
	days, known := c.days[month.n]
	if i := int(day - month.first()); i < len(days) {
		return days[i], known
	}
	return 0, known
}

// place gives how many of the result's months come before one.
func (c *timeCounts) place(month int) int {
	return sort.Search(len(c.of.Months), func(i int) bool { return number(c.of.Months[i]) >= month })
}

// next gives the nearest span with events after one, or before it.
func (c *timeCounts) next(s span, by int) (span, bool) {
	if s.unit == byDay {
		return c.nextDay(s, by)
	}
	of := s.months()
	i := c.place(of.last + 1)
	if by < 0 {
		i = c.place(of.first) - 1
	}
	if i < 0 || i >= len(c.of.Months) {
		return s, false
	}
	month := span{byMonth, number(c.of.Months[i])}
	return spanOn(s.unit, month.first()), true
}

// nextDay gives the nearest day with events in the months that are known, else
// the nearest end of the month that has some.
func (c *timeCounts) nextDay(s span, by int) (span, bool) {
	month := spanOn(byMonth, s.first())
	for found := true; found; month, found = c.next(month, by) {
		for at := s.step(by); at.first() >= month.first() && at.first() <= month.last(); at = at.step(by) {
			if n, known := c.count(at); n > 0 || !known {
				return at, true
			}
		}
		if next, ok := c.next(month, by); ok && by > 0 {
			s = spanOn(byDay, next.first()).step(-1)
		} else if ok {
			s = spanOn(byDay, next.last()).step(1)
		}
	}
	return s, false
}

// A stray is an event whose place in the list is not where it is counted: one
// with an open start, or of a day beyond those the library tells apart.
type stray struct {
	place int
	event store.Event
}

// A dayIndex gives the places and the counts of days in a result. It is made
// and used in commands.
type dayIndex struct {
	lib         Library
	of          *store.Result
	first, last int     // places between which the list is in the order of days
	strays      []stray // the others
}

// newDayIndex reads the strays, of which data sets have none.
func newDayIndex(lib Library, r *store.Result) (dayIndex, error) {
	const earliest = store.Day(1) // day 0 holds everything that begins before
	x := dayIndex{lib: lib, of: r}
	dated := r.Events - r.Undated
	x.first = min(dated, lib.DatePosition(r, earliest))
	x.last = max(x.first, min(dated, lib.DatePosition(r, store.MaxDay-1)))
	for _, part := range [][2]int{{0, x.first}, {x.last, dated}} {
		events, err := lib.Events(r, part[0], part[1]-part[0])
		if err != nil {
			return x, err
		}
		for i, e := range events {
			x.strays = append(x.strays, stray{part[0] + i, e})
		}
	}
	return x, nil
}

// position gives the place of the first event in order that does not begin
// before a day.
func (x *dayIndex) position(day store.Day) int {
	return max(x.first, min(x.last, x.lib.DatePosition(x.of, day)))
}

// in gives the strays that are counted in a span.
func (x *dayIndex) in(s span) []stray {
	var in []stray
	for _, e := range x.strays {
		if day := homeDay(e.event.Date); day >= s.first() && day <= s.last() {
			in = append(in, e)
		}
	}
	return in
}

// days counts the events of every day of a month.
func (x *dayIndex) days(month int) []int {
	m := span{byMonth, month}
	counts := make([]int, m.last()-m.first()+1)
	at := x.position(m.first())
	for i := range counts {
		next := x.position(m.first() + store.Day(i) + 1)
		counts[i], at = next-at, next
	}
	for _, e := range x.in(m) {
		counts[homeDay(e.event.Date)-m.first()]++
	}
	return counts
}
