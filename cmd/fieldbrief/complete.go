package main

import (
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// completeNames offers the library's own names for the filter flags. A library
// that is not there or cannot be read offers none: a completion is silent.
func (a *app) completeNames(cmd *cobra.Command) {
	for flag, names := range map[string]func(*store.Library) []string{
		"province": provinceNames,
		"group":    func(l *store.Library) []string { return actorNames(l, false) },
		"person":   func(l *store.Library) []string { return actorNames(l, true) },
		"source":   sourceIDs,
		"kind":     (*store.Library).Kinds,
	} {
		_ = cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return a.complete(names)
		})
	}
}

func (a *app) completeSource(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return a.complete(sourceIDs)
}

func (a *app) complete(names func(*store.Library) []string) ([]string, cobra.ShellCompDirective) {
	library, err := store.Open(a.path())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer library.Close()
	return printable(names(library)), cobra.ShellCompDirectiveNoFileComp
}

// printable keeps names from being taken for several or for descriptions.
func printable(names []string) []string {
	for i, name := range names {
		names[i] = store.Printable(name)
	}
	return names
}

func provinceNames(library *store.Library) []string {
	var names []string
	for _, p := range library.Provinces() {
		names = append(names, p.Name)
	}
	return names
}

func actorNames(library *store.Library, persons bool) []string {
	var names []string
	for _, actor := range library.Actors() {
		if (actor.Kind == store.Person) == persons {
			names = append(names, actor.Name)
		}
	}
	return names
}

func sourceIDs(library *store.Library) []string {
	var ids []string
	for _, s := range library.Sources() {
		ids = append(ids, s.ID)
	}
	return ids
}
