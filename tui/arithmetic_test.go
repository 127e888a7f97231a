package tui

import (
	"context"
	"fmt"
	"image"
	"sync/atomic"

	"fieldbrief/store"
)

// An arithmetic library is a data set of n events that are worked out when they
// are asked for, over 36 years, with as many values as a data set of the world
// has. It counts its questions.
type arithmetic struct {
	*store.Library // in memory: the marks, and what is not worked out
	n              int
	whole          *store.Result
	countries      int

	searches, windows atomic.Int64
	most              atomic.Int64 // rows in one answer
}

func newArithmetic(n int) *arithmetic {
	a := &arithmetic{Library: store.InMemory(), n: n, countries: 120}
	r := &store.Result{Events: n, AllEvents: n, Killed: 3 * n, Tolls: n}
	for i := range 1000 {
		r.Actors = append(r.Actors, store.Count{ID: fmt.Sprintf("actor-%d", i), Name: fmt.Sprintf("Front %d of the valley", i), Group: string(store.ArmedGroup),
			Events: n / (i + 2), AllEvents: n / (i + 2)})
	}
	for i := range 2000 {
		r.Provinces = append(r.Provinces, store.Count{ID: fmt.Sprintf("p-%d", i), Name: fmt.Sprintf("Province %d", i), Group: fmt.Sprintf("Country %d", i*7%a.countries),
			Events: n / (i + 3), AllEvents: n / (i + 3)})
	}
	r.Sources = []store.Count{{ID: "ged", Name: "Georeferenced Events", Group: "data set", Events: n, AllEvents: n}}
	at := 0
	for m := range 432 {
		end := n * (m + 1) / 432
		if end > at {
			r.Months = append(r.Months, store.MonthCount{Year: 1989 + m/12, Month: 1 + m%12, Events: end - at})
		}
		at = end
	}
	a.whole = r
	return a
}

func (a *arithmetic) event(i int) store.Event {
	month := sortedAt(i, a.n, 432)
	on := fmt.Sprintf("%04d-%02d-01", 1989+month/12, 1+month%12)
	best := i % 9
	return store.Event{ID: fmt.Sprintf("ged/%d", i), Date: date(on, store.Stated, ""), Title: fmt.Sprintf("Front %d and Front %d near a town", i%1000, i*7%1000),
		Province: &store.ProvinceRef{ID: fmt.Sprintf("p-%d", i%2000), Name: fmt.Sprintf("Province %d", i%2000)},
		Actors:   []store.Party{{ID: fmt.Sprintf("actor-%d", i%1000), Name: fmt.Sprintf("Front %d of the valley", i%1000)}},
		Killed:   &store.Toll{Low: &best, Best: &best, High: &best}, Cites: []store.Citation{{Source: "ged", Record: fmt.Sprint(i), Outlet: "Valley Wire", Date: on}},
		Original: []store.Field{{Name: "conflict_name", Value: "The valley: Government"}}}
}

// sortedAt gives the part of n that number i falls into when parts end at
// n*(part+1)/parts.
func sortedAt(i, n, parts int) int {
	part := i * parts / n
	for part+1 < parts && n*(part+1)/parts <= i {
		part++
	}
	return part
}

func (a *arithmetic) Resolve(f store.Filter) (store.Filter, []string, error) { return f, nil, nil }

// Spread, Density and Within have an event at each whole degree between the
// equator and 50° N, and as many again in the west.
func (a *arithmetic) Spread(context.Context, *store.Result) (store.Spread, error) {
	return store.Spread{Own: a.n, Box: store.Box{South: 0, West: -60, North: 50, East: 90}}, nil
}

func (a *arithmetic) Density(_ context.Context, _ *store.Result, b store.Grid) (store.Density, error) {
	columns, rows := b.Columns, b.Rows
	d := store.Density{Own: make([]int32, columns*rows), Central: make([]int32, columns*rows)}
	for i := range 7500 {
		lat, lon := float64(i/150), float64(i%150-60)
		if b.Holds(lat, lon) {
			x, y := int((lon-b.West)/b.Width()*float64(columns)), int((b.North-lat)/b.Height()*float64(rows))
			d.Own[min(max(y, 0), rows-1)*columns+min(max(x, 0), columns-1)] += int32(1 + i%11*i)
		}
	}
	d.Provinces = []store.Cluster{{ID: "p-1", Name: "Province 1", Country: "Country 7", Events: 9, Lat: 40, Lon: 10}}
	return d, nil
}

func (a *arithmetic) Within(_ context.Context, _ *store.Result, _ store.Grid, _ image.Rectangle, first int) (int, []store.Count, []store.Event, error) {
	var events []store.Event
	for i := range first {
		events = append(events, a.event(i))
	}
	return a.n / 100, a.whole.Provinces[:3], events, nil
}

// Search finds everything, whatever is asked for.
func (a *arithmetic) Search(_ context.Context, f store.Filter) (*store.Result, error) {
	a.searches.Add(1)
	r := *a.whole
	r.Filter = f
	return &r, nil
}

func (a *arithmetic) Culprits(context.Context, store.Filter) []store.Clause { return nil }

func (a *arithmetic) Events(r *store.Result, offset, n int) ([]store.Event, error) {
	a.windows.Add(1)
	var events []store.Event
	for i := max(0, offset); i < min(offset+n, r.Events); i++ {
		events = append(events, a.event(i))
	}
	a.most.Store(max(a.most.Load(), int64(len(events))))
	return events, nil
}

func (a *arithmetic) Quotes(*store.Result, int, int) ([]store.Quote, error) { return nil, nil }

func (a *arithmetic) EventPosition(_ *store.Result, id string) (pos int, in bool) {
	_, err := fmt.Sscanf(id, "ged/%d", &pos)
	return pos, err == nil
}

func (a *arithmetic) QuotePosition(*store.Result, string) (int, bool) { return 0, false }

func (a *arithmetic) Deadliest(r *store.Result, n int) ([]store.Event, error) {
	return a.Events(r, 0, n)
}

func (a *arithmetic) Reports(_ context.Context, id string) (store.Reports, error) {
	e, _ := a.Event(id)
	return store.Reports{Of: e, Searched: 1, Left: a.n}, nil
}

func (a *arithmetic) Compare(_ context.Context, f store.Filter, facet store.Facet, one, other string) (store.Comparison, error) {
	c := store.Comparison{Facet: facet, Filter: f}
	for i, id := range []string{one, other} {
		c.Sides[i] = store.Side{Value: store.Count{ID: id, Name: id, Events: a.n}, Found: a.whole}
	}
	return c, nil
}

func (a *arithmetic) Casualties(_ context.Context, r *store.Result) (store.Casualties, error) {
	return store.Casualties{Killed: store.Sum{Best: r.Killed}}, nil
}

func (a *arithmetic) DatePosition(r *store.Result, day store.Day) int {
	at := 0
	for _, m := range r.Months {
		if firstDay(m.Year, m.Month) >= day {
			return at
		}
		at += m.Events
	}
	return at
}

func (a *arithmetic) Event(id string) (store.Event, bool) {
	i, ok := a.EventPosition(nil, id)
	if !ok {
		return store.Event{}, false
	}
	return a.event(i), true
}

func (a *arithmetic) Quote(string) (store.Quote, bool) { return store.Quote{}, false }

func (a *arithmetic) Actor(id string) (store.Actor, bool) {
	return store.Actor{ID: id, Name: id, Kind: store.ArmedGroup}, true
}

func (a *arithmetic) Province(id string) (store.Province, bool) {
	return store.Province{ID: id, Name: id}, true
}

func (a *arithmetic) Source(id string) (store.Source, bool) { return a.Sources()[0], id == "ged" }

func (a *arithmetic) SourceName(id string) string { return id }

func (a *arithmetic) Text(string) (store.Text, bool, error) { return store.Text{}, false, nil }

// CitedIn would list every row.
func (a *arithmetic) CitedIn(string) []store.Cited { panic("all rows of a data set were asked for") }

func (a *arithmetic) Sources() []store.Source {
	return []store.Source{{ID: "ged", Title: "Georeferenced Events", Kind: "data set"}}
}

func (a *arithmetic) About(s store.Subject) (string, []store.Citation, bool) {
	e, ok := a.Event(s.ID)
	return e.Title, e.Cites, ok
}

func (a *arithmetic) Actors() []store.Actor { return nil }

func (a *arithmetic) Provinces() []store.Province {
	provinces := make([]store.Province, len(a.whole.Provinces))
	for i, c := range a.whole.Provinces {
		provinces[i] = store.Province{ID: c.ID, Name: c.Name, Country: c.Group, Aliases: []string{c.Name + " governorate"}}
	}
	return provinces
}
