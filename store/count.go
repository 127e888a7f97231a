package store

import (
	"context"
	"math/bits"
	"slices"

	bitset "fieldbrief/store/internal/bits"
	"fieldbrief/store/internal/column"
)

// facetSet is a set of facets, one bit for each, and of tolls.
type facetSet uint8

const allFacets facetSet = 1<<facets - 1

func (s facetSet) has(facet int) bool { return s&(1<<facet) != 0 }

// tolls stands behind the facets where something is counted: its one number is
// that of the dead, shared tolls as often as they stand there.
const tolls = facets

// counts are numbers of events by value, for each facet that was counted, and
// tolls.
type counts [facets + 1][]int

// count counts the wanted facets over a set of events or, where others are asked
// for, over those that are not in it.
func (t *table) count(ctx context.Context, set bitset.Set, others bool, wanted facetSet) (counts, error) {
	counters := make([]*counter, partsOf(len(set), partWords))
	parallel(len(set), partWords, func(part, first, last int) {
		c := newCounter(t, wanted)
		counters[part] = c
		c.run(ctx, set, others, first, last)
	})
	return t.join(counters, wanted), ctx.Err()
}

// join adds up what the parts have counted.
func (t *table) join(parts []*counter, wanted facetSet) (all counts) {
	for facet := range facets {
		if wanted.has(facet) {
			all[facet] = make([]int, t.values[facet])
		}
	}
	if wanted.has(tolls) {
		all[tolls] = make([]int, 1)
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
		for i := range min(len(all[actorFacet]), int(t.nobody)) {
			all[actorFacet][i] += int(c.actor[i])
		}
		for a, n := range c.large {
			all[actorFacet][a] += int(n)
		}
		if all[tolls] != nil {
			all[tolls][0] += c.killed
		}
	}
	return all
}

// sharedOnce takes from the dead in a set of events each toll that stands there
// again, and adds up those in casualty counts.
func (t *table) sharedOnce(set bitset.Set, dead int) (all, inCounts int) {
	for _, ordinal := range t.casualtyCounts {
		if set.Has(int(ordinal)) {
			inCounts += int(t.killed.At(int(ordinal)))
		}
	}
	seen := make(map[number]bool)
	for _, s := range t.shared {
		if !set.Has(s.ordinal) {
			continue
		}
		if killed := int(t.killed.At(s.ordinal)); seen[s.toll] {
			dead -= killed
			if _, ok := slices.BinarySearch(t.casualtyCounts, int32(s.ordinal)); ok {
				inCounts -= killed
			}
		}
		seen[s.toll] = true
	}
	return dead, inCounts
}

// stretch is how many events an adder works on at a time.
const stretch = 1 << 12

// counter counts one part of the table.
type counter struct {
	table                  *table
	rows                   [stretch]uint16  // of the events under way, from the stretch's start
	class, province, actor []uint32         // nil: not counted
	large                  map[int32]uint32 // actors from maxSingle on
	tolls                  bool
	killed                 int
}

func newCounter(t *table, wanted facetSet) *counter {
	c := &counter{table: t, tolls: wanted.has(tolls)}
	if wanted.has(sourceFacet) || wanted.has(kindFacet) {
		c.class = make([]uint32, len(t.kinds))
	}
	if wanted.has(provinceFacet) {
		c.province = make([]uint32, t.values[provinceFacet]+1)
	}
	if wanted.has(actorFacet) {
		c.actor = make([]uint32, int(t.crowd)+1)
	}
	return c
}

// run works on the events of some words of a set.
func (c *counter) run(ctx context.Context, set bitset.Set, others bool, first, last int) {
	var flip uint64
	if others {
		flip = ^uint64(0)
	}
	for ; first < last && ctx.Err() == nil; first += stretch / 64 {
		start := first << 6
		n := c.list(set[first:min(first+stretch/64, last)], flip)
		if over := start + stretch - c.table.size; over > 0 && others {
			n, _ = slices.BinarySearch(c.rows[:n], uint16(stretch-over))
		}
		if n > 0 {
			c.addRows(start, c.rows[:n])
		}
	}
}

// list lists the members of a stretch of a set, the words of which are flipped.
func (c *counter) list(words bitset.Set, flip uint64) int {
	n := 0
	for i, w := range words {
		for w ^= flip; w != 0; w &= w - 1 {
			c.rows[n&(stretch-1)] = uint16(i<<6 + bits.TrailingZeros64(w))
			n++
		}
	}
	return n
}

// addRows counts some events of a stretch; quicker where it is all of them.
func (c *counter) addRows(start int, rows []uint16) {
	t, full := c.table, len(rows) == stretch
	if c.class != nil {
		if full {
			t.class.TallyAll(c.class, start, stretch)
		} else {
			t.class.Tally(c.class, start, rows)
		}
	}
	if c.province != nil {
		if full {
			t.province.TallyAll(c.province, start, stretch)
		} else {
			t.province.Tally(c.province, start, rows)
		}
	}
	if c.actor != nil {
		c.addActors(start, rows)
	}
	if c.tolls {
		if full {
			c.killed += int(t.killed.SumAll(start, stretch))
		} else {
			c.killed += int(t.killed.Sum(start, rows))
		}
	}
}

func (c *counter) addActors(start int, rows []uint16) {
	if !c.table.crowds.among(start, stretch) {
		if len(rows) == stretch {
			column.TallyAllPairs(c.actor, c.table.actors[start:start+stretch])
		} else {
			column.TallyPairs(c.actor, c.table.actors[start:], rows)
		}
		return
	}
	for _, row := range rows {
		ordinal := start + int(row)
		pair := c.table.actors[ordinal]
		if pair[0] != c.table.crowd {
			c.actor[pair[0]]++
			c.actor[pair[1]]++
			continue
		}
		for _, actor := range c.table.crowds.of(ordinal, pair[1]) {
			if actor < int32(c.table.nobody) {
				c.actor[actor]++
				continue
			}
			if c.large == nil {
				c.large = make(map[int32]uint32)
			}
			c.large[actor]++
		}
	}
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
