package tui

import (
	"math"
	"strconv"
	"testing"

	"github.com/charmbracelet/lipgloss"
)

// luminance is the relative luminance of WCAG 2: of "#rrggbb", or of one of the
// upper 240 of 256 colours.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	var rgb [3]float64
	switch n, err := strconv.Atoi(colour); {
	case err == nil && n >= 232:
		for i := range rgb {
			rgb[i] = float64(8 + 10*(n-232))
		}
	case err == nil && n >= 16:
		for i, step := range [3]int{36, 6, 1} {
			if v := (n - 16) / step % 6; v > 0 {
				rgb[i] = float64(55 + 40*v)
			}
		}
	default:
		v, err := strconv.ParseUint(colour[1:], 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		rgb = [3]float64{float64(v >> 16), float64(v >> 8 & 255), float64(v & 255)}
	}
	for i, v := range rgb {
		if v /= 255; v <= 0.04045 {
			rgb[i] = v / 12.92
		} else {
			rgb[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*rgb[0] + 0.7152*rgb[1] + 0.0722*rgb[2]
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// What stands on a shaded tile is read on it, and each shade is told from the
// next.
func TestShadeContrast(t *testing.T) {
	for _, background := range []string{"dark", "light", ""} {
		for i, tint := range tints(background) {
			for name, of := range map[string]func(lipgloss.CompleteColor) string{
				"true colour": func(c lipgloss.CompleteColor) string { return c.TrueColor },
				"256 colours": func(c lipgloss.CompleteColor) string { return c.ANSI256 },
			} {
				if c := contrast(t, of(tint.ground), of(tint.text)); c < 4.5 {
					t.Errorf("%q shade %d in %s: contrast %.1f", background, i+1, name, c)
				}
				if i == 0 {
					continue
				}
				if c := contrast(t, of(tints(background)[i-1].ground), of(tint.ground)); c < 1.25 {
					t.Errorf("%q shades %d and %d in %s: contrast %.2f", background, i, i+1, name, c)
				}
			}
		}
	}
}

// Without colours headings, cited passages and the record under the cursor are
// told by weight; a terminal that knows no sequences gets plain text.
func TestWeightWithoutColours(t *testing.T) {
	env := map[string]string{"TERM": "xterm-256color", "NO_COLOR": "1"}
	around := readSurroundings(func(name string) string { return env[name] })
	d := drive(t, attachedLibrary{testLibrary(t)}, 120, 40, Options{}, around)
	th := d.m.theme
	for what, s := range map[string]style{"headings": th.heading, "passages": th.lit, "the cursor's row": th.strong, "hits": th.hit} {
		if s.on == "" {
			t.Errorf("%s look like any text", what)
		}
	}
	d.press("j", "j", "o")
	d.check()
	for _, theme := range []string{"", "none"} {
		env["TERM"] = "dumb"
		d = drive(t, testLibrary(t), 80, 24, Options{Theme: theme}, readSurroundings(func(name string) string { return env[name] }))
		if d.m.View() != d.frame() {
			t.Errorf("theme %q: sequences on a dumb terminal", theme)
		}
	}
}
