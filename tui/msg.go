package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// Every answer of a command carries the number of its question; an answer to
// an older question is dropped. Answers that have none name the library they are
// from: one that was replaced may be closed, and what it says means nothing.

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
	whole        wholeSpan // what the histogram goes over
	calendar     calendar
	actors       facetView
	provinces    facetView
	chips        []chip
	heading      sourceHeading
	events       window[eventRow]
	quotes       window[quoteRow]
	event, quote int // where the cursors belong
	culprits     []chip
	marks        *store.Marks
	notes        []string
	fresh        []chip // sources that were not there before
	undated      int    // quotes that only the dates of the filter keep out, having none
}

// A wholeSpan is the time that everything in the chosen sources of a library
// takes: it does not change with the other parts of a filter.
type wholeSpan struct {
	lib     Library
	sources store.Choice
	span    timeSpan
}

// rowsMsg brings rows of a list that came near.
type rowsMsg struct {
	lib    Library
	asked  stretch
	events *window[eventRow]
	quotes *window[quoteRow]
	err    error
}

// cardMsg brings the card of a record.
type cardMsg struct {
	lib  Library
	seq  int
	card card
}

// documentMsg brings a source to read.
type documentMsg struct {
	lib       Library
	at        passage
	seq       int
	document  document
	from      ref
	paragraph int
	query     string
	err       error
}

// placedMsg tells where a record stands in its list, if it does.
type placedMsg struct {
	lib    Library
	seq    int
	of     ref
	place  int
	listed bool
}

// namesMsg brings the names to pick from.
type namesMsg struct {
	lib   Library
	seq   int
	names []pickName
}

// datedMsg tells where in a result the events begin that do not begin before a
// day.
type datedMsg struct {
	lib   Library
	asked *store.Result
	date  store.Date
	place int
}

// rememberedMsg tells that a choice of sources is kept.
type rememberedMsg struct{}

// slowMsg tells that an answer is long in coming.
type slowMsg struct{}

// redrawMsg asks for the screen to be set up and drawn anew.
type redrawMsg struct{}

// reopenedMsg brings a newer library, nil when there is none.
type reopenedMsg struct {
	lib   Library
	err   error
	marks *store.Marks // as they are now; nil where they cannot be read
}

// tickMsg asks to look for a newer library.
type tickMsg struct{}

// An appliedMsg is an answer that knows what to do with it.
type appliedMsg interface {
	apply(m *Model) tea.Cmd
}

// panicMsg tells that a command panicked.
type panicMsg struct{ err *PanicError }
