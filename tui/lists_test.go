package tui

import (
	"slices"
	"strings"
	"testing"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// paneHeight gives the lines inside the slot of a pane, 0 where it is not seen.
func (d *driver) paneHeight(id paneID) int {
	s, ok := d.m.layout.slot(paneSlot, id)
	if !ok {
		return 0
	}
	_, _, _, h := s.inner()
	return h
}

// Quotes alone take the room of the events that are none; where one list is
// seen they are shown, and the focus goes along only from the events.
func TestQuotesAlone(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("/", "bridges", "enter")
	d.want("0 of 7", "1 of 2 quotes", "No event passes the filter")
	if e, q := d.paneHeight(eventsPane), d.paneHeight(quotesPane); e > 4 || q < 25 {
		t.Errorf("%d lines for no events, %d for the quotes", e, q)
	}
	if d.m.focus.pane != eventsPane {
		t.Error("the focus moved although both lists are seen")
	}
	d.press("enter")
	if d.m.focus.pane != quotesPane || d.m.view() != viewLists {
		t.Errorf("Enter led to pane %v, view %v", d.m.focus.pane, d.m.view())
	}
	d.press("enter")
	d.want("Tester One", "Talks are better than bridges")

	for _, size := range [][2]int{{80, 24}, {48, 20}} {
		d = plainDriver(t, size[0], size[1])
		d.press("/", "bridges")
		d.want("Talks are better")
		if d.press("enter"); d.m.focus.pane != quotesPane {
			t.Errorf("%v: the focus stays on pane %v", size, d.m.focus.pane)
		}
		d.press("3")
		d.want("No event passes the filter")
		d.press("u")
		d.want("The Red Group takes")
		d.press("/", "bridges", "esc")
		if d.m.focus.pane != eventsPane {
			t.Errorf("%v: the focus did not come back", size)
		}
	}

	d = plainDriver(t, 80, 24)
	d.press("1", "/", "bridges", "enter")
	d.want("Talks are better")
	if d.m.focus.pane != actorsPane {
		t.Errorf("the focus went from the actors to pane %v", d.m.focus.pane)
	}
}

func TestEnterOnNothing(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("/", "negotiate", "enter", "enter")
	if d.m.view() != viewLists {
		t.Errorf("Enter on an empty pane opened view %v", d.m.view())
	}
}

// footer gives the line of keys.
func (d *driver) footer() string {
	lines := strings.Split(d.frame(), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

// However narrow, the line of keys keeps what the view is for.
func TestNarrowFooters(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want []string
	}{
		{"lists", nil, []string{"p province", "g group", "/ search", "↵ open"}},
		{"filtered", []string{"p", "balk", "enter"}, []string{"p province", "g group", "/ search", "x clear"}},
		{"reader", []string{"o"}, []string{"esc back", "/ search", "n next", "? help"}},
		{"detail", []string{"enter"}, []string{"esc back", "n next", "o source"}},
		{"filter line", []string{"p", "balk", "enter", "f"}, []string{"esc back", "x drop"}},
		{"picker", []string{"p"}, []string{"esc back", "↵ apply", "tab several"}},
		{"actors", []string{"1", " "}, []string{"space choose", "/ search", "? help"}},
	} {
		for _, size := range [][2]int{{48, 20}, {60, 20}} {
			d := plainDriver(t, size[0], size[1])
			d.press(c.keys...)
			at := 0
			for _, w := range c.want {
				i := strings.Index(d.footer()[at:], w)
				if i < 0 {
					t.Errorf("%s at %v: no %q in its place: %q", c.name, size, w, d.footer())
					break
				}
				at += i
			}
		}
	}
	d := plainDriver(t, 200, 50)
	if f := d.footer(); !strings.HasSuffix(f, "q quit") {
		t.Errorf("no way out: %q", f)
	}
}

// A list tells that there is more of it, above and below.
func TestListsTellThatThereIsMore(t *testing.T) {
	lib := manyEvents(t)
	for _, c := range []struct {
		w, h        int
		ascii       bool
		below, both string
		above       string
	}{
		{120, 40, false, "67 ↓", "67 ↑↓", "67 ↑"}, {80, 24, false, "67 ↓", "67 ↑↓", "67 ↑"}, {48, 20, false, "67 ↓", "67 ↑↓", "67 ↑"},
		{80, 24, true, "67 v", "67 ^v", "67 ^"},
	} {
		d := drive(t, lib, c.w, c.h, Options{Theme: "none", ASCII: c.ascii}, surroundings{})
		d.want(c.below)
		d.press("pgdown", "pgdown")
		d.want(c.both)
		d.press("end")
		d.want(c.above)
	}
	d := plainDriver(t, 120, 40)
	d.lack("↓", "↑")
}

func TestASCIIWording(t *testing.T) {
	d := drive(t, testLibrary(t), 120, 40, Options{Theme: "none", ASCII: true}, surroundings{})
	d.want("2 1q", "0 1q", "20 killed (2)", "whic..")
	d.lack("2.1", "killed/2", "?  ")
	d = drive(t, testLibrary(t), 48, 20, Options{Theme: "none", ASCII: true}, surroundings{})
	d.want("20 killed (2)")
	d.lack("killed2")
	d.press("?", "end")
	d.want("8 1q", "21 Apr i", "183 killed (2)")
}

// Names that begin alike are told apart by their ends; bars give way first.
func TestNamesStayApart(t *testing.T) {
	b := testBriefing()
	b.Actors[0].Name = "Committee of the valley, north"
	b.Actors[1].Name = "Committee of the valley, south"
	b.Quotes[0].Speaker.Name = "Former minister of mills and of bridges, for the north"
	b.Quotes[1].Speaker.Name = "Former minister of mills and of bridges, for the south"
	d := drive(t, store.InMemory(b), 120, 40, Options{Theme: "none"}, surroundings{})
	for _, end := range []string{"north", "south"} {
		if !slices.ContainsFunc(strings.Split(d.frame(), "\n"), func(l string) bool {
			return strings.Contains(l, "Committee") && strings.Contains(l, end)
		}) {
			t.Errorf("no committee of the %s in\n%s", end, d.frame())
		}
	}
	d = drive(t, store.InMemory(b), 48, 20, Options{Theme: "none"}, surroundings{})
	d.press("4")
	d.want("the north", "the south")
}

func TestBarsGiveWayToNames(t *testing.T) {
	b := testBriefing()
	b.Actors[0].Name = "Red Group of the valley"
	d := drive(t, store.InMemory(b), 200, 50, Options{Theme: "none"}, surroundings{})
	d.want("Red Group of the valley", "██")
	d = drive(t, store.InMemory(b), 120, 40, Options{Theme: "none"}, surroundings{})
	d.want("Red Group of…valley", "██")
}

// Where the title leaves no room for it, the province stands below the date.
func TestNarrowRowsKeepTheProvince(t *testing.T) {
	b := testBriefing()
	b.Events[1].Title = "The Red Group takes the bridge of the long river"
	d := drive(t, store.InMemory(b), 48, 20, Options{Theme: "none"}, surroundings{})
	for l := range strings.SplitSeq(d.frame(), "\n") {
		if strings.Contains(l, "long river") {
			if !strings.HasPrefix(l, "     Balkh   ") {
				t.Errorf("no province in %q", l)
			}
			return
		}
	}
	t.Error("no second line of the title")
}

// Rows that a filter leaves free go to the pane that needs them.
func TestFreeRowsAreUsed(t *testing.T) {
	d := plainDriver(t, 120, 30)
	d.press("p", "balk", "enter")
	if rows, h := len(d.m.provinces.rows), d.paneHeight(provincesPane); rows != len(d.m.provinces.values) || h < rows {
		t.Errorf("%d rows of provinces in %d lines while the actors need %d", rows, h, d.m.actors.foldedLines())
	}
	d = drive(t, manyEvents(t), 120, 40, Options{Theme: "none"}, surroundings{})
	before := d.paneHeight(quotesPane)
	d.press("/", "since:2020-05 until:2020-05 quoted", "esc", "p", "panj", "enter")
	if after := d.paneHeight(quotesPane); after >= before || after > 5 {
		t.Errorf("%d lines for no quotes, %d before", after, before)
	}
}

// A cursor on a value without records goes to one that has some, and back when
// its own has them again.
func TestFacetCursorMatchesTheFilter(t *testing.T) {
	d := plainDriver(t, 200, 50)
	d.press("1", "j", "3")
	at := d.m.actors.chosen()
	d.press("p", "balk", "enter")
	if got := d.m.actors.chosen().id; got != "red-group" {
		t.Errorf("the cursor stands on %s", got)
	}
	if d.press("x"); d.m.actors.chosen() != at {
		t.Errorf("the cursor stands on %v, want %v", d.m.actors.chosen(), at)
	}
	d.press("1", "end", " ")
	if got := d.m.actors.chosen(); !d.m.actors.marked(got.id) {
		t.Errorf("the cursor left the value that was chosen for %v", got)
	}
}

// A pane that was a single line high does not hide the first heading for ever.
func TestFirstHeadingComesBack(t *testing.T) {
	d := plainDriver(t, 120, 40)
	p := d.m.actors
	p.resize(30, 1)
	if p.resize(30, len(p.rows)-1); p.top != 0 {
		t.Errorf("row %d is the first seen", p.top)
	}
}

func TestZoomOfWhatIsOpened(t *testing.T) {
	for _, open := range [][]string{{"o"}, {"enter"}} {
		d := plainDriver(t, 160, 40)
		d.press(open...)
		columns := len(d.m.layout.columns)
		if d.press("z"); len(d.m.layout.columns) != 1 {
			t.Errorf("%v: %d columns after z", open, len(d.m.layout.columns))
		}
		if d.press("z"); len(d.m.layout.columns) != columns {
			t.Errorf("%v: %d columns after another z, want %d", open, len(d.m.layout.columns), columns)
		}
		d.press("z", "esc")
		if d.m.zoomed() || d.m.view() != viewLists {
			t.Errorf("%v: still zoomed after esc", open)
		}
		d = plainDriver(t, 80, 24)
		d.press(open...)
		if d.m.offers(actZoom) {
			t.Errorf("%v: z is offered where there is nothing to zoom", open)
		}
	}
}

func TestMovesAcrossEndAtTheEdge(t *testing.T) {
	for _, c := range []struct {
		w, h       int
		keys       []string
		want       paneID
		wantNotice bool
	}{
		{120, 40, []string{"l"}, eventsPane, true}, {120, 40, []string{"h"}, actorsPane, false}, {120, 40, []string{"h", "h"}, actorsPane, true},
		{48, 20, []string{"l"}, quotesPane, false}, {48, 20, []string{"l", "l"}, quotesPane, true}, {48, 20, []string{"h", "h", "h", "h"}, actorsPane, true},
	} {
		d := plainDriver(t, c.w, c.h)
		if d.press(c.keys...); d.m.focus.pane != c.want || (d.m.notice.text != "") != c.wantNotice {
			t.Errorf("%dx%d %v: pane %v, %q", c.w, c.h, c.keys, d.m.focus.pane, d.m.notice.text)
		}
	}
}

func TestFilterLineStartsAtTheFirstAndRedoes(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("p", "balk", "enter", "g", "red", "enter", "f", "x")
	d.wantFilter("actor:red-group")
	d.press("u", "ctrl+r")
	d.wantFilter("actor:red-group")
}

func TestAllOfFewerThanTwo(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("1", " ", "&")
	d.want("choose two first")
	if d.m.find.filter.AllActors {
		t.Error("a mode that nothing shows is on")
	}
}

func TestFilterStepsFromARecord(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("p", "balk", "enter", "enter", "x")
	d.wantFilter("")
	d.press("enter", "u")
	d.wantFilter("province:AF-BAL")
	d.press("enter", "u", "enter", "ctrl+r")
	d.wantFilter("province:AF-BAL")
}

// Help that was opened while typing leads back to the line, by q too.
func TestHelpWhileTyping(t *testing.T) {
	for _, back := range []string{"q", "esc", "f1"} {
		d := plainDriver(t, 120, 40)
		d.press("/", "brid", "f1")
		d.want("Keys: Filter by words")
		d.press(back)
		if quits(d) || d.m.view() != viewSearch {
			t.Errorf("%s leads to view %v, quits %v", back, d.m.view(), quits(d))
		}
		d.want("filter / brid")
	}
}

// No column of the help begins in the middle of a group.
func TestHelpKeepsGroupsTogether(t *testing.T) {
	for w := 100; w <= 200; w += 20 {
		d := plainDriver(t, w, 30)
		d.press("?")
		h := d.m.pages[viewHelp].(*helpView)
		if h.columns == 2 && !h.rows[h.split].heading {
			t.Errorf("at %d the second column begins with %+v", w, h.rows[h.split])
		}
	}
	d := plainDriver(t, 80, 24)
	d.press("?")
	d.want("↓")
	d.press("end")
	d.want("one toll for two events, summed once", "chosen, excluded", "↑")
}

// A record cited twice in its last paragraph still names its source.
func TestCitesNameTheirSource(t *testing.T) {
	lib := testLibrary(t)
	var c card
	c.cites(lib, "cited", []store.Citation{cite(2, "mill"), cite(1, "Red Group"), cite(1, "four people")})
	text := ""
	for _, p := range c.fields[0].pieces {
		text += p.text
	}
	if text != "¶2, ¶1  The Valley Talks" {
		t.Errorf("%q", text)
	}
}

// The date column never gets wider than it is.
func TestSpansTellTheYearOfTheirEnd(t *testing.T) {
	for edtf, want := range map[string][2]string{
		"2021-08/2022-02": {"Aug–Feb 2022", "2021–2022"}, "2021-12-28/2022-01-03": {"Dec–Jan 2022", "2021–2022"},
		"2021-08/2021-12": {"Aug–Dec", "Aug–Dec"}, "2021-05-29/2021-12-31": {"May–Dec", "May–Dec"}, "2021-23/2022-24": {"2021–2022", "2021–2022"},
	} {
		text, tight, _ := DayMonth.column(date(edtf, store.Stated, ""))
		if [2]string{text, tight} != want || cells.Width(text) > dateCells {
			t.Errorf("%s: %q, %q, want %q", edtf, text, tight, want)
		}
	}
}
