package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fieldbrief/store/internal/text"
)

const hr = "harbour-report/"

func TestSearch(t *testing.T) {
	b := harbour(t)
	b.Provinces[0].Lat, b.Provinces[0].Lon = 36.75, 66.9
	l := InMemory(b)
	tests := []struct{ name, line, events, quotes string }{
		{"nothing asked", "", "count gate hotel campaign market bridge rumour", "first second"},
		{"province", "province:Balkh", "campaign market bridge", "first"},
		{"province by suffix", `province:"balkh province"`, "campaign market bridge", "first"},
		{"two provinces", "province:Balkh province:cabul", "gate hotel campaign market bridge", "first"},
		{"not a province", "!province:Balkh", "count gate hotel rumour", "second"},
		{"group", "group:ISIS-K", "gate market", "first second"},
		{"group, folded", `group:"isis k"`, "gate market", "first second"},
		{"any group", "group:ISIS-K group:RG", "gate market bridge", "first second"},
		{"all groups", "group:ISIS-K+RG", "gate", ""},
		{"all and not", "group:ISIS-K+RG !province:Kabul", "", ""},
		{"person", "person:ana-example", "", "second"},
		{"kind", "kind:bombing", "gate hotel market bridge", "first"},
		{"not a kind", "!kind:bombing", "count campaign rumour", "second"},
		{"since", "since:2022-04-22", "campaign bridge", ""},
		{"since, within an event", "since:2022-02", "count campaign market bridge", "first"},
		{"until", "until:2021", "count gate hotel", ""},
		{"overlap", "since:2022-02-01 until:2022-02-01", "count", ""},
		{"inside", "since:2021-08 until:2021-12 inside:yes", "gate hotel", ""},
		{"area, at the centre of a province", "area:36,66,38,68", "campaign market bridge", "first"},
		{"area, at its edge", "area:36.75,66.9,37,67", "campaign market bridge", "first"},
		{"area across 180°", "area:-90,179,90,67", "campaign market bridge", "first"},
		{"area of nothing", "area:10,10,11,11", "", ""},
		{"area and words", "area:36,66,38,68 bridge", "bridge", ""},
		{"season", "since:2022-21 until:2022-21 inside:yes", "campaign market bridge", "first"},
		{"word", "market ", "market", ""},
		{"prefix", "mar", "market", ""},
		{"no prefix after a space", "mar ", "", ""},
		{"phrase of a hyphened word", "booby-trapped", "bridge", ""},
		{"words apart are no phrase", "trapped-booby", "", ""},
		{"phrase", `"attacks go"`, "campaign", ""},
		{"slash", "9/11", "", "second"},
		{"not a word", "!market !bridge province:balkh", "campaign", "first"},
		{"name folded", "example", "", "second"},
		{"printed name", "guards", "bridge", ""},
		{"mention", "isis-k", "gate market", "first second"},
		{"both", "province:Balkh group:ISIS-K", "market", "first"},
		{"text and facets", "group:ISIS-K province:Balkh bla", "market", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := ParseFilter(tt.line)
			if err != nil {
				t.Fatal(err)
			}
			f, _, err = l.Resolve(f)
			if err != nil {
				t.Fatal(err)
			}
			_, events, quotes := find(t, l, f)
			for _, list := range []struct {
				got  []string
				want string
			}{{events, tt.events}, {quotes, tt.quotes}} {
				if got := strings.ReplaceAll(strings.Join(list.got, " "), hr, ""); got != list.want {
					t.Errorf("%q finds %q, want %q", tt.line, got, list.want)
				}
			}
		})
	}
}

func TestSearchSums(t *testing.T) {
	l := InMemory(harbour(t))
	r, _, _ := find(t, l, Filter{})
	if r.Killed != 12+9+170+397 || r.KilledInCounts != 397 {
		t.Errorf("killed %d, of these in counts %d", r.Killed, r.KilledInCounts)
	}
	if r.Tolls != 5 || !r.AtLeast {
		t.Errorf("%d events with a toll, a minimum among them: %v", r.Tolls, r.AtLeast)
	}
	if r.Undated != 1 || r.AllEvents != 7 || r.AllQuotes != 2 {
		t.Errorf("undated %d of %d events, %d quotes", r.Undated, r.AllEvents, r.AllQuotes)
	}
	want := []MonthCount{{2021, 8, 3}, {2022, 3, 1}, {2022, 4, 2}}
	if !slices.Equal(r.Months, want) {
		t.Errorf("months %v, want %v", r.Months, want)
	}
	r, _, _ = find(t, l, Filter{Provinces: Choice{Chosen: []string{"AF-KAB"}}, Text: "hotel "})
	if r.Killed != 170 || r.Tolls != 1 || r.AtLeast {
		t.Errorf("one event of a shared toll: killed %d, %d tolls, at least: %v", r.Killed, r.Tolls, r.AtLeast)
	}
}

func TestSearchCounts(t *testing.T) {
	l := InMemory(harbour(t))
	r, _, _ := find(t, l, Filter{Provinces: Choice{Chosen: []string{"AF-BAL"}}})
	if c := countOf(r.Provinces, "AF-KAB"); c.Events != 2 || c.Group != "Afghanistan" || !c.Named {
		t.Errorf("Kabul, its own facet's choice left out: %+v", c)
	}
	if c := countOf(r.Provinces, "AF-KAN"); c.Named || c.AllEvents != 0 || c.ID == "" {
		t.Errorf("Kandahar, neither named nor with events: %+v", c)
	}
	if c := countOf(r.Actors, "isis-k"); c.Events != 1 || c.Quotes != 1 || c.AllEvents != 2 || c.AllQuotes != 2 {
		t.Errorf("ISIS-K in Balkh: %+v", c)
	}
	if first := r.Provinces[0].ID; first != "AF-BAL" {
		t.Errorf("most events should come first, not %s", first)
	}
	if first, second := r.Kinds[0].ID, r.Kinds[1].ID; first != "bombing" || second != "attack campaign" {
		t.Errorf("most events, then names should come first, not %s, %s", first, second)
	}
	f := Filter{Actors: Choice{Chosen: []string{"isis-k"}}, AllActors: true}
	r, _, _ = find(t, l, f)
	if c := countOf(r.Actors, "river-guard"); c.Events != 1 {
		t.Errorf("both asked for: %+v", c)
	}
}

func TestSearchPassages(t *testing.T) {
	l := InMemory(harbour(t))
	for line, want := range map[string][]PassageHit{
		"bridge":                        {{"harbour-report", 1}},
		"9/11":                          {{"harbour-report", 2}},
		"!bridge":                       nil,
		"the !bridge":                   {{"harbour-report", 2}},
		"dated":                         {{"harbour-report", 2}},
		"bridge source:other":           nil,
		"province:AF-KAB market":        {{"harbour-report", 1}},
		"province:AF-KAB nothing-there": nil,
	} {
		f, err := ParseFilter(line)
		if err != nil {
			t.Fatal(err)
		}
		if r, _, _ := find(t, l, f); !slices.Equal(r.Passages, want) {
			t.Errorf("%q hits %v, want %v", line, r.Passages, want)
		}
	}
}

func TestSearchEnds(t *testing.T) {
	l := InMemory(harbour(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Search(ctx, Filter{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := l.Search(t.Context(), Filter{Since: "yesterday"}); err == nil {
		t.Error("since that is no date: no error")
	}
}

// TestQuoteProvince holds that a quote is where its event is, else where it
// says itself.
func TestQuoteProvince(t *testing.T) {
	b := harbour(t)
	kabul := &ProvinceRef{ID: "AF-KAB", Name: "Kabul"}
	for _, tt := range []struct {
		event string
		own   *ProvinceRef
		want  string
	}{
		{"market", nil, "AF-BAL"}, {"market", kabul, "AF-BAL"}, {"rumour", kabul, "AF-KAB"}, {"rumour", nil, ""}, {"", kabul, "AF-KAB"},
	} {
		b.Quotes[1].Event, b.Quotes[1].Province = "", tt.own
		if tt.event != "" {
			b.Quotes[1].Event = hr + tt.event
		}
		l := InMemory(b)
		q, _ := l.Quote(hr + "first")
		if got := q.Province; (got == nil) != (tt.want == "") || got != nil && got.ID != tt.want {
			t.Errorf("%+v: quote is in %+v", tt, got)
		}
		if r, _, _ := find(t, l, Filter{Provinces: chosen(tt.want)}); tt.want != "" && r.Quotes != 1 {
			t.Errorf("%+v: found %d quotes", tt, r.Quotes)
		}
	}
}

// TestQuoteOccasion holds that a quote without a date has its event's.
func TestQuoteOccasion(t *testing.T) {
	b := harbour(t)
	event := b.Events[0]
	own := event.First.Time().AddDate(0, 0, 40).Format("2006-01-02")
	for date, want := range map[string]string{"": event.EDTF, own: own} {
		q := &b.Quotes[1]
		q.Event, q.Date = event.ID, Date{EDTF: date, Basis: Stated}
		if got, _ := InMemory(b).Quote(q.ID); got.EDTF != want {
			t.Errorf("dated %q: the quote is of %q, want %q", date, got.EDTF, want)
		}
	}
}

func TestSearchAtOnce(t *testing.T) {
	l := InMemory(harbour(t))
	done := make(chan int)
	for range 4 {
		go func() {
			events := 0
			for _, line := range []string{"mar", "b", "9/11", ""} {
				if r, err := l.Search(t.Context(), Filter{Text: line}); err == nil {
					events += r.Events
				}
			}
			done <- events
		}()
	}
	first := <-done
	for range 3 {
		if events := <-done; events != first {
			t.Errorf("found %d and %d", first, events)
		}
	}
}

func TestEmptyLibrary(t *testing.T) {
	l := InMemory()
	r, events, quotes := find(t, l, Filter{Text: "word"})
	if events != nil || quotes != nil || r.Actors != nil || r.Killed != 0 {
		t.Errorf("an empty library finds %+v", r)
	}
}

func TestCulprits(t *testing.T) {
	l := InMemory(harbour(t))
	tests := map[string][]Clause{
		"province:AF-KAN":                 {{ByProvince, "AF-KAN", false}},
		"province:AF-KAB kind:other":      {{ByProvince, "AF-KAB", false}, {ByKind, "other", false}},
		"province:AF-KAB since:2022":      {{ByProvince, "AF-KAB", false}, {BySince, "2022", false}},
		"province:AF-BAL":                 nil,
		"province:AF-KAN nothing-like-it": nil,
		"market nothing-like-it":          {{ByText, "nothing-like-it", false}},
	}
	for line, want := range tests {
		f, err := ParseFilter(line)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Culprits(t.Context(), f); !slices.Equal(got, want) {
			t.Errorf("%q: culprits %v, want %v", line, got, want)
		}
	}
}

func TestPositions(t *testing.T) {
	l := InMemory(harbour(t))
	r, events, _ := find(t, l, Filter{Provinces: Choice{Chosen: []string{"AF-BAL"}}})
	for i, id := range events {
		if pos, in := l.EventPosition(r, id); pos != i || !in {
			t.Errorf("%s stands at %d (%v), want %d", id, pos, in, i)
		}
	}
	for id, want := range map[string]int{"gate": 0, "rumour": 3, "nothing": 0} {
		if pos, in := l.EventPosition(r, hr+id); pos != want || in {
			t.Errorf("%s would stand at %d (%v), want %d", id, pos, in, want)
		}
	}
	if _, err := InMemory().Events(r, 0, 1); err == nil {
		t.Error("a result of another library was taken")
	}
	if w, _ := l.Events(r, 2, 5); len(w) != 1 {
		t.Errorf("window beyond the end has %d events", len(w))
	}
	if w, _ := l.Events(r, -1, -1); len(w) != 0 {
		t.Errorf("window of nothing has %d events", len(w))
	}
}

// TestCountsEqualLists holds every count of random filters against a plain
// scan over the records, and against the list it stands for: in memory, and in
// files of several sizes.
func TestCountsEqualLists(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	for _, size := range []int{0, 1, 60, 700} {
		b, c := withPlaces(rng, randomBriefing(t, rng, "alpha", size)), withPlaces(rng, randomBriefing(t, rng, "beta", size*2/3))
		s := scanner{actors: b.Actors, provinces: b.Provinces, events: append(settledEvents(b), settledEvents(c)...), quotes: append(settledQuotes(b), settledQuotes(c)...)}
		s.equalLists(t, rng, InMemory(b, c), 9000/(size+60))
		s.equalLists(t, rng, open(t, changedOften(t, rng, b, c)), 9000/(size+60))
	}
}

// changedOften makes a file that ends up with two briefings after others were
// in it, so that days have gaps and events new numbers.
func changedOften(t *testing.T, rng *rand.Rand, b, c Briefing) string {
	path := filepath.Join(t.TempDir(), "library.db")
	n := len(b.Events)
	publish(t, path, put(randomBriefing(t, rng, "alpha", n+9)))
	publish(t, path, put(randomBriefing(t, rng, "gamma", 2*n)))
	part := c
	part.Quotes, part.Events = nil, slices.Clone(c.Events[:len(c.Events)/2])
	for i := range part.Events {
		part.Events[i].Title, part.Events[i].Killed = randomText(rng), nil
		if i%3 == 0 {
			part.Events[i].Date = dateOf(t, "2021-08-14")
		}
	}
	publish(t, path, put(part))
	publish(t, path, put(c))
	publish(t, path, func(e *Edition) error { return e.Remove("gamma") })
	publish(t, path, put(b))
	if _, err := Check(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	return path
}

func (s scanner) equalLists(t *testing.T, rng *rand.Rand, l *Library, rounds int) {
	t.Helper()
	s.order = nil
	all, err := allEvents(l)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		s.order = append(s.order, e.ID)
	}
	for round := range rounds {
		if round%8 == 0 {
			s.marks = markSome(t, rng, l, s)
		}
		f := randomFilter(rng)
		r, events, quotes := find(t, l, f)
		wantEvents, wantQuotes := s.scan(f)
		if !sameSet(events, wantEvents) || !sameSet(quotes, wantQuotes) {
			t.Fatalf("%s: found %v %v, plain scan %v %v", f, events, quotes, wantEvents, wantQuotes)
		}
		if killed := s.killed(wantEvents); r.Killed != killed {
			t.Fatalf("%s: killed %d, plain scan %d", f, r.Killed, killed)
		}
		if n := rng.IntN(12); !slices.Equal(deadliest(t, l, r, n), s.deadliest(events, n)) {
			t.Fatalf("%s: deadliest %v, plain sort %v", f, deadliest(t, l, r, n), s.deadliest(events, n))
		}
		bare := Filter{Sources: f.Sources}
		for facet, counts := range map[Facet][]Count{BySource: r.Sources, ByProvince: r.Provinces, ByActor: r.Actors, ByKind: r.Kinds} {
			if !slices.IsSortedFunc(counts, baseOrder) {
				t.Fatalf("%s: %s out of order: %+v", f, facet, counts)
			}
			for _, c := range counts {
				events, quotes := s.scan(only(f, facet, c.ID))
				if c.Events != len(events) || c.Quotes != len(quotes) {
					t.Fatalf("%s: %s %s counts %d · %d, its list has %d · %d", f, facet, c.ID, c.Events, c.Quotes, len(events), len(quotes))
				}
				all := bare.Only(facet, c.ID)
				events, quotes = s.scan(all)
				if c.AllEvents != len(events) || c.AllQuotes != len(quotes) {
					t.Fatalf("%s: %s %s counts all %d · %d, its list has %d · %d", f, facet, c.ID, c.AllEvents, c.AllQuotes, len(events), len(quotes))
				}
			}
		}
		months := r.Undated
		for _, m := range r.Months {
			months += m.Events
		}
		if months != r.Events {
			t.Fatalf("%s: %d events, %d in months and undated", f, r.Events, months)
		}
	}
}

// markSome changes some marks on records of the library, and on others.
func markSome(t *testing.T, rng *rand.Rand, l *Library, s scanner) *Marks {
	t.Helper()
	changes := []Mark{{Subject: Subject{Type: EventRecord, ID: "gone/e1"}, Kind: Bookmark}}
	for range 6 {
		m := Mark{Kind: MarkKinds()[rng.IntN(4)], Text: "x", Removed: rng.IntN(3) == 0}
		switch m.Type = []RecordType{EventRecord, QuoteRecord, ActorRecord}[rng.IntN(3)]; {
		case m.Type == ActorRecord:
			m.ID = "actor-1"
		case m.Type == EventRecord && len(s.events) > 0:
			m.ID = s.events[rng.IntN(len(s.events))].ID
		case m.Type == QuoteRecord && len(s.quotes) > 0:
			m.ID = s.quotes[rng.IntN(len(s.quotes))].ID
		default:
			continue
		}
		changes = append(changes, m)
	}
	marks, err := l.Mark(changes...)
	if err != nil {
		t.Fatal(err)
	}
	return marks
}

// baseOrder puts the values with the most events first, then quotes, then names.
func baseOrder(a, b Count) int {
	switch {
	case a.AllEvents != b.AllEvents:
		return b.AllEvents - a.AllEvents
	case a.AllQuotes != b.AllQuotes:
		return b.AllQuotes - a.AllQuotes
	}
	return strings.Compare(a.Name, b.Name)
}

// only gives the filter whose list a count stands for.
func only(f Filter, facet Facet, id string) Filter {
	if facet == ByActor && f.AllActors && len(f.Actors.Chosen) > 0 {
		f.Actors = Choice{append(slices.Clone(f.Actors.Chosen), id), without(f.Actors.Excluded, id)}
		return f
	}
	return f.Only(facet, id)
}

func randomFilter(rng *rand.Rand) Filter {
	choice := func(values ...string) Choice {
		var c Choice
		for range rng.IntN(3) {
			c.Chosen = append(c.Chosen, pickOne(rng, values...))
		}
		if rng.IntN(3) == 0 {
			c.Excluded = append(c.Excluded, pickOne(rng, values...))
		}
		return c
	}
	var f Filter
	if rng.IntN(2) == 0 {
		f.Provinces = choice("XX-0", "XX-1", "XX-2", "XX-4", "nowhere")
	}
	if rng.IntN(2) == 0 {
		f.Actors = choice("actor-0", "actor-1", "actor-2", "actor-3", "actor-5")
		f.AllActors = rng.IntN(2) == 0
	}
	if rng.IntN(3) == 0 {
		f.Sources = choice("alpha", "beta")
	}
	if rng.IntN(3) == 0 {
		f.Kinds = choice("bombing", "battle", CasualtyCount)
	}
	if rng.IntN(3) == 0 {
		f.Since = pickOne(rng, "2021", "2021-08-15", "2021-09", "2022-24")
		f.Inside = rng.IntN(2) == 0
	}
	if rng.IntN(3) == 0 {
		f.Until = pickOne(rng, "2021", "2021-08-15", "2021-23", "2022")
	}
	f.Marked = rng.IntN(4) == 0
	if rng.IntN(3) == 0 {
		f.Area = pickOne(rng, "-90,-180,90,180", "0,0,20,20", "-20,170,20,-170", "10.5,20,10.5,180", "-1,-180,1,-180", "-90,10,90,5.123456", "80,0,90,180", "0,0,0,0")
	}
	if rng.IntN(2) == 0 {
		f.Text = pickOne(rng, "", "!") + pickOne(rng, "bridge", "br", "b", "isis-k", "9/1", `"booby trapped"`, "eclair", "actor", "province 1", "xyz") + pickOne(rng, "", " ", " bag", " !market")
	}
	return f
}

// scanner is the plain way to answer a filter.
type scanner struct {
	actors    []Actor
	provinces []Province
	events    []Event
	quotes    []Quote
	order     []string // of the events' ids in the library
	marks     *Marks
}

func settledEvents(b Briefing) []Event { return b.settled().Events }
func settledQuotes(b Briefing) []Quote { return b.settled().Quotes }

func (s scanner) scan(f Filter) (events, quotes []string) {
	inArea := s.scanArea(f)
	for i, e := range s.events {
		actors := []string{}
		fields := []string{e.Title, e.Summary, e.Kind}
		for _, p := range e.Actors {
			actors, fields = append(actors, p.ID), append(fields, p.Name)
		}
		if e.Province != nil {
			fields = append(fields, e.Province.Name)
		}
		marked := !f.Marked || s.marks.OnRecord(EventRecord, e.ID).Any()
		if marked && scanRow(f, e.ID, e.Date, e.Province, e.Kind, actors) && inArea(&s.events[i], e.Province) && scanText(f, fields) {
			events = append(events, e.ID)
		}
	}
	for _, q := range s.quotes {
		kind, fields := "", []string{q.Text, q.Speaker.Name}
		var on *Event
		for i, e := range s.events {
			if e.ID == q.Event {
				kind, on = e.Kind, &s.events[i]
			}
		}
		for _, a := range s.actors {
			if slices.Contains(q.Mentions, a.ID) {
				fields = append(fields, a.Name)
			}
		}
		if q.Province != nil {
			fields = append(fields, q.Province.Name)
		}
		marked := !f.Marked || s.marks.OnRecord(QuoteRecord, q.ID).Any()
		if marked && scanRow(f, q.ID, q.Date, q.Province, kind, append(q.Mentions, q.Speaker.ID)) && inArea(on, q.Province) && scanText(f, fields) {
			quotes = append(quotes, q.ID)
		}
	}
	return events, quotes
}

func scanRow(f Filter, id string, d Date, p *ProvinceRef, kind string, actors []string) bool {
	province := ""
	if p != nil {
		province = p.Code
	}
	source, _, _ := strings.Cut(id, "/")
	return scanChoice(f.Sources, false, source) && scanChoice(f.Provinces, false, province) &&
		scanChoice(f.Kinds, false, kind) && scanChoice(f.Actors, f.AllActors, actors...) && scanDate(f, d)
}

// scanArea gives what tells whether a place is in the filter's area: the event's
// own, else the centre of the province.
func (s scanner) scanArea(f Filter) func(*Event, *ProvinceRef) bool {
	if f.Area == "" {
		return func(*Event, *ProvinceRef) bool { return true }
	}
	var south, west, north, east float64
	if n, err := fmt.Sscanf(f.Area, "%g,%g,%g,%g", &south, &west, &north, &east); n != 4 {
		panic(err)
	}
	across := func(lon float64) bool {
		return west <= lon && lon <= east || west > east && (lon >= west || lon <= east)
	}
	return func(e *Event, province *ProvinceRef) bool {
		var lat, lon float64
		switch {
		case e != nil && e.Lat != nil:
			lat, lon = *e.Lat, *e.Lon
		case province != nil:
			p := s.provinces[slices.IndexFunc(s.provinces, func(p Province) bool { return p.ID == province.ID })]
			lat, lon = p.Lat, p.Lon
		}
		if e == nil && province == nil || lat == 0 && lon == 0 && (e == nil || e.Lat == nil) {
			return false
		}
		return (across(lon) || math.Abs(lon) == 180 && across(-lon)) && south <= lat && lat <= north
	}
}

func scanChoice(c Choice, all bool, values ...string) bool {
	hits := 0
	for _, v := range c.Excluded {
		if slices.Contains(values, v) {
			return false
		}
	}
	for _, v := range c.Chosen {
		if slices.Contains(values, v) {
			hits++
		}
	}
	return len(c.Chosen) == 0 || all && hits == len(c.Chosen) || !all && hits > 0
}

func scanDate(f Filter, d Date) bool {
	if f.Since == "" && f.Until == "" {
		return true
	}
	from, to := MinDay, MaxDay-1
	if f.Since != "" {
		b, _ := parseBound(f.Since)
		from = b.first
	}
	if f.Until != "" {
		b, _ := parseBound(f.Until)
		to = b.last
	}
	if d.EDTF == "" {
		return false
	}
	if f.Inside {
		return from <= d.First && d.Last <= to
	}
	return d.First <= to && from <= d.Last
}

// scanText looks for each term in the fields' words, spelt out.
func scanText(f Filter, fields []string) bool {
	var spelt []string
	for _, field := range fields {
		line := " "
		for _, w := range text.Words(field) {
			line += w.Text + " "
		}
		spelt = append(spelt, line)
	}
	for _, t := range parseTerms(f.Text) {
		needle := " " + strings.Join(t.words, " ")
		if !t.prefix() {
			needle += " "
		}
		holds := slices.ContainsFunc(spelt, func(s string) bool { return strings.Contains(s, needle) })
		if holds == t.excluded {
			return false
		}
	}
	return true
}

func deadliest(t *testing.T, l *Library, r *Result, n int) []string {
	t.Helper()
	events, err := l.Deadliest(r, n)
	if err != nil {
		t.Fatal(err)
	}
	return idsOf(events)
}

// deadliest sorts the events of ids, which are in the order of the library.
func (s scanner) deadliest(ids []string, n int) []string {
	var list []Event
	for _, id := range ids {
		at := slices.IndexFunc(s.events, func(e Event) bool { return e.ID == id })
		if e := s.events[at]; figure(e.Killed) > 0 && e.Kind != CasualtyCount {
			list = append(list, s.events[at])
		}
	}
	slices.SortStableFunc(list, func(a, b Event) int { return figure(b.Killed) - figure(a.Killed) })
	return idsOf(list[:min(n, len(list))])
}

func idsOf(events []Event) []string {
	var ids []string
	for _, e := range events {
		ids = append(ids, e.ID)
	}
	return ids
}

// killed adds up tolls in date order, those already linked to a counted event left out.
func (s scanner) killed(ids []string) int {
	linked := make(map[string][]string)
	for _, e := range s.events {
		if e.Killed != nil {
			for _, id := range e.Killed.Shared {
				linked[e.ID], linked[id] = append(linked[e.ID], id), append(linked[id], e.ID)
			}
		}
	}
	events := slices.Clone(s.events)
	slices.SortFunc(events, func(a, b Event) int { return slices.Index(s.order, a.ID) - slices.Index(s.order, b.ID) })
	counted := make(map[string]bool)
	sum := 0
	for _, e := range events {
		if !slices.Contains(ids, e.ID) || counted[e.ID] {
			continue
		}
		for todo := []string{e.ID}; len(todo) > 0; todo = todo[1:] {
			if !counted[todo[0]] {
				counted[todo[0]] = true
				todo = append(todo, linked[todo[0]]...)
			}
		}
		sum += figure(e.Killed)
	}
	return sum
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
