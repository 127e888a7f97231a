//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// besideRows makes a library of the shipped briefing and of rows that tell of
// what it tells of.
func besideRows(t *testing.T) (library string) {
	t.Helper()
	folder := t.TempDir()
	library = filepath.Join(folder, "library.db")
	rows := filepath.Join(folder, "april.csv")
	const text = "id,date_start,date_end,side_a,side_b,country,adm_1,best,high,low,type_of_violence,source_article\n" +
		"1,2022-04-21,2022-04-21,IS,Civilians,Afghanistan,Balkh province,31,40,12,3,Valley Wire\n" +
		"2,2022-04-22,2022-04-22,IS,Civilians,Afghanistan,Balkh province,2,2,2,3,Valley Wire\n"
	if err := os.WriteFile(rows, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	runIn(t, library, "import", rows)
	return library
}

// runIn runs a command on a library.
func runIn(t *testing.T, library string, args ...string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], append([]string{"--library", library}, args...)...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

func TestReportsInTerminal(t *testing.T) {
	s := start(t, nil, "--library", besideRows(t), "source:confronting-the-taliban", "mosque")
	s.wait("4 Quotes")
	s.press("r")
	s.wait("2 of 2 other events there and about that time may be the same event; no source says so.")
	s.wait("≠ 31 (12 to 40)")
	s.take()
	s.press("l")
	s.wait("2 of 2")
	s.press("\r")
	s.wait("record 2")
	s.press("\x7f")
	s.press("q")
	if code := s.end(); code != 0 {
		t.Errorf("exit status %d after q", code)
	}
	s.left()
}

func TestCompareInTerminal(t *testing.T) {
	s := start(t, nil, "--library", besideRows(t), "source:confronting-the-taliban", "group:ISIS-K", "group:National Resistance Front")
	s.wait("or group National Resistance Front")
	s.press("c")
	s.wait("name both")
	s.wait("592+")
	s.take()
	s.press("}}}") // past the casualties and the years
	s.press("\r")
	s.wait("kind bombing")
	s.press("q")
	if code := s.end(); code != 0 {
		t.Errorf("exit status %d after q", code)
	}
}

// TestSourcesInTerminal chooses and excludes sources, compares the two there are,
// and loses one while it is shown.
func TestSourcesInTerminal(t *testing.T) {
	library := besideRows(t)
	home := t.TempDir()
	s := start(t, []string{"XDG_STATE_HOME=" + home}, "--library", library)
	s.wait("4 Quotes")
	s.press("s")
	s.wait("a digest of 17 paragraphs")
	s.wait("Apr 2022")
	s.press("x")
	s.wait("all 2 chosen, not applied")
	s.press("\r")
	s.wait("all 2 sources, no filter")
	s.take()
	s.press("sc")
	s.wait("events by")
	s.press("\x7f")
	s.wait("licence")
	s.press("n")
	s.press("april\t\r")
	s.wait("These sources quote nobody")
	s.take()
	s.press("s")
	s.wait("1 of 2 chosen")
	runIn(t, library, "remove", "april")
	s.wait("april is not in the library any more: all sources are shown")
	s.wait("1 source")
	s.press("\x7f")
	s.press("q")
	if code := s.end(); code != 0 {
		t.Errorf("exit status %d after q", code)
	}
	s.left()
}
