package store

import (
	"os"
	"path/filepath"
	"testing"
)

// firstLayout copies a library file that was written in the first layout.
func firstLayout(t *testing.T) (path string, want *Library) {
	content, err := os.ReadFile(filepath.Join("testdata", "schema1.db"))
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "library.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	text := Text{SHA256: "aa", Body: "Title\n\nA market was hit.\n", Title: Span{0, 5},
		Paragraphs: []TextParagraph{{0, Span{0, 5}}, {1, Span{7, 24}}}, Anchors: map[Span]Span{{12, 40}: {7, 20}}}
	briefings := []Briefing{harbour(t).settled(), randomBriefing(t, newRand(5), "other", 12).settled()}
	return path, newLibrary(briefings, map[string]Text{"harbour-report": text})
}

func TestFirstLayoutIsRead(t *testing.T) {
	path, want := firstLayout(t)
	l := open(t, path)
	sameLibrary(t, l, want)
	if l.Meta("shipped") != "1" {
		t.Error("a small value is lost")
	}
	r, err := Check(t.Context(), path)
	if err != nil || r.Schema != firstSchema || r.Events != 19 || r.Texts != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestFirstLayoutIsWrittenAnew(t *testing.T) {
	path, want := firstLayout(t)
	before := open(t, path)
	publish(t, path, func(e *Edition) error {
		if e.Meta("shipped") != "1" || len(e.Sources()) != 2 {
			t.Error("the edition lacks what the file holds")
		}
		return nil
	})
	if before.Superseded() {
		t.Error("nothing changed, and yet there is a new file")
	}
	publish(t, path, func(e *Edition) error { return e.SetMeta("shipped", "2") })
	l := open(t, path)
	sameLibrary(t, l, want)
	if l.Meta("shipped") != "2" || !before.Superseded() {
		t.Error("the change is not there")
	}
	if r, err := Check(t.Context(), path); err != nil || r.Schema != schema {
		t.Errorf("%+v, %v", r, err)
	}
}
