package gazetteer

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"fieldbrief/store"
)

// namesakeTable lists the units that must keep the word for what they are,
// because another unit of the country (mostly its capital) bears the bare name.
//
//go:embed namesakes.csv
var namesakeTable string

var namesakes = sync.OnceValue(func() map[string]bool {
	keys := make(map[string]bool)
	for _, row := range table("namesakes.csv", namesakeTable, 2) {
		keys[namesakeKey(row[0], row[1])] = true
	}
	return keys
})

// mapped holds the countries whose provinces the gazetteer has.
var mapped = sync.OnceValue(func() map[string]bool {
	names := make(map[string]bool)
	for _, e := range entries() {
		names[e.Country] = true
	}
	return names
})

func namesakeKey(country, name string) string { return store.Fold(country) + "/" + store.Fold(name) }

// Admin1 gives the first-level unit of a country that a data set names, in any
// spelling of both names. A unit that the gazetteer does not hold becomes a
// province of its own, with the id "country/name", so that units of one name in
// two countries stay apart; the word for what it is ("Donetsk oblast",
// "Homs Governorate") is left out of its id and name and stays in an alias, so
// that data sets which print it meet those which do not.
func Admin1(name, country string) store.Province {
	country = Country(country)
	if mapped()[country] {
		if found := Lookup(name, country); len(found) == 1 {
			return found[0]
		}
	}
	p := store.Province{Name: name, Country: country}
	if !namesakes()[namesakeKey(country, name)] {
		p.Name = bareName(name)
	}
	if p.Name != name {
		p.Aliases = []string{name}
	}
	p.ID = Slug(country) + "/" + Slug(p.Name)
	return p
}

// unitWords say what a first-level unit is.
var unitWords = []string{
	"province", "oblast", "governorate", "department", "state", "region", "district",
	"prefecture", "county", "division", "wilayah", "wilaya", "wilayat", "voivodeship", "canton",
}

// status are words that stand before a unit word without being a name:
// "Federal District", "Kosovo autonomous province".
var status = []string{"federal", "capital", "special", "autonomous", "national", "metropolitan", "administrative"}

// bareName drops the word for what a unit is from the end of its name.
func bareName(name string) string {
	words := strings.Fields(name)
	n := len(words) - 1
	if n < 1 || !slices.Contains(unitWords, store.Fold(words[n])) || slices.Contains(status, store.Fold(words[n-1])) {
		return name
	}
	return strings.Join(words[:n], " ")
}
