package tui

import (
	"slices"

	"fieldbrief/store"
)

// goTo stands on a citation. In a digest the paragraph is read with it: it
// comes into view from its start where that fits.
func (r *reader) goTo(stop int) {
	r.stop = stop
	block := r.doc.stops[stop].block
	r.bring(block, r.startOf(stop))
	if !r.doc.digest {
		return
	}
	first := block
	for first > 0 && r.doc.blocks[first].kind > proseBlock && r.doc.blocks[first-1].paragraph == r.doc.blocks[block].paragraph {
		first--
	}
	start, stands := r.flow.holding(first, 0), r.flow.holding(block, r.startOf(stop))
	if start.before(r.top) && stands.before(r.flow.move(start, r.rows()-1)) {
		r.top = start
	}
}

// startOf gives where in its block a citation starts.
func (r *reader) startOf(stop int) int { return r.spanOf(stop).Start }

// endOf gives where in its block a citation ends.
func (r *reader) endOf(stop int) int { return r.spanOf(stop).End }

func (r *reader) spanOf(stop int) store.Span {
	for _, s := range r.block(r.doc.stops[stop].block).spans {
		if s.stop == stop {
			return s.Span
		}
	}
	return store.Span{}
}

// own gives the citations of the record one came from, in text order.
func (r *reader) own() []int {
	var own []int
	for i, s := range r.doc.stops {
		if !r.from.none() && s.of == r.from {
			own = append(own, i)
		}
	}
	return own
}

// anyRecord gives the citations of all events and quotes, and those of the
// record one came from; everybody is named everywhere, so other names are left
// out.
func (r *reader) anyRecord() []int {
	var walk []int
	for i, s := range r.doc.stops {
		if !s.name || s.of == r.from {
			walk = append(walk, i)
		}
	}
	return walk
}

// next goes to the next hit while a search stands; else among the citations of
// the record one came from, or of any record where that has no other; by is 1
// or -1.
func (r *reader) next(by int) (ok bool) {
	if r.query != "" {
		return r.nextHit(by)
	}
	if own := r.own(); len(own) > 1 {
		return r.walk(own, by)
	}
	return r.walk(r.anyRecord(), by)
}

// walk goes to the citation before or after the one stood on. What was scrolled
// away from is not where it goes on from.
func (r *reader) walk(walk []int, by int) (ok bool) {
	if len(walk) == 0 {
		return false
	}
	at := slices.Index(walk, r.stop)
	if at < 0 || !r.standing() {
		at = r.before(walk, by)
	}
	r.goTo(walk[((at+by)%len(walk)+len(walk))%len(walk)])
	return true
}

// standing tells whether the citation one stands on is in sight.
func (r *reader) standing() bool {
	return r.stop >= 0 && r.seen(r.doc.stops[r.stop].block, r.startOf(r.stop))
}

// before gives the place in walk from which one step leads to the first
// citation in sight, or above it when going back.
func (r *reader) before(walk []int, by int) int {
	for i, s := range walk {
		block := r.doc.stops[s].block
		if block < r.top.block || r.flow.holding(block, r.startOf(s)).before(r.top) {
			continue
		}
		if by > 0 {
			return i - 1
		}
		return i
	}
	if by > 0 {
		return len(walk) - 1
	}
	return len(walk)
}

// at names the record of the citation one stands on.
func (r *reader) at() ref {
	if r.stop < 0 || r.stop >= len(r.doc.stops) {
		return ref{}
	}
	return r.doc.stops[r.stop].of
}

func (r *reader) seen(block, at int) bool {
	line := r.flow.holding(block, at)
	return !line.before(r.top) && !r.flow.move(r.top, r.rows()-1).before(line)
}
