package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"fieldbrief/store/internal/bits"
	"fieldbrief/store/internal/text"
)

// answers keeps what was worked out for the last filters: typing a word and
// toggling a value leave most of a filter as it was.
type answers struct {
	sets     *recent[string, bits.Set]      // the events that pass one condition
	sources  *recent[string, bits.Set]      // the same of sources
	counts   *recent[countKey, []int]       // a facet's counts under a whole filter
	bySource *recent[countKey, []int]       // the same under a choice of sources alone
	found    *recent[string, bits.Ranked]   // the events that pass a whole filter
	bases    *recent[countKey, []baseCount] // a facet's values under a choice of sources
	places   *recent[*Result, []int32]      // how many of a result's events are at each site
}

type countKey struct {
	filter string
	facet  int
}

func newAnswers() answers {
	return answers{newRecent[string, bits.Set](16), newRecent[string, bits.Set](4), newRecent[countKey, []int](48), newRecent[countKey, []int](16),
		newRecent[string, bits.Ranked](8), newRecent[countKey, []baseCount](12), newRecent[*Result, []int32](2)}
}

// facetOrder gives the facets in the order of their numbers.
func facetOrder() [facets]Facet { return [facets]Facet{BySource, ByProvince, ByActor, ByKind} }

// find gives the events that pass a filter.
func (x *index) find(ctx context.Context, f Filter) (bits.Ranked, error) {
	return x.answers.found.or(f.key(), func() (bits.Ranked, error) {
		var all bits.Set
		for _, c := range x.conditions(f) {
			set, err := c.kept.or(c.key, func() (bits.Set, error) { return c.find(ctx) })
			if err == nil {
				err = ctx.Err()
			}
			switch {
			case err != nil:
				return bits.Ranked{}, err
			case all == nil && !c.excluded:
				all = slices.Clone(set)
			case all == nil:
				all = bits.Full(x.table.size)
				all.AndNot(set)
			case c.excluded:
				all.AndNot(set)
			default:
				all.And(set)
			}
		}
		if all == nil {
			all = bits.Full(x.table.size)
		}
		return bits.Rank(all), nil
	})
}

// A condition is a part of a filter with the events that pass it, or that it
// excludes.
type condition struct {
	kept     *recent[string, bits.Set]
	key      string
	excluded bool
	find     func(context.Context) (bits.Set, error)
}

// conditions parts a filter, whose dates and area must be sound.
func (x *index) conditions(f Filter) []condition {
	var list []condition
	t := x.table
	passing := [facets]func(pick) bits.Set{t.ofSource, t.inProvince, t.withActors, t.ofKind}
	for facet, name := range facetOrder() {
		c := f.choice(name).tidy()
		if c.Chosen == nil && c.Excluded == nil {
			continue
		}
		p := x.pick(facet, c)
		p.all = facet == actorFacet && f.AllActors && p.some
		kept := x.answers.sets
		if facet == sourceFacet {
			kept = x.answers.sources
		}
		list = append(list, condition{kept, fmt.Sprintf("%s %v %q", name, p.all, c), false,
			func(context.Context) (bits.Set, error) { return passing[facet](p), nil }})
	}
	if r, err := f.dateRange(); err == nil && r.dated {
		list = append(list, condition{x.answers.sets, fmt.Sprintf("dates %v", r), false,
			func(context.Context) (bits.Set, error) { return t.between(r), nil }})
	}
	if f.Marked {
		list = append(list, condition{x.answers.sets, "marked " + f.marks.markedKey(), false,
			func(ctx context.Context) (bits.Set, error) { return x.markedEvents(ctx, f.marks) }})
	}
	if b, err := ParseBox(f.Area); err == nil {
		list = append(list, condition{x.answers.sets, "area " + b.String(), false,
			func(context.Context) (bits.Set, error) { return x.inArea(b.frame()) }})
	}
	for _, t := range parseTerms(f.Text) {
		list = append(list, condition{x.answers.sets, fmt.Sprintf("text %v %q", t.prefix(), t.words), t.excluded,
			func(ctx context.Context) (bits.Set, error) { return x.holding(ctx, t) }})
	}
	return list
}

// holding gives the events that hold a term: those that hold all its words and,
// where the index of words cannot tell, have it in their text.
func (x *index) holding(ctx context.Context, t term) (bits.Set, error) {
	var set bits.Set
	sure := len(t.words) == 1
	for i, w := range t.words {
		word, whole := indexedWord(w)
		found, err := x.records.holding(ctx, word, whole && t.prefix() && i == len(t.words)-1)
		if err != nil {
			return nil, err
		}
		sure = sure && whole
		if set == nil {
			set = found
		} else {
			set.And(found)
		}
	}
	if sure {
		return set, nil
	}
	return x.verified(ctx, set, t)
}

// maxWord is how much of a word is indexed, in bytes.
const maxWord = 64

// indexedWord gives the part of a word that the index knows, and whether that
// is sure to be all of it.
func indexedWord(w string) (string, bool) {
	if len(w) < maxWord {
		return w, true
	}
	return w[:maxWord], false
}

// verifiedAtOnce is how many events are read at a time.
const verifiedAtOnce = 128

// verified keeps the events whose text has the term in it.
func (x *index) verified(ctx context.Context, candidates bits.Set, t term) (bits.Set, error) {
	ordinals := slices.Collect(candidates.Each)
	set := bits.New(x.table.size)
	var mutex sync.Mutex // of the set
	var next atomic.Int64
	errs := make([]error, partsOf(len(ordinals), verifiedAtOnce))
	parallel(len(errs), 1, func(part, _, _ int) {
		var found []int
		for errs[part] == nil {
			to := int(next.Add(verifiedAtOnce))
			from := to - verifiedAtOnce
			if from >= len(ordinals) || ctx.Err() != nil {
				break
			}
			errs[part] = x.records.texts(ordinals[from:min(to, len(ordinals))], func(ordinal int, e *Event) {
				if t.in(eventFields(*e)) {
					found = append(found, ordinal)
				}
			})
		}
		mutex.Lock()
		defer mutex.Unlock()
		for _, ordinal := range found {
			set.Add(ordinal)
		}
	})
	return set, cmp.Or(append(errs, ctx.Err())...)
}

// in tells whether one of the fields has the term in it.
func (t term) in(fields []string) bool {
	found := false
	for _, field := range fields {
		text.Find(field, t.words, t.prefix(), func(_, _ int) { found = true })
	}
	return found
}

// counted gives the numbers of events by value under a filter.
func (x *index) counted(ctx context.Context, f Filter, wanted facetSet) (counts, error) {
	var known counts
	missing := wanted
	key, cache := f.key(), x.answers.counts
	if key == (Filter{Sources: f.Sources}).String() {
		cache = x.answers.bySource
	}
	for facet := range known {
		if !wanted.has(facet) {
			continue
		}
		if list, ok := cache.get(countKey{key, facet}); ok {
			known[facet] = list
			missing &^= 1 << facet
		}
	}
	if missing == 0 {
		return known, nil
	}
	found, err := x.find(ctx, f)
	if err != nil {
		return known, err
	}
	fresh, err := x.count(ctx, f, found, missing)
	if err != nil {
		return known, err
	}
	for facet := range known {
		if missing.has(facet) {
			known[facet] = fresh[facet]
			cache.put(countKey{key, facet}, fresh[facet])
		}
	}
	return known, nil
}

// count counts over a set; over one of more than half of all events it counts
// those that are not in it, and takes them from all.
func (x *index) count(ctx context.Context, f Filter, found bits.Ranked, wanted facetSet) (counts, error) {
	if f.Empty() || found.Count() < x.table.size/2 {
		return x.table.count(ctx, found.Set(), false, wanted)
	}
	all, err := x.counted(ctx, Filter{}, wanted)
	if err != nil {
		return all, err
	}
	others, err := x.table.count(ctx, found.Set(), true, wanted)
	for facet := range others {
		for i, n := range others[facet] {
			others[facet][i] = all[facet][i] - n
		}
	}
	return others, err
}

// leftOut gives the counts of every facet with its own choice left out of the
// filter, and the tolls under all of it. What is counted under one filter is
// counted in one go.
func (x *index) leftOut(ctx context.Context, f Filter) (counts, error) {
	var left counts
	all := f.AllActors && len(f.Actors.tidy().Chosen) > 0
	groups := map[string]facetSet{f.key(): 1 << tolls}
	filters := map[string]Filter{f.key(): f}
	for facet, name := range facetOrder() {
		g := f
		if name != ByActor || !all {
			g = f.with(name, Choice{})
		}
		key := g.key()
		groups[key] |= 1 << facet
		filters[key] = g
	}
	for key, wanted := range groups {
		found, err := x.counted(ctx, filters[key], wanted)
		if err != nil {
			return left, err
		}
		for facet := range left {
			if wanted.has(facet) {
				left[facet] = found[facet]
			}
		}
	}
	if all {
		return x.withExcluded(ctx, f, left)
	}
	return left, nil
}

// withExcluded counts, where all chosen actors are asked for, the excluded ones:
// each as if it were chosen as well.
func (x *index) withExcluded(ctx context.Context, f Filter, left counts) (counts, error) {
	left[actorFacet] = slices.Clone(left[actorFacet])
	for _, id := range f.Actors.tidy().Excluded {
		n := x.number(actorFacet, id)
		if n == none {
			continue
		}
		g := f
		g.Actors = Choice{append(slices.Clone(f.Actors.Chosen), id), without(f.Actors.Excluded, id)}.tidy()
		found, err := x.find(ctx, g)
		if err != nil {
			return left, err
		}
		left[actorFacet][n] = found.Count()
	}
	return left, nil
}
