//go:build unix

package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// startIn starts the explorer in a folder.
func startIn(t *testing.T, folder string, env []string, args ...string) *session {
	t.Helper()
	program, err := filepath.Abs(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	cmd := exec.Command(program, args...)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), asProgram+"=1", "TERM=xterm-256color", "HOME="+home, "XDG_DATA_HOME="+home, "XDG_STATE_HOME="+home, "FIELDBRIEF_LIBRARY=", "NO_COLOR=1", "TMUX=", "STY=")
	cmd.Env = append(cmd.Env, env...)
	s := attach(t, cmd)
	go s.read()
	s.wait("4 Quotes")
	return s
}

func TestExportFromExplorer(t *testing.T) {
	folder := t.TempDir()
	s := startIn(t, folder, nil, "province:Balkh")
	for i, name := range []string{"fieldbrief-province-balkh.md", "fieldbrief-province-balkh-2.md"} {
		s.take()
		s.press("e")
		s.wait("a briefing to mail")
		s.press("\r")
		s.wait("written: " + name)
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil || !strings.Contains(string(text), "\n2 of ") {
			t.Errorf("file %d: %v, %q", i, err, text)
		}
	}
	s.take()
	s.press("ejjjjjj")
	s.wait("as a briefing file")
	s.press("\r")
	s.wait("written: fieldbrief-province-balkh.yaml")
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() != 0 { // for root every folder can be written
		s.take()
		s.press("e\r")
		s.wait("permission denied")
	}
	_ = os.Chmod(folder, 0o700)
	s.press("q")
	if code := s.end(); code != 0 {
		t.Errorf("exit status %d after q", code)
	}
	s.left()
}

var clipboard = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]*)\x07`)

func TestCopyFromExplorer(t *testing.T) {
	s := startIn(t, t.TempDir(), nil, "province:Balkh")
	s.press("y")
	s.wait("copied: the event (if the terminal allows it)")
	s.press("Y")
	s.wait("copied: the citation of the event")
	s.press("q")
	s.end()
	var texts []string
	for _, m := range clipboard.FindAllStringSubmatch(s.output(), -1) {
		text, err := base64.StdEncoding.DecodeString(m[1])
		if err != nil {
			t.Error(err)
		}
		texts = append(texts, string(text))
	}
	if len(texts) != 2 || !strings.Contains(texts[0], "Seh Dokan") || !strings.Contains(texts[1], "“Confronting The Taliban”, 2022-05~ (inferred), ¶12, characters ") {
		t.Errorf("copied %q", texts)
	}
}

func TestCopyInTmux(t *testing.T) {
	s := startIn(t, t.TempDir(), []string{"TMUX=/nowhere,1,0"}, "province:Balkh")
	s.press("y")
	s.wait("copied: the event")
	s.press("q")
	s.end()
	if out := s.output(); !strings.Contains(out, "\x1bPtmux;\x1b\x1b]52;c;") || len(clipboard.FindAllString(out, -1)) != 2 {
		t.Errorf("%q", out)
	}
}

// TestCopyTearsNoFrame copies while frames are written as fast as keys come. The
// sequences must stand between two writes of the renderer, each of which ends by
// putting the cursor into its place.
func TestCopyTearsNoFrame(t *testing.T) {
	s := startIn(t, t.TempDir(), nil)
	s.take()
	for i := range 60 {
		s.press([]string{"jyj", "kYk", "4y3"}[i%3])
	}
	s.press("1")
	for limit := time.After(patience); len(clipboard.FindAllStringIndex(s.output(), -1)) < 20; {
		select {
		case <-s.grew:
		case <-limit:
			t.Fatalf("too few sequences: %q", s.output())
		}
	}
	s.press("q")
	s.end()
	out := s.output()
	places := clipboard.FindAllStringIndex(out, -1)
	if len(places) < 20 || strings.Count(out, "\x1b]52") != len(places) {
		t.Fatalf("%d whole sequences of %d", len(places), strings.Count(out, "\x1b]52"))
	}
	between := regexp.MustCompile(fmt.Sprintf(`(?:\x1b\[\d*;?\d*H|%s|\x1b\[\?[0-9;]*[hl])$`, clipboard))
	for _, place := range places {
		if before := out[:place[0]]; before != "" && !between.MatchString(before) {
			t.Errorf("a sequence stands after %q", before[max(0, len(before)-60):])
		}
	}
}
