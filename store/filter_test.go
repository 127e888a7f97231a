package store

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func chosen(ids ...string) Choice { return Choice{Chosen: ids} }

func TestParseFilter(t *testing.T) {
	tests := []struct {
		line  string
		want  Filter
		canon string
	}{
		{"", Filter{}, ""},
		{"  ", Filter{}, ""},
		{`province:Balkh group:ISIS-K !kind:Protests since:2021-08 until:2022-04 mosque "booby trapped" !hotel`,
			Filter{Provinces: chosen("Balkh"), Actors: chosen("group:ISIS-K"), Kinds: Choice{Excluded: []string{"Protests"}}, Since: "2021-08", Until: "2022-04", Text: `mosque "booby trapped" !hotel`},
			`province:Balkh group:ISIS-K !kind:Protests since:2021-08 until:2022-04 mosque "booby trapped" !hotel`},
		{"group:Taliban+ISIS-K", Filter{Actors: chosen("group:ISIS-K", "group:Taliban"), AllActors: true}, "group:ISIS-K+Taliban"},
		{`person:"Ana Example"+Bo`, Filter{Actors: chosen("person:Ana Example", "person:Bo"), AllActors: true}, `person:"Ana Example"+Bo`},
		{"group:a person:b all:yes", Filter{Actors: chosen("group:a", "person:b"), AllActors: true}, "group:a person:b all:yes"},
		{"actor:a all:yes", Filter{Actors: chosen("a"), AllActors: true}, "actor:a all:yes"},
		{"actor:b actor:a actor:b", Filter{Actors: chosen("a", "b")}, "actor:a actor:b"},
		{`kind:"State-based violence" source:x`, Filter{Kinds: chosen("State-based violence"), Sources: chosen("x")}, `source:x kind:"State-based violence"`},
		{`kind:"a""b" kind:"c+d"`, Filter{Kinds: chosen(`a"b`, "c+d")}, `kind:"a""b" kind:"c+d"`},
		{"Province:Balkh", Filter{Provinces: chosen("Balkh")}, "province:Balkh"},
		{"area:33.10,-0,36.9,71.5000001 area:33.1,0,36.9,71.5", Filter{Area: "33.1,0,36.9,71.5"}, "area:33.1,0,36.9,71.5"},
		{"inside:yes since:2021-21 inside:Yes", Filter{Since: "2021-21", Inside: true}, "since:2021-21 inside:yes"},
		{"marked:yes since:2021 mosque", Filter{Since: "2021", Marked: true, Text: "mosque"}, "since:2021 marked:yes mosque"},
		{"marked:no", Filter{}, ""},
		{"mosque ", Filter{Text: "mosque "}, "mosque "},
		{"mosque province:x", Filter{Provinces: chosen("x"), Text: "mosque "}, "province:x mosque "},
		{"9/11 12:30", Filter{Text: "9/11 12:30"}, "9/11 12:30"},
		{`"since:2021"`, Filter{Text: `"since:2021"`}, `"since:2021"`},
		{`"booby tr`, Filter{Text: `"booby tr`}, `"booby tr`},
		{`! - "" !""`, Filter{}, ""},
		{"!!hotel", Filter{Text: "!hotel"}, "!hotel"},
		{"کابل", Filter{Text: "کابل"}, "کابل"},
	}
	for _, tt := range tests {
		f, err := ParseFilter(tt.line)
		if err != nil {
			t.Errorf("%q: %v", tt.line, err)
			continue
		}
		if !reflect.DeepEqual(f, tt.want) {
			t.Errorf("%q: %+v, want %+v", tt.line, f, tt.want)
		}
		if s := f.String(); s != tt.canon {
			t.Errorf("%q is written %q, want %q", tt.line, s, tt.canon)
		}
	}
}

func TestParseFilterRefuses(t *testing.T) {
	tests := []struct {
		line string
		pos  int
		word string
		msg  string
	}{
		{"mosque provnce:Balkh", 7, "provnce:Balkh", "no field provnce:"},
		{"province: Balkh", 0, "province:", "must follow at once"},
		{`province:""`, 0, `province:""`, "must follow at once"},
		{`a province:"Balkh`, 2, `province:"Balkh`, "closing quotation mark"},
		{`province:"Balkh"x y`, 0, `province:"Balkh"x`, "a space is missing"},
		{"province:a+b", 0, "province:a+b", "joins actors only"},
		{"group:a+", 0, "group:a+", "must follow at once"},
		{"!group:a+b", 0, "!group:a+b", "!group:a !group:b"},
		{"group:a+b group:c", 10, "group:c", "one such list"},
		{"group:c group:a+b", 8, "group:a+b", "one such list"},
		{"since:yesterday", 0, "since:yesterday", "write a day, month"},
		{"since:2021-13", 0, "since:2021-13", "month 13"},
		{"until:2021~", 0, "until:2021~", "write a day, month"},
		{"!since:2021", 0, "!since:2021", "cannot be excluded"},
		{"since:2021 since:2022", 11, "since:2022", "given twice"},
		{"!marked:yes", 0, "!marked:yes", "cannot be excluded"},
		{"marked:x", 0, "marked:x", "write marked:yes"},
		{"area:1,2,3", 0, "area:1,2,3", "south,west,north,east"},
		{"area:3,0,1,4", 0, "area:3,0,1,4", "south edge"},
		{"area:1,0,91,4", 0, "area:1,0,91,4", "latitudes"},
		{"area:1,0,2,181", 0, "area:1,0,2,181", "longitudes"},
		{"area:1,2,NaN,4", 0, "area:1,2,NaN,4", "south,west,north,east"},
		{"area:1,2,3,4 area:1,2,3,5", 13, "area:1,2,3,5", "twice"},
		{"!area:1,2,3,4", 0, "!area:1,2,3,4", "cannot be excluded"},
		{"inside:maybe", 0, "inside:maybe", "inside:yes"},
		{"https://example.org", 0, "https://example.org", "quotation marks"},
	}
	for _, tt := range tests {
		_, err := ParseFilter(tt.line)
		var e *FilterError
		if !errors.As(err, &e) {
			t.Errorf("%q: %v", tt.line, err)
			continue
		}
		if e.Pos != tt.pos || e.Word != tt.word || !strings.Contains(e.Msg, tt.msg) {
			t.Errorf("%q: at %d %q: %s; want at %d %q: %s", tt.line, e.Pos, e.Word, e.Msg, tt.pos, tt.word, tt.msg)
		}
	}
}

func TestClausesWithout(t *testing.T) {
	f, err := ParseFilter(`source:s province:p !province:q group:g+h kind:k since:2021 until:2022 inside:yes marked:yes area:1,2,3,4 word "two words" !no last`)
	if err != nil {
		t.Fatal(err)
	}
	clauses := f.Clauses()
	want := []Clause{
		{BySource, "s", false}, {ByProvince, "p", false}, {ByProvince, "q", true}, {ByActor, "group:g", false}, {ByActor, "group:h", false},
		{ByKind, "k", false}, {BySince, "2021", false}, {ByUntil, "2022", false}, {ByInside, "yes", false}, {ByMarked, "yes", false}, {ByArea, "1,2,3,4", false},
		{ByText, "word", false}, {ByText, `"two words"`, false}, {ByText, "no", true}, {ByText, "last", false},
	}
	if !slices.Equal(clauses, want) {
		t.Fatalf("clauses %v, want %v", clauses, want)
	}
	for i, c := range clauses {
		left := f.Without(c).Clauses()
		if want := slices.Delete(slices.Clone(clauses), i, i+1); !slices.Equal(left, want) {
			t.Errorf("without %v there is %v, want %v", c, left, want)
		}
		f := f
		for _, c := range clauses {
			f = f.Without(c)
		}
		if !f.Empty() {
			t.Errorf("without any clause there is %s", f)
		}
	}
	if f.Empty() || !(Filter{AllActors: true}).Empty() {
		t.Error("empty is what has no clauses")
	}
	if got := (Filter{Text: "one two"}).Without(Clause{ByText, "two", false}).Text; got != "one " {
		t.Errorf("the word before the dropped one was whole, and becomes %q", got)
	}
}

func TestToggleOnlyExclude(t *testing.T) {
	f := Filter{Provinces: chosen("b")}
	tests := []struct {
		name string
		got  Filter
		want Choice
	}{
		{"toggle another", f.Toggle(ByProvince, "a"), chosen("a", "b")},
		{"toggle off", f.Toggle(ByProvince, "b"), Choice{}},
		{"toggle an excluded", f.Exclude(ByProvince, "a").Toggle(ByProvince, "a"), chosen("b")},
		{"exclude a chosen", f.Exclude(ByProvince, "b"), Choice{Excluded: []string{"b"}}},
		{"exclude twice", f.Exclude(ByProvince, "c").Exclude(ByProvince, "c"), chosen("b")},
		{"only", f.Exclude(ByProvince, "c").Only(ByProvince, "a"), chosen("a")},
	}
	for _, tt := range tests {
		if !reflect.DeepEqual(tt.got.Provinces, tt.want) || !reflect.DeepEqual(tt.got.Choice(ByProvince), tt.want) {
			t.Errorf("%s: %+v, want %+v", tt.name, tt.got.Provinces, tt.want)
		}
	}
	if !reflect.DeepEqual(f, Filter{Provinces: chosen("b")}) {
		t.Error("the filter itself changed")
	}
}

func TestHighlights(t *testing.T) {
	tests := []struct {
		text, in string
		want     []Span
	}{
		{"mosque", "The Mosque and mosques", []Span{{4, 10}, {15, 22}}},
		{"mosque ", "The Mosque and mosques", []Span{{4, 10}}},
		{"isis-k", "By ISIS-K, ISIS", []Span{{3, 9}}},
		{`"booby trapped" bag`, "a booby-trapped bag", []Span{{2, 15}, {16, 19}}},
		{"!bag", "a bag", nil},
		{"eclair", "«Éclair» e\u0301clair", []Span{{1, 7}, {9, 16}}},
		{"a a", "a", []Span{{0, 1}}},
		{"", "text", nil},
		{"کابل", "در كابل", []Span{{3, 7}}},
	}
	for _, tt := range tests {
		if got := (Filter{Text: tt.text}).Highlights(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("%q in %q: %v, want %v", tt.text, tt.in, got, tt.want)
		}
	}
}

func FuzzParseFilter(f *testing.F) {
	for _, s := range []string{`province:Balkh group:a+b !kind:"x y" since:2021 mosque "booby trapped" !hotel`, `"a:b" a:`, `kind:"a""b"`, `! "`, "all:yes person:x", "marked:yes", `a"b"c`, "ﷺ \u200c!"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		filter, err := ParseFilter(line)
		if err != nil {
			var e *FilterError
			if !errors.As(err, &e) || e.Pos < 0 || e.Pos+len(e.Word) > len(line) || line[e.Pos:e.Pos+len(e.Word)] != e.Word {
				t.Fatalf("%q: %#v", line, err)
			}
			return
		}
		again, err := ParseFilter(filter.String())
		if err != nil || !again.Equal(filter) || again.String() != filter.String() {
			t.Fatalf("%q is written %q, read as %+v, %v", line, filter, again, err)
		}
		for _, c := range filter.Clauses() {
			if slices.Contains(filter.Without(c).Clauses(), c) {
				t.Fatalf("%q: %v cannot be dropped", line, c)
			}
		}
		bare := Filter{Text: line} // any text is one, whatever it holds
		if again, err := ParseFilter(bare.String()); err != nil || !again.Equal(bare) {
			t.Fatalf("text %q is written %q, read as %+v, %v", line, bare, again, err)
		}
		bare.Highlights(line)
	})
}
