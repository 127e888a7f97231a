package dataset_test

import (
	"strings"
	"testing"

	"fieldbrief/store"
)

// The columns of ACLED exports: 2018 to 2022, since 2023, since 2024 with
// population figures, and the Africa files up to version 7.
const (
	acled18 = `data_id iso event_id_cnty event_id_no_cnty event_date year time_precision event_type sub_event_type actor1
		assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction region country admin1 admin2 admin3 location latitude longitude
		geo_precision source source_scale notes fatalities timestamp iso3`
	acled23 = `event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
		assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
		geo_precision source source_scale notes fatalities tags timestamp`
	acled24     = acled23 + " population_1km population_2km population_5km population_best"
	acledAfrica = `GWNO EVENT_ID_CNTY EVENT_ID_NO_CNTY EVENT_DATE YEAR TIME_PRECISION EVENT_TYPE ACTOR1 ALLY_ACTOR_1 INTER1 ACTOR2
		ALLY_ACTOR_2 INTER2 INTERACTION COUNTRY ADMIN1 ADMIN2 ADMIN3 LOCATION LATITUDE LONGITUDE GEO_PRECISION SOURCE NOTES FATALITIES`
)

// raid is a row in the shape of ACLED, invented.
var raid = row{
	"data_id": "7000001", "iso": "4", "iso3": "AFG", "event_id_cnty": "AFG900001", "event_id_no_cnty": "900001",
	"event_date": "15 April 2022", "year": "2022", "time_precision": "1", "disorder_type": "Political violence; Demonstrations",
	"event_type": "Battles", "sub_event_type": "Armed clash",
	"actor1": "Military Forces of Afghanistan (2021-)", "inter1": "1",
	"assoc_actor_1": "Police Forces of Afghanistan (2021-) General Directorate of Intelligence; Village Guard (Afghanistan)",
	"actor2":        "National Resistance Front", "inter2": "2", "assoc_actor_2": "", "interaction": "12", "civilian_targeting": "",
	"region": "Caucasus and Central Asia", "country": "Afghanistan", "admin1": "Panjshir", "admin2": "Sample", "admin3": "",
	"location": "Testabad", "latitude": "35.25", "longitude": "69.5", "geo_precision": "2",
	"source": "Test Wire; Sample Post", "source_scale": "Local partner-Other",
	"notes": "On 15 April, invented forces clashed in Testabad.\nTwo died. [size=no report]", "fatalities": "2",
	"tags": "crowd size=no report", "timestamp": "1650000000", "population_1km": "", "population_best": "1200",
}

func TestACLEDTenRows(t *testing.T) {
	rows := []row{
		raid,
		raid.with("event_id_cnty", "AFG900002", "time_precision", "2", "event_date", "2022-06-30"),
		raid.with("event_id_cnty", "AFG900003", "time_precision", "3", "event_date", "2021-02-02T00:00:00Z", "year", "2021"),
		raid.with("event_id_cnty", "AFG900004", "event_date", "1/2/2022", "fatalities", "0", "actor2", "", "inter2", "0", "interaction", "10"),
		raid.with("event_id_cnty", "AFG900005", "event_type", "Protests", "sub_event_type", "Peaceful protest", "actor1", "Protesters (Afghanistan)",
			"inter1", "Protesters", "assoc_actor_1", "Teachers (Afghanistan)", "actor2", "", "inter2", "", "fatalities", "0"),
		raid.with("event_id_cnty", "AFG900006", "actor1", "Islamic State (Afghanistan)", "inter1", "Rebel group", "assoc_actor_1", "NA",
			"actor2", "Civilians (Afghanistan)", "inter2", "Civilians", "assoc_actor_2", "Journalists (Afghanistan)", "fatalities", "NA"),
		raid.with("event_id_cnty", "ELB17", "country", "Elbonia", "admin1", "Panjshir", "actor1", "Unidentified Armed Group (Elbonia)", "inter1", "3",
			"assoc_actor_1", "", "actor2", "National Resistance Front", "notes", ""),
		raid.with("event_id_cnty", "AFG900008", "actor1", "Taliban", "inter1", "2", "actor2", "Military Forces of Afghanistan (2014-2021) Special Forces",
			"inter2", "1", "assoc_actor_1", "", "event_date", "15-Apr-2021", "year", "2021", "admin1", "Urozgan"),
		raid.with("event_id_cnty", "AFG900009", "latitude", "NA", "longitude", "NA", "location", "NA", "admin1", "NA", "source", "", "fatalities", "3.0"),
		raid.with("event_id_cnty", "AFG900010", "sub_event_type", "", "actor1", "Test Peace Mission", "inter1", "External/Other forces", "assoc_actor_1", "",
			"actor2", "Military Forces of Elbonia (1990-)", "inter2", "State forces", "source", "Sample Post"),
	}
	c, _ := read(t, "afg.csv", file(acled24, rows...))
	if len(c.records) != len(rows) {
		t.Fatalf("%d events of %d rows: %s", len(c.records), len(rows), reasons(c))
	}
	expect(t, describe(c.records[0]), `
id: acled/AFG900001
date: 2022-04-15 2022-04-15…2022-04-15
title: Armed clash: Military Forces of Afghanistan (2021-) – National Resistance Front
summary: On 15 April, invented forces clashed in Testabad. Two died. [size=no report]
kind: Battles
province: AF-PAN Panjshir, Afghanistan
place: Testabad
at: 35.25 69.5
side a: taliban (Taliban, armed group) Military Forces of Afghanistan (2021-)
associated with side a: taliban (Taliban, armed group) Police Forces of Afghanistan (2021-) General Directorate of Intelligence
associated with side a: village-guard-afghanistan (Village Guard (Afghanistan), armed group)
side b: national-resistance-front (National Resistance Front, armed group)
killed: ? 2 ?
cite: acled|AFG900001|Test Wire||
cite: acled|AFG900001|Sample Post||
  time_precision: 1
  disorder_type: Political violence; Demonstrations
  sub_event_type: Armed clash
  inter1: 1
  inter2: 2
  interaction: 12
  iso: 4
  region: Caucasus and Central Asia
  country: Afghanistan
  admin1: Panjshir
  admin2: Sample
  geo_precision: 2
  source_scale: Local partner-Other
  tags: crowd size=no report
  timestamp: 1650000000
  population_best: 1200`)
	for i, w := range []string{
		"date: 2022-06-24/2022-07-06 2022-06-24…2022-07-06 time precision 2: within a week of 2022-06-30\n  event_date: 2022-06-30",
		"date: 2021-02 2021-02-01…2021-02-28 time precision 3: only the month is known\n  time_precision: 3",
		"date: 2022-01-02 2022-01-02…2022-01-02\ntitle: Armed clash: Military Forces of Afghanistan (2021-)\nkilled: ? 0 ?",
		"title: Peaceful protest: Protesters (Afghanistan)\nkind: Protests\nside a: acled/protesters-afghanistan (Protesters (Afghanistan), unnamed)\n" +
			"associated with side a: teachers-afghanistan (Teachers (Afghanistan), organisation)",
		"side a: isis-k (ISIS-K, armed group) Islamic State (Afghanistan)\nside b: acled/civilians-afghanistan (Civilians (Afghanistan), unnamed)\n" +
			"associated with side b: journalists-afghanistan (Journalists (Afghanistan), organisation)",
		"id: acled/ELB17\nprovince: elbonia/panjshir Panjshir, Elbonia\nside a: acled/unidentified-armed-group-elbonia (Unidentified Armed Group (Elbonia), unnamed)\n" +
			"side b: national-resistance-front-elbonia (National Resistance Front, armed group)",
		"date: 2021-04-15 2021-04-15…2021-04-15\nprovince: AF-URU Uruzgan, Afghanistan\n" +
			"side b: afghan-security-forces (Afghan security forces, government) Military Forces of Afghanistan (2014-2021) Special Forces",
		"title: Armed clash: Military Forces of Afghanistan (2021-) – National Resistance Front\nkilled: ? 3 ?\ncite: acled|AFG900009|||",
		"title: Battles: Test Peace Mission – Military Forces of Elbonia (1990-)\nside a: test-peace-mission (Test Peace Mission, organisation)\n" +
			"side b: military-forces-of-elbonia-1990 (Military Forces of Elbonia (1990-), government)",
	} {
		got := describe(c.records[i+1])
		for _, line := range strings.Split(w, "\n") {
			if !strings.Contains("\n"+got, "\n"+line+"\n") {
				t.Errorf("row %d: no line %q in\n%s", i+3, line, got)
			}
		}
	}
	if c.records[5].Event.Killed != nil || c.records[3].Event.Killed == nil {
		t.Error("an unknown number of dead is taken for none, or none for unknown")
	}
	if got := describe(c.records[8]); strings.Contains(got, "\nplace") || strings.Contains(got, "\nat:") || strings.Contains(got, "NA") {
		t.Errorf("NA is taken for a value:\n%s", got)
	}
}

func TestACLEDLayouts(t *testing.T) {
	want := describeEvent(readOne(t, "a.csv", file(acled24, raid)))
	for name, header := range map[string]string{"2018": acled18, "2023": acled23} {
		t.Run(name, func(t *testing.T) { expect(t, describeEvent(readOne(t, "b.csv", file(header, raid))), want) })
	}
	old := raid.with("ally_actor_1", raid["assoc_actor_1"], "event_date", "03/04/2015", "year", "2015")
	got := describe(readOne(t, "africa.csv", file(acledAfrica, old)))
	for _, line := range []string{"date: 2015-04-03 2015-04-03…2015-04-03", "title: Battles: Military Forces of Afghanistan (2021-) – National Resistance Front",
		"associated with side a: village-guard-afghanistan (Village Guard (Afghanistan), armed group)"} {
		if !strings.Contains(got, line+"\n") {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
}

// What 1/2/1997 means is the file's: a day above 12 anywhere near its start tells.
func TestSlashDates(t *testing.T) {
	for name, test := range map[string]struct{ header, first, second, want, reject string }{
		"month first by default":    {acled23, "1/2/1997", "3/4/1997", "1997-01-02 1997-03-04", ""},
		"capitals: day first":       {acledAfrica, "1/2/1997", "3/4/1997", "1997-02-01 1997-04-03", ""},
		"a 13th: day first":         {acled23, "1/2/1997", "13/4/1997", "1997-02-01 1997-04-13", ""},
		"capitals, month first":     {acledAfrica, "1/2/1997", "4/13/1997", "1997-01-02 1997-04-13", ""},
		"both cannot be":            {acled23, "13/2/1997", "4/13/1997", "1997-02-13", `row 3 (id AFG2): event_date is no date, for days stand before months in this file: "4/13/1997"`},
		"two digits and a year":     {acled23, "1/2/97", "3/4/97 0:00", "1997-01-02 1997-03-04", ""},
		"two digits, another year":  {acled23, "1/2/97", "3/4/96", "1997-01-02", `row 3 (id AFG2): event_date is no date: "3/4/96"`},
		"other forms beside it":     {acled23, "April 15, 1997", "5 MAY 1997", "1997-04-15 1997-05-05", ""},
		"a number is no date":       {acled23, "35432", "1997-05-05 00:00:00", "1997-05-05", `row 2 (id AFG1): event_date is no date: "35432"`},
		"a date with rubbish after": {acled23, "1997-05-05x", "1997-05-05", "1997-05-05", `row 2 (id AFG1): event_date is no date: "1997-05-05x"`},
	} {
		t.Run(name, func(t *testing.T) {
			base := raid.with("year", "1997", "notes", "")
			c, _ := read(t, "a.csv", file(test.header, base.with("event_id_cnty", "AFG1", "event_date", test.first), base.with("event_id_cnty", "AFG2", "event_date", test.second)))
			var dates []string
			for _, r := range c.records {
				dates = append(dates, r.Event.EDTF)
			}
			if got := strings.Join(dates, " "); got != test.want || reasons(c) != test.reject {
				t.Errorf("%q, %q", got, reasons(c))
			}
		})
	}
}

// Every date reads back as the store reads it.
func TestDatesAreTheStores(t *testing.T) {
	var rows []row
	for i, day := range []string{"2020-02-29", "2019-12-31", "2020-01-03", "2021-03-01", "1999-12-28"} {
		for j, precision := range []string{"1", "2", "3", "", "9"} {
			rows = append(rows, raid.with("event_id_cnty", "AFG"+string(rune('1'+i))+string(rune('1'+j)), "event_date", day, "time_precision", precision))
		}
	}
	c, _ := read(t, "a.csv", file(acled23, rows...))
	if len(c.records) != len(rows) {
		t.Fatal(reasons(c))
	}
	for _, r := range c.records {
		d, err := store.ParseDate(r.Event.EDTF, r.Event.Basis, r.Event.Note)
		if err != nil || d != r.Event.Date {
			t.Errorf("%+v, the store reads %+v, %v", r.Event.Date, d, err)
		}
	}
}
