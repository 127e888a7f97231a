package tui

import (
	"context"
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/exp/golden"

	"fieldbrief/store"
)

func compared(d *driver) *comparePage {
	p, _ := d.m.pages[viewCompare].(*comparePage)
	if p == nil || !d.m.opened(viewCompare) {
		return &comparePage{}
	}
	return p
}

// What c compares: the two that are chosen, the chosen one and that under the
// cursor, or that one and another that is picked.
func TestWhatIsCompared(t *testing.T) {
	for _, tt := range []struct {
		name string
		keys []string
		want string // what is compared; "" where nothing is
		says string
	}{
		{"two chosen", []string{"g", "red", "tab", "blue", "tab", "enter", "1", "c"}, "actor blue-front red-group", ""},
		{"from the events", []string{"g", "red", "tab", "blue", "tab", "enter", "3", "c"}, "actor blue-front red-group", ""},
		{"two provinces from the events", []string{"p", "balk", "tab", "kab", "tab", "enter", "c"}, "province AF-BAL AF-KAB", ""},
		{"one chosen, another under the cursor", []string{"2", " ", "j", "c"}, "province AF-KAB AF-BAL", ""},
		{"picked", []string{"2", "c", "pan", "enter"}, "province AF-KAB AF-PAN", ""},
		{"of a card", []string{"2", "j", "enter", "c", "pan", "enter"}, "province AF-BAL AF-PAN", ""},
		{"itself", []string{"2", "c", "kab", "enter"}, "", "pick another"},
		{"two picked", []string{"2", "c", "pan", "tab", "kab", "tab", "enter"}, "", "pick one"},
		{"given up", []string{"2", "c", "esc"}, "", ""},
		{"three chosen", []string{"2", " ", "j", " ", "j", " ", "c"}, "", "two are compared, and 3 are chosen"},
		{"nothing", []string{"3", "c"}, "", "c compares two actors or two provinces"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := plainDriver(t, 120, 40)
			d.press(tt.keys...)
			got := ""
			if p := compared(d); p.of != nil {
				got = fmt.Sprint(p.facet, " ", p.ids[0], " ", p.ids[1])
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			d.want(tt.says)
		})
	}
}

func TestComparePage(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("g", "red", "tab", "blue", "tab", "enter", "c")
	d.want("Compare", "Blue Front", "Red Group", "name both", "events by year", "1994", "2000", "2020")
	d.want("casualties in events that name it", "killed, lowest – highest")
	d.lack("reading", "not summed")
	p := compared(d)
	years := 0
	for _, r := range p.rows {
		if r.span != nil {
			years++
		}
	}
	if years != 27 { // 1994 to 2020, each of them
		t.Errorf("%d years", years)
	}
	for _, heading := range []string{"casualties in events that name it", "events by year", "kinds", "provinces", "latest event"} {
		d.press("}")
		if p.rows[p.cursor-1].label != heading {
			t.Errorf("} leads below %q, want %q", p.rows[p.cursor-1].label, heading)
		}
	}
	d.want("since June 2020", "agreement", "battle")
	d.press("{", "{", "{")
	if p.rows[p.cursor-1].label != "events by year" {
		t.Errorf("{ leads below %q", p.rows[p.cursor-1].label)
	}
	d.press("k", "{", "{")
	if p.cursor != 0 {
		t.Errorf("{ leads to row %d", p.cursor)
	}
}

// However narrow, nothing reads as if an actor had killed those who died.
func TestCompareSaysWhoseTolls(t *testing.T) {
	var d *driver
	for width, part := range map[int]string{120: "of these in period counts", 48: "part in counts"} {
		d = plainDriver(t, width, 24)
		d.press("g", "red", "tab", "blue", "tab", "enter", "c")
		d.want("casualties in events that name it")
		p := compared(d)
		p.found.Sides[1].Found.KilledInCounts = 3
		p.layOut()
		d.send(tea.WindowSizeMsg{Width: width, Height: 25})
		d.want(part)
	}
	goToRow(t, d, "lowest")
	d.press("enter")
	d.want("the lowest figures that the events give")
	d = plainDriver(t, 120, 40)
	d.press("p", "balk", "tab", "kab", "tab", "enter", "c")
	d.want("casualties in events there")
}

// goToRow puts the cursor on a row by its label.
func goToRow(t *testing.T, d *driver, label string) {
	t.Helper()
	d.press("home")
	p := compared(d)
	for range p.rows {
		if row, _ := p.row(); strings.Contains(row.label, label) {
			return
		}
		d.press("j")
	}
	t.Fatalf("no row %q", label)
}

// Enter makes a row the filter: of both, or of the side that was gone to.
func TestCompareFilters(t *testing.T) {
	for _, tt := range []struct {
		row  string
		side []string
		want string
	}{
		{"events", nil, "group:blue-front group:red-group"},
		{"events", []string{"left"}, "group:blue-front"},
		{"events", []string{"right"}, "group:red-group"},
		{"events", []string{"right", "left"}, "group:blue-front group:red-group"},
		{"name both", nil, "group:blue-front+red-group"},
		{"2020", nil, "group:blue-front group:red-group since:2020 until:2020"},
		{"battle", []string{"right"}, "group:red-group kind:battle"},
		{"Panjshir", []string{"left"}, "province:AF-PAN group:blue-front"},
	} {
		d := plainDriver(t, 120, 40)
		d.press("g", "red", "tab", "blue", "tab", "enter", "c")
		goToRow(t, d, tt.row)
		d.press(tt.side...)
		d.press("enter")
		if d.m.view() != viewLists || d.m.focus.pane != eventsPane {
			t.Errorf("%s: the lists are not shown", tt.row)
		}
		got := strings.ReplaceAll(d.m.find.filter.String(), "actor:", "group:")
		if got != tt.want {
			t.Errorf("%s %v: %q, want %q", tt.row, tt.side, got, tt.want)
		}
		if tt.row == "2020" {
			r := d.m.find.found.result
			if n := len(d.m.events.window.rows); n != r.Events || n != 2 {
				t.Errorf("%d events, %d listed", r.Events, n)
			}
		}
	}
}

// What is counted in a row is what its filter finds.
func TestCompareCountsAgree(t *testing.T) {
	lib := dataSetLibrary(t)
	d := drive(t, lib, 120, 40, Options{Theme: "none", Filter: store.Filter{Since: "1990"}}, surroundings{})
	d.run(d.m.compare(store.ByActor, "actor-0", "actor-2"))
	d.send(tea.WindowSizeMsg{Width: 121, Height: 40})
	p := compared(d)
	checked := 0
	for _, row := range p.rows {
		if row.narrow == nil || !row.bars {
			continue
		}
		for i := range 2 {
			side := 2*i - 1
			r, err := lib.Search(context.Background(), row.narrow(p.values(side), side))
			if err != nil {
				t.Fatal(err)
			}
			home := 0
			for _, m := range r.Months {
				if row.span == nil || m.Year == yearOf(row.span.months().first) {
					home += m.Events
				}
			}
			if row.span == nil {
				home = r.Events
			}
			if home != row.counts[i] {
				t.Errorf("%s, side %d: %d, found %d", row.label, i, row.counts[i], home)
			}
			checked++
		}
	}
	if checked < 60 {
		t.Errorf("only %d counts", checked)
	}
}

func TestCompareMonths(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.run(d.m.compare(store.ByProvince, "00-0", "01-0"))
	d.send(tea.WindowSizeMsg{Width: 121, Height: 40})
	goToRow(t, d, "2020")
	d.press("+")
	if row, _ := compared(d).row(); row.label != "Jan 2020" {
		t.Errorf("the months begin on %q", row.label)
	}
	d.press("+")
	d.want("no finer than months")
	d.press("j", "-")
	if row, _ := compared(d).row(); row.label != "2020" {
		t.Errorf("from February 2020 back to %q", row.label)
	}
}

func TestCompareSources(t *testing.T) {
	d := drive(t, toldTwice(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("s", "c")
	d.want("Compare", "Rows of the valley", "The Valley Talks")
	goToRow(t, d, "Balkh")
	d.press("right", "enter")
	d.wantFilter("source:rows province:AF-BAL")
	several := drive(t, severalSources(t, 2), 120, 40, Options{Theme: "none"}, surroundings{})
	several.press("s", "c")
	several.want("mark them with space")
	several.press("j", " ", "j", "c")
	several.want("Compare", "Georeferenced Events", "The Valley Talks")
}

// The latest event and the quotes open on their card, and lead back.
func TestCompareOpensRecords(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("p", "bal", "tab", "kab", "tab", "enter", "c")
	goToRow(t, d, "We will not leave")
	d.press("enter")
	d.want("“We will not leave the mill,”", "Miller of Kabul")
	d.press("esc")
	d.want("╔═ Compare")
	d.press("o")
	d.want("Two fires at the mill")
}

func TestCompareInFlight(t *testing.T) {
	d := drive(t, testLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("g", "red", "tab", "blue", "tab", "enter")
	d.hold = true
	d.press("c", "down", "enter", "esc", "c", "right", "down", "down")
	d.want("Comparing")
	d.release(true)
	if d.m.settling() || d.m.view() != viewCompare {
		t.Error("the comparison does not come")
	}
	if p := compared(d); p.side != 1 || p.cursor != 2 {
		t.Errorf("side %d, row %d", p.side, p.cursor)
	}
	d.send(reopenedMsg{lib: store.InMemory(dataSet(20))})
	d.lack("Compare")
}

// Sums that would take too long are not begun, and are said to be missing.
func TestCompareOfTooMany(t *testing.T) {
	d := drive(t, newArithmetic(200_000), 120, 40, Options{Theme: "none"}, surroundings{})
	d.run(d.m.compare(store.ByActor, "actor-0", "actor-1"))
	d.send(tea.WindowSizeMsg{Width: 121, Height: 40})
	d.want("not summed", "200,000")
	goToRow(t, d, "lowest – highest")
	d.press("enter")
	d.want("fieldbrief compare sums up all")
}

func TestGoldenCompare(t *testing.T) {
	article, rows := testLibrary(t), dataSetLibrary(t)
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		t.Run(fmt.Sprintf("groups-%dx%d", size[0], size[1]), func(t *testing.T) {
			d := drive(t, article, size[0], size[1], Options{Theme: "none"}, surroundings{})
			d.press("g", "red", "tab", "blue", "tab", "enter", "c", "j", "right")
			golden.RequireEqual(t, trimmed(bareText(d.m.View())))
		})
		t.Run(fmt.Sprintf("rows-%dx%d", size[0], size[1]), func(t *testing.T) {
			d := drive(t, rows, size[0], size[1], Options{Theme: "none"}, surroundings{})
			d.run(d.m.compare(store.ByProvince, "01-0", "03-0"))
			d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			d.press("}", "pgdown")
			golden.RequireEqual(t, trimmed(bareText(d.m.View())))
		})
	}
	t.Run("ascii-80x24", func(t *testing.T) {
		d := drive(t, article, 80, 24, Options{Theme: "none", ASCII: true}, surroundings{})
		d.press("g", "red", "tab", "blue", "tab", "enter", "c", "end")
		golden.RequireEqual(t, trimmed(bareText(d.m.View())))
	})
	t.Run("colour-120x40", func(t *testing.T) {
		d := drive(t, rows, 120, 40, Options{}, inColour())
		d.run(d.m.compare(store.ByProvince, "01-0", "03-0"))
		d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
		d.press("}", "pgdown")
		golden.RequireEqual(t, d.m.View())
	})
}

func TestCompareOfHostileText(t *testing.T) {
	lib := store.InMemory(hostileBriefing(), hostileRows())
	for _, size := range allSizes() {
		for _, keys := range [][]string{{"1", "c", "down", "enter"}, {"2", "c", "down", "enter"}, {"s", "c"}} {
			d := drive(t, lib, size[0], size[1], Options{}, inColour())
			d.press(keys...)
			d.press("right", "pgdown", "+", "end", "k", "k", "enter", "esc")
		}
	}
}

func TestHelpOfCompare(t *testing.T) {
	holdHelp(t, func() Library { return toldTwice(t) }, []helpCase{{inCompare, 80, 24, []string{"s", "c", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j"}}})
}
