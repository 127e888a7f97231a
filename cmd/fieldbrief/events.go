package main

import (
	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

func (a *app) eventsCommand() *cobra.Command {
	return listing[store.Event]{
		use:     "events",
		short:   "List events in the order of time",
		formats: []string{"table", "json", "jsonl", "csv", "md", "geojson"},
		head:    export.EventColumns(),
		records: func(library *store.Library, result *store.Result) (pages[store.Event], error) {
			return func(offset, n int) ([]store.Event, error) { return library.Events(result, offset, n) }, nil
		},
		row: export.EventRows,
	}.command(a)
}
