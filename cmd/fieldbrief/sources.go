package main

import (
	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

func (a *app) sourcesCommand() *cobra.Command {
	return listing[export.SourceRecord]{
		use:     "sources",
		short:   "List briefings and data sets",
		formats: []string{"table", "json", "jsonl", "csv", "md"},
		head:    export.SourceColumns(),
		records: func(library *store.Library, result *store.Result) (pages[export.SourceRecord], error) {
			records, err := export.Sources(library, result)
			return slicePages(records), err
		},
		row: func(*store.Library) func(export.SourceRecord) export.Row { return export.SourceRow },
	}.command(a)
}
