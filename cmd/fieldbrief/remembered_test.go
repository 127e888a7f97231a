package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fieldbrief/seed"
	"fieldbrief/store"

	"github.com/adrg/xdg"
)

// twoSources makes a library of the shipped briefing and another.
func twoSources(t testing.TB) *store.Library {
	t.Helper()
	shipped, err := seed.Default()
	if err != nil {
		t.Fatal(err)
	}
	day, err := store.ParseDate("2020-01-02", store.Stated, "")
	if err != nil {
		t.Fatal(err)
	}
	return store.InMemory(shipped, store.Briefing{
		Source: store.Source{ID: "other", Title: "Other"},
		Events: []store.Event{{ID: "other/1", Date: day, Title: "A lighthouse falls", Cites: []store.Citation{{Source: "other", Record: "1"}}}},
	})
}

func TestStartFilter(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	a := &app{library: filepath.Join(t.TempDir(), "library.db")}
	library := twoSources(t)
	recalled := func() rememberedLibrary {
		kept, _ := a.recall()
		return kept
	}
	start := func(f store.Filter) []string { return begin(t.Context(), library, recalled(), f).filter.Sources.Chosen }
	choose := func(sources ...string) { a.rememberChoice(sources) }
	check := func(got []string, want ...string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("starts on %v, want %v", got, want)
		}
	}
	check(start(store.Filter{}), seed.DefaultID)
	check(start(store.Filter{Text: "lighthouse"})) // found in none of the usual ones: in all
	check(start(store.Filter{Text: "Taliban"}), seed.DefaultID)
	check(start(store.Filter{Sources: store.Choice{Chosen: []string{"other"}}}), "other")
	check(recalled().Known, seed.DefaultID)

	a.rememberKnown(recalled(), library.Sources())
	check(start(store.Filter{}), seed.DefaultID) // what is known is no choice
	check(recalled().Known, seed.DefaultID, "other")

	choose("gone", "other")
	check(start(store.Filter{}), "other")
	choose("gone")
	check(start(store.Filter{}), seed.DefaultID)
	choose()
	check(start(store.Filter{}))

	for _, broken := range []string{"", "{", `{"libraries": 7}`} {
		if err := os.WriteFile(rememberedPath(), []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		check(start(store.Filter{}), seed.DefaultID)
	}
	choose("other")
	check(start(store.Filter{}), "other")
}

// A file that cannot be read is put aside: it may be mended by hand.
func TestUnreadableRememberedIsKept(t *testing.T) {
	folder := t.TempDir()
	was := xdg.StateHome
	xdg.StateHome = folder
	t.Cleanup(func() { xdg.StateHome = was })
	path := rememberedPath()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(`{"libraries": oh`), 0o600); err != nil {
		t.Fatal(err)
	}
	(&app{library: filepath.Join(folder, "x.db")}).remember(func(l *rememberedLibrary) { l.Chosen = true })
	if b, err := os.ReadFile(path + ".unread"); err != nil || string(b) != `{"libraries": oh` {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := readRemembered(); err != nil {
		t.Error(err)
	}
}
