package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"fieldbrief/store/internal/column"
)

// none is the number of a value a row does not have.
const none = -1

// index is everything a library holds, ready to be searched. Nothing in it
// changes once it is built. Values of facets are known by their numbers, the
// places in sources, actors, provinces and kinds.
type index struct {
	sources      []Source // by id
	sourceTitles []string // of each, what it is called: Library.SourceName
	texts        []*Text  // for each source, nil where none is attached
	actors       []Actor
	provinces    []Province
	kinds        []string // that events have, sorted

	numbers [facets]map[string]int32 // of the values by id

	table    *table
	records  eventRecords
	answers  answers
	places   placesOnce           // read when a map or an area first asks for them
	ordinals sync.Map             // of marked events, by id
	ranks    func() [facets][]int // places in the order of names, made when first asked for

	quotes []Quote // by source, then in text order
	pages  []page  // every paragraph of every digest

	quoteNumbers map[string]int32
	quoteRows    []row
	named        [facets][][]mention // for each source and value: how the source knows it
	quoteWords   func() *wordIndex   // made when words are first asked for
	pageWords    func() *wordIndex
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
	killed                 int            // events: best, else low
	figures                column.Figures // events: what killed rests on
}

// page is one paragraph of a source.
type page struct {
	source    int32
	paragraph Paragraph
}

// newIndex builds the index of settled briefings, at most one for each source,
// in memory.
func newIndex(briefings []Briefing, texts map[string]Text) *index {
	var events []Event
	kinds := make(map[string]string)
	for _, b := range briefings {
		events = append(events, b.Events...)
		for _, e := range b.Events {
			kinds[e.ID] = e.Kind
		}
	}
	slices.SortStableFunc(events, compareEvents)
	x := newFrame(briefings, texts)
	x.setKinds(slices.Collect(maps.Values(kinds)))
	x.table, x.records = x.memoryTable(events), newMemoryEvents(events)
	x.table.findCounts(x.number(kindFacet, CasualtyCount))
	x.addQuotes(briefings, kinds)
	return x
}

// newFrame builds what is held in memory of every library: all but the events,
// and the quotes, which lean on them.
func newFrame(briefings []Briefing, texts map[string]Text) *index {
	x := &index{answers: newAnswers()}
	x.ranks = sync.OnceValue(x.rankNames)
	briefings = slices.Clone(briefings)
	slices.SortFunc(briefings, func(a, b Briefing) int { return cmp.Compare(a.Source.ID, b.Source.ID) })
	for _, b := range briefings {
		x.addSource(b.Source, texts)
	}
	x.numbers[sourceFacet] = numbering(x.sources, func(s Source) string { return s.ID })
	x.sourceTitles = apartTitles(x.sources)
	x.actors, x.numbers[actorFacet] = joinActors(briefings)
	x.provinces, x.numbers[provinceFacet] = joinProvinces(briefings)
	x.addNames(briefings)
	x.pageWords = sync.OnceValue(func() *wordIndex {
		return indexWords(len(x.pages), func(i int) []string { return x.pageFields(x.pages[i]) })
	})
	return x
}

// setKinds numbers the kinds of events.
func (x *index) setKinds(kinds []string) {
	x.kinds = tidy(kinds)
	x.numbers[kindFacet] = numbering(x.kinds, func(k string) string { return k })
}

// addQuotes adds the quotes; kinds are those of the events they belong to.
func (x *index) addQuotes(briefings []Briefing, kinds map[string]string) {
	for _, b := range briefings {
		x.quotes = append(x.quotes, b.Quotes...)
	}
	slices.SortStableFunc(x.quotes, compareQuotes)
	x.quoteNumbers = numbering(x.quotes, func(q Quote) string { return q.ID })
	for i := range x.quotes {
		x.quoteRows = append(x.quoteRows, x.quoteRow(x.quotes[i], kinds))
	}
	x.quoteWords = sync.OnceValue(func() *wordIndex {
		return indexWords(len(x.quotes), func(i int) []string { return x.quoteFields(x.quotes[i]) })
	})
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

// eventRow gives what a filter looks at in an event.
func (x *index) eventRow(e *Event) row {
	r := row{
		source:   x.number(sourceFacet, sourceOf(e.ID)),
		province: x.provinceNumber(e.Province),
		kind:     x.number(kindFacet, e.Kind),
		date:     days{e.First, e.Last},
		undated:  e.Undated(),
		killed:   figure(e.Killed),
		figures:  figures(e.Killed),
	}
	for _, p := range e.Actors {
		r.actors = append(r.actors, x.number(actorFacet, p.ID))
	}
	r.actors = uniqueActors(r.actors)
	return r
}

func (x *index) quoteRow(q Quote, kinds map[string]string) row {
	r := row{
		source:   x.number(sourceFacet, sourceOf(q.ID)),
		province: x.provinceNumber(q.Province),
		kind:     none,
		date:     days{q.First, q.Last},
		undated:  q.Undated(),
	}
	if kind, ok := kinds[q.Event]; ok {
		r.kind = x.number(kindFacet, kind)
	}
	r.actors = append(r.actors, x.number(actorFacet, q.Speaker.ID))
	for _, id := range q.Mentions {
		r.actors = append(r.actors, x.number(actorFacet, id))
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

// number gives the number of a facet's value, or none.
func (x *index) number(facet int, id string) int32 {
	if n, ok := x.numbers[facet][id]; ok {
		return n
	}
	return none
}

func (x *index) provinceNumber(p *ProvinceRef) int32 {
	if p == nil {
		return none
	}
	return x.number(provinceFacet, p.ID)
}

// values gives how many values each facet has.
func (x *index) values() [facets]int {
	return [facets]int{len(x.sources), len(x.provinces), len(x.actors), len(x.kinds)}
}

func (x *index) size(facet int) int { return x.values()[facet] }
