package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// twoSources are a report and a data set that tell of the same days.
func twoSources(tb testing.TB, change func(e *Event)) *Library {
	tb.Helper()
	briefing := harbour(tb)
	row := Event{ID: "rows/7", Date: dateOf(tb, "2022-04-21"), Title: "ISIS-K – Civilians", Kind: "One-sided violence",
		Province: &ProvinceRef{ID: "AF-BAL", Code: "AF-BAL", Name: "Balkh"}, Actors: []Party{{ID: "isis-k", Name: "ISIS-K"}, {ID: "civilians", Name: "Civilians"}},
		Killed: &Toll{Low: figureOf(10), Best: figureOf(13), High: figureOf(31)}, Cites: []Citation{{Source: "rows", Record: "7"}}}
	if change != nil {
		change(&row)
	}
	rows := Briefing{
		Source: Source{ID: "rows", Kind: DataSet, Title: "Rows"},
		Actors: []Actor{
			{ID: "isis-k", Name: "ISIS-K", Kind: ArmedGroup}, {ID: "civilians", Name: "Civilians", Kind: Unnamed},
			{ID: "ana-example", Name: "Ana Éxample", Kind: Person, Affiliation: "river-guard"},
		},
		Provinces: briefing.Provinces, Events: []Event{row},
	}
	return InMemory(briefing, rows)
}

func TestReports(t *testing.T) {
	const market = "harbour-report/market"
	at := func(edtf string) func(*Event) { return func(e *Event) { e.Date = dateOf(t, edtf) } }
	for _, tt := range []struct {
		name   string
		of     string
		change func(e *Event)
		want   string // the reasons; "" where it is none
	}{
		{"actor", market, nil, "same day; same province; one actor in common: ISIS-K; both of violence; tolls overlap"},
		{"next day", market, at("2022-04-22"), "one day apart; same province; one actor in common: ISIS-K; both of violence; tolls overlap"},
		{"day before", market, at("2022-04-20"), "one day apart; same province; one actor in common: ISIS-K; both of violence; tolls overlap"},
		{"two days off", market, at("2022-04-23"), ""},
		{"some days", market, at("2022-04-15/2022-04-22"), "dates overlap; same province; one actor in common: ISIS-K; both of violence; tolls overlap"},
		{"open start", market, at("../2022-05"), "dates overlap; same province; one actor in common: ISIS-K; both of violence; tolls overlap"},
		{"undated", market, at(""), ""},
		{"other province", market, func(e *Event) { e.Province = &ProvinceRef{ID: "AF-KAB", Code: "AF-KAB", Name: "Kabul"} }, ""},
		{"no province", market, func(e *Event) { e.Province = nil }, ""},
		{"others", market, func(e *Event) { e.Actors = nil }, ""},
		{"no toll", market, func(e *Event) { e.Killed = nil }, "same day; same province; one actor in common: ISIS-K; both of violence"},
		{"minimum", market, func(e *Event) { e.Killed.Best = figureOf(12) }, "same day; same province; one actor in common: ISIS-K; both of violence; tolls overlap"},
		{"toll", market, func(e *Event) { e.Killed = &Toll{Low: figureOf(12)} }, "same day; same province; one actor in common: ISIS-K; both of violence; same toll"},
		{"lower toll", market, func(e *Event) { e.Killed = &Toll{Best: figureOf(3)} }, "same day; same province; one actor in common: ISIS-K; both of violence"},
		{"same kind", market, func(e *Event) { e.Kind = "bombing" }, "same day; same province; one actor in common: ISIS-K; same kind; tolls overlap"},
		{"count", market, func(e *Event) { e.Kind = CasualtyCount }, ""},
		{"two actors", market, func(e *Event) {
			e.Actors = append(e.Actors, Party{ID: "isis-k", Name: "ISIS-K"}) // named twice
		}, "same day; same province; one actor in common: ISIS-K; both of violence; tolls overlap"},
		{"kin", "harbour-report/bridge", func(e *Event) {
			e.Date, e.Actors = dateOf(t, "2022-04-28"), []Party{{ID: "ana-example", Name: "Ana Éxample"}}
		}, "same day; same province; Ana Éxample belongs to River Guard; both of violence; tolls overlap"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := twoSources(t, tt.change).Reports(t.Context(), tt.of)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, m := range r.Found {
				if m.Event.ID == "rows/7" {
					got = strings.Join(m.Reasons, "; ")
				}
			}
			if r.Of.ID != tt.of || got != tt.want {
				t.Errorf("reasons %q, want %q", got, tt.want)
			}
		})
	}
}

// Where a province is missing, or the actors are others, the printed place stands
// in for them.
// Nameless actors are of a source each; what they are called is common.
func TestReportsShareTheNameless(t *testing.T) {
	library := InMemory(nameless(t, "one"), nameless(t, "two"))
	r, err := library.Reports(t.Context(), "one/1")
	if err != nil || len(r.Found) != 1 {
		t.Fatalf("%d found, %v", len(r.Found), err)
	}
	if got, want := r.Found[0].Reasons[2], "2 actors in common: Guard, Civilians"; got != want {
		t.Errorf("reasons %q, want %q", got, want)
	}
}

// nameless is a data set with one event, in which civilians come to harm.
func nameless(tb testing.TB, source string) Briefing {
	tb.Helper()
	province := harbour(tb).Provinces
	e := Event{ID: source + "/1", Date: dateOf(tb, "2022-04-21"), Title: "Guard – Civilians", Kind: "One-sided violence",
		Province: &ProvinceRef{ID: "AF-BAL", Code: "AF-BAL", Name: "Balkh"}, Cites: []Citation{{Source: source, Record: "1"}},
		Actors: []Party{{ID: "guard", Name: "Guard"}, {ID: source + "/civilians", Name: "Civilians", Role: "side b"}}}
	return Briefing{Source: Source{ID: source, Kind: DataSet, Title: "Rows"}, Provinces: province, Events: []Event{e},
		Actors: []Actor{{ID: "guard", Name: "Guard", Kind: ArmedGroup}, {ID: source + "/civilians", Name: "Civilians", Kind: Unnamed}}}
}

// Of sources with one title each is called so that it can be told.
func TestSourceName(t *testing.T) {
	one, two, other, untitled := nameless(t, "one"), nameless(t, "two"), nameless(t, "other"), nameless(t, "untitled")
	other.Source.Title, untitled.Source.Title = "Others", ""
	library := InMemory(one, two, other, untitled)
	for id, want := range map[string]string{"one": "one: Rows", "two": "two: Rows", "other": "Others", "untitled": "untitled", "gone": "gone"} {
		if got := library.SourceName(id); got != want {
			t.Errorf("%s is called %q, want %q", id, got, want)
		}
	}
	r, err := library.Search(t.Context(), Filter{})
	if err != nil || !slices.ContainsFunc(r.Sources, func(c Count) bool { return c.Name == "two: Rows" }) {
		t.Errorf("counted are %v, %v", r.Sources, err)
	}
}

func TestReportsByPlace(t *testing.T) {
	for _, tt := range []struct {
		name     string
		province bool
		kind     string
		want     bool
	}{
		{"without a province", false, "Battles", true},
		{"in the province", true, "Battles", true},
		{"of another kind", true, "Protests", false},
	} {
		briefing := harbour(t)
		for i := range briefing.Events {
			briefing.Events[i].Place, briefing.Events[i].Actors = "Séh \"Dokan\"", nil
		}
		row := Event{ID: "rows/7", Date: dateOf(t, "2022-04-21"), Title: "Untold", Kind: tt.kind, Place: "seh dokan", Cites: []Citation{{Source: "rows", Record: "7"}}}
		if tt.province {
			row.Province = briefing.Events[0].Province
		}
		r, err := InMemory(briefing, Briefing{Source: Source{ID: "rows", Kind: DataSet, Title: "Rows"}, Provinces: briefing.Provinces, Events: []Event{row}}).
			Reports(t.Context(), "harbour-report/market")
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.ContainsFunc(r.Found, func(m Match) bool { return m.Event.ID == "rows/7" && !m.SameSource }); got != tt.want {
			t.Errorf("%s: found %v, want %v: %+v", tt.name, got, tt.want, r.Found)
		}
	}
}

// Other sources stand first, then what has the most in common.
func TestReportsOrder(t *testing.T) {
	r, err := twoSources(t, nil).Reports(t.Context(), "harbour-report/market")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, m := range r.Found {
		ids = append(ids, fmt.Sprint(m.Event.ID, m.SameSource))
	}
	if got := strings.Join(ids, " "); got != "rows/7false" || r.Searched < len(ids) {
		t.Errorf("%s of %d", got, r.Searched)
	}
	gate, err := twoSources(t, nil).Reports(t.Context(), "harbour-report/gate")
	if err != nil || len(gate.Found) != 0 { // the hotel has neither place nor actor in common
		t.Errorf("%v, %+v", err, gate.Found)
	}
}

func TestReportsOfNothing(t *testing.T) {
	l := twoSources(t, nil)
	var unknown *UnknownNameError
	if _, err := l.Reports(t.Context(), "rows/8"); !errors.As(err, &unknown) || unknown.Facet != "event" {
		t.Errorf("an unknown id: %v", err)
	}
	for id, want := range map[string]string{"harbour-report/rumour": "it has no date", "harbour-report/count": "it names neither province nor place"} {
		if r, err := l.Reports(t.Context(), id); err != nil || r.Obstacle != want || r.Found != nil {
			t.Errorf("%s: %v, %+v", id, err, r)
		}
	}
}

// Of many events only those near in time are looked at, and how many are left is
// told.
func TestReportsAreBounded(t *testing.T) {
	b := harbour(t)
	whole := Event{Date: dateOf(t, "2022-04"), Title: "Month", Kind: "battle", Province: b.Events[0].Province, Actors: b.Events[0].Actors, Cites: b.Events[0].Cites}
	b.Events = nil
	for i := range 3 * mostReported {
		e := whole
		e.ID = fmt.Sprintf("harbour-report/e%d", i)
		b.Events = append(b.Events, e)
	}
	r, err := InMemory(b).Reports(t.Context(), "harbour-report/e700")
	if err != nil || r.Searched != mostReported-1 || r.Left != 2*mostReported {
		t.Errorf("%v: searched %d, left %d", err, r.Searched, r.Left)
	}
}
