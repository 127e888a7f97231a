package dataset_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fieldbrief/seed/dataset"
	"fieldbrief/store"
)

// check reads any text after a header; whatever comes out must be sound and
// account for every row.
func check(t *testing.T, header, text string) {
	var c collector
	data := strings.Join(strings.Fields(header), ",") + "\n" + text
	f, err := dataset.Open("fuzz.csv", strings.NewReader(data), dataset.Options{})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	sum, err := dataset.ReadAlone(f, &c)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	if sum.Rows != len(c.records)+len(c.rejects) || sum.Events != len(c.records) {
		t.Fatalf("%q: %+v, %d events, %d rejects", text, sum, len(c.records), len(c.rejects))
	}
	keys := map[string]bool{}
	for _, r := range c.records {
		checkRecord(t, r)
		if keys[r.Key] {
			t.Errorf("%q stands twice", r.Key)
		}
		keys[r.Key] = true
	}
	for _, r := range c.rejects {
		if r.Reason == "" || r.Row < 2 || r.Line < r.Row || store.Printable(r.String()) != r.String() {
			t.Errorf("%q", r)
		}
	}
}

func checkRecord(t *testing.T, r dataset.Record) {
	e := r.Event
	if r.Key == "" || !strings.HasSuffix(e.ID, "/"+r.Key) || e.Title == "" && len(e.Actors) > 0 || e.Undated() || r.Row < 2 {
		t.Errorf("%+v", r)
	}
	if d, err := store.ParseDate(e.EDTF, e.Basis, e.Note); err != nil || d != e.Date {
		t.Errorf("%+v: the store reads %+v, %v", e.Date, d, err)
	}
	if (e.Lat == nil) != (e.Lon == nil) || len(e.Cites) == 0 || len(r.Actors) < len(e.Actors) || (e.Province == nil) != (r.Province == nil) {
		t.Errorf("%+v", r)
	}
	for i, p := range e.Actors {
		if p.ID == "" || p.Name == "" || p.Role == "" || r.Actors[i].ID != p.ID {
			t.Errorf("%+v of %+v", p, r.Actors[i])
		}
	}
	for _, c := range e.Cites {
		if c.Source == "" || c.Record != r.Key {
			t.Errorf("%+v", c)
		}
	}
	texts := []string{e.Title, e.Summary, e.Place, e.Kind, r.Key}
	for _, f := range r.Event.Original {
		texts = append(texts, f.Value)
	}
	for _, text := range texts {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\x1b\r\n\u202e") {
			t.Errorf("%q is not safe to print", text)
		}
	}
}

func FuzzReadUCDP(f *testing.F) {
	_, rows, _ := strings.Cut(file(ged22, clash, clash.with("id", "2", "side_a", "A, B (C, D)", "adm_1", "", "best", "3.0", "source_article", `"A,2020-01-01,B";"C"`)), "\n")
	f.Add(rows)
	f.Add(strings.ReplaceAll(rows, `"`, ""))
	f.Add("1,\"\n2,\n")
	f.Fuzz(func(t *testing.T, text string) { check(t, ged22, text) })
}

func FuzzReadACLED(f *testing.F) {
	_, rows, _ := strings.Cut(file(acled23, raid, raid.with("event_id_cnty", "AFG2", "event_date", "1/2/97", "year", "1997", "time_precision", "2", "source", ";A; ")), "\n")
	f.Add(rows)
	f.Add(strings.ReplaceAll(rows, "2022", "0000"))
	f.Add("AFG1,9999-12-31,,2" + strings.Repeat(",", 27) + "\nAFG1,0000-01-01,,2" + strings.Repeat(",", 27) + "\n")
	f.Fuzz(func(t *testing.T, text string) { check(t, acled23, text) })
}

func FuzzDetect(f *testing.F) {
	f.Add([]byte(ged22))
	f.Add(gzipped("x"))
	f.Add([]byte("\xff\xfee\x00v\x00"))
	f.Fuzz(func(t *testing.T, head []byte) {
		format := dataset.Detect(head)
		file, err := dataset.Open("a", strings.NewReader(string(head)), dataset.Options{})
		if err == nil {
			file.Close()
		}
		if err == nil && format == dataset.Unknown {
			t.Error("what Open takes is not detected")
		}
	})
}
