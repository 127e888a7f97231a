package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

// plainSums adds tolls up event by event, a toll shared once.
func plainSums(events []Event, all []Event) (killed Sum) {
	groups := sharedTolls(all)
	group := make(map[string]int32)
	for i, e := range all {
		group[e.ID] = groups[i]
	}
	seen := make(map[int32]bool)
	for _, e := range events {
		g := group[e.ID]
		if g == none || !seen[g] {
			killed.add(e.Killed)
		}
		seen[g] = true
	}
	return killed
}

func TestCasualties(t *testing.T) {
	l := InMemory(harbour(t))
	r, _, _ := find(t, l, Filter{})
	got, err := l.Casualties(t.Context(), r)
	want := Casualties{Killed: Sum{Low: 12 + 9 + 170 + 397, Best: 588, High: 588, AtLeast: true, Given: 4}}
	if err != nil || got != want || got.Killed.Best != r.Killed || got.Killed.AtLeast != r.AtLeast {
		t.Errorf("%v: %+v, want %+v, result %d", err, got, want, r.Killed)
	}
}

// Sums of tolls: best as a search sums it, low and high around it.
func TestCasualtiesAgreeWithSearch(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 8))
	for range 40 {
		b := randomBriefing(t, rng, "random", 60)
		l := InMemory(b)
		f := Filter{Provinces: Choice{Chosen: []string{"XX-1", "XX-2"}}}
		r, ids, _ := find(t, l, f)
		got, err := l.Casualties(t.Context(), r)
		if err != nil || got.Killed.Best != r.Killed {
			t.Fatalf("%v: best %d, a search sums %d", err, got.Killed.Best, r.Killed)
		}
		var events []Event
		for _, id := range ids {
			e, _ := l.Event(id)
			events = append(events, e)
		}
		if want := plainSums(events, b.Events); got.Killed != want {
			t.Fatalf("%+v, want %+v", got.Killed, want)
		}
	}
}

func TestSum(t *testing.T) {
	n := figureOf
	for _, tt := range []struct {
		toll *Toll
		want Sum
	}{
		{nil, Sum{}},
		{&Toll{}, Sum{}},
		{&Toll{Low: n(12)}, Sum{Low: 12, Best: 12, High: 12, AtLeast: true, Given: 1}},
		{&Toll{Low: n(10), Best: n(12), High: n(14)}, Sum{Low: 10, Best: 12, High: 14, Given: 1}},
		{&Toll{Low: n(10), High: n(14)}, Sum{Low: 10, Best: 10, High: 14, Given: 1}},
		{&Toll{Best: n(3)}, Sum{Low: 3, Best: 3, High: 3, Given: 1}},
		{&Toll{High: n(5)}, Sum{High: 5, Given: 1}},
		{&Toll{Best: n(0)}, Sum{Given: 1}},
	} {
		var got Sum
		got.add(tt.toll)
		if got != tt.want {
			t.Errorf("%+v: %+v, want %+v", tt.toll, got, tt.want)
		}
	}
}

func TestSharedWoundedOnce(t *testing.T) {
	b := harbour(t)
	b.Events[2].Wounded = &Toll{Best: figureOf(7), Shared: []string{b.Events[3].ID}}
	b.Events[3].Wounded = &Toll{Best: figureOf(7), Shared: []string{b.Events[2].ID}}
	l := InMemory(b)
	r, _, _ := find(t, l, Filter{})
	if got, err := l.Casualties(t.Context(), r); err != nil || got.Wounded.Best != 7 || got.Wounded.Given != 1 {
		t.Errorf("%v: %+v", err, got.Wounded)
	}
}

func compareHarbour(t *testing.T, f Filter, facet Facet, a, b string) Comparison {
	t.Helper()
	c, err := InMemory(harbour(t)).Compare(t.Context(), f, facet, a, b)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCompareActors(t *testing.T) {
	f := Filter{Actors: Choice{Chosen: []string{"ana-example"}, Excluded: []string{"isis-k"}}, AllActors: true}
	c := compareHarbour(t, f, ByActor, "isis-k", "river-guard")
	if len(c.Filter.Clauses()) != 0 || c.Filter.AllActors {
		t.Errorf("the facet's own choice stays: %+v", c.Filter)
	}
	for i, want := range []string{"ISIS-K 2 events 2 quotes latest harbour-report/market", "River Guard 2 events 0 quotes latest harbour-report/bridge"} {
		s := c.Sides[i]
		got := fmt.Sprintf("%s %d events %d quotes latest %s", s.Value.Name, s.Value.Events, len(s.Quotes), s.Latest.ID)
		if got != want {
			t.Errorf("side %d: %s, want %s", i, got, want)
		}
	}
	if c.Together.Events != 1 || c.Together.ID != "river-guard" {
		t.Errorf("together %+v", c.Together)
	}
	if others := c.Common(ByActor); len(others) != 1 || others[0].Value.ID != "ana-example" || others[0].Counts[0].Quotes != 1 {
		t.Errorf("others %+v", others)
	}
	kinds := c.Common(ByKind)
	if len(kinds) != 1 || kinds[0].Value.ID != "bombing" || kinds[0].Counts[0].Events != 2 || kinds[0].Counts[1].Events != 2 {
		t.Errorf("kinds %+v", kinds)
	}
	provinces := c.Common(ByProvince)
	if len(provinces) != 2 || provinces[0].Value.Name != "Balkh" || provinces[1].Value.Name != "Kabul" {
		t.Errorf("provinces %+v", provinces)
	}
}

func TestCompareProvinces(t *testing.T) {
	c := compareHarbour(t, Filter{Actors: Choice{Chosen: []string{"isis-k"}}}, ByProvince, "AF-BAL", "AF-KAN")
	if c.Sides[0].Value.Events != 1 || c.Sides[1].Value.Events != 0 || c.Sides[1].Latest != nil || c.Together.Events != 0 {
		t.Errorf("%+v", c.Sides)
	}
	if c.Common(ByProvince) != nil {
		t.Error("a province has others")
	}
	if actors := c.Common(ByActor); len(actors) != 1 || actors[0].Value.ID != "isis-k" {
		t.Errorf("actors that the filter leaves out: %+v", actors)
	}
	if got := c.OverTime(false); !reflect.DeepEqual(got, []TimePair{{Year: 2022, Events: [2]int{1, 0}}}) {
		t.Errorf("over time %+v", got)
	}
}

func TestOverTime(t *testing.T) {
	c := compareHarbour(t, Filter{}, ByProvince, "AF-BAL", "AF-KAB")
	want := []TimePair{{2021, 8, [2]int{0, 2}}, {2021, 9, [2]int{}}, {2021, 10, [2]int{}}, {2021, 11, [2]int{}}, {2021, 12, [2]int{}},
		{2022, 1, [2]int{}}, {2022, 2, [2]int{}}, {2022, 3, [2]int{1, 0}}, {2022, 4, [2]int{2, 0}}}
	if got := c.OverTime(true); !reflect.DeepEqual(got, want) {
		t.Errorf("months %v, want %v", got, want)
	}
	if got := c.OverTime(false); !reflect.DeepEqual(got, []TimePair{{2021, 0, [2]int{0, 2}}, {2022, 0, [2]int{3, 0}}}) {
		t.Errorf("years %v", got)
	}
	if got := compareHarbour(t, Filter{}, ByProvince, "AF-KAN", "AF-KAN").OverTime(true); len(got) != 0 {
		t.Errorf("of nothing %v", got)
	}
}

func TestCompareRefuses(t *testing.T) {
	l := InMemory(harbour(t))
	var unknown *UnknownNameError
	if _, err := l.Compare(t.Context(), Filter{}, ByActor, "isis-k", "nobody"); !errors.As(err, &unknown) {
		t.Errorf("an unknown id: %v", err)
	}
	if _, err := l.Compare(t.Context(), Filter{}, BySince, "2021", "2022"); err == nil {
		t.Error("dates are compared")
	}
}

// What a side counts is what a filter by its value alone finds.
func TestCompareAgreesWithSearch(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	for range 30 {
		l := InMemory(randomBriefing(t, rng, "random", 50))
		f := Filter{Kinds: Choice{Chosen: []string{"bombing"}}, Since: "2021"}
		c, err := l.Compare(t.Context(), f, ByActor, "actor-0", "actor-1")
		if err != nil {
			t.Fatal(err)
		}
		both := f
		both.Actors.Chosen, both.AllActors = []string{"actor-0", "actor-1"}, true
		if r, _, _ := find(t, l, both); r.Events != c.Together.Events || r.Quotes != c.Together.Quotes {
			t.Fatalf("together %d and %d, found %d and %d", c.Together.Events, c.Together.Quotes, r.Events, r.Quotes)
		}
		for i, id := range []string{"actor-0", "actor-1"} {
			r, _, _ := find(t, l, f.Only(ByActor, id))
			sum := 0
			for _, p := range c.OverTime(i == 0) {
				sum += p.Events[i]
			}
			if s := c.Sides[i]; r.Events != s.Value.Events || r.Killed != s.Found.Killed || sum != r.Events-r.Undated {
				t.Fatalf("%s: %d events, %d killed, %d over time; a search finds %d, %d, %d undated", id, s.Value.Events, s.Found.Killed, sum, r.Events, r.Killed, r.Undated)
			}
		}
	}
}
