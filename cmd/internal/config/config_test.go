package config

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"fieldbrief/tui"
)

func set(b bool) *bool { return &b }

func TestRead(t *testing.T) {
	_, err := parse("config.yaml", []byte(`# a comment
theme: dark
colours:
  dim: "#c0c0c0"
  chip: 24
dates: iso
start:
  view: timeline
  pane: quotes
mouse: yes
ascii: false
keys:
  undo: ö
  pick-province: [ü, f7, "?ä"]
`))
	if err == nil {
		t.Fatal("?ä is taken for a key")
	}
	got, err := parse("config.yaml", []byte("theme: dark\ncolors:\n  dim: \"#c0c0c0\"\n  chip: 24\ndates: iso\nstart:\n  view: timeline\n  pane: quotes\nmouse: yes\nascii: false\nkeys:\n  undo: ö\n  pick-province:\n  - ü\n  - f7\n"))
	want := Config{Theme: "dark", Colours: []tui.ColourChoice{{Role: "dim", Colour: "#c0c0c0"}, {Role: "chip", Colour: "24"}}, Dates: "iso",
		Start: tui.Start{View: "timeline", Pane: "quotes"}, Mouse: set(true), ASCII: set(false),
		Keys: []tui.KeyChoice{{Action: "undo", Keys: []string{"ö"}}, {Action: "pick-province", Keys: []string{"ü", "f7"}}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
	if want.DateStyle() != tui.ISO || (Config{}).DateStyle() != tui.DayMonth {
		t.Error("the style of dates is another")
	}
	for _, empty := range []string{"", "\n", "# nothing\n", "keys:\r\n", "colours:\n#  dim: red\n", "\ufeff"} {
		if c, err := parse("config.yaml", []byte(empty)); err != nil || !reflect.DeepEqual(c, Config{}) {
			t.Errorf("%q: %+v, %v", empty, c, err)
		}
	}
}

// Every mistake is named with its line and what it stands in.
func TestProblems(t *testing.T) {
	for text, want := range map[string]string{
		"them: dark":                             `c.yaml:1: there is no setting "them"; there are theme, colours, dates, start, mouse, ascii, plain and keys`,
		"\n\ntheme: drak":                        `c.yaml:3: theme: "drak" is not one of auto, dark, light, none`,
		"theme: [dark]":                          `c.yaml:1: theme: one value is expected`,
		"theme:":                                 `c.yaml:1: theme: a value is missing`,
		"colours:\n  dim: #808080":               `c.yaml:2: colours.dim: a value is missing; one that begins with # stands in quotation marks`,
		"colours:\n  dimm: red":                  `c.yaml:2: colours.dimm: there is no role "dimm"; nearest: dim`,
		"colours:\n  dim: gren":                  `c.yaml:2: colours.dim: "gren" is no colour; nearest: green`,
		"colours: red":                           `c.yaml:1: colours: settings are expected`,
		"dates: us":                              `c.yaml:1: dates: "us" is not one of day-month, month-day, iso`,
		"start:\n  view: maps":                   `c.yaml:2: start.view: "maps" is not one of lists, timeline, map, sources`,
		"start:\n  veiw: map":                    `c.yaml:2: there is no setting "start.veiw"; start has view and pane`,
		"mouse: 1":                               `c.yaml:1: mouse: "1" is neither true nor false`,
		"keys:\n  pick-provnice: p":              `c.yaml:2: keys.pick-provnice: there is no action "pick-provnice"; nearest: pick-province`,
		"keys:\n  undo: [u, ctlr-u]":             `c.yaml:2: keys.undo: there is no key "ctlr-u"; nearest: ctrl-u`,
		"keys:\n  undo:\n    - u\n    - ":        `c.yaml:4: keys.undo: a value is missing`,
		"keys:\n  undo: []":                      `c.yaml:2: keys.undo: undo has no key`,
		"keys:\n  undo: z\n":                     `c.yaml:2: keys.undo: the key z is zoom already where one is in «Actors»; give zoom another, or this one`,
		"keys:\n  undo: U\n  undo: V":            `c.yaml:3: `,
		"keys:\n  undo: ?x: y: z":                `c.yaml:2: it is not valid YAML`,
		"theme: \"dark":                          `c.yaml:1: it is not valid YAML`,
		"- theme":                                `c.yaml:1: settings are expected, such as theme: dark`,
		"theme: dark\n---\ntheme: light":         `one YAML document is expected`,
		"theme: drak\nkeys:\n  nothing: \x1b[2J": `c.yaml:`,
		"th\xe9me: dark":                         `save it as UTF-8`,
		strings.Repeat("# much\n", 10_000):       `too large`,
	} {
		_, err := parse("c.yaml", []byte(text))
		var wrong *Error
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestWarnings(t *testing.T) {
	c, err := parse("c.yaml", []byte("colours:\n  date: red\n  faint: \"#404040\"\ntheme: dark\n"))
	if err != nil || len(c.Warnings) != 2 || !strings.HasPrefix(c.Warnings[1], "c.yaml:3: colours.faint: faint #404040 is hard to read on #000000: its contrast is 2.02, 3.0 is wanted") {
		t.Errorf("%v %q", err, c.Warnings)
	}
}

// What the template sets is what is read back, and with every # taken off it is
// read too.
func TestTemplate(t *testing.T) {
	for _, c := range []Config{
		{},
		{Theme: "light", Colours: []tui.ColourChoice{{Role: "chip", Colour: "#123456"}}, Dates: "month-day", Start: tui.Start{View: "map"}, Mouse: set(true), Plain: set(false),
			Keys: []tui.KeyChoice{{Action: "undo", Keys: []string{"ö", "ctrl-y"}}, {Action: "help", Keys: []string{"?", "#", `"`, `\`, "F"}}}},
	} {
		text := c.Template("/home/x/config.yaml")
		got, err := parse("c.yaml", []byte(text))
		for i := range got.Keys {
			for j := range c.Keys {
				if got.Keys[i].Action == c.Keys[j].Action && !reflect.DeepEqual(got.Keys[i], c.Keys[j]) {
					t.Errorf("%v, want %v", got.Keys[i], c.Keys[j])
				}
			}
		}
		got.Warnings = nil
		if n := len(got.Keys); err != nil || n != len(c.Keys) {
			t.Errorf("%d keys, %v", n, err)
		}
		got.Keys, c.Keys = nil, nil
		if !reflect.DeepEqual(got, c) {
			t.Errorf("%+v, want %+v\n%s", got, c, text)
		}
	}
	all, lines := "", strings.Split((Config{}).Template("c"), "\n")
	for _, line := range lines {
		if bare := strings.TrimPrefix(line, "# "); strings.Contains(bare, ": ") && (strings.Contains(bare, " # ") || bare != line) || strings.HasSuffix(bare, ":") {
			if bare != line && !strings.Contains(bare, " # ") && !strings.HasSuffix(bare, ":") {
				continue // a note
			}
			if strings.Contains(bare, "[]") {
				continue
			}
			line = bare
		}
		all += line + "\n"
	}
	c, err := parse("c.yaml", []byte(all))
	if err != nil || c.Theme != "auto" || len(c.Keys) < 40 || len(c.Colours) != len(tui.Roles("")) || c.Mouse == nil {
		t.Errorf("%v: %+v\n%s", err, c, all)
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	if c, err := Read(filepath.Join(dir, "none.yaml"), false); err != nil || c.Theme != "" {
		t.Errorf("%v", err)
	}
	if _, err := Read(filepath.Join(dir, "none.yaml"), true); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if _, err := Read(dir, false); err == nil {
		t.Error("a folder is read")
	}
	if _, err := Read(os.DevNull, true); err == nil || !strings.Contains(err.Error(), "no regular file") {
		t.Errorf("a device: %v", err)
	}
	endless := filepath.Join(dir, "endless.yaml")
	if err := os.WriteFile(endless, bytes.Repeat([]byte("# nothing\n"), 1<<17), 0o600); err != nil {
		t.Fatal(err)
	}
	if data, err := readFile(endless); err != nil || len(data) != maxSize+1 {
		t.Errorf("%d bytes are read, %v", len(data), err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"theme: dark\nkeys:\n  undo: [a, \"?\"]\n", "colours: {dim: 7}", "a: &x [*x]", "? x", "- - -", "keys: !!set {undo}", "start: {view: map}", (Config{}).Template("x")} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := parse("c.yaml", []byte(s))
		if err != nil {
			return
		}
		if again, err := parse("c.yaml", []byte(c.Template("c.yaml"))); err != nil || again.Theme != c.Theme || len(again.Colours) > len(c.Colours) {
			t.Errorf("%q: %+v is written as %+v (%v)", s, c, again, err)
		}
	})
}
