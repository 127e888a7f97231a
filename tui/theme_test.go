package tui

import (
	"testing"

	"github.com/charmbracelet/lipgloss"
)

// What stands on a shaded tile is read on it, and each shade is told from the
// next.
func TestShadeContrast(t *testing.T) {
	for _, background := range []string{"dark", "light", ""} {
		for i, tint := range tints(background) {
			for name, of := range map[string]func(lipgloss.CompleteColor) string{
				"true colour": func(c lipgloss.CompleteColor) string { return c.TrueColor },
				"256 colours": func(c lipgloss.CompleteColor) string { return c.ANSI256 },
			} {
				if c := contrast(of(tint.ground), of(tint.text)); c < 4.5 {
					t.Errorf("%q shade %d in %s: contrast %.1f", background, i+1, name, c)
				}
				if i == 0 {
					continue
				}
				if c := contrast(of(tints(background)[i-1].ground), of(tint.ground)); c < 1.25 {
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
