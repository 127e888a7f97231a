package plain

import (
	"strconv"
	"strings"

	"fieldbrief/store"
)

// A command is a word, and what it does with the rest of the line.
type command struct {
	word  string
	short []string // other words for it
	args  string   // what may follow, as help names it
	about string
	run   func(s *session, rest string) error
}

// commands lists every word that is understood, in the order of help.
func commands() []command {
	bare := func(run func(*session) error) func(*session, string) error {
		return func(s *session, _ string) error { return run(s) }
	}
	opens := func(make func() view) func(*session, string) error {
		return func(s *session, rest string) error { return s.list(make(), rest) }
	}
	moves := func(to step) func(*session, string) error {
		return func(s *session, _ string) error { return s.move(to) }
	}
	return []command{
		{"menu", []string{"m", "home"}, "", "the menu", bare((*session).menu)},
		{"events", []string{"e"}, "", "the events in the order of time", opens(newEvents)},
		{"quotes", []string{"q"}, "", "who said what", opens(newQuotes)},
		{"actors", []string{"a", "groups"}, "", "groups, organisations, governments and persons", opens(newActors)},
		{"provinces", []string{"p"}, "", "provinces", opens(newProvinces)},
		{"kinds", nil, "", "kinds of events", opens(newKinds)},
		{"sources", []string{"s"}, "", "briefings and data sets", opens(newSources)},
		{"timeline", []string{"t"}, "", "how many events there are in each year; a number opens its months", opens(newTimeline)},
		{"marks", nil, "", "your bookmarks and notes, the latest first", opens(newMarks)},
		{"next", []string{"n"}, "", "the next page, record or paragraph", moves(next)},
		{"previous", []string{"prev"}, "", "the one before", moves(previous)},
		{"first", nil, "", "the first page, record or paragraph", moves(first)},
		{"last", nil, "", "the last one", moves(last)},
		{"again", []string{"list"}, "", "print this once more", bare((*session).show)},
		{"back", []string{"b"}, "", "back to where you came from", bare((*session).back)},
		{"read", []string{"r"}, "PARAGRAPH", "the passage that the record rests on, or a paragraph by its number", (*session).read},
		{"cite", nil, "", "the citation of the record, or of the paragraph being read, in full", bare((*session).cite)},
		{"bookmark", nil, "", "bookmark the record, or the paragraph you went to, or take the bookmark off", bare((*session).bookmark)},
		{"note", nil, "TEXT", "write a note, in the place of one there, on the record opened last, or on the paragraph you went to by next or by its number; without a text: take it off", (*session).note},
		{"filter", []string{"f"}, "WORDS", "narrow by a filter line, such as: filter province:Balkh since:2021. By a number: take the value it stands before into the filter, or out. Alone: what the filter is", (*session).narrow},
		{"only", nil, "NUMBER", "filter by that value of the list alone", (*session).only},
		{"without", nil, "NUMBER", "leave out that value of the list", (*session).without},
		{"find", nil, "WORDS", "narrow to what holds these words", (*session).find},
		{"drop", nil, "NUMBER", "drop a part of the filter, by its number in filter", (*session).drop},
		{"clear", nil, "", "drop every filter but the sources", bare((*session).clear)},
		{"undo", []string{"u"}, "", "take back the last filter step", bare((*session).undo)},
		{"redo", nil, "", "do it again", bare((*session).redo)},
		{"export", nil, "FORMAT", "write what the filter finds into a file", (*session).export},
		{"help", []string{"h", "?"}, "", "this list", bare((*session).help)},
		{"quit", []string{"exit", "bye"}, "", "end", bare((*session).quit)},
	}
}

// obey carries out a line: a number, a word, or a filter line, which other words
// are too.
func (s *session) obey(line string) error {
	line = strings.TrimSpace(line)
	word, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	if line == "" {
		return tell("Type a number, or one of the words that help lists.")
	}
	if n, err := strconv.Atoi(digits(line)); err == nil {
		return s.view().open(s, n)
	}
	folded := store.Fold(word)
	for _, c := range commands() {
		if c.means(folded) {
			return c.run(s, rest)
		}
	}
	if words, slashed := strings.CutPrefix(line, "/"); slashed {
		return s.find(strings.TrimSpace(words))
	}
	if meant := likely(folded); meant != "" && !isFilter(word) {
		return tell("There is no word «%s» here%s; help lists those there are. To look for words type: find %s", word, meant, line)
	}
	return s.narrow(line)
}

func (c command) means(word string) bool {
	if c.word == word {
		return true
	}
	for _, other := range c.short {
		if other == word {
			return true
		}
	}
	return false
}

// digits writes Arabic and Persian digits as ASCII has them.
func digits(s string) string { return strings.TrimSuffix(store.Fold(s), ".") }

// isFilter tells that a word begins a filter line: province:…, !kind:….
func isFilter(word string) bool {
	name, _, found := strings.Cut(strings.TrimPrefix(word, "!"), ":")
	if !found {
		return false
	}
	for _, field := range store.FieldNames() {
		if strings.EqualFold(field, name) {
			return true
		}
	}
	return false
}

// likely names a command that a word could stand for.
func likely(word string) string {
	for _, c := range commands() {
		if len(word) > 1 && (strings.HasPrefix(c.word, word) || strings.HasPrefix(word, c.word) || oneSlip(word, c.word)) {
			return " (did you mean " + c.word + "?)"
		}
	}
	return ""
}

// oneSlip tells whether two words differ by one letter left out, put in, taken
// for another, or by two that changed places.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return i < len(a) && (a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:])
	case 1:
		return a[i:] == b[i+1:]
	}
	return false
}

func (s *session) menu() error {
	s.trail = s.trail[:1]
	return s.show()
}

// list enters a list; a number after its name opens that entry at once, a filter
// line narrows first.
func (s *session) list(v view, rest string) error {
	if n, err := strconv.Atoi(digits(rest)); err == nil {
		s.trail = append(s.trail[:1], v)
		return v.open(s, n)
	}
	next := s.filter
	if rest != "" {
		var err error
		if next, err = s.laidOver(rest); err != nil {
			return err
		}
	}
	s.trail = append(s.trail[:1], v)
	if next.Equal(s.filter) {
		return s.show()
	}
	return s.step(next)
}

func (s *session) help() error {
	s.say("A number opens what it stands before in the list printed last.")
	for _, c := range commands() {
		word := c.word
		if c.args != "" {
			word += " " + c.args
		}
		if c.short != nil {
			word += ", or " + strings.Join(c.short, " or ")
		}
		s.say("%s: %s.", word, c.about)
	}
	s.say("Words that are none of these are looked for, as those after / are. A filter line may follow the name of a list: actors province:Balkh.")
	s.say("A filter line has the words that the command line has: province:, group:, person:, source:, kind:, since:, until:, inside:yes, and words; ! before one leaves it out.")
	if formats := s.formats(); formats != "" {
		s.say("Formats of export: %s.", formats)
	}
	return nil
}

func (s *session) quit() error {
	s.done = true
	return nil
}
