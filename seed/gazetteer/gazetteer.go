// Package gazetteer knows names: those of provinces, countries and actors as
// articles and data sets write them, so that what all of them tell of one place
// or one group comes together.
//
// Of provinces it holds codes, names, spellings, capitals, centroids and their
// place on a tile map, so far those of Afghanistan; other countries' units get an
// id of their own from country and name (Admin1). Of countries it holds the
// spellings of UCDP and ACLED beside the English short name (Country). Of actors
// it holds names with the country and the days in which they mean one (Actors):
// "IS" is ISIS-K in Afghanistan, and "Government of Afghanistan" the Taliban since
// 16 August 2021.
//
// Codes are those of ISO 3166-2 and, beside them, OCHA's current P-codes (an
// older numbering of the same form is still about, and FIPS 10-4 codes look
// alike, so nothing is ever looked up by P-code). Centroids are area centroids
// of the Natural Earth 1:10m polygons.
package gazetteer

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fieldbrief/store"
)

// An Entry is what the gazetteer knows of one province.
type Entry struct {
	store.Province
	PCode          string   // OCHA administrative code, "AF21"
	CapitalAliases []string // other spellings and names of the capital
	Cell           Cell
}

// A Cell is a place in a country's tile map: one tile for each province,
// neighbours near one another, north up. Column and Row count from 0.
type Cell struct{ Column, Row int }

//go:embed afghanistan.csv
var afghanistan string

// entries reads the embedded tables once; callers get copies.
var entries = sync.OnceValue(func() []Entry {
	list, err := parse("Afghanistan", afghanistan)
	if err != nil {
		panic("gazetteer: " + err.Error()) // the embedded file is broken: only a build can bring that about
	}
	return list
})

// Entries gives all provinces of a country, named in English, in the order of
// their P-codes; nil for a country the gazetteer does not hold. An empty
// country gives those of all countries.
func Entries(country string) []Entry {
	var list []Entry
	for _, e := range entries() {
		if country == "" || store.Fold(country) == store.Fold(e.Country) {
			list = append(list, e.clone())
		}
	}
	return list
}

// Provinces gives all provinces of a country, as Entries does.
func Provinces(country string) []store.Province {
	var list []store.Province
	for _, e := range Entries(country) {
		list = append(list, e.Province)
	}
	return list
}

// Province gives the province of an ISO 3166-2 code in its official spelling ("AF-BAL").
func Province(code string) (store.Province, bool) {
	for _, e := range entries() {
		if e.Code == code {
			return e.clone().Province, true
		}
	}
	return store.Province{}, false
}

// Holds tells whether the gazetteer holds all provinces of the country of an
// ISO 3166-2 code, so that an unknown code of that country is a wrong one.
func Holds(code string) bool {
	country, _, found := strings.Cut(code, "-")
	return found && slices.ContainsFunc(entries(), func(e Entry) bool {
		return strings.HasPrefix(e.Code, country+"-")
	})
}

// Lookup gives the provinces that bear a name or alias: in one country, or in
// all where country is "". Case, diacritics, hyphens, apostrophes and the word
// "province" are of no matter; nothing else is guessed, since Paktia and
// Paktika are two. A capital's name is no province's name: see Seat.
func Lookup(name, country string) []store.Province {
	return matching(country, name, func(e Entry) []string { return append(e.Aliases, e.Name) })
}

// Seat gives the provinces whose capital bears a name, matched as by Lookup.
func Seat(capital, country string) []store.Province {
	return matching(country, capital, func(e Entry) []string { return append(e.CapitalAliases, e.Capital) })
}

func matching(country, name string, names func(Entry) []string) []store.Province {
	key := matchKey(name)
	if key == "" {
		return nil
	}
	var found []store.Province
	for _, e := range Entries(country) {
		if slices.ContainsFunc(names(e), func(n string) bool { return matchKey(n) == key }) {
			found = append(found, e.Province)
		}
	}
	return found
}

// matchKey folds what writers of one name differ in.
func matchKey(name string) string {
	folded := strings.Map(func(r rune) rune {
		switch r {
		case '\'', '"', '.':
			return -1
		case '-', ',':
			return ' '
		}
		return r
	}, store.Fold(name))
	words := slices.DeleteFunc(strings.Fields(folded), func(w string) bool {
		return w == "province" || w == "wilayat" || w == "velayat"
	})
	return strings.Join(words, "")
}

func (e Entry) clone() Entry {
	e.Aliases = slices.Clone(e.Aliases)
	e.CapitalAliases = slices.Clone(e.CapitalAliases)
	return e
}

// parse reads a table: a header, then one province a line, lists separated by "|".
func parse(country, table string) ([]Entry, error) {
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		return nil, err
	}
	var list []Entry
	for i, row := range rows[1:] {
		e, err := parseRow(country, row)
		if err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", country, i+2, err)
		}
		list = append(list, e)
	}
	return list, nil
}

func parseRow(country string, row []string) (Entry, error) {
	var numbers [4]float64
	for i, field := range row[6:] {
		n, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return Entry{}, err
		}
		numbers[i] = n
	}
	return Entry{
		Province: store.Province{
			ID: row[0], Code: row[0], Name: row[2], Country: country,
			Aliases: spellings(row[3]), Capital: row[4],
			Lat: numbers[0], Lon: numbers[1],
		},
		PCode:          row[1],
		CapitalAliases: spellings(row[5]),
		Cell:           Cell{Column: int(numbers[2]), Row: int(numbers[3])},
	}, nil
}

func spellings(field string) []string {
	if field == "" {
		return nil
	}
	return strings.Split(field, "|")
}
