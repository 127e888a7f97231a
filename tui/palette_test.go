package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/exp/golden"
)

// paletteKey opens the palette in a scene.
func paletteKey(d *driver) string {
	if d.m.keys.action(d.m.scene(), keyMsg(":")).opensPalette() {
		return ":"
	}
	return "f2"
}

// Wherever one is, the palette lists every action of every view, and those that
// work here first.
func TestEveryActionIsInThePalette(t *testing.T) {
	lib := attachedLibrary{testLibrary(t)}
	for _, c := range helpCases() {
		if c.in == inPalette {
			continue
		}
		t.Run(sceneName(c.in), func(t *testing.T) {
			t.Parallel()
			d := drive(t, lib, c.w, c.h, Options{}, inColour())
			d.press(c.keys...)
			m := d.m
			d.press(paletteKey(d))
			p, ok := m.pages[viewPalette].(*commandPalette)
			if !ok || m.view() != viewPalette {
				t.Fatalf("no palette opens in the scene %b", c.in)
			}
			listed, here := map[action]bool{}, map[action]bool{}
			for i, d := range p.deeds {
				listed[d.action], here[d.action] = true, d.here || here[d.action]
				if i > 0 && d.here && !p.deeds[i-1].here {
					t.Errorf("%q stands below what does not work here", d.text)
				}
			}
			for _, b := range m.keys {
				bound := b.scenes&c.in != 0
				switch {
				case b.action.opensPalette() || bound && !m.offers(b.action):
				case bound && !here[b.action]:
					t.Errorf("%q works here and is not listed so", b.Help().Desc)
				case !listed[b.action] && m.offers(b.action):
					t.Errorf("%q is not listed", b.Help().Desc)
				}
			}
		})
	}
}

// What is chosen in the palette does what its key does.
func TestPaletteDoesWhatTheKeyDoes(t *testing.T) {
	for _, c := range helpCases() {
		if c.in == inPalette || testing.Short() && c.in != inEvents { // half of all the time that this package takes
			continue
		}
		t.Run(sceneName(c.in), func(t *testing.T) {
			t.Parallel()
			start := func() *driver {
				lib := attachedLibrary{manyEvents(t)} // of its own: marks are made
				d := drive(t, lib, c.w, c.h, Options{}, inColour())
				d.press(c.keys...)
				return d
			}
			for _, b := range start().m.keys.in(c.in) {
				d, e := start(), start()
				if b.action.opensPalette() || b.action.moves() || !d.m.offers(b.action) {
					continue
				}
				d.send(keyMsg(b.Keys()[0]))
				e.press(paletteKey(e))
				p := e.m.pages[viewPalette].(*commandPalette)
				p.list.to(slices.IndexFunc(p.deeds, func(d deed) bool { return d.action == b.action }))
				e.press("enter")
				if d.frame() != e.frame() || len(d.sent) != len(e.sent) {
					t.Errorf("%s: the key leads to\n%s\nthe palette to\n%s", b.Help().Desc, d.frame(), e.frame())
				}
			}
		})
	}
}

func TestPaletteLeadsElsewhere(t *testing.T) {
	for _, c := range []struct {
		open  []string // keys before the palette
		typed string
		in    scene
		says  string
	}{
		{[]string{"o"}, "filter by prov", inPicker, "Province"},
		{[]string{"o"}, "narrow", inNames, ""},
		{[]string{"p", "ba"}, "take several", inPicker, "●"},
		{[]string{"p", "ba"}, "next pane", inQuotes, ""},
		{[]string{"enter"}, "redo", inEvents, "nothing to redo"},
		{[]string{"3"}, "choose only this", inActors, "=: choose only this"},
		{[]string{"4"}, "next year", inEvents, ""},
		{[]string{"1"}, "finer", inTimeline, "+ : finer"},
		{[]string{"1"}, "next paragraph", inPalette, "works in: Reading"},
		{[]string{"?"}, "search in the text", inPalette, "works in: Reading"},
		{[]string{"1"}, "xyzzy", inPalette, "no action is called so"},
		{[]string{"w"}, "mouse", inEvents, "mouse on"},
	} {
		d := plainDriver(t, 120, 40)
		d.press(c.open...)
		d.press(paletteKey(d), c.typed, "enter")
		if d.m.scene() != c.in {
			t.Errorf("%v, %q leads to %s, want %s", c.open, c.typed, sceneName(d.m.scene()), sceneName(c.in))
		}
		if c.says != "" && !strings.Contains(strings.ReplaceAll(d.frame(), "+: ", "+ : "), c.says) {
			t.Errorf("%v, %q: no %q in\n%s", c.open, c.typed, c.says, d.frame())
		}
	}
}

// What begins like a part of a filter goes on as one, from wherever.
func TestPaletteTakesAFilterLine(t *testing.T) {
	for _, open := range [][]string{nil, {"t"}, {"o"}, {"j", "enter"}, {"p"}, {"w"}, {"/"}, {"?"}} {
		for line, want := range map[string]string{"province:Balkh": "province:AF-BAL", "!province:Balkh": "!province:AF-BAL"} {
			d := plainDriver(t, 120, 40)
			d.press(open...)
			d.press(paletteKey(d), line, "enter")
			d.wantFilter(want)
		}
	}
}

// Every line that is typed steps back by erasing what is not there, and the
// palette opens in it: nothing needs Tab, Esc or Ctrl.
func TestTypedLinesWithoutSpecialKeys(t *testing.T) {
	for _, keys := range [][]string{{"p"}, {"g"}, {"s"}, {"/"}, {"w"}, {"1", "n"}, {"o", "/"}, {":"}} {
		d := plainDriver(t, 48, 20)
		d.press(keys[:len(keys)-1]...)
		before := d.m.view()
		d.press(keys[len(keys)-1], "a", "backspace", "backspace")
		if d.m.view() != before {
			t.Errorf("%v: backspace on an empty line leads to view %d", keys, d.m.view())
		}
		if keys[0] == ":" {
			continue
		}
		d.press(keys[len(keys)-1], ":")
		if d.m.view() != viewPalette {
			t.Errorf("%v: no palette on an empty line", keys)
		}
		d.press("backspace", "backspace")
		if d.m.view() != before {
			t.Errorf("%v: view %d after the palette", keys, d.m.view())
		}
	}
	d := plainDriver(t, 48, 20)
	d.press("/")
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(":"), Paste: true})
	if d.m.view() != viewSearch {
		t.Error("pasted text is taken for a command")
	}
}

func TestGoldenPalette(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		for _, name := range []string{"palette-typed", "palette-none"} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := plainDriver(t, size[0], size[1])
				d.press(views()[name]...)
				golden.RequireEqual(t, trimmed(bareText(d.m.View())))
			})
		}
	}
	t.Run("ascii-48x20", func(t *testing.T) {
		d := drive(t, testLibrary(t), 48, 20, Options{Theme: "none", ASCII: true}, surroundings{})
		d.press(":", "pane")
		golden.RequireEqual(t, trimmed(bareText(d.m.View())))
	})
}
