package plain

import "fmt"

// A menu leads to everything.
type menu struct{}

// An item is a line of the menu.
type item struct {
	word string // the command it stands for
	text string
}

func items(s *session) []item {
	r := s.result
	named := func(counts, with int) string { return fmt.Sprintf("%d, %d with events or quotes", counts, with) }
	return []item{
		{"events", fmt.Sprintf("Events: %d", r.Events)},
		{"quotes", fmt.Sprintf("Quotes: %d", r.Quotes)},
		{"actors", "Actors: " + named(len(r.Actors), withRecords(r.Actors))},
		{"provinces", "Provinces: " + named(len(r.Provinces), withRecords(r.Provinces))},
		{"kinds", fmt.Sprintf("Kinds of events: %d", len(r.Kinds))},
		{"timeline", "Timeline"},
		{"sources", fmt.Sprintf("Sources: %d", len(r.Sources))},
		{"marks", fmt.Sprintf("Marks: %d", len(s.marked()))},
		{"filter", s.filterLine()},
		{"help", "Help"},
		{"quit", "Quit"},
	}
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
