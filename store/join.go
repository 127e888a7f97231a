package store

import (
	"slices"
	"strings"
)

// joinActors makes one actor of each id, with the names, notes and citations
// of all sources: the first source's name and kind, other names as aliases.
func joinActors(briefings []Briefing) ([]Actor, map[string]int32) {
	var joined []Actor
	numbers := make(map[string]int32)
	for _, b := range briefings {
		for _, a := range b.Actors {
			n, ok := numbers[a.ID]
			if !ok {
				numbers[a.ID] = int32(len(joined))
				joined = append(joined, a)
				continue
			}
			joined[n] = joinActor(joined[n], a)
		}
	}
	return joined, numbers
}

func joinActor(a, b Actor) Actor {
	a.Aliases = joinNames(a.Name, a.Aliases, append([]string{b.Name}, b.Aliases...))
	a.Sic = joinNames(a.Name, a.Sic, b.Sic)
	a.Note = joinNotes(a.Note, b.Note)
	a.Remark = joinNotes(a.Remark, b.Remark)
	a.Cites = joinCites(a.Cites, b.Cites)
	if a.Affiliation == "" {
		a.Affiliation = b.Affiliation
	}
	return a
}

// joinProvinces does for provinces what joinActors does for actors.
func joinProvinces(briefings []Briefing) ([]Province, map[string]int32) {
	var joined []Province
	numbers := make(map[string]int32)
	for _, b := range briefings {
		for _, p := range b.Provinces {
			n, ok := numbers[p.ID]
			if !ok {
				numbers[p.ID] = int32(len(joined))
				joined = append(joined, p)
				continue
			}
			joined[n] = joinProvince(joined[n], p)
		}
	}
	return joined, numbers
}

func joinProvince(p, q Province) Province {
	p.Aliases = joinNames(p.Name, p.Aliases, append([]string{q.Name}, q.Aliases...))
	p.Cites = joinCites(p.Cites, q.Cites)
	if p.Capital == "" {
		p.Capital = q.Capital
	}
	if p.Lat == 0 && p.Lon == 0 {
		p.Lat, p.Lon = q.Lat, q.Lon
	}
	return p
}

// joinNames gives the names of both lists, each once, without the main one.
func joinNames(name string, a, b []string) []string {
	var names []string
	for _, n := range slices.Concat(a, b) {
		if n != "" && n != name && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// joinCites gives the citations of both lists, each once.
func joinCites(a, b []Citation) []Citation {
	joined := slices.Clone(a)
	for _, c := range b {
		if !slices.Contains(joined, c) {
			joined = append(joined, c)
		}
	}
	return joined
}

func joinNotes(a, b string) string {
	switch {
	case b == "" || slices.Contains(strings.Split(a, "\n"), b):
		return a
	case a == "":
		return b
	}
	return a + "\n" + b
}
