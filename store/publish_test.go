package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/gofrs/flock"
)

// publish changes a library and fails the test where that fails.
func publish(tb testing.TB, path string, change func(*Edition) error) {
	tb.Helper()
	if err := Publish(tb.Context(), path, PublishOptions{}, change); err != nil {
		tb.Fatal(err)
	}
}

func put(b Briefing) func(*Edition) error {
	return func(e *Edition) error {
		_, err := e.Put(b)
		return err
	}
}

func open(tb testing.TB, path string) *Library {
	tb.Helper()
	l, err := Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { l.Close() })
	return l
}

func TestPublishAndOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder", "library.db")
	b := harbour(t)
	publish(t, path, put(b))
	l, memory := open(t, path), InMemory(b)
	if l.Path() != path || memory.Path() != "" {
		t.Errorf("paths %q and %q", l.Path(), memory.Path())
	}
	sameLibrary(t, l, memory)
	sameLibrary(t, open(t, path), memory)
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 2 { // the library and its lock
		t.Errorf("beside the library there is %v, %v", left, err)
	}
}

// allEvents reads every event of a library.
func allEvents(l *Library) ([]Event, error) {
	r, err := l.Search(context.Background(), Filter{})
	if err != nil {
		return nil, err
	}
	return l.Events(r, 0, r.Events)
}

// sortedEvents gives every event of a library, those of one day by source and key.
func sortedEvents(tb testing.TB, l *Library) []Event {
	tb.Helper()
	events, err := allEvents(l)
	if err != nil {
		tb.Fatal(err)
	}
	inOrder := slices.IsSortedFunc(events, func(a, b Event) int { return cmp.Compare(numberDay(a.Date), numberDay(b.Date)) })
	if !inOrder {
		tb.Fatalf("events are out of order: %v", eventIDs(events))
	}
	slices.SortFunc(events, compareEvents)
	return events
}

// sameLibrary holds everything that can be read from two libraries side by side.
func sameLibrary(tb testing.TB, got, want *Library) {
	tb.Helper()
	for _, pair := range [][2]any{
		{got.Sources(), want.Sources()}, {got.Actors(), want.Actors()}, {got.Provinces(), want.Provinces()},
		{got.Kinds(), want.Kinds()}, {sortedEvents(tb, got), sortedEvents(tb, want)}, {got.index.quotes, want.index.quotes},
		{got.index.texts, want.index.texts},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			tb.Fatalf("got %+v\nwant %+v", pair[0], pair[1])
		}
	}
}

func TestPutCountsChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	b := harbour(t)
	var c Change
	put := func(e *Edition) (err error) {
		c, err = e.Put(b)
		return err
	}
	for _, step := range []struct {
		name   string
		change func()
		want   Change
	}{
		{"new", func() {}, Change{Added: 16, Source: true}},
		{"again", func() {}, Change{Unchanged: 16}},
		{"one changed", func() { b.Events[0].Title = "Other title" }, Change{Changed: 1, Unchanged: 15}},
		{"one removed", func() { b.Quotes = b.Quotes[:1] }, Change{Removed: 1, Unchanged: 15}},
		{"digest changed", func() { b.Source.Digest[0].Digest = "Other words." }, Change{Unchanged: 15, Source: true}},
		{"order changed", func() { b.Actors[0], b.Actors[1] = b.Actors[1], b.Actors[0] }, Change{Unchanged: 15}},
	} {
		step.change()
		publish(t, path, put)
		if c != step.want {
			t.Errorf("%s: %+v, want %+v", step.name, c, step.want)
		}
		sameLibrary(t, open(t, path), InMemory(b))
	}
}

func TestUnchangedIsNotPublished(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	publish(t, path, put(harbour(t)))
	l := open(t, path)
	publish(t, path, put(harbour(t)))
	publish(t, path, func(e *Edition) error { return e.SetMeta("nothing", "") })
	if l.Superseded() {
		t.Error("nothing changed, and yet there is a new file")
	}
	publish(t, path, func(e *Edition) error { return e.SetMeta("shipped", "v1") })
	if !l.Superseded() {
		t.Error("the change was not noticed")
	}
}

func TestPutRefusesInvalid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	b := harbour(t)
	b.Events[1].Actors[0].ID = "nobody"
	b.Quotes[0].Cites = nil
	err := Publish(t.Context(), path, PublishOptions{}, put(b))
	if err == nil || !strings.Contains(err.Error(), `event harbour-report/bridge: actor "nobody"`) || !strings.Contains(err.Error(), "quote harbour-report/second: has no citation") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a library was made: %v", err)
	}
}

func TestRemoveAttachMeta(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	rng := rand.New(rand.NewPCG(1, 2))
	other := randomBriefing(t, rng, "other", 9)
	text := Text{SHA256: strings.Repeat("a", 64), Body: "Title\n\nA market was hit. Ünïcode.\n", Title: Span{0, 5},
		Paragraphs: []TextParagraph{{0, Span{0, 5}}, {1, Span{7, 33}}}, Anchors: map[Span]Span{{12, 40}: {7, 20}, {1, 2}: {8, 9}}}
	publish(t, path, func(e *Edition) error {
		if _, err := e.Put(harbour(t)); err != nil {
			return err
		}
		if _, err := e.Put(other); err != nil {
			return err
		}
		if err := e.Attach("harbour-report", text); err != nil {
			return err
		}
		return e.SetMeta("removed", "yes")
	})
	l := open(t, path)
	got, ok, err := l.Text("harbour-report")
	if !ok || err != nil || !reflect.DeepEqual(got, text) {
		t.Errorf("text %+v, %v, %v", got, ok, err)
	}
	if _, ok, _ := l.Text("other"); ok || l.Meta("removed") != "yes" || l.Meta("none") != "" {
		t.Error("text or meta that was never kept")
	}
	if r, _, _ := find(t, l, Filter{Text: "unicode"}); len(r.Passages) != 1 || r.Passages[0].Paragraph != 1 {
		t.Errorf("the attached text is not searched: %v", r.Passages)
	}
	changed := harbour(t)
	changed.Events = changed.Events[:1]
	changed.Events[0].Title = "Changed"
	changed.Quotes = nil
	publish(t, path, put(changed))
	if _, ok, _ := open(t, path).Text("harbour-report"); !ok {
		t.Error("a corrected briefing lost its text")
	}
	changed.Source.SHA256 = strings.Repeat("b", 64)
	publish(t, path, put(changed))
	if _, ok, _ := open(t, path).Text("harbour-report"); ok {
		t.Error("a briefing of another file kept the text")
	}
	publish(t, path, func(e *Edition) error {
		if s := e.Sources(); len(s) != 2 || s[0].ID != "harbour-report" || e.Meta("removed") != "yes" {
			t.Errorf("edition holds %v", s)
		}
		return e.Remove("harbour-report")
	})
	sameLibrary(t, open(t, path), InMemory(other))
	for _, change := range []func(*Edition) error{
		func(e *Edition) error { return e.Remove("othre") },
		func(e *Edition) error { return e.Attach("othre", text) },
	} {
		err := Publish(t.Context(), path, PublishOptions{}, change)
		var unknown *UnknownNameError
		if !errors.As(err, &unknown) || len(unknown.Nearest) != 1 || unknown.Nearest[0] != "other" {
			t.Errorf("unknown source: %v", err)
		}
	}
	text.Paragraphs[1].Span.End = 99
	if err := Publish(t.Context(), path, PublishOptions{}, func(e *Edition) error { return e.Attach("other", text) }); err == nil {
		t.Error("a paragraph beyond the text was taken")
	}
}

func TestPublishLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	err := Publish(t.Context(), path, PublishOptions{}, func(e *Edition) error {
		inner := Publish(t.Context(), path, PublishOptions{}, put(harbour(t)))
		var locked *LockedError
		if !errors.As(inner, &locked) || !errors.Is(inner, ErrLocked) || !strings.HasPrefix(locked.Holder, fmt.Sprintf("process %d on ", os.Getpid())) {
			t.Errorf("while locked: %v", inner)
		}
		_, err := e.Put(harbour(t))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	other := flock.New(path + ".lock")
	if got, err := other.TryLock(); !got || err != nil {
		t.Fatal("the lock was not given back", err)
	}
	released := make(chan error)
	go func() { released <- Publish(t.Context(), path, PublishOptions{Wait: 1 << 40}, put(harbour(t))) }()
	other.Unlock()
	if err := <-released; err != nil {
		t.Errorf("waiting for the lock: %v", err)
	}
}

func TestPublishFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	publish(t, path, put(harbour(t)))
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	own := errors.New("own")
	ctx, cancel := context.WithCancel(t.Context())
	for _, tt := range []struct {
		name   string
		change func(*Edition) error
		want   error
	}{
		{"change fails", func(e *Edition) error { e.Remove("harbour-report"); return own }, own},
		{"cancelled", func(e *Edition) error { cancel(); return e.Remove("harbour-report") }, context.Canceled},
	} {
		if err := Publish(ctx, path, PublishOptions{}, tt.change); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
		after, err := os.ReadFile(path)
		if err != nil || string(after) != string(before) {
			t.Errorf("%s: the library changed", tt.name)
		}
		if _, err := os.Stat(path + newSuffix); err == nil {
			t.Errorf("%s: left a file behind", tt.name)
		}
	}
}

func TestPublishRefuses(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("plain text"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]error{
		file:                               ErrNotLibrary,
		filepath.Join(file, "library.db"):  nil,
		dir:                                ErrNotLibrary,
		filepath.Join(dir, "x\x1b[31m.db"): nil,
	} {
		err := Publish(t.Context(), path, PublishOptions{}, func(*Edition) error { return errors.New("made") })
		if err == nil || want != nil && !errors.Is(err, want) || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: %v", path, err)
		}
	}
	if b, _ := os.ReadFile(file); string(b) != "plain text" {
		t.Error("a file that is no library was changed")
	}
}

func TestPublishThroughLink(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "library.db"), filepath.Join(dir, "link.db")
	publish(t, path, put(harbour(t)))
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	publish(t, link, func(e *Edition) error { return e.SetMeta("k", "v") })
	if open(t, path).Meta("k") != "v" {
		t.Error("the link was replaced, not the file it leads to")
	}
}

func TestReadersKeepTheirs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	b := harbour(t)
	publish(t, path, put(b))
	one, two := open(t, path), open(t, path)
	b.Events = b.Events[:2]
	b.Quotes = nil
	publish(t, path, put(b))
	for _, l := range []*Library{one, two} {
		if r, events, _ := find(t, l, Filter{}); r.Events != 7 || len(events) != 7 || !l.Superseded() {
			t.Errorf("a reader lost its events: %v, superseded %v", events, l.Superseded())
		}
	}
	l := open(t, path)
	if r, _, _ := find(t, l, Filter{}); r.Events != 2 || l.Superseded() {
		t.Errorf("the new file has %d events, superseded %v", r.Events, l.Superseded())
	}
	if InMemory().Superseded() {
		t.Error("a library in memory is superseded")
	}
}

// TestCrash kills a process at every step of publishing.
func TestCrash(t *testing.T) {
	if step := os.Getenv("CRASH_AT"); step != "" {
		opts := PublishOptions{step: func(s string) {
			if s == step {
				os.Exit(3)
			}
		}}
		if err := Publish(t.Context(), os.Getenv("CRASH_FILE"), opts, put(harbour(t))); err != nil {
			t.Fatal(err)
		}
		os.Exit(0)
	}
	path := filepath.Join(t.TempDir(), "library.db")
	other := randomBriefing(t, rand.New(rand.NewPCG(1, 2)), "other", 9)
	for _, step := range []string{"copied", "changed", "synced", "renamed"} {
		publish(t, path, func(e *Edition) error {
			if err := e.SetMeta("step", step); err != nil {
				return err
			}
			return put(other)(e)
		})
		cmd := exec.Command(os.Args[0], "-test.run=^TestCrash$")
		cmd.Env = append(os.Environ(), "CRASH_AT="+step, "CRASH_FILE="+path)
		out, err := cmd.CombinedOutput()
		if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.ExitCode() != 3 {
			t.Fatalf("%s: %v\n%s", step, err, out)
		}
		want := InMemory(other)
		if step == "renamed" {
			want = InMemory(other, harbour(t))
		}
		sameLibrary(t, open(t, path), want)
	}
	publish(t, path, func(e *Edition) error { return e.Remove("harbour-report") })
	if _, err := os.Stat(path + newSuffix); err == nil {
		t.Error("what the crash left behind is still there")
	}
}

func TestCheck(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	publish(t, path, put(harbour(t)))
	r, err := Check(t.Context(), path)
	want := Report{Sources: 1, Actors: 4, Provinces: 3, Events: 7, Quotes: 2, Paragraphs: 2, Values: r.Values, Schema: schema, Bytes: r.Bytes}
	if err != nil || r != want || r.Bytes < 4096 || r.Values < 19 {
		t.Errorf("%+v, %v, want %+v", r, err, want)
	}
}
