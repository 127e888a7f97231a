package gazetteer

import (
	_ "embed"
	"sync"

	"fieldbrief/store"
)

// countryTable lists the countries whose names data sets write in other ways
// than common English: former and formal names in UCDP's and ACLED's spelling.
//
//go:embed countries.csv
var countryTable string

var countries = sync.OnceValue(func() map[string]string {
	names := make(map[string]string)
	for _, row := range table("countries.csv", countryTable, 2) {
		names[store.Fold(row[0])] = row[0]
		for _, spelling := range spellings(row[1]) {
			names[store.Fold(spelling)] = row[0]
		}
	}
	return names
})

// Country gives a country's English short name for any of its spellings, and
// a name it does not know as it is.
func Country(name string) string {
	if short, ok := countries()[store.Fold(name)]; ok {
		return short
	}
	return name
}
