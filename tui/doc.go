// Package tui is the explorer: a Bubble Tea program that reads a library in
// four panes that filter each other (actors, provinces, events, quotes), with
// a detail of the chosen record and a reader that shows the passage it rests
// on.
//
// The root (Model) owns plain panes. A key goes
//
//	onKey → keyMap.action → act… → pane.do → intent → carryOut → command
//
// A pane turns an action into its own state or into an intent; the root turns
// intents into the filter, the views on top, and commands. Commands alone call
// the Library; they hold copies of what they need, and each answer bears the
// number of its question, so that a late answer to an older one is dropped.
// After every message, follow lays the screen out and asks for the rows and
// the card that came near.
//
// Nothing here grows with the number of events. Lists hold the rows around the
// cursor and fetch the next before they come into sight; a calendar of the
// result's months gives headings, totals and steps from year to year; what the
// thousands of values of a facet need is laid out in the command that counted
// them. One search, one stretch of rows and one card are under way at a time: a
// newer question calls the search off and waits until it is back, so that keys
// never queue.
//
// A text is broken into lines paragraph by paragraph, as it comes into sight.
//
// A frame is joined by hand from constant escape sequences and costs what is on
// the screen. One key map feeds dispatch, the line of keys and the help. Text of
// records is made fit for the screen (store.Printable) where rows, cards and
// documents are built from it, in the commands, and names of facets where they
// are drawn; nothing else writes it.
//
// Words: a slot is a rectangle of the screen and what stands in it; a view is
// what is opened over the lists; a scene is what keys are pressed in; a stop is
// a citation in the reader; a chip is a part of the filter as it is shown.
package tui
