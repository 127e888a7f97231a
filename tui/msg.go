package tui

import (
	"fieldbrief/store"
)

// Every answer of a command carries the number of its question; an answer to
// an older question is dropped.

// foundMsg answers a search.
type foundMsg struct {
	seq   int
	found found
	err   error
}

// found is everything a new filter shows.
type found struct {
	filter       store.Filter // asked for, names resolved
	result       *store.Result
	span         timeSpan // of the histogram: everything in the chosen sources
	chips        []chip
	heading      sourceHeading
	events       window[eventRow]
	quotes       window[quoteRow]
	event, quote int // where the cursors belong
	culprits     []chip
	notes        []string
	fresh        []chip // sources that were not there before
	undated      int    // quotes that only the dates of the filter keep out, having none
}

// rowsMsg brings rows of the lists that came into sight; asked is the result
// they belong to.
type rowsMsg struct {
	asked  *store.Result
	events *window[eventRow]
	quotes *window[quoteRow]
	err    error
}

// cardMsg brings the card of a record.
type cardMsg struct {
	seq  int
	card card
}

// documentMsg brings a source to read.
type documentMsg struct {
	seq       int
	document  document
	from      ref
	paragraph int
	query     string
	err       error
}

// placedMsg tells where a record stands in its list, if it does.
type placedMsg struct {
	seq    int
	of     ref
	place  int
	listed bool
}

// namesMsg brings the names to pick from.
type namesMsg struct {
	seq   int
	names []pickName
}

// reopenedMsg brings a newer library, nil when there is none.
type reopenedMsg struct {
	lib Library
	err error
}

// tickMsg asks to look for a newer library.
type tickMsg struct{}

// panicMsg tells that a command panicked.
type panicMsg struct{ err *PanicError }
