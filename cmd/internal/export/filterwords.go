package export

import "fieldbrief/store"

// InWords writes a clause with names in the place of ids, as one would type it.
func InWords(library Names, c store.Clause) string {
	name, value := string(c.Facet), c.Value
	switch c.Facet {
	case store.ByText:
		name = ""
	case store.ByProvince:
		if p, found := library.Province(value); found {
			value = p.Name
		}
	case store.ByActor:
		name = "group"
		if actor, found := library.Actor(value); found {
			value = actor.Name
			if actor.Kind == store.Person {
				name = "person"
			}
		}
	}
	excluded := ""
	if c.Excluded {
		excluded = "!"
	}
	if name == "" {
		return excluded + value
	}
	return excluded + name + ":" + store.QuoteValue(value)
}

// words writes all parts of a filter.
func words(library *store.Library, filter store.Filter) []string {
	var parts []string
	for _, clause := range filter.Clauses() {
		parts = append(parts, InWords(library, clause))
	}
	return parts
}
