package store

import (
	"os"
	"path/filepath"
	"testing"
)

// secondLayout copies a library file that was written in the second layout.
func secondLayout(t *testing.T) (path string, want *Library) {
	content, err := os.ReadFile(filepath.Join("testdata", "schema2.db"))
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "library.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	other := randomBriefing(t, newRand(5), "other", 40)
	for i := range other.Events {
		if i%3 == 0 {
			lat, lon := float64(i)-20.25, float64(i*9)-170.123456
			other.Events[i].Lat, other.Events[i].Lon = &lat, &lon
		}
	}
	return path, InMemory(harbour(t), other)
}

func TestSecondLayout(t *testing.T) {
	path, want := secondLayout(t)
	same := func(wantSchema int) {
		t.Helper()
		l := open(t, path)
		sameLibrary(t, l, want)
		for _, line := range []string{"area:-90,-180,0,180", "area:-21,-171,-20,-170", "area:0,0,20,20"} {
			f, err := ParseFilter(line)
			if err != nil {
				t.Fatal(err)
			}
			_, got, _ := find(t, l, f)
			_, events, _ := find(t, want, f)
			if !sameSet(got, events) {
				t.Errorf("schema %d, %s: found %v, want %v", wantSchema, line, got, events)
			}
		}
		if r, err := Check(t.Context(), path); err != nil || r.Schema != wantSchema {
			t.Errorf("%+v, %v", r, err)
		}
	}
	same(secondSchema)
	publish(t, path, func(e *Edition) error { return nil })
	same(secondSchema)
	publish(t, path, func(e *Edition) error { return e.SetMeta("shipped", "2") })
	same(schema)
}

func TestSecondLayoutChanged(t *testing.T) {
	path, _ := secondLayout(t)
	rng := newRand(9)
	b := withPlaces(rng, randomBriefing(t, rng, "third", 30))
	publish(t, path, put(b))
	publish(t, path, func(e *Edition) error { return e.Remove("harbour-report") })
	if r, err := Check(t.Context(), path); err != nil || r.Schema != schema || r.Events != 70 {
		t.Errorf("%+v, %v", r, err)
	}
}
