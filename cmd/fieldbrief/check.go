package main

import (
	"fieldbrief/cmd/internal/export"
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
				a.path(), export.Number(report.Sources, "source"), export.Number(report.Events, "event"), export.Number(report.Quotes, "quote"),
				export.Number(report.Actors, "actor"), export.Number(report.Provinces, "province"), export.Number(report.Paragraphs, "digest paragraph"),
				export.Number(report.Texts, "text"), export.Number(report.Values, "value"), report.Schema, export.Number(int(report.Bytes), "byte"))
			return nil
		},
	}
}
