//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"
)

// Keys, dates, start and colours of the config file are those of the explorer.
func TestConfigInTerminal(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(file, []byte("start: {pane: provinces}\ndates: iso\nascii: true\nkeys:\n  pick-province: f8\n  quit: [ä]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := start(t, []string{"FIELDBRIEF_CONFIG=" + file})
	s.wait("4 Quotes")
	s.wait("f8 province")
	s.wait("#= 2 Provinces")
	s.press("\x1b[19~")
	s.press("balk\r")
	s.wait("2 of")
	s.press("3\r")
	s.wait("2022-04-21")
	s.press("ä")
	if code := s.end(); code != 0 {
		t.Errorf("exit status %d", code)
	}
	s.left()
}

// A file with mistakes is said before the terminal is touched.
func TestFaultyConfigInTerminal(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(file, []byte("keys:\n  undo: z\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := start(t, nil, "--config", file)
	s.wait("config.yaml:2: keys.undo: the key z is zoom already")
	if code := s.end(); code != exitUsage {
		t.Errorf("exit status %d, want %d", code, exitUsage)
	}
}
