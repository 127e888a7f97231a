//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"
)

// fieldbrief runs the program to its end and gives what it printed.
func fieldbrief(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	var out, narration bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &narration
	if err := cmd.Run(); err != nil {
		t.Fatalf("%q: %v: %s", args, err, &narration)
	}
	return out.String()
}

// marksOf lists the marks of a library as another process sees them.
func marksOf(t *testing.T, library string) map[string]export.MarkRecord {
	t.Helper()
	var list []export.MarkRecord
	if err := json.Unmarshal([]byte(fieldbrief(t, "--library", library, "marks", "--format", "json")), &list); err != nil {
		t.Fatal(err)
	}
	marks := make(map[string]export.MarkRecord)
	for _, m := range list {
		marks[m.ID] = m
	}
	return marks
}

// told types keys and waits for what the screen says of them.
func (s *session) told(keys, text string) {
	s.t.Helper()
	s.take()
	s.press(keys)
	s.wait(text)
}

func (s *session) quit() {
	s.t.Helper()
	s.press("q")
	if code := s.end(); code != 0 {
		s.t.Errorf("exit status %d", code)
	}
	s.left()
}

const mosque = "confronting-the-taliban/mazar-mosque-blasts"

func TestMarksInTerminal(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a folder")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	editor := filepath.Join(folder, "ed.sh")
	if err := os.WriteFile(editor, []byte("#!/bin/sh\n[ \"$1\" = --wait ] && echo 'from $(the) editor' >>\"$2\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	library := filepath.Join(folder, "library.db")
	s := start(t, []string{"VISUAL='" + editor + "' --wait", "XDG_STATE_HOME=" + folder}, "--library", library, "province:Balkh")
	s.wait("4 Quotes")
	s.told("b", "bookmarked; B lists all marks")
	s.told("awho says so\r", "note kept")
	s.told("a\x05", "note kept") // ctrl-e
	s.told("B", "Marks, the latest first")
	s.wait("who says so from $(the) editor")
	s.told("/nothing\r", "No mark has a word that starts so")
	s.told("\x1b", "who says so")
	s.told("b", "no bookmark any more")
	s.told("u", "taken back")
	s.told("=", "[marked ×]")
	s.told("\x1b", "4 Quotes")
	s.told("o", "Digest")
	s.told("b", "bookmarked")
	s.told("aand the passage\r", "and the passage")
	s.told("BS", "Marks by source")
	s.quit()
	marks := marksOf(t, library)
	if m := marks[mosque]; !m.Bookmarked || m.Note != "who says so\nfrom $(the) editor" || len(marks) != 2 {
		t.Errorf("marked are %+v", marks)
	}
	if m := marks[""]; m.Record != store.MarkedPassage || !m.Bookmarked || m.Note != "and the passage" || m.Cites[0].Paragraph != 12 {
		t.Errorf("of passages %+v", m)
	}
	leftovers, err := filepath.Glob(filepath.Join(os.TempDir(), "fieldbrief-note-*"))
	if err != nil || len(leftovers) > 0 {
		t.Errorf("left over: %q, %v", leftovers, err)
	}
}

// TestEditorFails keeps the note when the editor does not end well.
func TestEditorFails(t *testing.T) {
	library := t.TempDir() + "/library.db"
	s := start(t, []string{"VISUAL=", "EDITOR=false"}, "--library", library, "province:Balkh")
	s.wait("4 Quotes")
	s.told("akept\r", "note kept")
	s.told("a\x05", "the note is as it was") // and on the line again
	s.told("\x1b", "search")
	s.quit()
	if m := marksOf(t, library)[mosque]; m.Note != "kept" {
		t.Errorf("%+v", m)
	}
}

const rowsOfACountry = `id,date_start,date_end,side_a,side_b,country,best,low,high,adm_1,where_coordinates
7,2021-05-01,2021-05-01,Front One,Front Two,Mali,3,3,4,Gao,Gao town
8,2021-06-02,2021-06-02,Front One,Front Two,Mali,5,5,5,Gao,Gao town
`

// TestMarksSurvive marks events of a data set and of a briefing, and imports them
// again, in newer editions, and after their removal.
func TestMarksSurvive(t *testing.T) {
	folder := t.TempDir()
	library, rows := folder+"/library.db", folder+"/rows.csv"
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(rows, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	do := func(args ...string) string {
		t.Helper()
		return fieldbrief(t, append([]string{"--library", library}, args...)...)
	}
	const lake = "../../seed/briefing/testdata/lake-report.yaml"
	write(rowsOfACountry)
	do("import", rows, "--name", "mali")
	do("import", lake)
	for source, note := range map[string]string{"mali": "of a row", "lake-report": "of a report"} {
		s := start(t, nil, "--library", library, "source:"+source)
		s.wait("4 Quotes")
		s.told("b", "bookmarked")
		s.told("a"+note+"\r", "note kept")
		s.quit()
	}
	check := func(step string, rows, reports bool) {
		t.Helper()
		notes := make(map[string]bool)
		for id, m := range marksOf(t, library) {
			source, _, _ := strings.Cut(id, "/")
			if notes[source] = m.Present; !m.Bookmarked || m.Note == "" {
				t.Errorf("%s: %+v", step, m)
			}
		}
		if there, known := notes["mali"]; !known || there != rows {
			t.Errorf("%s: marks of the data set %v, %v", step, known, there)
		}
		if there, known := notes["lake-report"]; !known || there != reports {
			t.Errorf("%s: marks of the report %v, %v", step, known, there)
		}
	}
	check("first", true, true)
	do("import", rows, "--name", "mali")
	do("import", lake)
	check("imported again", true, true)
	write(strings.ReplaceAll(rowsOfACountry, ",3,3,4,", ",30,30,40,") + "9,2022-06-02,2022-06-02,Front One,Front Two,Mali,1,1,1,Gao,Gao town\n")
	do("import", rows, "--replace", "mali")
	check("newer export", true, true)
	do("remove", "mali")
	do("remove", "lake-report")
	check("removed", false, false)
	do("import", rows, "--name", "mali")
	do("import", lake)
	check("come back", true, true)
	if out := do("events", "--marked", "--format", "jsonl"); strings.Count(out, "\n") != 2 {
		t.Errorf("--marked finds %s", out)
	}
}

// TestTwoExplorersNoteAtOnce opens two windows on one library: nothing that either
// writes is lost, and each shows what the other has written.
func TestTwoExplorersNoteAtOnce(t *testing.T) {
	library := t.TempDir() + "/library.db"
	first := start(t, nil, "--library", library)
	first.wait("4 Quotes")
	second := start(t, nil, "--library", library)
	second.wait("4 Quotes")
	second.press("G")
	for i := range 6 {
		both := func(keys, said string) {
			for who, s := range map[string]*session{"first": first, "second": second} {
				s.take()
				s.press(strings.ReplaceAll(keys, "WHO", who))
			}
			first.wait(said)
			second.wait(said)
		}
		both("b", "bookmarked") // what is said changes, else it is not drawn again
		both(fmt.Sprintf("aWHO %d\r", i), "note kept")
		first.press("j")
		second.press("k")
	}
	first.told("B", "second 5")
	second.told("B", "first 5")
	first.quit()
	second.quit()
	marks := marksOf(t, library)
	notes := make(map[string]bool)
	for _, m := range marks {
		if notes[m.Note] = true; !m.Bookmarked {
			t.Errorf("no bookmark on %+v", m)
		}
	}
	for i := range 6 {
		for _, who := range []string{"first", "second"} {
			if note := fmt.Sprintf("%s %d", who, i); !notes[note] {
				t.Errorf("%q is lost", note)
			}
		}
	}
}

// TestKilledWhileMarking kills explorers while they write: what the screen said was
// kept is there, no line is torn, and nobody waits for a lock.
func TestKilledWhileMarking(t *testing.T) {
	library := t.TempDir() + "/library.db"
	for round := range 8 {
		s := start(t, nil, "--library", library)
		s.wait("4 Quotes")
		s.told(strings.Repeat("j", round)+fmt.Sprintf("around %d\r", round), "note kept")
		s.press(strings.Repeat("jb", 4+round))
		if err := s.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		s.end()
	}
	text, err := os.ReadFile(store.MarksPath(library))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if !json.Valid([]byte(line)) {
			t.Errorf("a torn line: %q", line)
		}
	}
	notes := make(map[string]bool)
	for _, m := range marksOf(t, library) {
		notes[m.Note] = true
	}
	for round := range 8 {
		if !notes[fmt.Sprintf("round %d", round)] {
			t.Errorf("round %d is lost: %v", round, notes)
		}
	}
}
