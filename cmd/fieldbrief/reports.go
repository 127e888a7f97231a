package main

import (
	"context"
	"errors"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

const aboutReports = `List the events that may be the same as one: what other sources, and its own,
tell of those days there. That holds for events of one province (where one of
them names none, of one printed place) whose days meet or are one day apart, and
that have an actor in common, or a place and a kind; all kinds of armed violence
count as one. No source says that two are the same: compare them.

` + aboutCited

func (a *app) reportsCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "reports EVENT-ID",
		Short: "List what several sources may tell of one event",
		Long:  aboutReports,
		Args:  takes(1, 1, "an event («fieldbrief events --format csv» lists the ids)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.reports(cmd.Context(), args[0], format)
		},
	}
	formatFlag(cmd, &format, "table", "json")
	return cmd
}

func (a *app) reports(ctx context.Context, id, format string) error {
	library, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer library.Close()
	found, err := library.Reports(ctx, id)
	var unknown *store.UnknownNameError
	switch {
	case errors.As(err, &unknown):
		return &exitError{exitUsage, errors.New(err.Error() + "; «fieldbrief events» lists those there are")}
	case err != nil:
		return libraryError(err)
	}
	a.sayReports(found)
	out := export.NewSheet(format, a.out, export.ReportColumns())
	for _, r := range export.Reports(found, format == "table") {
		if err := out.Row(export.ReportRow(r)); err != nil {
			return outputError(err)
		}
	}
	return outputError(out.Close())
}

// sayReports says what was looked through, and what a report is not.
func (a *app) sayReports(found store.Reports) {
	switch {
	case found.Obstacle != "":
		a.say("%s: %s, so that no other report of it can be looked for", found.Of.ID, found.Obstacle)
	case found.Searched == 0:
		a.say("no other event is known there and about that time")
	case len(found.Found) == 0:
		a.say("no other report was found among %s there and about that time", export.Number(found.Searched, "other event"))
	default:
		a.say("%d of %s there and about that time may be the same; no source says so", len(found.Found), export.Number(found.Searched, "other event"))
	}
	if found.Left > 0 {
		a.say("%s more there and about that time were not looked at: only the nearest are", export.Number(found.Left, "event"))
	}
}
