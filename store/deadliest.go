package store

import (
	"cmp"
	"container/heap"
	"slices"

	"fieldbrief/store/internal/bits"
)

// Deadliest gives up to n events of a result with the most killed (best, low
// where there is no best), the most first, those of one number in date order.
// Events that give no number, or zero, and counts over a period (CasualtyCount)
// are not among them. Errors are those of Events.
func (l *Library) Deadliest(r *Result, n int) ([]Event, error) {
	if r.index != l.index {
		return nil, errOtherLibrary
	}
	var events []Event
	err := l.reading(func() error {
		top := l.index.table.deadliest(r.events.Set(), n)
		ordinals := make([]int, len(top))
		for i, t := range top {
			ordinals[i] = t.ordinal
		}
		slices.Sort(ordinals)
		read, err := l.index.records.events(ordinals)
		if err != nil {
			return err
		}
		events = make([]Event, 0, len(top))
		for _, t := range top {
			at, _ := slices.BinarySearch(ordinals, t.ordinal)
			events = append(events, read[at])
		}
		return nil
	})
	return events, err
}

// An eventToll is an event with its number of killed.
type eventToll struct {
	ordinal int
	killed  uint64
}

func (a eventToll) compare(b eventToll) int {
	return cmp.Or(cmp.Compare(b.killed, a.killed), cmp.Compare(a.ordinal, b.ordinal))
}

// deadliest gives up to n events of a set, the most killed first.
func (t *table) deadliest(set bits.Set, n int) []eventToll {
	var top tolled
	for ordinal := range set.Each {
		e := eventToll{ordinal, t.killed.At(ordinal)}
		switch {
		case e.killed == 0 || t.isCount(ordinal):
		case len(top) < n:
			heap.Push(&top, e)
		case n > 0 && e.compare(top[0]) < 0:
			top[0] = e
			heap.Fix(&top, 0)
		}
	}
	slices.SortFunc(top, eventToll.compare)
	return top
}

func (t *table) isCount(ordinal int) bool {
	_, found := slices.BinarySearch(t.casualtyCounts, int32(ordinal))
	return found
}

// tolled is a heap with the least of its events on top.
type tolled []eventToll

func (h tolled) Len() int           { return len(h) }
func (h tolled) Less(i, j int) bool { return h[i].compare(h[j]) > 0 }
func (h tolled) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *tolled) Push(e any)        { *h = append(*h, e.(eventToll)) }
func (h *tolled) Pop() any {
	last := len(*h) - 1
	e := (*h)[last]
	*h = (*h)[:last]
	return e
}
