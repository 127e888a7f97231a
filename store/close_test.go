package store

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"sync"
	"testing"
)

// TestClose holds that what is under way finishes, and later reading fails.
func TestClose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	publish(t, path, put(randomBriefing(t, newRand(4), "closing", 300)))
	for range 8 {
		l, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		var done sync.WaitGroup
		started := make(chan struct{}, 4)
		for range 4 {
			done.Go(func() {
				for i := 0; ; i++ {
					if i == 1 {
						started <- struct{}{}
					}
					if err := ask(t, l, []string{"bridge ", "b", `"booby trapped"`, ""}[i%4]); err != nil {
						if !errors.Is(err, fs.ErrClosed) {
							t.Error(err)
						}
						return
					}
				}
			})
		}
		for range 4 {
			<-started
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		done.Wait()
		if _, found := l.Event("closing/e1"); found {
			t.Error("an event is read from a closed library")
		}
		if err := l.Close(); err != nil {
			t.Errorf("closed again: %v", err)
		}
	}
}

// ask searches and reads, with nothing left from before.
func ask(t *testing.T, l *Library, text string) error {
	l.Forget()
	r, err := l.Search(t.Context(), Filter{Text: text})
	if err != nil {
		return err
	}
	events, err := l.Events(r, 0, 50)
	if err == nil && len(events) != min(50, r.Events) {
		t.Errorf("%q: %d events of %d", text, len(events), r.Events)
	}
	return err
}

// TestCancel holds that a search ends with its context wherever it is, and that
// nothing half done is kept.
func TestCancel(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	publish(t, path, put(randomBriefing(t, newRand(5), "ending", 500)))
	l := open(t, path)
	for _, f := range []Filter{{Text: "b"}, {Text: `"booby trapped"`}, {Provinces: chosen("XX-1"), Actors: chosen("actor-1")}} {
		want, err := l.Search(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		for after := range 60 {
			l.Forget()
			ctx := &endingContext{Context: t.Context(), left: after}
			if r, err := l.Search(ctx, f); err == nil && r.Events != want.Events || err != nil && !errors.Is(err, context.Canceled) {
				t.Fatalf("%s, ended after %d looks: %v", f, after, err)
			}
			r, err := l.Search(t.Context(), f)
			if err != nil || r.Events != want.Events || r.Killed != want.Killed {
				t.Fatalf("%s, after one that was ended: %d events, want %d; %v", f, r.Events, want.Events, err)
			}
		}
	}
}

// endingContext ends when it has been looked at some times.
type endingContext struct {
	context.Context
	mutex sync.Mutex
	left  int
}

func (c *endingContext) Err() error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestRelease holds that the same is read when pages were given back.
func TestRelease(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	b := randomBriefing(t, newRand(6), "released", 900)
	publish(t, path, put(b))
	l, want := open(t, path), InMemory(b)
	file := l.index.records.(*eventFile)
	for range 3 {
		sameLibrary(t, l, want)
		l.Forget()
		file.touched.Store(touchedAtMost)
		if err := ask(t, l, "b"); err != nil {
			t.Fatal(err)
		}
		if n := file.touched.Load(); n >= touchedAtMost {
			t.Errorf("%d bytes are still counted", n)
		}
	}
}

func TestGenerations(t *testing.T) {
	g := newGenerations[int](10)
	for i := range 4 {
		g.put(i, []byte("abcd"))
	}
	if _, ok := g.get(0); !ok {
		t.Error("the old generation is gone")
	}
	for i := range 20 {
		g.put(100+i, []byte("abcd"))
		if v, ok := g.get(0); !ok || string(v) != "abcd" {
			t.Fatal("what is asked for again and again is gone")
		}
	}
	if _, ok := g.get(1); ok {
		t.Error("what is not asked for stays")
	}
	if n := len(g.young) + len(g.old); n > 6 {
		t.Errorf("%d values are kept", n)
	}
}
