package store

import (
	"cmp"
	"slices"
	"strings"
)

// none is the number of a value a row does not have.
const none = -1

// index is everything a library holds, ready to be searched. Nothing in it
// changes once it is built. Values of facets are known by their numbers, the
// places in sources, actors, provinces and kinds.
type index struct {
	sources   []Source // by id
	texts     []*Text  // for each source, nil where none is attached
	actors    []Actor
	provinces []Province
	kinds     []string

	numbers [facets]map[string]int32 // of the values by id

	events []Event // in date order
	quotes []Quote // by source, then in text order
	pages  []page  // every paragraph of every digest

	eventNumbers map[string]int32
	quoteNumbers map[string]int32
	eventRows    []row
	quoteRows    []row
	named        [facets][][]mention // for each source and value: how the source knows it
	eventWords   *wordIndex
	quoteWords   *wordIndex
	pageWords    *wordIndex
}

// facets counts the facets that have values; they are numbered in this order.
const (
	sourceFacet = iota
	provinceFacet
	actorFacet
	kindFacet
	facets
)

// row is what a filter looks at in an event or quote.
type row struct {
	source, province, kind int32
	actors                 []int32 // each once
	date                   days
	undated                bool
	month                  int32 // of the first day, counted from January of the year 0
	killed                 int   // events: best, else low
	tolled, atLeast        bool  // events: whether killed is given, and is a minimum
	toll                   int32 // events: the number of the shared toll, none where it is its own
}

// page is one paragraph of a source.
type page struct {
	source    int32
	paragraph Paragraph
}

// newIndex builds the index of settled briefings, at most one for each source.
func newIndex(briefings []Briefing, texts map[string]Text) *index {
	x := &index{}
	briefings = slices.Clone(briefings)
	slices.SortFunc(briefings, func(a, b Briefing) int { return cmp.Compare(a.Source.ID, b.Source.ID) })
	for _, b := range briefings {
		x.addSource(b.Source, texts)
	}
	x.actors, x.numbers[actorFacet] = joinActors(briefings)
	x.provinces, x.numbers[provinceFacet] = joinProvinces(briefings)
	for _, b := range briefings {
		x.events = append(x.events, b.Events...)
		x.quotes = append(x.quotes, b.Quotes...)
	}
	x.number()
	x.addRows()
	x.addNames(briefings)
	x.addWords()
	return x
}

func (x *index) addSource(s Source, texts map[string]Text) {
	n := int32(len(x.sources))
	x.sources = append(x.sources, s)
	if t, ok := texts[s.ID]; ok {
		x.texts = append(x.texts, &t)
	} else {
		x.texts = append(x.texts, nil)
	}
	for _, p := range s.Digest {
		x.pages = append(x.pages, page{n, p})
	}
}

// number sorts the records and numbers them and the values that only they have.
func (x *index) number() {
	slices.SortStableFunc(x.events, compareEvents)
	slices.SortStableFunc(x.quotes, compareQuotes)
	x.eventNumbers = make(map[string]int32, len(x.events))
	kinds := make(map[string]bool)
	for i, e := range x.events {
		x.eventNumbers[e.ID] = int32(i)
		if e.Kind != "" {
			kinds[e.Kind] = true
		}
	}
	x.quoteNumbers = make(map[string]int32, len(x.quotes))
	for i, q := range x.quotes {
		x.quoteNumbers[q.ID] = int32(i)
	}
	for k := range kinds {
		x.kinds = append(x.kinds, k)
	}
	slices.Sort(x.kinds)
	x.numbers[kindFacet] = numbering(x.kinds, func(k string) string { return k })
	x.numbers[sourceFacet] = numbering(x.sources, func(s Source) string { return s.ID })
}

func numbering[T any](values []T, id func(T) string) map[string]int32 {
	numbers := make(map[string]int32, len(values))
	for i, v := range values {
		numbers[id(v)] = int32(i)
	}
	return numbers
}

// compareEvents is date order: first day, last day, source, key; the undated,
// whose days are after everything, last.
func compareEvents(a, b Event) int {
	return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last),
		boolOrder(a.Undated(), b.Undated()), compareIDs(a.ID, b.ID))
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// compareIDs compares public ids by source, then key.
func compareIDs(a, b string) int {
	sourceA, keyA, _ := strings.Cut(a, "/")
	sourceB, keyB, _ := strings.Cut(b, "/")
	return cmp.Or(cmp.Compare(sourceA, sourceB), cmp.Compare(keyA, keyB))
}

// compareQuotes is text order within each source.
func compareQuotes(a, b Quote) int {
	ca, cb := firstCite(a.Cites), firstCite(b.Cites)
	return cmp.Or(cmp.Compare(sourceOf(a.ID), sourceOf(b.ID)), cmp.Compare(ca.Paragraph, cb.Paragraph),
		cmp.Compare(ca.Start, cb.Start), compareIDs(a.ID, b.ID))
}

func firstCite(cites []Citation) Citation {
	if len(cites) == 0 {
		return Citation{}
	}
	return slices.MinFunc(cites, compareCites)
}

func compareCites(a, b Citation) int {
	return cmp.Or(cmp.Compare(a.Paragraph, b.Paragraph), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// sourceOf gives the source of a public id.
func sourceOf(id string) string {
	source, _, _ := strings.Cut(id, "/")
	return source
}

func (x *index) addRows() {
	tolls := sharedTolls(x.events, x.eventNumbers)
	for i, e := range x.events {
		r := row{
			source:   x.find(sourceFacet, sourceOf(e.ID)),
			province: x.provinceNumber(e.Province),
			kind:     x.find(kindFacet, e.Kind),
			date:     days{e.First, e.Last},
			undated:  e.Undated(),
			month:    monthNumber(days{e.First, e.Last}),
			killed:   figure(e.Killed),
			tolled:   isGiven(e.Killed),
			atLeast:  isMinimum(e.Killed),
			toll:     tolls[i],
		}
		for _, p := range e.Actors {
			r.actors = append(r.actors, x.find(actorFacet, p.ID))
		}
		r.actors = uniqueActors(r.actors)
		x.eventRows = append(x.eventRows, r)
	}
	for _, q := range x.quotes {
		x.quoteRows = append(x.quoteRows, x.quoteRow(q))
	}
}

func (x *index) quoteRow(q Quote) row {
	r := row{
		source:   x.find(sourceFacet, sourceOf(q.ID)),
		province: x.provinceNumber(q.Province),
		kind:     none,
		date:     days{q.First, q.Last},
		undated:  q.Undated(),
		toll:     none,
	}
	if e, ok := x.eventNumbers[q.Event]; ok {
		r.kind = x.eventRows[e].kind
	}
	r.actors = append(r.actors, x.find(actorFacet, q.Speaker.ID))
	for _, id := range q.Mentions {
		r.actors = append(r.actors, x.find(actorFacet, id))
	}
	r.actors = uniqueActors(r.actors)
	return r
}

// uniqueActors gives actors' numbers in order, each once.
func uniqueActors(numbers []int32) []int32 {
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	if len(numbers) > 0 && numbers[0] == none {
		numbers = numbers[1:]
	}
	return numbers
}

func (x *index) find(facet int, id string) int32 {
	if n, ok := x.numbers[facet][id]; ok {
		return n
	}
	return none
}

func (x *index) provinceNumber(p *ProvinceRef) int32 {
	if p == nil {
		return none
	}
	return x.find(provinceFacet, p.ID)
}
