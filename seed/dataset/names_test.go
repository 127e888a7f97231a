package dataset_test

import (
	"slices"
	"strings"
	"testing"
)

// One name is one actor in all rows, whatever UCDP's number; where a number
// tells groups apart, their names do too.
func TestNamesDecide(t *testing.T) {
	c, _ := read(t, "a.csv", file(ged22,
		clash.with("id", "1", "country", "Ruritania", "side_b", "People's Front", "side_b_new_id", "5001"),
		clash.with("id", "2", "country", "Elbonia", "side_b", "Peoples Front", "side_b_new_id", "5002"),
		clash.with("id", "3", "country", "Elbonia", "side_b", "NRF"),
		clash.with("id", "4", "country", "Elbonia", "side_b", "IS"),
		clash.with("id", "5", "side_b", "IS", "date_start", "2014-05-01", "date_end", "2014-05-01"),
	))
	var got []string
	for _, r := range c.records {
		got = append(got, r.Event.Actors[1].ID)
	}
	if want := []string{"peoples-front", "peoples-front", "nrf", "isis", "isis"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestGovernmentOfAfghanistan(t *testing.T) {
	for day, want := range map[string]string{
		"1992-01-01": "government-of-afghanistan", "1996-09-26": "government-of-afghanistan",
		"1996-09-27": "taliban", "2001-12-21": "taliban", "2001-12-22": "former-afghan-government",
		"2021-08-15": "former-afghan-government", "2021-08-16": "taliban", "2024-01-01": "taliban",
	} {
		r := readOne(t, "a.csv", file(ged22, clash.with("date_start", day, "date_end", day)))
		if p := r.Event.Actors[0]; p.ID != want || p.Name == "Government of Afghanistan" != (p.As == "") {
			t.Errorf("%s: %+v, want %s", day, p, want)
		}
	}
}

func TestAlliances(t *testing.T) {
	for side, want := range map[string]string{
		"A":                             "a taliban",
		"A, B, C - D":                   "a b c-d taliban",
		"Sons of (North, South), B":     "sons-of-north-south b taliban",
		"A,B":                           "a-b taliban",
		"Government of Macedonia, FYR":  "government-of-north-macedonia taliban",
		"Government of Elbonia, FYR":    "government-of-elbonia fyr taliban",
		"A, Government of Rumania":      "a government-of-romania taliban",
		"A, A":                          "a a taliban",
		"Supporters of A (Elbonia), B)": "supporters-of-a-elbonia b taliban",
	} {
		r := readOne(t, "a.csv", file(ged22, clash.with("side_a", side)))
		if got := parties(r.Event); got != want {
			t.Errorf("%s: %s, want %s", side, got, want)
		}
		if len(r.Actors) != len(r.Event.Actors) {
			t.Errorf("%s: %d actors of %d parties", side, len(r.Actors), len(r.Event.Actors))
		}
	}
}

// The actor that another belongs to comes with it, after those of the parties.
func TestAffiliations(t *testing.T) {
	r := readOne(t, "a.csv", file(ged22, clash.with("side_a", "IS", "side_b", "Civilians")))
	var ids []string
	for _, a := range r.Actors {
		ids = append(ids, a.ID)
	}
	if got := strings.Join(ids, " "); got != "isis-k a/civilians isis" || r.Actors[0].Affiliation != "isis" {
		t.Error(got)
	}
	if !slices.Contains(r.Actors[0].Aliases, "IS") {
		t.Errorf("the printed name is no alias: %v", r.Actors[0].Aliases)
	}
}

// Provinces the gazetteer holds are found in every spelling; others are the
// country's own, with or without the word for what they are.
func TestProvinces(t *testing.T) {
	for _, test := range []struct{ country, adm1, id, name string }{
		{"Afghanistan", "Kunduz province", "AF-KDZ", "Kunduz"},
		{"Afghanistan", "Paktya province", "AF-PIA", "Paktia"},
		{"Afghanistan", "Sari Pul", "AF-SAR", "Sar-e Pol"},
		{"Afghanistan", "Nowhere province", "afghanistan/nowhere", "Nowhere"},
		{"Ukraine", "Donetsk oblast", "ukraine/donetsk", "Donetsk"},
		{"Ukraine", "Donetsk Oblast", "ukraine/donetsk", "Donetsk"},
		{"Ukraine", "Donetsk", "ukraine/donetsk", "Donetsk"},
		{"Russia (Soviet Union)", "Moscow oblast", "russia/moscow-oblast", "Moscow oblast"},
		{"Russia", "Moscow", "russia/moscow", "Moscow"},
		{"Syria", "Homs Governorate", "syria/homs", "Homs"},
		{"Central African Republic", "Nana-Grébizi province", "central-african-republic/nana-grebizi", "Nana-Grébizi"},
		{"Elbonia", "Federal District", "elbonia/federal-district", "Federal District"},
		{"Ruritania", "Kunduz province", "ruritania/kunduz", "Kunduz"},
	} {
		r := readOne(t, "a.csv", file(ged22, clash.with("country", test.country, "adm_1", test.adm1)))
		if p := r.Event.Province; p == nil || p.ID != test.id || p.Name != test.name || r.Province.ID != test.id {
			t.Errorf("%s, %s: %+v", test.adm1, test.country, p)
		}
		if test.adm1 != test.name && !strings.HasPrefix(test.id, "AF-") && !slices.Contains(r.Province.Aliases, test.adm1) {
			t.Errorf("%s, %s: aliases %v", test.adm1, test.country, r.Province.Aliases)
		}
	}
}
