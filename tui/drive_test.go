package tui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"fieldbrief/store"
)

// A driver feeds messages to a model, runs its commands until nothing is left
// to do, and checks the frame after every message.
type driver struct {
	tb   testing.TB
	m    *Model
	sent []tea.Msg // what commands sent that the model does not answer: tea.QuitMsg and the like
	hold bool      // commands are kept in held instead of being run
	deep int       // answers that led to this question
	held []tea.Cmd
}

func drive(tb testing.TB, lib Library, w, h int, opts Options, around surroundings) *driver {
	tb.Helper()
	if opts.Export == nil {
		opts.Export, opts.Formats = func(Library, store.Filter, string) (string, error) { return "fieldbrief.md", nil }, testFormats()
	}
	if opts.Command == nil {
		opts.Command = func(_ Library, _ store.RecordType, f store.Filter) string { return "fieldbrief events " + f.String() }
	}
	d := &driver{tb: tb, m: newModel(lib, opts, around)}
	d.m.after = func(time.Duration) tea.Cmd { return nil }
	d.run(d.m.Init())
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	return d
}

func testFormats() []ExportFormat {
	return []ExportFormat{{"md", "a briefing to mail"}, {"csv", "events, one row each, to be taken into a spreadsheet and to come back as they were"}, {"bibtex", "the sources cited"}}
}

// plainDriver drives an explorer on the test briefing without colours.
func plainDriver(tb testing.TB, w, h int) *driver {
	tb.Helper()
	return drive(tb, testLibrary(tb), w, h, Options{Theme: "none"}, surroundings{})
}

func (d *driver) send(msg tea.Msg) {
	d.tb.Helper()
	if d.deep++; d.deep > 40 {
		d.tb.Fatalf("commands without end, the last answer %T", msg)
	}
	_, cmd := d.m.Update(msg)
	d.check()
	d.run(cmd)
	d.deep--
}

func (d *driver) run(cmd tea.Cmd) {
	d.tb.Helper()
	if cmd == nil {
		return
	}
	if d.hold {
		d.held = append(d.held, cmd)
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case foundMsg, rowsMsg, cardMsg, documentMsg, namesMsg, placedMsg, reopenedMsg, panicMsg, datedMsg, rememberedMsg, exportedMsg, copiedMsg, timeMsg, deadliestMsg, appliedMsg, pageAnswer:
		d.send(msg)
	default:
		d.sent = append(d.sent, msg)
	}
}

// release runs the commands that were held back, the last of them first when
// backwards.
func (d *driver) release(backwards bool) {
	d.tb.Helper()
	held := d.held
	d.hold, d.held = false, nil
	for i := range held {
		if backwards {
			i = len(held) - 1 - i
		}
		d.run(held[i])
	}
}

// press sends keys: names as Bubble Tea gives them, else each rune is a key.
func (d *driver) press(keys ...string) {
	d.tb.Helper()
	for _, k := range keys {
		if msg, ok := namedKey(k); ok {
			d.send(msg)
			continue
		}
		for _, r := range k {
			if r == ' ' {
				d.send(tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{r}})
				continue
			}
			d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
}

func namedKey(name string) (tea.KeyMsg, bool) {
	for t := tea.KeyType(-60); t < 128; t++ {
		if msg := (tea.KeyMsg{Type: t}); t != tea.KeyRunes && t != tea.KeySpace && msg.String() == name && len(name) > 1 {
			return msg, true
		}
	}
	return tea.KeyMsg{}, false
}

func (d *driver) frame() string { return ansi.Strip(d.m.View()) }

// bareText takes the colours out of a frame and nothing else.
func bareText(frame string) string {
	var b strings.Builder
	for {
		text, rest, more := strings.Cut(frame, "\x1b[")
		b.WriteString(text)
		if !more {
			return b.String()
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return (r < '0' || r > '9') && r != ';' })
		if end < 0 || rest[end] != 'm' {
			b.WriteString("\x1b[")
			end = -1
		}
		frame = rest[end+1:]
	}
}

// check holds that the frame has the terminal's lines, none wider, none of them
// with anything but the program's own colours, and is not blank.
func (d *driver) check() {
	d.tb.Helper()
	m := d.m
	if m.w == 0 {
		return
	}
	frame := m.View()
	lines := strings.Split(frame, "\n")
	if len(lines) != m.h {
		d.tb.Fatalf("frame of %d lines on %dx%d:\n%s", len(lines), m.w, m.h, frame)
	}
	bare := bareText(frame)
	for i, l := range strings.Split(bare, "\n") {
		if w := ansi.StringWidth(l); w > m.w {
			d.tb.Fatalf("line %d is %d wide on %dx%d: %q", i, w, m.w, m.h, l)
		}
	}
	if i := strings.IndexFunc(bare, control); i >= 0 {
		d.tb.Fatalf("control character in the frame: %q", bare[i:min(len(bare), i+20)])
	}
	if strings.TrimSpace(bare) == "" {
		d.tb.Fatalf("blank frame on %dx%d", m.w, m.h)
	}
	if m.theme.plain() {
		d.checkWeight(frame, bare)
	}
	if m.theme.ascii && strings.IndexFunc(bare, func(r rune) bool { return r > 0x7e }) >= 0 {
		d.tb.Fatalf("not ASCII: %q", bare)
	}
}

// checkWeight holds that a frame without colours is made of bold, underline and
// reverse alone, and that a terminal that knows no sequences gets none.
func (d *driver) checkWeight(frame, bare string) {
	d.tb.Helper()
	if d.m.theme.strong.on == "" && bare != frame {
		d.tb.Fatalf("escape sequence for a terminal that knows none: %q", frame)
	}
	for _, part := range strings.Split(frame, "\x1b[")[1:] {
		codes, _, _ := strings.Cut(part, "m")
		for code := range strings.SplitSeq(codes, ";") {
			if !strings.Contains(" 0 1 4 7 ", " "+code+" ") {
				d.tb.Fatalf("colour without colours: %q", part)
			}
		}
	}
}

// control recognises what a terminal could take for a command: control
// characters and bidirectional ones that are not the program's own isolates.
func control(r rune) bool {
	return r != '\n' && r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r == 0x2066 || r == 0x2067 || r == 0x200e || r == 0x200f
}

func (d *driver) want(parts ...string) {
	d.tb.Helper()
	frame := d.frame()
	for _, p := range parts {
		if !strings.Contains(frame, p) {
			d.tb.Fatalf("no %q in the frame:\n%s", p, frame)
		}
	}
}

func (d *driver) lack(parts ...string) {
	d.tb.Helper()
	frame := d.frame()
	for _, p := range parts {
		if strings.Contains(frame, p) {
			d.tb.Fatalf("%q in the frame:\n%s", p, frame)
		}
	}
}

func (d *driver) wantFilter(line string) {
	d.tb.Helper()
	if got := d.m.find.filter.String(); got != line {
		d.tb.Fatalf("filter is %q, want %q", got, line)
	}
}

func inColour() surroundings { return surroundings{profile: termenv.TrueColor, background: "dark"} }

func quits(d *driver) bool {
	for _, m := range d.sent {
		if _, ok := m.(tea.QuitMsg); ok {
			return true
		}
	}
	return false
}

var _ Library = (*store.Library)(nil)
