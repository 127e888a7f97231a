package dataset_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"fieldbrief/seed/dataset"
	"fieldbrief/store"
)

func gzipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.Bytes()
}

func zipped(files ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, _ := w.Create(files[i])
		io.WriteString(f, files[i+1])
	}
	w.Close()
	return b.Bytes()
}

func TestDetect(t *testing.T) {
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(file(acled23, raid))
	for name, test := range map[string]struct {
		head string
		want dataset.Format
	}{
		"UCDP":                    {file(ged22), dataset.UCDP},
		"UCDP 19.1":               {file(ged19, clash), dataset.UCDP},
		"UCDP without header":     {strings.SplitAfterN(file(ged22, clash), "\n", 2)[1], dataset.UCDP},
		"a needed column missing": {"id,date_start,date_end,side_a,country\n", dataset.UCDP},
		"ACLED":                   {file(acled18), dataset.ACLED},
		"ACLED Africa":            {"\ufeff" + file(acledAfrica), dataset.ACLED},
		"ACLED without its key":   {"event_date,event_type,actor1,country,fatalities\n", dataset.ACLED},
		"UTF-16":                  {utf16, dataset.ACLED},
		"gzip":                    {string(gzipped("x")), dataset.Packed},
		"zip":                     {string(zipped("a.csv", "x")), dataset.Packed},
		"an article":              {"Title of an article\n\nOn 5 March, side a and side b met, and actor1 was not there.\n", dataset.Unknown},
		"a briefing":              {"format: fieldbrief/1\nsource: {id: a}\n", dataset.Unknown},
		"another table":           {"id,year,country\n1,2020,Elbonia\n", dataset.Unknown},
		"our own export":          {"id,date,basis,title,kind,province,place,lat,lon,actors,killed\n", dataset.Unknown},
		"nothing":                 {"", dataset.Unknown},
		"numbers":                 {"1,2,3\n", dataset.Unknown},
	} {
		if got := dataset.Detect([]byte(test.head)); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestMissingColumns(t *testing.T) {
	for header, want := range map[string]string{
		"id date_start date_end side_a country best":                "side_b",
		"date_start date_end side_a side_b country":                 "id, best",
		"event_date event_type actor1 country fatalities":           "event_id_cnty",
		"event_id_cnty event_date event_type country fatalities":    "actor1",
		strings.Replace(ged22, "date_end", "", 1):                   "date_end",
		strings.Replace(strings.ToUpper(acled23), "COUNTRY", "", 1): "country",
	} {
		_, err := dataset.Open("part.csv", strings.NewReader(file(header)), dataset.Options{})
		var missing *dataset.MissingColumnsError
		if !errors.As(err, &missing) || strings.Join(missing.Columns, ", ") != want || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "part.csv") {
			t.Errorf("%s: %v, want %s", header, err, want)
		}
	}
	for _, header := range []string{"id date_start date_end side_a side_b country best", "event_id_cnty event_date event_type actor1 country fatalities"} {
		if _, err := dataset.Open("a.csv", strings.NewReader(file(header)), dataset.Options{}); err != nil {
			t.Errorf("%s: %v", header, err)
		}
	}
	if _, err := dataset.Open("a.csv", strings.NewReader("a,b\n"), dataset.Options{}); !errors.Is(err, dataset.ErrUnknown) {
		t.Error(err)
	}
}

// The needed columns are enough.
func TestNeededColumnsOnly(t *testing.T) {
	u := readOne(t, "u.csv", file("country best side_b side_a date_end date_start id", clash))
	expect(t, describe(u), `
id: u/900001
date: 2019-03-04 2019-03-04…2019-03-04
title: Government of Afghanistan – Taleban
side a: former-afghan-government (Former Afghan government, government) Government of Afghanistan
side b: taliban (Taliban, armed group) Taleban
killed: ? 2 ?
cite: u|900001|||
  country: Afghanistan`)
	a := readOne(t, "a.csv", file("event_id_cnty event_date event_type actor1 country fatalities", raid))
	expect(t, describe(a), `
id: acled/AFG900001
date: 2022-04-15 2022-04-15…2022-04-15
title: Battles: Military Forces of Afghanistan (2021-)
kind: Battles
side a: taliban (Taliban, armed group) Military Forces of Afghanistan (2021-)
killed: ? 2 ?
cite: acled|AFG900001|||
  country: Afghanistan`)
}

// stream hides everything of a reader but Read.
type stream struct{ io.Reader }

func TestPackedFiles(t *testing.T) {
	text := file(ged22, clash, clash.with("id", "2"))
	utf16, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	for name, data := range map[string][]byte{
		"a.csv":      []byte(text),
		"a.csv.gz":   gzipped(text),
		"a.zip":      zipped("__MACOSX/._a.csv", "x", "folder/", "", "folder/a.csv", text, "codebook.pdf", "%PDF"),
		"data":       zipped("a.csv", text),
		"utf16.csv":  []byte(utf16),
		"two.csv.gz": append(gzipped(text[:len(text)/2]), gzipped(text[len(text)/2:])...),
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		onDisk, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer onDisk.Close()
		for kind, r := range map[string]io.Reader{"file": onDisk, "memory": bytes.NewReader(data), "pipe": stream{bytes.NewReader(data)}, "slow pipe": iotest.HalfReader(bytes.NewReader(data))} {
			var c collector
			f, err := dataset.Open(name, r, dataset.Options{Workers: 1})
			if err != nil {
				t.Fatalf("%s, %s: %v", name, kind, err)
			}
			sum, err := f.Read(context.Background(), &c)
			digest := sha256.Sum256(data)
			if err != nil || sum.Events != 2 || sum.SHA256 != hex.EncodeToString(digest[:]) {
				t.Errorf("%s, %s: %+v, %v", name, kind, sum, err)
			}
			if done, total := f.Progress(); kind == "file" && (done != total || total == 0) {
				t.Errorf("%s, %s: %d of %d bytes are read", name, kind, done, total)
			}
			if err := f.Close(); err != nil {
				t.Errorf("%s, %s: %v", name, kind, err)
			}
		}
	}
}

func TestBrokenFiles(t *testing.T) {
	text := file(ged22, clash)
	for name, data := range map[string][]byte{
		"breaks off": gzipped(text)[:200],
		"two tables": zipped("a.csv", text, "b.csv", text),
		"no table":   zipped("a.pdf", "x", "b.pdf", "x"),
		"bad zip":    []byte("PK\x03\x04 and no more"),
	} {
		for _, r := range []io.Reader{bytes.NewReader(data), stream{bytes.NewReader(data)}} {
			if _, err := dataset.Read(context.Background(), "broken\x1b", r, dataset.Options{}, &collector{}); err == nil || !strings.HasPrefix(err.Error(), "broken␛: ") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	fails := iotest.ErrReader(io.ErrNoProgress)
	if _, err := dataset.Read(context.Background(), "a", io.MultiReader(strings.NewReader(text), fails), dataset.Options{}, &collector{}); !errors.Is(err, io.ErrNoProgress) {
		t.Error(err)
	}
}

// Temporary files are gone when the file is closed.
func TestNothingIsLeft(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, text := range []string{file(ged22, clash), "no data set"} {
		dataset.Read(context.Background(), "a", stream{bytes.NewReader(zipped("a.csv", text))}, dataset.Options{}, &collector{})
		if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "*")); left != nil {
			t.Errorf("%v are left", left)
		}
	}
}

func TestSources(t *testing.T) {
	for name, want := range map[string]string{
		"dir/GEDEvent_v23_1.csv": "gedevent-v23-1", "ged_v24_0_3.CSV.gz": "ged-v24-0-3", "-": "ucdp-ged", "": "ucdp-ged",
	} {
		f, err := dataset.Open(name, strings.NewReader(file(ged22)), dataset.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if id := f.Source().ID; id != want {
			t.Errorf("%q: source %q, want %q", name, id, want)
		}
	}
	f, _ := dataset.Open("slice.csv", strings.NewReader(file(acled23)), dataset.Options{})
	g, _ := dataset.Open("slice.csv", strings.NewReader(file(acled23)), dataset.Options{Source: "mine"})
	if f.Source().ID != "acled" || g.Source().ID != "mine" || f.Source().Kind != "data set" {
		t.Errorf("%+v, %+v", f.Source(), g.Source())
	}
}

// Text that is not ours is made safe; what is no UTF-8 is Windows-1252.
func TestText(t *testing.T) {
	r := readOne(t, "a.csv", file(ged22, clash.with("where_coordinates", "a\x1b[31mb\u202e", "source_original", "'=cmd()", "adm_2", "'quoted", "code_status", " Clear\t", "region", "NULL")))
	if r.Event.Place != "a␛[31mb" {
		t.Errorf("%q", r.Event.Place)
	}
	got := describe(r)
	for _, line := range []string{"source_original: =cmd()", "adm_2: 'quoted", "code_status: Clear"} {
		if !strings.Contains(got, line+"\n") {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
	if strings.Contains(got, "region") {
		t.Errorf("NULL is taken for a value:\n%s", got)
	}
	latin, _ := charmap.Windows1252.NewEncoder().String(file(acledAfrica, raid.with("event_date", "1/2/2015", "location", "Bétou – Sud", "notes", "São")))
	if r := readOne(t, "a.csv", latin); r.Event.Place != "Bétou – Sud" || r.Event.Summary != "São" {
		t.Errorf("%q, %q", r.Event.Place, r.Event.Summary)
	}
}

// Columns of no known name stay, under a name of their own where they have none.
func TestOtherColumns(t *testing.T) {
	r := readOne(t, "a.csv", ",id,date_start,date_end,side_a,side_b,country,best,My Column\n7,1,2020-01-01,2020-01-01,A,B,Elbonia,1,x\n")
	want := []store.Field{{Name: "column 1", Value: "7"}, {Name: "country", Value: "Elbonia"}, {Name: "My Column", Value: "x"}}
	if !slices.Equal(r.Event.Original, want) {
		t.Errorf("%v", r.Event.Original)
	}
}

// many writes a file of n rows.
func many(n int) string {
	rows := make([]row, n)
	for i := range rows {
		rows[i] = clash.with("id", number(i+1))
	}
	return file(ged22, rows...)
}

func number(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return number(n/10) + number(n%10)
}

func TestOrderAndWorkers(t *testing.T) {
	text := many(3000)
	for workers := range 5 {
		var c collector
		sum, err := dataset.Read(context.Background(), "a.csv", strings.NewReader(text), dataset.Options{Workers: workers}, &c)
		if err != nil || sum.Events != 3000 {
			t.Fatalf("%+v, %v", sum, err)
		}
		for i, r := range c.records {
			if r.Row != i+2 || r.Key != number(i+1) {
				t.Fatalf("record %d is row %d, id %s", i, r.Row, r.Key)
			}
		}
	}
}

// failing is a sink that wants no more, after so many batches.
type failing struct {
	batches int
	err     error
	stop    context.CancelFunc
}

func (f *failing) Reject(dataset.Reject) {}
func (f *failing) Events([]dataset.Record) error {
	if f.batches--; f.batches > 0 {
		return nil
	}
	if f.stop != nil {
		f.stop()
		return nil
	}
	return f.err
}

func TestStopping(t *testing.T) {
	text := many(5000)
	full := errors.New("the disk is full")
	if _, err := dataset.Read(context.Background(), "a.csv", strings.NewReader(text), dataset.Options{}, &failing{batches: 2, err: full}); !errors.Is(err, full) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := dataset.Read(ctx, "a.csv", strings.NewReader(text), dataset.Options{}, &failing{batches: 2, stop: cancel}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
