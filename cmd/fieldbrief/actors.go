package main

import (
	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

func (a *app) actorsCommand() *cobra.Command {
	return listing[export.ActorRecord]{
		use:     "actors",
		short:   "List actors with their events and quotes",
		formats: []string{"table", "json", "jsonl", "csv", "md"},
		head:    export.ActorColumns(),
		records: func(library *store.Library, result *store.Result) (pages[export.ActorRecord], error) {
			return slicePages(export.Actors(library, result)), nil
		},
		row: func(*store.Library) func(export.ActorRecord) export.Row { return export.ActorRow },
	}.command(a)
}
