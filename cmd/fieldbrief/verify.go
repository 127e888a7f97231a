package main

import (
	"context"
	"fmt"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/seed"
	"fieldbrief/seed/article"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

func (a *app) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify ARTICLE",
		Short: "Check every citation of a briefing against its article",
		Long: `Check every citation of the briefing that rests on an article (plain text or a
saved web page): in place, found elsewhere, or not found. The exit status is 0
when every one is found, 1 when one is not or no briefing rests on the text.`,
		Args: takes(1, 1, "an article"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.verify(cmd.Context(), args[0])
		},
	}
}

func (a *app) verify(ctx context.Context, path string) error {
	data, err := a.read(path)
	if err != nil {
		return &exitError{exitPartRefused, err}
	}
	document, err := article.Read(path, data)
	if err != nil {
		return &exitError{exitPartRefused, err}
	}
	library, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer library.Close()
	match, err := seed.Verify(library, document)
	if err != nil {
		return &exitError{exitPartRefused, fmt.Errorf("%s: %w", path, err)}
	}
	return a.printMatch(match)
}

// printMatch prints a line for every citation, those in trouble last.
func (a *app) printMatch(match *seed.Matched) error {
	counts := map[article.State]int{}
	out := export.NewSheet("table", a.out, export.Columns{Brief: []string{"STATE", "RECORD", "ID", "CITED", "NOW"}})
	for _, state := range []article.State{article.InPlace, article.Elsewhere, article.Missing} {
		for _, f := range match.Found {
			if f.State != state {
				continue
			}
			counts[state]++
			c := f.Record.Citation
			now := ""
			if state == article.Elsewhere {
				now = fmt.Sprintf("¶%d %d–%d", f.Paragraph, f.Span.Start, f.Span.End)
			}
			cells := []string{state.String(), string(f.Record.Type), f.Record.ID, fmt.Sprintf("¶%d %d–%d", c.Paragraph, c.Start, c.End), now}
			if err := out.Row(export.Row{Brief: func() []string { return cells }}); err != nil {
				return outputError(err)
			}
		}
	}
	if err := out.Close(); err != nil {
		return outputError(err)
	}
	a.say("%s: %d citations: %d in place, %d found elsewhere, %d not found", match.Source.ID, len(match.Found),
		counts[article.InPlace], counts[article.Elsewhere], counts[article.Missing])
	if counts[article.Missing] > 0 {
		for _, record := range records(match.Missing()) {
			a.say("not in this text: %s", record)
		}
		return &exitError{exitPartRefused, nil}
	}
	return nil
}

// records names the records of citations, each once.
func records(found []seed.FoundCitation) []string {
	var names []string
	for _, f := range found {
		names = append(names, fmt.Sprintf("%s %s (%s)", f.Record.Type, f.Record.ID, store.Printable(f.Record.Label)))
	}
	return unique(names)
}

// unique drops repeats, keeping the order.
func unique(all []string) []string {
	seen := make(map[string]bool, len(all))
	kept := all[:0]
	for _, s := range all {
		if !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}
