package main

import (
	"context"
	"errors"
	"io"
	"strings"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/seed"
	"fieldbrief/seed/dataset"
	"fieldbrief/seed/table"
	"fieldbrief/store"
)

// importTable imports a table of events.
func (a *app) importTable(ctx context.Context, path string, r io.Reader, flags dataFlags) (refused bool, err error) {
	if flags.name != "" || flags.replace != "" {
		return false, &exitError{exitUsage, errors.New("--name and --replace are for data sets: the rows of a table of events name their sources, in id")}
	}
	progress := newProgress(a)
	rejects, err := newRejects(a, flags.rejects, progress)
	if err != nil {
		return false, err
	}
	out, err := seed.ImportTable(ctx, a.path(), r, seed.TableOptions{
		Reject: func(row table.Reject) {
			rejects.add(dataset.Reject{Row: row.Row, Line: row.Line, Key: row.ID, Reason: row.Reason, Columns: []string{}})
		},
		Progress: func(stage store.Stage, rows int) { progress.tell(stage, rows, 0, 0) },
	})
	progress.end()
	err = errors.Join(err, rejects.close())
	var missing *table.MissingColumnsError
	if errors.As(err, &missing) {
		a.say("refused: %s: %v", path, err)
		return true, nil
	}
	if err != nil {
		return false, libraryError(err)
	}
	a.reportTable(path, out)
	return out.Rejected > 0, nil
}

func (a *app) reportTable(path string, out seed.TableOutcome) {
	if len(out.Ignored) > 0 {
		a.say("%s: no event has a place for the columns %s: left out", path, strings.Join(out.Ignored, ", "))
	}
	a.say("%s: %s, %d rejected", path, export.Number(out.Rows, "row"), out.Rejected)
	for _, s := range out.Sources {
		a.say("  %s (%s): %s added, %d changed, %d unchanged; %d not in this file", s.Source.ID, s.Source.Title,
			export.Number(s.Change.Added, "event"), s.Change.Changed, s.Change.Unchanged, s.Change.Absent)
		for _, id := range s.Unshared {
			a.say("  %s shares a toll with an event that is not in the library: it is counted on its own", id)
		}
	}
}
