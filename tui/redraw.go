package tui

import (
	"io"

	tea "github.com/charmbracelet/bubbletea"
)

// redraws passes on what asks for the screen to be set up anew, until done is
// closed.
func redraws(asked <-chan struct{}, p *tea.Program, done <-chan struct{}) {
	for {
		select {
		case _, ok := <-asked:
			if !ok {
				return
			}
			p.Send(redrawMsg{})
		case <-done:
			return
		}
	}
}

// nothingToRun is run in place of a program: Bubble Tea gives the terminal up
// before and takes it again after, with its modes and a whole frame, which is
// what is needed when somebody else has had it.
type nothingToRun struct{}

func (nothingToRun) Run() error          { return nil }
func (nothingToRun) SetStdin(io.Reader)  {}
func (nothingToRun) SetStdout(io.Writer) {}
func (nothingToRun) SetStderr(io.Writer) {}
