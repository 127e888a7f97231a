package store

import (
	"context"
	"math/bits"
	"runtime"
	"sync"

	bitset "fieldbrief/store/internal/bits"
)

// facetSet is a set of facets, one bit for each.
type facetSet uint8

const allFacets facetSet = 1<<facets - 1

func (s facetSet) has(facet int) bool { return s&(1<<facet) != 0 }

// counts are numbers of events by value, for each facet that was counted.
type counts [facets][]int

// partSize is the least number of events that is worth a goroutine of its own.
const partSize = 1 << 15

// count counts the values of the wanted facets over a set of events.
func (t *table) count(ctx context.Context, set bitset.Set, wanted facetSet) (counts, error) {
	parts := t.parts(len(set))
	counters := make([]*counter, len(parts))
	var done sync.WaitGroup
	for i, p := range parts {
		counters[i] = &counter{table: t}
		done.Go(func() { counters[i].count(set[p.from:p.to], p.from*64, wanted) })
	}
	done.Wait()
	return t.add(counters, wanted), ctx.Err()
}

// add joins the counts of all parts.
func (t *table) add(parts []*counter, wanted facetSet) counts {
	var all counts
	for facet := range facets {
		if wanted.has(facet) {
			all[facet] = make([]int, t.values[facet])
		}
	}
	for _, c := range parts {
		for i, n := range c.class {
			k := t.kinds[i]
			if all[sourceFacet] != nil && k.source != none {
				all[sourceFacet][k.source] += int(n)
			}
			if all[kindFacet] != nil && k.kind != none {
				all[kindFacet][k.kind] += int(n)
			}
		}
		for i := range all[provinceFacet] {
			all[provinceFacet][i] += int(c.province[i])
		}
		for i := range all[actorFacet] {
			if i <= maxActor {
				all[actorFacet][i] += int(c.actor[i])
			}
		}
		for a, n := range c.crowd {
			all[actorFacet][a] += int(n)
		}
	}
	return all
}

// counter counts one part of the table.
type counter struct {
	*table
	class, province []uint32
	actor           *[1 << 16]uint32
	crowd           map[int32]uint32
}

func (c *counter) count(set bitset.Set, base int, wanted facetSet) {
	if wanted.has(sourceFacet) || wanted.has(kindFacet) {
		c.class = make([]uint32, len(c.kinds))
		tally(set, c.table.class[base:], c.class)
	}
	if wanted.has(provinceFacet) {
		c.province = make([]uint32, c.values[provinceFacet]+1)
		tally(set, c.table.province[base:], c.province)
	}
	if wanted.has(actorFacet) {
		c.actor, c.crowd = new([1 << 16]uint32), make(map[int32]uint32)
		c.countActors(set, base)
	}
}

// tally counts the values of a column over a set.
func tally(set bitset.Set, column, counts []uint32) {
	for i, w := range set {
		if w == 0 {
			continue
		}
		values := column[i<<6:]
		if w == ^uint64(0) {
			for _, v := range values[:64] {
				counts[v]++
			}
			continue
		}
		for ; w != 0; w &= w - 1 {
			counts[values[bits.TrailingZeros64(w)]]++
		}
	}
}

func (c *counter) countActors(set bitset.Set, base int) {
	counts := c.actor
	for i, w := range set {
		at := base + i<<6
		for ; w != 0; w &= w - 1 {
			ordinal := at + bits.TrailingZeros64(w)
			a := c.first[ordinal]
			if a == crowd {
				c.countCrowd(ordinal)
				continue
			}
			counts[a]++
			counts[c.second[ordinal]]++
		}
	}
}

func (c *counter) countCrowd(ordinal int) {
	for _, a := range c.crowds.of(ordinal, c.second[ordinal]) {
		if a <= maxActor {
			c.actor[a]++
		} else {
			c.crowd[a]++
		}
	}
}

// sumKilled adds up the dead of a set of events, a shared toll once: all of
// them, and those in events of one kind.
func (t *table) sumKilled(set bitset.Set, kind int32) (all, ofKind int) {
	parts := t.parts(len(set))
	sums := make([]int, len(parts))
	ofKinds := make([]int, len(parts))
	var done sync.WaitGroup
	for i, p := range parts {
		done.Go(func() { sums[i], ofKinds[i] = t.sumPart(set[p.from:p.to], p.from*64, kind) })
	}
	done.Wait()
	for i := range parts {
		all += sums[i]
		ofKind += ofKinds[i]
	}
	seen := make(map[number]bool)
	for _, s := range t.shared {
		if !set.Has(s.ordinal) {
			continue
		}
		if killed := int(t.killed.at(s.ordinal)); seen[s.toll] {
			all -= killed
			if t.kinds[t.class[s.ordinal]].kind == kind {
				ofKind -= killed
			}
		}
		seen[s.toll] = true
	}
	return all, ofKind
}

// part is a stretch of the words of a set.
type part struct{ from, to int }

// parts divides the words of a set among the processors.
func (t *table) parts(words int) []part {
	workers := min(runtime.GOMAXPROCS(0), 1+t.size/partSize)
	each := (words + workers - 1) / workers
	var parts []part
	for from := 0; from < words; from += each {
		parts = append(parts, part{from, min(from+each, words)})
	}
	return parts
}

func (t *table) sumPart(set bitset.Set, base int, kind int32) (all, ofKind int) {
	counted := make([]bool, len(t.kinds))
	some := false
	for i, k := range t.kinds {
		counted[i] = kind != none && k.kind == kind
		some = some || counted[i]
	}
	for i, w := range set {
		at := base + i<<6
		if w == ^uint64(0) && !some && t.killed.large == nil {
			sum := 0
			for _, v := range t.killed.values[at : at+64] {
				sum += int(v)
			}
			all += sum
			continue
		}
		for ; w != 0; w &= w - 1 {
			ordinal := at + bits.TrailingZeros64(w)
			v := int(t.killed.values[ordinal])
			if v == largeValue {
				v = int(t.killed.large[ordinal])
			}
			all += v
			if some && counted[t.class[ordinal]] {
				ofKind += v
			}
		}
	}
	return all, ofKind
}

// byMonth gives the histogram over time of a set of events, and how many of
// them are undated.
func (t *table) byMonth(set bitset.Set) (months []MonthCount, undated int) {
	for i, m := range t.months {
		n := set.CountRange(m.start, m.end)
		if n == 0 {
			continue
		}
		if last := len(months) - 1; last >= 0 && i > 0 && t.months[i-1].month == m.month || last >= 0 && monthOf(months[last]) == m.month {
			months[last].Events += n
			continue
		}
		year := floorDiv(int(m.month), 12)
		months = append(months, MonthCount{year, int(m.month) - 12*year + 1, n})
	}
	if last := len(t.days) - 1; last >= 0 && t.days[last].day == undatedDay {
		undated = set.CountRange(t.days[last].base, t.size)
	}
	return months, undated
}

func monthOf(m MonthCount) int32 { return int32(12*m.Year + m.Month - 1) }
