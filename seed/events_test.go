package seed

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fieldbrief/seed/table"
	"fieldbrief/store"
)

func tableOf(t *testing.T, records ...table.Record) string {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	rows := [][]string{table.Columns()}
	for _, r := range records {
		rows = append(rows, r.Cells())
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func tableRow(source string, n int) table.Record {
	date, err := store.ParseDate(fmt.Sprintf("2021-05-%02d", 1+n%28), "", "")
	if err != nil {
		panic(err)
	}
	key := strconv.Itoa(n)
	return table.Record{
		Event: store.Event{ID: source + "/" + key, Date: date, Title: "Event " + key, Province: &store.ProvinceRef{ID: "AF-BAL", Code: "AF-BAL", Name: "Balkh"},
			Actors: []store.Party{{ID: "isis-k", Name: "IS-K", Role: "perpetrator"}, {ID: "red-group", Name: "Red Group"}},
			Cites:  []store.Citation{{Source: source, Record: key}}},
		Actors:   []store.Actor{{ID: "isis-k", Kind: store.ArmedGroup}, {ID: "red-group", Kind: store.ArmedGroup}},
		Province: store.Province{ID: "AF-BAL", Country: "Afghanistan"},
		Source:   store.Source{ID: source, Title: "Rows of " + source, Kind: "data set"},
	}
}

func importTable(t *testing.T, path string, r io.Reader) TableOutcome {
	t.Helper()
	out, err := ImportTable(context.Background(), path, r, TableOptions{Reject: func(r table.Reject) { t.Errorf("rejected: %+v", r) }})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Rows of several sources in one table go in, through a pipe too; the same again
// changes nothing, and what the gazetteer knows of names is there.
func TestImportTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	var records []table.Record
	for n := range 1500 {
		records = append(records, tableRow([]string{"one", "two"}[n%2], n))
	}
	text := tableOf(t, records...)
	out := importTable(t, path, io.MultiReader(strings.NewReader(text)))
	if out.Rows != 1500 || len(out.Sources) != 2 || out.Sources[0].Change.Added != 750 || out.Sources[1].Change.Added != 750 {
		t.Fatalf("%+v", out)
	}
	records[0].Event.Title = "Changed"
	out = importTable(t, path, strings.NewReader(tableOf(t, records[:500]...)))
	if want := (store.DataSetChange{Changed: 1, Unchanged: 249, Absent: 500}); out.Sources[0].Change != want {
		t.Errorf("%+v, want %+v", out.Sources[0].Change, want)
	}
	library, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer library.Close()
	if e, ok := library.Event("one/0"); !ok || e.Title != "Changed" || e.Actors[0].Name != "IS-K" {
		t.Errorf("%+v", e)
	}
	if s, ok := library.Source("two"); !ok || s.Title != "Rows of two" {
		t.Errorf("%+v", s)
	}
	if p, ok := library.Province("AF-BAL"); !ok || p.Lat == 0 {
		t.Errorf("%+v", p)
	}
}

// Events of a briefing are changed in place, all else of it stays; a toll whose
// other event is not there becomes the event's own.
func TestImportTableOfBriefing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	b, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	record := func(e store.Event) table.Record {
		r := table.Record{Event: e, Source: b.Source}
		for _, p := range e.Actors {
			for _, a := range b.Actors {
				if a.ID == p.ID {
					r.Actors = append(r.Actors, a)
				}
			}
		}
		return r
	}
	changed := record(b.Events[0])
	changed.Event.Remark = "Corrected in a spreadsheet."
	out := importTable(t, path, strings.NewReader(tableOf(t, changed, record(b.Events[1]))))
	if want := (store.DataSetChange{Changed: 1, Unchanged: 1, Absent: len(b.Events) - 2}); out.Sources[0].Change != want {
		t.Errorf("%+v, want %+v", out.Sources[0].Change, want)
	}
	library, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer library.Close()
	if e, _ := library.Event(changed.Event.ID); e.Remark != changed.Event.Remark {
		t.Errorf("%+v", e)
	}
	if s, _ := library.Source(DefaultID); len(s.Digest) != len(b.Source.Digest) {
		t.Errorf("%d paragraphs of digest", len(s.Digest))
	}
	if note := library.Meta(metaShipped); note != shippedEdited {
		t.Errorf("the shipped briefing is noted as %q", note)
	}

	other := filepath.Join(t.TempDir(), "library.db")
	lone := tableRow("lone", 1)
	dead := 3
	lone.Event.Killed = &store.Toll{Best: &dead, Shared: []string{"lone/2"}}
	out = importTable(t, other, strings.NewReader(tableOf(t, lone)))
	if len(out.Sources[0].Unshared) != 1 || out.Sources[0].Change.Added != 1 {
		t.Errorf("%+v", out)
	}
}
