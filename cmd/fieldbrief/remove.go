package main

import (
	"fmt"

	"fieldbrief/seed"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

func (a *app) removeCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "remove SOURCE",
		Short:             "Take a source and its records out of the library",
		Args:              takes(1, 1, "a source («fieldbrief sources» lists the ids)"),
		ValidArgsFunction: a.completeSource,
		RunE: func(cmd *cobra.Command, args []string) error {
			library, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			source, err := sourceNamed(library, args[0])
			library.Close()
			if err != nil {
				return &exitError{exitUsage, err}
			}
			if err := seed.Remove(cmd.Context(), a.path(), source); err != nil {
				return libraryError(err)
			}
			a.say("%s removed", source)
			return nil
		},
	}
}

// sourceNamed gives the id of the one source of that id or title.
func sourceNamed(library *store.Library, name string) (string, error) {
	filter, _, err := library.Resolve(store.Filter{Sources: store.Choice{Chosen: []string{name}}})
	if err != nil {
		return "", nearest(library, err)
	}
	if ids := filter.Sources.Chosen; len(ids) == 1 {
		return ids[0], nil
	}
	return "", fmt.Errorf("several sources are called %q; give the id that «fieldbrief sources» lists", name)
}
