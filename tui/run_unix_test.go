//go:build unix

package tui

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
)

// A screenRecord keeps what a program writes to its terminal. It answers
// nothing: it is the mute terminal that a query would wait for.
type screenRecord struct {
	mu      sync.Mutex
	written bytes.Buffer
	changed chan struct{}
}

func (s *screenRecord) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case s.changed <- struct{}{}:
	default:
	}
	return s.written.Write(b)
}

func (s *screenRecord) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.written.String()
}

// await waits until text was written.
func (s *screenRecord) await(t *testing.T, text string) {
	t.Helper()
	s.awaitTimes(t, text, 1)
}

// awaitTimes waits until text was written so many times.
func (s *screenRecord) awaitTimes(t *testing.T, text string, times int) {
	t.Helper()
	deadline := time.After(20 * time.Second)
	for strings.Count(s.text(), text) < times {
		select {
		case <-s.changed:
		case <-deadline:
			t.Fatalf("%q was not written; written: %q", text, s.text())
		}
	}
}

// A session is a run of the explorer on a terminal of its own.
type session struct {
	t         *testing.T
	keys, tty *os.File
	screen    *screenRecord
	before    *term.State
	ended     chan error
	stop      context.CancelFunc
}

// startSession runs an explorer and keeps what it writes.
func startSession(t *testing.T, lib Library) *session {
	t.Helper()
	return startSessionWith(t, lib, Options{Theme: "dark"})
}

func startSessionWith(t *testing.T, lib Library, opts Options) *session {
	t.Helper()
	s := openSession(t, lib, opts)
	go func() {
		b := make([]byte, 4096)
		for {
			n, err := s.keys.Read(b)
			if err != nil {
				return
			}
			s.screen.Write(b[:n])
		}
	}()
	return s
}

func openSession(t *testing.T, lib Library, opts Options) *session {
	t.Helper()
	keys, tty, err := pty.Open()
	if err != nil {
		t.Skipf("no terminal to test on: %v", err)
	}
	if err := pty.Setsize(keys, &pty.Winsize{Rows: 40, Cols: 120}); err != nil {
		t.Fatal(err)
	}
	before, err := term.GetState(tty.Fd())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &session{t, keys, tty, &screenRecord{changed: make(chan struct{}, 1)}, before, make(chan error, 1), stop}
	go func() { s.ended <- Run(ctx, lib, opts, tty, tty) }()
	// tty stays open: Bubble Tea asks it for its size in a goroutine that may
	// outlive Run, and Fd races with Close.
	t.Cleanup(func() { stop(); keys.Close() })
	return s
}

// end waits for the end and holds that the terminal is as it was found.
func (s *session) end() error {
	s.t.Helper()
	select {
	case err := <-s.ended:
		after, stateErr := term.GetState(s.tty.Fd())
		if stateErr != nil {
			s.t.Fatal(stateErr)
		}
		if *after != *s.before {
			s.t.Error("the terminal's modes are not as they were")
		}
		s.screen.await(s.t, "\x1b[?1049l") // back from the alternate screen
		s.screen.await(s.t, "\x1b[?25h")   // with a cursor
		return err
	case <-time.After(20 * time.Second):
		s.t.Fatal("did not end")
		return nil
	}
}

// The first frame comes without anything being asked of the terminal.
func TestTerminalIsNeverQueried(t *testing.T) {
	s := startSession(t, testLibrary(t))
	s.screen.await(t, "The Red Group takes the bridge")
	if _, err := s.keys.WriteString("q"); err != nil {
		t.Fatal(err)
	}
	if err := s.end(); err != nil {
		t.Errorf("ended with %v", err)
	}
	for _, query := range []string{"\x1b]11;?", "\x1b]10;?", "\x1b[6n", "\x1b[c", "\x1b[>c", "\x1b[?u", "\x1b]4;"} {
		if strings.Contains(s.screen.text(), query) {
			t.Errorf("the terminal was asked %q", query)
		}
	}
}

func TestEndedFromOutside(t *testing.T) {
	s := startSession(t, testLibrary(t))
	s.screen.await(t, "The Red Group takes the bridge")
	s.stop()
	if err := s.end(); !errors.Is(err, ErrEnded) {
		t.Errorf("ended with %v", err)
	}
}

// What was stopped and continued from outside sets its terminal up again, draws
// all of the screen, and hears the keys.
func TestRedraw(t *testing.T) {
	redraw := make(chan struct{})
	s := startSessionWith(t, testLibrary(t), Options{Theme: "dark", Redraw: redraw})
	s.screen.await(t, "The Red Group takes the bridge")
	if err := term.SetState(s.tty.Fd(), s.before); err != nil { // as a shell would
		t.Fatal(err)
	}
	for times := 2; times < 4; times++ {
		redraw <- struct{}{}
		s.screen.awaitTimes(t, "\x1b[?1049h", times)
		s.screen.awaitTimes(t, "The Red Group takes the bridge", times)
	}
	if _, err := s.keys.WriteString("?"); err != nil {
		t.Fatal(err)
	}
	s.screen.await(t, "Keys: Events")
	close(redraw)
	if _, err := s.keys.WriteString("\x03"); err != nil {
		t.Fatal(err)
	}
	if err := s.end(); err != nil {
		t.Errorf("ended with %v", err)
	}
}

// A terminal that is closed ends the program.
func TestClosedTerminal(t *testing.T) {
	s := openSession(t, testLibrary(t), Options{Theme: "dark"})
	if _, err := s.keys.Read(make([]byte, 64)); err != nil {
		t.Fatal(err)
	}
	s.keys.Close() // nobody reads on: a read would keep it open
	select {
	case err := <-s.ended:
		if !errors.Is(err, ErrEnded) {
			t.Errorf("ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("goes on without a terminal")
	}
}

// A panic in a command, and one while a pane draws, end the program in good
// order.
func TestPanicRestoresTheTerminal(t *testing.T) {
	var fail atomic.Bool
	lib := &failing{testLibrary(t), func() error {
		if fail.Load() {
			panic("no such page")
		}
		return nil
	}}
	s := startSession(t, lib)
	s.screen.await(t, "The Red Group takes the bridge")
	fail.Store(true)
	s.keys.WriteString("2 ")
	var fault *PanicError
	if err := s.end(); !errors.As(err, &fault) || fault.Value != "no such page" || len(fault.Stack) == 0 {
		t.Errorf("ended with %v", err)
	}
}

func TestPanicWhileDrawing(t *testing.T) {
	g := &guard{model: newModel(testLibrary(t), Options{}, inColour())}
	g.model.w, g.model.h, g.model.events = 120, 40, nil
	if _, cmd := g.Update(tickMsg{}); cmd == nil {
		t.Fatal("the program goes on")
	}
	var fault *PanicError
	if err := g.verdict(context.Background(), nil, nil); !errors.As(err, &fault) {
		t.Errorf("ended with %v", err)
	}
}
