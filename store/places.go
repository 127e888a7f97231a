package store

import (
	"sync"

	"fieldbrief/store/internal/bits"
	"fieldbrief/store/internal/column"
)

// places are where records are on the map: an event at its own coordinates, one
// without at the centre of its province, and a quote where its event is, else at
// the centre of its own province.
type places struct {
	events  []column.Point // by ordinal; nowhere where there is neither
	central bits.Set       // events at the centre of their province
	quotes  []column.Point // by number
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
	p := &places{central: bits.New(x.table.size)}
	var err error
	if p.events, err = x.records.points(); err != nil {
		return nil, err
	}
	centres := x.centres()
	for i, at := range p.events {
		if at != (column.Point{}) {
			continue
		}
		if p.events[i] = centres[x.table.province.At(i)]; p.events[i] != (column.Point{}) {
			p.central.Add(i)
		}
	}
	if p.quotes, err = x.locateQuotes(p, centres); err != nil {
		return nil, err
	}
	x.places.made = p
	return p, nil
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
				quotes[i] = p.events[ordinal]
			}
		}
		if n := x.quoteRows[i].province; n != none && quotes[i] == (column.Point{}) {
			quotes[i] = centres[n]
		}
	}
	return quotes, nil
}

// inArea gives the events that are in a frame.
func (x *index) inArea(f frame) (bits.Set, error) {
	p, err := x.located()
	if err != nil {
		return nil, err
	}
	return x.table.fill(func(set bits.Set, first, last int) {
		for w := first; w < last; w++ {
			var word uint64
			for i, at := range p.events[w<<6 : min((w+1)<<6, len(p.events))] {
				if f.holds(at) {
					word |= 1 << i
				}
			}
			set[w] = word
		}
	}), nil
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
