package plain

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store"
)

// search finds what the filter asks for.
func (s *session) search() error {
	result, err := s.lib.Search(s.ctx, s.filter)
	if err == nil {
		s.result = result
	}
	return err
}

// step makes a filter the next, and prints what it finds.
func (s *session) step(f store.Filter) error {
	if f.Equal(s.filter) {
		return tell("That is the filter already. %s", s.filterLine())
	}
	before := s.filter
	s.filter = f
	if err := s.search(); err != nil {
		s.filter = before
		return err
	}
	s.past, s.undone = append(s.past, before), nil
	return s.filtered(before)
}

// filtered prints what the filter that is new finds, and the list that was being
// looked at under it; the menu stands as it was.
func (s *session) filtered(before store.Filter) error {
	if s.opts.Remember != nil && !slices.Equal(before.Choice(store.BySource).Chosen, s.filter.Choice(store.BySource).Chosen) {
		s.opts.Remember(s.filter.Choice(store.BySource).Chosen)
	}
	if s.result.Events+s.result.Quotes == 0 {
		s.explain()
	} else {
		s.say("%s.", s.totals())
	}
	for !isList(s.view()) {
		s.trail = s.trail[:len(s.trail)-1]
	}
	if _, inMenu := s.view().(*menu); inMenu {
		s.say("%s", s.filterLine())
		return nil
	}
	s.view().move(s, first)
	return s.show()
}

// isList tells what a new filter leaves open: lists, and the menu below them.
func isList(v view) bool {
	switch v.(type) {
	case *list, *menu:
		return true
	}
	return false
}

// explain says what of the filter leaves nothing.
func (s *session) explain() {
	var parts []string
	for _, c := range s.lib.Culprits(s.ctx, s.filter) {
		parts = append(parts, s.clause(c))
	}
	if len(parts) == 0 {
		s.say("Nothing matches. undo takes the last step back, clear drops the filter.")
		return
	}
	s.say("Nothing matches. Without %s there would be something; undo takes the last step back.", strings.Join(parts, ", or without "))
}

// narrow lays a filter line, or a value by its number, over the filter.
func (s *session) narrow(rest string) error {
	if rest == "" {
		return s.enterParts()
	}
	if n, err := strconv.Atoi(digits(rest)); err == nil {
		return s.choose(n, store.Filter.Toggle)
	}
	next, err := s.laidOver(rest)
	if err != nil {
		return err
	}
	return s.step(next)
}

// laidOver gives the filter with a filter line over it.
func (s *session) laidOver(line string) (store.Filter, error) {
	typed, err := store.ParseFilter(line)
	if err == nil && typed.Empty() {
		return typed, tell("%s holds no word to look for.", line)
	}
	if err == nil {
		typed, err = s.joined(line, typed)
	}
	if err != nil {
		return typed, unread(err)
	}
	return typed, nil
}

func (s *session) resolve(f store.Filter) (store.Filter, error) {
	resolved, notes, err := s.lib.Resolve(f)
	for _, note := range notes {
		s.say("Note: %s.", note)
	}
	return resolved, err
}

// unread says what is wrong with a filter line.
func unread(err error) error {
	var wrong *store.FilterError
	var unknown *store.UnknownNameError
	if errors.As(err, &wrong) || errors.As(err, &unknown) {
		return tell("Not understood: %s.", err)
	}
	return err
}

// joined lays a filter line over the filter: its values are added, its dates and
// area stand in place of those before.
func (s *session) joined(line string, typed store.Filter) (store.Filter, error) {
	f := s.filter
	if typed.Since != "" || typed.Until != "" {
		f.Since, f.Until, f.Inside = "", "", false
	}
	if typed.Area != "" {
		f.Area = ""
	}
	both, err := store.ParseFilter(f.String() + " " + line)
	if err != nil {
		return f, err
	}
	return s.resolve(both)
}

// choose changes the filter by the value under a number of the list.
func (s *session) choose(n int, change func(store.Filter, store.Facet, string) store.Filter) error {
	f, err := s.chosen(n)
	if err != nil {
		return err
	}
	if f.span != "" {
		next := s.filter
		next.Since, next.Until = f.span, f.span
		return s.step(next)
	}
	return s.step(change(s.filter, f.facet, f.id))
}

// A filterer has values that can be filtered by.
type filterer interface {
	filters() bool
	value(s *session, n int) (value, bool)
}

// A value is one of a facet, or a span of time as EDTF.
type value struct {
	facet    store.Facet
	id, span string
}

func (s *session) chosen(n int) (value, error) {
	f, ok := s.view().(filterer)
	if !ok || !f.filters() {
		return value{}, tell("Nothing here can be filtered by: go to actors, provinces, kinds, sources or timeline first, or type: filter province:NAME")
	}
	v, ok := f.value(s, n)
	if !ok {
		return value{}, tell("There is no number %d in this list.", n)
	}
	return v, nil
}

func (s *session) only(rest string) error {
	n, err := strconv.Atoi(digits(rest))
	if err != nil {
		return tell("Type only and a number of the list.")
	}
	return s.choose(n, store.Filter.Only)
}

func (s *session) without(rest string) error {
	n, err := strconv.Atoi(digits(rest))
	if err != nil {
		return tell("Type without and a number of the list; or type filter and, say, !province:Balkh")
	}
	if v, err := s.chosen(n); err == nil && v.span != "" {
		return tell("A span of time cannot be left out; filter %d takes it alone.", n)
	}
	return s.choose(n, store.Filter.Exclude)
}

func (s *session) find(rest string) error {
	if rest == "" {
		return tell("Type find and the words to look for.")
	}
	next := s.filter
	next.Text = strings.TrimSpace(next.Text + " " + rest)
	if next.Equal(s.filter) {
		return tell("%s holds no word to look for that is not in the filter.", rest)
	}
	return s.step(next)
}

func (s *session) clear() error {
	bare := store.Filter{Sources: s.filter.Sources}
	if bare.Equal(s.filter) {
		return tell("There is no filter to clear. %s", s.filterLine())
	}
	return s.step(bare)
}

func (s *session) drop(rest string) error {
	clauses := s.filter.Clauses()
	n, err := strconv.Atoi(digits(rest))
	if err != nil || n < 1 || n > len(clauses) {
		if len(clauses) == 0 {
			return tell("There is no filter.")
		}
		return tell("Type drop and a number from 1 to %d; filter lists the parts.", len(clauses))
	}
	return s.step(s.filter.Without(clauses[n-1]))
}

func (s *session) undo() error {
	return s.goBack(&s.past, &s.undone, "There is no filter step to take back.")
}

func (s *session) redo() error {
	return s.goBack(&s.undone, &s.past, "There is no filter step to do again.")
}

func (s *session) goBack(from, to *[]store.Filter, none string) error {
	if len(*from) == 0 {
		return tell("%s", none)
	}
	before := s.filter
	s.filter = (*from)[len(*from)-1]
	if err := s.search(); err != nil {
		s.filter = before
		return err
	}
	*from, *to = (*from)[:len(*from)-1], append(*to, before)
	return s.filtered(before)
}
