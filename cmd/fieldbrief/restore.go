package main

import (
	"context"
	"slices"
	"strings"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/seed"
	"fieldbrief/store"
	"fieldbrief/tui"
)

// A beginning is where the explorer begins.
type beginning struct {
	filter  store.Filter
	session tui.Session
	notice  string
}

// begin gives where the explorer was left; a filter asked for on the command line
// is begun with instead.
func begin(ctx context.Context, library *store.Library, kept rememberedLibrary, asked store.Filter) beginning {
	if !asked.Empty() {
		return beginning{filter: startFilter(ctx, library, asked, kept), session: tui.Session{Lines: kept.Session.Lines, Places: kept.Session.Places}}
	}
	filter, gone := standing(library, kept.Session.Filter)
	b := beginning{filter: onUsualSources(library, filter, kept), session: kept.Session}
	sources := store.Filter{Sources: filter.Sources}
	switch {
	case !filter.Equal(sources):
		b.notice = "as you left it; x clears the filter"
	case len(kept.Session.Opened) > 0:
		b.notice = "as you left it"
	}
	if len(gone) > 0 {
		b.notice = joinNotices(b.notice, "no longer there, left out of the filter: "+strings.Join(gone, ", "))
	}
	return b
}

func joinNotices(notices ...string) string {
	return strings.Join(slices.DeleteFunc(notices, func(n string) bool { return n == "" }), " · ")
}

// standing reads a kept filter and leaves out what the library has no more.
func standing(library *store.Library, line string) (filter store.Filter, gone []string) {
	filter, err := store.ParseFilter(line)
	if err != nil {
		return store.Filter{}, []string{line}
	}
	for _, c := range filter.Clauses() {
		if !stands(library, c) {
			filter = filter.Without(c)
			gone = append(gone, export.InWords(library, c))
		}
	}
	return filter, gone
}

// stands tells whether the library has what a clause names.
func stands(library *store.Library, c store.Clause) (found bool) {
	switch c.Facet {
	case store.BySource:
		_, found = library.Source(c.Value)
	case store.ByProvince:
		_, found = library.Province(c.Value)
	case store.ByActor:
		_, found = library.Actor(c.Value)
	case store.ByKind:
		found = slices.Contains(library.Kinds(), c.Value)
	default:
		found = true
	}
	return found
}

// startFilter puts on the sources that were chosen last or, where none were, the
// shipped briefing, so that it does not drown in a data set. A choice on the
// command line stands, one source alone needs none, and a filter that finds
// nothing in them looks in all.
func startFilter(ctx context.Context, library *store.Library, filter store.Filter, kept rememberedLibrary) store.Filter {
	narrowed := onUsualSources(library, filter, kept)
	if filter.Empty() || narrowed.Equal(filter) {
		return narrowed
	}
	if r, err := library.Search(ctx, narrowed); err == nil && r.Events+r.Quotes == 0 {
		return filter
	}
	return narrowed
}

func onUsualSources(library *store.Library, filter store.Filter, kept rememberedLibrary) store.Filter {
	if len(filter.Sources.Chosen)+len(filter.Sources.Excluded) > 0 || len(library.Sources()) < 2 {
		return filter
	}
	if kept.Chosen {
		filter.Sources.Chosen = slices.DeleteFunc(slices.Clone(kept.Sources), func(id string) bool {
			_, found := library.Source(id)
			return !found
		})
		if len(filter.Sources.Chosen) > 0 || len(kept.Sources) == 0 {
			return filter
		}
	}
	if _, found := library.Source(seed.DefaultID); found {
		filter.Sources.Chosen = []string{seed.DefaultID}
	}
	return filter
}
