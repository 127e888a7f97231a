package gazetteer

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"fieldbrief/store"
)

// actorTable lists actors that go by several names; nameTable lists these
// names as articles, UCDP and ACLED print them, each with the country and the
// days for which it means the actor. A trailing * stands for any ending
// ("Police Forces of Afghanistan (2021-) Border Police").
//
//go:embed actors.csv
var actorTable string

//go:embed actor_names.csv
var nameTable string

// A Meaning is the actor that a name means from one day to another, both
// within it; store.MinDay and store.MaxDay where there is no bound.
type Meaning struct {
	Actor        store.Actor
	Since, Until store.Day
}

// actorName is a line of the table of names.
type actorName struct {
	country string // folded, "" for any
	prefix  string // folded; "" for a whole name
	id      string
	since   store.Day
	until   store.Day
}

type actorIndex struct {
	actors   map[string]store.Actor
	names    map[string][]actorName // by folded name
	prefixes []actorName            // longest first
}

var actors = sync.OnceValue(func() actorIndex {
	x := actorIndex{actors: make(map[string]store.Actor), names: make(map[string][]actorName)}
	for _, row := range table("actors.csv", actorTable, 4) {
		x.actors[row[0]] = store.Actor{ID: row[0], Name: row[1], Kind: store.ActorKind(row[2]), Affiliation: row[3]}
	}
	for _, row := range table("actor_names.csv", nameTable, 5) {
		x.addName(row)
	}
	x.addOwnNames()
	slices.SortStableFunc(x.prefixes, func(a, b actorName) int { return len(b.prefix) - len(a.prefix) })
	return x
})

func (x *actorIndex) addName(row []string) {
	n := actorName{id: row[1], country: store.Fold(row[2]), since: store.MinDay, until: store.MaxDay}
	actor, ok := x.actors[n.id]
	if !ok {
		panic(fmt.Sprintf("gazetteer: actor_names.csv: %s: there is no actor %q", row[0], n.id))
	}
	if row[3] != "" {
		n.since = tableDay(row[3])
	}
	if row[4] != "" {
		n.until = tableDay(row[4])
	}
	if prefix, ok := strings.CutSuffix(row[0], "*"); ok {
		n.prefix = store.Fold(prefix)
		x.prefixes = append(x.prefixes, n)
		return
	}
	if !slices.Contains(actor.Aliases, row[0]) {
		actor.Aliases = append(actor.Aliases, row[0])
		x.actors[n.id] = actor
	}
	x.names[store.Fold(row[0])] = append(x.names[store.Fold(row[0])], n)
}

// addOwnNames makes every actor found by its own name, unless the table binds
// that name to a country.
func (x *actorIndex) addOwnNames() {
	for id, a := range x.actors {
		key := store.Fold(a.Name)
		bound := slices.ContainsFunc(x.names[key], func(n actorName) bool { return n.id == id })
		if !bound {
			x.names[key] = append(x.names[key], actorName{id: id, since: store.MinDay, until: store.MaxDay})
		}
		a.Aliases = slices.DeleteFunc(a.Aliases, func(alias string) bool { return alias == a.Name })
		x.actors[id] = a
	}
}

func tableDay(s string) store.Day {
	d, err := store.ParseDate(s, store.Stated, "")
	if err != nil {
		panic("gazetteer: actor_names.csv: " + err.Error())
	}
	return d.First
}

// Actor gives the actor of an id.
func Actor(id string) (store.Actor, bool) {
	a, ok := actors().actors[id]
	a.Aliases = slices.Clone(a.Aliases)
	return a, ok
}

// Actors gives what a name means in events in a country: on a given day it is
// the first meaning whose days hold it. It gives nothing for a name that it
// does not know. Names match whole and folded; what the table says of the
// country goes before what it says of all, a whole name before a beginning, a
// longer beginning before a shorter.
func Actors(name, country string) []Meaning {
	key, place := store.Fold(name), store.Fold(Country(country))
	x := actors()
	if found := x.meanings(x.names[key], place); found != nil {
		return found
	}
	for _, n := range x.prefixes {
		if strings.HasPrefix(key, n.prefix) {
			return x.meanings([]actorName{n}, place)
		}
	}
	return nil
}

// meanings keeps what is said of a country, then what is said of all, which
// fills the days left open.
func (x actorIndex) meanings(names []actorName, country string) []Meaning {
	var own, all []Meaning
	for _, n := range names {
		a, _ := Actor(n.id)
		switch m := (Meaning{a, n.since, n.until}); {
		case n.country == "":
			all = append(all, m)
		case n.country == country:
			own = append(own, m)
		}
	}
	return append(own, all...)
}
