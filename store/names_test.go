package store

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestResolve(t *testing.T) {
	b := harbour(t)
	b.Provinces = append(b.Provinces,
		Province{ID: "PK-KAN", Name: "Kandahar", Country: "Elsewhere"},
		Province{ID: "YE-SA", Name: "Sana’a", Country: "Yemen"})
	b.Actors[0].Aliases = append(b.Actors[0].Aliases, "شورای نظار")
	l := InMemory(b)
	tests := []struct{ line, want string }{
		{"province:balkh", "province:AF-BAL"},
		{"province:AF-BAL", "province:AF-BAL"},
		{"province:af-bal", "province:AF-BAL"},
		{`province:"BALKH  province"`, "province:AF-BAL"},
		{"province:sanaa province:Sana'a", "province:YE-SA"},
		{"group:iskp", "actor:isis-k"},
		{`group:"ISIS–K"`, "actor:isis-k"},
		{`group:"guards of the river"`, "actor:river-guard"},
		{`group:"شوراي نظار"`, "actor:river-guard"},
		{`person:"ana example"`, "actor:ana-example"},
		{`actor:"ana example"`, "actor:ana-example"},
		{`group:"former official"`, "actor:harbour-report/former-official"},
		{`source:"the harbour report"`, "source:harbour-report"},
		{"kind:Bombing !kind:protest", "kind:bombing !kind:protest"},
		{"group:isis-k+rg", "actor:isis-k+river-guard"},
	}
	for _, tt := range tests {
		f, err := ParseFilter(tt.line)
		if err != nil {
			t.Fatal(err)
		}
		got, notes, err := l.Resolve(f)
		if err != nil || got.String() != tt.want || notes != nil {
			t.Errorf("%s: %s, %v, %v, want %s", tt.line, got, notes, err, tt.want)
		}
		if again, _, err := l.Resolve(got); err != nil || !again.Equal(got) {
			t.Errorf("%s: resolved again %s, %v", tt.line, again, err)
		}
	}
	f, notes, err := l.Resolve(Filter{Provinces: chosen("Kandahar")})
	if err != nil || !slices.Equal(f.Provinces.Chosen, []string{"AF-KAN", "PK-KAN"}) || len(notes) != 1 || !strings.Contains(notes[0], "Kandahar (Elsewhere)") {
		t.Errorf("a name in two countries: %v, %q, %v", f.Provinces, notes, err)
	}
}

func TestResolveUnknown(t *testing.T) {
	b := harbour(t)
	b.Provinces[2].Code = ""
	l := InMemory(b)
	tests := []struct {
		filter  Filter
		facet   string
		nearest []string
		hint    string
	}{
		{Filter{Provinces: chosen("Balk")}, "province", []string{"Balkh"}, ""},
		{Filter{Provinces: chosen("Kandhaar")}, "province", []string{"Kandahar"}, ""},
		{Filter{Provinces: Choice{Excluded: []string{"zzz"}}}, "province", nil, ""},
		{Filter{Actors: chosen("group:isis")}, "group", []string{"ISIS-K"}, ""},
		{Filter{Actors: chosen("actor:nobody")}, "actor", nil, ""},
		{Filter{Actors: chosen("group:ana-example")}, "group", nil, "is a person"},
		{Filter{Actors: chosen("person:isis-k")}, "person", nil, "no person"},
		{Filter{Actors: chosen("person:river")}, "person", nil, ""},
		{Filter{Kinds: chosen("bomb")}, "kind", []string{"bombing"}, ""},
		{Filter{Sources: chosen("harbor-report")}, "source", []string{"harbour-report"}, ""},
		{Filter{Provinces: chosen("\u200b")}, "province", nil, ""},
	}
	for _, tt := range tests {
		_, _, err := l.Resolve(tt.filter)
		var unknown *UnknownNameError
		if !errors.As(err, &unknown) {
			t.Errorf("%s: %v", tt.filter, err)
			continue
		}
		if unknown.Facet != tt.facet || !reflect.DeepEqual(unknown.Nearest, tt.nearest) || !strings.Contains(unknown.Hint, tt.hint) || (tt.hint == "") != (unknown.Hint == "") {
			t.Errorf("%s: %#v", tt.filter, unknown)
		}
	}
}

func TestUnknownNameIsPrintable(t *testing.T) {
	_, _, err := InMemory().Resolve(Filter{Provinces: chosen("a\x1b[31mb")})
	if err == nil || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("%q", err)
	}
}

func TestCitedIn(t *testing.T) {
	l := InMemory(harbour(t))
	cited := l.CitedIn("harbour-report")
	if len(cited) != 7+2+3+2 {
		t.Fatalf("%d citations", len(cited))
	}
	for i := 1; i < len(cited); i++ {
		if compareCites(cited[i-1].Citation, cited[i].Citation) > 0 {
			t.Errorf("%v stands before %v", cited[i-1], cited[i])
		}
	}
	if c := cited[1]; c.Type != EventRecord && c.Type != ActorRecord || c.Label == "" {
		t.Errorf("%+v", c)
	}
	if l.CitedIn("nowhere") != nil {
		t.Error("an unknown source is cited")
	}
}

func TestJoinedActors(t *testing.T) {
	a, b := harbour(t), randomBriefing(t, newRand(1), "zeta", 3)
	b.Actors[0] = Actor{ID: "isis-k", Name: "Islamic State Khorasan", Kind: ArmedGroup, Aliases: []string{"ISKP"}, Note: "Note.", Cites: citeOf("zeta", 1, 1, 2)}
	for i := range b.Events {
		b.Events[i].Actors = nil
	}
	b.Quotes = nil
	l := InMemory(b, a)
	got, ok := l.Actor("isis-k")
	want := Actor{ID: "isis-k", Name: "ISIS-K", Kind: ArmedGroup, Aliases: []string{"ISKP", "Islamic State Khorasan"}, Note: "Note.",
		Cites: slices.Concat(citeOf("harbour-report", 1, 21, 27), citeOf("zeta", 1, 1, 2))}
	if !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("joined %+v, want %+v", got, want)
	}
	if _, ok := l.Actor("nobody"); ok {
		t.Error("there is nobody")
	}
	if e, ok := l.Event(hr + "gate"); !ok || e.Title != "Gate" {
		t.Errorf("event %+v", e)
	}
	if s, ok := l.Source("zeta"); !ok || s.ID != "zeta" {
		t.Errorf("source %+v", s)
	}
}
