package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// checkEvery is how many rows are looked at between two looks at the context.
const checkEvery = 8192

// Search finds what passes the filter, which must be resolved: ids that the
// library does not hold match nothing. It fails on a since or until that is no
// date, an area that is no box, when ctx ends, and when the file turns out to be damaged.
func (l *Library) Search(ctx context.Context, f Filter) (*Result, error) {
	r := &Result{Filter: f, index: l.index}
	if f.Marked {
		marks, err := l.Marks()
		if err != nil {
			return nil, err
		}
		f.marks = marks
	}
	s, err := newSearch(l.index, f)
	if err != nil {
		return nil, err
	}
	if err := l.reading(func() error { return s.run(ctx, r) }); err != nil {
		return nil, err
	}
	return r, nil
}

func (s *search) run(ctx context.Context, r *Result) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.findEvents(ctx, r); err != nil {
		return err
	}
	var matched []bool
	if s.terms != nil {
		matched = s.quoteWords().match(s.terms)
	}
	if r.Filter.Area != "" {
		if matched, err = s.quotesInArea(r.Filter.Area, matched); err != nil {
			return err
		}
	}
	if r.quotes, err = s.scan(ctx, s.quoteRows, matched, &s.quotes); err != nil {
		return err
	}
	r.Events, r.Quotes = r.events.Count(), len(r.quotes)
	r.AllQuotes = s.quotes.rows
	r.Sources, r.Provinces = s.counts(sourceFacet), s.counts(provinceFacet)
	r.Actors, r.Kinds = s.counts(actorFacet), s.counts(kindFacet)
	r.Passages = s.passages()
	return nil
}

// findEvents finds the events, counts them and sums them up.
func (s *search) findEvents(ctx context.Context, r *Result) (err error) {
	x := s.index
	if r.events, err = x.find(ctx, s.filter); err != nil {
		return err
	}
	if s.events.left, err = x.leftOut(ctx, s.filter); err != nil {
		return err
	}
	chosen := Filter{Sources: r.Filter.Sources}
	if s.events.all, err = x.counted(ctx, chosen, allFacets&^(1<<sourceFacet)); err != nil {
		return err
	}
	all, err := x.counted(ctx, Filter{}, 1<<sourceFacet)
	if err != nil {
		return err
	}
	s.events.all[sourceFacet] = all[sourceFacet]
	for n, events := range all[sourceFacet] {
		if s.picks[sourceFacet].passes(int32(n)) {
			r.AllEvents += events
		}
	}
	r.Killed, r.KilledInCounts = x.table.sharedOnce(r.events.Set(), s.events.left[tolls][0])
	r.Tolls, r.AtLeast = r.events.Count()-r.events.Set().Common(x.table.unknown), r.events.Set().Common(x.table.minimum) > 0
	r.Months, r.Undated = x.table.byMonth(r.events.Set())
	return ctx.Err()
}

// search is one filter in the numbers of one index.
type search struct {
	*index
	filter Filter
	chosen string // the filter's sources alone
	picks  [facets]pick
	dates  dateRange
	terms  []term
	marked []bool // by quote, nil where marks are not asked for
	events struct{ left, all counts }
	quotes rowTally
}

// pick is the choice in one facet.
type pick struct {
	chosen, excluded []bool // by number
	some, all        bool   // some values are chosen; all of them are asked for
	wanted           int    // how many are chosen, known or not
}

// rowTally counts rows by value.
type rowTally struct {
	left [facets][]int // under the filter, the facet's own choice left out
	all  [facets][]int // under the filter's sources alone
	rows int           // under the filter's sources alone
}

func newSearch(x *index, f Filter) (*search, error) {
	s := &search{index: x, filter: f, chosen: Filter{Sources: f.Sources}.String(), terms: parseTerms(f.Text)}
	var err error
	if s.dates, err = f.dateRange(); err != nil {
		return nil, err
	}
	for facet, name := range facetOrder() {
		s.picks[facet] = x.pick(facet, f.choice(name).tidy())
		s.quotes.left[facet], s.quotes.all[facet] = make([]int, x.size(facet)), make([]int, x.size(facet))
	}
	s.picks[actorFacet].all = f.AllActors && s.picks[actorFacet].some
	if f.Marked {
		s.marked = x.markedQuotes(f.marks)
	}
	if f.Area != "" {
		if _, err := ParseBox(f.Area); err != nil {
			return nil, fmt.Errorf("area %q: %w", Printable(f.Area), err)
		}
	}
	return s, nil
}

// dateRange gives what the filter asks of dates.
func (f Filter) dateRange() (dateRange, error) {
	r := dateRange{since: MinDay, until: MaxDay, inside: f.Inside}
	since, err := parseSide(f.Since)
	if err != nil {
		return r, fmt.Errorf("since %q: %w", Printable(f.Since), err)
	}
	until, err := parseSide(f.Until)
	if err != nil {
		return r, fmt.Errorf("until %q: %w", Printable(f.Until), err)
	}
	r.since, r.until = since.first, until.last
	r.dated = f.Since != "" || f.Until != ""
	return r, nil
}

// parseSide is parseBound with the empty bound open to both sides.
func parseSide(edtf string) (days, error) {
	if edtf == "" {
		return days{MinDay, MaxDay}, nil
	}
	return parseBound(edtf)
}

func (x *index) pick(facet int, c Choice) pick {
	p := pick{some: len(c.Chosen) > 0, wanted: len(c.Chosen)}
	p.chosen, p.excluded = make([]bool, x.size(facet)), make([]bool, x.size(facet))
	for _, id := range c.Chosen {
		if n := x.number(facet, id); n != none {
			p.chosen[n] = true
		}
	}
	for _, id := range c.Excluded {
		if n := x.number(facet, id); n != none {
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
func (s *search) scan(ctx context.Context, rows []row, matched []bool, t *rowTally) ([]int32, error) {
	var passed []int32
	for i := range rows {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		r := &rows[i]
		t.countAll(r, s.picks[sourceFacet].passes(r.source))
		if !s.passesDate(r) || matched != nil && !matched[i] || s.marked != nil && !s.marked[i] {
			continue
		}
		if s.count(r, t) {
			passed = append(passed, int32(i))
		}
	}
	return passed, nil
}

func (s *search) passesDate(r *row) bool {
	return !s.dates.dated || !r.undated && s.dates.passes(r.date)
}

// count tests the facets of a row, counts it, and tells whether it passes.
func (s *search) count(r *row, t *rowTally) bool {
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
func (t *rowTally) countAll(r *row, chosen bool) {
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
	base := s.base(facet)
	if len(base) == 0 {
		return nil
	}
	counts := make([]Count, len(base))
	for i, c := range base {
		c.Events, c.Quotes = s.events.left[facet][c.number], s.quotes.left[facet][c.number]
		counts[i] = c.Count
	}
	return counts
}

// baseCount is what a value's count has under the filter's sources alone.
type baseCount struct {
	Count
	number int
}

// base gives the values of a facet that the chosen sources know, in the order in
// which they are shown. It is the same as long as the sources are.
func (s *search) base(facet int) []baseCount {
	base, _ := s.answers.bases.or(countKey{s.chosen, facet}, func() ([]baseCount, error) {
		base := s.listBase(facet)
		ranks := s.ranks()[facet]
		slices.SortFunc(base, func(a, b baseCount) int {
			return cmp.Or(cmp.Compare(b.AllEvents, a.AllEvents), cmp.Compare(b.AllQuotes, a.AllQuotes), cmp.Compare(ranks[a.number], ranks[b.number]))
		})
		return base, nil
	})
	return base
}

func (s *search) listBase(facet int) (base []baseCount) {
	for n := range s.size(facet) {
		c := baseCount{s.label(facet, n), n}
		c.AllEvents, c.AllQuotes = s.events.all[facet][n], s.quotes.all[facet][n]
		known := facet == sourceFacet
		for source, values := range s.named[facet] {
			if values[n] != absent && s.picks[sourceFacet].passes(int32(source)) {
				known, c.Named = true, c.Named || values[n] == cited
			}
		}
		if known || c.AllEvents+c.AllQuotes > 0 {
			base = append(base, c)
		}
	}
	return base
}

// rankNames gives for each value of each facet its place in the order of names,
// then ids.
func (x *index) rankNames() (ranks [facets][]int) {
	for facet := range facets {
		type named struct {
			name, id string
			number   int
		}
		list := make([]named, x.size(facet))
		for n := range list {
			c := x.label(facet, n)
			list[n] = named{Fold(c.Name), c.ID, n}
		}
		slices.SortFunc(list, func(a, b named) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id)) })
		ranks[facet] = make([]int, len(list))
		for rank, v := range list {
			ranks[facet][v.number] = rank
		}
	}
	return ranks
}

func (x *index) label(facet, n int) Count {
	switch facet {
	case sourceFacet:
		return Count{ID: x.sources[n].ID, Name: x.sourceTitles[n], Group: x.sources[n].Kind, Named: true}
	case provinceFacet:
		return Count{ID: x.provinces[n].ID, Name: x.provinces[n].Name, Group: x.provinces[n].Country}
	case actorFacet:
		return Count{ID: x.actors[n].ID, Name: x.actors[n].Name, Group: string(x.actors[n].Kind)}
	}
	return Count{ID: x.kinds[n], Name: x.kinds[n]}
}

// passages gives the paragraphs that hold the filter's text.
func (s *search) passages() []PassageHit {
	if !slices.ContainsFunc(s.terms, func(t term) bool { return !t.excluded }) {
		return nil
	}
	var hits []PassageHit
	for i, matched := range s.pageWords().match(s.terms) {
		if p := s.pages[i]; matched && s.picks[sourceFacet].passes(p.source) {
			hits = append(hits, PassageHit{s.sources[p.source].ID, p.paragraph.Number})
		}
	}
	return hits
}

// monthNumber counts the months from January of the year 0. An open start has
// no first day: its last one stands in.
func monthNumber(d days) int32 {
	if d.first == MinDay {
		return monthOfDay(d.last)
	}
	return monthOfDay(d.first)
}

func monthOfDay(d Day) int32 {
	year, month, _ := d.Time().Date()
	return int32(year*12 + int(month) - 1)
}

// monthStart gives the first day of a month.
func monthStart(month int32) Day {
	year := floorDiv(int(month), 12)
	return CivilDay(year, int(month)-12*year+1, 1)
}
