//go:build unix

package main

import (
	"os"
	"os/exec"
	"testing"
)

// TestMapInTerminal goes from the list of provinces to the tiles and on to the
// map of dots, nearer and back, and makes what is shown the area of the filter.
func TestMapInTerminal(t *testing.T) {
	s := start(t, nil, "--library", t.TempDir()+"/library.db")
	s.wait("4 Quotes")
	s.press("2m")
	s.wait("BAL")
	s.press("m")
	s.wait("6 of 22 located")
	s.wait("2 events · Balkh")
	s.take()
	s.press("n")
	s.wait("Kabul")
	s.press("+++")
	s.take()
	s.press(" ")
	s.wait("area 34")
	s.wait("2 of 2 located")
	s.take()
	s.press("x0")
	s.wait("6 of 22 located")
	s.press("m")
	s.wait("1 Actors")
	s.press("q")
	if code := s.end(); code != 0 {
		t.Errorf("exit status %d after q", code)
	}
	s.left()
}

// TestMapOfDataSet opens the map of the world at once where the sources touch
// no province that has a tile.
func TestMapOfDataSet(t *testing.T) {
	dir := t.TempDir()
	rows := "id,date_start,date_end,side_a,side_b,country,adm_1,best,latitude,longitude\n" +
		"1,2020-01-02,2020-01-02,Front of the North,Front of the South,Sudan,North Darfur state,3,13.63,25.35\n" +
		"2,2020-01-05,2020-01-05,Front of the North,Front of the South,Sudan,North Darfur state,1,14.1,25.9\n" +
		"3,2020-02-05,2020-02-05,Front of the North,Front of the South,Chad,Lac region,1,13.4,14.7\n"
	if err := os.WriteFile(dir+"/rows.csv", []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	load := exec.Command(os.Args[0], "--library", dir+"/library.db", "import", dir+"/rows.csv", "--name", "rows")
	load.Env = append(os.Environ(), asProgram+"=1")
	if out, err := load.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s := start(t, nil, "--library", dir+"/library.db", "--ascii", "source:rows")
	s.wait("4 Quotes")
	s.press("m")
	s.wait("3 of 3 located")
	s.wait("Sudan")
	s.press("\r")
	s.wait("rows/2")
	s.press("q")
	if code := s.end(); code != 0 {
		t.Errorf("exit status %d after q", code)
	}
}
