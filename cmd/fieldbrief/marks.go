package main

import (
	"slices"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

func (a *app) marksCommand() *cobra.Command {
	cmd := listing[export.MarkRecord]{
		use:     "marks",
		short:   "List your bookmarks and notes",
		formats: []string{"table", "json", "jsonl", "csv", "md"},
		head:    export.MarkColumns(),
		records: func(library *store.Library, result *store.Result) (pages[export.MarkRecord], error) {
			records, err := export.Marks(library, result)
			if err == nil {
				a.tellOddMarks(library)
			}
			slices.Reverse(records) // the latest first, as the explorer lists them
			return slicePages(records), err
		},
		row: func(*store.Library) func(export.MarkRecord) export.Row { return export.MarkRow },
	}.command(a)
	cmd.Long = `List your bookmarks and notes, the latest first: on the events and quotes that the filter finds, on actors
and provinces that it leaves something, and on passages. What no source in the library has at present is
listed where nothing is asked for. They are kept beside the library, in marks.jsonl (of a library FILE of another name: FILE.marks.jsonl).

` + aboutCited
	return cmd
}

// tellOddMarks says which lines of the file of marks are none that are known.
func (a *app) tellOddMarks(library *store.Library) {
	marks, err := library.Marks()
	if err != nil {
		return
	}
	path := store.MarksPath(library.Path())
	for _, line := range marks.Unread() {
		a.say("%s, line %d: it cannot be read, and is kept as it is", path, line)
	}
	if n := marks.Newer(); n > 0 {
		a.say("%s: %s of a newer fieldbrief kept and not listed", path, export.Number(n, "line"))
	}
}
