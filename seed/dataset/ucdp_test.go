package dataset_test

import (
	"fmt"
	"strings"
	"testing"

	"fieldbrief/seed/dataset"
)

// The columns of UCDP GED as versions 22.1 and later order them, versions 17
// to 20 did, and the copies on the Humanitarian Data Exchange do.
const (
	ged22 = `id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
		dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
		number_of_sources source_article source_office source_date source_headline source_original where_prec
		where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
		event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob`
	ged19 = `id year active_year type_of_violence conflict_new_id conflict_name dyad_new_id dyad_name side_a_new_id gwnoa side_a
		side_b_new_id gwnob side_b number_of_sources source_article source_office source_date source_headline source_original
		where_prec where_coordinates adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity
		date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown low best high`
	gedHDX = `id year active_year start_year end_year type_of_violence conflict_new_id conflict_name dyad_new_id dyad_name
		side_a_new_id gwnoa side_a side_b_new_id gwnob side_b number_of_sources source_article source_office source_date
		source_headline source_original where_prec where_coordinates adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country
		country_id iso3 region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown low best high`
)

// clash is a row in the shape of UCDP GED, invented.
var clash = row{
	"id": "900001", "relid": "AFG-2019-1-303-1", "year": "2019", "active_year": "1", "code_status": "Clear", "type_of_violence": "1",
	"conflict_dset_id": "333", "conflict_new_id": "333", "conflict_name": "Afghanistan: Government",
	"dyad_dset_id": "735", "dyad_new_id": "735", "dyad_name": "Government of Afghanistan - Taleban",
	"side_a_dset_id": "130", "side_a_new_id": "130", "side_a": "Government of Afghanistan",
	"side_b_dset_id": "303", "side_b_new_id": "303", "side_b": "Taleban",
	"number_of_sources": "2",
	"source_article":    `"Test Wire, Kabul,2019-03-05,Checkpoint attacked; two dead";"Sample Post,2019-03-06,Police post overrun, officials say"`,
	"source_office":     "Test Wire, Kabul;Sample Post", "source_date": "2019-03-05;2019-03-06",
	"source_headline": "Checkpoint attacked; two dead;Police post overrun, officials say", "source_original": "district governor",
	"where_prec": "1", "where_coordinates": "Testabad village", "where_description": "Testabad village (outskirts)",
	"adm_1": "Kunduz province", "adm_2": "Sample district", "latitude": "36.5", "longitude": "68.75",
	"geom_wkt": "POINT (68.750000 36.500000)", "priogrid_gid": "182658", "country": "Afghanistan", "country_id": "700", "region": "Asia",
	"event_clarity": "1", "date_prec": "1", "date_start": "2019-03-04 00:00:00.000", "date_end": "2019-03-04 00:00:00.000",
	"deaths_a": "2", "deaths_b": "0", "deaths_civilians": "0", "deaths_unknown": "0", "best": "2", "high": "3", "low": "2", "gwnoa": "700",
}

func TestUCDPTenRows(t *testing.T) {
	rows := []row{
		clash,
		clash.with("id", "900002", "date_prec", "2", "date_end", "2019-03-07 00:00:00.000", "where_description", "Testabad village"),
		clash.with("id", "900003", "date_prec", "4", "date_start", "2019-02-01", "date_end", "2019-02-28", "best", "0", "low", "0"),
		clash.with("id", "900004", "date_prec", "5", "date_start", "2019-01-01", "date_end", "2019-12-31", "event_clarity", "2"),
		clash.with("id", "900005", "type_of_violence", "3", "side_a", "IS", "side_b", "Civilians", "dyad_name", "IS - Civilians",
			"low", "9", "best", "4", "high", "3", "deaths_civilians", "4"),
		clash.with("id", "900006", "type_of_violence", "2", "country", "Elbonia", "adm_1", "North State", "side_a", "Red Band, Blue Band",
			"side_b", "Grey - Green faction", "dyad_name", "Red Band, Blue Band - Grey - Green faction"),
		clash.with("id", "900007", "where_prec", "6", "adm_1", "", "adm_2", "", "geom_wkt", "POLYGON ((0 0))", "number_of_sources", "-1",
			"source_article", `Test Wire 5/3-09; "A headline" of Sample Post`, "source_office", "", "source_date", "", "source_headline", ""),
		clash.with("id", "900008.0", "conflict_dset_id", "1", "dyad_dset_id", "2", "side_a_dset_id", "3", "side_b_dset_id", "4",
			"best", "12.0", "low", "", "high", "NA", "gwnoa", "700.0", "year", "2018"),
		clash.with("id", "900009", "date_start", "2021-08-16", "date_end", "2021-08-16", "year", "2021", "side_b", "\u200f\u200f\u200fNRF",
			"dyad_name", "Government of Afghanistan - NRF", "source_headline", "", "where_description", "line one\r\nline two"),
		clash.with("id", "900010", "best", "", "high", "", "low", "", "latitude", "", "where_coordinates", "", "where_description", "",
			"source_article", `"Test Wire,2019-03-05,One";"Test Wire,2019-03-06,One"`, "type_of_violence", ""),
	}
	want := []string{`
id: afg/900001
date: 2019-03-04 2019-03-04…2019-03-04
title: Government of Afghanistan – Taleban
summary: Testabad village (outskirts) · Checkpoint attacked; two dead · Police post overrun, officials say
kind: State-based violence
province: AF-KDZ Kunduz, Afghanistan
place: Testabad village
at: 36.5 68.75
side a: former-afghan-government (Former Afghan government, government) Government of Afghanistan
side b: taliban (Taliban, armed group) Taleban
killed: 2 2 3
cite: afg|900001|Test Wire, Kabul|2019-03-05|Checkpoint attacked; two dead
cite: afg|900001|Sample Post|2019-03-06|Police post overrun, officials say
  relid: AFG-2019-1-303-1
  active_year: 1
  code_status: Clear
  conflict_new_id: 333
  conflict_name: Afghanistan: Government
  dyad_new_id: 735
  side_a_new_id: 130
  side_b_new_id: 303
  number_of_sources: 2
  source_original: district governor
  where_prec: 1
  adm_1: Kunduz province
  adm_2: Sample district
  priogrid_gid: 182658
  country: Afghanistan
  country_id: 700
  region: Asia
  event_clarity: 1
  date_prec: 1
  deaths_a: 2
  deaths_b: 0
  deaths_civilians: 0
  deaths_unknown: 0
  gwnoa: 700`,
		"date: 2019-03-04/2019-03-07 2019-03-04…2019-03-07 date precision 2: within two to six days\n" +
			"summary: Checkpoint attacked; two dead · Police post overrun, officials say",
		"date: 2019-02 2019-02-01…2019-02-28 date precision 4: within eight to thirty days, or the month is known\nkilled: 0 0 3",
		"date: 2019 2019-01-01…2019-12-31 date precision 5: within more than a month, up to a year\n  event_clarity: 2",
		"title: IS – Civilians\nkind: One-sided violence\nside a: isis-k (ISIS-K, armed group) IS\n" +
			"side b: afg/civilians (Civilians, unnamed)\nkilled: 9 4 3\n  deaths_civilians: 4",
		"title: Red Band, Blue Band – Grey - Green faction\nkind: Non-state violence\nprovince: elbonia/north North, Elbonia\n" +
			"side a: red-band (Red Band, armed group)\nside a: blue-band (Blue Band, armed group)\n" +
			"side b: grey-green-faction (Grey - Green faction, armed group)\n  adm_1: North State",
		"title: Government of Afghanistan – Taleban\nsummary: Testabad village (outskirts)\n" +
			"cite: afg|900007|Test Wire 5/3-09; \"A headline\" of Sample Post||\n  number_of_sources: -1\n  where_prec: 6\n  geom_wkt: POLYGON ((0 0))",
		"id: afg/900008\nkilled: ? 12 ?\n  year: 2018\n  conflict_dset_id: 1\n  dyad_dset_id: 2\n  side_a_dset_id: 3\n  side_b_dset_id: 4\n  gwnoa: 700.0",
		"date: 2021-08-16 2021-08-16…2021-08-16\ntitle: Government of Afghanistan – NRF\n" +
			"summary: line one line two · Checkpoint attacked; two dead · Police post overrun, officials say\n" +
			"side a: taliban (Taliban, armed group) Government of Afghanistan\nside b: national-resistance-front (National Resistance Front, armed group) NRF",
		"summary: One\ncite: afg|900010|Test Wire|2019-03-05|One\ncite: afg|900010|Test Wire|2019-03-06|One\n  longitude: 68.75",
	}
	c, sum := read(t, "afg.csv", file(ged22, rows...))
	if sum.Events != len(rows) {
		t.Fatalf("%d events of %d rows: %s", sum.Events, len(rows), reasons(c))
	}
	expect(t, describe(c.records[0]), want[0])
	for i, w := range want[1:] {
		got := describe(c.records[i+1])
		for _, line := range strings.Split(w, "\n") {
			if !strings.Contains("\n"+got, "\n"+line+"\n") {
				t.Errorf("row %d: no line %q in\n%s", i+2, line, got)
			}
		}
	}
	absent := map[int]string{1: "where_description", 2: "dyad_name", 6: "\nprovince: ", 9: "\nkilled: ", 5: "dyad_name", 8: "\u200f"}
	for i, text := range absent {
		if got := "\n" + describe(c.records[i]); strings.Contains(got, text) {
			t.Errorf("row %d: %q in\n%s", i+2, text, got)
		}
	}
	if got := "\n" + describe(c.records[9]); strings.Contains(got, "\nat: ") || strings.Contains(got, "\nkind: ") {
		t.Errorf("row 11 has a place or kind that it does not give:\n%s", got)
	}
}

// The same row gives the same event in every layout.
func TestUCDPLayouts(t *testing.T) {
	plain := clash.with("date_start", "2019-03-04", "date_end", "2019-03-04", "where_description", "")
	want := describeEvent(readOne(t, "afg.csv", file(ged22, plain)))
	tags := "#date+year" + strings.Repeat(",", 42)
	backward := strings.Fields(ged22)
	for i, j := 0, len(backward)-1; i < j; i, j = i+1, j-1 {
		backward[i], backward[j] = backward[j], backward[i]
	}
	for name, text := range map[string]string{
		"19.1":          file(ged19, plain),
		"byte mark":     "\ufeff" + file(ged22, plain),
		"capitals":      file(strings.ToUpper(ged22), plain),
		"backward":      file(strings.Join(backward, " "), plain),
		"crlf":          strings.ReplaceAll(file(ged22, plain), "\n", "\r\n"),
		"no last break": strings.TrimSuffix(file(ged22, plain), "\n"),
		"semicolons":    separated(';', ged22, plain),
		"tabs":          separated('\t', ged22, plain),
	} {
		got := describeEvent(readOne(t, "afg.csv", text))
		t.Run(name, func(t *testing.T) { expect(t, got, want) })
	}
	c, sum := read(t, "afg.csv", strings.Replace(file(gedHDX, plain), "\n", "\n,"+tags+",\n", 1))
	if sum.Events != 1 || sum.Skipped != 1 || sum.Rejected != 0 {
		t.Fatalf("%+v %s", sum, reasons(c))
	}
	if c.records[0].Row != 3 {
		t.Errorf("the first event stands in row %d, want 3", c.records[0].Row)
	}
	expect(t, describeEvent(c.records[0]), want)
}

// Each of ten rows is the same event in a copy of the Humanitarian Data
// Exchange, with its tags, floats for whole numbers and another order.
func TestTenRowsOfACopy(t *testing.T) {
	var rows, copied []row
	for i := range 10 {
		day := fmt.Sprintf("2020-02-%02d", i+10)
		r := clash.with("id", fmt.Sprint(800+i), "where_description", "", "date_start", day, "date_end", "2020-02-19", "year", "2020", "best", fmt.Sprint(i),
			"low", fmt.Sprint(9-i), "high", "", "type_of_violence", fmt.Sprint(1+i%3), "side_b", []string{"DPR", "NRF", "Civilians"}[i%3],
			"country", []string{"Ukraine", "Afghanistan"}[i%2], "adm_1", []string{"Donetsk Oblast", "", "Paktya province"}[i%3],
			"source_headline", "", "date_prec", fmt.Sprint(1+i%5), "where_coordinates", []string{"Kyïv town", "L’Église", "a\nb"}[i%3])
		rows = append(rows, r)
		copied = append(copied, r.with("gwnoa", "369.0", "best", r["best"]+".0", "type_of_violence", r["type_of_violence"]+".0", "latitude", "36.50"))
	}
	first, _ := read(t, "afg.csv", file(ged22, rows...))
	second, sum := read(t, "afg.csv", strings.Replace(file(gedHDX, copied...), "\n", "\n,#date+year,,#date+year+start"+strings.Repeat(",", 41)+"#affected+killed,\n", 1))
	if len(first.records) != 10 || len(second.records) != 10 || sum.Skipped != 1 {
		t.Fatalf("%+v %s %s", sum, reasons(first), reasons(second))
	}
	for i, r := range second.records {
		expect(t, describeEvent(r), describeEvent(first.records[i]))
	}
}

// Candidate 24.0.1 came without a header.
func TestUCDPWithoutHeader(t *testing.T) {
	text := file(ged22, clash, clash.with("id", "900002"))
	_, rows, _ := strings.Cut(text, "\n")
	c, sum := read(t, "afg.csv", rows)
	if sum.Events != 2 || c.records[0].Row != 1 {
		t.Fatalf("%+v %s", sum, reasons(c))
	}
	first, _ := read(t, "afg.csv", text)
	expect(t, describe(c.records[0]), describe(first.records[0]))
}

func describeEvent(r dataset.Record) string {
	r.Event.Original = nil
	return describe(r)
}

func TestRejects(t *testing.T) {
	text := file(ged22,
		clash,
		clash.with("id", ""),
		clash.with("id", "x17"),
		clash.with("id", "3", "date_start", ""),
		clash.with("id", "4", "date_end", "2019-02-30"),
		clash.with("id", "5", "date_end", "2019-03-01"),
		clash.with("id", "6", "best", "many"),
		clash.with("id", "7", "high", "-1"),
		clash.with("id", "8", "low", "1.5"),
		clash.with("id", "9", "latitude", "95"),
		clash.with("id", "10", "longitude", "east"),
		clash.with("id", "900001", "best", "7"),
		clash.with("id", "12"),
	) + "13,too,short\n\n" + strings.TrimSuffix(file(ged22, clash.with("id", "14")), "\n")[len(file(ged22)):] + ",,\n"
	c, sum := read(t, "afg.csv", text)
	expect(t, reasons(c), `
		row 3: id is empty
		row 4 (id x17): id is no whole number: "x17"
		row 5 (id 3): date_start is empty
		row 6 (id 4): date_end is no date: "2019-02-30"
		row 7 (id 5): date_end 2019-03-01 is before date_start 2019-03-04
		row 8 (id 6): best is no whole number: "many"
		row 9 (id 7): high is no whole number: "-1"
		row 10 (id 8): low is no whole number: "1.5"
		row 11 (id 9): latitude is not between -90 and 90 degrees: "95"
		row 12 (id 10): longitude is not between -180 and 180 degrees: "east"
		row 13 (id 900001): this id stands in an earlier row already; that row stays
		row 15 (id 13): it has 3 fields, the header 49`)
	if sum.Events != 3 || sum.Skipped != 1 || c.records[0].Row != 2 || *c.records[0].Event.Killed.Best != 2 || c.records[2].Key != "14" {
		t.Errorf("%+v", sum)
	}
}

// Two files put behind one another are read as one.
func TestHeaderInMidFile(t *testing.T) {
	text := file(ged22, clash) + "\ufeff" + file(strings.ToUpper(ged22), clash.with("id", "2"))
	if c, sum := read(t, "afg.csv", text); sum.Events != 2 || sum.Skipped != 1 {
		t.Errorf("%+v %s", sum, reasons(c))
	}
}

// A quotation mark that nothing closes costs its own row and no other.
func TestStrayQuotationMark(t *testing.T) {
	header, one, _ := strings.Cut(file(ged22, clash), "\n")
	lines := []string{header}
	for _, id := range []string{"1", "2", "3", "4", "5"} {
		lines = append(lines, strings.TrimSpace(strings.Replace(one, "900001", id, 1)))
	}
	lines[3] = strings.Replace(lines[3], ",Kunduz province,", `,"Kunduz province,`, 1)
	lines[4] = strings.Replace(lines[4], ",Asia,", `,As"ia,`, 1)
	c, _ := read(t, "afg.csv", strings.Join(lines, "\n")+"\n")
	var ids []string
	for _, r := range c.records {
		ids = append(ids, r.Key)
	}
	if got := strings.Join(ids, " "); got != "1 2 4 5" || len(c.rejects) != 1 {
		t.Fatalf("rows %s are read; %s", got, reasons(c))
	}
	expect(t, reasons(c), "row 4 (id 3): a quotation mark in it is not closed, or a line break stands outside quotation marks")
	if c.records[2].Event.Original[len(c.records[2].Event.Original)-8].Value != `As"ia` {
		t.Errorf("%v", c.records[2].Event.Original)
	}
}
