package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"fieldbrief/store"
)

func TestStart(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.want("The Valley Talks", "article, July 2020", "7 events", "2 quotes", "54+ killed, of these 30 in period counts",
		"Red Group", "Balkh", "undated", "mid-1990s~", "1–31 Mayᵈ", "4+ killed", "20 killed²", "“We will not leave the mill,”")
	if d.m.focus.pane != eventsPane {
		t.Error("the focus is not on the events")
	}
}

func TestPickProvinceAndGroup(t *testing.T) {
	for _, keys := range [][]string{{"p", "balk", "enter", "g", "red", "enter"}, {"g", "red", "enter", "p", "balk", "enter"}} {
		d := plainDriver(t, 120, 40)
		d.press(keys...)
		d.wantFilter("province:AF-BAL actor:red-group")
		d.want("1 of 7 events", "province Balkh", "group Red Group", "The Red Group takes the bridge of Balkh")
		d.lack("First fire")
	}
}

func TestPickerFindsAliasesAndSeveral(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("p", "بلخ")
	d.want("Balkh")
	d.press("ctrl+u", "panjsh", "tab", "ctrl+u", "kab", "tab", "enter")
	d.wantFilter("province:AF-KAB province:AF-PAN")
	d.press("g", "blu fr", "enter")
	d.wantFilter("province:AF-KAB province:AF-PAN actor:blue-front")
	d.press("g", "red", "tab", "enter")
	d.wantFilter("province:AF-KAB province:AF-PAN actor:blue-front actor:red-group")
}

// The group picker lists what --group takes: actors that are no person.
func TestGroupPickerListsNoPersons(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("g")
	d.want("5 of 5", "Miller of Kabul")
	d.press("tester")
	d.want("No group is called “tester”.")
}

// Picking groups leaves the persons alone that were chosen in the pane.
func TestGroupPickerKeepsPersons(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.m.actors.show("tester-one")
	d.press("1", " ", "g", "red", "enter")
	d.wantFilter("actor:red-group actor:tester-one")
}

func TestToggleOnlyExclude(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("1", " ")
	d.wantFilter("actor:red-group")
	d.press("j", " ")
	d.wantFilter("actor:blue-front actor:red-group")
	d.want("group Blue Front", "or group Red Group", "3 of 7 events")
	d.press("&")
	d.want("and group Red Group", "1 of 7 events")
	d.press("&", "=")
	d.wantFilter("actor:blue-front")
	d.press("-")
	d.wantFilter("!actor:blue-front")
	d.want("not group Blue Front")
	d.press("-")
	d.wantFilter("")
}

func TestUndoRedo(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("p", "balk", "enter", "/", "bridge", "enter")
	d.wantFilter("province:AF-BAL bridge")
	d.press("u")
	d.wantFilter("province:AF-BAL")
	d.press("esc")
	d.wantFilter("")
	d.press("ctrl+r", "ctrl+r")
	d.wantFilter("province:AF-BAL bridge")
	d.press("x")
	d.wantFilter("")
	d.press("u")
	d.wantFilter("province:AF-BAL bridge")
}

// Esc and Backspace go back as far as there is anything, and never out.
func TestBackNeverQuits(t *testing.T) {
	for name, keys := range views() {
		d := plainDriver(t, 80, 24)
		d.press(keys...)
		for range 12 {
			d.press("esc", "backspace")
		}
		if quits(d) || d.m.view() != viewLists {
			t.Errorf("%s: quit %v, view %v after going back", name, quits(d), d.m.view())
		}
	}
}

func TestQuit(t *testing.T) {
	for name, keys := range views() {
		for _, quit := range []string{"q", "ctrl+c"} {
			d := plainDriver(t, 80, 24)
			d.press(keys...)
			stays := d.m.scene()&(inTyping|inHelp) != 0 // q is a letter there, or leads back
			d.press(quit)
			if want := quit == "ctrl+c" || !stays; quits(d) != want {
				t.Errorf("%s: %s quits: %v, want %v", name, quit, quits(d), want)
			}
		}
	}
}

func TestSearchAsYouType(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("/", "mi")
	d.want("filter / mi", "2 events")
	d.press("ll")
	d.want("2 of 7 events")
	d.press("esc")
	d.wantFilter("")
	d.want("7 events")
	d.press("/", "fire since:2020-05 kind:bombing", "enter")
	d.wantFilter("kind:bombing since:2020-05 fire ")
	d.want("“fire”", "since May 2020", "kind bombing")
	d.press("u")
	d.wantFilter("")
}

func TestSearchTellsWhatIsWrong(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("/", "province:Balhk")
	d.want("Balkh") // the nearest names are offered
	d.press("enter")
	if d.m.view() != viewSearch {
		t.Error("the line closed with an error in it")
	}
	d.press("backspace", "backspace", "backspace", "lkh", "enter")
	d.wantFilter("province:AF-BAL")
}

// Words that stand only in the digest are told and can be read.
func TestPassages(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("/", "negotiate")
	d.want("also in the digest of ¶3", "Nothing passes the filter.")
	d.press("enter", "o")
	d.want("Digest", "¶3 of 3", "“negotiate” 1 of 1")
	d.press("esc", "esc")
	if d.m.view() != viewLists {
		t.Error("not back in the lists")
	}
}

func TestFilterLineDropsOneByOne(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("p", "balk", "enter", "g", "red", "enter", "/", "bridge", "enter", "f", "right", "x")
	d.wantFilter("province:AF-BAL bridge")
	d.press("enter")
	d.wantFilter("province:AF-BAL")
	d.press("backspace")
	d.wantFilter("")
	if d.m.view() != viewLists {
		t.Error("the filter line has the focus without a filter")
	}
	d.press("u")
	d.wantFilter("province:AF-BAL")
}

func TestEmptyResultNamesTheCulprit(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("p", "zab", "enter", "g", "red", "enter")
	d.want("Nothing passes the filter.", "Without province Zabul", "d drops it")
	d.press("d")
	d.wantFilter("actor:red-group")
	d.want("3 of 7 events")
	if d.m.keys.action(inEvents, keyMsg("d")) == actDropCulprit && d.m.offers(actDropCulprit) {
		t.Error("d is still offered")
	}
}

// The cursor stays on its record while filters come and go.
func TestCursorStaysOnItsRecord(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("j", "j", "j", "j", "4", "j", "3")
	event, quote := d.m.events.chosen(), d.m.quotes.chosen()
	d.press("/", "mill ")
	if d.m.events.chosen() != event {
		t.Errorf("cursor on %v, want %v", d.m.events.chosen(), event)
	}
	d.press("esc", "p", "kab", "enter", "x")
	if d.m.events.chosen() != event {
		t.Errorf("cursor on %v, want %v", d.m.events.chosen(), event)
	}
	d.press("4")
	if d.m.quotes.chosen() == quote { // the quote did not pass; its neighbour has the cursor
		return
	}
	if d.m.quotes.chosen().none() {
		t.Error("no quote under the cursor")
	}
}

func TestCursorStaysOnFacetValue(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("1", "j")
	at := d.m.actors.chosen()
	d.press(" ", "2", " ", "x", "1")
	if d.m.actors.chosen() != at {
		t.Errorf("cursor on %v, want %v", d.m.actors.chosen(), at)
	}
}

// An answer to an older question never shows.
func TestStaleAnswersAreDropped(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.hold = true
	d.press("2", " ", " ", "j", " ")
	d.release(true)
	d.wantFilter("province:AF-BAL")
	d.want("1 of 7 events")

	d = plainDriver(t, 200, 50)
	d.hold = true
	d.press("j", "j", "j")
	d.release(true)
	if d.m.detail.card.of != d.m.events.chosen() {
		t.Errorf("the detail shows %v, the cursor is on %v", d.m.detail.card.of, d.m.events.chosen())
	}
}

// Enter pressed before the answer acts on what the answer brings.
func TestEnterWaitsForTheAnswer(t *testing.T) {
	d := plainDriver(t, 80, 24)
	d.press("/")
	d.hold = true
	d.press("bridge", "enter", "enter")
	d.release(false)
	d.press("enter")
	d.wantFilter("bridge")
	if d.m.detail.card.of.id != "valley-talks/bridge" {
		t.Errorf("opened %v", d.m.detail.card.of)
	}

	d = plainDriver(t, 80, 24)
	d.press("2")
	d.hold = true
	d.press("j", " ", "3", "enter")
	d.release(false)
	if d.m.view() != viewDetail || d.m.detail.card.of.id != "valley-talks/bridge" {
		t.Errorf("view %v, opened %v", d.m.view(), d.m.detail.card.of)
	}

	d = plainDriver(t, 80, 24)
	d.hold = true
	d.press("p", "balk", "enter")
	if d.m.view() != viewPicker {
		t.Error("the picker closed before the names came")
	}
	d.release(false)
	d.wantFilter("province:AF-BAL")
}

// Runes of one read are as many keys; pasted text is no command.
func TestRunesOfOneRead(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("pbalk")})
	d.press("enter")
	d.wantFilter("province:AF-BAL")
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("xq"), Paste: true})
	d.wantFilter("province:AF-BAL")
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("[<0;10;10M")})
	d.wantFilter("province:AF-BAL")
	if quits(d) {
		t.Error("pasted text quit the program")
	}
}

func keyMsg(k string) tea.KeyMsg {
	if msg, ok := namedKey(k); ok {
		return msg
	}
	if rest, ok := strings.CutPrefix(k, "alt+"); ok {
		msg := keyMsg(rest)
		msg.Alt = true
		return msg
	}
	if k == " " {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)}
}

// A helpCase leads to the middle of a view, with filters set and steps to undo
// and redo, so that every key has something to do.
type helpCase struct {
	in   scene
	w, h int
	keys []string
}

func helpCases() []helpCase {
	filtered := []string{"p", "balk", "enter", "g", "red", "enter", "/", "bridge", "enter", "x", "u"}
	to := func(keys ...string) []string { return append(slices.Clone(filtered), keys...) }
	return []helpCase{
		{inActors, 80, 24, to("1", "j", "j", "j")}, {inProvinces, 80, 24, []string{"p", "balk", "enter", "x", "u", "2", "j"}},
		{inEvents, 80, 24, to("pgdown", "pgdown")}, {inQuotes, 80, 24, []string{"p", "kab", "enter", "x", "u", "4", "pgdown", "pgdown"}},
		{inDetail, 44, 12, to("pgdown", "enter", "j", "j")}, {inReader, 80, 24, to("o", "d", "pgdown", "n", "n")},
		{inPicker, 80, 24, []string{"p", "a", "down", "down"}}, {inSearch, 80, 24, to("/", "pgdown", "down")},
		{inFind, 80, 24, to("o", "d", "/", "bridge", "pgdown")}, {inChips, 80, 24, to("f", "right")},
		{inExport, 80, 24, []string{"e", "down"}}, {inDate, 80, 24, to("w", "2020-05")}, {inNames, 80, 24, []string{"2", "n", "b", "down"}}, {inHelp, 80, 24, []string{"?", "pgdown"}},
		{inOutline, 80, 24, to("o", "O", "j")},
		{inNarrative, 60, 16, []string{"/", "since:1990", "enter", "x", "u", "v", "]", "]", "j"}},
		{inTimeline, 80, 24, []string{"/", "since:2000", "enter", "x", "u", "pgdown", "pgdown", "t", "+"}},
		{inMarks, 80, 12, []string{"b", "j", "a", "why", "enter", "j", "b", "j", "b", "j", "b", "j", "b", "j", "b", "j", "b", "j", "b", "j", "b", "B", "down", "down"}},
		{inMarksFind, 80, 12, []string{"b", "j", "b", "j", "b", "j", "b", "j", "b", "j", "b", "j", "b", "j", "b", "j", "b", "j", "b", "B", "down", "/", "b", "down"}},
		{inNote, 80, 24, []string{"a", "why"}},
		{inDots, 80, 24, to("m", "m", "n", "-", "-", "right", "down")},
		{inPalette, 80, 24, []string{":", "e", "down", "down"}},
	}
}

// Every key that the help of a view lists changes something there.
func TestHelpIsTrue(t *testing.T) {
	holdHelp(t, func() Library { return attachedLibrary{manyEvents(t)} }, helpCases())
}

// holdHelp presses every key of the help of each case in an explorer of its own, on
// a library of its own: none has marks.
func holdHelp(t *testing.T, lib func() Library, cases []helpCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(sceneName(c.in), func(t *testing.T) {
			t.Parallel()
			start := func() *driver {
				d := drive(t, lib(), c.w, c.h, Options{}, inColour())
				d.press(c.keys...)
				d.m.notice = notice{}
				return d
			}
			d := start()
			if d.m.scene() != c.in {
				t.Fatalf("%v leads to scene %b, want %b", c.keys, d.m.scene(), c.in)
			}
			for _, b := range d.m.keys.in(c.in) {
				if !d.m.offers(b.action) {
					continue
				}
				for _, k := range b.Keys() {
					d := start()
					before, sent := d.m.View(), len(d.sent)
					d.send(keyMsg(k))
					if d.m.View() == before && len(d.sent) == sent {
						t.Errorf("%q (%s) does nothing", k, b.Help().Desc)
					}
				}
			}
		})
	}
}

// manyEvents is the test briefing with more events than a screen holds.
func manyEvents(tb testing.TB) *store.Library {
	b := testBriefing()
	for n := range 60 {
		e := b.Events[1]
		e.ID += "-" + string(rune('a'+n/26)) + string(rune('a'+n%26))
		if n%3 == 0 {
			lat, lon := 30+float64(n)/9, 60+float64(n)/3
			e.Lat, e.Lon = &lat, &lon
		}
		e.Date, e.Title = date("2020-03", store.Stated, ""), fmt.Sprintf("The bridge, told for the %dth time", n+2)
		b.Events = append(b.Events, e)
		q := b.Quotes[0]
		q.ID, q.Text = q.ID+"-"+string(rune('a'+n/26))+string(rune('a'+n%26)), fmt.Sprintf("We say it %d times.", n+2)
		b.Quotes = append(b.Quotes, q)
	}
	if err := b.Validate(); err != nil {
		tb.Fatal(err)
	}
	return store.InMemory(b)
}

func TestHelpListsEveryKeyOfItsView(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {48, 20}} {
		d := plainDriver(t, size[0], size[1])
		bindings := d.m.keys.in(inEvents)
		d.press("?")
		seen := d.frame()
		for range 60 {
			d.press("j")
			seen += d.frame()
		}
		for _, b := range bindings {
			if d.m.offers(b.action) && !strings.Contains(seen, b.Help().Key) {
				t.Errorf("%dx%d: help does not list %q", size[0], size[1], b.Help().Key)
			}
		}
	}
}

func TestNoTwoBindingsShareAKey(t *testing.T) {
	keys := newKeyMap()
	for in := inActors; in <= inHelp; in <<= 1 {
		seen := map[string]string{}
		for _, b := range keys.in(in) {
			for _, k := range b.Keys() {
				if other, taken := seen[k]; taken {
					t.Errorf("%s: %q is both %q and %q", sceneName(in), k, other, b.Help().Desc)
				}
				seen[k] = b.Help().Desc
			}
		}
	}
}

// Every key name is one that a terminal can send.
func TestKeyNamesAreKnown(t *testing.T) {
	for _, b := range newKeyMap() {
		for _, k := range b.Keys() {
			if msg := keyMsg(k); !key.Matches(msg, b.Binding) || len([]rune(msg.String())) > 1 && msg.Type == tea.KeyRunes {
				t.Errorf("no terminal sends %q", k)
			}
		}
	}
}

func TestDetailTellsEverything(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("j", "j", "j", "j", "enter")
	d.want("Second fire at the mill of Kabul, which is told in the same breath", "1–31 May 2020", "derived: No day is printed, only the month.",
		"Kabul", "AF-KAB", "bombing", "none named", "20  one toll for two events, summed once; the other:", "First fire at the mill of Kabul",
		"at least 1", "likely", "¶2")
	d.press("end")
	d.want("valley-talks/second-fire")
	d.press("esc", "1", "enter")
	d.want("Holds the north of the valley.", "armed group", "RG", "سرخ", "Tester One", "3 events, 0 quotes", "¶1, ¶3")
	d.press("esc", "2", "j", "enter")
	d.want("Afghanistan", "AF-BAL", "Mazar-i-Sharif", "بلخ", "36.70, 66.90")
	d.press("esc", "4", "enter")
	d.want("“We will not leave the mill,”", "Miller of Kabul", "the miller", "May 2020", "First fire at the mill of Kabul", "Ministry of Mills")
}

func TestDetailFollowsTheCursorBesideTheList(t *testing.T) {
	d := plainDriver(t, 160, 40)
	d.want("The old war of the valley", "1 of 7")
	d.press("j")
	d.want("A report counts thirty dead", "2 of 7")
	d.press("2")
	d.want("country")
	d.press("3", "enter", "n")
	d.want("3 of 7")
}

func TestReaderWalksTheCitations(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("j", "j", "o")
	d.want("Digest", "¶1 of 3 · to read the article: fieldbrief import ARTICLE", "“We will not leave the mill,” Miller of Kabul", "Read the toll with care.", "named: ")
	if got := d.m.reader.at(); got.id != "valley-talks/bridge" {
		t.Fatalf("the reader stands on %v", got)
	}
	var order []string
	for range d.m.reader.doc.stops {
		d.press("n")
		order = append(order, d.m.reader.at().id)
	}
	if !slices.Contains(order, "valley-talks/mill") || slices.Contains(order, "red-group") {
		t.Errorf("n went to %v", order)
	}
	d.press("N")
	if d.m.reader.at().id != order[len(order)-2] {
		t.Errorf("N went to %v, want %v", d.m.reader.at().id, order[len(order)-2])
	}
}

func TestJumpBothWays(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		d := plainDriver(t, size[0], size[1])
		d.press("o")
		for d.m.reader.at().id != "valley-talks/mill" {
			d.press("n")
		}
		d.press("enter")
		if d.m.focus.pane != quotesPane || d.m.quotes.chosen().id != "valley-talks/mill" || d.m.opened(viewReader) {
			t.Errorf("%v: focus %v on %v", size, d.m.focus.pane, d.m.quotes.chosen())
		}
		d.want("Miller of Kabul")
		d.press("o")
		if d.m.reader.at().id != "valley-talks/mill" {
			t.Errorf("%v: back at %v", size, d.m.reader.at())
		}
	}
}

// A record that the filter keeps out is shown on its card alone.
func TestJumpToARecordOutsideTheFilter(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("p", "balk", "enter", "o")
	for d.m.reader.at().id != "valley-talks/talks" {
		d.press("n")
	}
	d.press("enter")
	d.want("Blue Front and Red Group talk", "does not pass the present filter")
	d.press("esc")
	d.wantFilter("province:AF-BAL")
	d.lack("Blue Front and Red Group talk")
}

func TestReaderSearch(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("o", "/", "MILL")
	d.want("search in the text / MILL")
	d.press("enter")
	hits := len(d.m.reader.hits)
	if hits < 3 {
		t.Fatalf("%d hits", hits)
	}
	d.want("“MILL” 1 of")
	d.press("n")
	d.want("“MILL” 2 of")
	d.press("N", "N")
	if d.m.reader.hit != hits-1 {
		t.Errorf("hit %d of %d after going back past the first", d.m.reader.hit, hits)
	}
	d.press("/", "no such words", "enter")
	d.want("“no such words” not found")
	d.press("esc", "n")
	if !d.m.opened(viewReader) || d.m.reader.query != "" {
		t.Error("Esc did not end the search alone")
	}
}

func TestAttachedText(t *testing.T) {
	d := drive(t, attachedLibrary{testLibrary(t)}, 120, 40, Options{}, inColour())
	d.press("j", "j", "o", "A")
	d.want("Source text", "Nobody claimed it in the town.", "¶1 of 3")
	d.lack("fieldbrief import")
	th := d.m.theme
	if frame := d.m.View(); !strings.Contains(frame, th.now.on+"the Red Group took the bridge of Balkh") || !strings.Contains(frame, th.lit.on+"At least") {
		t.Errorf("the cited passages are not lit:\n%q", frame)
	}
	d.press("d")
	d.want("Digest", "four or more died")
	d.press("d")
	d.want("Source text")
}

// The text's own code points may change on the way to the screen; what is lit
// stays the same words.
func TestPassagesMoveWithTheText(t *testing.T) {
	body := "x\u0301y e\u0301\u202etwo\u0007three four"
	start := len([]rune(body[:strings.Index(body, "two")]))
	text, spans := fitForScreen(body, []citedSpan{{store.Span{Start: start, End: start + 3}, 0}})
	if got := string([]rune(text)[spans[0].Start:spans[0].End]); got != "two" {
		t.Errorf("lit %q in %q", got, text)
	}
}

// A newer library is taken up; the filter is searched again, the cursor stays.
func TestNewerLibrary(t *testing.T) {
	older, newer := testBriefing(), testBriefing()
	newer.Events = append(newer.Events, store.Event{ID: "valley-talks/later", Title: "A later find", Date: date("1990", store.Stated, ""), Cites: []store.Citation{cite(1, "Balkh")}})
	var next Library
	opts := Options{Theme: "none", Reopen: func(Library) (Library, error) { l := next; next = nil; return l, nil }}
	d := drive(t, store.InMemory(older), 120, 40, opts, surroundings{})
	d.press("j", "j")
	at := d.m.events.chosen()
	d.send(tickMsg{})
	d.lack("A later find")
	next = store.InMemory(newer)
	d.send(tickMsg{})
	d.want("8 events", "A later find")
	if d.m.events.chosen() != at {
		t.Errorf("cursor on %v, want %v", d.m.events.chosen(), at)
	}
}

func TestNewSource(t *testing.T) {
	other := store.Briefing{Source: store.Source{ID: "other", Title: "Other Paper", Kind: "report"},
		Events: []store.Event{{ID: "other/one", Title: "One more thing", Cites: []store.Citation{{Source: "other", Record: "7"}}}}}
	next := Library(store.InMemory(testBriefing(), other))
	opts := Options{Theme: "none", Filter: store.Filter{Sources: store.Choice{Chosen: []string{"valley-talks"}}},
		Reopen: func(Library) (Library, error) { l := next; next = nil; return l, nil }}
	d := drive(t, testLibrary(t), 120, 40, opts, surroundings{})
	d.want("source The Valley Talks")
	d.send(tickMsg{})
	d.want("new source: Other Paper · + adds to the filter, s chooses", "7 events")
	d.press("+")
	d.wantFilter("source:other source:valley-talks")
	d.want("2 sources", "8 events")
	if d.m.offers(actAddSource) {
		t.Error("+ is still offered")
	}

	next = Library(store.InMemory(testBriefing(), other))
	opts.Filter = store.Filter{}
	d = drive(t, testLibrary(t), 120, 40, opts, surroundings{})
	d.send(tickMsg{})
	d.want("new source: Other Paper · + adds to the filter, s chooses", "source The Valley Talks", "7 events")
}

func TestReopenFails(t *testing.T) {
	opts := Options{Theme: "none", Reopen: func(Library) (Library, error) { return nil, errors.New("the library is damaged: \x1b[31m") }}
	d := drive(t, testLibrary(t), 120, 40, opts, surroundings{})
	d.send(tickMsg{})
	d.want("the library is damaged: ␛[31m")
}

// failing is a library of which a search fails or panics.
type failing struct {
	*store.Library
	fail func() error
}

func (f *failing) Search(ctx context.Context, filter store.Filter) (*store.Result, error) {
	if err := f.fail(); err != nil {
		return nil, err
	}
	return f.Library.Search(ctx, filter)
}

func TestSearchFails(t *testing.T) {
	lib := &failing{testLibrary(t), func() error { return nil }}
	d := drive(t, lib, 120, 40, Options{Theme: "none"}, surroundings{})
	lib.fail = func() error { return errors.New("block 7 is damaged") }
	d.press("2", " ")
	d.want("block 7 is damaged", "7 events")
}

func TestPanicInACommand(t *testing.T) {
	lib := &failing{testLibrary(t), func() error { panic("no such page") }}
	d := drive(t, lib, 120, 40, Options{Theme: "none"}, surroundings{})
	var fault *PanicError
	if !quits(d) || !errors.As(d.m.fault, &fault) || fault.Value != "no such page" || len(fault.Stack) == 0 {
		t.Errorf("quit %v with %v", quits(d), d.m.fault)
	}
}

func TestMouse(t *testing.T) {
	d := plainDriver(t, 120, 40)
	click := func(text string, before int) {
		t.Helper()
		for y, l := range strings.Split(d.frame(), "\n") {
			if at := strings.Index(l, "  "+text); at >= 0 && ansi.StringWidth(l[:at]) < before {
				d.send(tea.MouseMsg{X: ansi.StringWidth(l[:at]) + 3, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
				return
			}
		}
		t.Fatalf("no %q to click on in\n%s", text, d.frame())
	}
	click("Balkh  ", 34)
	if d.m.focus.pane != eventsPane {
		t.Error("the mouse is heard before it was asked for")
	}
	d.press("M")
	click("Panjshir  ", 34)
	if d.m.focus.pane != provincesPane || d.m.provinces.chosen().id != "AF-PAN" {
		t.Errorf("focus %v on %v", d.m.focus.pane, d.m.provinces.chosen())
	}
	click("Panjshir  ", 34)
	d.wantFilter("province:AF-PAN")
	d.press("u")
	click("First fire at", 120)
	if d.m.events.chosen().id != "valley-talks/first-fire" {
		t.Errorf("cursor on %v", d.m.events.chosen())
	}
	click("First fire at", 120)
	d.want("No day is printed")
	top := d.m.detail.top
	d.send(tea.MouseMsg{X: 1, Y: 5, Button: tea.MouseButtonWheelDown, Action: tea.MouseActionPress})
	if d.m.detail.top != top || d.m.actors.cursor == 1 {
		t.Error("the wheel did not scroll what it is over")
	}

	d = plainDriver(t, 48, 20)
	d.press("M")
	d.send(tea.MouseMsg{X: 35, Y: 2, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
	if d.m.focus.pane != quotesPane {
		t.Errorf("a click on a tab led to %v", d.m.focus.pane)
	}
}

func TestFacetPaneFolds(t *testing.T) {
	d := plainDriver(t, 120, 30)
	d.want("11 without events")
	d.lack("Helmand")
	d.press("2", "end", "enter")
	d.want("Badghis", "11 without events:")
	d.press("end")
	d.want("Zabul")
	d.press("home", "end", "<")
	d.m.provinces.putCursor(foldID)
	d.press("enter")
	d.lack("Badghis")
	d = plainDriver(t, 120, 80)
	d.want("Helmand")
	d.lack("without events")
}

// Where all values fit, a filter moves none of them.
func TestFacetValuesStayInPlace(t *testing.T) {
	d := plainDriver(t, 120, 80)
	places := func() (names []string) {
		for _, r := range d.m.provinces.rows {
			names = append(names, r.id())
		}
		return names
	}
	before := places()
	d.press("g", "blue", "enter")
	if !slices.Equal(before, places()) {
		t.Errorf("moved from %v to %v", before, places())
	}
}

func TestChosenStandFirstWhereNotAllFit(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 30, Options{}, inColour())
	d.press("p", "south ba", "enter")
	if got := d.m.provinces.rows[0].value.ID; got != "08-1" {
		t.Errorf("%s stands first", got)
	}
}

func TestPanes(t *testing.T) {
	d := plainDriver(t, 80, 24)
	for _, c := range []struct {
		key  string
		want paneID
	}{{"tab", quotesPane}, {"tab", actorsPane}, {"shift+tab", quotesPane}, {"left", actorsPane}, {"right", quotesPane}, {"2", provincesPane}, {"3", eventsPane}, {"h", provincesPane}} {
		if d.press(c.key); d.m.focus.pane != c.want {
			t.Errorf("%s leads to pane %v, want %v", c.key, d.m.focus.pane, c.want)
		}
	}
}

func TestNoticeAtTheStart(t *testing.T) {
	d := drive(t, testLibrary(t), 80, 24, Options{Notice: "nothing is kept: the folder cannot be written", Theme: "none"}, surroundings{})
	d.want("nothing is kept: the folder cannot be written")
	d.press("j")
	d.lack("nothing is kept")
}

// Counts on the screen are the lengths of the lists they stand for.
func TestCountsAgreeWithTheLists(t *testing.T) {
	d := plainDriver(t, 200, 80)
	for _, c := range slices.Concat(d.m.find.found.result.Actors, d.m.find.found.result.Provinces) {
		facet := store.ByActor
		if c.Group == "Afghanistan" {
			facet = store.ByProvince
		}
		d.run(d.m.narrow(store.Filter{}.Only(facet, c.ID), ""))
		if d.m.events.n != c.Events || d.m.quotes.n != c.Quotes {
			t.Errorf("%s: %d events and %d quotes listed, %d and %d counted", c.Name, d.m.events.n, d.m.quotes.n, c.Events, c.Quotes)
		}
	}
}
