//go:build unix

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// A session is the program in a pseudo-terminal that answers no query.
type session struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	mu   sync.Mutex
	seen bytes.Buffer
	grew chan struct{} // a token for each arrival
	done chan struct{} // closed at the end of the output
}

const patience = 20 * time.Second

// start starts the program and reads all it prints.
func start(t *testing.T, env []string, args ...string) *session {
	t.Helper()
	s := launch(t, env, args...)
	go s.read()
	return s
}

func launch(t *testing.T, env []string, args ...string) *session {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	home := t.TempDir()
	cmd.Env = append(os.Environ(), asProgram+"=1", "TERM=xterm-256color", "HOME="+home, "XDG_DATA_HOME="+home, "FIELDBRIEF_LIBRARY=", "NO_COLOR=1")
	cmd.Env = append(cmd.Env, env...)
	return attach(t, cmd)
}

// attach starts a command in a pseudo-terminal.
func attach(t *testing.T, cmd *exec.Cmd) *session {
	t.Helper()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: 120})
	if err != nil {
		t.Fatal(err)
	}
	s := &session{t: t, cmd: cmd, tty: tty, grew: make(chan struct{}, 1), done: make(chan struct{})}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		tty.Close()
	})
	return s
}

func (s *session) read() {
	defer close(s.done)
	buffer := make([]byte, 1<<16)
	for {
		n, err := s.tty.Read(buffer)
		s.mu.Lock()
		s.seen.Write(buffer[:n])
		s.mu.Unlock()
		select {
		case s.grew <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

func (s *session) output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen.String()
}

// take forgets what has come so far.
func (s *session) take() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen.Reset()
}

var escapes = regexp.MustCompile(`\x1b\[[0-9;?]*[a-zA-Z]`)

// wait returns once the screen has printed text.
func (s *session) wait(text string) {
	s.t.Helper()
	limit := time.After(patience)
	for {
		if strings.Contains(escapes.ReplaceAllString(s.output(), ""), text) {
			return
		}
		select {
		case <-s.grew:
		case <-s.done:
			s.t.Fatalf("the program ended without %q; it printed %q", text, s.output())
		case <-limit:
			s.t.Fatalf("no %q within %v; it printed %q", text, patience, s.output())
		}
	}
}

func (s *session) press(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.tty, keys); err != nil {
		s.t.Fatal(err)
	}
}

// end waits for the program and gives its exit status.
func (s *session) end() int {
	s.t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- s.cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(patience):
		s.t.Fatal("the program does not end")
	}
	<-s.done
	return s.cmd.ProcessState.ExitCode()
}

// left checks that the terminal is as it was found: main screen, cursor shown.
func (s *session) left() {
	s.t.Helper()
	out := s.output()
	for enter, leave := range map[string]string{"\x1b[?1049h": "\x1b[?1049l", "\x1b[?25l": "\x1b[?25h"} {
		if strings.LastIndex(out, leave) < strings.LastIndex(out, enter) {
			s.t.Errorf("%q not undone by %q", enter, leave)
		}
	}
}

func TestExplorerInTerminal(t *testing.T) {
	s := start(t, nil)
	s.wait("4 Quotes")
	for _, query := range []string{"\x1b]11;?", "\x1b]10;?", "\x1b[6n", "\x1b[c"} {
		if strings.Contains(s.output(), query) {
			t.Errorf("the terminal was asked %q", query)
		}
	}
	s.press("p")
	s.press("balk")
	s.press("\r")
	s.wait("2 of")
	s.press("q")
	if code := s.end(); code != 0 {
		t.Errorf("exit status %d after q", code)
	}
	s.left()
}

func TestSignalsLeaveTerminal(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			s := start(t, nil)
			s.wait("4 Quotes")
			if err := s.cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if code := s.end(); code != exitInterrupted {
				t.Errorf("exit status %d, want %d", code, exitInterrupted)
			}
			s.left()
		})
	}
}

// TestClosedTerminalEndsProgram takes the terminal away. Nothing else reads
// from it meanwhile: a read under way would keep it open.
func TestClosedTerminalEndsProgram(t *testing.T) {
	s := launch(t, nil)
	buffer := make([]byte, 1<<16)
	for !strings.Contains(s.output(), "4 Quotes") {
		n, err := s.tty.Read(buffer)
		if err != nil {
			t.Fatalf("%v; it printed %q", err, s.output())
		}
		s.seen.Write(buffer[:n])
	}
	s.tty.Close()
	close(s.done)
	if code := s.end(); code != exitInterrupted {
		t.Errorf("exit status %d, want %d", code, exitInterrupted)
	}
}

// TestKeyboardWithoutInput opens the explorer where standard input is no
// terminal: keys come from the terminal itself.
func TestKeyboardWithoutInput(t *testing.T) {
	home := t.TempDir()
	cmd := exec.Command("sh", "-c", `exec "$0" </dev/null`, os.Args[0])
	cmd.Env = append(os.Environ(), asProgram+"=1", "TERM=xterm-256color", "HOME="+home, "XDG_DATA_HOME="+home, "FIELDBRIEF_LIBRARY=", "NO_COLOR=1")
	s := attach(t, cmd)
	go s.read()
	s.wait("4 Quotes")
	s.press("q")
	if code := s.end(); code != 0 {
		t.Errorf("exit status %d after q", code)
	}
	s.left()
}

// TestNewerLibraryIsTakenUp imports beside an open explorer.
func TestNewerLibraryIsTakenUp(t *testing.T) {
	library := t.TempDir() + "/library.db"
	s := start(t, nil, "--library", library)
	s.wait("4 Quotes")
	s.take()
	second := exec.Command(os.Args[0], "--library", library, "import", "../../seed/briefing/testdata/lake-report.yaml")
	second.Env = append(os.Environ(), asProgram+"=1")
	if out, err := second.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s.wait("Quiet War")
}
