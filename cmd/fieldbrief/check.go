package main

import (
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

func (a *app) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Check the library file for damage",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.ensure(cmd.Context()); err != nil {
				return err
			}
			report, err := store.Check(cmd.Context(), a.path())
			if err != nil {
				return libraryError(err)
			}
			a.say("%s: sound: %s, %s, %s, %s, %s, %s, %s attached; %s with their checksums, layout %d, %s",
				a.path(), number(report.Sources, "source"), number(report.Events, "event"), number(report.Quotes, "quote"),
				number(report.Actors, "actor"), number(report.Provinces, "province"), number(report.Paragraphs, "digest paragraph"),
				number(report.Texts, "text"), number(report.Values, "value"), report.Schema, number(int(report.Bytes), "byte"))
			return nil
		},
	}
}
