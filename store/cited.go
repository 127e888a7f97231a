package store

import (
	"cmp"
	"slices"
)

// RecordType says what a citation belongs to.
type RecordType string

const (
	EventRecord    RecordType = "event"
	QuoteRecord    RecordType = "quote"
	ActorRecord    RecordType = "actor"
	ProvinceRecord RecordType = "province"
)

// Cited is a citation with the record that rests on it.
type Cited struct {
	Citation Citation
	Type     RecordType
	ID       string
	Label    string // an event's title, a quote's text, a name
}

// CitedIn gives every citation of a source's records in text order.
func (l *Library) CitedIn(sourceID string) []Cited {
	return citedIn(sourceID, l.index.events, l.index.quotes, l.index.actors, l.index.provinces)
}

// Cited gives every citation of the briefing's records in text order.
func (b Briefing) Cited() []Cited {
	return citedIn(b.Source.ID, b.Events, b.Quotes, b.Actors, b.Provinces)
}

func citedIn(sourceID string, events []Event, quotes []Quote, actors []Actor, provinces []Province) []Cited {
	var cited []Cited
	add := func(t RecordType, id, label string, cites []Citation) {
		for _, c := range cites {
			if c.Source == sourceID {
				cited = append(cited, Cited{c, t, id, label})
			}
		}
	}
	for _, e := range events {
		add(EventRecord, e.ID, e.Title, e.Cites)
	}
	for _, q := range quotes {
		add(QuoteRecord, q.ID, q.Text, q.Cites)
	}
	for _, a := range actors {
		add(ActorRecord, a.ID, a.Name, a.Cites)
	}
	for _, p := range provinces {
		add(ProvinceRecord, p.ID, p.Name, p.Cites)
	}
	slices.SortStableFunc(cited, func(a, b Cited) int {
		return cmp.Or(compareCites(a.Citation, b.Citation), cmp.Compare(a.Citation.Record, b.Citation.Record))
	})
	return cited
}
