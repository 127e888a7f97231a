package export

import (
	"testing"

	"fieldbrief/store"
)

// The command line says the same filter again, by name where names are clear.
func TestCommand(t *testing.T) {
	library := testLibrary(t)
	for want, f := range map[string]store.Filter{
		"fieldbrief events": {},
		"fieldbrief events province:Balkh '!province:Sar-e Pol'":             {Provinces: store.Choice{Chosen: []string{"AF-BAL"}, Excluded: []string{"AF-SAR"}}},
		"fieldbrief events 'person:Sami Sadat' group:Taliban all:yes":        {Actors: store.Choice{Chosen: []string{"sami-sadat", "taliban"}}, AllActors: true},
		"fieldbrief events since:2021 until:2022-04 inside:yes":              {Since: "2021", Until: "2022-04", Inside: true},
		`fieldbrief events mosque '"booby trapped"' '!hotel'`:                {Text: `mosque "booby trapped" !hotel`},
		`fieldbrief events 'mosque '`:                                        {Text: "mosque "},
		`fieldbrief events '--match=-x it'\''s'`:                             {Text: "-x it's"},
		`fieldbrief events '"kind:x"'`:                                       {Text: `"kind:x" `},
		`fieldbrief events source:confronting-the-taliban 'kind:"no ""one"'`: {Sources: store.Choice{Chosen: []string{"confronting-the-taliban"}}, Kinds: store.Choice{Chosen: []string{"no \"one"}}},
	} {
		if got := Command(library, f, "events"); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", f, got, want)
		}
	}
}
