package gazetteer_test

import (
	"slices"
	"testing"

	"fieldbrief/seed/gazetteer"
	"fieldbrief/store"
)

func day(t *testing.T, edtf string) store.Day {
	t.Helper()
	d, err := store.ParseDate(edtf, store.Stated, "")
	if err != nil {
		t.Fatal(err)
	}
	return d.First
}

func TestActors(t *testing.T) {
	for _, test := range []struct{ name, country, on, want string }{
		{"Taleban", "Afghanistan", "2019-01-01", "taliban"},
		{"taleban", "Pakistan", "2022-01-01", "taliban"},
		{"Taliban", "", "2019-01-01", "taliban"},
		{"Taleban - Ali Dad faction", "Afghanistan", "2019-01-01", ""},
		{"Pakistani Taliban", "Pakistan", "2019-01-01", ""},
		{"Military Forces of Afghanistan (2021-)", "Afghanistan", "2022-01-01", "taliban"},
		{"Police Forces of Afghanistan (2021-) General Directorate of Intelligence", "Afghanistan", "2022-01-01", "taliban"},
		{"Military Forces of Afghanistan (2014-2021) Special Forces", "Afghanistan", "2021-09-01", "afghan-security-forces"},
		{"Former Military Forces of Afghanistan (2014-2021)", "Afghanistan", "2022-01-01", ""},
		{"Military Forces of Afghanistan", "Afghanistan", "2021-08-15", "afghan-security-forces"},
		{"Military Forces of Afghanistan", "Afghanistan", "2021-08-16", "taliban"},
		{"Government of Afghanistan", "Afghanistan", "1995-01-01", ""},
		{"Government of Afghanistan", "Afghanistan", "2000-01-01", "taliban"},
		{"Government of Afghanistan", "Afghanistan", "2015-01-01", "former-afghan-government"},
		{"Government of Afghanistan", "Tajikistan", "2022-01-01", "taliban"},
		{"IS", "Afghanistan", "2016-01-01", "isis-k"},
		{"IS", "Afghanistan", "2014-01-01", "isis"},
		{"IS", "Iraq", "2016-01-01", "isis"},
		{"Islamic State (Afghanistan)", "Afghanistan", "2022-01-01", "isis-k"},
		{"Islamic State (Pakistan)", "Pakistan", "2022-01-01", ""},
		{"NRF", "Afghanistan", "2022-01-01", "national-resistance-front"},
		{"NRF", "Sudan", "2006-01-01", ""},
		{"National Resistance Front", "Afghanistan", "2022-01-01", "national-resistance-front"},
		{"National Resistance Front", "India", "2022-01-01", ""},
		{"al-Qaida", "Yemen", "2010-01-01", "al-qaeda"},
		{"UIFSA", "Afghanistan", "1999-01-01", "northern-alliance"},
		{"Government of Russia (Soviet Union)", "Afghanistan", "1989-02-01", "soviet-union"},
		{"Government of Russia (Soviet Union)", "Russia", "2000-01-01", ""},
		{"", "Afghanistan", "2000-01-01", ""},
	} {
		got := ""
		for _, m := range gazetteer.Actors(test.name, test.country) {
			if on := day(t, test.on); got == "" && m.Since <= on && on <= m.Until {
				got = m.Actor.ID
			}
		}
		if got != test.want {
			t.Errorf("%q in %q on %s is %q, want %q", test.name, test.country, test.on, got, test.want)
		}
	}
}

func TestActorTable(t *testing.T) {
	for _, id := range []string{"taliban", "isis-k", "former-afghan-government", "un", "us-forces"} {
		a, ok := gazetteer.Actor(id)
		if !ok || a.ID != id || a.Name == "" || !slices.Contains(store.ActorKinds(), a.Kind) {
			t.Errorf("%s: %+v, %v", id, a, ok)
		}
		if slices.Contains(a.Aliases, a.Name) {
			t.Errorf("%s: its name is an alias: %v", id, a.Aliases)
		}
		if _, ok := gazetteer.Actor(a.Affiliation); a.Affiliation != "" && !ok {
			t.Errorf("%s belongs to %q, which is no actor", id, a.Affiliation)
		}
	}
	a, _ := gazetteer.Actor("taliban")
	a.Aliases[0] = "spoilt"
	if b, _ := gazetteer.Actor("taliban"); slices.Contains(b.Aliases, "spoilt") {
		t.Error("a caller can change the gazetteer")
	}
	if _, ok := gazetteer.Actor("nobody"); ok {
		t.Error("nobody is an actor")
	}
}

func TestCountry(t *testing.T) {
	for name, want := range map[string]string{
		"Afghanistan": "Afghanistan", "Russia (Soviet Union)": "Russia", "DR Congo (Zaire)": "Democratic Republic of the Congo",
		"Democratic Republic of Congo": "Democratic Republic of the Congo", "Congo": "Republic of the Congo",
		"Kingdom of eSwatini (Swaziland)": "Eswatini", "cote d'ivoire": "Ivory Coast", "Macedonia, FYR": "North Macedonia",
		"Elbonia": "Elbonia", "": "",
	} {
		if got := gazetteer.Country(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

func TestAdmin1(t *testing.T) {
	for _, test := range []struct{ name, country, id, want string }{
		{"Kunduz province", "Afghanistan", "AF-KDZ", "Kunduz"},
		{"Kunduz province", "Elbonia", "elbonia/kunduz", "Kunduz"},
		{"Atlantis province", "Afghanistan", "afghanistan/atlantis", "Atlantis"},
		{"Equateur province", "DR Congo (Zaire)", "democratic-republic-of-the-congo/equateur", "Equateur"},
		{"Province", "Elbonia", "elbonia/province", "Province"},
		{"Kosovo autonomous province", "Serbia (Yugoslavia)", "serbia/kosovo-autonomous-province", "Kosovo autonomous province"},
		{"Moscow Oblast", "Russia", "russia/moscow-oblast", "Moscow Oblast"},
	} {
		if p := gazetteer.Admin1(test.name, test.country); p.ID != test.id || p.Name != test.want {
			t.Errorf("%s, %s: %+v", test.name, test.country, p)
		}
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"Front for People's Justice (FPJ)": "front-for-peoples-justice-fpj", " --A  b-- ": "a-b", "Nana-Grébizi": "nana-grebizi",
		"Жёлтый 7": "желтыи-7", "": "", "1/2": "1-2",
	} {
		if got := gazetteer.Slug(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	if a, b := gazetteer.Slug("???"), gazetteer.Slug("!"); a == b || a == "" {
		t.Errorf("names without letters: %q, %q", a, b)
	}
}
