package seed

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"fieldbrief/store"
)

func open(t *testing.T, path string) *store.Library {
	t.Helper()
	library, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { library.Close() })
	return library
}

func hasShipped(t *testing.T, path string) bool {
	t.Helper()
	_, found := open(t, path).Source(DefaultID)
	return found
}

func TestFirstStartSeeds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "library.db")
	if !hasShipped(t, path) {
		t.Error("no shipped briefing in a new library")
	}
	if note := open(t, path).Meta(metaShipped); note != strconv.Itoa(revision) {
		t.Errorf("the library notes revision %q", note)
	}
}

// TestFirstStartsAtOnce starts several in an empty home: all get the library.
func TestFirstStartsAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			library, err := Open(context.Background(), path)
			if err != nil {
				t.Error(err)
				return
			}
			if _, found := library.Source(DefaultID); !found {
				t.Error("no shipped briefing")
			}
			library.Close()
		})
	}
	group.Wait()
}

func TestUnwritablePlace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plain")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(context.Background(), filepath.Join(file, "library.db"))
	var create *CreateError
	if !errors.As(err, &create) {
		t.Errorf("got %v, want a CreateError", err)
	}
}

func TestRemovalIsRemembered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	open(t, path)
	if err := Remove(context.Background(), path, DefaultID); err != nil {
		t.Fatal(err)
	}
	if hasShipped(t, path) {
		t.Error("the shipped briefing came back")
	}
	importOne(t, path, shipped)
	if !hasShipped(t, path) {
		t.Error("the shipped briefing does not come back by its file")
	}
}

func importOne(t *testing.T, path string, file []byte) Outcome {
	t.Helper()
	outcomes, err := Import(context.Background(), path, []Input{{"input", file}}, false)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes[0]
}

// TestNewerShippedReplacesUnedited ages the copy in a library.
func TestNewerShippedReplacesUnedited(t *testing.T) {
	edited := bytes.Replace(shipped, []byte("title: Confronting The Taliban"), []byte("title: Corrected"), 1)
	for _, tt := range []struct {
		name, note, want string
	}{
		{"older", "0", "Confronting The Taliban"},
		{"same", strconv.Itoa(revision), "Corrected"},
		{"edited", shippedEdited, "Corrected"},
		{"newer", strconv.Itoa(revision + 1), "Corrected"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "library.db")
			open(t, path)
			if o := importOne(t, path, edited); o.Err != nil {
				t.Fatal(o.Err)
			}
			note := func(e *store.Edition) error { return e.SetMeta(metaShipped, tt.note) }
			if err := store.Publish(context.Background(), path, store.PublishOptions{}, note); err != nil {
				t.Fatal(err)
			}
			if s, _ := open(t, path).Source(DefaultID); s.Title != tt.want {
				t.Errorf("title %q, want %q", s.Title, tt.want)
			}
		})
	}
}

func TestImportNotesEdits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	edited := bytes.Replace(shipped, []byte("kind: op-ed"), []byte("kind: essay"), 1)
	for _, tt := range []struct {
		file []byte
		want string
	}{{edited, shippedEdited}, {shipped, strconv.Itoa(revision)}} {
		if o := importOne(t, path, tt.file); o.Err != nil {
			t.Fatal(o.Err)
		}
		if note := open(t, path).Meta(metaShipped); note != tt.want {
			t.Errorf("the library notes %q, want %q", note, tt.want)
		}
	}
}

// TestImportRefusesWhole holds that a library is left alone where nothing of
// the input is good.
func TestImportRefusesWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	open(t, path)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range [][]byte{[]byte("format: fieldbrief/1\nsource: {}\n"), []byte("Some text of another kind.\n\nAnd more of it.\n"), nil} {
		if o := importOne(t, path, file); o.Err == nil {
			t.Errorf("%.20q was taken", file)
		}
	}
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, after) {
		t.Error("the library has changed")
	}
}
