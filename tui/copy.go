package tui

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"fieldbrief/store"
)

// copyLimit is the most bytes of base64 that are sent to a terminal's clipboard:
// many take no longer a sequence than 100,000 bytes, some 74,994 within it.
const copyLimit = 74_994

// errTooLong tells that a text is not for the clipboard.
var errTooLong = errors.New("too long to copy; export it (e)")

// A multiplexer is what stands between the program and the terminal.
type multiplexer int

const (
	bareTerminal multiplexer = iota
	inTmux
	inScreen
)

// multiplexerOf reads TMUX and STY, and TERM, which alone comes through SSH.
func multiplexerOf(getenv func(string) string) multiplexer {
	switch {
	case getenv("TMUX") != "", strings.HasPrefix(getenv("TERM"), "tmux"):
		return inTmux
	case getenv("STY") != "":
		return inScreen
	}
	return bareTerminal
}

// screenString is the longest string that GNU Screen passes on, in bytes.
const screenString = 768

// clipboardSequence gives what puts text into the terminal's clipboard (OSC 52).
// tmux takes it itself (set-clipboard on) or passes it on (allow-passthrough on),
// as its reader has set it: it gets both.
func clipboardSequence(text string, in multiplexer) (string, error) {
	if base64.StdEncoding.EncodedLen(len(text)) > copyLimit {
		return "", errTooLong
	}
	sequence := ansi.SetSystemClipboard(text)
	switch in {
	case inTmux:
		return ansi.TmuxPassthrough(sequence) + sequence, nil
	case inScreen:
		return ansi.ScreenPassthrough(sequence, screenString), nil
	}
	return sequence, nil
}

// copiedMsg tells what was sent to the clipboard.
type copiedMsg struct {
	what string
	err  error
}

func (m *Model) onCopied(msg copiedMsg) {
	if msg.err != nil {
		m.complain(msg.err)
		return
	}
	m.say("copied: " + msg.what + " (if the terminal allows it)")
}

// copyRecord copies the text or the citation of the record that is shown.
func (m *Model) copyRecord(a action) tea.Cmd {
	of := m.chosen()
	switch {
	case m.find.pending():
		m.find.waiting = append(m.find.waiting, a)
		return nil
	case of.none():
		m.say("no record is chosen: there is nothing to copy")
		return nil
	}
	lib, cite, count, in, send := m.lib, m.opts.Cite, m.find.count(of), m.carry.multiplexer, m.carry.send
	return ask(func() tea.Msg {
		text, what := cardText(newCard(lib, of, count)), "the "+string(of.kind)
		if a == actCopyCitation {
			text, what = citationText(lib, citesOf(lib, of), cite), "the citation of the "+string(of.kind)
		}
		if text == "" {
			return copiedMsg{err: errNotNamed}
		}
		sequence, err := clipboardSequence(text, in)
		if err == nil {
			err = send(sequence)
		}
		return copiedMsg{what, err}
	})
}

// cardText gives a card as plain text, without the row of a data set that stands
// below it.
func cardText(c card) string {
	var b strings.Builder
	for _, f := range c.fields {
		text := ""
		for _, p := range f.pieces {
			text += p.text
		}
		if f.label == "" && strings.HasPrefix(text, "\n") {
			break
		}
		text = strings.ReplaceAll(text, "\n", "\n  ")
		if f.label != "" {
			text = f.label + ": " + text
		}
		b.WriteString(text + "\n")
	}
	return strings.TrimSpace(store.PrintableText(b.String()))
}

// citationText words citations, one a line.
func citationText(lib records, cites []store.Citation, word func(store.Source, store.Citation) string) string {
	var lines []string
	for _, c := range cites {
		s, _ := lib.Source(c.Source)
		line := fmt.Sprintf("%s %s", c.Source, citeText(c))
		if word != nil {
			line = word(s, c)
		}
		lines = append(lines, store.Printable(line))
	}
	return strings.Join(lines, "\n")
}

// serial gives a writer whose writes are never mixed. What Bubble Tea writes
// comes in one write a frame, so that a sequence of its own stands between two.
// Files are so by themselves, and stay files, which Bubble Tea looks for.
func serial(out io.Writer) io.Writer {
	if _, ok := out.(interface{ Fd() uintptr }); ok {
		return out
	}
	return &serialWriter{out: out}
}

type serialWriter struct {
	mutex sync.Mutex
	out   io.Writer
}

func (w *serialWriter) Write(b []byte) (int, error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.out.Write(b)
}
