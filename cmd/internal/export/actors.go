package export

import (
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store"
)

// ActorRecord is an actor with what it has under the filter.
type ActorRecord struct {
	store.Actor
	Events int `json:"events"`
	Quotes int `json:"quotes"`
}

// ActorColumns are the headings of actors.
func ActorColumns() Columns {
	return Columns{
		Brief: []string{"ACTOR", "KIND", "EVENTS", "QUOTES", "CITED", "ID"},
		Full:  []string{"id", "name", "kind", "aliases", "affiliation", "events", "quotes", "cites", "note", "remark"},
	}
}

// Actors gives every actor of the chosen sources; under a filter those
// that it leaves something, and of chosen actors only the chosen.
func Actors(library *store.Library, result *store.Result) []ActorRecord {
	var records []ActorRecord
	for _, count := range kept(result.Actors, result.Filter.Actors, narrowed(result.Filter)) {
		if actor, found := library.Actor(count.ID); found {
			records = append(records, ActorRecord{actor, count.Events, count.Quotes})
		}
	}
	return records
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

// ActorRow makes a row of an actor.
func ActorRow(r ActorRecord) Row {
	return Row{
		Value: r,
		Brief: func() []string {
			return []string{r.Name, string(r.Kind), strconv.Itoa(r.Events), strconv.Itoa(r.Quotes), cited(r.Cites), r.ID}
		},
		Full: func() []string {
			return []string{r.ID, r.Name, string(r.Kind), strings.Join(r.Aliases, "; "), r.Affiliation, strconv.Itoa(r.Events), strconv.Itoa(r.Quotes),
				citesIn(r.Cites), r.Note, r.Remark}
		},
	}
}
