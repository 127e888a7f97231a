package dataset_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"fieldbrief/seed/dataset"
)

// The same table is read in every form that programs write it in.
func TestForms(t *testing.T) {
	plain := clash.with("where_description", "")
	want := describeEvent(readOne(t, "afg.csv", file(ged22, plain)))
	text := file(ged22, plain)
	quoted := `"` + strings.ReplaceAll(strings.Join(strings.Fields(ged22), ","), ",", `","`) + `"`
	_, rows, _ := strings.Cut(text, "\n")
	little, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(text)
	big, _ := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(text)
	for name, text := range map[string]string{
		"quoted header":               quoted + "\n" + rows,
		"quoted header, byte mark":    "\ufeff" + quoted + "\r\n" + rows,
		"Title_Case header":           strings.Replace(text, "id,relid,", "Id,RelID,", 1),
		"words in the header":         strings.ReplaceAll(strings.ReplaceAll(text, "date_start", "Date Start"), "side_a,", "Side a ,"),
		"pandas index":                index(text, ""),
		"pandas index, named":         index(text, "Unnamed: 0"),
		"carriage returns":            strings.ReplaceAll(text, "\n", "\r"),
		"separator named":             "sep=,\r\n" + text,
		"semicolons, named":           "\ufeffsep=;\n" + separated(';', ged22, plain),
		"semicolons, decimal commas":  separated(';', ged22, plain.with("latitude", "36,5", "longitude", "68,75", "best", "2,0")),
		"UTF-16 without mark, little": little,
		"UTF-16 without mark, big":    big,
		"a row cut short by Excel":    strings.Replace(text, ",700,\n", ",700\n", 1),
		"more than one cut off":       strings.Replace(text, ",700,\n", "\n", 1),
		"empty columns beyond":        strings.Replace(text, ",700,\n", ",700,,,,\n", 1),
		"blank lines at the end":      text + "\r\n\n",
		"a shapefile's ten letters": strings.NewReplacer("type_of_violence", "type_of_vi", "where_coordinates", "where_coor", "where_description", "where_desc",
			"source_article", "source_art", "source_office", "source_off", "source_headline", "source_hea", "source_date", "source_dat").Replace(text),
		"an extra column": file(ged22+" my_note", plain.with("my_note", "x")),
	} {
		t.Run(name, func(t *testing.T) { expect(t, describeEvent(readOne(t, "afg.csv", text)), want) })
	}
}

// index sets a column of row numbers before a table.
func index(text, name string) string {
	lines := strings.SplitAfter(text, "\n")
	for i := range lines {
		switch {
		case i == 0:
			lines[i] = name + "," + lines[i]
		case lines[i] != "":
			lines[i] = fmt.Sprintf("%d,%s", i-1, lines[i])
		}
	}
	return strings.Join(lines, "")
}

// Tags stand in for column names that are not the data set's, and their row is
// no event, whatever was done to the file.
func TestHXL(t *testing.T) {
	names := "id when_from when_to first second where lat lon province dead date_prec type_of_violence where_prec event_clarity"
	tags := ",#date+start,#date+end,#group+name+first,#group+name+second,#country+name,#geo+lat,#geo+lon,#adm1+name,#affected+killed,,,,\n"
	r := clash.with("when_from", "2019-03-04", "when_to", "2019-03-04", "first", "Taleban", "second", "NRF", "where", "Afghanistan",
		"lat", "36.5", "lon", "68.75", "province", "Kunduz", "dead", "2.0")
	text := strings.Replace(file(names, r), "\n", "\n"+tags, 1)
	header, rest, _ := strings.Cut(text, "\n")
	for name, text := range map[string]string{
		"names and tags":          text,
		"tags with pandas' index": index(header+"\n"+rest, ""),
		"tags alone":              strings.Replace(rest, ",#", "#event+id,#", 1),
	} {
		t.Run(name, func(t *testing.T) {
			c, sum := read(t, "hdx.csv", text)
			if sum.Events != 1 || sum.Rejected != 0 {
				t.Fatalf("%+v %s", sum, reasons(c))
			}
			got := describe(c.records[0])
			for _, line := range []string{"id: hdx/900001", "date: 2019-03-04 2019-03-04…2019-03-04", "side a: taliban (Taliban, armed group) Taleban",
				"province: AF-KDZ Kunduz, Afghanistan", "at: 36.5 68.75", "killed: ? 2 ?"} {
				if !strings.Contains(got, line+"\n") {
					t.Errorf("no line %q in\n%s", line, got)
				}
			}
		})
	}
	_, err := dataset.Open("hdx.csv", strings.NewReader("#date+start,#date+end,#group+name+first,#group+name+second,#country+name,#affected+killed\n"), dataset.Options{})
	var missing *dataset.MissingColumnsError
	if !errors.As(err, &missing) || !slices.Equal(missing.Columns, []string{"id"}) {
		t.Error(err)
	}
}

// Every form of date that files have been seen with.
func TestDateForms(t *testing.T) {
	for printed, want := range map[string]string{
		"2021-05-08": "2021-05-08", "2021-05-08 00:00:00.000": "2021-05-08", "2021-05-08 00:00:00": "2021-05-08", "2021-05-08T00:00:00Z": "2021-05-08",
		"2021-05-08T00:00:00+02:00": "2021-05-08", "2021/05/08": "2021-05-08", "2021/5/8": "2021-05-08", "2021-5-8": "2021-05-08",
		"08 May 2021": "2021-05-08", "8 May 2021": "2021-05-08", "08-May-21": "2021-05-08", "8-May-2021": "2021-05-08", "08may2021": "2021-05-08",
		"May 8, 2021": "2021-05-08", "MAY 8 2021 0:00": "2021-05-08", "5/8/2021": "2021-05-08", "05/08/2021 0:00": "2021-05-08", "5/8/21": "2021-05-08",
		"5-8-2021": "2021-05-08", "08.05.2021": "2021-05-08", "8.5.21": "2021-05-08",
		"2021-02-29": "", "31 June 2021": "", "2021": "", "May 2021": "", "8 May 20": "", "8/5/202": "", "2021-05-8x": "", "44324": "", "1/2/3/2021": "", "..": "", "0/0/0": "",
	} {
		c, _ := read(t, "a.csv", file(acled23, raid.with("event_date", printed, "year", "2021")))
		got := ""
		if len(c.records) == 1 {
			got = c.records[0].Event.EDTF
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q; %s", printed, got, want, reasons(c))
		}
	}
	for printed, want := range map[string]string{"8-May-21": "2021-05-08", "8-May-97": "1997-05-08", "5/8/46": "1946-05-08", "5/8/45": "2045-05-08"} {
		if got := readOne(t, "a.csv", file(acled23, raid.with("event_date", printed, "year", ""))).Event.EDTF; got != want {
			t.Errorf("%q without a year beside it is read as %q, want %q", printed, got, want)
		}
	}
	r := readOne(t, "a.csv", separated(';', acled23, raid.with("event_date", "5/8/2021", "year", "2021")))
	if r.Event.EDTF != "2021-08-05" {
		t.Errorf("with semicolons, 5/8/2021 is read as %q", r.Event.EDTF)
	}
	r = readOne(t, "a.csv", file(ged22, clash.with("date_start", "1/31/2020", "date_end", "2/2/2020", "date_prec", "2", "year", "2020")))
	if r.Event.EDTF != "2020-01-31/2020-02-02" {
		t.Errorf("an interval is read as %q", r.Event.EDTF)
	}
}

// Both forms of inter1 and inter2 give the same kinds of actors.
func TestInter(t *testing.T) {
	for _, test := range []struct{ number, words, kind string }{
		{"1", "State forces", "government"}, {"2", "Rebel group", "armed group"}, {"3", "Political militia", "armed group"},
		{"4", "Identity militia", "armed group"}, {"5", "Rioters", "organisation"}, {"6", "Protesters", "organisation"},
		{"7", "Civilians", "organisation"}, {"8", "External/Other forces", "organisation"}, {"8.0", "Other forces", "organisation"}, {"0", "", "armed group"},
	} {
		for _, inter := range []string{test.number, test.words, strings.ToUpper(test.words)} {
			r := readOne(t, "a.csv", file(acled23, raid.with("actor1", "Somebody", "assoc_actor_1", "", "inter1", inter)))
			if got := string(r.Actors[0].Kind); got != test.kind {
				t.Errorf("inter1 %q: %s, want %s", inter, got, test.kind)
			}
		}
	}
}

// Columns that the record has no place for stay in the original, each as it is.
func TestACLEDOriginal(t *testing.T) {
	r := readOne(t, "a.csv", file(acled24, raid.with("disorder_type", "Political violence; Demostrations", "civilian_targeting", "Civilian targeting",
		"time_precision", "2", "geo_precision", "3", "tags", "crowd size=about 50; women targeted: girls", "timestamp", "1700000000", "population_1km", "12.0",
		"assoc_actor_2", " Farmers (Afghanistan);Teachers (Afghanistan) ; ;")))
	got := describe(r)
	for _, line := range []string{"  disorder_type: Political violence; Demostrations", "  civilian_targeting: Civilian targeting", "  geo_precision: 3",
		"  tags: crowd size=about 50; women targeted: girls", "  timestamp: 1700000000", "  time_precision: 2", "  population_1km: 12.0", "  event_date: 15 April 2022",
		"associated with side b: farmers-afghanistan (Farmers (Afghanistan), armed group)", "associated with side b: teachers-afghanistan (Teachers (Afghanistan), armed group)"} {
		if !strings.Contains("\n"+got, "\n"+line+"\n") {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
	if len(r.Event.Actors) != 6 {
		t.Errorf("%d parties: %s", len(r.Event.Actors), parties(r.Event))
	}
}

// What is no table of events is refused with what was seen instead.
func TestNoDataSet(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"empty":          {"", "a.csv: the file is empty"},
		"blank":          {"\ufeff \r\n\n", "a.csv: the file is empty"},
		"a log-in page":  {"\n<!DOCTYPE html><title>Log in</title>", "the file is a web page"},
		"another table":  {"name,age,town\nA,7,B\n", `the first row is "name, age, town"`},
		"long":           {strings.Repeat("name,", 1000) + "\n", `name, na…"`},
		"binary":         {"\x00\x01\x1b[2J\x7f\n", `the first row is "␀␁␛[2J␡"`},
		"Parquet":        {"PAR1\x15\x00", "the file is in Parquet"},
		"events as JSON": {`{"Result": [{"id": 1}]}`, "the first row is"},
		"a workbook":     {string(zipped("[Content_Types].xml", "x", "xl/workbook.xml", "x", "xl/sheet1.xml", "x")), "this is an Excel workbook: save its sheet as CSV"},
		"two tables":     {string(zipped("a.csv", "x", "b.csv", "x", "__MACOSX/._a.csv", "x")), "this one holds 2 (a.csv, b.csv)"},
		"packed nothing": {string(gzipped("")), "the file is empty"},
	} {
		_, err := dataset.Open("a.csv", strings.NewReader(test.text), dataset.Options{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
}

func TestHeaderOnly(t *testing.T) {
	for _, text := range []string{file(ged22), strings.TrimSpace(file(acled18)), file(acled23) + "\n\n"} {
		if c, sum := read(t, "a.csv", text); sum.Rows != 0 || len(c.rejects) != 0 {
			t.Errorf("%+v", sum)
		}
	}
}

// Damage is told with the row it comes after.
func TestDamage(t *testing.T) {
	whole := gzipped(many(5000))
	spoilt := slices.Clone(whole)
	spoilt[len(spoilt)-5] ^= 1 // of the checksum
	for name, test := range map[string]struct {
		data []byte
		want []string
	}{
		"breaks off": {whole[:len(whole)/2], []string{"a.gz: the file breaks off: fetch it again (after row ", "unexpected EOF"}},
		"spoilt":     {spoilt, []string{"a.gz: the file is damaged: fetch it again (after row 5001: "}},
		"bad zip":    {[]byte("PK\x03\x04 and no more"), []string{"a.gz: the file is damaged: fetch it again"}},
	} {
		_, err := dataset.Read(context.Background(), "a.gz", stream{strings.NewReader(string(test.data))}, dataset.Options{}, &collector{})
		for _, want := range test.want {
			if err == nil || !strings.Contains(strings.Replace(err.Error(), "a: ", "a.gz: ", 1), want) {
				t.Errorf("%s: %v, want %s", name, err, want)
			}
		}
	}
}

// Rows that nobody meant cost themselves, with their number, and nothing else.
func TestBadRows(t *testing.T) {
	rows := strings.SplitAfter(file(ged22, clash.with("id", "1"), clash.with("id", "2"), clash.with("id", "3")), "\n")
	header, one, two, three := rows[0], rows[1], rows[2], rows[3]
	for name, test := range map[string]struct{ bad, want string }{
		"ten million letters": {strings.Replace(two, "Testabad village,", strings.Repeat("x", 10<<20)+",", 1), "row 3 (id 2): it is longer than 1 MiB"},
		"ten million quoted":  {strings.Replace(two, "Testabad village,", `"`+strings.Repeat("x", 10<<20)+`",`, 1), "row 3 (id 2): it is longer than 1 MiB"},
		"zeros":               {strings.Repeat("\x00", 600) + "\n", "row 3 (id " + strings.Repeat("␀", 60) + "…): it has 1 fields, the header 49"},
		"too few":             {"2,AFG\n", "row 3 (id 2): it has 2 fields, the header 49"},
		"too many":            {strings.TrimSuffix(two, "\n") + ",x\n", "row 3 (id 2): it has 50 fields, the header 49"},
		"cut in the figures":  {strings.Replace(two, ",2,3,2,700,", "", 1), "row 3 (id 2): it has 44 fields, the header 49"},
		"the first key again": {one, "row 3 (id 1): this id stands in an earlier row already; that row stays"},
	} {
		t.Run(name, func(t *testing.T) {
			c, sum := read(t, "a.csv", header+one+test.bad+three)
			if got := reasons(c); got != test.want {
				t.Errorf("%.200q, want %.200q", got, test.want)
			}
			if sum.Events != 2 || c.records[1].Key != "3" || c.records[1].Row != 4 {
				t.Errorf("%+v, %+v", sum, c.records[len(c.records)-1].Row)
			}
		})
	}
	c, _ := read(t, "a.csv", header+strings.Replace(one, "Testabad", "Test\x00abad", 1))
	if len(c.records) != 1 || c.records[0].Event.Place != "Test␀abad village" {
		t.Errorf("a zero byte: %+v %s", c.records, reasons(c))
	}
}

// A table in Windows-1252 is read as such, row by row where only some are.
func TestWindows1252(t *testing.T) {
	odd := clash.with("id", "2", "where_coordinates", "Bétou – “Sud”", "adm_1", "Nana-Grébizi prefecture", "country", "Central African Republic")
	latin, _ := charmap.Windows1252.NewEncoder().String(file(ged22, odd))
	_, latin, _ = strings.Cut(latin, "\n")
	c, _ := read(t, "a.csv", file(ged22, odd.with("id", "1"))+latin)
	if len(c.records) != 2 {
		t.Fatal(reasons(c))
	}
	for _, r := range c.records {
		if r.Event.Place != "Bétou – “Sud”" || r.Province.ID != "central-african-republic/nana-grebizi" {
			t.Errorf("row %d: %q, %q", r.Row, r.Event.Place, r.Province.ID)
		}
	}
}

// recycler gives every batch back at once, or a little later from elsewhere,
// once it has written it down.
type recycler struct {
	text  *[]string
	later *sync.WaitGroup
}

func (recycler) Reject(dataset.Reject) {}

func (r recycler) Events(records []dataset.Record) error {
	for _, record := range records {
		*r.text = append(*r.text, strings.Clone(describe(record)))
	}
	if r.later == nil {
		dataset.Recycle(records)
		return nil
	}
	r.later.Add(1)
	go func() {
		defer r.later.Done()
		dataset.Recycle(records)
	}()
	return nil
}

// What is given back and used again changes nothing of what comes out.
func TestRecycle(t *testing.T) {
	var rows []row
	for i := range 4000 {
		rows = append(rows, clash.with("id", fmt.Sprint(i), "side_b", fmt.Sprintf("Front %d, B%d", i%50, i), "where_coordinates", strings.Repeat("x", i%700),
			"source_headline", "", "best", fmt.Sprint(i%40), "adm_1", fmt.Sprintf("U%d province", i%99), "country", fmt.Sprintf("C%d", i%7)))
	}
	text := file(ged22, rows...)
	var c collector
	if _, err := dataset.Read(context.Background(), "a.csv", strings.NewReader(text), dataset.Options{Workers: 3}, &c); err != nil {
		t.Fatal(err)
	}
	for name, later := range map[string]*sync.WaitGroup{"at once": nil, "later": {}} {
		var got []string
		if _, err := dataset.Read(context.Background(), "a.csv", io.MultiReader(strings.NewReader(text)), dataset.Options{Workers: 3}, recycler{&got, later}); err != nil {
			t.Fatal(err)
		}
		if later != nil {
			later.Wait()
		}
		if len(got) != len(c.records) {
			t.Fatalf("%s: %d records of %d", name, len(got), len(c.records))
		}
		for i, r := range c.records {
			if want := describe(r); got[i] != want {
				t.Fatalf("%s, row %d:\n%s\nwant\n%s", name, r.Row, got[i], want)
			}
		}
	}
	dataset.Recycle(nil)
}
