package config

import (
	"fmt"
	"strconv"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui"
)

// Template writes a config as a file that sets the same. What it leaves out
// stands there with its usual value behind a #, so that the file can be started
// from.
func (c Config) Template(path string) string {
	t := &template{}
	t.note("What fieldbrief looks like and which keys it hears; it is looked for at\n" + store.Printable(path) + "\n" +
		"Take the # off a line to set it. Flags win over this file, the file over the environment.")
	t.blank()
	t.note("auto reads COLORFGBG, else takes colours that are read on dark and on light grounds.")
	t.set(c.Theme != "", "theme: "+or(c.Theme, "auto"), strings.Join(Themes(), ", "))
	t.colours(c)
	t.blank()
	t.set(c.Dates != "", "dates: "+or(c.Dates, "day-month"), "day-month (21 April 2022), month-day (April 21, 2022), iso (2022-04-21)")
	t.start(c.Start)
	t.blank()
	t.set(c.Mouse != nil, "mouse: "+truth(c.Mouse), "true takes the mouse from the terminal's own text selection")
	t.set(c.ASCII != nil, "ascii: "+truth(c.ASCII), "true draws with ASCII only; text in other letters shows as ?")
	t.set(c.Plain != nil, "plain: "+truth(c.Plain), "true: lines in place of panes, for screen readers")
	t.keys(c)
	return t.String()
}

// A template is the text of a file under way.
type template struct{ strings.Builder }

func (t *template) blank() { t.WriteByte('\n') }

func (t *template) note(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		t.WriteString("# " + line + "\n")
	}
}

// set writes a line, behind a # unless it is set.
func (t *template) set(set bool, line, about string) {
	if !set {
		line = "# " + line
	}
	if about != "" {
		line = fmt.Sprintf("%-34s # %s", line, about)
	}
	t.WriteString(line + "\n")
}

func or(value, usual string) string {
	if value == "" {
		return usual
	}
	return value
}

func truth(b *bool) string { return strconv.FormatBool(b != nil && *b) }

func (t *template) start(s tui.Start) {
	t.set(s != tui.Start{}, "start:", "")
	t.set(s.View != "", "  view: "+or(s.View, "lists"), strings.Join(tui.StartViews(), ", "))
	t.set(s.Pane != "", "  pane: "+or(s.Pane, "events"), strings.Join(tui.StartPanes(), ", "))
}

func (t *template) colours(c Config) {
	t.blank()
	t.note(`A colour is "#rrggbb", a number from 0 to 255, or a name: red, bright-blue.` + "\n" +
		"One that is hard to read on the theme's ground is taken, and said.")
	t.set(len(c.Colours) > 0, "colours:", "")
	for _, role := range tui.Roles(c.Theme) {
		value, set := role.Usual, false
		for _, own := range c.Colours {
			if own.Role == role.Name {
				value, set = own.Colour, true
			}
		}
		t.set(set, "  "+role.Name+": "+quoted(value), role.About)
	}
}

func (t *template) keys(c Config) {
	t.blank()
	t.note("Keys that take the place of the usual ones: a letter, space, enter, tab, esc, f5, ctrl-p, alt-left.\n" +
		"While text is typed letters are text: there only those count that are none. ctrl-c always quits.")
	t.set(len(c.Keys) > 0, "keys:", "")
	for _, a := range tui.Actions() {
		keys, set := a.Keys, false
		for _, own := range c.Keys {
			if own.Action == a.Name {
				keys, set = own.Keys, true
			}
		}
		var list []string
		for _, k := range keys {
			list = append(list, quoted(k))
		}
		about := a.About
		if len(keys) == 0 {
			about += "; its keys differ from view to view"
		}
		t.set(set, "  "+a.Name+": ["+strings.Join(list, ", ")+"]", about)
	}
}

// quoted writes a value so that YAML takes it for text.
func quoted(value string) string {
	plain := strings.Trim(strings.ToLower(value), "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && len(value) > 1 && !strings.HasPrefix(value, "-")
	if plain || len(value) == 1 && strings.Trim(strings.ToLower(value), "abcdefghijklmopqrstuvwxz") == "" && value != "" {
		return value
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
}
