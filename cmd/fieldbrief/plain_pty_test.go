//go:build unix

package main

import (
	"strings"
	"testing"
)

// On a terminal that knows no sequences lines are read and written.
func TestDumbTerminalGetsLines(t *testing.T) {
	for name, args := range map[string][]string{"TERM=dumb": nil, "TERM=xterm-256color": {"--plain"}} {
		t.Run(name, func(t *testing.T) {
			s := start(t, []string{name}, args...)
			s.wait("Number, word or help> ")
			for _, step := range []struct{ line, want string }{
				{"province:Balkh", "2 of 22 events"},
				{"events", "1. 21 April 2022"},
				{"1", "Killed: at least 12."},
				{"read", "Paragraph 12 of"},
				{"next", "Paragraph 13 of"},
				{"back", "1 of 2. Event:"},
				{"next", "2 of 2. Event:"},
				{"menu", "11. Quit."},
				{"10", "quit, or exit or bye: end."},
			} {
				s.take()
				s.press(step.line + "\r")
				s.wait(step.want)
				s.wait("help> ")
			}
			s.press("quit\r")
			if code := s.end(); code != 0 {
				t.Errorf("exit status %d", code)
			}
			if strings.Contains(s.output(), "\x1b") {
				t.Errorf("escape sequences in %q", s.output())
			}
		})
	}
}

// Control-D ends the lines as quit does; a signal interrupts them.
func TestLinesEnd(t *testing.T) {
	s := start(t, nil, "--plain")
	s.wait("help> ")
	s.press("\x04")
	if code := s.end(); code != 0 {
		t.Errorf("exit status %d after the end of input", code)
	}
	s = start(t, nil, "--plain")
	s.wait("help> ")
	s.press("\x03")
	if code := s.end(); code != exitInterrupted {
		t.Errorf("exit status %d after an interrupt, want %d", code, exitInterrupted)
	}
}
