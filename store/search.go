package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
)

// checkEvery is how many rows are looked at between two looks at the context.
const checkEvery = 8192

// Search finds what passes the filter, which must be resolved: ids that the
// library does not hold match nothing. It fails only on a since or until that
// is no date, and when ctx ends.
func (l *Library) Search(ctx context.Context, f Filter) (*Result, error) {
	s, err := newSearch(l.index, f)
	if err != nil {
		return nil, err
	}
	r := &Result{Filter: f, index: l.index}
	x := l.index
	if r.events, err = s.scan(ctx, x.eventRows, x.eventWords.match(s.terms), &s.eventTally); err != nil {
		return nil, err
	}
	if r.quotes, err = s.scan(ctx, x.quoteRows, x.quoteWords.match(s.terms), &s.quoteTally); err != nil {
		return nil, err
	}
	r.Events, r.Quotes = len(r.events), len(r.quotes)
	r.AllEvents, r.AllQuotes = s.eventTally.rows, s.quoteTally.rows
	x.sum(r)
	r.Sources, r.Provinces = s.counts(sourceFacet), s.counts(provinceFacet)
	r.Actors, r.Kinds = s.counts(actorFacet), s.counts(kindFacet)
	r.Passages = s.passages()
	return r, nil
}

// search is one filter in the numbers of one index.
type search struct {
	*index
	picks                  [facets]pick
	dated                  bool
	since, until           Day
	inside                 bool
	terms                  []term
	eventTally, quoteTally tally
}

// pick is the choice in one facet.
type pick struct {
	chosen, excluded []bool // by number
	some, all        bool   // some values are chosen; all of them are asked for
	wanted           int    // how many are chosen, known or not
}

// tally counts rows by value.
type tally struct {
	left [facets][]int // under the filter, the facet's own choice left out
	all  [facets][]int // under the filter's sources alone
	rows int           // under the filter's sources alone
}

func newSearch(x *index, f Filter) (*search, error) {
	s := &search{index: x, inside: f.Inside, terms: parseTerms(f.Text), since: MinDay, until: MaxDay}
	for facet, c := range [facets]Choice{f.Sources, f.Provinces, f.Actors, f.Kinds} {
		s.picks[facet] = x.pick(facet, c.tidy())
		size := x.size(facet)
		for _, t := range []*tally{&s.eventTally, &s.quoteTally} {
			t.left[facet], t.all[facet] = make([]int, size), make([]int, size)
		}
	}
	s.picks[actorFacet].all = f.AllActors && s.picks[actorFacet].some
	if err := s.bound(&s.since, f.Since, func(d days) Day { return d.first }); err != nil {
		return nil, fmt.Errorf("since %q: %w", Printable(f.Since), err)
	}
	if err := s.bound(&s.until, f.Until, func(d days) Day { return d.last }); err != nil {
		return nil, fmt.Errorf("until %q: %w", Printable(f.Until), err)
	}
	return s, nil
}

func (s *search) bound(target *Day, edtf string, side func(days) Day) error {
	if edtf == "" {
		return nil
	}
	d, err := parseBound(edtf)
	*target, s.dated = side(d), true
	return err
}

func (x *index) size(facet int) int {
	return [facets]int{len(x.sources), len(x.provinces), len(x.actors), len(x.kinds)}[facet]
}

func (x *index) pick(facet int, c Choice) pick {
	p := pick{some: len(c.Chosen) > 0, wanted: len(c.Chosen)}
	p.chosen, p.excluded = make([]bool, x.size(facet)), make([]bool, x.size(facet))
	for _, id := range c.Chosen {
		if n := x.find(facet, id); n != none {
			p.chosen[n] = true
		}
	}
	for _, id := range c.Excluded {
		if n := x.find(facet, id); n != none {
			p.excluded[n] = true
		}
	}
	return p
}

// passes tells whether a row with this value, or none, is picked.
func (p pick) passes(value int32) bool {
	if value == none {
		return !p.some
	}
	return !p.excluded[value] && (!p.some || p.chosen[value])
}

// passesActors tells whether a row with these actors is picked. Where all are
// asked for and one excluded actor alone stands against it, that one is
// returned too: with it chosen instead, the row would pass.
func (p pick) passesActors(actors []int32) (passes bool, against int32) {
	chosen, excluded, against := 0, 0, int32(none)
	for _, a := range actors {
		if p.chosen[a] && !p.excluded[a] {
			chosen++
		}
		if p.excluded[a] {
			excluded, against = excluded+1, a
		}
	}
	if !p.all {
		return excluded == 0 && (!p.some || chosen > 0), none
	}
	wanted := p.wanted
	if against != none && p.chosen[against] {
		wanted--
	}
	if excluded != 1 || chosen < wanted {
		against = none
	}
	return excluded == 0 && chosen == p.wanted, against
}

// scan gives the rows that pass and counts values. A row that fails in one
// facet alone still counts for that facet, whose own choice is left out.
func (s *search) scan(ctx context.Context, rows []row, matched []bool, t *tally) ([]int32, error) {
	var passed []int32
	for i := range rows {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		r := &rows[i]
		t.countAll(r, s.picks[sourceFacet].passes(r.source))
		if !s.passesDate(r) || matched != nil && !matched[i] {
			continue
		}
		if s.count(r, t) {
			passed = append(passed, int32(i))
		}
	}
	return passed, nil
}

func (s *search) passesDate(r *row) bool {
	switch {
	case !s.dated:
		return true
	case r.undated:
		return false
	case s.inside:
		return r.date.first >= s.since && r.date.last <= s.until
	}
	return r.date.first <= s.until && r.date.last >= s.since
}

// count tests the facets of a row, counts it, and tells whether it passes.
func (s *search) count(r *row, t *tally) bool {
	single := [facets]int32{sourceFacet: r.source, provinceFacet: r.province, kindFacet: r.kind, actorFacet: none}
	failed, fails := none, 0
	for _, facet := range []int{sourceFacet, provinceFacet, kindFacet} {
		if !s.picks[facet].passes(single[facet]) {
			failed, fails = facet, fails+1
		}
	}
	involved, against := s.picks[actorFacet].passesActors(r.actors)
	if !involved {
		failed, fails = actorFacet, fails+1
	}
	if fails > 1 {
		return false
	}
	for _, facet := range []int{sourceFacet, provinceFacet, kindFacet} {
		if n := single[facet]; n != none && (fails == 0 || failed == facet) {
			t.left[facet][n]++
		}
	}
	switch {
	case fails == 0, failed == actorFacet && !s.picks[actorFacet].all:
		for _, a := range r.actors {
			t.left[actorFacet][a]++
		}
	case failed == actorFacet && against != none:
		t.left[actorFacet][against]++
	}
	return fails == 0
}

// countAll counts a row under the filter's sources alone; for the sources
// themselves, under no filter.
func (t *tally) countAll(r *row, chosen bool) {
	if r.source != none {
		t.all[sourceFacet][r.source]++
	}
	if !chosen {
		return
	}
	t.rows++
	if r.province != none {
		t.all[provinceFacet][r.province]++
	}
	if r.kind != none {
		t.all[kindFacet][r.kind]++
	}
	for _, a := range r.actors {
		t.all[actorFacet][a]++
	}
}

// counts gives the values of a facet that the chosen sources know.
func (s *search) counts(facet int) []Count {
	var counts []Count
	for n := range s.size(facet) {
		c := s.label(facet, n)
		c.Events, c.Quotes = s.eventTally.left[facet][n], s.quoteTally.left[facet][n]
		c.AllEvents, c.AllQuotes = s.eventTally.all[facet][n], s.quoteTally.all[facet][n]
		known := facet == sourceFacet
		for source, values := range s.named[facet] {
			if values[n] != absent && s.picks[sourceFacet].passes(int32(source)) {
				known, c.Named = true, c.Named || values[n] == cited
			}
		}
		if known || c.AllEvents+c.AllQuotes > 0 {
			counts = append(counts, c)
		}
	}
	slices.SortStableFunc(counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.AllEvents, a.AllEvents), cmp.Compare(b.AllQuotes, a.AllQuotes),
			cmp.Compare(Fold(a.Name), Fold(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return counts
}

func (s *search) label(facet, n int) Count {
	switch facet {
	case sourceFacet:
		return Count{ID: s.sources[n].ID, Name: s.sources[n].Title, Group: s.sources[n].Kind, Named: true}
	case provinceFacet:
		return Count{ID: s.provinces[n].ID, Name: s.provinces[n].Name, Group: s.provinces[n].Country}
	case actorFacet:
		return Count{ID: s.actors[n].ID, Name: s.actors[n].Name, Group: string(s.actors[n].Kind)}
	}
	return Count{ID: s.kinds[n], Name: s.kinds[n]}
}

// passages gives the paragraphs that hold the filter's text.
func (s *search) passages() []PassageHit {
	if !slices.ContainsFunc(s.terms, func(t term) bool { return !t.excluded }) {
		return nil
	}
	var hits []PassageHit
	for i, matched := range s.pageWords.match(s.terms) {
		if p := s.pages[i]; matched && s.picks[sourceFacet].passes(p.source) {
			hits = append(hits, PassageHit{s.sources[p.source].ID, p.paragraph.Number})
		}
	}
	return hits
}

// sum fills in what is added up over the events found.
func (x *index) sum(r *Result) {
	tolls := make(map[int32]bool)
	months := make(map[int32]int)
	for _, n := range r.events {
		e := &x.eventRows[n]
		if e.undated {
			r.Undated++
		} else {
			months[e.month]++
		}
		if e.tolled {
			r.Tolls++
			r.AtLeast = r.AtLeast || e.atLeast
		}
		if e.toll != none && tolls[e.toll] {
			continue
		}
		tolls[e.toll] = true
		r.Killed += e.killed
		if x.events[n].Kind == CasualtyCount {
			r.KilledInCounts += e.killed
		}
	}
	for _, m := range slices.Sorted(maps.Keys(months)) {
		year := floorDiv(int(m), 12)
		r.Months = append(r.Months, MonthCount{year, int(m) - 12*year + 1, months[m]})
	}
}

// monthNumber counts the months from January of the year 0. An open start has
// no first day: its last one stands in.
func monthNumber(d days) int32 {
	day := d.first
	if day == MinDay {
		day = d.last
	}
	t := day.Time()
	return int32(t.Year()*12 + int(t.Month()) - 1)
}
