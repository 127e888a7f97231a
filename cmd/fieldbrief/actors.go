package main

import (
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// actorRecord is an actor with what it has under the filter.
type actorRecord struct {
	store.Actor
	Events int `json:"events"`
	Quotes int `json:"quotes"`
}

func (a *app) actorsCommand() *cobra.Command {
	return listing[actorRecord]{
		use:     "actors",
		short:   "List actors with their events and quotes",
		formats: []string{"table", "json", "jsonl", "csv", "md"},
		head: columns{
			brief: []string{"ACTOR", "KIND", "EVENTS", "QUOTES", "CITED", "ID"},
			full:  []string{"id", "name", "kind", "aliases", "affiliation", "events", "quotes", "cites", "note", "remark"},
		},
		records: actorRecords,
		row:     actorRow,
	}.command(a)
}

// actorRecords gives every actor of the chosen sources; under a filter those
// that it leaves something, and of chosen actors only the chosen.
func actorRecords(library *store.Library, result *store.Result) (pages[actorRecord], error) {
	var records []actorRecord
	for _, count := range kept(result.Actors, result.Filter.Actors, narrowed(result.Filter)) {
		if actor, found := library.Actor(count.ID); found {
			records = append(records, actorRecord{actor, count.Events, count.Quotes})
		}
	}
	return slicePages(records), nil
}

// narrowed tells whether a filter does more than choose sources.
func narrowed(f store.Filter) bool {
	f.Sources = store.Choice{}
	return !f.Empty()
}

// kept gives the counts of the values to list.
func kept(counts []store.Count, choice store.Choice, narrowed bool) []store.Count {
	var list []store.Count
	for _, count := range counts {
		chosen := len(choice.Chosen) == 0 || slices.Contains(choice.Chosen, count.ID)
		if chosen && !slices.Contains(choice.Excluded, count.ID) && (!narrowed || count.Events+count.Quotes > 0) {
			list = append(list, count)
		}
	}
	return list
}

func actorRow(r actorRecord) row {
	return row{
		value: r,
		brief: []string{r.Name, string(r.Kind), strconv.Itoa(r.Events), strconv.Itoa(r.Quotes), cited(r.Cites), r.ID},
		full: []string{r.ID, r.Name, string(r.Kind), strings.Join(r.Aliases, "; "), r.Affiliation, strconv.Itoa(r.Events), strconv.Itoa(r.Quotes),
			citesIn(r.Cites), r.Note, r.Remark},
	}
}
