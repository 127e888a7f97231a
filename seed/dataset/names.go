package dataset

import (
	"strings"

	"fieldbrief/seed/gazetteer"
	"fieldbrief/store"
)

// names turns printed names into actors and provinces, each worked out once.
type names struct {
	source    string
	countries map[string]*country
}

// A country has its own meanings of names.
type country struct {
	name      string // English short name
	provinces map[string]*province
	actors    [classes]map[string][]meaning
	sides     map[string][]string // alliances, parted into their members
}

type province struct {
	ref *store.ProvinceRef
	all *store.Province
}

// class is what a data set says of an actor beside its name.
type class uint8

const (
	armed class = iota // or nothing
	state
	other
	classes // how many there are
)

var kindOf = [classes]store.ActorKind{store.ArmedGroup, store.Government, store.Organisation}

// A meaning is an actor that a name stands for on some days.
type meaning struct {
	party        store.Party
	actors       []*store.Actor // the actor, then those it belongs to
	since, until store.Day
}

func newNames(source string) *names {
	return &names{source: source, countries: make(map[string]*country)}
}

func (n *names) country(printed string) *country {
	if c, ok := n.countries[printed]; ok {
		return c
	}
	printed = strings.Clone(printed)
	c := &country{name: gazetteer.Country(printed), provinces: map[string]*province{}, sides: map[string][]string{}}
	for i := range c.actors {
		c.actors[i] = make(map[string][]meaning)
	}
	n.countries[printed] = c
	return c
}

// province gives the province of a printed name, nil where there is none.
func (c *country) province(printed string) *province {
	if printed == "" {
		return nil
	}
	if p, ok := c.provinces[printed]; ok {
		return p
	}
	name := strings.Clone(printed)
	all := gazetteer.Admin1(name, c.name)
	p := &province{ref: &store.ProvinceRef{ID: all.ID, Code: all.Code, Name: all.Name}, all: &all}
	c.provinces[name] = p
	return p
}

// actor gives what a printed name means on a day.
func (n *names) actor(c *country, printed string, is class, on store.Day) *meaning {
	list, ok := c.actors[is][printed]
	if !ok {
		name := strings.Clone(printed)
		list = n.meanings(c, name, is)
		c.actors[is][name] = list
	}
	for i := range list {
		if list[i].since <= on && on <= list[i].until {
			return &list[i]
		}
	}
	return nil // the last meaning holds on any day
}

// meanings gives what the gazetteer knows, and last the actor that the name
// stands for where it knows nothing.
func (n *names) meanings(c *country, name string, is class) []meaning {
	var list []meaning
	for _, m := range gazetteer.Actors(name, c.name) {
		list = append(list, newMeaning(m.Actor, name, m.Since, m.Until))
	}
	own := n.own(c, name, is)
	return append(list, newMeaning(own, name, store.MinDay, store.MaxDay))
}

func newMeaning(a store.Actor, printed string, since, until store.Day) meaning {
	m := meaning{since: since, until: until, party: store.Party{ID: a.ID, Name: a.Name}}
	if printed != a.Name {
		m.party.As = printed
		if !contains(a.Aliases, printed) {
			a.Aliases = append(a.Aliases, printed)
		}
	}
	m.actors = []*store.Actor{&a}
	for id := a.Affiliation; id != ""; {
		above, _ := gazetteer.Actor(id)
		m.actors = append(m.actors, &above)
		id = above.Affiliation
	}
	return m
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// own makes an actor of a name that the gazetteer does not know. Data sets keep
// their names apart themselves ("Christians (CAR)"), and one group has several
// numbers in UCDP (one for each conflict), so that one name is one actor. Its
// id gets the country where an actor of the gazetteer bears the plain one.
func (n *names) own(c *country, name string, is class) store.Actor {
	a := store.Actor{Name: name, Kind: kindOf[is]}
	switch {
	case isNameless(name):
		a.Kind = store.Unnamed
		a.ID = n.source + "/" + gazetteer.Slug(name)
		return a
	case isState(name):
		a.Kind = store.Government
		if of, ok := strings.CutPrefix(name, governmentOf); ok {
			a.Name = governmentOf + gazetteer.Country(of)
		}
	}
	a.ID = gazetteer.Slug(a.Name)
	if _, taken := gazetteer.Actor(a.ID); taken && c.name != "" {
		a.ID += "-" + gazetteer.Slug(c.name)
	}
	return a
}

const governmentOf = "Government of "

func isState(name string) bool {
	return hasAnyPrefix(name, governmentOf, "Military Forces of ", "Police Forces of ", "Former Military Forces of ", "Former Government of ")
}

// isNameless tells names that say only what sort of people it were.
func isNameless(name string) bool {
	word, _, _ := strings.Cut(name, " ")
	switch strings.ToLower(word) {
	case "civilians", "civilian", "protesters", "rioters", "unidentified", "unknown", "unnamed":
		return true
	}
	return false
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(s, prefix) {
			return true
		}
	}
	return false
}

// members parts the name of an alliance. UCDP joins the names by commas, but
// writes commas also within brackets and in names such as "Government of
// Macedonia, FYR", which the gazetteer knows whole.
func (c *country) members(side string) []string {
	if strings.IndexByte(side, ',') < 0 {
		return nil
	}
	if list, ok := c.sides[side]; ok {
		return list
	}
	name := strings.Clone(side)
	list := partMembers(name)
	c.sides[name] = list
	return list
}

func partMembers(side string) []string {
	var list []string
	depth, start := 0, 0
	for i := range len(side) {
		switch side[i] {
		case '(':
			depth++
		case ')':
			depth = max(depth-1, 0)
		case ',':
			if depth == 0 && strings.HasPrefix(side[i:], ", ") && !isWhole(side[start:]) {
				list = append(list, side[start:i])
				start = i + 2
			}
		}
	}
	return append(list, side[start:])
}

// isWhole tells a name with a comma in it that is one government's.
func isWhole(name string) bool {
	of, ok := strings.CutPrefix(name, governmentOf)
	return ok && gazetteer.Country(of) != of
}
