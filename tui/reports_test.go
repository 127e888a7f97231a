package tui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"fieldbrief/store"
)

// toldTwice is the test briefing with a data set that has rows about the bridge of
// Balkh, one the day after, one elsewhere.
func toldTwice(tb testing.TB) attachedLibrary {
	tb.Helper()
	b := testBriefing()
	row := func(id, on, province, kind string, low, best, high int, actors ...store.Party) store.Event {
		e := store.Event{ID: "rows/" + id, Date: date(on, store.Stated, ""), Title: "Red Group – Civilians, row " + id, Kind: kind, Actors: actors,
			Killed: &store.Toll{Low: figure(low), Best: figure(best), High: figure(high)}, Cites: []store.Citation{{Source: "rows", Record: id, Outlet: "Valley Wire", Date: on, Headline: "The bridge"}}}
		for _, p := range b.Provinces {
			if p.Name == province {
				e.Province = &store.ProvinceRef{ID: p.ID, Code: p.Code, Name: p.Name}
			}
		}
		return e
	}
	red, civilians := store.Party{ID: "red-group", Name: "Red Group"}, store.Party{ID: "civilians", Name: "Civilians"}
	rows := store.Briefing{
		Source: store.Source{ID: "rows", Kind: store.DataSet, Title: "Rows of the valley"}, Provinces: b.Provinces,
		Actors: []store.Actor{{ID: "red-group", Name: "Red Group", Kind: store.ArmedGroup}, {ID: "civilians", Name: "Civilians", Kind: store.Unnamed}},
		Events: []store.Event{
			row("1", "2020-03-03", "Balkh", "Battles", 3, 13, 20, red, civilians),
			row("2", "2020-03-04", "Balkh", "Violence against civilians", 4, 4, 4, red),
			row("3", "2020-03-03", "Kabul", "Battles", 1, 1, 1, red),
		},
	}
	return attachedLibrary{store.InMemory(b, rows)}
}

func TestReportsPage(t *testing.T) {
	d := drive(t, toldTwice(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("/", "bridge of balkh", "enter", "r")
	d.want("Reports of one event", "1 of 2", "2 of 2 other events there and about that time may be the same event; no source says so.",
		"The Valley Talks", "Rows of the valley", "the event itself", "same day", "same province", "one actor in common: Red Group", "one day apart",
		"at least 4", "≠ 13 (3 to 20)", "= stated", "= Red Group", "≠ Civilians", "= 3 March 2020", "≠ 4 March 2020", "≠ Balkh")
	d.press("right")
	d.want("2 of 2")
	d.press("right")
	d.want("no report further that way")
	d.press("left", "left")
	if got := d.m.chosen().id; got != "valley-talks/bridge" {
		t.Errorf("the cursor is on %s", got)
	}
	d.press("l", "enter")
	d.want("row 1", "record 1")
	d.press("n")
	d.want("row 2", "record 2")
	d.press("esc")
	d.want("2 of 2", "Reports of one event")
	d.press("left", "r")
	d.want("1 of 2", "the event itself")
	if got := d.m.chosen().id; got != "valley-talks/bridge" {
		t.Errorf("of the row, the first report is %s", got)
	}
	d.press("esc")
	if d.m.view() != viewLists {
		t.Error("the page does not close")
	}
}

// Civilians are those of their data set each, and yet the same sort of people; two
// data sets of one title are told apart.
func TestReportsOfTwins(t *testing.T) {
	b := testBriefing()
	rows := func(source string) store.Briefing {
		p := b.Provinces[0]
		civilians := source + "/civilians"
		return store.Briefing{Source: store.Source{ID: source, Kind: store.DataSet, Title: "Rows of the valley"}, Provinces: b.Provinces,
			Actors: []store.Actor{{ID: "red-group", Name: "Red Group", Kind: store.ArmedGroup}, {ID: civilians, Name: "Civilians", Kind: store.Unnamed}},
			Events: []store.Event{{ID: source + "/1", Date: date("2020-03-03", store.Stated, ""), Title: "Red Group – Civilians", Kind: "One-sided violence",
				Province: &store.ProvinceRef{ID: p.ID, Code: p.Code, Name: p.Name}, Cites: []store.Citation{{Source: source, Record: "1"}},
				Actors: []store.Party{{ID: "red-group", Name: "Red Group"}, {ID: civilians, Name: "Civilians", Role: "side b"}}}}}
	}
	d := drive(t, attachedLibrary{store.InMemory(rows("car"), rows("car2"))}, 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("s")
	d.want(" car: Rows of the valley", " car2: Rows of the valley")
	d.press("esc", "3", "r")
	d.want("= Civilians, side b", "2 actors in common: Red Group, Civilians", "car: Rows of the valley", "car2: Rows of the valley")
}

// From wherever an event or a quote of one is chosen, and from nowhere else.
func TestReportsFromEverywhere(t *testing.T) {
	for _, keys := range [][]string{{"/", "bridge", "enter"}, {"/", "bridge", "enter", "enter"}, {"w", "2020-03-03", "enter", "t"}, {"/", "bridge", "enter", "D"}} {
		d := drive(t, toldTwice(t), 120, 40, Options{Theme: "none", Filter: store.Filter{Sources: store.Choice{Chosen: []string{"valley-talks"}}}}, surroundings{})
		d.press(keys...)
		d.press("r")
		d.want("Rows of the valley", "same day")
		d.press("esc")
		if d.m.opened(viewReports) {
			t.Errorf("%v: esc does not lead back", keys)
		}
	}
	d := drive(t, toldTwice(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("4", "r")
	d.want("No other report was found among 1 other event there and about that time.")
	d.press("esc", "j", "r")
	d.want("The quote belongs to no event")
	d.press("esc", "1", "r")
	d.want("go to an event")
	d.press("3", "end", "r")
	d.want("No other report can be looked for: it has no date.")
}

// The reports of an event that a newer library lacks are closed.
func TestReportsOfWhatGoes(t *testing.T) {
	d := drive(t, toldTwice(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("/", "bridge of balkh", "enter", "r", "right")
	d.send(reopenedMsg{lib: toldTwice(t)})
	d.want("Reports of one event", "2 of 2")
	d.send(reopenedMsg{lib: store.InMemory(dataSet(20))})
	d.lack("Reports of one event")
	d.want("there is no event")
}

func TestReportsInFlight(t *testing.T) {
	d := drive(t, toldTwice(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("/", "bridge of balkh", "enter")
	d.hold = true
	d.press("r", "esc", "r", "down", "enter")
	d.want("Looking for other reports")
	d.release(true)
	if d.m.settling() {
		t.Error("something is waited for")
	}
	d.want("row 1", "record 1") // the report that was gone to
	d.press("esc")
	d.want("Reports of one event")
}

func TestGoldenReports(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		t.Run(fmt.Sprintf("reports-%dx%d", size[0], size[1]), func(t *testing.T) {
			d := drive(t, toldTwice(t), size[0], size[1], Options{Theme: "none"}, surroundings{})
			d.press("/", "bridge of balkh", "enter", "r")
			golden.RequireEqual(t, trimmed(bareText(d.m.View())))
		})
	}
	t.Run("ascii-80x24", func(t *testing.T) {
		d := drive(t, toldTwice(t), 80, 24, Options{Theme: "none", ASCII: true}, surroundings{})
		d.press("/", "bridge of balkh", "enter", "r", "right")
		golden.RequireEqual(t, trimmed(bareText(d.m.View())))
	})
}

// Hostile text on the page is made fit like anywhere else, at every size.
func TestReportsOfHostileText(t *testing.T) {
	b, rows := hostileBriefing(), hostileBriefing()
	rows.Source.ID = "rows"
	for i := range rows.Events {
		rows.Events[i].ID = strings.Replace(rows.Events[i].ID, "valley-talks", "rows", 1)
		rows.Events[i].Killed, rows.Events[i].Cites = nil, []store.Citation{{Source: "rows", Record: hostile()[i], Outlet: hostile()[i+1]}}
	}
	rows.Quotes = nil
	lib := store.InMemory(b, rows)
	for _, size := range allSizes() {
		d := drive(t, lib, size[0], size[1], Options{}, inColour())
		d.press("j", "j", "r", "right", "end", "up", "pgup", "left", "enter", "esc")
	}
}

func TestHelpOfReports(t *testing.T) {
	holdHelp(t, func() Library { return toldTwice(t) }, []helpCase{{inReports, 80, 12, []string{"/", "row 2", "enter", "r", "right", "pgdown"}}})
}

// Keys of the reports are offered where they do something: there is none to go to
// beside the event alone, and its own reports are shown already.
func TestReportKeysThatDoSomething(t *testing.T) {
	d := drive(t, toldTwice(t), 120, 40, Options{Theme: "none", Filter: store.Filter{Sources: store.Choice{Chosen: []string{"valley-talks"}}}}, surroundings{})
	d.press("/", "bridge", "enter", "r")
	d.want("← previous", "→ next", "r reports")
	d.press("left")
	if d.m.offers(actReports) {
		t.Error("r is offered on the event itself")
	}
	d.press("esc", "4", "r")
	d.lack("← previous", "→ next", "r reports")
}

// What was looked through is told plainly.
func TestReportCaption(t *testing.T) {
	for _, c := range []struct {
		of   store.Reports
		want string
	}{
		{store.Reports{}, "No other event is known there and about that time."},
		{store.Reports{Searched: 3}, "No other report was found among 3 other events there and about that time."},
	} {
		if got := reportCaption(c.of)[0]; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
