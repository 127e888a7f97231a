//go:build unix

package main

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// again gives the environment of explorers that follow one another.
func again(t *testing.T) []string {
	t.Helper()
	home := t.TempDir()
	return []string{"HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_STATE_HOME=" + home}
}

// The palette does what it is asked for by name, from a typed line too.
func TestPaletteInTerminal(t *testing.T) {
	s := start(t, again(t))
	s.wait("4 Quotes")
	s.press(":")
	s.wait("Every action")
	s.press("by prov\r")
	s.wait("═ Province")
	s.press("balk")
	s.wait("Balkh")
	s.press("\x1bOQ") // F2
	s.wait("take several")
	s.press("take several\r")
	s.wait("●")
	s.press("\r")
	s.wait("2 of")
	s.take()
	s.press(":province:kabul")
	s.wait("filter / ")
	s.press("\r")
	s.wait("province Kabul")
	s.quit()
}

// Names are offered while a filter line is typed: Tab takes one, Enter too.
func TestCompletionInTerminal(t *testing.T) {
	s := start(t, again(t))
	s.wait("4 Quotes")
	s.press("/group:nat")
	s.wait("National Resistance Front")
	s.press("\t")
	s.wait(`filter / group:"National Resistance Front"`)
	s.press("province:")
	s.wait("Badakhshan")
	s.press("panjsher\r") // an alias
	s.wait("province Panjshir")
	s.take()
	s.press("x/since:2021")
	s.wait("August 2021")
	s.press("\r")
	s.wait("since 2021")
	s.quit()
}

// An explorer begins where the last one was left, unless it is told otherwise.
func TestSessionInTerminal(t *testing.T) {
	env := again(t)
	s := start(t, env)
	s.wait("4 Quotes")
	s.press("/province:kabul ")
	s.wait("2 of 22 events")
	s.press("\r")
	s.wait("province Kabul")
	s.press("jt")
	s.wait("Timeline by")
	s.quit()

	s = start(t, env)
	s.wait("as you left it; x clears the filter")
	s.wait("Timeline by")
	s.wait("province Kabul")
	s.press("\x1b")
	s.wait("4 Quotes")
	s.take()
	s.press("x")
	s.wait("no filter")
	s.take()
	s.press("/\x1b[A")
	s.wait("province:kabul")
	s.press("\r")
	s.wait("province Kabul")
	s.take()
	s.press("C")
	s.wait("copied: fieldbrief events province:Kabul")
	if !strings.Contains(s.output(), base64.StdEncoding.EncodeToString([]byte("fieldbrief events province:Kabul"))) {
		t.Error("the command line is not in the clipboard")
	}
	s.take()
	s.press(",")
	s.wait("no filter")
	s.press(".")
	s.wait("province Kabul")
	s.quit()

	s = start(t, env, "Massoud")
	s.wait("“Massoud”")
	s.quit()
	s = start(t, env)
	s.wait("“Massoud”") // what was asked for on the command line was left last
	s.quit()
	s = start(t, env, "--fresh")
	s.wait("no filter")
	s.quit()
}

// What cannot be restored is said, and the file of a newer program left alone.
func TestSessionThatCannotBeRead(t *testing.T) {
	env := again(t)
	path := filepath.Join(strings.TrimPrefix(env[2], "XDG_STATE_HOME="), "fieldbrief", "explorer.json")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, says string }{{"{", "nothing is restored"}, {`{"format": 2, "libraries": {}}`, "a newer fieldbrief wrote it"}} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		s := start(t, env)
		s.wait(c.says)
		s.press("p")
		s.wait("═ Province")
		s.press("balk\r")
		s.wait("2 of")
		s.quit()
	}
	if b, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(b), `{"format": 2`) {
		t.Errorf("%v: the newer file holds %q", err, b)
	}
}
