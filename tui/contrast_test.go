package tui

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/muesli/termenv"
)

// A paint is the colours of a style as "#rrggbb" or a number of 256; "" is the
// terminal's own.
type paint struct{ text, ground string }

// paintOf reads a style's escape sequences.
func paintOf(s style) (p paint) {
	for _, sequence := range strings.Split(s.on, "m") {
		codes := strings.Split(strings.TrimPrefix(sequence, "\x1b["), ";")
		for i := 0; i < len(codes); i++ {
			n, _ := strconv.Atoi(codes[i])
			into, base := &p.text, n-30
			switch {
			case n >= 90 && n < 98:
				base = n - 90 + 8
			case n >= 100:
				into, base = &p.ground, n-100+8
			case n >= 40 && n < 50:
				into, base = &p.ground, n-40
			case n < 30:
				continue
			}
			switch {
			case base != 8 || n > 50:
				*into = strconv.Itoa(base)
			case codes[i+1] == "5":
				*into = codes[i+2]
				i += 2
			default:
				var rgb [3]int
				for j := range rgb {
					rgb[j], _ = strconv.Atoi(codes[i+2+j])
				}
				*into = fmt.Sprintf("#%02x%02x%02x", rgb[0], rgb[1], rgb[2])
				i += 4
			}
		}
	}
	return p
}

func TestPaintOf(t *testing.T) {
	for on, want := range map[string]paint{
		"":                                    {},
		"\x1b[1m":                             {},
		"\x1b[1;38;2;229;180;80m":             {"#e5b450", ""},
		"\x1b[38;5;179;48;5;16m":              {"179", "16"},
		"\x1b[1;4;91m":                        {"9", ""},
		"\x1b[30;47m":                         {"0", "7"},
		"\x1b[97;104m":                        {"15", "12"},
		"\x1b[1m\x1b[38;5;8m\x1b[48;2;0;0;0m": {"8", "#000000"},
	} {
		if got := paintOf(style{on: on}); got != want {
			t.Errorf("%q: %v, want %v", on, got, want)
		}
	}
}

// styles gives every style of a theme with its name.
func styles(th theme) map[string]style {
	all := map[string]style{}
	v := reflect.ValueOf(th)
	for i := range v.NumField() {
		name, field := v.Type().Field(i).Name, v.Field(i)
		switch {
		case field.Type() == reflect.TypeFor[style]():
			all[name] = style{field.Field(0).String(), field.Field(1).String()}
		case (field.Kind() == reflect.Array || field.Kind() == reflect.Slice) && field.Type().Elem() == reflect.TypeFor[style]():
			for j := range field.Len() {
				all[fmt.Sprint(name, j+1)] = style{field.Index(j).Field(0).String(), field.Index(j).Field(1).String()}
			}
		}
	}
	return all
}

// The sixteen colours as the consoles of PCs and as xterm have them from the start.
func sixteen() map[string][]string {
	return map[string][]string{
		"console": {"#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa",
			"#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"},
		"xterm": {"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
			"#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"},
	}
}

// Whatever a theme writes is read on the ground it stands on: its own, or any
// that the theme is for.
func TestEveryStyleIsReadable(t *testing.T) {
	grounds := map[string][]string{"dark": {"#000000", "#1e1e1e", "#282a36"}, "light": {"#ffffff", "#fdf6e3"}, "": {"#000000", "#ffffff"}}
	for background, below := range grounds {
		for _, profile := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256} {
			for name, s := range styles(newTheme(background, profile, false)) {
				checkPaint(t, fmt.Sprintf("theme %q, profile %d", background, profile), name, paintOf(s), below)
			}
		}
	}
	for set, colours := range sixteen() {
		for background, below := range map[string][]string{"dark": {"#000000"}, "light": {"#ffffff"}, "": nil} {
			for name, s := range styles(newTheme(background, termenv.ANSI, false)) {
				p := paintOf(s)
				for _, c := range []*string{&p.text, &p.ground} {
					if n, err := strconv.Atoi(*c); err == nil {
						*c = colours[n]
					}
				}
				checkPaint(t, fmt.Sprintf("theme %q, 16 colours of %s", background, set), name, p, below)
			}
		}
	}
}

func checkPaint(t *testing.T, theme, name string, p paint, below []string) {
	t.Helper()
	least := 4.5
	if name == "faint" {
		least = 3
	}
	switch {
	case p.text == "" && p.ground == "":
		return
	case p.text == "":
		t.Errorf("%s: %s has a ground and the terminal's own text", theme, name)
		return
	case p.ground != "":
		below = []string{p.ground}
	}
	for _, ground := range below {
		if c := contrast(p.text, ground); c < least {
			t.Errorf("%s: %s (%s) has a contrast of %.2f on %s, %.1f is the least", theme, name, p.text, c, ground, least)
		}
	}
}
