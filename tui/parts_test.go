package tui

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// However the cursor moves among rows of any height, it is seen, and no room
// stays empty below while rows are hidden above.
func TestListKeepsTheCursorInSight(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		heights := make([]int, 1+rnd.IntN(30))
		for i := range heights {
			heights[i] = 1 + rnd.IntN(3)
		}
		height := func(i int, first bool) int {
			if first && heights[i] == 3 {
				return 2
			}
			return heights[i]
		}
		l := list{n: len(heights), room: 3 + rnd.IntN(12)}
		for range 40 {
			l.do([]action{actUp, actDown, actPageUp, actPageDown, actHalfUp, actHalfDown, actTop, actBottom}[rnd.IntN(8)], height)
			l.settle(height)
			last := l.top + l.shown(height) - 1
			if l.cursor < l.top || l.cursor > last {
				t.Fatalf("cursor %d is not among rows %d to %d of %v", l.cursor, l.top, last, heights)
			}
			used := 0
			for i := l.top; i <= last; i++ {
				used += height(i, i == l.top)
			}
			if last == l.n-1 && l.top > 0 && used+height(l.top-1, true)-height(l.top, true)+height(l.top, false) <= l.room {
				t.Fatalf("room for row %d above is left empty: %d of %d lines", l.top-1, used, l.room)
			}
		}
	}
}

func TestTolls(t *testing.T) {
	f := figure
	for _, c := range []struct {
		toll        *store.Toll
		short, full string
	}{
		{nil, "", "not given"},
		{&store.Toll{}, "", "not given"},
		{&store.Toll{Low: f(12), Best: f(12)}, "12+ killed", "at least 12"},
		{&store.Toll{Low: f(12)}, "12+ killed", "at least 12"},
		{&store.Toll{Low: f(9), Best: f(9), High: f(9)}, "9 killed", "9"},
		{&store.Toll{Low: f(7), Best: f(9), High: f(12)}, "9 killed", "9 (7 to 12)"},
		{&store.Toll{Best: f(9)}, "9 killed", "9"},
		{&store.Toll{High: f(9)}, "≤9 killed", "at most 9"},
		{&store.Toll{Best: f(9), High: f(12)}, "9 killed", "9, at most 12"},
		{&store.Toll{Low: f(7), Best: f(9)}, "9 killed", "9, at least 7"},
		{&store.Toll{Low: f(7), High: f(12)}, "7–12 killed", "7 to 12, no best figure"},
		{&store.Toll{Low: f(0), Best: f(0), High: f(0)}, "0 killed", "0"},
	} {
		short, _ := shortToll(c.toll)
		if full := c.toll.Words(); short != c.short || full != c.full {
			t.Errorf("%+v: %q, %q; want %q, %q", c.toll, short, full, c.short, c.full)
		}
	}
	if _, mark := shortToll(&store.Toll{Best: f(1), Shared: make([]string, 11)}); mark != "¹²" {
		t.Errorf("mark of a toll of twelve events: %q", mark)
	}
}

func TestSurroundings(t *testing.T) {
	for _, c := range []struct {
		name string
		env  map[string]string
		want surroundings
	}{
		{"nothing known", nil, surroundings{termenv.ANSI, "", false}},
		{"256 colours", map[string]string{"TERM": "xterm-256color"}, surroundings{termenv.ANSI256, "", false}},
		{"true colour", map[string]string{"TERM": "xterm-256color", "COLORTERM": "truecolor"}, surroundings{termenv.TrueColor, "", false}},
		{"no colour", map[string]string{"COLORTERM": "truecolor", "NO_COLOR": "1"}, surroundings{noColours, "", false}},
		{"console", map[string]string{"TERM": "linux"}, surroundings{termenv.ANSI, "", true}},
		{"dumb", map[string]string{"TERM": "dumb"}, surroundings{noStyles, "", true}},
		{"Latin-1", map[string]string{"TERM": "xterm", "LANG": "de_DE.ISO-8859-1"}, surroundings{termenv.ANSI, "", true}},
		{"UTF-8", map[string]string{"TERM": "xterm", "LANG": "de_DE.utf8"}, surroundings{termenv.ANSI, "", false}},
		{"LC_ALL wins", map[string]string{"LC_ALL": "fa_IR.UTF-8", "LANG": "C.ISO-8859-1"}, surroundings{termenv.ANSI, "", false}},
		{"no locale named", map[string]string{"LANG": "C"}, surroundings{termenv.ANSI, "", false}},
		{"dark", map[string]string{"COLORFGBG": "15;0"}, surroundings{termenv.ANSI, "dark", false}},
		{"light", map[string]string{"COLORFGBG": "0;default;15"}, surroundings{termenv.ANSI, "light", false}},
		{"unclear", map[string]string{"COLORFGBG": "0;default"}, surroundings{termenv.ANSI, "", false}},
	} {
		if got := readSurroundings(func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// No style lets a colour run into what follows, whatever the profile.
func TestStylesEnd(t *testing.T) {
	for _, profile := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256, termenv.ANSI, noColours, noStyles} {
		for _, background := range []string{"dark", "light", ""} {
			th := newTheme(background, profile, false)
			for _, s := range []style{th.strong, th.heading, th.badge, th.chip, th.lit, th.now, th.hit, th.quote} {
				bare := profile == noStyles || profile == noColours && s.on == ""
				if (s.on == "") != bare || s.on != "" && s.off != "\x1b[0m" {
					t.Errorf("%v %q: %q", profile, background, s)
				}
			}
		}
	}
}

func FuzzToASCII(f *testing.F) {
	for _, s := range append(hostile(), "╭─ 3 Events ─╮", "21 Aprⁱ ¶12 “quote” 183 killed²", "\x1b[1mbold\x1b[0m") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = store.Printable(s)
		got := toASCII(s)
		if cells.Width(got) != cells.Width(s) {
			t.Errorf("%q is %d wide, %q %d", s, cells.Width(s), got, cells.Width(got))
		}
		if i := strings.IndexFunc(got, func(r rune) bool { return r > 0x7e }); i >= 0 {
			t.Errorf("%q is not ASCII", got)
		}
	})
}

func TestInput(t *testing.T) {
	for _, c := range []struct {
		name, start string
		keys        []string
		want        string
		at          int
	}{
		{"typed", "", []string{"a", "b", " ", "c"}, "ab c", 4},
		{"backspace", "abc", []string{"backspace"}, "ab", 2},
		{"in the middle", "abc", []string{"left", "x"}, "abxc", 3},
		{"home and delete", "abc", []string{"home", "delete"}, "bc", 0},
		{"a word", "one two ", []string{"ctrl+w"}, "one ", 4},
		{"to the start", "one two", []string{"left", "ctrl+u"}, "o", 0},
		{"to the end", "one two", []string{"home", "right", "ctrl+k"}, "o", 1},
		{"marks go with their letter", "e\u0301x", []string{"left", "backspace"}, "x", 0},
		{"marks join their letter", "e", []string{"\u0301"}, "e\u0301", 1},
		{"beyond the ends", "a", []string{"right", "right", "left", "left", "left", "b"}, "ba", 1},
	} {
		in := newInput(c.start)
		for _, k := range c.keys {
			in.edit(keyMsg(k))
		}
		if in.text() != c.want || in.at != c.at {
			t.Errorf("%s: %q at %d, want %q at %d", c.name, in.text(), in.at, c.want, c.at)
		}
	}
	in := newInput("")
	in.edit(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("two\nlines\x1b[31m\u202e"), Paste: true})
	if in.text() != "two lines[31m" {
		t.Errorf("pasted %q", in.text())
	}
}

func TestPickerRanks(t *testing.T) {
	var names []pickName
	for _, n := range []string{"ISIS", "ISIS-K", "Taliban", "Afghan Taliban Front", "Metaliban"} {
		names = append(names, newPickName(store.Count{ID: strings.ToLower(n), Name: n}, []string{"Ünlü " + n}))
	}
	for typed, want := range map[string]string{
		"isis": "ISIS", "isis-k": "ISIS-K", "isk": "ISIS-K", "tali": "Taliban", "front": "Afghan Taliban Front", "unlu tal": "Taliban", "liban": "Taliban",
	} {
		p := picker{input: newInput(typed)}
		p.take(names)
		if len(p.matches) == 0 || p.matches[0].name.name != want {
			t.Errorf("%q finds %+v first, want %s", typed, p.matches, want)
		}
	}
}

func TestHistogram(t *testing.T) {
	months := []store.MonthCount{{Year: 2001, Month: 9, Events: 1}, {Year: 2010, Month: 1, Events: 8}, {Year: 2010, Month: 12, Events: 8}}
	th := newTheme("", termenv.Ascii, false)
	l := th.line(40)
	drawHistogram(l, &th, spanOf(months), months, 40)
	if got := l.end(); !strings.HasPrefix(got, "2001 ▁▁▃▁") || !strings.HasSuffix(got, "▁█▁█ 2010") && !strings.HasSuffix(got, "█ 2010") || utf8.RuneCountInString(got) != 40 {
		t.Errorf("%q", got)
	}
	whole, _, _ := spanOf(months).scale()
	if got := whole.columns(months, 10); !slices.Equal(got, []int{1, 0, 0, 0, 0, 0, 0, 0, 0, 16}) {
		t.Errorf("columns %v", got)
	}
	l = th.line(40)
	drawHistogram(l, &th, spanOf(nil), nil, 40)
	if strings.TrimSpace(l.end()) != "" {
		t.Error("a histogram of nothing")
	}
}

func TestBarsShowWhatIsThere(t *testing.T) {
	for _, c := range []struct {
		n, most, width int
		want           string
	}{{0, 10, 5, ""}, {10, 10, 5, "█████"}, {1, 1000, 5, "▏"}, {5, 10, 4, "██"}, {7, 0, 5, ""}} {
		if got := bar(c.n, c.most, c.width); got != c.want {
			t.Errorf("bar(%d, %d, %d) = %q, want %q", c.n, c.most, c.width, got, c.want)
		}
	}
}

// Slots cover the body of every layout without gap or overlap.
func TestLayoutCoversTheBody(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	pick := func(a, b view) view { return []view{viewLists, viewLists, viewLists, viewLists, a, b}[rnd.IntN(6)] }
	for range 3000 {
		s := screen{w: 1 + rnd.IntN(300), h: 1 + rnd.IntN(90), focus: paneID(rnd.IntN(4)), zoomed: rnd.IntN(4) == 0,
			detail: rnd.IntN(3) == 0, reader: rnd.IntN(3) == 0, aside: pick(viewPicker, viewExport), page: pick(viewTimeline, viewHelp), beside: rnd.IntN(2) == 0, pageLines: rnd.IntN(60), filterLine: rnd.IntN(2) == 0,
			footer: rnd.IntN(4), eventLines: rnd.IntN(60), listLines: rnd.IntN(60), provinceLines: rnd.IntN(40), quoteLines: rnd.IntN(40),
			allActors: rnd.IntN(60), allProvinces: rnd.IntN(40), facet: paneID(rnd.IntN(2)), records: paneID(2 + rnd.IntN(2))}
		l := arrange(s)
		if l.class == tooSmall {
			continue
		}
		x := 0
		for _, column := range l.columns {
			y := l.header
			for _, c := range column {
				if c.x != x || c.y != y || c.w != column[0].w || c.h < 2 || c.w < 3 {
					t.Fatalf("slot %+v at %d,%d of %+v", c, x, y, s)
				}
				y += c.h
			}
			if y != s.h-l.footer {
				t.Fatalf("a column ends at line %d of %d: %+v", y, s.h-l.footer, s)
			}
			x += column[0].w
		}
		if x != s.w {
			t.Fatalf("columns end at %d of %d: %+v", x, s.w, s)
		}
	}
}
