package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"fieldbrief/store"
)

// severalSources is an attached article, a data set and n more reports.
func severalSources(tb testing.TB, n int) attachedLibrary {
	tb.Helper()
	briefings := []store.Briefing{testBriefing(), dataSet(300)}
	for i := range n {
		id := fmt.Sprintf("report-%02d", i)
		briefings = append(briefings, store.Briefing{Source: store.Source{ID: id, Kind: "report", Title: fmt.Sprintf("Report %d of the valley", i), Outlet: "Valley Wire",
			Author: "Tester Two", Licence: "CC BY 4.0", URL: "https://valley.test/" + id, SHA256: strings.Repeat("ab", 32), Published: date("2021", store.Inferred, "From the file's name.")}})
	}
	return attachedLibrary{store.InMemory(briefings...)}
}

func TestSourcesPage(t *testing.T) {
	for _, tt := range []struct {
		name string
		keys []string
		want string
	}{
		{"the one under the cursor", []string{"j", "enter"}, "source:ged"},
		{"all", []string{"enter"}, ""},
		{"several", []string{"j", " ", "j", "tab", "enter"}, "source:ged source:valley-talks"},
		{"no longer", []string{"j", " ", " ", "enter"}, ""},
		{"only", []string{"j", " ", "j", "=", "enter"}, "source:valley-talks"},
		{"exclude", []string{"j", "-", "enter"}, "!source:ged"},
		{"no longer excluded", []string{"j", "-", "-", "enter"}, ""},
		{"given up", []string{"j", " ", "esc"}, ""},
		{"given up by its key", []string{"j", " ", "s"}, ""},
		{"no mark left", []string{"j", " ", "x", "enter"}, ""},
		{"the line of all", []string{"j", " ", "k", " ", "enter"}, ""},
		{"typed", []string{"n", "talk", "enter"}, "source:valley-talks"},
		{"typed several", []string{"/", "talk", "tab", "geo", "tab", "enter"}, "source:ged source:valley-talks"},
		{"typed and given up", []string{"/", "talk", "esc", "enter"}, "source:valley-talks"},
		{"typed and left", []string{"/", "talk", "esc", "esc"}, ""},
		{"outlet", []string{"/", "wire", "tab", "enter"}, "source:report-00"},
		{"unknown", []string{"/", "xyzzy", "enter", "esc", "esc"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := drive(t, severalSources(t, 1), 120, 40, Options{Theme: "none"}, surroundings{})
			d.press("s")
			d.press(tt.keys...)
			if d.m.view() != viewLists {
				t.Error("the page is open still")
			}
			d.wantFilter(tt.want)
		})
	}
}

// No choice is all sources, which is said where the last one is taken out.
func TestLastSourceTakenOutIsAll(t *testing.T) {
	d := drive(t, severalSources(t, 1), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("s", "j", " ")
	d.lack("all sources count")
	d.press(" ")
	d.want("no source is chosen now: all sources count")
}

// What the page says of a source: its counts whatever the filter, its time, what
// there is to read, and how more is had.
func TestSourcesTell(t *testing.T) {
	for _, w := range []int{120, 200} {
		d := drive(t, severalSources(t, 1), w, 40, Options{Theme: "none"}, surroundings{})
		d.press("p", "balk", "enter", "s")
		d.want("all 3 chosen", "The Valley Talks", "7·2", "Jan 1994 – Jun 2020", "text", "July 2020", "article", "Georeferenced Events", "rows", "data set", "2021 ⁱ", "report")
		d.press("end", "k")
		d.want("attached, 3 paragraphs; and their digest", "licence    not given", "under the filter:", "fieldbrief remove valley-talks")
		d.press("k")
		d.want("none: every event shows its row")
		d.press("end", " ")
		d.want("1 of 3 chosen, not applied", "inferred: From the file's name.", "Valley Wire", "Tester Two", "CC BY 4.0", "SHA-256 abababababababab …", "https://valley.test/report-00")
	}
	d := drive(t, testLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("s", "j")
	d.want("a digest of 3 paragraphs; to read the article itself: fieldbrief import ARTICLE")
	d.press("o")
	d.want("The bridge of Balkh fell")
	d.press("esc")
	d.want("╔═ Sources")
}

// The card of a source is read in full where it does not fit below the list.
func TestSourceCard(t *testing.T) {
	d := drive(t, severalSources(t, 1), 48, 20, Options{Theme: "none"}, surroundings{})
	d.press("s", "end")
	d.press("right")
	d.press("end")
	d.want("fieldbrief remove report-00")
	d.press("N")
	d.want("The Valley Talks")
	d.press("esc")
	d.want("▌  The Valley Talks")
}

// A source that goes while it is shown is said to be gone, and is no choice any
// more, on the page and in the filter.
func TestSourceThatGoes(t *testing.T) {
	whole, less := severalSources(t, 1), attachedLibrary{store.InMemory(testBriefing())}
	d := drive(t, whole, 120, 40, Options{Theme: "none", Filter: store.Filter{Sources: store.Choice{Chosen: []string{"ged", "valley-talks"}}}}, surroundings{})
	d.press("s", "end", " ")
	d.want("3 of 3 chosen, not applied")
	d.send(reopenedMsg{lib: less})
	d.want("ged is not in the library any more", "1 of 1 chosen, not applied")
	d.lack("Georeferenced Events")
	d.wantFilter("source:valley-talks")
	d.press("esc")
	d.send(reopenedMsg{lib: attachedLibrary{store.InMemory(dataSet(30))}})
	d.want("valley-talks is not in the library any more: all sources are shown", "30 events")
	d.wantFilter("")
}

// A picker that is open while the library changes lists what there is now.
func TestPickerIsRefreshed(t *testing.T) {
	d := drive(t, attachedLibrary{store.InMemory(testBriefing())}, 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("g", "down")
	at := d.m.picker.matches[1].name.id
	b := testBriefing()
	b.Actors = append(b.Actors, store.Actor{ID: "newcomers", Name: "Newcomers", Kind: store.ArmedGroup, Cites: []store.Citation{cite(1, "the town")}})
	d.send(reopenedMsg{lib: store.InMemory(b)})
	if m := d.m.picker.matches[d.m.picker.list.cursor]; m.name.id != at || !slices.ContainsFunc(d.m.picker.names, func(n pickName) bool { return n.id == "newcomers" }) {
		t.Errorf("the cursor is on %s, was on %s; %d names", m.name.id, at, len(d.m.picker.names))
	}
}

// Enter before the sources have come waits for them.
func TestSourcesInFlight(t *testing.T) {
	d := drive(t, severalSources(t, 0), 120, 40, Options{Theme: "none"}, surroundings{})
	d.hold = true
	d.press("s")
	d.want("Reading the sources")
	d.press("enter")
	d.release(false)
	if d.m.view() != viewLists {
		t.Error("Enter is lost")
	}
	d.press("s", "x", "enter")
	marked := drive(t, severalSources(t, 0), 120, 40, Options{Theme: "none"}, surroundings{})
	marked.hold = true
	marked.press("s", "j", " ", "j", "-", "enter")
	marked.release(false)
	marked.wantFilter("source:ged !source:valley-talks")
	d.hold = true
	d.press("s", "esc", "s", "esc")
	d.release(true)
	if d.m.view() != viewLists || d.m.settling() {
		t.Error("something is waited for")
	}
}

func TestSourcesClick(t *testing.T) {
	d := drive(t, severalSources(t, 0), 120, 40, Options{Theme: "none", Mouse: true}, surroundings{})
	d.press("s")
	p := d.m.pages[viewSources].(*sourcesPage)
	p.click(d.m, 5, 2)
	p.click(d.m, 5, 2)
	d.press("enter")
	d.wantFilter("source:ged")
}

func TestHelpOfSources(t *testing.T) {
	holdHelp(t, func() Library { return severalSources(t, 40) }, []helpCase{
		{inSources, 80, 24, []string{"s", "pgdown", "pgdown", " ", "end", "k", "k"}},
		{inSourceNames, 80, 24, []string{"s", "n", "report", "pgdown"}},
	})
}

func TestGoldenSources(t *testing.T) {
	lib := severalSources(t, 2)
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		for name, keys := range map[string][]string{"marked": {"s", "j", "-", "j", " "}, "typed": {"s", "n", "valley", "down"}} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := drive(t, lib, size[0], size[1], Options{Theme: "none"}, surroundings{})
				d.press(keys...)
				golden.RequireEqual(t, trimmed(bareText(d.m.View())))
			})
		}
	}
	t.Run("ascii-80x24", func(t *testing.T) {
		d := drive(t, lib, 80, 24, Options{Theme: "none", ASCII: true}, surroundings{})
		d.press("s", "j", "-", "j", " ")
		golden.RequireEqual(t, trimmed(bareText(d.m.View())))
	})
}
