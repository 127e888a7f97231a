package main

import (
	"context"
	"strings"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// window is how many records are read at a time.
const window = 500

// A listing is a command that prints the records of one kind under a filter.
type listing[T any] struct {
	use, short string
	formats    []string
	head       export.Columns
	records    func(*store.Library, *store.Result) (pages[T], error)
	row        func(*store.Library) func(T) export.Row
}

// aboutCited says what a table cuts.
const aboutCited = "In a table a long citation ends in …; the other formats have all of it."

// pages reads records [offset, offset+n); fewer come at the end.
type pages[T any] func(offset, n int) ([]T, error)

// slicePages reads from what is in memory.
func slicePages[T any](all []T) pages[T] {
	return func(offset, n int) ([]T, error) {
		offset = min(offset, len(all))
		return all[offset:min(offset+n, len(all))], nil
	}
}

func (l listing[T]) command(a *app) *cobra.Command {
	var flags filterFlags
	var format string
	cmd := &cobra.Command{
		Use:   l.use + " [FILTER WORDS]",
		Short: l.short,
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, words []string) error {
			return l.run(cmd.Context(), a, flags, words, format)
		},
	}
	if l.head.CutsCitations() {
		cmd.Long = l.short + ".\n\n" + aboutCited
	}
	flags.bind(a, cmd)
	formatFlag(cmd, &format, l.formats...)
	return cmd
}

func (l listing[T]) run(ctx context.Context, a *app, flags filterFlags, words []string, format string) error {
	library, result, err := a.search(ctx, flags, words)
	if err != nil {
		return err
	}
	defer library.Close()
	read, err := l.records(library, result)
	if err != nil {
		return libraryError(err)
	}
	out, row := export.NewSheet(format, a.out, l.head), l.row(library)
	for offset := 0; ; offset += window {
		if err := ctx.Err(); err != nil {
			return err
		}
		records, err := read(offset, window)
		if err != nil {
			return libraryError(err)
		}
		for _, record := range records {
			if err := out.Row(row(record)); err != nil {
				return outputError(err)
			}
		}
		if len(records) < window {
			return outputError(out.Close())
		}
	}
}

// search opens the library and runs the filter that flags and words make.
func (a *app) search(ctx context.Context, flags filterFlags, words []string) (*store.Library, *store.Result, error) {
	filter, err := flags.filter(words)
	if err != nil {
		return nil, nil, err
	}
	library, err := a.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	result, err := a.searchIn(ctx, library, filter)
	if err != nil {
		library.Close()
		return nil, nil, err
	}
	return library, result, nil
}

func (a *app) searchIn(ctx context.Context, library *store.Library, filter store.Filter) (*store.Result, error) {
	filter, err := a.resolve(library, filter)
	if err != nil {
		return nil, err
	}
	result, err := library.Search(ctx, filter)
	if err != nil {
		return nil, libraryError(err)
	}
	a.explain(ctx, library, result)
	return result, nil
}

// explain says why a result is empty, and where else its words stand.
func (a *app) explain(ctx context.Context, library *store.Library, result *store.Result) {
	if result.Events+result.Quotes > 0 || result.Filter.Empty() {
		return
	}
	var parts []string
	for _, clause := range library.Culprits(ctx, result.Filter) {
		parts = append(parts, export.InWords(library, clause))
	}
	switch {
	case len(parts) > 0:
		a.say("nothing matches; without %s there would be something", strings.Join(parts, " or without "))
	default:
		a.say("nothing matches")
	}
	for _, hit := range result.Passages {
		a.say("the words stand in paragraph %d of %s: fieldbrief show --source %s", hit.Paragraph, hit.Source, hit.Source)
	}
}
