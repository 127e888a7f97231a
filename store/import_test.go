package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// manyRows makes rows of a data set over 36 years, some of them with intervals,
// without a date, a province or figures.
func manyRows(tb testing.TB, rng *rand.Rand, source string, n int) []Row {
	tb.Helper()
	var actors []*Actor
	var provinces []*Province
	for i := range 40 {
		actors = append(actors, &Actor{ID: fmt.Sprintf("actor-%d", i), Name: fmt.Sprintf("Front %d", i), Kind: ArmedGroup})
		provinces = append(provinces, &Province{ID: fmt.Sprintf("%s/unit-%d", source, i), Name: fmt.Sprintf("Unit %d", i), Country: "Testland"})
	}
	rows := make([]Row, n)
	for i := range rows {
		rows[i] = oneRow(rng, source, i, actors, provinces)
	}
	return rows
}

func oneRow(rng *rand.Rand, source string, i int, actors []*Actor, provinces []*Province) Row {
	first := Day(105_000 + rng.IntN(13_000))
	last := first
	d := Date{EDTF: first.String(), Basis: Stated, First: first, Last: last}
	switch rng.IntN(20) {
	case 0:
		last += Day(1 + rng.IntN(40))
		d.EDTF, d.Last = first.String()+"/"+last.String(), last
	case 1:
		d = Date{First: MaxDay, Last: MaxDay}
	}
	e := Event{ID: fmt.Sprintf("%s/%d", source, i), Date: d, Kind: []string{"Battles", "Riots", "Protests"}[rng.IntN(3)],
		Title: "Clash near " + spelt(rng.Uint64()%3000), Summary: spelt(rng.Uint64()%50) + " reports " + spelt(rng.Uint64()%3000) + " – " + spelt(rng.Uint64()%200),
		Cites: []Citation{{Source: source, Record: fmt.Sprint(i), Headline: spelt(rng.Uint64() % 900)}}, Original: []Field{{"year", "2001"}, {"relid", fmt.Sprintf("R-%d-%d", i, i%7)}}}
	if rng.IntN(5) > 0 {
		e.Killed = &Toll{Best: figureOf(rng.IntN(30))}
	}
	r := Row{}
	for range rng.IntN(4) {
		a := actors[rng.IntN(len(actors))]
		r.Actors = append(r.Actors, a)
		e.Actors = append(e.Actors, Party{ID: a.ID, Name: a.Name, Role: []string{"side a", "side b"}[rng.IntN(2)]})
	}
	if rng.IntN(6) > 0 {
		r.Province = provinces[rng.IntN(len(provinces))]
		e.Province = &ProvinceRef{ID: r.Province.ID, Name: r.Province.Name}
	}
	r.Event = e
	return r
}

// importRows puts rows into a library with sacks so small that nearly all goes
// through the spool's file, and with many commits.
func importRows(tb testing.TB, path, source string, rows []Row, replace bool) (c DataSetChange) {
	tb.Helper()
	s := Source{ID: source, Kind: "data set", Title: source}
	publish(tb, path, func(e *Edition) (err error) {
		e.breath = 10_000
		c, err = e.PutDataSet(tb.Context(), &s, DataSetOptions{Replace: replace, Workers: 2, sackSize: 700}, feedOf(rows))
		return err
	})
	return c
}

// TestImportTotals holds the totals of many rows against a plain count.
func TestImportTotals(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	publish(t, path, put(harbour(t)))
	rows := manyRows(t, newRand(11), "rows", 20_000)
	if c := importRows(t, path, "rows", rows, false); c != (DataSetChange{Added: len(rows)}) {
		t.Fatalf("%+v", c)
	}
	l := open(t, path)
	r, err := l.Search(t.Context(), Filter{Sources: chosen("rows")})
	if err != nil {
		t.Fatal(err)
	}
	killed, units, fronts, kinds := 0, map[string]int{}, map[string]int{}, map[string]int{}
	for _, row := range rows {
		e := row.Event
		killed += figure(e.Killed)
		kinds[e.Kind]++
		if e.Province != nil {
			units[e.Province.ID]++
		}
		named := map[string]bool{}
		for _, p := range e.Actors {
			named[p.ID] = true
		}
		for id := range named {
			fronts[id]++
		}
	}
	if r.Events != len(rows) || r.Killed != killed {
		t.Errorf("%d events, %d killed; want %d, %d", r.Events, r.Killed, len(rows), killed)
	}
	for name, pair := range map[string]struct {
		got  []Count
		want map[string]int
	}{"provinces": {r.Provinces, units}, "actors": {r.Actors, fronts}, "kinds": {r.Kinds, kinds}} {
		for _, c := range pair.got {
			if c.Events != pair.want[c.ID] {
				t.Errorf("%s: %s has %d events, want %d", name, c.ID, c.Events, pair.want[c.ID])
			}
			delete(pair.want, c.ID)
		}
		if len(pair.want) > 0 {
			t.Errorf("%s: %v are missing", name, pair.want)
		}
	}
	if report, err := Check(t.Context(), path); err != nil || report.Events != len(rows)+7 {
		t.Errorf("%+v, %v", report, err)
	}
	for _, word := range []string{spelt(3), spelt(1500)} {
		want := 0
		for _, row := range rows {
			if slices.Contains(strings.Fields(row.Event.Title+" "+row.Event.Summary), word) {
				want++
			}
		}
		if r, err := l.Search(t.Context(), Filter{Sources: chosen("rows"), Text: word + " "}); err != nil || r.Events != want {
			t.Errorf("%q: %d events, %v; want %d", word, r.Events, err, want)
		}
	}
}

// FuzzImportAgain imports overlapping slices of changing rows again and again,
// and holds the library and what is counted against a plain model.
func FuzzImportAgain(f *testing.F) {
	f.Add(uint64(1), []byte{0, 1, 2, 3})
	f.Add(uint64(2), []byte{7, 0, 64, 9, 5})
	f.Add(uint64(3), []byte{130, 3, 1, 255})
	f.Fuzz(func(t *testing.T, seed uint64, steps []byte) {
		path := filepath.Join(t.TempDir(), "library.db")
		rng := newRand(seed)
		other := randomBriefing(t, rng, "other", 30)
		publish(t, path, put(other))
		pool := manyRows(t, rng, "rows", 300)
		held := map[string]Event{}
		for _, step := range steps[:min(len(steps), 6)] {
			rows := someOf(rng, pool, step)
			want, replace := DataSetChange{}, step&1 > 0
			listed := map[string]bool{}
			for _, r := range rows {
				listed[r.Event.ID] = true
				switch was, ok := held[r.Event.ID]; {
				case !ok:
					want.Added++
				case sameButEmpty(was, r.Event):
					want.Unchanged++
				default:
					want.Changed++
				}
				held[r.Event.ID] = r.Event
			}
			for id := range held {
				if !listed[id] {
					want.Absent++
					if replace {
						delete(held, id)
					}
				}
			}
			if got := importRows(t, path, "rows", rows, replace); got != want {
				t.Fatalf("%+v, want %+v", got, want)
			}
			holdEvents(t, path, held, other)
		}
		if len(steps) > 0 {
			publish(t, path, func(e *Edition) error { return e.Remove("rows") })
		}
		sameLibrary(t, open(t, path), InMemory(other))
	})
}

// someOf gives a slice of the rows, some of them changed for good.
func someOf(rng *rand.Rand, pool []Row, step byte) []Row {
	from := rng.IntN(len(pool))
	to := from + rng.IntN(len(pool)-from+1)
	var rows []Row
	for i := from; i < to; i++ {
		e := &pool[i].Event
		switch rng.IntN(1 + int(step>>1)) {
		case 1:
			e.Title += " " + spelt(rng.Uint64()%90)
		case 2: // to another day
			day := Day(105_000 + rng.IntN(13_000))
			e.Date = Date{EDTF: day.String(), Basis: Stated, First: day, Last: day}
		case 3:
			e.Killed = &Toll{Best: figureOf(rng.IntN(5))}
		case 4:
			e.Title, e.Summary = "Riot", ""
		}
		rows = append(rows, pool[i])
	}
	rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return rows
}

func holdEvents(t *testing.T, path string, held map[string]Event, other Briefing) {
	t.Helper()
	report, err := Check(t.Context(), path)
	if err != nil || report.Events != len(held)+len(other.Events) {
		t.Fatalf("%+v, %v; want %d events", report, err, len(held)+len(other.Events))
	}
	l := open(t, path)
	r, err := l.Search(t.Context(), Filter{Sources: chosen("rows")})
	if err != nil {
		t.Fatal(err)
	}
	events, err := l.Events(r, 0, r.Events)
	if err != nil || len(events) != len(held) {
		t.Fatalf("%d events, %v; want %d", len(events), err, len(held))
	}
	for _, e := range events {
		if !sameButEmpty(e, held[e.ID]) {
			t.Fatalf("got %+v\nwant %+v", e, held[e.ID])
		}
	}
}

func TestRepeatedID(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	rows := manyRows(t, newRand(12), "rows", 500)
	rows[400].Event.ID = rows[3].Event.ID
	refused := func(when string) {
		t.Helper()
		s := Source{ID: "rows", Kind: "data set", Title: "Rows"}
		err := Publish(t.Context(), path, PublishOptions{}, func(e *Edition) error {
			_, err := e.PutDataSet(t.Context(), &s, DataSetOptions{}, feedOf(rows))
			return err
		})
		if !errors.Is(err, errRepeated) || !strings.Contains(err.Error(), rows[3].Event.ID) {
			t.Errorf("%s: %v", when, err)
		}
	}
	refused("new")
	importRows(t, path, "rows", rows[:400], false)
	refused("again")
	rows[400].Event.Date = rows[3].Event.Date
	refused("again, on one day")
}

// TestCancelledImport ends an import at many moments.
func TestCancelledImport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	publish(t, path, put(harbour(t)))
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows := manyRows(t, newRand(13), "rows", 3000)
	for moment := range 12 {
		ctx, cancel := context.WithCancel(t.Context())
		calls := 0
		opts := DataSetOptions{Workers: 1 + moment%3, sackSize: 700, Progress: func(stage Stage, _ int) {
			if calls++; stage == Reading && calls == 20*moment || stage == Writing && moment > 8 {
				cancel()
			}
		}}
		s := Source{ID: "rows", Kind: "data set", Title: "Rows"}
		err := Publish(ctx, path, PublishOptions{step: func(step string) {
			if moment == 0 && step == "checked" || moment == 8 && step == "changed" {
				cancel()
			}
		}}, func(e *Edition) error {
			_, err := e.PutDataSet(ctx, &s, opts, feedOf(rows))
			return err
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("moment %d: %v", moment, err)
		}
		cancel()
		sameFileAlone(t, path, before)
	}
}

// sameFileAlone holds that a library is what it was, and that nothing but its
// lock lies beside it.
func sameFileAlone(t *testing.T, path string, before []byte) {
	t.Helper()
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Fatalf("the library changed: %v", err)
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) != 1 {
		t.Fatalf("beside the library there is %v", left)
	}
}

// TestCrashedImport kills a process at many moments of an import.
func TestCrashedImport(t *testing.T) {
	if at := os.Getenv("CRASH_IMPORT_AT"); at != "" {
		crashingImport(t, at, os.Getenv("CRASH_FILE"))
		return
	}
	path := filepath.Join(t.TempDir(), "library.db")
	publish(t, path, put(harbour(t)))
	for _, at := range []string{"reading", "read", "writing", "changed", "checked", "synced"} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestCrashedImport$")
		cmd.Env = append(os.Environ(), "CRASH_IMPORT_AT="+at, "CRASH_FILE="+path)
		out, err := cmd.CombinedOutput()
		if exit := new(exec.ExitError); !errors.As(err, &exit) || runtime.GOOS != "windows" && exit.ExitCode() != -1 {
			t.Fatalf("%s: %v\n%s", at, err, out)
		}
		sameLibrary(t, open(t, path), InMemory(harbour(t)))
	}
	os.WriteFile(path+newSuffix+spoolSuffix+"123", []byte("left by a crash where names stay"), 0o600)
	publish(t, path, func(e *Edition) error { return e.SetMeta("next", "change") })
	if left, _ := filepath.Glob(path + ".*"); len(left) != 1 {
		t.Errorf("beside the library there is %v", left)
	}
}

// crashingImport kills its own process, as kill -9 does.
func crashingImport(t *testing.T, at, path string) {
	die := func(moment string) {
		if moment == at {
			p, _ := os.FindProcess(os.Getpid())
			p.Kill()
			select {}
		}
	}
	rows := manyRows(t, newRand(14), "rows", 3000)
	s := Source{ID: "rows", Kind: "data set", Title: "Rows"}
	err := Publish(t.Context(), path, PublishOptions{step: die}, func(e *Edition) error {
		opts := DataSetOptions{sackSize: 700, Progress: func(stage Stage, done int) {
			if stage == Writing || done > 1000 {
				die(string(stage))
			}
		}}
		_, err := e.PutDataSet(t.Context(), &s, opts, func(add func([]Row) error) error {
			err := feedOf(rows)(add)
			die("read")
			return err
		})
		return err
	})
	t.Fatalf("still alive: %v", err)
}

// TestSpaceIsGivenBack holds that a library gets small again.
func TestSpaceIsGivenBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	publish(t, path, put(harbour(t)))
	importRows(t, path, "rows", manyRows(t, newRand(15), "rows", 30_000), false)
	large, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	publish(t, path, func(e *Edition) error { return e.Remove("rows") })
	small, err := os.Stat(path)
	if err != nil || small.Size() > large.Size()/4 || small.Mode() != large.Mode() {
		t.Errorf("%d bytes were %d, mode %v, %v", small.Size(), large.Size(), small.Mode(), err)
	}
	sameLibrary(t, open(t, path), InMemory(harbour(t)))
	if _, err := Check(t.Context(), path); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) != 1 {
		t.Errorf("beside the library there is %v", left)
	}
}

// TestCheckFindsContradictions changes single values of a library, each soundly
// sealed, so that lists, records and columns say different things.
func TestCheckFindsContradictions(t *testing.T) {
	for name, change := range map[string]func(*Edition) error{
		"a word lacks an event": func(e *Edition) error {
			list, err := e.wordList(wordsBucket, "clash")
			if err != nil {
				return err
			}
			_, numbers, _, _, err := list.chunkAt(0)
			if err != nil {
				return err
			}
			return list.change(nil, numbers[:1])
		},
		"a word too many": func(e *Edition) error {
			list, err := e.wordList(wordsBucket, "nowhere")
			if err != nil {
				return err
			}
			return list.change([]number{105_000 << placeBits}, nil)
		},
		"an id lacks": func(e *Edition) error {
			ids, err := e.idList()
			if err != nil {
				return err
			}
			_, entries, _, _, err := ids.chunkAt(0)
			if err != nil {
				return err
			}
			return ids.change(nil, entries[:1])
		},
		"an event is of another source": func(e *Edition) error {
			rows, err := e.wordList(holdingsBucket, "rows")
			if err != nil {
				return err
			}
			_, numbers, _, _, err := rows.chunkAt(0)
			if err != nil {
				return err
			}
			if err := rows.change(nil, slices.Clone(numbers[:1])); err != nil {
				return err
			}
			other, err := e.wordList(holdingsBucket, "harbour-report")
			if err != nil {
				return err
			}
			return other.change(numbers[:1], nil)
		},
	} {
		path := filepath.Join(t.TempDir(), "library.db")
		publish(t, path, put(harbour(t)))
		importRows(t, path, "rows", manyRows(t, newRand(16), "rows", 200), false)
		publish(t, path, change)
		if _, err := Check(t.Context(), path); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
