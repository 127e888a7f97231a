package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rowsOf gives a briefing's events as rows of a data set, without shared tolls.
func rowsOf(b Briefing) []Row {
	var rows []Row
	for _, e := range b.Events {
		if e.Killed != nil {
			toll := *e.Killed
			toll.Shared = nil
			e.Killed = &toll
		}
		r := Row{Event: e}
		for i := range b.Actors {
			r.Actors = append(r.Actors, &b.Actors[i])
		}
		for i := range b.Provinces {
			if e.Province != nil && b.Provinces[i].ID == e.Province.ID {
				r.Province = &b.Provinces[i]
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// feedOf hands out rows in small parts.
func feedOf(rows []Row) func(func([]Row) error) error {
	return func(add func([]Row) error) error {
		for part := range slices.Chunk(slices.Clone(rows), 7) {
			if err := add(slices.Clone(part)); err != nil {
				return err
			}
		}
		return nil
	}
}

// withoutShared drops what data sets do not have.
func withoutShared(b Briefing) Briefing {
	b.Quotes = nil
	b.Events = slices.Clone(b.Events)
	for i, r := range rowsOf(b) {
		b.Events[i] = r.Event
	}
	b.Source.Kind, b.Source.Digest = "data set", nil
	return b
}

func TestPutDataSet(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	rng := newRand(3)
	b := withoutShared(randomBriefing(t, rng, "rows", 400))
	other := randomBriefing(t, rng, "other", 50)
	publish(t, path, put(other))
	put := func(b Briefing, replace bool) (c DataSetChange) {
		t.Helper()
		publish(t, path, func(e *Edition) (err error) {
			c, err = e.PutDataSet(t.Context(), &b.Source, DataSetOptions{Replace: replace}, feedOf(rowsOf(b)))
			return err
		})
		if _, err := Check(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		return c
	}
	if c := put(b, false); c != (DataSetChange{Added: 400}) {
		t.Errorf("new: %+v", c)
	}
	sameLibrary(t, open(t, path), InMemory(b, other))
	if c := put(b, false); c != (DataSetChange{Unchanged: 400}) {
		t.Errorf("again: %+v", c)
	}
	slice := b
	slice.Events = slices.Clone(b.Events[100:300])
	slice.Events[3].Title = "Another title"
	slice.Events[9].Date = dateOf(t, "2019-01-01")
	more := slice.Events[20]
	more.ID = "rows/more"
	slice.Events = append(slice.Events, more)
	if c := put(slice, false); c != (DataSetChange{Added: 1, Changed: 2, Unchanged: 198, Absent: 200}) {
		t.Errorf("a slice: %+v", c)
	}
	want := b
	want.Events = slices.Concat(b.Events[:100], slice.Events[:200], b.Events[300:], slice.Events[200:])
	sameLibrary(t, open(t, path), InMemory(want, other))
	if c := put(slice, true); c != (DataSetChange{Unchanged: 201, Absent: 200}) {
		t.Errorf("replaced: %+v", c)
	}
	sameLibrary(t, open(t, path), InMemory(slice, other))
	publish(t, path, func(e *Edition) error { return e.Remove("rows") })
	sameLibrary(t, open(t, path), InMemory(other))
}

// TestManyRuns makes runs small, so that they go to files.
func TestManyRuns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	b := withoutShared(randomBriefing(t, newRand(4), "rows", 3000))
	b.Provinces = b.Provinces[:4] // no event is in the fifth
	var c DataSetChange
	publish(t, path, func(e *Edition) (err error) {
		c, err = e.PutDataSet(t.Context(), &b.Source, DataSetOptions{Workers: 2, sackSize: 500}, feedOf(rowsOf(b)))
		return err
	})
	if c.Added != 3000 {
		t.Errorf("%+v", c)
	}
	sameLibrary(t, open(t, path), InMemory(b))
	if left, _ := filepath.Glob(path + ".*"); len(left) != 1 {
		t.Errorf("beside the library there is %v", left)
	}
}

func TestPutDataSetFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	b := withoutShared(randomBriefing(t, newRand(5), "rows", 60))
	publish(t, path, put(harbour(t)))
	before := open(t, path)
	own := errors.New("own")
	var cancel func()
	broken := rowsOf(b)
	broken[50].Event.Cites = nil
	for name, tt := range map[string]struct {
		feed func(func([]Row) error) error
		want error
	}{
		"feed fails": {func(add func([]Row) error) error { add(rowsOf(b)); return own }, own},
		"cancelled":  {func(add func([]Row) error) error { cancel(); return add(rowsOf(b)) }, context.Canceled},
		"bad row":    {feedOf(broken), nil},
	} {
		var ctx context.Context
		ctx, cancel = context.WithCancel(t.Context())
		defer cancel()
		err := Publish(t.Context(), path, PublishOptions{}, func(e *Edition) error {
			_, err := e.PutDataSet(ctx, &b.Source, DataSetOptions{}, tt.feed)
			return err
		})
		if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if before.Superseded() {
		t.Error("there is a new file")
	}
}

func TestCrowdedDay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	source := Source{ID: "rows", Kind: "data set"}
	err := Publish(t.Context(), path, PublishOptions{}, func(e *Edition) error {
		_, err := e.PutDataSet(t.Context(), &source, DataSetOptions{}, func(add func([]Row) error) error {
			var rows []Row
			for i := range dayPlaces + 1 {
				rows = append(rows, Row{Event: Event{ID: fmt.Sprintf("rows/%d", i), Date: dateOf(t, "2021-08-15"), Cites: []Citation{{Source: "rows"}}}})
			}
			return add(rows)
		})
		return err
	})
	if !errors.Is(err, ErrCrowded) || !strings.Contains(err.Error(), "2021-08-15") {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a library was made: %v", err)
	}
}
