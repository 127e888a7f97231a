package store

import (
	"context"
	mathbits "math/bits"
	"sync"

	"fieldbrief/store/internal/bits"
	"fieldbrief/store/internal/column"
)

// places are where records are on the map: an event at its own coordinates, one
// without at the centre of its province, and a quote where its event is, else at
// the centre of its own province. Events recur at the same places, so what a map
// asks is answered from these.
type places struct {
	sites  []site
	events []uint32       // sites by ordinal
	quotes []column.Point // by number
}

// A site is a place of events of one province. The first of them is nowhere.
type site struct {
	at       column.Point
	province int32 // none is one above the last
	central  bool  // for want of coordinates
}

// placesOnce keeps the places when they have once been read.
type placesOnce struct {
	mutex sync.Mutex
	made  *places
}

// located gives the places of all records.
func (x *index) located() (*places, error) {
	x.places.mutex.Lock()
	defer x.places.mutex.Unlock()
	if x.places.made != nil {
		return x.places.made, nil
	}
	points, err := x.records.points()
	if err != nil {
		return nil, err
	}
	centres := x.centres()
	p := &places{events: make([]uint32, len(points))}
	sites := newSiteTable()
	for i, at := range points {
		s := site{at: at, province: int32(x.table.province.At(i))}
		if at == (column.Point{}) {
			s.at = centres[s.province]
			s.central = s.at != column.Point{}
		}
		p.events[i] = sites.of(s)
	}
	p.sites = sites.list
	if p.quotes, err = x.locateQuotes(p, centres); err != nil {
		return nil, err
	}
	x.places.made = p
	return p, nil
}

// A siteTable numbers sites: a hash table with open addressing.
type siteTable struct {
	list  []site
	slots []uint32 // numbers, 0 for none; a power of two of them
}

func newSiteTable() *siteTable {
	return &siteTable{list: make([]site, 1), slots: make([]uint32, 1<<10)}
}

func (s site) hash() uint64 {
	h := (uint64(s.at.North)<<32 | uint64(s.at.East)) * hashMix
	h = (h ^ h>>29 ^ uint64(s.province)<<1) * 0xBF58476D1CE4E5B9
	if s.central {
		h++
	}
	return h ^ h>>32
}

// of gives the number of a site, a new one where it was not met.
func (t *siteTable) of(s site) uint32 {
	if s.at == (column.Point{}) {
		return 0
	}
	mask := uint64(len(t.slots) - 1)
	at := s.hash() & mask
	for ; t.slots[at] != 0; at = (at + 1) & mask {
		if n := t.slots[at]; t.list[n] == s {
			return n
		}
	}
	n := uint32(len(t.list))
	t.list = append(t.list, s)
	t.slots[at] = n
	if 2*len(t.list) > len(t.slots) {
		t.grow()
	}
	return n
}

func (t *siteTable) grow() {
	t.slots = make([]uint32, 4*len(t.slots))
	mask := uint64(len(t.slots) - 1)
	for n, s := range t.list[1:] {
		at := s.hash() & mask
		for t.slots[at] != 0 {
			at = (at + 1) & mask
		}
		t.slots[at] = uint32(n + 1)
	}
}

// centres gives the centre of each province by number, and nowhere for none.
func (x *index) centres() []column.Point {
	centres := make([]column.Point, len(x.provinces)+1)
	for i, p := range x.provinces {
		if p.Lat != 0 || p.Lon != 0 {
			centres[i] = column.PointAt(p.Lat, p.Lon)
		}
	}
	return centres
}

func (x *index) locateQuotes(p *places, centres []column.Point) ([]column.Point, error) {
	quotes := make([]column.Point, len(x.quotes))
	for i := range x.quotes {
		q := &x.quotes[i]
		if q.Event != "" {
			ordinal, found, err := x.records.find(q.Event)
			if err != nil {
				return nil, err
			}
			if found {
				quotes[i] = p.sites[p.events[ordinal]].at
			}
		}
		if n := x.quoteRows[i].province; n != none && quotes[i] == (column.Point{}) {
			quotes[i] = centres[n]
		}
	}
	return quotes, nil
}

// inside tells of each site whether it passes: 1, else 0.
func (p *places) inside(passes func(column.Point) bool) []uint8 {
	in := make([]uint8, len(p.sites))
	for i, s := range p.sites {
		in[i] = bit(passes(s.at))
	}
	return in
}

// inArea gives the events that are in a frame.
func (x *index) inArea(f frame) (bits.Set, error) {
	p, err := x.located()
	if err != nil {
		return nil, err
	}
	in := p.inside(f.holds)
	return x.table.fill(func(set bits.Set, first, last int) {
		for w := first; w < last; w++ {
			var word uint64
			for i, n := range p.events[w<<6 : min((w+1)<<6, len(p.events))] {
				word |= uint64(in[n]) << i
			}
			set[w] = word
		}
	}), nil
}

// tally counts the events of a set at each site.
func (p *places) tally(ctx context.Context, set bits.Set) ([]int32, error) {
	parts := make([][]int32, partsOf(len(set), partWords))
	parallel(len(set), partWords, func(part, first, last int) {
		counts := make([]int32, len(p.sites))
		for ; first < last && ctx.Err() == nil; first += stretch / 64 {
			for w := first; w < min(first+stretch/64, last); w++ {
				for word := set[w]; word != 0; word &= word - 1 {
					counts[p.events[w<<6+mathbits.TrailingZeros64(word)]]++
				}
			}
		}
		parts[part] = counts
	})
	for _, more := range parts[1:] {
		for i, n := range more {
			parts[0][i] += n
		}
	}
	return parts[0], ctx.Err()
}

// quotesInArea gives which quotes are in an area, of those that match; nil: all do.
func (s *search) quotesInArea(area string, match []bool) ([]bool, error) {
	p, err := s.located()
	if err != nil {
		return nil, err
	}
	b, err := ParseBox(area)
	f, in := b.frame(), make([]bool, len(p.quotes))
	for i, at := range p.quotes {
		in[i] = f.holds(at) && (match == nil || match[i])
	}
	return in, err
}
