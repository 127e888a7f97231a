package table

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"fieldbrief/store"
)

// text gives text in which everything may stand that parts cells and items.
func text(r *rand.Rand) string {
	const signs = `ab é;,=()\" '+-@¶:0/` + "\n"
	runes := []rune(signs)
	var b strings.Builder
	for range r.IntN(8) {
		b.WriteRune(runes[r.IntN(len(runes))])
	}
	return b.String()
}

func number(r *rand.Rand) *int {
	if r.IntN(3) == 0 {
		return nil
	}
	n := r.IntN(100)
	return &n
}

func toll(r *rand.Rand) *store.Toll {
	t := store.Toll{Low: number(r), Best: number(r), High: number(r)}
	if r.IntN(3) == 0 {
		t.Shared = []string{"src/a" + text(r), "src/b"}
	}
	if t.Low == nil && t.Best == nil && t.High == nil && t.Shared == nil {
		return nil
	}
	return &t
}

func randomRecord(r *rand.Rand, key int) Record {
	dates := []string{"", "2021", "2021-08~", "2021-08-15", "2021-08-15/2021-08-20", "../2022", "-0044", "2021-21"}
	bases := []store.Basis{"", store.Stated, store.Derived, store.Inferred}
	date, err := store.ParseDate(dates[r.IntN(len(dates))], bases[r.IntN(len(bases))], text(r))
	if err != nil {
		panic(err)
	}
	e := store.Event{ID: fmt.Sprintf("src/%d%s", key, text(r)), Date: date, Title: text(r), Summary: text(r), Kind: text(r), Place: text(r), Remark: text(r),
		Killed: toll(r), Wounded: toll(r), Confidence: []store.Confidence{"", store.Sure, store.Guess}[r.IntN(3)]}
	rec := Record{Source: store.Source{ID: "src", Title: "A Title", Kind: "article", Author: "=A. Writer", Outlet: "Out, let"}}
	rec.Source.Published, _ = store.ParseDate("2022-05~", "", "")
	if r.IntN(2) == 0 {
		rec.Province = store.Province{ID: "land/" + text(r), Code: "", Name: text(r), Country: text(r)}
		e.Province = &store.ProvinceRef{ID: rec.Province.ID, Name: rec.Province.Name}
		lat, lon := r.Float64()*180-90, r.Float64()*360-180
		e.Lat, e.Lon = &lat, &lon
	}
	for range r.IntN(4) {
		p := store.Party{ID: "id" + text(r), Name: text(r), Role: text(r), As: text(r)}
		e.Actors = append(e.Actors, p)
		rec.Actors = append(rec.Actors, store.Actor{ID: p.ID, Name: p.Name, Kind: store.ActorKinds()[r.IntN(5)]})
	}
	for range 1 + r.IntN(3) {
		if r.IntN(2) == 0 {
			e.Cites = append(e.Cites, store.Citation{Source: "src", Record: text(r), Outlet: text(r), Date: text(r), Headline: text(r)})
			continue
		}
		start := r.IntN(50)
		e.Cites = append(e.Cites, store.Citation{Source: "src", Paragraph: 1 + r.IntN(9), Start: start, End: start + r.IntN(50),
			Passage: store.Passage{SHA256: "ab12", Length: 3, Before: "c", After: "d"}})
	}
	for range r.IntN(3) {
		e.Original = append(e.Original, store.Field{Name: text(r), Value: text(r)})
	}
	rec.Event = e
	return rec
}

func write(records []Record, comma rune) string {
	var out strings.Builder
	w := csv.NewWriter(&out)
	w.Comma = comma
	_ = w.Write(Columns())
	for _, r := range records {
		cells := r.Cells()
		for i := range cells {
			cells[i] = Guard(cells[i])
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return out.String()
}

func TestRoundTrip(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		var records []Record
		for i := range 1 + r.IntN(5) {
			records = append(records, randomRecord(r, i))
		}
		reader, err := NewReader(strings.NewReader(write(records, []rune{',', ';', '\t'}[r.IntN(3)])))
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range records {
			got, reject, err := reader.Next()
			if reject != nil || err != nil {
				t.Fatalf("seed %d, record %d: %+v, %v\n%q", seed, i, reject, err, want.Cells())
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, record %d:\n got %+v\nwant %+v\ncells %q", seed, i, got, want, want.Cells())
			}
		}
		if _, _, err := reader.Next(); !errors.Is(err, io.EOF) {
			t.Fatalf("seed %d: after the last: %v", seed, err)
		}
	}
}

func TestGuard(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "plain": "plain", "=1+1": "'=1+1", "+x": "'+x", "-x": "'-x", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx",
		"-5": "-5", "-5.25": "-5.25", "'plain": "'plain", "'=x": "''=x", "''-5": "'''-5",
	} {
		if got := Guard(cell); got != want {
			t.Errorf("Guard(%q) = %q, want %q", cell, got, want)
		}
		if back := Unguard(Guard(cell)); back != cell {
			t.Errorf("%q comes back as %q", cell, back)
		}
	}
}

func TestFaults(t *testing.T) {
	good := Record{Source: store.Source{ID: "src"}, Event: store.Event{ID: "src/a", Title: "x", Cites: []store.Citation{{Source: "src", Record: "1"}}}}
	for column, cell := range map[string]string{
		"id": "src", "date": "20-21", "basis": "guessed", "lat": "12", "killed_best": "many", "wounded_low": "-1", "cites": "", "confidence": "maybe",
		"actors": "a (b", "actor_names": "A; B", "actor_kinds": "tribe", "passages": "x", "original": "novalue", "province": "Balkh", "source_published": "soon",
	} {
		cells := good.Cells()
		for i, name := range Columns() {
			switch {
			case name == column:
				cells[i] = cell
			case name == "actors" && column == "actor_kinds":
				cells[i] = "a"
			}
		}
		var out strings.Builder
		w := csv.NewWriter(&out)
		_ = w.WriteAll([][]string{Columns(), cells})
		reader, err := NewReader(strings.NewReader(out.String()))
		if err != nil {
			t.Fatal(err)
		}
		_, reject, err := reader.Next()
		if err != nil || reject == nil || reject.Row != 2 {
			t.Errorf("%s = %q: %+v, %v", column, cell, reject, err)
		}
	}
}

func TestRepeatedID(t *testing.T) {
	rec := Record{Source: store.Source{ID: "src"}, Event: store.Event{ID: "src/a", Cites: []store.Citation{{Source: "src", Record: "1"}}}}
	reader, err := NewReader(strings.NewReader(write([]Record{rec, rec}, ',')))
	if err != nil {
		t.Fatal(err)
	}
	if _, reject, err := reader.Next(); reject != nil || err != nil {
		t.Fatal(reject, err)
	}
	if _, reject, _ := reader.Next(); reject == nil || reject.Row != 3 || reject.ID != "src/a" {
		t.Errorf("%+v", reject)
	}
}

func TestHeader(t *testing.T) {
	var missing *MissingColumnsError
	if _, err := NewReader(strings.NewReader("id,date,title,actors,cites,killed_best\n")); !errors.As(err, &missing) || missing.Columns[0] != "basis" {
		t.Errorf("%v", err)
	}
	if _, err := NewReader(strings.NewReader("a,b\n")); !errors.Is(err, ErrUnknown) {
		t.Errorf("%v", err)
	}
	reader, err := NewReader(strings.NewReader("\uFEFF" + strings.Join(append(Columns(), "mine"), ",") + "\n"))
	if err != nil || len(reader.Ignored()) != 1 {
		t.Errorf("%v, %v", reader, err)
	}
	if Is([]byte("event_id_cnty,event_date,actor1,title")) {
		t.Error("a data set is taken for a table")
	}
}

func FuzzReader(f *testing.F) {
	f.Add(write([]Record{randomRecord(rand.New(rand.NewPCG(1, 1)), 0)}, ','))
	f.Add(strings.Join(Columns(), ",") + "\nsrc/a,2021,\"x")
	f.Fuzz(func(t *testing.T, s string) {
		reader, err := NewReader(strings.NewReader(s))
		if err != nil {
			return
		}
		for {
			r, reject, err := reader.Next()
			if err != nil {
				return
			}
			if reject != nil {
				continue
			}
			again, err := NewReader(strings.NewReader(write([]Record{r}, ',')))
			if err != nil {
				t.Fatal(err)
			}
			back, reject, err := again.Next()
			if reject != nil || err != nil || !reflect.DeepEqual(back.Event.ID, r.Event.ID) || len(back.Event.Cites) != len(r.Event.Cites) {
				t.Fatalf("%+v comes back as %+v, %+v, %v", r, back, reject, err)
			}
		}
	})
}
