package main

import (
	"context"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

func (a *app) showCommand() *cobra.Command {
	var flags filterFlags
	cmd := &cobra.Command{
		Use:   "show [FILTER WORDS]",
		Short: "Print briefings as plain text",
		Long:  "Print the whole briefing as plain text: events in the order of time, quotes, actors, provinces and\nthe digest; of data sets the events. A filter narrows it.",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, words []string) error {
			filter, err := flags.filter(words)
			if err != nil {
				return err
			}
			library, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer library.Close()
			if filter, err = a.resolve(library, filter); err != nil {
				return err
			}
			return a.print(cmd.Context(), library, filter)
		},
	}
	flags.bind(a, cmd)
	return cmd
}

// print writes every source that the filter leaves something of.
func (a *app) print(ctx context.Context, library *store.Library, filter store.Filter) error {
	result, err := a.searchIn(ctx, library, filter)
	if err != nil {
		return err
	}
	if len(result.Sources) == 0 {
		a.say("the library is empty; «fieldbrief import FILE» takes in a briefing")
	}
	return exportError(export.Text(ctx, a.out, library, result))
}
