package tui

import (
	"sort"
	"time"

	"fieldbrief/store"
)

// A calendar tells where in a list of events the years and months begin, so
// that headings, their totals and steps from one to the next cost nothing.
type calendar struct {
	months []period // that have events, ascending
	years  []period
	dated  int // place of the first event without a date, after all others
}

// A period is a year, or a month of it, and the events that begin in it.
type period struct {
	year, month int // month 0 is the whole year
	at, n       int // place of the first, and how many
	of          int // a month's year, its place in calendar.years
}

// newCalendar reads the months of a result. Events with an open start, and those
// before 1700, stand before all others and belong to no period; where there are
// any the library says where a month begins, for the histogram counts those with
// an open start where they end.
func newCalendar(lib searcher, r *store.Result) calendar {
	const earliest = store.Day(1)
	c := calendar{dated: r.Events - r.Undated, months: make([]period, 0, len(r.Months))}
	at := lib.DatePosition(r, earliest)
	asked := at > 0
	for _, m := range r.Months {
		p := period{year: m.Year, month: m.Month, at: at}
		day := firstDay(m.Year, m.Month)
		if asked {
			p.at = lib.DatePosition(r, day)
		}
		at += m.Events
		if day >= earliest {
			c.months = append(c.months, p)
		}
	}
	c.count()
	return c
}

// count works out how many events begin in each month and year.
func (c *calendar) count() {
	kept, end := c.months[:0], c.dated
	for i := range c.months {
		next := end
		if i+1 < len(c.months) {
			next = c.months[i+1].at
		}
		p := c.months[i]
		if p.n = next - p.at; p.n <= 0 {
			continue
		}
		if last := len(c.years) - 1; last < 0 || c.years[last].year != p.year {
			c.years = append(c.years, period{year: p.year, at: p.at})
		}
		p.of = len(c.years) - 1
		c.years[p.of].n += p.n
		kept = append(kept, p)
	}
	c.months = kept
}

// firstDay gives the day on which a month begins.
func firstDay(year, month int) store.Day {
	seconds := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC).Unix() - store.Day(0).Time().Unix()
	return store.Day(seconds / (24 * 60 * 60))
}

// month gives the month in which the event at a place begins.
func (c *calendar) month(place int) (month, year period, ok bool) {
	i := before(c.months, place)
	if i < 0 || place >= c.dated {
		return period{}, period{}, false
	}
	return c.months[i], c.years[c.months[i].of], true
}

// before gives the last period that begins at a place or before it, -1 for none.
func before(periods []period, place int) int {
	return sort.Search(len(periods), func(i int) bool { return periods[i].at > place }) - 1
}

// step gives the place where the next period begins, or the one before: first
// the start of the one a place is in. Events without a date are one more.
func (c *calendar) step(periods []period, place, by, n int) (to int, ok bool) {
	starts := func(i int) (int, bool) {
		switch {
		case i < 0:
			return 0, place > 0
		case i < len(periods):
			return periods[i].at, true
		}
		return c.dated, i == len(periods) && c.dated < n
	}
	i := before(periods, place)
	if place >= c.dated {
		i = len(periods)
	}
	if by > 0 {
		return starts(i + 1)
	}
	if start, ok := starts(i); ok && start < place {
		return start, true
	}
	return starts(i - 1)
}
