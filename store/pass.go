package store

import (
	mathbits "math/bits"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"fieldbrief/store/internal/bits"
	"fieldbrief/store/internal/column"
)

// fill makes a set of events: part sets its words from first to below last.
// Large tables are parted among the processors.
func (t *table) fill(part func(set bits.Set, first, last int)) bits.Set {
	set := bits.New(t.size)
	parallel(len(set), partWords, func(_, first, last int) { part(set, first, last) })
	return set
}

// partWords is how many words of a set are worth a goroutine of their own.
const partWords = 1 << 10

// parallel parts n things among the processors, so that each has at least some
// of them, and works on all parts at once. Where a processor is late, another
// takes its part.
func parallel(n, least int, work func(part, from, to int)) {
	parts := partsOf(n, least)
	each := (n + parts - 1) / parts
	var next atomic.Int64
	var left sync.WaitGroup
	left.Add(parts)
	take := func() {
		for part := int(next.Add(1)) - 1; part < parts; part = int(next.Add(1)) - 1 {
			work(part, min(part*each, n), min((part+1)*each, n))
			left.Done()
		}
	}
	for range parts - 1 {
		go take()
	}
	take()
	left.Wait()
}

// partsOf gives how many parts parallel makes.
func partsOf(n, least int) int { return max(1, min(runtime.GOMAXPROCS(0), n/least)) }

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
	return t.fill(func(set bits.Set, first, last int) { t.class.Match(set, first, last, ok) })
}

func (t *table) inProvince(p pick) bits.Set {
	n := t.values[provinceFacet]
	ok := make([]uint8, n+1)
	for i := range n {
		ok[i] = bit(p.passes(int32(i)))
	}
	ok[n] = bit(p.passes(none))
	return t.fill(func(set bits.Set, first, last int) { t.province.Match(set, first, last, ok) })
}

func bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// withActors gives the events that a choice of actors passes.
func (t *table) withActors(p pick) bits.Set {
	var set bits.Set
	switch {
	case !p.some:
		set = bits.Full(t.size)
	case !p.all:
		set = t.involving(p.chosen)
	default:
		set = t.involvingAll(p)
	}
	if slices.Contains(p.excluded, true) {
		set.AndNot(t.involving(p.excluded))
	}
	return set
}

// involvingAll gives the events that name every chosen actor.
func (t *table) involvingAll(p pick) bits.Set {
	set := bits.Full(t.size)
	wanted := 0
	for a, chosen := range p.chosen {
		if chosen {
			one := make([]bool, len(p.chosen))
			one[a] = true
			set.And(t.involving(one))
			wanted++
		}
	}
	if wanted < p.wanted { // one is not known
		return bits.New(t.size)
	}
	return set
}

// involving gives the events that name one of the actors.
func (t *table) involving(wanted []bool) bits.Set {
	marks := new(column.Marks)
	for a := range t.nobody {
		marks[a] = bit(wanted[a])
	}
	return t.fill(func(set bits.Set, first, last int) {
		column.MatchPairs(set[first:last], t.actors[first<<6:], marks)
		for i := first; i < min(last, len(t.crowds.held)); i++ {
			if held := t.crowds.held[i]; held != 0 {
				set[i] = set[i]&^held | t.crowdsInvolving(i<<6, held, wanted)
			}
		}
	})
}

// crowdsInvolving gives the bits of those crowds held among 64 events that name
// one of the actors.
func (t *table) crowdsInvolving(base int, held uint64, wanted []bool) (w uint64) {
	for ; held != 0; held &= held - 1 {
		at := mathbits.TrailingZeros64(held)
		for _, a := range t.crowds.of(base+at, t.actors[base+at][1]) {
			if wanted[a] {
				w |= 1 << at
			}
		}
	}
	return w
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
			if r.passes(days{Day(d.day), Day(d.day) + Day(t.span.At(i))}) {
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
