package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fieldbrief/store"
)

// Provinces of several countries stand below their country, the country with the
// most events first, in it the province with the most.
func TestProvincesByCountry(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("g", "front 1 ", "enter")
	p := d.m.provinces
	totals, sums := []int{}, map[string]int{}
	last, country := 0, ""
	for i, r := range p.rows {
		switch {
		case r.heading != "":
			totals = append(totals, r.total)
			country, last = r.heading, 1<<30
		case r.value != nil && r.above >= 0:
			if r.value.Group != country || p.rows[r.above].heading != country {
				t.Fatalf("row %d: %s of %s below %s", i, r.value.Name, r.value.Group, country)
			}
			if r.value.Events > last {
				t.Errorf("%s with %d events below one with %d", r.value.Name, r.value.Events, last)
			}
			last = r.value.Events
			sums[country] += r.value.Events
		}
	}
	if len(totals) < 20 || !slices.IsSortedFunc(totals, func(a, b int) int { return cmp.Compare(b, a) }) {
		t.Errorf("countries with %v events", totals)
	}
	for _, r := range p.rows {
		if r.heading != "" && sums[r.heading] != r.total {
			t.Errorf("%s: %d events, its provinces have %d", r.heading, r.total, sums[r.heading])
		}
	}
	d.press("x", "s", "n", "valley", "enter")
	for _, r := range d.m.provinces.rows {
		if r.heading != "" {
			t.Errorf("one country has the heading %s", r.heading)
		}
	}
}

// The heading of the first value in sight is always in sight, and never stands
// in place of the one under the cursor.
func TestFacetHeadingStays(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 24}, {48, 20}} {
		d := drive(t, dataSetLibrary(t), size[0], size[1], Options{Theme: "none"}, surroundings{})
		d.press("2")
		keys := []string{"j", "pgdown", "k", "pgup", "end", "pgup", "home", "}", "}", "{", "ctrl+d", "k", "G", "<"}
		for i := range 120 {
			d.press(keys[i*7%len(keys)])
			p := d.m.provinces
			first := p.rows[p.top]
			lines := strings.Split(bareText(strings.Join(p.draw(&d.m.theme, true), "\n")), "\n")
			if first.above >= 0 && !strings.Contains(lines[0], p.rows[first.above].heading) {
				t.Fatalf("%v: %q stands at the top, above %s of %s", size, lines[0], first.value.Name, first.value.Group)
			}
			at := p.rows[p.cursor]
			if name := at.value; name != nil && !slices.ContainsFunc(lines, func(l string) bool {
				return strings.HasPrefix(l, "▌") && (strings.Contains(l, name.Name) || strings.Contains(l, "…"))
			}) {
				t.Fatalf("%v: %s is under the cursor and not in sight:\n%s", size, name.Name, strings.Join(lines, "\n"))
			}
		}
	}
}

// Paging down passes every value by.
func TestFacetPagesLeaveNothingOut(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("2")
	seen := map[string]bool{}
	for range 80 {
		p := d.m.provinces
		for i := p.top; i < min(len(p.rows), p.top+p.room); i++ {
			if v := p.rows[i].value; v != nil && (i > p.top || !p.covered()) {
				seen[v.ID] = true
			}
		}
		d.press("pgdown")
	}
	for _, r := range d.m.provinces.rows {
		if r.value != nil && !seen[r.value.ID] {
			t.Errorf("%s of %s was never in sight", r.value.Name, r.value.Group)
		}
	}
}

// } and { go from heading to heading in the panes of facets.
func TestFacetHeadingSteps(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	country := func() string { return d.m.provinces.rows[d.m.provinces.cursor].value.Group }
	d.press("2")
	first := country()
	d.press("}")
	second := country()
	d.press("j", "{")
	if country() != second || second == first {
		t.Errorf("} leads from %s to %s, { to %s", first, second, country())
	}
	d.press("{")
	if country() != first {
		t.Errorf("{ leads to %s, want %s", country(), first)
	}
	d.press("{")
	d.want("no heading further on")
	d.press("home", " ", "}", "}", "{", "{")
	if d.m.provinces.cursor != 0 {
		t.Errorf("{ leads to row %d, not to the chosen that stand first", d.m.provinces.cursor)
	}
	d = plainDriver(t, 120, 40)
	d.press("2", "}")
	d.want("no heading further on")
}

// n narrows the list of a pane by the beginnings of words, of the country too,
// and leaves the events alone.
func TestNarrowByName(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	before := d.m.events.n
	d.press("2", "n", "capital")
	d.want("name capital▏", "30 of 368", "Capital Region")
	d.lack("South Aa")
	d.press(" aa")
	d.want("1 of 368")
	if d.m.events.n != before || len(d.m.find.past) > 0 {
		t.Errorf("%d events of %d", d.m.events.n, before)
	}
	d.press("tab")
	d.wantFilter("province:00-0")
	d.press("tab", "ctrl+u", "zz")
	d.want("No name here has", "0 of 368")
	d.press("ctrl+u", "north", "down", "enter")
	d.want("name north ")
	d.lack("name north▏")
	at := d.m.provinces.chosen()
	d.press(" ")
	d.wantFilter("province:" + at.id)
	d.want("name north ")
	d.press("esc")
	d.lack("name north")
	if d.m.provinces.chosen() != at {
		t.Errorf("the cursor went from %v to %v", at, d.m.provinces.chosen())
	}
	d.wantFilter("province:" + at.id)
	d.press("n", "enter")
	d.lack("name ")
	d.press("1", "n", "army", "esc", "3")
	d.press("2", "n", "x", "backspace", "backspace")
	if d.m.view() != viewLists || d.m.provinces.names.open {
		t.Error("Backspace on an empty line does not end it")
	}
}

// A jump to another pane ends the typing of a name there.
func TestNarrowingLosesTheFocus(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.hold = true
	d.press("w", "2010", "enter", "2", "n", "no")
	d.release(false)
	d.press("r", "j", "esc")
	if d.m.view() != viewLists {
		t.Errorf("view %v", d.m.view())
	}
}

// Words of a name are found at their start, whatever joins them.
func TestNameFilter(t *testing.T) {
	v := newFacetView(provinceShape(), []store.Count{{ID: "a", Name: "Nangarhar", Group: "Afghanistan"}, {ID: "b", Name: "Al-Hasakah", Group: "Syria"},
		{ID: "c", Name: "Khyber Pakhtunkhwa", Group: "Pakistan"}, {ID: "d", Name: "São Tomé", Group: "Elsewhere"}}, store.Choice{})
	for typed, want := range map[string]string{"": "abcd", "nang": "a", "angar": "", "has": "b", "al has": "b", "has al": "b", "pak": "c", "pak pak": "c",
		"k pakis": "c", "sao": "d", "SÃO t": "d", "a": "ab", " ": "abcd", "syr": "b"} {
		f := nameFilter{}
		f.begin()
		f.input = newInput(typed)
		got := ""
		for _, r := range f.narrow(&v) {
			if r.value != nil {
				got += r.value.ID
			}
		}
		sorted := []byte(got)
		slices.Sort(sorted)
		if string(sorted) != want || f.found != len(want) {
			t.Errorf("%q leaves %q (%d), want %q", typed, got, f.found, want)
		}
	}
}

// A picker tells values of one name apart.
func TestPickersTellNamesApart(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("p", "capital")
	d.want("Capital…gion  Country Aa", "Capita…Region  Country Ac")
	d.press("enter")
	d.want("province Capital Region, Country Aa")
	d.press("x", "p", "country ac")
	if n := len(d.m.picker.matches); n < 3 || d.m.picker.matches[0].name.count.Group != "Country Ac" {
		t.Errorf("%d provinces of a country", n)
	}
	d.press("esc", "g", "army")
	d.want("Army  government", "Army  actor-49", "Army  actor-99")
}

// Letters typed one by one find what the whole word finds.
func TestPickerNarrowsLetterByLetter(t *testing.T) {
	r, err := dataSetLibrary(t).Search(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"capital", "south ba", "ntr", "cl", "region", "xyz"} {
		whole, letters := picker{input: newInput(typed)}, picker{}
		whole.take(provinceNames(r, nil))
		letters.take(provinceNames(r, nil))
		for _, l := range typed + "q" {
			letters.edit(keyMsg(string(l)))
		}
		letters.edit(keyMsg("backspace"))
		names := func(p picker) (ids []string) {
			for _, m := range p.matches {
				ids = append(ids, m.name.id)
			}
			return ids
		}
		if !slices.Equal(names(whole), names(letters)) {
			t.Errorf("%q: %v letter by letter, else %v", typed, names(letters), names(whole))
		}
	}
}

// Rows that the folded list leaves free show values without records.
func TestFoldFillsTheRoom(t *testing.T) {
	d := plainDriver(t, 120, 30)
	d.press("p", "balk", "enter")
	for _, p := range []*facetPane{d.m.actors, d.m.provinces} {
		if len(p.rows) < p.height && len(p.rows) < p.allLines() {
			t.Errorf("%s: %d rows in %d lines, %d values", p.title, len(p.rows), p.height, len(p.values))
		}
	}
	values := []store.Count{{ID: "a", Name: "A", Events: 3, AllEvents: 3}}
	for i := range 30 {
		values = append(values, store.Count{ID: fmt.Sprint(i), Name: fmt.Sprint(i)})
	}
	p := facetPane{shape: provinceShape()}
	p.set(newFacetView(p.shape, values, store.Choice{}))
	for h := 2; h < 34; h++ {
		p.resize(30, h)
		listed := 0
		for _, r := range p.rows {
			if r.heading == "" {
				listed += max(r.folded, 1)
			}
		}
		lines := min(h, 31)
		if h == 3 {
			lines = 2 // no heading without a value below it
		}
		if len(p.rows) != lines || listed != 31 {
			t.Errorf("%d rows for %d values in %d lines", len(p.rows), listed, h)
		}
	}
}

// Values without events stand below a heading of their own, in order of their kind,
// not below the last heading of those that have some.
func TestValuesWithoutEventsStandApart(t *testing.T) {
	values := []store.Count{{ID: "a", Name: "A", Group: string(store.ArmedGroup), Events: 3, AllEvents: 3}}
	for i, kind := range []store.ActorKind{store.Person, store.ArmedGroup, store.Person, store.Organisation, store.Unnamed, store.Government} {
		values = append(values, store.Count{ID: fmt.Sprint(i), Name: fmt.Sprint("N", i), Group: string(kind), AllEvents: 1})
	}
	p := facetPane{shape: actorShape(), title: "Actors"}
	p.set(newFacetView(p.shape, values, store.Choice{}))
	for h, want := range map[int]string{
		9: "Groups and organisations|A|Without events here|N1|N3|N5|N0|N2|N4",
		6: "Groups and organisations|A|Without events here|N1|N3|4 more",
		5: "Groups and organisations|A|Without events here|N1|5 more",
		4: "Groups and organisations|A|6 without events",
	} {
		p.resize(40, h)
		var got []string
		for _, r := range p.rows {
			switch {
			case r.folded > 0:
				got = append(got, p.foldText(r))
			case r.value != nil:
				got = append(got, r.value.Name)
			default:
				got = append(got, r.heading)
			}
		}
		if text := strings.Join(got, "|"); text != want {
			t.Errorf("in %d lines %s, want %s", h, text, want)
		}
	}
	p.names.begin()
	p.names.input = newInput("n3")
	p.arrange()
	if len(p.rows) != 2 || p.rows[0].heading != withoutRecords || p.names.found != 1 {
		t.Errorf("narrowed by name: %+v", p.rows)
	}
}

// A value that its source names stands in sight without events; the line of those
// that do not does not count it.
func TestFoldedCountsWhatIsNotSeen(t *testing.T) {
	values := []store.Count{{ID: "a", Name: "A", Events: 3, AllEvents: 3}, {ID: "n", Name: "N", Named: true}}
	for i := range 5 {
		values = append(values, store.Count{ID: fmt.Sprint(i), Name: fmt.Sprint(i)})
	}
	for named, want := range map[bool]string{true: "5 more without events", false: "6 without events"} {
		values[1].Named = named
		p := facetPane{shape: provinceShape()}
		p.set(newFacetView(p.shape, values, store.Choice{}))
		p.resize(30, 3)
		if got := p.foldText(p.rows[len(p.rows)-1]); got != want {
			t.Errorf("named %v: %q, want %q", named, got, want)
		}
	}
}
