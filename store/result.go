package store

import (
	"errors"

	"fieldbrief/store/internal/bits"
)

// A Result is what a filter finds, with the counts of every value. It belongs
// to the library that gave it.
type Result struct {
	Filter Filter

	Events, Quotes int
	Killed         int  // sum of best (low where there is no best) of the events; a shared toll once
	KilledInCounts int  // the part of Killed that comes from events of kind CasualtyCount
	Tolls          int  // events that give a number of killed; where none does, Killed is not zero but unknown
	AtLeast        bool // one of the figures is a minimum, and so is Killed

	AllEvents, AllQuotes int // under the filter's sources alone: the m of "n of m"

	// Every value of the chosen sources (Sources: of the library), those with
	// the most events in AllEvents first, then AllQuotes, then name.
	Actors, Provinces, Kinds, Sources []Count

	Months   []MonthCount // events by the month of their first day, ascending; an open start counts at its last
	Undated  int          // events without a date
	Passages []PassageHit // paragraphs whose digest or attached text holds Filter.Text; none without text

	index  *index
	events bits.Ranked // ordinals
	quotes []int32     // numbers, ascending
}

// A Count says how many records a value of a facet has. Events and Quotes are
// under the filter with the facet's own choice left out: as many as when this
// value were the facet's only one. Where all of the chosen actors are asked
// for, they are under the filter with this actor chosen as well.
type Count struct {
	ID, Name             string
	Group                string // an actor's kind, a province's country
	Events, Quotes       int
	AllEvents, AllQuotes int  // under the filter's sources alone
	Named                bool // a chosen source names it, even where it has no records
}

// A MonthCount is a bar of the histogram over time.
type MonthCount struct{ Year, Month, Events int }

// A PassageHit is a paragraph that a filter's text hits.
type PassageHit struct {
	Source    string
	Paragraph int // 1-based
}

var errOtherLibrary = errors.New("the result is of another library: search again")
