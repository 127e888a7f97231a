package plain

import (
	"cmp"
	"fmt"
	"slices"

	"fieldbrief/store"
)

// A list is numbered entries, of which a page is printed at a time.
type list struct {
	title string
	head  func(s *session) string // what is said of the whole, "" for nothing
	size  func(s *session) int
	// entries words up to n entries from one on, counted from 0.
	entries func(s *session, from, n int) ([]string, error)
	enter   func(s *session, n int) error // opens an entry, counted from 0
	// heading stands above an entry, that may be the first of the page; "" for none.
	heading func(s *session, n int, first bool) string
	worth   func(s *session, n int) value // what an entry filters by; nil for nothing
	first   int                           // the first entry of the page
}

func (l *list) print(s *session) error {
	size := l.size(s)
	l.first = max(0, min(l.first, size-1))
	to := min(l.first+pageSize, size)
	entries, err := l.entries(s, l.first, to-l.first)
	if err != nil {
		return err
	}
	switch {
	case size == 0:
		s.say("%s: none. %s", l.title, s.filterLine())
	case to-l.first == size:
		s.say("%s: %d. %s%s", l.title, size, l.about(s), s.filterLine())
	default:
		s.say("%s, %d to %d of %d. %s%s", l.title, l.first+1, to, size, l.about(s), s.filterLine())
	}
	for i, entry := range entries {
		if text := l.headed(s, l.first+i, i == 0); text != "" {
			s.say("%s", text)
		}
		s.say("%d. %s", l.first+i+1, entry)
	}
	return nil
}

func (l *list) about(s *session) string {
	if l.head == nil || l.head(s) == "" {
		return ""
	}
	return l.head(s) + " "
}

func (l *list) headed(s *session, n int, first bool) string {
	if l.heading == nil {
		return ""
	}
	return l.heading(s, n, first)
}

func (l *list) prompt() string { return "Number, next, back or help" }

func (l *list) move(s *session, to step) bool {
	size, was := l.size(s), l.first
	switch to {
	case next:
		if l.first+pageSize >= size {
			return false
		}
		l.first += pageSize
	case previous:
		l.first = max(0, l.first-pageSize)
	case first:
		l.first = 0
	case last:
		l.first = max(0, (size-1)/pageSize*pageSize)
	}
	return l.first != was
}

func (l *list) open(s *session, n int) error {
	if size := l.size(s); n < 1 || n > size {
		return l.noNumber(n, size)
	}
	return l.enter(s, n-1)
}

func (l *list) filters() bool { return l.worth != nil }

func (l *list) value(s *session, n int) (value, bool) {
	if n < 1 || n > l.size(s) {
		return value{}, false
	}
	v := l.worth(s, n-1)
	return v, v != value{}
}

func newEvents() view {
	l := &list{title: "Events", size: func(s *session) int { return s.result.Events }}
	l.entries = func(s *session, from, n int) ([]string, error) {
		events, err := s.lib.Events(s.result, from, n)
		var entries []string
		for _, e := range events {
			entries = append(entries, joinGiven(" ", full(s.date(e.Date)), full(e.Title), full(joinGiven(", ", place("", e.Province), killed(e.Killed)))))
		}
		return entries, err
	}
	l.enter = func(s *session, n int) error { return s.openRecord(l, n, eventRecord) }
	return l
}

func newQuotes() view {
	l := &list{title: "Quotes", size: func(s *session) int { return s.result.Quotes }}
	l.entries = func(s *session, from, n int) ([]string, error) {
		quotes, err := s.lib.Quotes(s.result, from, n)
		var entries []string
		for _, q := range quotes {
			when := ""
			if !q.Undated() {
				when = s.date(q.Date)
			}
			entries = append(entries, joinGiven(", ", q.Speaker.Name, when)+": “"+q.Text+"”")
		}
		return entries, err
	}
	l.enter = func(s *session, n int) error { return s.openRecord(l, n, quoteRecord) }
	return l
}

// newFacet lists the values of a facet.
func newFacet(title string, facet store.Facet, counts func(*store.Result) []store.Count, enter func(s *session, l *list, n int, of store.Count) error) view {
	of := func(s *session) []store.Count { return ordered(counts(s.result), s.filter.Choice(facet)) }
	l := &list{title: title, size: func(s *session) int { return len(counts(s.result)) }}
	l.head = func(s *session) string {
		with := withRecords(counts(s.result))
		if with == len(counts(s.result)) {
			return ""
		}
		return fmt.Sprintf("%d with events or quotes.", with)
	}
	l.entries = func(s *session, from, n int) ([]string, error) {
		var entries []string
		for _, c := range of(s)[from : from+n] {
			entries = append(entries, counted(c, s.filter.Choice(facet)))
		}
		return entries, nil
	}
	l.heading = func(s *session, n int, first bool) string {
		before := 0 // what stands above those without
		for _, c := range counts(s.result) {
			if c.Events+c.Quotes > 0 || marked(s.filter.Choice(facet), c.ID) {
				before++
			}
		}
		if n == before || first && n > before {
			return "Without events here:"
		}
		return ""
	}
	l.worth = func(s *session, n int) value { return value{facet: facet, id: of(s)[n].ID} }
	l.enter = func(s *session, n int) error { return enter(s, l, n, of(s)[n]) }
	return l
}

// withRecords counts the values that have events or quotes under the filter.
func withRecords(counts []store.Count) int {
	n := 0
	for _, c := range counts {
		if c.Events+c.Quotes > 0 {
			n++
		}
	}
	return n
}

// ordered gives the chosen values first, then those with the most records, at last
// those without any, actors by their kind.
func ordered(counts []store.Count, c store.Choice) []store.Count {
	counts = slices.Clone(counts)
	rank := func(v store.Count) int {
		switch {
		case marked(c, v.ID):
			return 0
		case v.Events+v.Quotes > 0:
			return 1
		}
		return 3 + slices.Index(store.ActorKinds(), store.ActorKind(v.Group))
	}
	slices.SortStableFunc(counts, func(a, b store.Count) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Events, a.Events), cmp.Compare(b.Quotes, a.Quotes))
	})
	return counts
}

// marked tells whether a value is chosen or left out.
func marked(c store.Choice, id string) bool {
	return slices.Contains(c.Chosen, id) || slices.Contains(c.Excluded, id)
}

// counted words a value and what it has.
func counted(c store.Count, choice store.Choice) string {
	state := ""
	switch {
	case slices.Contains(choice.Chosen, c.ID):
		state = "chosen"
	case slices.Contains(choice.Excluded, c.ID):
		state = "left out"
	}
	quotes := ""
	if c.Quotes > 0 {
		quotes = count(c.Quotes, "quote")
	}
	name := c.Name
	if name == "" {
		name = c.ID
	}
	return joinGiven(", ", state, name, c.Group) + ": " + joinGiven(", ", count(c.Events, "event"), quotes) + "."
}

func newActors() view {
	return newFacet("Actors", store.ByActor, func(r *store.Result) []store.Count { return r.Actors },
		func(s *session, l *list, n int, _ store.Count) error { return s.openRecord(l, n, actorRecord) })
}

func newProvinces() view {
	return newFacet("Provinces", store.ByProvince, func(r *store.Result) []store.Count { return r.Provinces },
		func(s *session, l *list, n int, _ store.Count) error { return s.openRecord(l, n, provinceRecord) })
}

func newSources() view {
	return newFacet("Sources", store.BySource, func(r *store.Result) []store.Count { return r.Sources },
		func(s *session, l *list, n int, _ store.Count) error { return s.openRecord(l, n, sourceRecord) })
}

// newKinds lists the kinds of events; a number filters by it.
func newKinds() view {
	return newFacet("Kinds", store.ByKind, func(r *store.Result) []store.Count { return r.Kinds },
		func(s *session, _ *list, _ int, of store.Count) error {
			return s.step(s.filter.Toggle(store.ByKind, of.ID))
		})
}

// enterParts lists the parts of the filter.
func (s *session) enterParts() error {
	l := &list{title: "Parts of the filter", size: func(s *session) int { return len(s.filter.Clauses()) }}
	l.entries = func(s *session, from, n int) ([]string, error) {
		var entries []string
		for _, c := range s.filter.Clauses()[from : from+n] {
			entries = append(entries, s.clause(c)+".")
		}
		return entries, nil
	}
	l.enter = func(s *session, n int) error {
		return tell("drop %d drops this part.", n+1)
	}
	return s.enter(l)
}

func (l *list) noNumber(n, size int) error {
	if size == 0 {
		return tell("There is nothing in this list.")
	}
	return tell("There is no number %d: %s has %d.", n, l.title, size)
}
