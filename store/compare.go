package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// A Comparison sets two values of a facet beside each other, under a filter in
// which that facet's own choice is left out.
type Comparison struct {
	Facet    Facet
	Filter   Filter // without the facet's own choice
	Sides    [2]Side
	Together Count // of what names both: for actors; nothing can be of two values of another facet
}

// A Side is one of the values that are compared.
type Side struct {
	Value  Count   // Events and Quotes: under the filter
	Found  *Result // what has the value; counts of Actors are of those that are named with it, where actors are compared
	Latest *Event  // that began last; nil where none is dated
	Quotes []Quote // the first of Found.Quotes, in text order
}

// quotesCompared is how many quotes a Side holds.
const quotesCompared = 20

// Compare sets two values of a facet (ByActor, ByProvince, BySource, ByKind),
// given by their ids, beside each other. An id that is not there is an
// *UnknownNameError; other errors are those of Search, Events and Quotes.
func (l *Library) Compare(ctx context.Context, f Filter, facet Facet, a, b string) (Comparison, error) {
	c := Comparison{Facet: facet, Filter: f.with(facet, Choice{})}
	if facet == ByActor {
		c.Filter.AllActors = false
	}
	for i, id := range [2]string{a, b} {
		var err error
		if c.Sides[i], err = l.side(ctx, c.Filter, facet, id); err != nil {
			return c, err
		}
	}
	if facet == ByActor {
		for _, count := range c.Sides[0].Found.Actors {
			if count.ID == b {
				c.Together = count
			}
		}
	}
	return c, nil
}

func (l *Library) side(ctx context.Context, f Filter, facet Facet, id string) (Side, error) {
	var s Side
	place, ok := facetOf(facet)
	if !ok {
		return s, fmt.Errorf("%s is no facet whose values can be compared", facet)
	}
	n := l.index.number(place, id)
	if n == none {
		return s, &UnknownNameError{Facet: string(facet), Name: id}
	}
	f = f.Only(facet, id)
	f.AllActors = f.AllActors || facet == ByActor // so that others count as named with this one
	var err error
	if s.Found, err = l.Search(ctx, f); err != nil {
		return s, err
	}
	s.Value = l.index.label(place, int(n))
	s.Value.Events, s.Value.Quotes = s.Found.Events, s.Found.Quotes
	s.Value.AllEvents, s.Value.AllQuotes = s.Found.AllEvents, s.Found.AllQuotes
	if dated := s.Found.Events - s.Found.Undated; dated > 0 {
		latest, err := l.Events(s.Found, dated-1, 1)
		if err != nil {
			return s, err
		}
		s.Latest = &latest[0]
	}
	s.Quotes, err = l.Quotes(s.Found, 0, quotesCompared)
	return s, err
}

// facetOf gives a facet's number.
func facetOf(facet Facet) (int, bool) {
	for n, name := range facetOrder() {
		if name == facet {
			return n, true
		}
	}
	return 0, false
}

// A TimePair is a year, or a month of it, with the events of two sides that are
// counted in it.
type TimePair struct {
	Year   int    `json:"year"`
	Month  int    `json:"month,omitempty"` // 1 to 12; 0 for the year
	Events [2]int `json:"events"`
}

// OverTime counts the events of both sides by year or by month, from the first
// that has any to the last, those that have none between them too.
func (c Comparison) OverTime(byMonth bool) []TimePair {
	first, last := 0, -1
	for _, s := range c.Sides {
		for _, m := range s.Found.Months {
			n := timeNumber(m, byMonth)
			if last < first {
				first, last = n, n
			}
			first, last = min(first, n), max(last, n)
		}
	}
	pairs := make([]TimePair, max(0, last-first+1))
	for i := range pairs {
		pairs[i].Year = first + i
		if byMonth {
			pairs[i].Year = floorDiv(first+i, 12)
			pairs[i].Month = first + i - 12*pairs[i].Year + 1
		}
	}
	for side, s := range c.Sides {
		for _, m := range s.Found.Months {
			pairs[timeNumber(m, byMonth)-first].Events[side] += m.Events
		}
	}
	return pairs
}

// timeNumber counts years, or months from January of the year 0.
func timeNumber(m MonthCount, byMonth bool) int {
	if byMonth {
		return 12*m.Year + m.Month - 1
	}
	return m.Year
}

// A CountPair is a value of a facet with what it has on two sides.
type CountPair struct {
	Value  Count    // without counts
	Counts [2]Count // Events and Quotes
}

// Common gives the values of a facet that the sides' records have, those with the
// most events on both together first: of the facet that is compared none but the
// actors that are named with the two.
func (c Comparison) Common(facet Facet) []CountPair {
	if facet == c.Facet && facet != ByActor {
		return nil
	}
	var pairs []CountPair
	places := make(map[string]int)
	for side, s := range c.Sides {
		for _, count := range s.Found.Counts(facet) {
			if count.Events+count.Quotes == 0 || !c.counts(facet, count.ID) {
				continue
			}
			at, ok := places[count.ID]
			if !ok {
				at = len(pairs)
				places[count.ID] = at
				pairs = append(pairs, CountPair{Value: Count{ID: count.ID, Name: count.Name, Group: count.Group}})
			}
			pairs[at].Counts[side] = count
		}
	}
	sortPairs(pairs)
	return pairs
}

// counts tells whether the filter lets a value of another facet pass: counts leave
// that facet's own choice out. The values compared are none of their own company.
func (c Comparison) counts(facet Facet, id string) bool {
	if facet == c.Facet {
		return id != c.Sides[0].Value.ID && id != c.Sides[1].Value.ID
	}
	choice := c.Filter.choice(facet)
	return !slices.Contains(choice.Excluded, id) && (len(choice.Chosen) == 0 || slices.Contains(choice.Chosen, id))
}

func sortPairs(pairs []CountPair) {
	sum := func(p CountPair) (events, quotes int) {
		return p.Counts[0].Events + p.Counts[1].Events, p.Counts[0].Quotes + p.Counts[1].Quotes
	}
	slices.SortStableFunc(pairs, func(a, b CountPair) int {
		eventsA, quotesA := sum(a)
		eventsB, quotesB := sum(b)
		return cmp.Or(cmp.Compare(eventsB, eventsA), cmp.Compare(quotesB, quotesA), cmp.Compare(Fold(a.Value.Name), Fold(b.Value.Name)))
	})
}

// Counts gives the counts of a facet's values: Sources, Provinces, Actors or Kinds.
func (r *Result) Counts(facet Facet) []Count {
	switch facet {
	case BySource:
		return r.Sources
	case ByProvince:
		return r.Provinces
	case ByActor:
		return r.Actors
	case ByKind:
		return r.Kinds
	}
	return nil
}
