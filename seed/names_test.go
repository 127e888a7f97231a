package seed_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fieldbrief/seed"
	"fieldbrief/seed/dataset"
	"fieldbrief/seed/gazetteer"
	"fieldbrief/store"
)

// What the shipped briefing and the gazetteer say of one actor agrees, so that
// the actor of an article is that of a data set.
func TestActorsOfBriefingAndGazetteer(t *testing.T) {
	b, err := seed.Default()
	if err != nil {
		t.Fatal(err)
	}
	shared := 0
	for _, a := range b.Actors {
		g, ok := gazetteer.Actor(a.ID)
		if !ok {
			if a.Kind != store.Person && a.Kind != store.Unnamed {
				t.Errorf("the gazetteer has no %s", a.ID)
			}
			continue
		}
		shared++
		if g.Name != a.Name || g.Kind != a.Kind || g.Affiliation != a.Affiliation {
			t.Errorf("%s is %s (%s, of %q) in the briefing, %s (%s, of %q) in the gazetteer",
				a.ID, a.Name, a.Kind, a.Affiliation, g.Name, g.Kind, g.Affiliation)
		}
		for _, name := range append(slices.Clone(a.Aliases), a.Name) {
			if !slices.Contains(meanings(name), a.ID) {
				t.Errorf("%q is %s in the briefing, %v in the gazetteer", name, a.ID, meanings(name))
			}
		}
	}
	if shared != 16 {
		t.Errorf("%d actors are in both, want 16", shared)
	}
}

// meanings gives the ids of what a name means in Afghanistan, at any time.
func meanings(name string) []string {
	var ids []string
	for _, m := range gazetteer.Actors(name, "Afghanistan") {
		ids = append(ids, m.Actor.ID)
	}
	return ids
}

// rows keeps what a data set gives.
type rows []dataset.Record

func (r *rows) Events(records []dataset.Record) error { *r = append(*r, records...); return nil }
func (r *rows) Reject(dataset.Reject)                 {}

// event reads one event of a data set with these columns alone.
func event(t *testing.T, header, line string) dataset.Record {
	t.Helper()
	var got rows
	sum, err := dataset.Read(context.Background(), "names.csv", strings.NewReader(header+"\n"+line+"\n"), dataset.Options{}, &got)
	if err != nil || sum.Events != 1 {
		t.Fatalf("%s: %+v, %v", line, sum, err)
	}
	return got[0]
}

func ucdp(t *testing.T, day, country, adm1, a, b string) dataset.Record {
	return event(t, "id,date_start,date_end,side_a,side_b,country,adm_1,best", strings.Join([]string{"1", day, day, a, b, country, adm1, "0"}, ","))
}

func acled(t *testing.T, day, country, admin1, a, b string) dataset.Record {
	return event(t, "event_id_cnty,event_date,event_type,actor1,actor2,country,admin1,fatalities", strings.Join([]string{"AFG1", day, "Battles", a, b, country, admin1, "0"}, ","))
}

// Actors of data sets are those of the shipped briefing where they are meant,
// by name, country and day; the printed name stays.
func TestActorsOfDataSets(t *testing.T) {
	b, err := seed.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		read                  func(t *testing.T, day, country, admin1, a, b string) dataset.Record
		day, country, a, want string
		shipped               bool
	}{
		{ucdp, "2019-01-01", "Afghanistan", "Taleban", "taliban", true},
		{ucdp, "2022-01-01", "Afghanistan", "Government of Afghanistan", "taliban", true},
		{ucdp, "2021-08-16", "Afghanistan", "Government of Afghanistan", "taliban", true},
		{ucdp, "2021-08-15", "Afghanistan", "Government of Afghanistan", "former-afghan-government", true},
		{ucdp, "2021-08-14", "Pakistan", "Government of Afghanistan", "former-afghan-government", true},
		{ucdp, "1992-01-01", "Afghanistan", "Government of Afghanistan", "government-of-afghanistan", false},
		{ucdp, "2022-01-01", "Afghanistan", "IS", "isis-k", true},
		{ucdp, "2022-01-01", "Syria", "IS", "isis", true},
		{ucdp, "2022-01-01", "Afghanistan", "NRF", "national-resistance-front", true},
		{ucdp, "2005-01-01", "Chad", "NRF", "nrf", false},
		{ucdp, "1998-08-07", "Kenya", "al-Qaida", "al-qaeda", true},
		{ucdp, "1999-01-01", "Afghanistan", "UIFSA", "northern-alliance", true},
		{ucdp, "2010-01-01", "Pakistan", "Government of Pakistan", "government-of-pakistan", true},
		{ucdp, "2010-01-01", "Afghanistan", "Taleban - Ali Dad faction", "taleban-ali-dad-faction", false},
		{acled, "2022-01-01", "Afghanistan", "Military Forces of Afghanistan (2021-)", "taliban", true},
		{acled, "2022-01-01", "Afghanistan", "Police Forces of Afghanistan (2021-) General Directorate of Intelligence", "taliban", true},
		{acled, "2020-01-01", "Afghanistan", "Military Forces of Afghanistan (2014-2021)", "afghan-security-forces", true},
		{acled, "2020-01-01", "Afghanistan", "Taliban", "taliban", true},
		{acled, "2022-01-01", "Afghanistan", "Islamic State (Afghanistan)", "isis-k", true},
		{acled, "2022-01-01", "Iraq", "Islamic State (Iraq)", "isis", true},
		{acled, "2022-01-01", "Afghanistan", "National Resistance Front", "national-resistance-front", true},
		{acled, "2022-01-01", "India", "National Resistance Front", "national-resistance-front-india", false},
		{acled, "2022-01-01", "Afghanistan", "Islamic State (Libya)", "islamic-state-libya", false},
		{acled, "2022-01-01", "Afghanistan", "UNAMA: United Nations Assistance Mission in Afghanistan", "unama", true},
		{acled, "2022-01-01", "Afghanistan", "Civilians (Afghanistan)", "acled/civilians-afghanistan", false},
		{acled, "2022-01-01", "Pakistan", "Civilians (Pakistan)", "acled/civilians-pakistan", false},
	} {
		r := test.read(t, test.day, test.country, "", test.a, "Somebody")
		p := r.Event.Actors[0]
		if p.ID != test.want {
			t.Errorf("%s in %s on %s is %s, want %s", test.a, test.country, test.day, p.ID, test.want)
		}
		if p.Name != test.a && p.As != test.a {
			t.Errorf("%s: the printed name is lost: %+v", test.a, p)
		}
		at := slices.IndexFunc(b.Actors, func(a store.Actor) bool { return a.ID == p.ID })
		if shipped := at >= 0; shipped != test.shipped {
			t.Errorf("%s is in the shipped briefing: %v", p.ID, shipped)
		}
		if at >= 0 && (b.Actors[at].Name != p.Name || b.Actors[at].Kind != r.Actors[0].Kind) {
			t.Errorf("%s: %+v in the shipped briefing, %+v in the data set", p.ID, b.Actors[at].Name, p)
		}
	}
}

// Provinces of data sets are the shipped briefing's in every spelling; units of
// one name in two countries stay two.
func TestProvincesOfDataSets(t *testing.T) {
	b, err := seed.Default()
	if err != nil {
		t.Fatal(err)
	}
	for printed, want := range map[string]string{
		"Kabul province": "AF-KAB", "Nangarhar Province": "AF-NAN", "Saripul": "AF-SAR", "Sari Pul province": "AF-SAR", "Paktya": "AF-PIA", "Paktia": "AF-PIA",
		"Paktika province": "AF-PKA", "Panjsher": "AF-PAN", "Panjshir": "AF-PAN", "Hilmand": "AF-HEL", "Jawzjan": "AF-JOW", "Jawzjan province": "AF-JOW",
		"Urozgan": "AF-URU", "Nimruz": "AF-NIM", "Wardak": "AF-WAR", "Maydan Wardak province": "AF-WAR", "Balkh": "AF-BAL", "Kunar": "AF-KNR", "Kunduz": "AF-KDZ",
		"Daykondi": "AF-DAY", "Bādghīs": "AF-BDG", "KHOST PROVINCE": "AF-KHO",
	} {
		for _, read := range []func(t *testing.T, day, country, admin1, a, b string) dataset.Record{ucdp, acled} {
			p := read(t, "2020-01-01", "Afghanistan", printed, "A", "B").Province
			at := slices.IndexFunc(b.Provinces, func(q store.Province) bool { return q.ID == p.ID })
			if p.ID != want || at < 0 || b.Provinces[at].Name != p.Name {
				t.Errorf("%s is %s (%s), want %s", printed, p.ID, p.Name, want)
			}
		}
	}
	for _, test := range []struct{ name, country, want string }{
		{"Balkh", "Kazakhstan", "kazakhstan/balkh"},
		{"Northern region", "Uganda", "uganda/northern"},
		{"Northern", "Ghana", "ghana/northern"},
		{"Central", "Kenya", "kenya/central"},
		{"Central", "Uganda", "uganda/central"},
		{"Punjab province", "Pakistan", "pakistan/punjab"},
		{"Punjab state", "India", "india/punjab"},
	} {
		p := ucdp(t, "2020-01-01", test.country, test.name, "A", "B").Province
		if p.ID != test.want || p.Country != test.country || p.Code != "" {
			t.Errorf("%s, %s is %+v", test.name, test.country, p)
		}
	}
	if p := ucdp(t, "2020-01-01", "Afghanistan", "", "A", "B").Province; p != nil {
		t.Errorf("no province is taken for %+v", p)
	}
}
