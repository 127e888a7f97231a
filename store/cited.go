package store

import (
	"cmp"
	"context"
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

// CitedIn gives every citation of a source's records in text order. It reads all
// of the source's events, so it is for documents rather than data sets.
func (l *Library) CitedIn(sourceID string) []Cited {
	events, err := l.index.eventsOf(context.Background(), sourceID)
	if err != nil {
		return nil
	}
	return citedIn(sourceID, events, l.index.quotes, l.index.actors, l.index.provinces)
}

func (x *index) eventsOf(ctx context.Context, sourceID string) ([]Event, error) {
	found, err := x.find(ctx, Filter{Sources: Choice{Chosen: []string{sourceID}}})
	if err != nil {
		return nil, err
	}
	return x.records.events(found.Window(0, found.Count()))
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
