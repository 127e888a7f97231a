package main

import (
	"strings"

	"fieldbrief/cmd/internal/manual"
	"fieldbrief/store"
	"fieldbrief/tui"

	"github.com/spf13/cobra"
)

func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "Print the manual page",
		Long: "Print the manual page as roff.\n\n" +
			"  fieldbrief man | man -l -\n" +
			"  fieldbrief man > ~/.local/share/man/man1/fieldbrief.1",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return outputError(manual.Write(a.out, cmd.Root(), version(),
				manual.Section{Title: "Filters", Text: filtersManual, Items: fieldsManual()},
				manual.Section{Title: "Keys", Text: keysManual, Items: actionsManual()},
				manual.Section{Title: "Files", Items: manual.Items(
					"fieldbrief/library.db", "in $XDG_DATA_HOME (~/.local/share): the library; another by --library.",
					"library.db.marks.jsonl", "beside it: bookmarks and notes.",
					"fieldbrief/config.yaml", "in $XDG_CONFIG_HOME (~/.config): keys, colours, dates, start; see fieldbrief config.",
					"fieldbrief/explorer.json", "in $XDG_STATE_HOME (~/.local/state): what the explorer remembers.")},
				manual.Section{Title: "Environment", Items: manual.Items(
					"FIELDBRIEF_LIBRARY", "the library file.",
					"FIELDBRIEF_CONFIG", "the config file.",
					"NO_COLOR", "no colours, whatever its value.",
					"COLORFGBG, COLORTERM, TERM", "what the terminal can show. TERM=dumb: lines in place of panes; TERM=linux: ASCII.",
					"LC_ALL, LC_CTYPE, LANG", "ASCII, where they name a character set other than UTF-8.")},
				manual.Section{Title: "Exit status", Items: manual.Items(
					"0", "done, also with an empty result.",
					"1", "part of the input was refused, or a citation was not found.",
					"2", "wrong usage, an unknown name, or a faulty config file.",
					"3", "the library cannot be used.",
					"130", "interrupted.")},
			))
		},
	}
}

const filtersManual = `FILTER WORDS narrow every command that lists, and the explorer. Across facets all must hold, within one facet any; ! before one
leaves it out. Names are matched whole, by name, alias or id, over case and diacritics.

  fieldbrief province:Balkh group:ISIS-K since:2021-08 mosque "booby trapped" '!hotel'`

// fieldsManual lists the words that stand before a colon.
func fieldsManual() []manual.Item {
	about := map[string]string{
		"province": "a province, by name, alias or ISO 3166-2 code.",
		"group":    "a group, organisation or government; A+B asks for both.",
		"person":   "a person.",
		"actor":    "either.",
		"source":   "a source, by id or title.",
		"kind":     "a kind of event.",
		"since":    "not over before this date (EDTF: 2021, 2021-08, 2021-08-15, 2021-21 for spring).",
		"until":    "not begun after this date.",
		"inside":   "inside:yes, events wholly between these dates.",
		"all":      "all:yes, the chosen actors all involved.",
		"marked":   "marked:yes, what you have bookmarked or noted.",
		"area":     "what lies between SOUTH,WEST,NORTH,EAST in degrees.",
	}
	var items []manual.Item
	for _, field := range store.FieldNames() {
		items = append(items, manual.Item{Term: field + ":", Text: about[field]})
	}
	return items
}

const keysManual = `In the explorer ? lists the keys of the view one is in. Other keys are chosen in the config file, by these names.`

// actionsManual lists the actions with their keys.
func actionsManual() []manual.Item {
	var items []manual.Item
	for _, a := range tui.Actions() {
		text := a.About
		if len(a.Keys) > 0 {
			text = strings.Join(a.Keys, ", ") + ": " + text
		}
		items = append(items, manual.Item{Term: a.Name, Text: text + "."})
	}
	return items
}
