// Package plain reads a library in lines: numbered lists, records as labelled
// lines, and a prompt that takes a number or a word. It moves no cursor, draws
// no frames and uses no colours, so that a screen reader can follow it and a
// terminal of any kind, or a pipe, can show it.
//
// A session goes: line → command → view → printed answer → prompt. What is
// printed is made fit for a terminal (store.Printable) where it is put into
// words.
package plain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui"
)

// Options say how a session starts.
type Options struct {
	Filter store.Filter  // what it starts on, names resolved
	Notice string        // said once, at the start
	Dates  tui.DateStyle // how dates are written
	ASCII  bool          // quotation marks and dashes as ASCII has them; names stay
	Echo   bool          // what is read is printed too: it does not come from a keyboard

	// The same as those of tui.Options; each may be nil.
	Reopen   func(present tui.Library) (tui.Library, error)
	Remember func(sources []string)
	Export   func(of tui.Library, filter store.Filter, format string) (path string, err error)
	Formats  []tui.ExportFormat
	Cite     func(source store.Source, citation store.Citation) string
}

// pageSize is how many entries of a list are printed at a time.
const pageSize = 10

// A session is where its reader is.
type session struct {
	ctx  context.Context
	lib  tui.Library
	opts Options
	out  *bufio.Writer

	filter store.Filter
	result *store.Result
	past   []store.Filter // for undo
	undone []store.Filter // for redo
	trail  []view         // the last is what was printed
	done   bool
}

// A view is what can be printed and gone about in.
type view interface {
	print(s *session) error
	// move goes to another page or record; false where there is none.
	move(s *session, to step) bool
	// open opens what stands under a number, counted from 1.
	open(s *session, n int) error
	// prompt names what can be done, for the prompt line.
	prompt() string
}

// A step is a move within a view.
type step int

const (
	next step = iota
	previous
	first
	last
)

// Run reads lines from in and answers them on out until «quit» or the end of in.
// Errors: tui.ErrEnded after the end of ctx, those of the library that end the
// session, and those of writing.
func Run(ctx context.Context, lib tui.Library, opts Options, in io.Reader, out io.Writer) error {
	s := &session{ctx: ctx, lib: lib, opts: opts, out: bufio.NewWriter(out), filter: opts.Filter}
	if err := s.run(in); ctx.Err() == nil {
		return err
	}
	return tui.ErrEnded
}

func (s *session) run(in io.Reader) error {
	if err := s.start(); err != nil {
		return err
	}
	lines, stop := linesOf(in)
	defer close(stop)
	for !s.done {
		if err := s.ask(); err != nil {
			return err
		}
		select {
		case <-s.ctx.Done():
			return s.ctx.Err()
		case line, ok := <-lines:
			if !ok {
				s.say("")
				return s.out.Flush()
			}
			if len(line) > longestLine {
				s.say("That line has more than %d bytes: too long.", longestLine)
				continue
			}
			if err := s.answer(line); err != nil {
				return err
			}
		}
	}
	return s.out.Flush()
}

// longestLine is how many bytes of a line are read; more is no command.
const longestLine = 64 << 10

// linesOf gives the lines of in until stop is closed. The channel is closed at
// the end.
func linesOf(in io.Reader) (<-chan string, chan<- struct{}) {
	lines, stop := make(chan string), make(chan struct{})
	go func() {
		defer close(lines)
		from := bufio.NewReader(in)
		for {
			line, err := readLine(from)
			if err != nil {
				return
			}
			select {
			case lines <- line:
			case <-stop:
				return
			}
		}
	}()
	return lines, stop
}

// readLine reads a line without its end; of one longer than longestLine the
// beginning, a byte more than that. The error is that of the end.
func readLine(from *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := from.ReadSlice('\n')
		line = append(line, part[:min(len(part), longestLine+1-len(line))]...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && len(line) == 0:
			return "", err
		}
		return strings.TrimRight(string(line), "\r\n"), nil
	}
}

// greeting is what a session begins with, in lines that are not wrapped.
func greeting() []string {
	return []string{"fieldbrief in plain lines.", "Type a number to open what it stands before, or a word.", "help lists the words, quit ends."}
}

func (s *session) start() error {
	if err := s.search(); err != nil {
		return err
	}
	for _, line := range greeting() {
		s.say("%s", line)
	}
	if s.opts.Notice != "" {
		s.say("Note: %s.", s.opts.Notice)
	}
	s.trail = []view{&menu{}}
	return s.show()
}

// ask prints the prompt line.
func (s *session) ask() error {
	s.put(s.view().prompt() + "> ")
	return s.out.Flush()
}

// answer carries out one line.
func (s *session) answer(line string) error {
	if s.opts.Echo {
		s.say("%s", line)
	}
	s.takeUp()
	err := s.obey(line)
	var told *told
	if errors.As(err, &told) {
		s.say("%s", told.text)
		return nil
	}
	return err
}

// takeUp goes over to a newer library.
func (s *session) takeUp() {
	if s.opts.Reopen == nil {
		return
	}
	newer, err := s.opts.Reopen(s.lib)
	if err != nil || newer == nil {
		return
	}
	before := s.lib
	s.lib = newer
	if err := s.search(); err != nil {
		s.lib = before
		return
	}
	s.say("The library has changed: what follows is from the new one.")
}

// told is an error that is said to the reader; the session goes on.
type told struct{ text string }

func (t *told) Error() string { return t.text }

func tell(format string, args ...any) error { return &told{fmt.Sprintf(format, args...)} }

// say prints a line.
func (s *session) say(format string, args ...any) {
	s.put(fmt.Sprintf(format, args...) + "\n")
}

// put prints text as it is, fit for a terminal.
func (s *session) put(text string) {
	text = store.Isolated(store.PrintableText(text))
	if s.opts.ASCII {
		text = inASCII(text)
	}
	_, _ = s.out.WriteString(text) // the writer keeps the error, Flush gives it
}

// inASCII writes the program's own signs in ASCII; letters stay as they are,
// since a name in other letters is better than none.
func inASCII(text string) string {
	return strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "–", "-", "—", "-", "…", "...").Replace(text)
}

func (s *session) view() view { return s.trail[len(s.trail)-1] }

// enter goes into a view and prints it.
func (s *session) enter(v view) error {
	s.trail = append(s.trail, v)
	return s.show()
}

func (s *session) show() error { return s.view().print(s) }

// back goes back to the view before.
func (s *session) back() error {
	if len(s.trail) == 1 {
		return tell("This is the menu; there is nothing to go back to. quit ends.")
	}
	s.trail = s.trail[:len(s.trail)-1]
	return s.show()
}

// move goes on within the view, and prints what it came to.
func (s *session) move(to step) error {
	if s.view().move(s, to) {
		return s.show()
	}
	if to == next || to == last {
		return tell("There is nothing after this.")
	}
	return tell("There is nothing before this.")
}
