package main

import (
	"fmt"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// mostDeadliest bounds what --deadliest sorts in memory.
const mostDeadliest = 10_000

func (a *app) eventsCommand() *cobra.Command {
	var deadliest int
	cmd := listing[store.Event]{
		use:     "events",
		short:   "List events in the order of time",
		formats: []string{"table", "json", "jsonl", "csv", "md", "geojson"},
		head:    export.EventColumns(),
		records: func(library *store.Library, result *store.Result) (pages[store.Event], error) {
			if deadliest != 0 {
				events, err := library.Deadliest(result, deadliest)
				return slicePages(events), err
			}
			return func(offset, n int) ([]store.Event, error) { return library.Events(result, offset, n) }, nil
		},
		row: export.EventRows,
	}.command(a)
	formats := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, words []string) error {
		if cmd.Flags().Changed("deadliest") && (deadliest < 1 || deadliest > mostDeadliest) {
			return fmt.Errorf("--deadliest %d: a number from 1 to %d", deadliest, mostDeadliest)
		}
		return formats(cmd, words)
	}
	cmd.Flags().IntVar(&deadliest, "deadliest", 0, "only the `N` events with the most killed, those first")
	return cmd
}
