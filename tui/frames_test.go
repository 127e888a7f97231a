package tui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"fieldbrief/store"
)

func allSizes() [][2]int {
	return [][2]int{{300, 80}, {200, 50}, {140, 24}, {120, 40}, {100, 30}, {100, 24}, {80, 50}, {80, 24}, {60, 24}, {60, 20}, {48, 20}, {40, 10}, {30, 8}, {20, 5}, {5, 2}, {1, 1}}
}

// views leads to every view, by the keys that open it from the start.
func views() map[string][]string {
	return map[string][]string{
		"lists":           nil,
		"actors":          {"1"},
		"provinces":       {"2"},
		"provinces-all":   {"2", "end", "enter", "end"},
		"quotes":          {"4"},
		"filtered":        {"p", "balk", "enter", "g", "red", "enter"},
		"excluded":        {"1", "-", "2", " ", "3"},
		"empty":           {"p", "zab", "enter", "g", "red", "enter"},
		"event":           {"j", "j", "enter"},
		"quote":           {"4", "enter"},
		"actor":           {"1", "enter"},
		"province":        {"2", "enter"},
		"reader":          {"j", "o"},
		"reader-actor":    {"1", "o", "n"},
		"reader-hits":     {"o", "/", "mill", "enter", "n"},
		"reader-find":     {"o", "/", "mill"},
		"provincepicker":  {"p"},
		"grouppicker":     {"g", "tab", "blu"},
		"picker-none":     {"p", "xyzzy"},
		"search":          {"/", "mill ta"},
		"search-wrong":    {"/", "since:never"},
		"search-passages": {"/", "negotiate"},
		"chips":           {"p", "balk", "enter", "g", "red", "enter", "/", "bridge", "enter", "f", "left"},
		"help":            {"?"},
		"help-reader":     {"o", "?"},
		"zoom":            {"z"},
		"zoom-detail":     {"z", "enter"},
		"notice":          {"ctrl+r"},
		"export":          {"e", "down"},
		"copied":          {"y"},
		"date":            {"w", "2020-0"},
		"date-wrong":      {"w", "soon", "enter"},
		"sources":         {"s", "tab"},
		"reports":         {"j", "r"},
		"compare":         {"g", "red", "tab", "blu", "tab", "enter", "c"},
		"compare-picker":  {"2", "c"},
		"sources-typed":   {"s", "j", "-", "n", "val"},
		"names":           {"2", "n", "ba"},
		"names-kept":      {"1", "n", "extra", "enter"},
		"names-none":      {"2", "n", "xyzzy"},
		"year":            {"}", "]", "2", "}"},
		"timeline":        {"j", "j", "t"},
		"timeline-month":  {"j", "j", "t", "enter", "j"},
		"timeline-day":    {"j", "j", "t", "+", "+", "n", "left"},
		"timeline-range":  {"j", "j", "t", "+", " ", "right", "right"},
		"timeline-dates":  {"j", "t", " ", "left", "left", "enter"},
		"timeline-picker": {"t", "g"},
		"timeline-event":  {"j", "t", "+", "+", "enter"},
		"timeline-none":   {"p", "zab", "enter", "g", "red", "enter", "t"},
		"help-timeline":   {"t", "?"},
		"deadliest":       {"D", "j"},
		"deadliest-event": {"D", "enter", "n"},
		"deadliest-none":  {"p", "zab", "enter", "D"},
		"help-deadliest":  {"D", "?"},
		"marked":          {"b", "j", "a", "a note of it", "enter", "4", "b", "1", "a", "and", "enter"},
		"marks":           {"b", "j", "a", "a note of it", "enter", "4", "b", "1", "a", "and", "enter", "B", "down"},
		"marks-find":      {"j", "b", "B", "/", "fi"},
		"marks-event":     {"j", "b", "B", "enter"},
		"marks-passage":   {"j", "o", "a", "a note", "enter", "B", "end"},
		"marks-reader":    {"j", "o", "a", "a note", "enter", "B", "enter"},
		"note":            {"a", "to be checked"},
		"note-reader":     {"o", "a", "to be checked"},
		"help-marks":      {"B", "?"},
		"help-note":       {"a", "f1"},
		"map":             {"m"},
		"map-chosen":      {"m", "up", " ", "right", "-"},
		"map-zoom":        {"m", "z"},
		"help-map":        {"m", "?"},
		"dots":            {"2", "m", "m"},
		"dots-near":       {"2", "m", "m", "n", "enter", "+", "left", "pgdown"},
		"dots-far":        {"2", "m", "m", "-", "-", "-", "-", "-", "-", "-", "-", "right", "up"},
		"dots-area":       {"2", "m", "m", "n", "+", "+", " "},
		"dots-none":       {"/", "nothing at all", "enter", "2", "m", "m"},
		"dots-event":      {"2", "m", "m", "enter", "n"},
		"dots-search":     {"2", "m", "m", "/", "mill"},
		"help-dots":       {"2", "m", "m", "?"},
		"palette":         {"p", "balk", "enter", ":"},
		"palette-typed":   {"o", ":", "filt", "down"},
		"palette-none":    {":", "xyzzy"},
	}
}

// Every view fits every size, in colour, without colours and in ASCII; the
// driver checks each frame.
func TestEveryViewFitsEverySize(t *testing.T) {
	lib := testLibrary(t)
	for name, keys := range views() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i, size := range allSizes() {
				looks := []Options{{Theme: "dark"}, {Theme: "none"}, {Theme: "none", ASCII: true}}
				for _, look := range looks[:2+i%2] {
					around := surroundings{}
					if look.Theme == "dark" {
						around = inColour()
					}
					d := drive(t, lib, size[0], size[1], look, around)
					d.press(keys...)
				}
			}
		})
	}
}

// A window that changes its size under an open view still fits.
func TestResize(t *testing.T) {
	lib := attachedLibrary{testLibrary(t)}
	for name, keys := range views() {
		t.Run(name, func(t *testing.T) {
			d := drive(t, lib, 120, 40, Options{}, inColour())
			d.press(keys...)
			for _, size := range append(allSizes(), [2]int{120, 40}) {
				d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			}
		})
	}
}

func walkKeys() []string {
	return []string{"j", "k", "up", "down", "left", "right", "h", "l", "tab", "shift+tab", "1", "2", "3", "4", "enter", "enter", "o", " ", " ", "=", "-", "&",
		"p", "g", "/", "f", "u", "ctrl+r", "x", "z", "esc", "backspace", "?", "n", "N", "d", "+", "M", "home", "end", "<", ">", "G", "pgup", "pgdown",
		"b", "a", "B", "S", "e", "y", "Y", "w", "w", "s", "}", "{", "]", "[", "2", "020", "20",
		"r", "c", "s", "c", "t", "t", "m", "m", "m", "_", "n", "0", "=", "+", "+",
		":", "C", "f2", ",", ".", "v", "v", "v", "O", "A", ";", "N", "ctrl+d", "ctrl+u", "ctrl+n", "ctrl+p", "b", "mi", "ta", "bal", "!", "\"", "since:2020", "ctrl+l", "ctrl+w", "delete"}
}

// A random walk of keys, clicks and sizes never leads to a frame that does not
// fit.
func TestRandomWalk(t *testing.T) {
	rows := store.InMemory(testBriefing(), dataSet(4000)) // it is marked on the way
	libraries := []Library{testLibrary(t), attachedLibrary{testLibrary(t)}, rows, newArithmetic(100_000), store.InMemory(mapBriefing(), dataSet(200))}
	steps := 150
	if testing.Short() {
		steps = 60
	}
	for i, size := range allSizes() {
		for seed := range uint64(4) {
			t.Run(fmt.Sprintf("%dx%d/%d", size[0], size[1], seed), func(t *testing.T) {
				t.Parallel()
				rnd := rand.New(rand.NewPCG(seed, uint64(i)))
				lib := libraries[(int(seed)+i)%len(libraries)]
				opts, around := Options{Mouse: true}, inColour()
				if seed > 1 {
					opts.Theme, opts.ASCII = "none", seed == 3
				}
				d := drive(t, lib, size[0], size[1], opts, around)
				walk(d, rnd, steps)
			})
		}
	}
}

func walk(d *driver, rnd *rand.Rand, steps int) {
	keys, trail := walkKeys(), []string{}
	d.tb.Cleanup(func() {
		if d.tb.Failed() {
			d.tb.Logf("keys: %q", trail)
		}
	})
	for range steps {
		switch rnd.IntN(20) {
		case 0:
			msg := tea.MouseMsg{X: rnd.IntN(d.m.w), Y: rnd.IntN(d.m.h), Action: tea.MouseActionPress,
				Button: []tea.MouseButton{tea.MouseButtonLeft, tea.MouseButtonWheelDown, tea.MouseButtonWheelUp}[rnd.IntN(3)]}
			trail = append(trail, fmt.Sprintf("click %d,%d", msg.X, msg.Y))
			d.send(msg)
		default:
			k := keys[rnd.IntN(len(keys))]
			trail = append(trail, k)
			d.press(k)
		}
	}
}

// Golden frames: look at the difference of every frame before -update.
func TestGoldenFrames(t *testing.T) {
	lib := testLibrary(t)
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		for _, name := range []string{"lists", "filtered", "empty", "event", "reader", "provincepicker", "search-passages", "chips", "help", "export", "timeline", "timeline-month", "timeline-range", "timeline-dates", "deadliest", "dots", "dots-event", "dots-none"} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := drive(t, lib, size[0], size[1], Options{Theme: "none"}, surroundings{})
				d.press(views()[name]...)
				golden.RequireEqual(t, trimmed(bareText(d.m.View())))
			})
		}
	}
	rows := store.InMemory(testBriefing(), dataSet(4000)) // without the marks of other tests
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		for name, keys := range dataSetViews() {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := drive(t, rows, size[0], size[1], Options{Theme: "none"}, surroundings{})
				d.press(keys...)
				golden.RequireEqual(t, trimmed(bareText(d.m.View())))
			})
		}
	}
	provinces := store.InMemory(mapBriefing())
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		t.Run(fmt.Sprintf("map-%dx%d", size[0], size[1]), func(t *testing.T) {
			d := drive(t, provinces, size[0], size[1], Options{Theme: "none"}, surroundings{})
			d.press("m", "home", "right", " ", "down", "-", "right")
			golden.RequireEqual(t, trimmed(bareText(d.m.View())))
		})
	}
	t.Run("map-colour-120x40", func(t *testing.T) {
		d := drive(t, provinces, 120, 40, Options{}, inColour())
		d.press("m", "home", "right", " ")
		golden.RequireEqual(t, d.m.View())
	})
	t.Run("timeline-ascii-80x24", func(t *testing.T) {
		d := drive(t, rows, 80, 24, Options{Theme: "none", ASCII: true}, surroundings{})
		d.press("t", "end", "+", " ", "left", "left", "left")
		golden.RequireEqual(t, trimmed(bareText(d.m.View())))
	})
	places := store.InMemory(placesBriefing())
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		for name, keys := range map[string][]string{"dots-places": {"m", "n"}, "dots-places-near": {"m", "n", "enter", " "}} {
			for look, o := range map[string]Options{"": {Theme: "none"}, "ascii-": {Theme: "none", ASCII: true}} {
				t.Run(fmt.Sprintf("%s-%s%dx%d", name, look, size[0], size[1]), func(t *testing.T) {
					o.Borders = testBorders
					d := drive(t, places, size[0], size[1], o, surroundings{})
					d.press(keys...)
					golden.RequireEqual(t, trimmed(bareText(d.m.View())))
				})
			}
		}
	}
	t.Run("dots-colour-120x40", func(t *testing.T) {
		d := drive(t, places, 120, 40, Options{Borders: testBorders}, inColour())
		d.press("m", "n")
		golden.RequireEqual(t, d.m.View())
	})
	t.Run("map-ascii-80x24", func(t *testing.T) {
		d := drive(t, provinces, 80, 24, Options{Theme: "none", ASCII: true}, surroundings{})
		d.press("m", " ")
		golden.RequireEqual(t, trimmed(bareText(d.m.View())))
	})
	t.Run("colour-120x40", func(t *testing.T) {
		d := drive(t, lib, 120, 40, Options{}, inColour())
		d.press("j", "j", " ")
		golden.RequireEqual(t, d.m.View())
	})
	t.Run("nocolour-120x40", func(t *testing.T) {
		d := drive(t, attachedLibrary{lib}, 120, 40, Options{Theme: "none"}, surroundings{})
		d.press("j", "j", "o")
		golden.RequireEqual(t, d.m.View())
	})
	t.Run("ascii-80x24", func(t *testing.T) {
		d := drive(t, lib, 80, 24, Options{Theme: "none", ASCII: true}, surroundings{})
		golden.RequireEqual(t, trimmed(bareText(d.m.View())))
	})
	t.Run("attached-120x40", func(t *testing.T) {
		d := drive(t, attachedLibrary{lib}, 120, 40, Options{Theme: "none"}, surroundings{})
		d.press("j", "o")
		golden.RequireEqual(t, trimmed(bareText(d.m.View())))
	})
}

// dataSetViews leads to what a data set has beside an article.
func dataSetViews() map[string][]string {
	return map[string][]string{
		"rows-dates":     {"w", "2023-07", "enter", "k", "k"},
		"rows-provinces": {"2", "pgdown", "pgdown"},
		"rows-names":     {"2", "n", "cap ac", "tab"},
		"rows-sources":   {"s"},
		"rows-detail":    {"enter", "pgdown"},
		"rows-reader":    {"j", "o"},
		"rows-timeline":  {"w", "2014-05", "enter", "t"},
		"rows-months":    {"w", "2014-05", "enter", "t", "+", "j", "j"},
		"rows-days":      {"w", "2014-05", "enter", "t", "+", "+", "n"},
	}
}

func trimmed(frame string) string {
	lines := strings.Split(frame, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// hostile is text that would take over the terminal if it got there.
func hostile() []string {
	return []string{
		"\x1b]52;c;aGVsbG8=\x07copied", "\x1b]8;;http://evil.test\x1b\\link\x1b]8;;\x1b\\", "\x1b]0;title\x07", "\x1bP+q\x1b\\", "\x1b]unfinished",
		"\u009b31mred\u009d52;c;x\u009c", "over\rwritten", "back\b\b\bspace\a", "\u202edlrow\u202c \u2066isolate\u2069\u200f", "tab\tand\nline",
		"e" + strings.Repeat("\u0301", 60) + "zalgo", "bad \xff\xfe bytes", "نیروهای ملی", "中文標題中文標題中文標題", "\x7f\x00null", "👨‍👩‍👧‍👦 family 🇦🇫",
	}
}

func hostileBriefing() store.Briefing {
	b := testBriefing()
	h := hostile()
	at := func(i int) string { return h[i%len(h)] }
	b.Source.Title, b.Source.Author, b.Source.Outlet, b.Source.Remark = at(0), at(1), at(2), at(3)
	for i := range b.Source.Digest {
		b.Source.Digest[i].Digest, b.Source.Digest[i].Remark = at(i)+" "+at(i+5), at(i+9)
	}
	for i := range b.Actors {
		b.Actors[i].Name, b.Actors[i].Note = at(i), at(i+1)
		b.Actors[i].Aliases, b.Actors[i].Sic = []string{at(i + 2), at(i + 3)}, []string{at(i + 4)}
	}
	for i := range b.Provinces {
		b.Provinces[i].Name, b.Provinces[i].Capital, b.Provinces[i].Country = at(i+4), at(i), at(7)
	}
	for i := range b.Events {
		e := &b.Events[i]
		e.Title, e.Summary, e.Place, e.Kind, e.Remark, e.Note = at(i), at(i+1), at(i+2), at(i+3), at(i+4), at(i+5)
		for j := range e.Actors {
			e.Actors[j].Name, e.Actors[j].Role, e.Actors[j].As = at(j), at(j+1), at(j+2)
		}
		if e.Province != nil {
			e.Province.Name = at(i + 6)
		}
	}
	for i := range b.Quotes {
		b.Quotes[i].Text, b.Quotes[i].SpeakerAs, b.Quotes[i].Speaker.Name = at(i), at(i+1), at(i+8)
	}
	return b
}

func hostileRows() store.Briefing {
	b, h := dataSet(200), hostile()
	at := func(i int) string { return h[i%len(h)] }
	b.Source.Title, b.Source.Kind = at(1), at(2)
	for i := range b.Actors {
		b.Actors[i].Name = at(i)
	}
	for i := range b.Provinces {
		b.Provinces[i].Name, b.Provinces[i].Country = at(i), at(i/3)
	}
	for i := range b.Events {
		e := &b.Events[i]
		e.Title, e.Place = at(i), at(i+1)
		e.Cites[0].Outlet, e.Cites[0].Headline, e.Cites[0].Record = at(i+2), at(i+3), at(i+4)
		e.Original = append(e.Original, store.Field{Name: at(i + 5), Value: at(i + 6)}, store.Field{Name: at(i + 7)})
	}
	return b
}

// Whatever the records hold, frames hold the program's own sequences alone.
func TestHostileText(t *testing.T) {
	lib := store.InMemory(hostileBriefing(), hostileRows())
	for name, keys := range views() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}, {40, 10}} {
				d := drive(t, lib, size[0], size[1], Options{Notice: hostile()[0]}, inColour())
				d.press(keys...)
				d.press("1", "enter", "esc", "2", "end", "enter", "esc", "o", "n", "n", "esc")
			}
		})
	}
	t.Run("typed", func(t *testing.T) {
		d := drive(t, lib, 100, 30, Options{}, inColour())
		for _, open := range []string{"/", "p", "g"} {
			d.press(open)
			for _, h := range hostile() {
				d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(h), Paste: true})
			}
			d.press("enter", "esc", "esc", "x")
		}
	})
}

// Right-to-left text is isolated and nothing but space or the frame follows it
// in its pane.
func TestRightToLeftStandsLast(t *testing.T) {
	b := testBriefing()
	b.Events[1].Title = "پل بلخ"
	d := drive(t, store.InMemory(b), 200, 50, Options{Theme: "none"}, surroundings{})
	for l := range strings.SplitSeq(bareText(d.m.View()), "\n") {
		_, after, ok := strings.Cut(l, isolateStart+"پل بلخ"+isolateEnd)
		if !ok {
			continue
		}
		cell, _, _ := strings.Cut(after, "│")
		cell, _, _ = strings.Cut(cell, "║")
		if strings.TrimSpace(cell) != "" {
			t.Errorf("%q stands after right-to-left text", cell)
		}
		return
	}
	t.Errorf("no isolated title in\n%s", ansi.Strip(d.m.View()))
}
