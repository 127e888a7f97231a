package tui

import (
	"math"
	"strings"
	"testing"

	"github.com/muesli/termenv"
)

// Contrasts as the definition of WCAG has them.
func TestContrastOf(t *testing.T) {
	for pair, want := range map[[2]string]float64{
		{"#000000", "#ffffff"}: 21, {"#ffffff", "#ffffff"}: 1, {"#767676", "#ffffff"}: 4.54, {"243", "231"}: 4.54,
		{"#0000ff", "#ffffff"}: 8.59, {"16", "15"}: 21, {"196", "#000000"}: 5.25, {"1", "#ffffff"}: 5.84,
	} {
		if got := contrast(pair[0], pair[1]); math.Abs(got-want) > 0.01 {
			t.Errorf("%v: %.2f, want %.2f", pair, got, want)
		}
	}
}

func TestReadColour(t *testing.T) {
	for typed, want := range map[string][3]string{
		"#FF0000": {"#ff0000", "196", "9"}, "208": {"208", "208", "9"}, "bright-blue": {"12", "12", "12"}, " red ": {"1", "1", "1"},
	} {
		got, err := readColour(typed)
		if err != nil || got.TrueColor != want[0] || got.ANSI256 != want[1] {
			t.Errorf("%s: %v %v, want %v", typed, got, err, want)
		}
	}
	for typed, near := range map[string]string{"gren": "green", "#ff": "", "256": "", "-1": "", "": "", "#gggggg": "", "bright-bleu": "bright-blue", "grün": "green"} {
		if got, err := readColour(typed); err == nil || near != "" && !strings.Contains(err.Error(), "nearest: "+near) {
			t.Errorf("%q: %v %v", typed, got, err)
		}
	}
}

func TestCheckColours(t *testing.T) {
	for _, c := range []struct {
		theme   string
		choice  ColourChoice
		want    string
		warning bool
	}{
		{"dark", ColourChoice{"dim", "#c0c0c0"}, "", false},
		{"dark", ColourChoice{"dim", "#606060"}, "is hard to read on #000000: its contrast is 3.33, 4.5 is wanted", true},
		{"dark", ColourChoice{"faint", "#757575"}, "", false},
		{"light", ColourChoice{"date", "bright-green"}, "is hard to read on #ffffff", true},
		{"auto", ColourChoice{"date", "#ffff00"}, "is hard to read on #ffffff", true},
		{"dark", ColourChoice{"chip", "#606060"}, "", false},
		{"dark", ColourChoice{"dimm", "#606060"}, `there is no role "dimm"; nearest: dim`, false},
		{"dark", ColourChoice{"dim", "gray"}, `"gray" is no colour`, false},
	} {
		problems := CheckColours(c.theme, []ColourChoice{c.choice})
		switch {
		case c.want == "" && problems != nil:
			t.Errorf("%v: %v", c.choice, problems)
		case c.want != "" && (len(problems) != 1 || !strings.Contains(problems[0].Text, c.want) || problems[0].Warning != c.warning):
			t.Errorf("%v: %v", c.choice, problems)
		}
	}
}

// Every role that is listed paints something, on every ground read by its text.
func TestRolesPaint(t *testing.T) {
	for _, role := range Roles("dark") {
		for _, colour := range []string{"#123456", "#fedcba", "bright-magenta", "100"} {
			plain := darkPalette()
			p := plain.painted([]ColourChoice{{role.Name, colour}})
			if p == plain {
				t.Errorf("%s paints nothing", role.Name)
			}
			for name, s := range styles(paintedTheme(p, "dark", termenv.TrueColor, false)) {
				if c := paintOf(s); c.ground != "" && contrast(c.text, c.ground) < textContrast {
					t.Errorf("%s %s: %s has a contrast of %.1f", role.Name, colour, name, contrast(c.text, c.ground))
				}
			}
		}
	}
}

func TestChosenColours(t *testing.T) {
	d := drive(t, testLibrary(t), 120, 40, Options{Theme: "dark", Colours: []ColourChoice{{"killed", "#ff00aa"}}}, inColour())
	if frame := d.m.View(); !strings.Contains(frame, "38;2;255;0;170m") {
		t.Error("the killed are not in the colour chosen for them")
	}
}
