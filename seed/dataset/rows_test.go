package dataset_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"fieldbrief/seed/dataset"
	"fieldbrief/store"
)

// collector keeps all that a file gives.
type collector struct {
	records []dataset.Record
	rejects []dataset.Reject
}

func (c *collector) Events(records []dataset.Record) error {
	c.records = append(c.records, records...)
	return nil
}

func (c *collector) Reject(r dataset.Reject) { c.rejects = append(c.rejects, r) }

// read reads a file that must be read to its end, every row accounted for.
func read(t *testing.T, name, text string) (collector, dataset.Summary) {
	t.Helper()
	var c collector
	sum, err := dataset.Read(context.Background(), name, strings.NewReader(text), dataset.Options{}, &c)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Events != len(c.records) || sum.Rejected != len(c.rejects) || sum.Rows != sum.Events+sum.Rejected {
		t.Errorf("%+v does not account for %d events and %d rejects", sum, len(c.records), len(c.rejects))
	}
	return c, sum
}

// readOne reads a file of one row that must be an event.
func readOne(t *testing.T, name, text string) dataset.Record {
	t.Helper()
	c, _ := read(t, name, text)
	if len(c.records) != 1 || len(c.rejects) != 0 {
		t.Fatalf("%d events, rejects %v", len(c.records), c.rejects)
	}
	return c.records[0]
}

// A row is what a file has in the columns that are of interest.
type row map[string]string

// with gives the row with other values in some columns.
func (r row) with(pairs ...string) row {
	changed := row{}
	for name, value := range r {
		changed[name] = value
	}
	for i := 0; i < len(pairs); i += 2 {
		changed[pairs[i]] = pairs[i+1]
	}
	return changed
}

// file writes rows in the order of a header.
func file(header string, rows ...row) string { return separated(',', header, rows...) }

func separated(comma rune, header string, rows ...row) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = comma
	names := strings.Fields(header)
	w.Write(names)
	for _, r := range rows {
		var fields []string
		for _, name := range names {
			fields = append(fields, r[strings.ToLower(name)])
		}
		w.Write(fields)
	}
	w.Flush()
	return b.String()
}

// describe writes a record down, a line for each part.
func describe(r dataset.Record) string {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		if text := fmt.Sprintf(format, args...); text != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, text)
		}
	}
	e := r.Event
	line("id", "%s", e.ID)
	line("date", "%s", strings.TrimSpace(fmt.Sprintf("%s %s…%s %s", e.EDTF, e.First, e.Last, e.Note)))
	line("title", "%s", e.Title)
	line("summary", "%s", e.Summary)
	line("kind", "%s", e.Kind)
	if e.Province != nil {
		line("province", "%s %s, %s", e.Province.ID, e.Province.Name, r.Province.Country)
	}
	line("place", "%s", e.Place)
	if e.Lat != nil {
		line("at", "%v %v", *e.Lat, *e.Lon)
	}
	for i, p := range e.Actors {
		line(p.Role, "%s", strings.TrimSpace(fmt.Sprintf("%s (%s, %s) %s", p.ID, p.Name, r.Actors[i].Kind, p.As)))
	}
	line("killed", "%s", toll(e.Killed))
	for _, c := range e.Cites {
		line("cite", "%s|%s|%s|%s|%s", c.Source, c.Record, c.Outlet, c.Date, c.Headline)
	}
	for _, f := range r.Event.Original {
		line("  "+f.Name, "%s", f.Value)
	}
	return b.String()
}

func toll(t *store.Toll) string {
	if t == nil {
		return ""
	}
	figure := func(n *int) string {
		if n == nil {
			return "?"
		}
		return fmt.Sprint(*n)
	}
	return figure(t.Low) + " " + figure(t.Best) + " " + figure(t.High)
}

// expect compares line by line.
func expect(t *testing.T, got, want string) {
	t.Helper()
	g, w := strings.Split(strings.TrimSpace(got), "\n"), strings.Split(strings.TrimSpace(want), "\n")
	for i := range max(len(g), len(w)) {
		var have, need string
		if i < len(g) {
			have = strings.TrimSpace(g[i])
		}
		if i < len(w) {
			need = strings.TrimSpace(w[i])
		}
		if have != need {
			t.Errorf("line %d:\n got %q\nwant %q", i+1, have, need)
		}
	}
}

// reasons gives the rejects as people see them.
func reasons(c collector) string {
	var lines []string
	for _, r := range c.rejects {
		lines = append(lines, r.String())
	}
	return strings.Join(lines, "\n")
}

func parties(e store.Event) string {
	var list []string
	for _, p := range e.Actors {
		list = append(list, p.ID)
	}
	return strings.Join(list, " ")
}
