package plain

import (
	"fmt"

	"fieldbrief/store"
)

// A menu leads to everything.
type menu struct{}

// An item is a line of the menu.
type item struct {
	word string // the command it stands for
	text string
}

func items(s *session) []item {
	r := s.result
	return []item{
		{"events", fmt.Sprintf("Events: %d", r.Events)},
		{"quotes", fmt.Sprintf("Quotes: %d", r.Quotes)},
		{"actors", "Actors: " + found(r.Actors)},
		{"provinces", "Provinces: " + found(r.Provinces)},
		{"kinds", "Kinds of events: " + found(r.Kinds)},
		{"timeline", "Timeline"},
		{"sources", "Sources: " + found(r.Sources)},
		{"marks", fmt.Sprintf("Marks: %d", len(s.marked()))},
		{"filter", s.filterLine()},
		{"help", "Help"},
		{"quit", "Quit"},
	}
}

// found counts values, and those that the filter finds where these are fewer.
func found(counts []store.Count) string {
	with := withRecords(counts)
	if with == len(counts) {
		return fmt.Sprint(with)
	}
	return fmt.Sprintf("%d, %d with events or quotes", len(counts), with)
}

func (*menu) print(s *session) error {
	about := s.totals()
	if len(s.result.Sources) == 1 {
		about = s.result.Sources[0].Name + ": " + about
	}
	s.say("%s.", about)
	for i, it := range items(s) {
		s.say("%d. %s", i+1, full(it.text))
	}
	return nil
}

func (*menu) prompt() string { return "Number, word or help" }

func (*menu) move(*session, step) bool { return false }

func (*menu) open(s *session, n int) error {
	list := items(s)
	if n < 1 || n > len(list) {
		return tell("The menu has numbers from 1 to %d.", len(list))
	}
	return s.obey(list[n-1].word)
}
