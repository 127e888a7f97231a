package tui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"fieldbrief/store"
)

func TestUnfinishedValue(t *testing.T) {
	for line, want := range map[string]string{
		"province:": "province||9", "province:bal": "province|bal|9", "mosque !province:bal": "province|bal|17", "province:!bal": "province|bal|10",
		"Province:bal": "province|bal|9", `group:"red gr`: "group|red gr|6", "group:red+blu": "group|blu|10", `group:"red group"+"blu`: `group|blu|18`,
		`kind:"a ""b`: `kind|a "b|5`, "since:20": "since|20|6", "province:a+b": "province|a+b|9",
		"": "", "mosque": "", "province": "", "province:bal ": "", `group:"red group"`: "", `group:"red group" `: "", `"province:bal`: "", "attic:x": "", "9:30": "",
	} {
		got := ""
		if b, ok := unfinishedAt(line); ok {
			got = fmt.Sprintf("%s|%s|%d", b.field, b.letters, b.start)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func FuzzUnfinishedValue(f *testing.F) {
	for _, line := range []string{"province:bal", `group:"red group"+"blu`, `!kind:"a ""b`, "x y:z"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		b, ok := unfinishedAt(line)
		if !ok {
			return
		}
		if b.start > len(line) {
			t.Fatalf("%q: the value begins at %d", line, b.start)
		}
		if _, err := store.ParseFilter(line[:b.start] + store.QuoteValue("x y")); err != nil && strings.Contains(err.Error(), "quotation mark is missing") {
			t.Errorf("%q: filled in, %v", line, err)
		}
	})
}

func TestCompletion(t *testing.T) {
	for _, c := range []struct {
		keys   []string
		line   string // after them, "" for none
		filter string // after Enter
	}{
		{[]string{"province:balk", "tab"}, "province:Balkh ", "province:AF-BAL"},
		{[]string{"province:بل", "tab"}, "province:Balkh ", "province:AF-BAL"},
		{[]string{"!province:balk", "right"}, "!province:Balkh ", "!province:AF-BAL"},
		{[]string{"province:", "down", "tab"}, "province:Balkh ", "province:AF-BAL"},
		{[]string{"province:balk"}, "province:balk", "province:AF-BAL"}, // Enter takes what is no name yet
		{[]string{"province:", "down", "down"}, "province:", "province:AF-PAN"},
		{[]string{"group:red gr", "tab"}, `group:"Red Group" `, "actor:red-group"}, // a space within a name
		{[]string{"group:rg mill"}, "group:rg mill", "actor:red-group mill"},       // an alias is whole
		{[]string{"group:blu", "tab", "backspace", "+red", "tab"}, `group:"Blue Front"+"Red Group" `, "actor:blue-front+red-group"},
		{[]string{"person:one", "tab"}, `person:"Tester One" `, "actor:tester-one"},
		{[]string{"kind:bom", "tab", "mill"}, "kind:bombing mill", "kind:bombing mill"},
		{[]string{"source:talks", "tab"}, "source:valley-talks ", "source:valley-talks"},
		{[]string{"since:", "tab"}, "since:1994 ", "since:1994"},
		{[]string{"since:2020", "down", "down", "tab"}, "since:2020-03 ", "since:2020-03"},
		{[]string{"until:2020-0", "tab"}, "until:2020-01 ", "until:2020-01"},
		{[]string{"inside:", "tab"}, "inside:yes ", "inside:yes"},
		{[]string{"mill", "home", "province:kab", "tab"}, "mill", ""}, // within a word nothing is offered
		{[]string{"mill ", "home", "province:kab", "tab"}, "province:Kabul mill ", ""},
	} {
		d := plainDriver(t, 120, 40)
		d.press("/")
		d.press(c.keys...)
		if got := d.m.prompt.input.text(); got != c.line && c.filter != "" {
			t.Errorf("%q leads to %q, want %q", c.keys, got, c.line)
			continue
		}
		if c.filter == "" {
			continue
		}
		d.press("enter")
		if got := d.m.find.filter.String(); strings.TrimSpace(got) != c.filter || d.m.view() != viewLists {
			t.Errorf("%q leads to the filter %q (view %d), want %q", c.keys, got, d.m.view(), c.filter)
		}
	}
}

// Names are offered while one is typed, and asked for once per result.
func TestCompletionIsOffered(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("/", "mill province:")
	d.want("Province:", "Kabul", "Panjshir")
	d.lack("a value must follow")
	d.press("qq")
	d.want("No province is called “qq”.")
	d.press("backspace", "backspace", "ka")
	d.want("▌  Kabul")
	d.lack("Panjshir")
	c := d.m.pages[viewComplete].(*completion)
	asked := c.of
	d.press("b")
	if c.of != asked || d.m.loadNames() != nil {
		t.Error("the names are asked for anew while the result is the same")
	}
	d.press(" ")
	d.lack("Province:")
	d.press("esc")
	d.wantFilter("")
	if d.m.opened(viewComplete) {
		t.Error("names are offered without a line")
	}
	d.press("/", "since:")
	d.want("Since:", "1994", "2020")
	d.press("2020")
	d.want("2020-03", "March 2020")
}

// Enter before the names or the answer have come loses nothing.
func TestCompletionBeforeTheAnswer(t *testing.T) {
	for _, backwards := range []bool{false, true} {
		d := plainDriver(t, 120, 40)
		d.press("/")
		d.hold = true
		d.press("province:balk", "enter")
		for range 6 {
			d.release(backwards)
		}
		if d.m.settling() {
			t.Error("an answer is waited for")
		}
		d.press("enter")
		d.wantFilter("province:AF-BAL")
	}
}

func TestGoldenCompletion(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		for name, line := range map[string]string{"names": "mill group:r", "dates": "since:2020"} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := plainDriver(t, size[0], size[1])
				d.press("/", line)
				golden.RequireEqual(t, trimmed(bareText(d.m.View())))
			})
		}
	}
	t.Run("ascii-80x24", func(t *testing.T) {
		d := drive(t, testLibrary(t), 80, 24, Options{Theme: "none", ASCII: true}, surroundings{})
		d.press("/", "!person:", "down")
		golden.RequireEqual(t, trimmed(bareText(d.m.View())))
	})
}
