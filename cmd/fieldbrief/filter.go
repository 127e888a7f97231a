package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// filterFlags are the filter flags that every listing command takes. Each may
// stand several times; values are not split at commas.
type filterFlags struct {
	provinces, groups, persons, sources, kinds []string
	since, until, area                         []string
	match                                      []string
	marked                                     bool
}

func (f *filterFlags) bind(a *app, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.provinces, "province", nil, "events and quotes in this province: `NAME`, alias or ISO code")
	flags.StringArrayVar(&f.groups, "group", nil, "involving this group, organisation or government: `NAME`, alias or id")
	flags.StringArrayVar(&f.persons, "person", nil, "involving this person: `NAME`, alias or id")
	flags.StringArrayVar(&f.sources, "source", nil, "from this source: `ID` or title")
	flags.StringArrayVar(&f.kinds, "kind", nil, "of this `KIND`, such as bombing")
	flags.StringArrayVar(&f.since, "since", nil, "not over before this `DATE` (EDTF: 2021, 2021-08, 2021-08-15)")
	flags.StringArrayVar(&f.until, "until", nil, "not begun after this `DATE`")
	flags.StringArrayVar(&f.area, "area", nil, "in this area: `S,W,N,E` in degrees (33.1,68,36.9,71.5)")
	flags.StringArrayVar(&f.match, "match", nil, "holding these `WORDS`")
	flags.BoolVar(&f.marked, "marked", false, "with a bookmark or a note of yours")
	a.completeNames(cmd)
}

// filter joins flags and words into one filter, names not yet looked up.
func (f *filterFlags) filter(words []string) (store.Filter, error) {
	var line []string
	for _, facet := range []struct {
		field  string
		values []string
		write  func(field, value string) string
	}{
		{"source", f.sources, clause}, {"province", f.provinces, clause}, {"kind", f.kinds, clause},
		{"group", f.groups, actors}, {"person", f.persons, actors},
		{"since", f.since, clause}, {"until", f.until, clause}, {"area", f.area, clause},
	} {
		for _, value := range facet.values {
			line = append(line, facet.write(facet.field, value))
		}
	}
	if f.marked {
		line = append(line, "marked:yes")
	}
	for _, word := range words {
		line = append(line, filterWord(word))
	}
	filter, err := store.ParseFilter(strings.Join(line, " "))
	if err != nil {
		return store.Filter{}, &exitError{exitUsage, err}
	}
	if len(f.match) > 0 {
		filter.Text = strings.TrimLeft(filter.Text+" "+strings.Join(f.match, " "), " ")
	}
	if typed := strings.Join(append(words, f.match...), " "); strings.TrimSpace(typed) != "" && filter.Empty() {
		return store.Filter{}, &exitError{exitUsage, fmt.Errorf("%q holds no word to search for", typed)}
	}
	return filter, nil
}

// clause writes one facet value as a filter line has it; a leading ! excludes.
func clause(field, value string) string {
	value, excluded := strings.CutPrefix(value, "!")
	if excluded {
		field = "!" + field
	}
	return field + ":" + store.QuoteValue(value)
}

// actors writes the value of --group or --person: A+B asks for both.
func actors(field, value string) string {
	first, rest, _ := strings.Cut(value, "+")
	line := clause(field, first)
	for rest != "" {
		first, rest, _ = strings.Cut(rest, "+")
		line += "+" + store.QuoteValue(first)
	}
	return line
}

// filterWord restores what the shell took off: in «province:Sar-e Pol», given
// as one argument, the whole rest is the value.
func filterWord(word string) string {
	name, value, found := strings.Cut(word, ":")
	fields := store.FieldNames()
	if !found || !slices.Contains(fields, strings.TrimPrefix(name, "!")) || strings.ContainsRune(value, '"') || !strings.ContainsFunc(value, unicode.IsSpace) {
		return word
	}
	for _, other := range fields {
		if strings.Contains(value, " "+other+":") || strings.Contains(value, " !"+other+":") {
			return word // a whole filter line in one argument
		}
	}
	return name + ":" + store.QuoteValue(value)
}

// resolve turns the filter's names into ids. What was taken for more than one
// thing is said on stderr.
func (a *app) resolve(library *store.Library, filter store.Filter) (store.Filter, error) {
	resolved, notes, err := library.Resolve(filter)
	if err != nil {
		return store.Filter{}, &exitError{exitUsage, nearest(library, err)}
	}
	for _, note := range notes {
		a.say("%s", note)
	}
	return resolved, nil
}

// nearest adds what an unknown name could have been, where store found none
// that comes close.
func nearest(library *store.Library, err error) error {
	var unknown *store.UnknownNameError
	if !errors.As(err, &unknown) || len(unknown.Nearest) > 0 {
		return err
	}
	switch unknown.Facet {
	case "province", "source":
		return fmt.Errorf("%w; «fieldbrief %ss» lists those there are", err, unknown.Facet)
	case "kind":
		return fmt.Errorf("%w; there are: %s", err, strings.Join(library.Kinds(), ", "))
	default:
		return fmt.Errorf("%w; «fieldbrief actors» lists those there are", err)
	}
}

// say prints a line of narration on stderr.
func (a *app) say(format string, args ...any) {
	fmt.Fprintf(a.err, "%s\n", store.PrintableText(fmt.Sprintf(format, args...)))
}
