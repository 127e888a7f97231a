package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func onEvent(id string) Subject { return Subject{Type: EventRecord, ID: id} }

// marksIn opens the marks at a path as another process would.
func marksIn(t *testing.T, path string) (*markFile, *Marks) {
	t.Helper()
	f := &markFile{path: path}
	m, err := f.marks()
	if err != nil {
		t.Fatal(err)
	}
	return f, m
}

func add(t *testing.T, f *markFile, changes ...Mark) *Marks {
	t.Helper()
	m, err := f.add(changes)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// told writes marks down so that they can be compared.
func told(m *Marks) string {
	var lines []string
	for _, mark := range m.All() {
		lines = append(lines, fmt.Sprintf("%s %s%s:%d %s %s", mark.Type, mark.ID, mark.Passage.Source, mark.Passage.Start, mark.Kind, mark.Text))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestMarkChanges(t *testing.T) {
	passage := Subject{Type: MarkedPassage, Passage: citeOf("s", 3, 10, 40)[0]}
	for name, f := range map[string]*markFile{"file": {path: filepath.Join(t.TempDir(), "x.marks.jsonl")}, "memory": {}} {
		t.Run(name, func(t *testing.T) {
			add(t, f, Mark{Subject: onEvent("s/a"), Kind: Bookmark, Label: "A\nthing"})
			m := add(t, f, Mark{Subject: onEvent("s/a"), Kind: Note, Text: "first\nsecond\n"}, Mark{Subject: passage, Kind: Note, Text: "here"})
			if got := m.On(onEvent("s/a")); got != (Marking{Bookmarked: true, Note: "first\nsecond"}) {
				t.Errorf("on the event stands %+v", got)
			}
			if got := m.On(passage); got.Note != "here" || !got.Any() {
				t.Errorf("on the passage stands %+v", got)
			}
			if m.OnRecord(QuoteRecord, "s/a").Any() {
				t.Error("a quote of the event's id is marked too")
			}
			if got := m.All()[0].Label; got != "A thing" {
				t.Errorf("label %q", got)
			}
			m = add(t, f, Mark{Subject: onEvent("s/a"), Kind: Bookmark, Removed: true}, Mark{Subject: passage, Kind: Note})
			if got := told(m); got != "event s/a:0 note first\nsecond" {
				t.Errorf("left over: %q", got)
			}
			m = add(t, f, Mark{Subject: onEvent("s/a"), Kind: Confirmed}, Mark{Subject: onEvent("s/b"), Kind: Dropped})
			if !m.On(onEvent("s/a")).Confirmed || !m.On(onEvent("s/b")).Dropped || m.On(onEvent("s/b")).Any() {
				t.Errorf("%s", told(m))
			}
			if got := m.Passages("s"); got != nil {
				t.Errorf("passages %v", got)
			}
		})
	}
}

func TestMarkRefuses(t *testing.T) {
	f := &markFile{path: filepath.Join(t.TempDir(), "x.marks.jsonl")}
	for _, m := range []Mark{
		{Kind: Bookmark},
		{Subject: Subject{Type: MarkedPassage}, Kind: Bookmark},
		{Subject: onEvent("s/a"), Kind: Note, Text: strings.Repeat("x", MaxNote+1)},
		{Subject: onEvent("s/a"), Kind: Note, Text: "\xff"},
	} {
		if _, err := f.add([]Mark{m}); err == nil {
			t.Errorf("%.60v was taken", m)
		}
	}
	if _, err := os.Stat(f.path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file was made of nothing: %v", err)
	}
	if _, err := (&markFile{path: t.TempDir()}).marks(); err == nil {
		t.Error("a folder was read as marks")
	}
}

// TestMarkNoChange holds that what changes nothing is not written.
func TestMarkNoChange(t *testing.T) {
	f := &markFile{path: filepath.Join(t.TempDir(), "x.marks.jsonl")}
	add(t, f, Mark{Subject: onEvent("s/b"), Kind: Bookmark, Removed: true})
	if _, err := os.Stat(f.path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("removing nothing made a file: %v", err)
	}
	add(t, f, Mark{Subject: onEvent("s/a"), Kind: Note, Text: "x"})
	before, _ := os.ReadFile(f.path)
	add(t, f, Mark{Subject: onEvent("s/a"), Kind: Note, Text: "x\n"})
	if after, _ := os.ReadFile(f.path); !bytes.Equal(before, after) {
		t.Errorf("%q became %q", before, after)
	}
}

// TestMarksOfTornFiles reads and goes on writing files that a crash, a person or a
// newer program has left.
func TestMarksOfTornFiles(t *testing.T) {
	whole := `{"v":1,"time":"2024-01-01T00:00:00Z","kind":"note","record":"event","id":"s/a","text":"kept"}`
	newer := `{"v":2,"time":{"era":"x"},"shape":[1]}`
	kind := `{"v":1,"time":"2024-01-01T00:00:00Z","kind":"starred","record":"event","id":"s/a"}`
	tests := []struct {
		name, text string
		kept       []string
		unread     []int
		newer      int
	}{
		{"empty", "", nil, nil, 0},
		{"without its end", whole, []string{whole}, nil, 0},
		{"cut short", whole + "\n" + whole[:40], []string{whole}, nil, 0},
		{"cut short within a letter", whole + "\n" + `{"v":1,"text":"` + "\xd8", []string{whole}, nil, 0},
		{"zeros", whole + "\n\x00\x00\x00", []string{whole}, nil, 0},
		{"other lines", "# mine\n\n" + whole + "\r\n", []string{"# mine", whole}, []int{1}, 0},
		{"a mark on nothing", `{"kind":"note","record":"event"}` + "\n" + whole + "\n", []string{whole}, []int{1}, 0},
		{"newer", newer + "\n" + kind + "\n" + whole + "\n", []string{newer, kind, whole}, nil, 2},
		{"byte order mark", "\ufeff" + whole + "\n", []string{whole}, nil, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.marks.jsonl")
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			f, m := marksIn(t, path)
			if got := m.OnRecord(EventRecord, "s/a").Note; (got == "kept") != strings.Contains(tt.text, whole) {
				t.Errorf("note %q", got)
			}
			if !slices.Equal(m.Unread(), tt.unread) || m.Newer() != tt.newer {
				t.Errorf("unread %v, newer %d", m.Unread(), m.Newer())
			}
			add(t, f, Mark{Subject: onEvent("s/b"), Kind: Bookmark})
			for round := range worthTidying + 9 { // until it is written anew
				m = add(t, f, Mark{Subject: onEvent("s/c"), Kind: Note, Text: fmt.Sprint(round)})
			}
			if !m.OnRecord(EventRecord, "s/b").Bookmarked || (m.OnRecord(EventRecord, "s/a").Note == "kept") != strings.Contains(tt.text, whole) {
				t.Errorf("after changes: %s", told(m))
			}
			text, _ := os.ReadFile(path)
			for _, line := range tt.kept {
				if !strings.Contains("\n"+string(text), "\n"+line) {
					t.Errorf("%q is not in %q any more", line, text)
				}
			}
			if lines := bytes.Count(text, []byte("\n")); lines > 60 {
				t.Errorf("%d lines are left", lines)
			}
		})
	}
}

// TestMarksJoin holds that files joined in either order say the same: all marks
// of both, the later of two.
func TestMarksJoin(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	for range 200 {
		var halves [2][]byte
		latest := make(map[string]Mark)
		clock := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
		for range rng.IntN(30) {
			m := Mark{Subject: onEvent(fmt.Sprintf("s/%d", rng.IntN(4))), Kind: Note, Text: fmt.Sprint(rng.IntN(99)), Time: clock, Removed: rng.IntN(4) == 0}
			clock = clock.Add(time.Second)
			line, err := formatMark(m)
			if err != nil {
				t.Fatal(err)
			}
			half := rng.IntN(2)
			halves[half] = append(halves[half], line...)
			latest[m.key()] = m
		}
		want := make(map[Subject]string)
		for _, m := range latest {
			if !m.Removed {
				want[m.Subject] = m.Text
			}
		}
		for _, joined := range [][]byte{append(slices.Clone(halves[0]), halves[1]...), append(slices.Clone(halves[1]), halves[0]...)} {
			m := readMarks(joined).marks
			if len(m.All()) != len(want) {
				t.Fatalf("%d marks of %d", len(m.All()), len(want))
			}
			for s, text := range want {
				if got := m.On(s).Note; got != text {
					t.Fatalf("%v: %q, want %q", s, got, text)
				}
			}
		}
	}
	early := `{"time":"2024-01-01T00:00:00Z","kind":"note","record":"event","id":"s/a","text":"one"}` + "\n"
	same := `{"time":"2024-01-01T00:00:00Z","kind":"note","record":"event","id":"s/a","text":"two"}` + "\n"
	if a, b := told(readMarks([]byte(early+same)).marks), told(readMarks([]byte(same+early)).marks); a != b {
		t.Errorf("of equally late changes %q and %q", a, b)
	}
}

// TestMarksAtOnce writes from several sides, as processes do, while files are
// written anew.
func TestMarksAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.marks.jsonl")
	var all sync.WaitGroup
	const writers, rounds = 4, 60
	for w := range writers {
		all.Add(1)
		go func() {
			defer all.Done()
			f := &markFile{path: path}
			for r := range rounds {
				_, err := f.add([]Mark{{Subject: onEvent(fmt.Sprintf("s/%d", w)), Kind: Note, Text: fmt.Sprintf("round %d", r)},
					{Subject: onEvent(fmt.Sprintf("s/%d-%d", w, r%7)), Kind: Bookmark, Removed: r%2 == 1}})
				if err != nil {
					t.Error(err)
				}
			}
		}()
	}
	all.Wait()
	_, m := marksIn(t, path)
	for w := range writers {
		if got := m.OnRecord(EventRecord, fmt.Sprintf("s/%d", w)).Note; got != fmt.Sprintf("round %d", rounds-1) {
			t.Errorf("writer %d left %q", w, got)
		}
	}
}

// TestMarkIsLater holds that a change counts though the clock was set back.
func TestMarkIsLater(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.marks.jsonl")
	line := `{"time":"2999-01-01T00:00:00Z","kind":"note","record":"event","id":"s/a","text":"of the future"}` + "\n"
	if err := os.WriteFile(path, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	f, _ := marksIn(t, path)
	add(t, f, Mark{Subject: onEvent("s/a"), Kind: Note, Text: "now"})
	if _, m := marksIn(t, path); m.OnRecord(EventRecord, "s/a").Note != "now" {
		t.Errorf("%s", told(m))
	}
}

// TestMarksAreTakenUp holds that marks of another process are seen.
func TestMarksAreTakenUp(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "library.db")
	publish(t, path, put(harbour(t)))
	first, second := open(t, path), open(t, path)
	if _, err := first.Mark(Mark{Subject: onEvent(hr + "market"), Kind: Bookmark}); err != nil {
		t.Fatal(err)
	}
	find := func(l *Library) string {
		r, err := l.Search(t.Context(), Filter{Marked: true})
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(r.Events, r.Quotes)
	}
	if got := find(second); got != "1 0" {
		t.Errorf("found %s", got)
	}
	if _, err := second.Mark(Mark{Subject: Subject{Type: QuoteRecord, ID: hr + "second"}, Kind: Note, Text: "x"}, Mark{Subject: Subject{Type: ActorRecord, ID: "isis-k"}, Kind: Bookmark}); err != nil {
		t.Fatal(err)
	}
	if got := find(first); got != "1 1" {
		t.Errorf("found %s", got)
	}
	other := filepath.Join(folder, "other.db")
	publish(t, other, put(harbour(t)))
	if got := find(open(t, other)); got != "0 0" {
		t.Errorf("another library in the folder: found %s", got)
	}
	link := filepath.Join(folder, "link.db")
	if err := os.Symlink(path, link); err == nil {
		if got := find(open(t, link)); got != "1 1" {
			t.Errorf("by another name: found %s", got)
		}
	}
	publish(t, path, func(e *Edition) error { return e.Remove("harbour-report") })
	gone := open(t, path)
	if m, _ := gone.Marks(); find(gone) != "0 0" || len(m.All()) != 3 {
		t.Errorf("without the source: %s", told(m))
	}
	publish(t, path, put(harbour(t)))
	if got := find(open(t, path)); got != "1 1" {
		t.Errorf("after its return: found %s", got)
	}
}

func TestRefind(t *testing.T) {
	b := harbour(t)
	for i := range b.Source.Digest {
		b.Source.Digest[i].Passage.Passage = Passage{SHA256: strings.Repeat(fmt.Sprint(i+1), 64), Length: 20}
	}
	marked := b.Source.Digest[1].Passage
	if c, ok := InMemory(b).Refind(marked); !ok || c != marked {
		t.Errorf("in place: %v, %v", c, ok)
	}
	b.Source.Digest[1].Passage.Start += 7
	b.Source.Digest[1].Passage.End += 7
	if c, ok := InMemory(b).Refind(marked); !ok || c != b.Source.Digest[1].Passage {
		t.Errorf("moved: %v, %v", c, ok)
	}
	b.Source.Digest[1].Passage.Passage.SHA256 = strings.Repeat("f", 64)
	if c, ok := InMemory(b).Refind(marked); ok || c != marked {
		t.Errorf("changed: %v, %v", c, ok)
	}
	if _, ok := InMemory().Refind(marked); ok {
		t.Error("found in a source that is not there")
	}
}

func FuzzReadMarks(f *testing.F) {
	f.Add([]byte(`{"v":1,"time":"2024-01-01T00:00:00Z","kind":"note","record":"event","id":"s/a","text":"x"}` + "\n{"))
	f.Add([]byte("{\"kind\":\"bookmark\",\"record\":\"passage\",\"passage\":{\"source\":\"s\",\"end\":3}}\n\x00"))
	f.Add([]byte(`{"v":7}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		text := readMarks(b)
		again := readMarks(text.all())
		if told(again.marks) != told(text.marks) || again.dead() != 0 {
			t.Fatalf("%q written anew says\n%s\nand not\n%s", b, told(again.marks), told(text.marks))
		}
		change := Mark{Subject: onEvent("fuzz/one"), Kind: Note, Text: "added"}
		lines, err := text.format([]Mark{change})
		if err != nil {
			t.Fatal(err)
		}
		if !text.ended {
			b = append(slices.Clone(b), '\n')
		}
		after := readMarks(append(slices.Clone(b), lines...))
		if after.marks.On(change.Subject).Note != "added" {
			t.Fatalf("%q: the change does not count", b)
		}
		for _, m := range text.marks.All() {
			if kept, _ := after.before(m); m.Subject != change.Subject && kept != m {
				t.Fatalf("%q lost %v", b, m)
			}
		}
	})
}

// Two libraries in one folder have marks of their own.
func TestMarksPath(t *testing.T) {
	folder := t.TempDir()
	for library, want := range map[string]string{FileName: "marks.jsonl", "sahel.db": "sahel.db.marks.jsonl", "sahel": "sahel.marks.jsonl"} {
		if got := MarksPath(filepath.Join(folder, library)); got != filepath.Join(folder, want) {
			t.Errorf("%s: %s, want %s", library, got, want)
		}
	}
}
