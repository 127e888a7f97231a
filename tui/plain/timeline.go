package plain

import (
	"fmt"

	"fieldbrief/store"
)

// A span is a stretch of time in the list of spans: a year, a month, several
// that have no events, or the undated.
type span struct {
	name   string
	edtf   string // "" for what cannot be filtered by
	first  store.Day
	events int
	year   int
}

func newTimeline() view {
	return newSpans("Years", yearSpans, func(s *session, of span) error {
		switch {
		case of.events == 0:
			return tell("There are no events in it.")
		case of.edtf == "":
			return s.eventsFrom(s.result.Events - s.result.Undated)
		}
		return s.enter(newSpans("Months of "+of.name, func(r *store.Result) []span { return monthSpans(r, of.year) }, func(s *session, m span) error {
			if m.events == 0 {
				return tell("There are no events in it.")
			}
			return s.eventsFrom(s.lib.DatePosition(s.result, m.first))
		}))
	})
}

// eventsFrom lists the events from one on.
func (s *session) eventsFrom(n int) error {
	l := newEvents().(*list)
	l.first = n
	return s.enter(l)
}

func newSpans(title string, of func(*store.Result) []span, enter func(*session, span) error) view {
	l := &list{title: title, size: func(s *session) int { return len(of(s.result)) }}
	l.entries = func(s *session, from, n int) ([]string, error) {
		var entries []string
		for _, sp := range of(s.result)[from : from+n] {
			text := count(sp.events, "event")
			if sp.events == 0 {
				text = "no events"
			}
			entries = append(entries, sp.name+": "+text+".")
		}
		return entries, nil
	}
	l.worth = func(s *session, n int) value { return value{span: of(s.result)[n].edtf} }
	l.enter = func(s *session, n int) error { return enter(s, of(s.result)[n]) }
	return l
}

// yearSpans gives every year from the first event to the last; empty ones that
// follow each other are one.
func yearSpans(r *store.Result) []span {
	var spans []span
	for _, m := range r.Months {
		if n := len(spans); n > 0 && spans[n-1].year == m.Year {
			spans[n-1].events += m.Events
			continue
		}
		if n := len(spans); n > 0 {
			spans = append(spans, emptySpans(spans[n-1].year+1, m.Year-1, func(y int) string { return fmt.Sprint(y) })...)
		}
		spans = append(spans, span{name: fmt.Sprint(m.Year), edtf: fmt.Sprintf("%04d", m.Year), first: store.CivilDay(m.Year, 1, 1), events: m.Events, year: m.Year})
	}
	if r.Undated > 0 {
		spans = append(spans, span{name: "Undated", events: r.Undated})
	}
	return spans
}

// monthSpans gives the months of a year.
func monthSpans(r *store.Result, year int) []span {
	var spans []span
	after := 1
	for _, m := range r.Months {
		if m.Year != year {
			continue
		}
		spans = append(spans, emptySpans(after, m.Month-1, monthName)...)
		spans = append(spans, span{name: monthName(m.Month), edtf: fmt.Sprintf("%04d-%02d", year, m.Month), first: store.CivilDay(year, m.Month, 1), events: m.Events, year: year})
		after = m.Month + 1
	}
	return append(spans, emptySpans(after, 12, monthName)...)
}

// emptySpans gives one entry for units without events; none where there are no
// such.
func emptySpans(from, to int, name func(int) string) []span {
	switch {
	case from > to:
		return nil
	case from == to:
		return []span{{name: name(from)}}
	}
	return []span{{name: name(from) + " to " + name(to)}}
}

func monthName(n int) string {
	return [...]string{"", "January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"}[n]
}
