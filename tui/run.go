package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"
)

// noColours is the profile of weight without colour.
const noColours = termenv.Ascii

// framesPerSecond is how often Bubble Tea looks for a new frame; 120 is the
// most it does.
const framesPerSecond = 120

// A PanicError is a fault of the program: it was caught, the terminal restored.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string {
	return fmt.Sprintf("fieldbrief made a mistake and had to end: %v", e.Value)
}

// ErrEnded tells that the program ended because it was told to from outside: by
// its context, or because its terminal was closed.
var ErrEnded = errors.New("ended from outside")

// Run shows the explorer until it is quit. However it ends, the terminal is
// left as it was found. The error is nil when the reader quit, ErrEnded after
// the end of ctx (which signals end) or of the terminal, and a *PanicError after
// a fault of the program.
func Run(ctx context.Context, lib Library, opts Options, in io.Reader, out io.Writer) error {
	out = serial(out)
	keep := lastKeeper{keep: opts.Remember}
	if opts.Remember != nil {
		opts.Remember = keep.during
	}
	g := &guard{model: New(lib, opts)}
	g.model.carry.send = func(sequence string) error {
		_, err := io.WriteString(out, sequence)
		return err
	}
	closed := make(chan struct{})
	options := []tea.ProgramOption{
		tea.WithInput(watched(in, closed)), tea.WithOutput(out),
		tea.WithAltScreen(), tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler(),
	}
	if opts.Mouse {
		options = append(options, tea.WithMouseCellMotion())
	}
	p := tea.NewProgram(g, options...)
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-ctx.Done():
		case <-closed:
		case <-done:
			return
		}
		p.Quit()
	}()
	if opts.Redraw != nil {
		go redraws(opts.Redraw, p, done)
	}
	_, err := p.Run()
	if g.model.fault == nil {
		keep.last(g.model.session())
	}
	return g.verdict(ctx, closed, err)
}

// verdict tells why the program ended.
func (g *guard) verdict(ctx context.Context, closed <-chan struct{}, err error) error {
	switch {
	case g.model.fault != nil:
		return g.model.fault
	case ctx.Err() != nil, isClosed(closed):
		return ErrEnded
	case err != nil:
		return fmt.Errorf("%w: %w", ErrEnded, err)
	}
	return nil
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// patience is how long a frame waits for the answer that changes it. Nearly
// all come sooner, and the terminal gets one frame a key instead of two.
const patience = 25 * time.Millisecond

// A guard stands between Bubble Tea and the model. A panic in a pane becomes
// the model's fault and ends the program in good order; a frame that an answer
// is about to change is held back for a moment.
type guard struct {
	model *Model
	frame string
	held  bool
	holds int // so far, to tell a late lapseMsg
	waits int // stretches of time in which an answer was under way, so far
	wait  bool
}

// lapseMsg ends the holding back of a frame.
type lapseMsg struct{ hold int }

// lateMsg tells that a wait goes on for longer than longWait.
type lateMsg struct{ wait int }

// longWait is how long an answer takes before the screen says that it does.
const longWait = 150 * time.Millisecond

func (g *guard) Init() tea.Cmd { return g.model.Init() }

func (g *guard) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			g.model.fault = &PanicError{Value: r, Stack: debug.Stack()}
			next, cmd = g, tea.Quit
		}
	}()
	switch m := msg.(type) {
	case lapseMsg:
		if g.held && m.hold == g.holds {
			g.draw()
		}
		return g, nil
	case lateMsg:
		if !g.wait || m.wait != g.waits {
			return g, nil
		}
		msg = slowMsg{}
	}
	_, cmd = g.model.Update(msg)
	cmd = tea.Batch(cmd, g.watch())
	_, resized := msg.(tea.WindowSizeMsg)
	switch {
	case !g.model.settling(), g.model.slow, resized && g.frame != "":
		g.draw()
	case !g.held:
		g.held = true
		g.holds++
		hold := g.holds
		cmd = tea.Batch(cmd, tea.Tick(patience, func(time.Time) tea.Msg { return lapseMsg{hold} }))
	}
	return g, cmd
}

// watch begins to wait when an answer is under way, and ends when all have come.
func (g *guard) watch() tea.Cmd {
	waited := g.wait
	g.wait = g.model.settling()
	if waited || !g.wait {
		return nil
	}
	g.waits++
	wait := g.waits
	return tea.Tick(longWait, func(time.Time) tea.Msg { return lateMsg{wait} })
}

func (g *guard) draw() {
	g.frame = g.model.View()
	g.held = false
}

// View gives the frame that Update drew, where a panic can be caught.
func (g *guard) View() string { return g.frame }

// watched tells when the terminal is gone: its input ends. A file stays one, so
// that Bubble Tea can set it raw.
func watched(in io.Reader, closed chan<- struct{}) io.Reader {
	if f, ok := in.(*os.File); ok {
		return &watchedFile{File: f, closed: closed}
	}
	return in
}

type watchedFile struct {
	*os.File
	closed chan<- struct{}
	once   sync.Once
}

func (w *watchedFile) Read(b []byte) (int, error) {
	n, err := w.File.Read(b)
	if errors.Is(err, io.EOF) {
		w.once.Do(func() { close(w.closed) })
	}
	return n, err
}
