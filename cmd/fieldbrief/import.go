package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/seed"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// inputCap is the largest file that is read whole, in bytes.
const inputCap = 32 << 20

func (a *app) importCommand() *cobra.Command {
	var force bool
	var data dataFlags
	cmd := &cobra.Command{
		Use:   "import PATH… | -",
		Short: "Take in briefing files and data sets, or attach articles to their briefings",
		Long: `Take in briefing files (YAML, format: fieldbrief/1), or attach the articles
that briefings rest on: plain text or a saved web page, known by its digest or
by the passages found in it. From then on the reader shows the article itself.
UCDP GED and ACLED tables (CSV, plain, gzip or zip) go in row by row: rows are
added, or take the place of those with the same id; events that are not in the
file stay unless --replace names their source. So do tables of events that
«fieldbrief export --format csv» wrote.
"-" reads standard input. What is refused is named, what is good goes in.`,
		Args: takes(1, 0, "a file, or - for standard input"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if data.replace != "" && len(paths) > 1 {
				return errors.New("--replace takes one file: the second would take out what the first put in")
			}
			if data.rejects != "" && len(paths) > 1 {
				return errors.New("--rejects takes one file: the rows of several have not the same columns")
			}
			if cmd.Flags().Changed("name") && !sourceID.MatchString(data.name) {
				return fmt.Errorf("--name %s: small letters, digits, dots and hyphens, at most 64, the first a letter or a digit", store.Printable(data.name))
			}
			if err := a.namesSource(cmd.Context(), data.replace); err != nil {
				return err
			}
			return a.importFiles(cmd.Context(), paths, force, data)
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "attach an article although citations are not found in it")
	cmd.Flags().StringVar(&data.name, "name", "", "the `ID` under which a data set is kept (default: by its file's name)")
	cmd.Flags().StringVar(&data.replace, "replace", "", "the `SOURCE` that a data set takes the place of: what is not in the file is removed")
	cmd.Flags().StringVar(&data.rejects, "rejects", "", "write the rows of a data set that are refused to a new `FILE`, as CSV, to be mended and imported")
	cmd.MarkFlagsMutuallyExclusive("name", "replace")
	_ = cmd.RegisterFlagCompletionFunc("replace", a.completeSource)
	return cmd
}

// sourceID is what a data set may be named; it stands in filters and ids.
var sourceID = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,63}$`)

// namesSource refuses the id of a source that is not there.
func (a *app) namesSource(ctx context.Context, id string) error {
	if id == "" {
		return nil
	}
	library, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer library.Close()
	if _, found := library.Source(id); !found {
		_, err = sourceNamed(library, id)
		if err == nil {
			err = fmt.Errorf("--replace takes the id of a source, which «fieldbrief sources» lists")
		}
		return &exitError{exitUsage, err}
	}
	return nil
}

func (a *app) importFiles(ctx context.Context, paths []string, force bool, flags dataFlags) error {
	var inputs []seed.Input
	refused := false
	for _, path := range paths {
		data, bad, err := a.take(ctx, path, flags)
		refused = refused || bad
		if err == nil && data == nil {
			continue
		}
		var exit *exitError
		if errors.As(err, &exit) || ctx.Err() != nil {
			return err
		}
		if err != nil {
			a.say("%v", err)
			refused = true
			continue
		}
		inputs = append(inputs, seed.Input{Name: path, Data: data})
	}
	if len(inputs) == 0 {
		return partRefused(refused)
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
	return partRefused(refused)
}

func partRefused(refused bool) error {
	if refused {
		return &exitError{exitPartRefused, nil}
	}
	return nil
}

// take opens a file, or standard input for "-". A data set is imported at once,
// and leaves no data.
func (a *app) take(ctx context.Context, path string, flags dataFlags) (data []byte, refused bool, err error) {
	file, err := a.input(path)
	if err != nil {
		return nil, false, err
	}
	defer file.Close()
	kind, in := kindOf(path, file)
	switch kind {
	case aDataSet:
		refused, err = a.importData(ctx, path, in, flags)
		return nil, refused, err
	case aTable:
		refused, err = a.importTable(ctx, path, in, flags)
		return nil, refused, err
	}
	data, err = readWhole(path, in)
	return data, false, err
}

// input opens a file, or standard input for "-".
func (a *app) input(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(a.in), nil
	}
	return os.Open(path)
}

// read reads a briefing or an article.
func (a *app) read(path string) ([]byte, error) {
	file, err := a.input(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readWhole(path, file)
}

// readWhole reads a briefing or an article.
func readWhole(path string, in io.Reader) ([]byte, error) {
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
			o.Input, o.Source.ID, o.Source.Title, export.Number(o.Change.Added, "record"), o.Change.Changed, o.Change.Unchanged, o.Change.Removed, renewed(o.Change))
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
