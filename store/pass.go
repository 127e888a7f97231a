package store

import (
	"runtime"
	"sync"

	"fieldbrief/store/internal/bits"
)

// fill makes a set of events word by word: test gives the 64 bits that start at
// an ordinal. Large tables are parted among the processors.
func (t *table) fill(test func(start, end int) uint64) bits.Set {
	set := bits.New(t.size)
	part := func(from, to int) {
		for i := from; i < to; i++ {
			set[i] = test(i<<6, min(i<<6+64, t.size))
		}
	}
	workers := min(runtime.GOMAXPROCS(0), 1+t.size/partSize)
	each := (len(set) + workers - 1) / workers
	var done sync.WaitGroup
	for i := 1; i < workers; i++ {
		done.Go(func() { part(min(i*each, len(set)), min((i+1)*each, len(set))) })
	}
	part(0, min(each, len(set)))
	done.Wait()
	return set
}

// ofSource, ofKind, inProvince and withActors give the events that a choice in
// their facet passes.
func (t *table) ofSource(p pick) bits.Set {
	return t.ofClass(func(k eventClass) bool { return p.passes(k.source) })
}

func (t *table) ofKind(p pick) bits.Set {
	return t.ofClass(func(k eventClass) bool { return p.passes(k.kind) })
}

func (t *table) ofClass(passes func(eventClass) bool) bits.Set {
	ok, all := make([]uint8, len(t.kinds)), true
	for i, k := range t.kinds {
		ok[i] = bit(passes(k))
		all = all && passes(k)
	}
	if all {
		return bits.Full(t.size)
	}
	return t.fill(func(start, end int) uint64 { return lookUp(t.class[start:end], ok) })
}

func (t *table) inProvince(p pick) bits.Set {
	ok := make([]uint8, t.values[provinceFacet]+1)
	for i := range t.values[provinceFacet] {
		ok[i] = bit(p.passes(int32(i)))
	}
	ok[len(ok)-1] = bit(p.passes(none))
	return t.fill(func(start, end int) uint64 { return lookUp(t.province[start:end], ok) })
}

func bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// lookUp gives a bit for each value: that which ok has for it.
func lookUp(values []uint32, ok []uint8) (w uint64) {
	for i, v := range values {
		w |= uint64(ok[v]) << i
	}
	return w
}

// Marks of an actor in a choice.
const (
	isChosen   = 1
	isExcluded = 2
)

func (t *table) withActors(p pick) bits.Set {
	if p.all {
		return t.fill(func(start, end int) (w uint64) {
			for i := start; i < end; i++ {
				passes, _ := p.passesActors(t.actorsOf(i))
				w |= uint64(bit(passes)) << (i - start)
			}
			return w
		})
	}
	marks := new([1 << 16]uint8)
	for a := range min(t.values[actorFacet], maxActor+1) {
		marks[a] = bit(p.chosen[a])*isChosen | bit(p.excluded[a])*isExcluded
	}
	passing := [4]uint64{bit64(!p.some), 1, 0, 0} // by the marks of all actors together
	return t.fill(func(start, end int) (w uint64) {
		second := t.second[start:end]
		for i, a := range t.first[start:end] {
			mark := marks[a] | marks[second[i]]
			if a == crowd {
				mark = t.crowdMarks(start+i, p)
			}
			w |= passing[mark&3] << i
		}
		return w
	})
}

func bit64(b bool) uint64 { return uint64(bit(b)) }

func (t *table) crowdMarks(ordinal int, p pick) (mark uint8) {
	for _, a := range t.crowds.of(ordinal, t.second[ordinal]) {
		mark |= bit(p.chosen[a])*isChosen | bit(p.excluded[a])*isExcluded
	}
	return mark
}

// actorsOf gives the actors of an event.
func (t *table) actorsOf(ordinal int) []int32 {
	switch a, b := t.first[ordinal], t.second[ordinal]; {
	case a == crowd:
		return t.crowds.of(ordinal, b)
	case a == noActor:
		return nil
	case b == noActor:
		return []int32{int32(a)}
	default:
		return []int32{int32(a), int32(b)}
	}
}

// between gives the events that pass a search's dates.
func (t *table) between(r dateRange) bits.Set {
	set := bits.New(t.size)
	for i, d := range t.days {
		end := t.size
		if i+1 < len(t.days) {
			end = t.days[i+1].base
		}
		t.addBetween(set, r, d, end)
	}
	return set
}

// addBetween adds the events of one day. Where its number is the first day of
// all, only the spans of those that begin too early are looked at.
func (t *table) addBetween(set bits.Set, r dateRange, d tableDay, end int) {
	switch {
	case d.day == undatedDay:
	case d.day == 0 || d.day == lateDay:
		for i := d.base; i < end; i++ {
			if r.passes(t.dates(i, d.day)) {
				set.Add(i)
			}
		}
	case Day(d.day) > r.until || r.inside && Day(d.day) < r.since:
	case !r.inside && Day(d.day) >= r.since || r.inside && r.until == MaxDay:
		set.AddRange(d.base, end)
	default:
		for i := d.base; i < end; i++ {
			if r.passes(days{Day(d.day), Day(d.day) + Day(t.span.at(i))}) {
				set.Add(i)
			}
		}
	}
}

// dateRange is what a filter asks of dates.
type dateRange struct {
	dated        bool // it asks for some
	since, until Day
	inside       bool
}

func (r dateRange) passes(d days) bool {
	if r.inside {
		return d.first >= r.since && d.last <= r.until
	}
	return d.first <= r.until && d.last >= r.since
}
