package export

import (
	"fmt"
	"strconv"
	"strings"

	"fieldbrief/store"
)

// A ComparedRecord is one of two values that are compared.
type ComparedRecord struct {
	ID             string          `json:"id"`
	Name           string          `json:"name"`
	Facet          store.Facet     `json:"facet"`
	Events         int             `json:"events"`
	Quotes         int             `json:"quotes"`
	Undated        int             `json:"undated"` // of the events
	Killed         *store.Sum      `json:"killed"`  // null where no event gives a figure
	Wounded        *store.Sum      `json:"wounded"`
	KilledInCounts int             `json:"killed_in_period_counts"` // of Killed.Best: they may hold single events again
	Together       *ComparedCount  `json:"together,omitempty"`      // records that name both
	Years          []ComparedYear  `json:"years"`                   // those without events too
	Kinds          []ComparedCount `json:"kinds"`
	Provinces      []ComparedCount `json:"provinces"`
	Actors         []ComparedCount `json:"actors"` // named with it, where actors are compared
	Latest         *store.Event    `json:"latest"`
	Quoted         []store.Quote   `json:"quoted"` // the first of Quotes
}

// A ComparedYear counts the events of a year.
type ComparedYear struct {
	Year   int `json:"year"`
	Events int `json:"events"`
}

// A ComparedCount is a value with its records.
type ComparedCount struct {
	ID     string `json:"id,omitempty"`
	Name   string `json:"name,omitempty"`
	Events int    `json:"events"`
	Quotes int    `json:"quotes"`
}

// Compared gives both sides of a comparison as records.
func Compared(c store.Comparison, sums [2]store.Casualties) []ComparedRecord {
	records := make([]ComparedRecord, 2)
	for i, s := range c.Sides {
		r := ComparedRecord{
			ID: s.Value.ID, Name: s.Value.Name, Facet: c.Facet, Events: s.Value.Events, Quotes: s.Value.Quotes, Undated: s.Found.Undated,
			Killed: given(sums[i].Killed), Wounded: given(sums[i].Wounded), KilledInCounts: s.Found.KilledInCounts, Latest: s.Latest, Quoted: s.Quotes,
			Kinds: common(c, store.ByKind, i), Provinces: common(c, store.ByProvince, i), Actors: common(c, store.ByActor, i),
		}
		if c.Facet == store.ByActor {
			r.Together = &ComparedCount{Events: c.Together.Events, Quotes: c.Together.Quotes}
		}
		for _, year := range c.OverTime(false) {
			r.Years = append(r.Years, ComparedYear{year.Year, year.Events[i]})
		}
		records[i] = r
	}
	return records
}

func given(s store.Sum) *store.Sum {
	if s.Given == 0 {
		return nil
	}
	return &s
}

func common(c store.Comparison, facet store.Facet, side int) []ComparedCount {
	var counts []ComparedCount
	for _, p := range c.Common(facet) {
		if n := p.Counts[side]; n.Events+n.Quotes > 0 {
			counts = append(counts, ComparedCount{p.Value.ID, p.Value.Name, n.Events, n.Quotes})
		}
	}
	return counts
}

// ComparedColumns are the headings of the lines that a comparison is printed in.
func ComparedColumns(c store.Comparison) Columns {
	a, b := c.Sides[0].Value.Name, c.Sides[1].Value.Name
	return Columns{Brief: []string{"", a, b}, Full: []string{"measure", "value", a, b}}
}

// ComparedRows gives a comparison line by line.
func ComparedRows(c store.Comparison, sums [2]store.Casualties) []Row {
	var rows []Row
	add := func(measure, value string, of func(side int) string) {
		a, b := of(0), of(1)
		name := strings.TrimSpace(measure + " " + value)
		if measure == "killed" || measure == "wounded" {
			name = measure + " in events " + whose(c.Facet) + ", " + strings.Replace(value, "in period", "of these in period", 1)
		}
		rows = append(rows, Row{
			Brief: func() []string { return []string{name, a, b} },
			Full:  func() []string { return []string{measure, value, a, b} },
		})
	}
	side := func(i int) *store.Side { return &c.Sides[i] }
	add("events", "", func(i int) string { return strconv.Itoa(side(i).Value.Events) })
	add("quotes", "", func(i int) string { return strconv.Itoa(side(i).Value.Quotes) })
	for _, part := range []string{"low", "best", "high"} {
		add("killed", part, func(i int) string { return figure(sums[i].Killed, part) })
	}
	add("killed", "in period counts", func(i int) string { return strconv.Itoa(side(i).Found.KilledInCounts) })
	for _, part := range []string{"low", "best", "high"} {
		add("wounded", part, func(i int) string { return figure(sums[i].Wounded, part) })
	}
	if c.Facet == store.ByActor {
		both := strconv.Itoa(c.Together.Events)
		add("events", "naming both", func(int) string { return both })
	}
	for _, year := range c.OverTime(false) {
		add("year", strconv.Itoa(year.Year), func(i int) string { return strconv.Itoa(year.Events[i]) })
	}
	add("undated", "", func(i int) string { return strconv.Itoa(side(i).Found.Undated) })
	for _, facet := range []store.Facet{store.ByKind, store.ByProvince, store.ByActor} {
		for _, p := range c.Common(facet) {
			add(string(facet), p.Value.Name, func(i int) string { return strconv.Itoa(p.Counts[i].Events) })
		}
	}
	add("latest", "", func(i int) string { return latest(side(i)) })
	return rows
}

// whose says what events of a value are: an actor's are those that name it, so that
// nobody reads their killed as those it killed.
func whose(facet store.Facet) string {
	switch facet {
	case store.ByActor:
		return "that name it"
	case store.ByProvince:
		return "there"
	case store.BySource:
		return "it tells of"
	}
	return "of it"
}

// figure gives a part of a sum, "" where no event gives a figure.
func figure(s store.Sum, part string) string {
	switch {
	case s.Given == 0:
		return ""
	case part == "low":
		return strconv.Itoa(s.Low)
	case part == "best":
		return strconv.Itoa(s.Best)
	case s.AtLeast:
		return fmt.Sprintf("%d+", s.High)
	}
	return strconv.Itoa(s.High)
}

func latest(s *store.Side) string {
	if s.Latest == nil {
		return ""
	}
	return fmt.Sprintf("%s %s", date(s.Latest.Date), s.Latest.Title)
}
