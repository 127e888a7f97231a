package gazetteer_test

import (
	"regexp"
	"slices"
	"testing"

	"fieldbrief/seed/gazetteer"
)

func TestAfghanistanIsWhole(t *testing.T) {
	entries := gazetteer.Entries("Afghanistan")
	if len(entries) != 34 {
		t.Fatalf("%d provinces, want 34", len(entries))
	}
	code, pcode := regexp.MustCompile(`^AF-[A-Z]{3}$`), regexp.MustCompile(`^AF(0[1-9]|[12]\d|3[0-4])$`)
	seen := map[any]string{}
	once := func(what any, name string) {
		if other, twice := seen[what]; twice {
			t.Errorf("%v stands for %s and %s", what, other, name)
		}
		seen[what] = name
	}
	for _, e := range entries {
		once(e.Code, e.Name)
		once(e.PCode, e.Name)
		once(e.Cell, e.Name)
		if !code.MatchString(e.Code) || !pcode.MatchString(e.PCode) || e.ID != e.Code {
			t.Errorf("%s: id %q, code %q, P-code %q", e.Name, e.ID, e.Code, e.PCode)
		}
		if e.Country != "Afghanistan" || e.Capital == "" {
			t.Errorf("%s: country %q, capital %q", e.Name, e.Country, e.Capital)
		}
		if e.Lat < 29.3 || e.Lat > 38.5 || e.Lon < 60.5 || e.Lon > 74.9 {
			t.Errorf("%s: centroid %v, %v is outside the country", e.Name, e.Lat, e.Lon)
		}
		if e.Cell.Column < 0 || e.Cell.Column > 6 || e.Cell.Row < 0 || e.Cell.Row > 5 {
			t.Errorf("%s: cell %v is outside the 7×6 grid", e.Name, e.Cell)
		}
	}
}

// Tiles keep the compass: a province whose centroid lies far north or east of
// another's does not stand south or west of it by more than one tile.
func TestTilesKeepTheCompass(t *testing.T) {
	entries := gazetteer.Entries("Afghanistan")
	for _, a := range entries {
		for _, b := range entries {
			if a.Lat > b.Lat+2 && a.Cell.Row > b.Cell.Row {
				t.Errorf("%s lies north of %s, its tile south", a.Name, b.Name)
			}
			if a.Lon > b.Lon+2 && a.Cell.Column < b.Cell.Column {
				t.Errorf("%s lies east of %s, its tile west", a.Name, b.Name)
			}
		}
	}
}

func TestEverySpellingFindsItsProvinceAlone(t *testing.T) {
	for _, p := range gazetteer.Provinces("") {
		for _, name := range append(p.Aliases, p.Name) {
			found := gazetteer.Lookup(name, "Afghanistan")
			if len(found) != 1 || found[0].Code != p.Code {
				t.Errorf("%q finds %v, want %s alone", name, found, p.Code)
			}
		}
	}
}

func TestLookup(t *testing.T) {
	for name, want := range map[string]string{
		"Balkh": "AF-BAL", "balkh province": "AF-BAL", "BALKH": "AF-BAL", "Wilayat Balkh": "AF-BAL",
		"Panjsher": "AF-PAN", "Panjshir Valley": "AF-PAN",
		"Paktia": "AF-PIA", "Paktya": "AF-PIA", "Paktika": "AF-PKA", "Paktīkā": "AF-PKA",
		"Kunar": "AF-KNR", "Kunduz": "AF-KDZ",
		"Sar-e Pol": "AF-SAR", "Sar-e-Pul": "AF-SAR", "sar i pul": "AF-SAR", "Saripul": "AF-SAR",
		"Wardak": "AF-WAR", "Maidan-Wardak": "AF-WAR", "Dai Kundi": "AF-DAY", "Daikundi": "AF-DAY",
		"Jawzjan": "AF-JOW", "Nimruz": "AF-NIM", "Urozgan": "AF-URU", "Parwan": "AF-PAR",
		"Paktik": "", "Kundar": "", "Pakti": "", "": "", "province": "", "Jalalabad": "", "AF-BAL": "", "AF21": "",
	} {
		var got string
		if found := gazetteer.Lookup(name, ""); len(found) == 1 {
			got = found[0].Code
		} else if len(found) > 1 {
			t.Errorf("%q finds %d provinces", name, len(found))
		}
		if got != want {
			t.Errorf("%q finds %q, want %q", name, got, want)
		}
	}
	if found := gazetteer.Lookup("Balkh", "Tajikistan"); found != nil {
		t.Errorf("Balkh in Tajikistan: %v", found)
	}
}

func TestSeat(t *testing.T) {
	for capital, want := range map[string]string{
		"Mazar-i-Sharif": "AF-BAL", "Mazar-e Sharif": "AF-BAL", "Mazar e-Sharif": "AF-BAL",
		"Jalalabad": "AF-NAN", "Firozkoh": "AF-GHO", "Faizabad": "AF-BDS", "Kabul": "AF-KAB", "Balkh": "",
	} {
		var got string
		if found := gazetteer.Seat(capital, "Afghanistan"); len(found) == 1 {
			got = found[0].Code
		}
		if got != want {
			t.Errorf("%q is the seat of %q, want %q", capital, got, want)
		}
	}
}

func TestCodes(t *testing.T) {
	if p, ok := gazetteer.Province("AF-PIA"); !ok || p.Name != "Paktia" {
		t.Errorf("AF-PIA: %v, %v", p, ok)
	}
	for _, code := range []string{"", "AF-XYZ", "af-bal", "AF01", "PIA"} {
		if p, ok := gazetteer.Province(code); ok {
			t.Errorf("%q is taken for %s", code, p.Name)
		}
	}
	for code, want := range map[string]bool{"AF-XYZ": true, "ML-1": false, "AF": false, "": false} {
		if gazetteer.Holds(code) != want {
			t.Errorf("Holds(%q) = %v", code, !want)
		}
	}
}

func TestAnswersAreCopies(t *testing.T) {
	first := gazetteer.Provinces("Afghanistan")
	first[0].Aliases[0] = "spoilt"
	if slices.Contains(gazetteer.Provinces("Afghanistan")[0].Aliases, "spoilt") {
		t.Error("a caller can change the gazetteer")
	}
}
