package store

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"fieldbrief/store/internal/bits"
	"fieldbrief/store/internal/text"
)

// answers keeps what was worked out for the last filters: typing a word and
// toggling a value leave most of a filter as it was.
type answers struct {
	sets     *recent[string, bits.Set]      // the events that pass one condition
	counts   *recent[countKey, []int]       // a facet's counts under a whole filter
	bySource *recent[countKey, []int]       // the same under a choice of sources alone
	found    *recent[string, bits.Ranked]   // the events that pass a whole filter
	bases    *recent[countKey, []baseCount] // a facet's values under a choice of sources
}

type countKey struct {
	filter string
	facet  int
}

func newAnswers() answers {
	return answers{newRecent[string, bits.Set](16), newRecent[countKey, []int](48), newRecent[countKey, []int](16),
		newRecent[string, bits.Ranked](8), newRecent[countKey, []baseCount](12)}
}

// facetOrder gives the facets in the order of their numbers.
func facetOrder() [facets]Facet { return [facets]Facet{BySource, ByProvince, ByActor, ByKind} }

// find gives the events that pass a filter.
func (x *index) find(ctx context.Context, f Filter) (bits.Ranked, error) {
	return x.answers.found.or(f.String(), func() (bits.Ranked, error) {
		all := bits.Full(x.table.size)
		for _, c := range x.conditions(f) {
			set, err := x.answers.sets.or(c.key, func() (bits.Set, error) { return c.find(ctx) })
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				return bits.Ranked{}, err
			}
			if c.excluded {
				all.AndNot(set)
			} else {
				all.And(set)
			}
		}
		return bits.Rank(all), nil
	})
}

// A condition is a part of a filter with the events that pass it, or that it
// excludes.
type condition struct {
	key      string
	excluded bool
	find     func(context.Context) (bits.Set, error)
}

// conditions parts a filter, whose dates must be sound.
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
		list = append(list, condition{fmt.Sprintf("%s %v %q", name, p.all, c), false,
			func(context.Context) (bits.Set, error) { return passing[facet](p), nil }})
	}
	if r, err := f.dateRange(); err == nil && r.dated {
		list = append(list, condition{fmt.Sprintf("dates %v", r), false,
			func(context.Context) (bits.Set, error) { return t.between(r), nil }})
	}
	for _, t := range parseTerms(f.Text) {
		list = append(list, condition{fmt.Sprintf("text %v %q", t.prefix(), t.words), t.excluded,
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
const verifiedAtOnce = 256

// verified keeps the events whose text has the term in it.
func (x *index) verified(ctx context.Context, candidates bits.Set, t term) (bits.Set, error) {
	set := bits.New(x.table.size)
	var mutex sync.Mutex
	var failed error
	jobs := make(chan []int)
	var done sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		done.Go(func() {
			for ordinals := range jobs {
				events, err := x.records.events(ordinals)
				mutex.Lock()
				for i := range events {
					if t.in(eventFields(events[i])) {
						set.Add(ordinals[i])
					}
				}
				if err != nil {
					failed = err
				}
				mutex.Unlock()
			}
		})
	}
	for ordinals := range slices.Chunk(slices.Collect(candidates.Each), verifiedAtOnce) {
		if ctx.Err() != nil {
			break
		}
		jobs <- ordinals
	}
	close(jobs)
	done.Wait()
	if failed == nil {
		failed = ctx.Err()
	}
	return set, failed
}

// in tells whether one of the fields has the term in it.
func (t term) in(fields []string) bool {
	return slices.ContainsFunc(fields, func(field string) bool {
		words := text.Words(field)
		for i := range words {
			if t.startsAt(words[i:]) {
				return true
			}
		}
		return false
	})
}

// counted gives the numbers of events by value under a filter.
func (x *index) counted(ctx context.Context, f Filter, wanted facetSet) (counts, error) {
	var known counts
	missing := wanted
	key, cache := f.String(), x.answers.counts
	if key == (Filter{Sources: f.Sources}).String() {
		cache = x.answers.bySource
	}
	for facet := range facets {
		if list, ok := cache.get(countKey{key, facet}); ok && wanted.has(facet) {
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
	fresh, err := x.count(ctx, found, missing)
	if err != nil {
		return known, err
	}
	for facet := range facets {
		if missing.has(facet) {
			known[facet] = fresh[facet]
			cache.put(countKey{key, facet}, fresh[facet])
		}
	}
	return known, nil
}

// count counts over a set; over one of more than half of all events it counts
// those that are not in it, and takes them from all.
func (x *index) count(ctx context.Context, found bits.Ranked, wanted facetSet) (counts, error) {
	if n := found.Count(); n == x.table.size || n < x.table.size/2 {
		return x.table.count(ctx, found.Set(), wanted)
	}
	all, err := x.counted(ctx, Filter{}, wanted)
	if err != nil {
		return all, err
	}
	rest := bits.Full(x.table.size)
	rest.AndNot(found.Set())
	others, err := x.table.count(ctx, rest, wanted)
	for facet := range facets {
		if others[facet] == nil {
			continue
		}
		for i, n := range others[facet] {
			others[facet][i] = all[facet][i] - n
		}
	}
	return others, err
}

// leftOut gives the counts of every facet with its own choice left out of the
// filter. Facets without a choice are counted in one go.
func (x *index) leftOut(ctx context.Context, f Filter) (counts, error) {
	var left counts
	all := f.AllActors && len(f.Actors.tidy().Chosen) > 0
	groups := make(map[string]facetSet)
	filters := make(map[string]Filter)
	for facet, name := range facetOrder() {
		g := f
		if name != ByActor || !all {
			g = f.with(name, Choice{})
		}
		key := g.String()
		groups[key] |= 1 << facet
		filters[key] = g
	}
	for key, wanted := range groups {
		found, err := x.counted(ctx, filters[key], wanted)
		if err != nil {
			return left, err
		}
		for facet := range facets {
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
