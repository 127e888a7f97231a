package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"fieldbrief/seed"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// inputCap is the largest file that is read whole, in bytes.
const inputCap = 32 << 20

func (a *app) importCommand() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "import PATH… | -",
		Short: "Take in briefing files, or attach articles to their briefings",
		Long: `Take in briefing files (YAML, format: fieldbrief/1), or attach the articles
that briefings rest on: plain text or a saved web page, known by its digest or
by the passages found in it. From then on the reader shows the article itself.
"-" reads standard input. What is refused is named, what is good goes in.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			return a.importFiles(cmd.Context(), paths, force)
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "attach an article although citations are not found in it")
	return cmd
}

func (a *app) importFiles(ctx context.Context, paths []string, force bool) error {
	var inputs []seed.Input
	refused := false
	for _, path := range paths {
		data, err := a.read(path)
		if err != nil {
			a.say("%v", err)
			refused = true
			continue
		}
		inputs = append(inputs, seed.Input{Name: path, Data: data})
	}
	outcomes, err := seed.Import(ctx, a.path(), inputs, force)
	if err != nil {
		for _, outcome := range outcomes {
			if outcome.Err != nil {
				a.report(outcome)
			}
		}
		return libraryError(err)
	}
	for _, outcome := range outcomes {
		a.report(outcome)
		refused = refused || outcome.Err != nil
	}
	if refused {
		return &exitError{exitPartRefused, nil}
	}
	return nil
}

// read reads a file, or standard input for "-".
func (a *app) read(path string) ([]byte, error) {
	in := a.in
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, inputCap+1))
	if err != nil {
		return nil, err
	}
	if len(data) > inputCap {
		return nil, fmt.Errorf("%s: larger than %d MB, which is more than a briefing or an article holds", path, inputCap>>20)
	}
	return data, nil
}

// report tells what became of one input.
func (a *app) report(o seed.Outcome) {
	switch {
	case o.Err != nil:
		a.say("refused: %v", o.Err)
		if errors.Is(o.Err, seed.ErrNoBriefing) {
			return
		}
		if o.Text != nil {
			a.missing(o.Text)
		}
	case o.Text != nil:
		a.say("%s: attached to %s (%s); %d citations, %d of them in place, %d found elsewhere, %d not found",
			o.Input, o.Source.ID, o.Source.Title, len(o.Text.Found), len(o.Text.Found)-len(o.Text.Elsewhere())-len(o.Text.Missing()),
			len(o.Text.Elsewhere()), len(o.Text.Missing()))
	default:
		a.say("%s: %s (%s): %s added, %d changed, %d unchanged, %d removed%s",
			o.Input, o.Source.ID, o.Source.Title, number(o.Change.Added, "record"), o.Change.Changed, o.Change.Unchanged, o.Change.Removed, renewed(o.Change))
	}
}

func renewed(change store.Change) string {
	if change.Source {
		return "; title, digest or other facts of the source are new"
	}
	return ""
}

func (a *app) missing(match *seed.Matched) {
	for _, f := range match.Missing() {
		a.say("  not found: %s %s, ¶%d (%s)", f.Record.Type, f.Record.ID, f.Record.Citation.Paragraph, f.Record.Label)
	}
}
