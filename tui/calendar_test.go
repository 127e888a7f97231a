package tui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"fieldbrief/store"
)

// mixedDates are events with and without open starts, decades, years and no date
// at all.
func mixedDates(n int) *store.Library {
	rnd := rand.New(rand.NewPCG(3, 9))
	b := testBriefing()
	for i := range n {
		edtf := fmt.Sprintf("%d-%02d-%02d", 1990+rnd.IntN(6), 1+rnd.IntN(12), 1+rnd.IntN(28))
		switch rnd.IntN(12) {
		case 0:
			edtf = "../" + edtf
		case 1:
			edtf = "199X"
		case 2:
			edtf = edtf[:4]
		case 3:
			edtf = ""
		}
		e := store.Event{ID: fmt.Sprintf("valley-talks/mixed-%d", i), Title: "Mixed", Cites: []store.Citation{cite(1, "Balkh")}}
		if edtf != "" {
			e.Date = date(edtf, store.Stated, "")
		}
		b.Events = append(b.Events, e)
	}
	return store.InMemory(b)
}

// Months and years begin where a scan of the list says, open starts or not.
func TestCalendarAgreesWithTheList(t *testing.T) {
	open := store.Filter{Until: "1993-06"}
	for name, lib := range map[string]*store.Library{"briefing": testLibrary(t), "data set": dataSetLibrary(t), "mixed": mixedDates(400)} {
		for _, f := range []store.Filter{{}, open} {
			r, err := lib.Search(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			events, err := lib.Events(r, 0, r.Events)
			if err != nil {
				t.Fatal(err)
			}
			c := newCalendar(lib, r)
			counts := map[[2]int]int{}
			for i, e := range events {
				month, year, ok := c.month(i)
				dated := !e.Undated() && e.First != store.MinDay
				if ok != dated {
					t.Fatalf("%s: event %d (%q) has a month: %v", name, i, e.EDTF, ok)
				}
				if !ok {
					continue
				}
				first := e.First.Time()
				if month.year != first.Year() || month.month != int(first.Month()) || year.year != first.Year() {
					t.Fatalf("%s: event %d (%s) stands in %d-%d of %d", name, i, e.EDTF, month.year, month.month, year.year)
				}
				counts[[2]int{month.year, month.month}]++
				counts[[2]int{month.year}]++
			}
			for _, p := range append(c.months, c.years...) {
				if p.n != counts[[2]int{p.year, p.month}] {
					t.Errorf("%s: %d-%d has %d events, counted %d", name, p.year, p.month, counts[[2]int{p.year, p.month}], p.n)
				}
			}
		}
	}
}

func TestCalendarSteps(t *testing.T) {
	c := calendar{dated: 20, months: []period{{year: 2001, month: 3, at: 2}, {year: 2001, month: 9, at: 5}, {year: 2010, month: 1, at: 9}}}
	c.count()
	for _, s := range []struct {
		years     bool
		place, by int
		want      int
		ok        bool
	}{
		{true, 0, 1, 2, true}, {true, 2, 1, 9, true}, {true, 8, 1, 9, true}, {true, 9, 1, 20, true}, {true, 20, 1, 0, false}, {true, 22, 1, 0, false},
		{true, 22, -1, 20, true}, {true, 20, -1, 9, true}, {true, 12, -1, 9, true}, {true, 9, -1, 2, true}, {true, 4, -1, 2, true}, {true, 2, -1, 0, true},
		{true, 1, -1, 0, true}, {true, 0, -1, 0, false},
		{false, 2, 1, 5, true}, {false, 5, 1, 9, true}, {false, 9, -1, 5, true}, {false, 7, -1, 5, true}, {false, 5, -1, 2, true},
	} {
		periods := c.months
		if s.years {
			periods = c.years
		}
		if to, ok := c.step(periods, s.place, s.by, 23); ok != s.ok || ok && to != s.want {
			t.Errorf("from %d by %d (years %v): %d, %v, want %d, %v", s.place, s.by, s.years, to, ok, s.want, s.ok)
		}
	}
	none := calendar{}
	for _, by := range []int{1, -1} {
		if to, ok := none.step(none.years, 0, by, 0); ok {
			t.Errorf("a step of %d in an empty list leads to %d", by, to)
		}
	}
}

// In years of many events the months stand as headings, else the years alone.
func TestMonthHeadingsByDensity(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.want("║ 1989  ")
	d.lack("1989 · ")
	d.press("w", "2023-07", "enter")
	d.want("║ 2023 · July   ", " that year")
	for range 5 {
		d.press("pgup")
	}
	d.want("2023 · ")
	d = plainDriver(t, 120, 40)
	d.lack(" · March")
	d = drive(t, manyEvents(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.lack("║ 2020 · ")
}

func TestGoToDate(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	first := func() store.Day {
		e, _ := d.m.lib.Event(d.m.events.chosen().id)
		return e.First
	}
	for _, typed := range []string{"2014", "2014-05", "2014-05-17", "199X", " 2001-02 "} {
		d.press("1", "w", typed, "enter")
		day := date(strings.TrimSpace(typed), store.Stated, "").First
		if at := first(); at < day || d.m.focus.pane != eventsPane {
			t.Errorf("%s leads to %s in pane %v", typed, at, d.m.focus.pane)
		}
		if d.m.events.cursor > 0 {
			d.press("k")
			if at := first(); at >= day {
				t.Errorf("the event before, of %s, does not begin before %s", at, typed)
			}
		}
	}
	before := d.m.events.cursor
	for typed, want := range map[string]string{"2014-13": "is no date: type 2014", "2014-02-30": "is no date", "soon": "soon", "": "type a year", "../2014": "no first day", "14": "14"} {
		d.press("w", typed, "enter")
		d.want(want)
		if d.m.view() != viewDate || d.m.events.cursor != before {
			t.Errorf("%q: view %v, cursor on %d", typed, d.m.view(), d.m.events.cursor)
		}
		d.press("esc")
	}
	d.press("w", "2031", "enter")
	d.want("no event begins on 2031 or later")
	if d.m.events.chosen().id != "valley-talks/rumour" {
		t.Errorf("the cursor stands on %v, not on the first without a date", d.m.events.chosen())
	}
	d.press("/", "negotiate", "enter", "w")
	d.want("no event is listed")
}

// A date typed while a search is under way is looked for in what it finds.
func TestGoToDateWaits(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("2")
	d.hold = true
	d.press(" ", "w", "2020", "enter")
	d.release(false)
	e, _ := d.m.lib.Event(d.m.events.chosen().id)
	if e.First < date("2020", store.Stated, "").First || d.m.events.n == d.m.events.all {
		t.Errorf("the cursor stands on %s, %d events are listed", e.EDTF, d.m.events.n)
	}
	d.hold = true
	d.press("w", "2010", "enter", "u")
	d.release(true)
	e, _ = d.m.lib.Event(d.m.events.chosen().id)
	if at := e.First; at < date("2010", store.Stated, "").First || at > date("2011", store.Stated, "").First || d.m.events.n != d.m.events.all {
		t.Errorf("the cursor stands on %s, %d events are listed", e.EDTF, d.m.events.n)
	}
}

// } and { go from year to year, ] and [ from month to month, and say when there
// is none.
func TestStepsFromYearToYear(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	year := func() (year, month int) {
		e, _ := d.m.lib.Event(d.m.events.chosen().id)
		at := e.First.Time()
		return at.Year(), int(at.Month())
	}
	for y := 1990; y <= 2024; y++ {
		d.press("}")
		if got, _ := year(); got != y {
			t.Fatalf("} leads to %d, want %d", got, y)
		}
	}
	d.press("{", "j", "{")
	if got, _ := year(); got != 2023 {
		t.Errorf("{ leads to %d, want the start of 2023", got)
	}
	d.press("]", "]")
	if y, m := year(); y != 2023 || m != 3 {
		t.Errorf("] leads to %d-%d", y, m)
	}
	d.press("[")
	if y, m := year(); y != 2023 || m != 2 {
		t.Errorf("[ leads to %d-%d", y, m)
	}
	d.press("home", "{")
	d.want("no earlier year")
	d.press("end", "]")
	d.want("no later month")
}
