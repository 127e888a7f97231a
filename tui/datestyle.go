package tui

import (
	"fmt"
	"strconv"

	"fieldbrief/store"
)

// A DateStyle is a way to write dates.
type DateStyle int

const (
	DayMonth DateStyle = iota // 21 April 2022
	MonthDay                  // April 21, 2022
	ISO                       // 2022-04-21
)

// DateStyles names the styles, in their order.
func DateStyles() []string { return []string{"day-month", "month-day", "iso"} }

// A datedLibrary is a library whose dates are written in a style.
type datedLibrary struct {
	Library
	style DateStyle
}

// inStyle gives a library whose dates are written in a style, and what takes one
// from outside the same.
func (o Options) inStyle(lib Library) (Library, Options) {
	if o.Dates == DayMonth {
		return lib, o
	}
	if reopen := o.Reopen; reopen != nil {
		o.Reopen = func(present Library) (Library, error) {
			newer, err := reopen(unstyled(present))
			if newer == nil || err != nil {
				return nil, err
			}
			return &datedLibrary{newer, o.Dates}, nil
		}
	}
	if export := o.Export; export != nil {
		o.Export = func(of Library, f store.Filter, format string) (string, error) {
			return export(unstyled(of), f, format)
		}
	}
	return &datedLibrary{lib, o.Dates}, o
}

// unstyled gives the library itself.
func unstyled(lib Library) Library {
	if l, ok := lib.(*datedLibrary); ok {
		return l.Library
	}
	return lib
}

// styleOf gives the style that a library's dates are written in.
func styleOf(lib any) DateStyle {
	if l, ok := lib.(*datedLibrary); ok {
		return l.style
	}
	return DayMonth
}

// put writes the date of an event into its row.
func (s DateStyle) put(r *eventRow, d store.Date) { r.date, r.tight, r.marks = s.column(d) }

// join writes two ends, and the month they share once.
func (s DateStyle) join(from, to moment, text func(moment) string) string {
	shared := from.year == to.year && from.month == to.month && from.day != 0 && to.day != 0
	switch {
	case shared && s == DayMonth:
		return strconv.Itoa(from.day) + s.dash() + text(to)
	case shared && s == MonthDay:
		return text(from) + s.dash() + strconv.Itoa(to.day)
	case s == ISO && from.year == to.year && from.day == 0 && to.day == 0 && from.month > 0 && from.month < 13 && to.month > 0 && to.month < 13:
		return text(from) + s.dash() + fmt.Sprintf("%02d", to.month)
	}
	return text(from) + s.dash() + text(to)
}

// dash stands between two ends; ISO 8601 has a solidus there.
func (s DateStyle) dash() string {
	if s == ISO {
		return "/"
	}
	return "–"
}

// short gives a moment without its year, where it has anything finer.
func (s DateStyle) short(m moment) string {
	switch {
	case m.month == 0:
		return m.years()
	case m.month >= 21:
		return seasons(m.month)
	case m.day == 0 && s == ISO:
		return fmt.Sprintf("%s-%02d", m.years(), m.month)
	case m.day == 0:
		return months(m.month)[:3]
	}
	switch s {
	case ISO:
		return fmt.Sprintf("%02d-%02d", m.month, m.day)
	case MonthDay:
		return fmt.Sprintf("%s %d", months(m.month)[:3], m.day)
	}
	return fmt.Sprintf("%d %s", m.day, months(m.month)[:3])
}

// dayOf gives a moment of a year, in full words, without the year where there is
// more.
func (s DateStyle) dayOf(m moment) string {
	switch {
	case m.month == 0:
		return m.years()
	case m.month >= 21:
		return seasons(m.month)
	case m.day == 0:
		return months(m.month)
	case s == MonthDay:
		return fmt.Sprintf("%s %d", months(m.month), m.day)
	}
	return fmt.Sprintf("%d %s", m.day, months(m.month))
}

// long gives a moment with its year.
func (s DateStyle) long(m moment) string {
	switch {
	case m.month == 0:
		return m.years()
	case s != ISO || m.month >= 21:
		return s.inYear(s.dayOf(m), &m)
	case m.day == 0:
		return fmt.Sprintf("%s-%02d", m.years(), m.month)
	}
	return fmt.Sprintf("%s-%02d-%02d", m.years(), m.month, m.day)
}

// inYear puts the year behind a day, month or season.
func (s DateStyle) inYear(text string, m *moment) string {
	if s == MonthDay && m.day != 0 {
		return text + ", " + m.years()
	}
	return text + " " + m.years()
}
