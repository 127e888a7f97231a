package store

import (
	"slices"
	"strings"
)

// A Facet is a side of the records that a filter can choose by.
type Facet string

const (
	BySource   Facet = "source"
	ByProvince Facet = "province"
	ByActor    Facet = "actor"
	ByKind     Facet = "kind"
	BySince    Facet = "since"
	ByUntil    Facet = "until"
	ByInside   Facet = "inside"
	ByMarked   Facet = "marked"
	ByArea     Facet = "area"
	ByText     Facet = "text"
)

// A Choice names the values of one facet that records must have (one of the
// chosen, where there are any) or must not have (none of the excluded).
type Choice struct{ Chosen, Excluded []string }

// A Filter says which records are wanted: within one facet those of any chosen
// value, across facets those that pass every one. Choices hold ids; before
// Library.Resolve they may hold names, and actors marked "group:" or "person:".
// The zero Filter passes everything.
type Filter struct {
	Provinces, Actors, Sources, Kinds Choice

	AllActors    bool   // the chosen actors all involved, not any of them
	Since, Until string // EDTF day, month, season or year; "" is open
	Inside       bool   // events wholly inside since…until, not merely overlapping
	Marked       bool   // events and quotes with a bookmark or a note of the reader's
	Area         string // a Box: what is located in it, at coordinates of its own or at the centre of its province; "" is everywhere
	Text         string // words as typed: mosque "booby trapped" !hotel; the last word is a prefix until a space ends it

	marks *Marks // that Marked is about, while it is searched for
}

// A Clause is a part of a filter that can be dropped on its own.
type Clause struct {
	Facet    Facet
	Value    string
	Excluded bool
}

// Clauses gives every part of the filter: sources, provinces, actors, kinds,
// dates, marks, area, then each text term.
func (f Filter) Clauses() []Clause {
	var clauses []Clause
	for _, facet := range []Facet{BySource, ByProvince, ByActor, ByKind} {
		c := f.choice(facet).tidy()
		for _, v := range c.Chosen {
			clauses = append(clauses, Clause{facet, v, false})
		}
		for _, v := range c.Excluded {
			clauses = append(clauses, Clause{facet, v, true})
		}
	}
	if f.Since != "" {
		clauses = append(clauses, Clause{BySince, f.Since, false})
	}
	if f.Until != "" {
		clauses = append(clauses, Clause{ByUntil, f.Until, false})
	}
	if f.Inside {
		clauses = append(clauses, Clause{ByInside, "yes", false})
	}
	if f.Marked {
		clauses = append(clauses, Clause{ByMarked, "yes", false})
	}
	if f.Area != "" {
		clauses = append(clauses, Clause{ByArea, tidyArea(f.Area), false})
	}
	for _, t := range parseTerms(f.Text) {
		clauses = append(clauses, Clause{ByText, t.value(), t.excluded})
	}
	return clauses
}

// Without gives the filter without one of its clauses.
func (f Filter) Without(c Clause) Filter {
	switch c.Facet {
	case BySince:
		f.Since = ""
	case ByUntil:
		f.Until = ""
	case ByInside:
		f.Inside = false
	case ByMarked:
		f.Marked = false
	case ByArea:
		f.Area = ""
	case ByText:
		terms := slices.DeleteFunc(parseTerms(f.Text), func(t term) bool {
			return t.excluded == c.Excluded && t.value() == c.Value
		})
		f.Text = formatTerms(terms)
	default:
		choice := f.choice(c.Facet)
		if c.Excluded {
			choice.Excluded = without(choice.Excluded, c.Value)
		} else {
			choice.Chosen = without(choice.Chosen, c.Value)
		}
		return f.with(c.Facet, choice)
	}
	return f
}

// Toggle chooses a value of a facet; a value already chosen or excluded it
// takes out of the filter.
func (f Filter) Toggle(facet Facet, id string) Filter {
	c := f.choice(facet)
	free := !slices.Contains(c.Chosen, id) && !slices.Contains(c.Excluded, id)
	c = Choice{without(c.Chosen, id), without(c.Excluded, id)}
	if free {
		c.Chosen = append(c.Chosen, id)
	}
	return f.with(facet, c)
}

// Only makes a value the facet's one choice.
func (f Filter) Only(facet Facet, id string) Filter {
	return f.with(facet, Choice{Chosen: []string{id}})
}

// Exclude excludes a value of a facet; a value already excluded it takes out of
// the filter.
func (f Filter) Exclude(facet Facet, id string) Filter {
	c := f.choice(facet)
	excluded := slices.Contains(c.Excluded, id)
	c = Choice{without(c.Chosen, id), without(c.Excluded, id)}
	if !excluded {
		c.Excluded = append(c.Excluded, id)
	}
	return f.with(facet, c)
}

// Choice gives the choice made in a facet: BySource, ByProvince, ByActor or ByKind.
func (f Filter) Choice(facet Facet) Choice { return f.choice(facet).tidy() }

// Empty tells whether the filter passes everything.
func (f Filter) Empty() bool { return len(f.Clauses()) == 0 }

// Equal tells whether two filters say the same.
func (f Filter) Equal(g Filter) bool {
	for _, facet := range []Facet{BySource, ByProvince, ByActor, ByKind} {
		a, b := f.choice(facet).tidy(), g.choice(facet).tidy()
		if !slices.Equal(a.Chosen, b.Chosen) || !slices.Equal(a.Excluded, b.Excluded) {
			return false
		}
	}
	return f.AllActors == g.AllActors && f.Since == g.Since && f.Until == g.Until && f.Inside == g.Inside && f.Marked == g.Marked && tidyArea(f.Area) == tidyArea(g.Area) &&
		slices.EqualFunc(parseTerms(f.Text), parseTerms(g.Text), term.equal)
}

func (f Filter) choice(facet Facet) Choice {
	switch facet {
	case BySource:
		return f.Sources
	case ByProvince:
		return f.Provinces
	case ByActor:
		return f.Actors
	case ByKind:
		return f.Kinds
	}
	return Choice{}
}

func (f Filter) with(facet Facet, c Choice) Filter {
	c = c.tidy()
	switch facet {
	case BySource:
		f.Sources = c
	case ByProvince:
		f.Provinces = c
	case ByActor:
		f.Actors = c
	case ByKind:
		f.Kinds = c
	}
	return f
}

// tidy gives a copy with its values sorted, each once, none empty.
func (c Choice) tidy() Choice { return Choice{tidy(c.Chosen), tidy(c.Excluded)} }

func tidy(values []string) []string {
	values = without(values, "")
	slices.Sort(values)
	return slices.Compact(values)
}

// without gives a copy of values that lacks one of them; nil when none are left.
func without(values []string, value string) []string {
	var kept []string
	for _, v := range values {
		if v != value {
			kept = append(kept, v)
		}
	}
	return kept
}

// An actor may be marked as a group or a person until it is resolved.
const (
	groupMark  = "group:"
	personMark = "person:"
)

// mark splits an actor's mark from its name.
func mark(value string) (mark, name string) {
	for _, m := range []string{groupMark, personMark} {
		if rest, ok := strings.CutPrefix(value, m); ok {
			return m, rest
		}
	}
	return "", value
}
