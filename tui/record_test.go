package tui

import (
	"fmt"
	"strings"
	"testing"

	"fieldbrief/store"
)

// The card of a data set's event shows its whole row and what it is cited by.
func TestDetailOfARow(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 200, 50, Options{Theme: "none"}, surroundings{})
	d.want("Valley Wire · 1989-01-13 · Clashes near a", "record 11416", "Its row's other columns", "conflict_name ", "Country Bf: Government",
		"where_prec ", "source_original ", "A statement that was read", "ed_second", "empty", "Coastal Bf  Country Bf")
	for _, size := range [][2]int{{120, 40}, {80, 24}, {48, 20}} {
		d := drive(t, dataSetLibrary(t), size[0], size[1], Options{Theme: "none"}, surroundings{})
		d.press("enter")
		seen := ""
		for range 60 {
			seen += d.frame()
			d.press("j")
		}
		for _, text := range []string{"conflict_name", "Country Bf:", "where_prec", "A statement", "next", "record 11416"} {
			if !strings.Contains(seen, text) {
				t.Errorf("%v: no %q in the card", size, text)
			}
		}
	}
}

// o on an event of a data set shows its citation and all of its row; the data set
// is not read for it.
func TestReaderOfARow(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		d := drive(t, newArithmetic(100_000), size[0], size[1], Options{Theme: "none"}, surroundings{})
		d.press("j", "o")
		d.want("Row of a data set", "event: Front 1 and Front 7 near a")
		seen := ""
		for range 30 {
			seen += d.frame()
			d.press("j")
		}
		for _, text := range []string{"conflict_name: The valley: Government", "Valley Wire", "record 1", "killed: 1", "id: ged/1"} {
			if !strings.Contains(seen, text) {
				t.Errorf("%v: no %q in\n%s", size, text, seen)
			}
		}
		d.press("/", "valley", "enter")
		d.want("“valley” 1 of")
		d.press("esc", "enter")
		if d.m.view() == viewReader || d.m.events.chosen().id != "ged/1" {
			t.Errorf("%v: Enter leads to view %v on %v", size, d.m.view(), d.m.events.chosen())
		}
	}
}

// Other records of a data set say what there is to read, or that there is not.
func TestReaderOfOtherRecords(t *testing.T) {
	b := dataSet(40)
	row := []store.Citation{{Source: "ged", Record: "7", Outlet: "Valley Wire"}}
	b.Actors[0].Cites = row
	b.Quotes = []store.Quote{{ID: "ged/q", Text: "We stay.", Speaker: store.ActorRef{ID: "actor-0", Name: "Front 0 for the valley"}, Cites: row}}
	d := drive(t, store.InMemory(b), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("4", "o")
	d.want("Row of a data set", "“We stay.”", "Valley Wire")
	d.press("esc")
	d.m.focusOn(actorsPane)
	d.m.actors.show("actor-0")
	d.press("o")
	d.want("Every event shows its own", "Valley Wire · record 7")
	d.press("esc", "2", "o")
	d.want("no passage names this")
}

// Of an actor that thousands of rows name the card names some and counts the rest.
func TestManyRowsAreCounted(t *testing.T) {
	var cites []store.Citation
	for i := range 1000 {
		cites = append(cites, store.Citation{Source: "ged", Record: fmt.Sprint(i)})
	}
	var c card
	c.cites(testLibrary(t), "named in", cites)
	text := ""
	for _, p := range c.fields[0].pieces {
		text += p.text
	}
	if !strings.HasSuffix(text, "\nand 980 other rows") || strings.Count(text, "record") != 20 {
		t.Errorf("%q", text)
	}
}

// In a short pane the text of a quote takes the lines that are free.
func TestQuotesTakeFreeLines(t *testing.T) {
	long := strings.Repeat("Talks are better than bridges. ", 4)
	for _, c := range []struct{ height, quotes, lines int }{{5, 1, 4}, {4, 1, 3}, {3, 1, 2}, {2, 1, 1}, {1, 1, 1}, {5, 2, 1}, {6, 2, 4}, {5, 3, 1}} {
		p := quoteList{}
		w := window[quoteRow]{}
		for range c.quotes {
			w.rows = append(w.rows, quoteRow{text: long, speaker: "Tester One"})
		}
		p.take(c.quotes, c.quotes, w, 0)
		p.resize(36, c.height)
		if p.most != c.lines {
			t.Errorf("%d quotes in %d lines: %d lines of text each, want %d", c.quotes, c.height, p.most, c.lines)
		}
		if n := len(p.draw(&theme{}, true)); n != c.height {
			t.Errorf("%d lines drawn in %d", n, c.height)
		}
	}
}

// A search of punctuation alone says that it filters nothing, and is not kept.
func TestPunctuationAlone(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("/", "…!?")
	d.want("there is no word in this")
	d.press("enter")
	d.want("there is no word in this")
	if d.m.view() != viewSearch {
		t.Error("the line closed")
	}
	d.press(" mill", "enter")
	d.lack("there is no word")
	if d.m.view() != viewLists || d.m.events.n != 2 {
		t.Errorf("view %v, %d events", d.m.view(), d.m.events.n)
	}
	d.press("x", "/", "ctrl+u", "enter")
	d.wantFilter("")
}
