package tui

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"fieldbrief/store"
)

// farDates are events with open starts and of days beyond those that are told
// apart, among others.
func farDates() *store.Library {
	b := testBriefing()
	for i, edtf := range []string{"../1650", "1650-05-06", "../1996-02", "1699-12-31", "1700-01-01", "1996-02-29", "1996-02", "2058-11-08", "2058-11-09", "2058-11-10",
		"2100-03-02", "../2100", "2101/..", "-0300", "199X", "2020-03/.."} {
		b.Events = append(b.Events, store.Event{ID: fmt.Sprintf("valley-talks/far-%d", i), Title: "Far " + edtf, Date: date(edtf, store.Stated, ""),
			Cites: []store.Citation{cite(1, "Balkh")}})
	}
	return store.InMemory(b)
}

func timeLibraries(tb testing.TB) map[string]*store.Library {
	return map[string]*store.Library{"briefing": testLibrary(tb), "data set": dataSetLibrary(tb), "mixed": mixedDates(400), "far": farDates()}
}

// randomFilter narrows what the test libraries hold in one way or another.
func randomFilter(rnd *rand.Rand) store.Filter {
	f := store.Filter{}
	if rnd.IntN(2) == 0 {
		f.Since = fmt.Sprint(1985 + rnd.IntN(36))
	}
	if rnd.IntN(3) == 0 {
		f.Until = fmt.Sprintf("%d-%02d", 1993+rnd.IntN(30), 1+rnd.IntN(12))
	}
	if rnd.IntN(3) == 0 {
		f.Actors.Chosen = []string{[]string{"red-group", "actor-0", "actor-7"}[rnd.IntN(3)]}
	}
	if rnd.IntN(4) == 0 {
		f.Provinces.Excluded = []string{[]string{"AF-BAL", "00-0", "01-1"}[rnd.IntN(3)]}
	}
	if rnd.IntN(6) == 0 {
		f.Text = []string{"fire", "the", "army"}[rnd.IntN(3)]
	}
	return f
}

// What the columns count, what the header draws and what stands below a column
// is what a scan of the list finds.
func TestTimelineAgreesWithTheList(t *testing.T) {
	for name, lib := range timeLibraries(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rnd := rand.New(rand.NewPCG(2, 7))
			for i := range 12 {
				f := randomFilter(rnd)
				if i == 0 {
					f = store.Filter{}
				}
				r, err := lib.Search(t.Context(), f)
				if err != nil {
					t.Fatal(err)
				}
				agrees(t, lib, r, rnd)
			}
		})
	}
}

func agrees(t *testing.T, lib *store.Library, r *store.Result, rnd *rand.Rand) {
	t.Helper()
	events, err := lib.Events(r, 0, r.Events)
	if err != nil {
		t.Fatal(err)
	}
	counted, dated := map[span]int{}, 0
	for _, e := range events {
		if e.Undated() {
			continue
		}
		dated++
		for u := byYear; u <= byDay; u++ {
			counted[spanOn(u, homeDay(e.Date))]++
		}
	}
	x, err := newDayIndex(lib, r)
	if err != nil {
		t.Fatal(err)
	}
	counts := newTimeCounts(r)
	for _, m := range r.Months {
		counts.days[number(m)] = x.days(number(m))
	}
	for s, want := range counted {
		if n, known := counts.count(s); n != want || !known {
			t.Errorf("%q: %s has %d events (known: %v), in the list %d", r.Filter, s.name(), n, known, want)
		}
		if n, _ := counts.count(s.step(1)); n != counted[s.step(1)] {
			t.Errorf("%q: %s has %d events, in the list %d", r.Filter, s.step(1).name(), n, counted[s.step(1)])
		}
		if rnd.IntN(20) == 0 || want < 3 && rnd.IntN(5) == 0 {
			listsSpan(t, lib, r, events, s)
		}
	}
	columns := 0
	if over := spanOf(r.Months); over.last >= over.first {
		whole, _, _ := over.scale()
		for _, n := range whole.columns(r.Months, max(1, min(50, whole.last-whole.first+1))) {
			columns += n
		}
	}
	if columns != dated {
		t.Errorf("%q: %d events in the header, %d in the list", r.Filter, columns, dated)
	}
}

// listsSpan holds the rows below a column, read in two parts, against a scan.
func listsSpan(t *testing.T, lib Library, r *store.Result, events []store.Event, s span) {
	t.Helper()
	want := map[string]int{}
	for place, e := range events {
		if !e.Undated() && spanOn(s.unit, homeDay(e.Date)) == s {
			want[e.ID] = place
		}
	}
	var rows []spanRow
	cut := (len(want) + 1) / 2
	for _, q := range []timeQuery{{of: r, span: s, n: cut}, {of: r, span: s, offset: cut, n: len(want)}} {
		q.days = timeSpan{0, -1}
		msg := timeCmd(lib, q)().(timeMsg)
		if msg.err != nil || msg.total != len(want) {
			t.Fatalf("%s: %d events (%v), want %d", s.name(), msg.total, msg.err, len(want))
		}
		rows = append(rows, msg.rows.rows...)
	}
	if len(rows) != len(want) {
		t.Errorf("%s: %d rows, want %d", s.name(), len(rows), len(want))
	}
	for i, row := range rows {
		if place, ok := want[row.id]; !ok || place != row.place {
			t.Errorf("%s: row %d is %s at %d, want place %d (%v)", s.name(), i, row.id, row.place, place, ok)
		}
		msg := timeCmd(lib, timeQuery{of: r, span: s, n: 1, keep: row.id, days: timeSpan{0, -1}})().(timeMsg)
		if msg.at != i {
			t.Errorf("%s: %s is kept as row %d, want %d", s.name(), row.id, msg.at, i)
		}
	}
}

func TestSpans(t *testing.T) {
	for _, c := range []struct {
		unit             unit
		day              string
		first, last      string
		edtf, name, next string
	}{
		{byYear, "2020-02-29", "2020-01-01", "2020-12-31", "2020", "2020", "2021"},
		{byMonth, "2020-02-29", "2020-02-01", "2020-02-29", "2020-02", "February 2020", "2020-03"},
		{byMonth, "1699-12-31", "1699-12-01", "1699-12-31", "1699-12", "December 1699", "1700-01"},
		{byDay, "2019-12-31", "2019-12-31", "2019-12-31", "2019-12-31", "31 December 2019", "2020-01-01"},
		{byYear, "-0300-05-01", "-0300-01-01", "-0300-12-31", "-0300", "-300", "-0299"},
		{byMonth, "-0001-12-01", "-0001-12-01", "-0001-12-31", "-0001-12", "December -1", "0000-01"},
	} {
		s := spanOn(c.unit, date(c.day, store.Stated, "").First)
		if got := fmt.Sprint(s.first(), s.last(), s.edtf(), s.name(), s.step(1).edtf()); got != fmt.Sprint(date(c.first, store.Stated, "").First, date(c.last, store.Stated, "").First, c.edtf, c.name, c.next) {
			t.Errorf("%s by %s: %s", c.day, c.unit, got)
		}
	}
}
