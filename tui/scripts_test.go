package tui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// scriptsBriefing has names in Dari and Pashto: with joiners, harakat, a hamza
// above, digits, within Latin text and alone.
func scriptsBriefing() store.Briefing {
	b := testBriefing()
	b.Actors = append(b.Actors,
		store.Actor{ID: "north-test", Name: "جبههٔ شمال", Kind: store.ArmedGroup, Aliases: []string{"Northern Front of the Test"}, Cites: []store.Citation{cite(1, "Red Group")}},
		store.Actor{ID: "mohammad-test", Name: "مُحَمَّد ټسټ", Kind: store.Person, Cites: []store.Citation{cite(1, "four people")}})
	b.Events = append(b.Events, store.Event{ID: "valley-talks/khumri", Date: date("2020-03-04", store.Stated, ""), Title: "حمله بر پل\u200cخمری", Summary: "A summary that names پل\u200cخمری in ۱۳۹۸.",
		Kind: "battle", Place: "پل\u200cخمری", Province: &store.ProvinceRef{ID: "AF-BAL", Code: "AF-BAL", Name: "Balkh"},
		Actors: []store.Party{{ID: "north-test", Name: "جبههٔ شمال", Role: "perpetrator"}}, Cites: []store.Citation{cite(1, "the bridge of Balkh")}})
	b.Quotes = append(b.Quotes, store.Quote{ID: "valley-talks/peace", Text: "ما صلح می\u200cخواهیم، نه جنگ.", Speaker: store.ActorRef{ID: "mohammad-test", Name: "مُحَمَّد ټسټ"}, Cites: []store.Citation{cite(1, "four people")}})
	return b
}

func scriptsViews() map[string][]string {
	return map[string][]string{
		"lists":  {"/", "پلخمري", "enter"},
		"detail": {"/", "پلخمري", "enter", "enter"},
		"chips":  {"g", "northern", "enter", "f"},
		"picker": {"g", "جبهه"},
		"quotes": {"4", "end", "enter"},
		"reader": {"/", "پلخمري", "enter", "o"},
	}
}

// Names in other scripts stand whole and isolated at every size; ASCII puts a
// sign in the place of each letter, and the help says so.
func TestScriptsFit(t *testing.T) {
	lib := store.InMemory(scriptsBriefing())
	for name, keys := range scriptsViews() {
		for _, size := range allSizes() {
			for _, ascii := range []bool{false, true} {
				d := drive(t, lib, size[0], size[1], Options{Theme: "none", ASCII: ascii}, surroundings{})
				d.press(keys...)
				frame := d.m.View()
				if ascii && strings.ContainsFunc(frame, isRightToLeft) {
					t.Errorf("%s at %v: letters beyond ASCII", name, size)
				}
				for _, line := range strings.Split(frame, "\n") {
					if strings.Count(line, isolateStart) != strings.Count(line, isolateEnd) {
						t.Errorf("%s at %v: isolates are open in %q", name, size, line)
					}
				}
			}
		}
	}
	d := drive(t, lib, 120, 40, Options{Theme: "none", ASCII: true}, surroundings{})
	d.press("?")
	d.want("letters that ASCII lacks")
}

// In the lists each stands last in its line.
func TestScriptsStandLast(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		d := drive(t, store.InMemory(scriptsBriefing()), size[0], size[1], Options{Theme: "none"}, surroundings{})
		d.press("/", "پلخمري", "enter")
		d.want("حمله بر پل\u200cخمری")
		for _, line := range strings.Split(d.m.View(), "\n") {
			_, after, found := strings.Cut(line, "پل\u200cخمری"+isolateEnd)
			if frame, _, _ := strings.Cut(after, "│"); found && strings.TrimSpace(frame) != "" && !strings.Contains(line, "×") && !strings.Contains(line, "place") {
				t.Errorf("at %v %q follows the name", size, frame)
			}
		}
	}
}

func TestGoldenScripts(t *testing.T) {
	lib := store.InMemory(scriptsBriefing())
	for _, size := range [][2]int{{120, 40}, {80, 24}, {48, 20}} {
		for name, keys := range scriptsViews() {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := drive(t, lib, size[0], size[1], Options{Theme: "none"}, surroundings{})
				d.press(keys...)
				golden.RequireEqual(t, trimmed(d.m.View()))
			})
		}
	}
}

// A joiner takes no cell, a mark above a letter none of its own.
func TestScriptWidths(t *testing.T) {
	for text, want := range map[string]int{"پل\u200cخمری": 6, "مُحَمَّد": 4, "جبههٔ شمال": 9, "۱۴۰۰": 4, "می\u200cخواهیم": 8} {
		if got := cells.Width(text); got != want {
			t.Errorf("%s takes %d cells, want %d", text, got, want)
		}
	}
}
