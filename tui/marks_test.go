package tui

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/exp/golden"

	"fieldbrief/store"
)

// A fixedMark is a line of a file of marks.
type fixedMark struct {
	Time    time.Time        `json:"time"`
	Kind    store.MarkKind   `json:"kind"`
	Record  store.RecordType `json:"record"`
	ID      string           `json:"id,omitempty"`
	Passage map[string]any   `json:"passage,omitempty"`
	Label   string           `json:"label,omitempty"`
	Text    string           `json:"text,omitempty"`
}

// markedLibrary is the test briefing in a file, with marks of known times.
func markedLibrary(tb testing.TB) *store.Library {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "library.db")
	b := testBriefing()
	if err := store.Publish(tb.Context(), path, store.PublishOptions{}, func(e *store.Edition) error {
		_, err := e.Put(b)
		return err
	}); err != nil {
		tb.Fatal(err)
	}
	place := b.Source.Digest[1].Passage
	var text strings.Builder
	for i, m := range []fixedMark{
		{Kind: store.Bookmark, Record: store.EventRecord, ID: "valley-talks/bridge"},
		{Kind: store.Bookmark, Record: store.EventRecord, ID: "gone-report/one", Label: "A raid that nobody has any more"},
		{Kind: store.Note, Record: store.EventRecord, ID: "valley-talks/second-fire", Text: "Is it the same fire?\nAsk the miller."},
		{Kind: store.Bookmark, Record: store.QuoteRecord, ID: "valley-talks/mill"},
		{Kind: store.Note, Record: store.ActorRecord, ID: "red-group", Text: "Who leads them?"},
		{Kind: store.Bookmark, Record: store.ProvinceRecord, ID: "AF-KAB"},
		{Kind: store.Note, Record: store.MarkedPassage, Text: "Compare with the report.", Passage: map[string]any{
			"source": place.Source, "paragraph": place.Paragraph, "start": place.Start, "end": place.End,
			"sha256": place.Passage.SHA256, "length": place.Passage.Length, "before": place.Passage.Before, "after": place.Passage.After}},
	} {
		m.Time = time.Date(2026, 1, 2+i/3, 10, i, 0, 0, time.UTC)
		line, err := json.Marshal(m)
		if err != nil {
			tb.Fatal(err)
		}
		text.Write(append(line, '\n'))
	}
	if err := os.WriteFile(store.MarksPath(path), []byte(text.String()), 0o600); err != nil {
		tb.Fatal(err)
	}
	l, err := store.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { l.Close() })
	return l
}

// A testEditor leaves other text than it was given.
type testEditor struct {
	given, text string
	err         error
}

func (e *testEditor) Run() error        { return e.err }
func (e *testEditor) Text() string      { return e.text }
func (*testEditor) SetStdin(io.Reader)  {}
func (*testEditor) SetStdout(io.Writer) {}
func (*testEditor) SetStderr(io.Writer) {}

func TestGoldenMarks(t *testing.T) {
	frames := map[string][]string{
		"marks":         {"B"},
		"marks-source":  {"B", "S", "down", "down"},
		"marks-words":   {"B", "/", "fire"},
		"marks-lists":   {"4", "3", "j"},
		"marks-filter":  {"B", "=", "esc"},
		"marks-event":   {"end", "k", "k", "enter"},
		"marks-note":    {"end", "k", "k", "a"},
		"marks-reader":  {"o"},
		"marks-passage": {"B", "enter"},
		"marks-empty":   {"B", "/", "xyzzy", "enter"},
	}
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		for name, keys := range frames {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := drive(t, markedLibrary(t), size[0], size[1], Options{Theme: "none", Zone: time.UTC}, surroundings{})
				d.press(keys...)
				golden.RequireEqual(t, trimmed(bareText(d.m.View())))
			})
		}
	}
	t.Run("marks-ascii-80x24", func(t *testing.T) {
		d := drive(t, markedLibrary(t), 80, 24, Options{Theme: "none", ASCII: true, Zone: time.UTC}, surroundings{})
		d.press("B")
		golden.RequireEqual(t, trimmed(bareText(d.m.View())))
	})
	t.Run("marks-text-120x40", func(t *testing.T) {
		d := drive(t, attachedLibrary{markedLibrary(t)}, 120, 40, Options{Theme: "none", Zone: time.UTC}, surroundings{})
		d.press("j", "o", "b")
		golden.RequireEqual(t, trimmed(bareText(d.m.View())))
	})
}

// on gives what stands on a record.
func (d *driver) on(of store.RecordType, id string) store.Marking {
	d.tb.Helper()
	marks, err := d.m.lib.Marks()
	if err != nil {
		d.tb.Fatal(err)
	}
	return marks.OnRecord(of, id)
}

func TestBookmarkAndAnnotate(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		d := drive(t, markedLibrary(t), size[0], size[1], Options{Theme: "none"}, surroundings{})
		d.press("j", "j", "j")
		id := d.m.events.chosen().id
		d.press("b")
		d.want("bookmarked", "★")
		if !d.on(store.EventRecord, id).Bookmarked {
			t.Fatalf("%s is not bookmarked", id)
		}
		d.press("b")
		d.want("no bookmark any more")
		d.press("a", "who says so", "enter")
		d.want("note kept", "✎")
		d.press("a", "esc", "a", "?", "enter")
		if on := d.on(store.EventRecord, id); on != (store.Marking{Note: "who says so?"}) {
			t.Fatalf("on %s stands %+v", id, on)
		}
		d.press("enter")
		d.want("who says so?")
		d.press("a", "ctrl+u", "enter")
		d.want("note taken away")
		d.lack("who says so?")
		had := marksOf(t, d.m.lib)
		for pane, of := range map[string]store.RecordType{"4": store.QuoteRecord, "2": store.ProvinceRecord, "1": store.ActorRecord} {
			d.press("esc", "esc", pane, "home", "b")
			if at := d.m.chosen(); at.kind != of || d.on(of, at.id).Bookmarked == had.OnRecord(of, at.id).Bookmarked {
				t.Errorf("%s %s: %+v", of, at.id, d.on(of, at.id))
			}
		}
	}
}

// TestMarkedFilter holds that the filter by marks follows them.
func TestMarkedFilter(t *testing.T) {
	d := drive(t, markedLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("B", "=")
	d.wantFilter("marked:yes")
	d.press("esc")
	d.want("2 of 7 events", "1 of 2 quotes", "[marked ×]")
	d.press("b")
	d.want("1 of 7 events")
	d.press("B", "u")
	d.want("taken back")
	d.press("=", "esc", "/", "marked:yes mill", "enter")
	d.wantFilter("marked:yes mill")
}

// TestMarksPageUndo takes marks away and brings them back.
func TestMarksPageUndo(t *testing.T) {
	d := drive(t, markedLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("B")
	p := d.m.pages[viewMarks].(*marksPage)
	if len(p.rows) != 7 {
		t.Fatalf("%d rows", len(p.rows))
	}
	d.press("down")
	at := p.chosen()
	d.press("b", "end", "b", "u", "u", "u")
	d.want("nothing to undo")
	if len(p.rows) != 7 || !d.on(at.kind, at.id).Bookmarked {
		t.Errorf("%d rows, %+v", len(p.rows), d.on(at.kind, at.id))
	}
	d.press("/", "raid", "enter", "enter")
	d.want("not in the library at present", "its source can be imported again")
	d.press("esc", "/", "compare", "enter", "enter")
	d.want("Digest", "Compare with the report.")
	d.press("esc")
	if d.m.view() != viewMarks {
		t.Errorf("esc leads to view %d", d.m.view())
	}
	d.press("esc", "down", "enter", "esc", "3")
	if d.m.view() != viewLists {
		t.Errorf("3 leads to view %d", d.m.view())
	}
}

// TestMarkPassages marks passages in the digest and in the article's own text.
func TestMarkPassages(t *testing.T) {
	d := drive(t, markedLibrary(t), 120, 48, Options{Theme: "none"}, surroundings{})
	d.press("j", "o", "A", "b", "a", "in the digest", "enter")
	d.want("in the digest", "✎")
	if p := d.m.reader.doc.marked; len(p) != 2 || p[1].place != testBriefing().Source.Digest[2].Passage || !p[1].on.Bookmarked {
		t.Errorf("marked are %+v", p)
	}
	d.press("b")
	if p := d.m.reader.doc.marked; p[1].on.Bookmarked {
		t.Error("the bookmark stays")
	}
	d = drive(t, attachedLibrary{markedLibrary(t)}, 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("j", "o", "n")
	cite := d.m.reader.doc.stops[d.m.reader.stop].cite
	d.press("b")
	if p := d.m.reader.doc.marked; len(p) != 2 || p[1].place != placeOf(cite) {
		t.Errorf("marked are %+v, want %+v", p, cite)
	}
}

// TestNoteKeepsItsLines edits a note of several lines on one, and in an editor.
func TestNoteKeepsItsLines(t *testing.T) {
	editor := &testEditor{text: "left\nby the editor\n"}
	d := drive(t, markedLibrary(t), 120, 40, Options{Theme: "none", Edit: func(text string) Editing {
		editor.given = text
		return editor
	}}, surroundings{})
	d.press("end", "k", "k")
	id := d.m.events.chosen().id
	before := d.on(store.EventRecord, id).Note
	if !strings.Contains(before, "\n") {
		t.Fatalf("%s has the note %q", id, before)
	}
	d.press("a", "enter")
	d.want("as it was")
	d.press("a", "!", "enter")
	if got := d.on(store.EventRecord, id).Note; got != before+"!" {
		t.Errorf("note %q", got)
	}
	d.press("a", "?", "ctrl+e")
	if editor.given != before+"!?" {
		t.Errorf("the editor was given %q", editor.given)
	}
	d.send(editedMsg{d.m.marks.note, editor.text, nil})
	if got := d.on(store.EventRecord, id).Note; got != "left\nby the editor" {
		t.Errorf("note %q", got)
	}
	d.send(editedMsg{d.m.marks.note, "half", io.ErrUnexpectedEOF})
	d.want("as it was", "half") // and on the line again
	d.press("esc")
	if _, err := d.m.lib.Mark(store.Mark{Subject: store.Subject{Type: store.EventRecord, ID: id}, Kind: store.Note, Text: strings.Repeat("long ", 400)}); err != nil {
		t.Fatal(err)
	}
	d.send(reopenedMsg{marks: marksOf(t, d.m.lib)})
	d.press("a")
	if d.m.view() == viewNote || len(editor.given) < 1900 {
		t.Errorf("a long note opens in view %d, the editor was given %d bytes", d.m.view(), len(editor.given))
	}
}

func marksOf(t *testing.T, lib Library) *store.Marks {
	t.Helper()
	marks, err := lib.Marks()
	if err != nil {
		t.Fatal(err)
	}
	return marks
}

// TestMarksOfAnotherWindow holds that marks made elsewhere come up by themselves.
func TestMarksOfAnotherWindow(t *testing.T) {
	lib := markedLibrary(t)
	d := drive(t, lib, 120, 40, Options{Theme: "none", Reopen: func(Library) (Library, error) { return nil, nil }}, surroundings{})
	d.press("end")
	other, err := store.Open(lib.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	id := d.m.events.chosen().id
	if _, err := other.Mark(store.Mark{Subject: store.Subject{Type: store.EventRecord, ID: id}, Kind: store.Note, Text: "from the other window"}); err != nil {
		t.Fatal(err)
	}
	d.send(tickMsg{})
	d.press("enter")
	d.want("from the other window")
}

// A deafLibrary cannot write marks.
type deafLibrary struct{ *store.Library }

func (deafLibrary) Mark(...store.Mark) (*store.Marks, error) { return nil, os.ErrPermission }

func TestMarkFails(t *testing.T) {
	d := drive(t, deafLibrary{markedLibrary(t)}, 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("b")
	d.want(os.ErrPermission.Error())
	d = plainDriver(t, 120, 40)
	d.press("b")
	d.want("in memory alone")
}

var _ tea.ExecCommand = (*testEditor)(nil)

// TestMarkParagraphsByStepping marks the paragraph that was gone to, though all of
// the text is in sight.
func TestMarkParagraphsByStepping(t *testing.T) {
	d := drive(t, markedLibrary(t), 120, 60, Options{Theme: "none"}, surroundings{})
	d.press("o", "home", "h", "h")
	for n := 1; n <= 3; n++ {
		if got := d.m.reader.paragraph(); got != n {
			t.Fatalf("paragraph %d is read, want %d", got, n)
		}
		d.press("b")
		s, _ := d.m.reader.subject()
		if s.Passage.Paragraph != n || !marksOf(t, d.m.lib).On(s).Bookmarked {
			t.Errorf("¶%d: %+v is not bookmarked", n, s)
		}
		d.press("l")
	}
	d.press("h")
	if got := d.m.reader.paragraph(); got != 2 {
		t.Errorf("back in paragraph %d", got)
	}
	d.press("n")
	if !d.m.reader.standing() || d.m.reader.isHere() {
		t.Error("n leads to no citation")
	}
	d.press("esc", "B", "end", "k", "/", "compare", "enter", "enter", "a", " again", "enter")
	if got := marksOf(t, d.m.lib).Passages("valley-talks"); len(got) != 3 {
		t.Errorf("a note on an opened passage makes %d of 3 passages", len(got))
	}
}

// What has a bookmark and a note shows both, wherever it is listed, and a blank
// before what follows.
func TestBothMarksAreSeen(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		d := drive(t, markedLibrary(t), size[0], size[1], Options{Theme: "none"}, surroundings{})
		for range 7 {
			if d.on(store.EventRecord, d.m.events.chosen().id) == (store.Marking{}) {
				d.press("b", "a", "seen", "enter")
			}
			d.press("j")
		}
		lines := strings.Split(bareText(strings.Join(d.m.events.draw(&d.m.theme, true), "\n")), "\n")
		both := 0
		for _, l := range lines {
			if _, after, found := strings.Cut(l, "★✎"); found {
				both++
				if !strings.HasPrefix(after, " ") {
					t.Errorf("%v: no blank after the marks: %q", size, l)
				}
			}
		}
		if both < 2 {
			t.Errorf("%v: both marks %d times in\n%s", size, both, strings.Join(lines, "\n"))
		}
		d.press("B")
		d.want("★✎ event")
		d.press("esc", "D", "a", "seen", "enter")
		if !d.on(store.EventRecord, d.m.chosen().id).Bookmarked {
			d.press("b")
		}
		if page := bareText(strings.Join(d.m.pages[viewDeadliest].draw(&d.m.theme), "\n")); !strings.Contains(page, " ★✎ ") {
			t.Errorf("%v: not both marks in\n%s", size, page)
		}
		d.press("esc", "2", "home", "b", "a", "seen", "enter")
		at := d.on(store.ProvinceRecord, d.m.chosen().id)
		if pane := bareText(strings.Join(d.m.provinces.draw(&d.m.theme, true), "\n")); at.Bookmarked && at.Note != "" && !strings.Contains(pane, "★✎ ") {
			t.Errorf("%v: not both marks in\n%s", size, pane)
		}
		d.press("4", "home")
		if q := d.m.chosen(); !d.on(q.kind, q.id).Bookmarked {
			d.press("b")
		}
		d.press("a", "seen", "enter")
		if pane := bareText(strings.Join(d.m.quotes.draw(&d.m.theme, true), "\n")); !strings.Contains(pane, "★") || !strings.Contains(pane, "✎") {
			t.Errorf("%v: not both marks in\n%s", size, pane)
		}
	}
}

// Signs of a date and of marks leave a blank before the title, however many.
func TestSignsLeaveABlank(t *testing.T) {
	for _, width := range []int{46, 118} {
		for _, on := range []store.Marking{{}, {Bookmarked: true}, {Note: "x"}, {Bookmarked: true, Note: "x"}} {
			for _, edtf := range []string{"2013", "2013~", "2013%", "2020-04-21/2020-04-23", "2020-04-21~/2020-05-23%"} {
				lib := markedLibrary(t)
				d := drive(t, lib, width, 24, Options{Theme: "none"}, surroundings{})
				p := d.m.events
				p.width = width
				id := p.window.rows[0].id
				if d.on(store.EventRecord, id) != on {
					if on.Bookmarked {
						d.press("home", "b")
					}
					if on.Note != "" {
						d.press("home", "a", "x", "enter")
					}
				}
				r := newEventRow(store.Event{ID: id, Title: "ISIS bombs", Date: date(edtf, store.Derived, "")}, store.Filter{})
				line := bareText(p.drawRow(&d.m.theme, r, 0, false, false)[0])
				before, _, found := strings.Cut(line, "ISIS bombs")
				if !found || !strings.HasSuffix(before, " ") || !strings.Contains(strings.ReplaceAll(before, " ", ""), r.marks+markGlyph(d.on(store.EventRecord, id))) {
					t.Errorf("%d cells, %s, %+v: %q", width, edtf, on, line)
				}
			}
		}
	}
}
