package main

import (
	"context"
	"fmt"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

const aboutCompare = `Compare two values of one facet, given as a filter names them: group:, person:,
province:, source: or kind:, each in a word of its own. Filter words and flags
that follow narrow both; a choice in the compared facet itself is left out.

  fieldbrief compare group:ISIS-K group:"National Resistance Front" since:2021-08`

func (a *app) compareCommand() *cobra.Command {
	var flags filterFlags
	var format string
	cmd := &cobra.Command{
		Use:   "compare ONE OTHER [FILTER WORDS]",
		Short: "Set two groups, provinces, sources or kinds side by side",
		Long:  aboutCompare,
		Args:  takes(2, 0, "two groups, provinces, sources or kinds (group:ISIS-K group:Taliban)"),
		RunE: func(cmd *cobra.Command, words []string) error {
			return a.compare(cmd.Context(), flags, words, format)
		},
	}
	flags.bind(a, cmd)
	formatFlag(cmd, &format, "table", "json", "md", "csv")
	return cmd
}

func (a *app) compare(ctx context.Context, flags filterFlags, words []string, format string) error {
	filter, err := flags.filter(words[2:])
	if err != nil {
		return err
	}
	library, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer library.Close()
	if filter, err = a.resolve(library, filter); err != nil {
		return err
	}
	facet, ids, err := a.comparedValues(library, [2]string(words[:2]))
	if err != nil {
		return err
	}
	c, err := library.Compare(ctx, filter, facet, ids[0], ids[1])
	if err != nil {
		return libraryError(err)
	}
	var sums [2]store.Casualties
	for i, s := range c.Sides {
		if sums[i], err = library.Casualties(ctx, s.Found); err != nil {
			return libraryError(err)
		}
	}
	return outputError(printCompared(export.NewSheet(format, a.out, export.ComparedColumns(c)), c, sums, format))
}

func printCompared(out export.Sheet, c store.Comparison, sums [2]store.Casualties, format string) error {
	rows := export.ComparedRows(c, sums)
	if format == "json" {
		rows = nil
		for _, r := range export.Compared(c, sums) {
			rows = append(rows, export.Row{Value: r})
		}
	}
	for _, row := range rows {
		if err := out.Row(row); err != nil {
			return err
		}
	}
	return out.Close()
}

// comparedValues reads the two values that are compared and looks them up.
func (a *app) comparedValues(library *store.Library, words [2]string) (facet store.Facet, ids [2]string, err error) {
	for i, word := range words {
		of, id, err := a.comparedValue(library, word)
		switch {
		case err != nil:
			return "", ids, err
		case i > 0 && of != facet:
			return "", ids, fmt.Errorf("%s and %s are not of one facet: compare two groups or persons, two provinces, two sources or two kinds", store.Printable(words[0]), store.Printable(words[1]))
		}
		facet, ids[i] = of, id
	}
	if ids[0] == ids[1] {
		return "", ids, fmt.Errorf("%s and %s are the same: name two", store.Printable(words[0]), store.Printable(words[1]))
	}
	return facet, ids, nil
}

func (a *app) comparedValue(library *store.Library, word string) (store.Facet, string, error) {
	filter, err := store.ParseFilter(filterWord(word))
	if err != nil {
		return "", "", &exitError{exitUsage, err}
	}
	clauses := filter.Clauses()
	if len(clauses) != 1 || clauses[0].Excluded || len(filter.Choice(clauses[0].Facet).Chosen) != 1 {
		return "", "", fmt.Errorf("%s is not one value to compare: write it as group:, person:, province:, source: or kind: has it", store.Printable(word))
	}
	facet := clauses[0].Facet
	if filter, err = a.resolve(library, filter); err != nil {
		return "", "", err
	}
	ids := filter.Choice(facet).Chosen
	if len(ids) != 1 {
		return "", "", fmt.Errorf("%s stands for %d of them: name one by its id", store.Printable(word), len(ids))
	}
	return facet, ids[0], nil
}
