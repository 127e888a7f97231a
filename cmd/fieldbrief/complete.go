package main

import (
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// completeNames offers the library's own names for the filter flags. A library
// that is not there or cannot be read offers none: a completion is silent.
func (a *app) completeNames(cmd *cobra.Command) {
	if cmd.ValidArgsFunction == nil {
		cmd.ValidArgsFunction = a.completeWord
	}
	for flag, names := range namesOf() {
		if cmd.Flags().Lookup(flag) == nil {
			continue // a word of the filter line alone
		}
		_ = cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return a.complete(names)
		})
	}
}

// namesOf gives the names that a library has for a word of the filter line.
func namesOf() map[string]func(*store.Library) []string {
	groups := func(l *store.Library) []string { return actorNames(l, false) }
	persons := func(l *store.Library) []string { return actorNames(l, true) }
	return map[string]func(*store.Library) []string{
		"province": provinceNames,
		"group":    groups,
		"person":   persons,
		"actor":    func(l *store.Library) []string { return append(groups(l), persons(l)...) },
		"source":   sourceIDs,
		"kind":     (*store.Library).Kinds,
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
