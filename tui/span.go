package tui

import (
	"fmt"
	"strconv"

	"fieldbrief/store"
)

// A unit is how finely the timeline divides time.
type unit int

const (
	byYear unit = iota
	byMonth
	byDay
)

func (u unit) String() string { return [...]string{"year", "month", "day"}[u] }

// A span is one year, month or day. Months are counted from January of the year
// 0, as in a timeSpan, days as the library counts them.
type span struct {
	unit unit
	n    int
}

// spanOn gives the year, month or day that a day lies in.
func spanOn(u unit, day store.Day) span {
	year, month, _ := day.Time().Date()
	switch u {
	case byYear:
		return span{u, year}
	case byMonth:
		return span{u, 12*year + int(month) - 1}
	}
	return span{u, int(day)}
}

// first gives the day on which a span begins.
func (s span) first() store.Day {
	switch s.unit {
	case byYear:
		return store.CivilDay(s.n, 1, 1)
	case byMonth:
		year := yearOf(s.n)
		return store.CivilDay(year, s.n-12*year+1, 1)
	}
	return store.Day(s.n)
}

// last gives its last day.
func (s span) last() store.Day { return s.step(1).first() - 1 }

func (s span) step(by int) span { return span{s.unit, s.n + by} }

// unitOf gives the unit of a date that was typed.
func unitOf(d store.Date) unit {
	switch days := d.Last - d.First; {
	case days > 31:
		return byYear
	case days > 0:
		return byMonth
	}
	return byDay
}

// months gives the months that a span has a part in.
func (s span) months() timeSpan {
	return timeSpan{spanOn(byMonth, s.first()).n, spanOn(byMonth, s.last()).n}
}

// edtf writes a span as a date of a filter.
func (s span) edtf() string {
	y, m, d := s.first().Time().Date()
	year := fmt.Sprintf("%04d", y)
	if y < 0 {
		year = fmt.Sprintf("-%04d", -y)
	}
	switch s.unit {
	case byYear:
		return year
	case byMonth:
		return fmt.Sprintf("%s-%02d", year, int(m))
	}
	return fmt.Sprintf("%s-%02d-%02d", year, int(m), d)
}

// name is how a span is written on the screen.
func (s span) name() string {
	y, m, d := s.first().Time().Date()
	switch s.unit {
	case byYear:
		return strconv.Itoa(y)
	case byMonth:
		return months(int(m)) + " " + strconv.Itoa(y)
	}
	return fmt.Sprintf("%d %s %d", d, months(int(m)), y)
}

// yearOf gives the year of a month, years before 0 too.
func yearOf(month int) int {
	year := month / 12
	if month%12 < 0 {
		year--
	}
	return year
}

// homeDay gives the day on which an event is counted: its first, or its last
// where the start is open; MaxDay where it has no date.
func homeDay(d store.Date) store.Day {
	if d.First == store.MinDay {
		return d.Last
	}
	return d.First
}
