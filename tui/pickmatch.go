package tui

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fieldbrief/store"
)

// A pickName is a value that can be picked, with every name it is found by.
type pickName struct {
	id, name string
	beside   string   // what tells it from others of its name: a country, a kind
	alike    bool     // there are others of its name
	also     []string // other names, as they are recorded
	keys     []string // folded: the name first, then the others
	count    store.Count
	place    int // among all names
}

// A pickMatch is a value that the typed letters find.
type pickMatch struct {
	name  *pickName
	by    string // the other name it was found by, "" for its own, as it is recorded
	rank  int
	score int
}

// provinceNames gives the provinces of a result with their aliases; where they
// are of several countries, with the country too.
func provinceNames(r *store.Result, provinces []store.Province) []pickName {
	aliases := make(map[string][]string, len(provinces))
	for i := range provinces {
		p := &provinces[i]
		aliases[p.ID] = append([]string{p.Code, p.Capital}, p.Aliases...)
	}
	names := make([]pickName, 0, len(r.Provinces))
	several := slices.ContainsFunc(r.Provinces, func(c store.Count) bool { return c.Group != r.Provinces[0].Group })
	alike := make(map[string]int, len(r.Provinces))
	for _, c := range r.Provinces {
		alike[c.Name]++
	}
	for _, c := range r.Provinces {
		also := aliases[c.ID]
		if several {
			also = append(also, c.Group)
		}
		n := newPickName(c, also)
		if several {
			n.beside, n.alike = printable(c.Group), alike[c.Name] > 1
		}
		names = append(names, n)
	}
	return names
}

// groupNames gives the actors of a result that are no person; what they are
// stands beside those that share a name, and their id where that is the same.
func groupNames(r *store.Result, actors []store.Actor) []pickName {
	return actorNames(r, actors, func(kind string) bool { return kind != string(store.Person) })
}

// actorNames does so for the actors of some kinds.
func actorNames(r *store.Result, actors []store.Actor, of func(kind string) bool) []pickName {
	aliases := make(map[string][]string, len(actors))
	for i := range actors {
		aliases[actors[i].ID] = slices.Concat(actors[i].Aliases, actors[i].Sic)
	}
	var names []pickName
	alike := make(map[string]int)
	for _, c := range r.Actors {
		if !of(c.Group) {
			continue
		}
		names = append(names, newPickName(c, aliases[c.ID]))
		alike[c.Name]++
		alike[c.Name+"\x00"+c.Group]++
	}
	for i := range names {
		c := &names[i].count
		switch {
		case alike[c.Name+"\x00"+c.Group] > 1:
			names[i].beside, names[i].alike = printable(c.ID), true
		case alike[c.Name] > 1:
			names[i].beside, names[i].alike = printable(c.Group), true
		}
	}
	return names
}

// sourceNames gives all sources, after a line that stands for every one.
func sourceNames(r *store.Result, sources []store.Source) []pickName {
	also := make(map[string][]string, len(sources))
	for _, s := range sources {
		also[s.ID] = []string{s.Outlet, s.Author}
	}
	all := newPickName(store.Count{Name: "All sources"}, nil)
	names := []pickName{all}
	for _, c := range r.Sources {
		if c.Name == "" {
			c.Name = c.ID
		}
		n := newPickName(c, also[c.ID])
		n.beside = printable(c.Group)
		names = append(names, n)
		names[0].count.AllEvents += c.AllEvents
		names[0].count.AllQuotes += c.AllQuotes
	}
	return names
}

func newPickName(c store.Count, also []string) pickName {
	n := pickName{id: c.ID, name: printable(c.Name), count: c}
	n.also, n.keys = make([]string, 0, len(also)+1), make([]string, 1, len(also)+2)
	n.keys[0] = store.Fold(c.Name)
	for _, a := range append(slices.Clip(also), c.ID) {
		if key := store.Fold(a); key != "" && !slices.Contains(n.keys, key) {
			n.also = append(n.also, a)
			n.keys = append(n.keys, key)
		}
	}
	return n
}

// Ranks of a match, the best first.
const (
	wholeName = iota
	nameStart
	wordStart
	namePart
	lettersInOrder
)

// matchNames finds folded letters in names, best first.
func matchNames(names []*pickName, wanted string) []pickMatch {
	matches := make([]pickMatch, 0, len(names))
	for _, n := range names {
		if m, ok := matchName(n, wanted); ok {
			matches = append(matches, m)
		}
	}
	if wanted == "" {
		return matches
	}
	order := make([]uint64, len(matches))
	for i := range matches {
		order[i] = matches[i].weight()<<32 | uint64(i)
	}
	slices.Sort(order)
	sorted := make([]pickMatch, len(matches))
	for i, o := range order {
		sorted[i] = matches[uint32(o)]
	}
	return sorted
}

// weight is less the better a match is: by rank, then by score.
func (m *pickMatch) weight() uint64 {
	const most = 1 << 20
	return uint64(m.rank)<<24 | uint64(most-max(-most, min(m.score, most)))
}

func matchName(n *pickName, wanted string) (pickMatch, bool) {
	best := pickMatch{name: n, rank: lettersInOrder + 1}
	if wanted == "" {
		best.rank = 0
		return best, true
	}
	for i, key := range n.keys {
		m, ok := matchKey(key, wanted, best.rank)
		if !ok || m.rank > best.rank || m.rank == best.rank && m.score <= best.score {
			continue
		}
		m.name = n
		if i > 0 {
			m.by = n.also[i-1]
		}
		best = m
	}
	return best, best.rank <= lettersInOrder
}

// matchKey finds letters in a name; how well they stand in order is only worked
// out where no better match is known.
func matchKey(key, wanted string, known int) (pickMatch, bool) {
	switch at := strings.Index(key, wanted); {
	case key == wanted:
		return pickMatch{rank: wholeName}, true
	case at == 0:
		return pickMatch{rank: nameStart, score: -len(key)}, true
	case at > 0 && !wordBefore(key, at):
		return pickMatch{rank: wordStart, score: -len(key)}, true
	case at > 0:
		return pickMatch{rank: namePart, score: -len(key)}, true
	}
	if known < lettersInOrder {
		return pickMatch{}, false
	}
	score, ok := inOrder(key, wanted)
	return pickMatch{rank: lettersInOrder, score: score}, ok
}

// inOrder tells whether the letters of wanted stand in key in their order, and
// how well: letters that begin a word count for it, those passed over in between
// against it.
func inOrder(key, wanted string) (score int, ok bool) {
	at := 0
	for _, r := range wanted {
		i := strings.IndexRune(key[at:], r)
		if i < 0 {
			return 0, false
		}
		if at > 0 {
			score -= i
		}
		if at += i; at == 0 || !wordBefore(key, at) {
			score += wordBegins
		}
		at += utf8.RuneLen(r)
	}
	return score, true
}

// wordBegins is how many letters passed over a letter that begins a word is
// worth.
const wordBegins = 8

// wordBefore tells whether a letter or digit stands before a place.
func wordBefore(key string, at int) bool { return !strings.ContainsRune(" -_/(.'", rune(key[at-1])) }
