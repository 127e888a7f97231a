package tui

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"fieldbrief/store"
)

// copyDriver drives an explorer whose clipboard is kept.
func copyDriver(t *testing.T, opts Options, lib Library) (*driver, *string) {
	t.Helper()
	d := drive(t, lib, 120, 40, opts, surroundings{})
	copied := new(string)
	d.m.carry.send = func(sequence string) error {
		code, ok := strings.CutPrefix(sequence, "\x1b]52;c;")
		code, closed := strings.CutSuffix(code, "\x07")
		text, err := base64.StdEncoding.DecodeString(code)
		if !ok || !closed || err != nil {
			t.Errorf("%q sets no clipboard: %v", sequence, err)
		}
		*copied = string(text)
		return nil
	}
	return d, copied
}

func TestCopy(t *testing.T) {
	cite := func(s store.Source, c store.Citation) string {
		return fmt.Sprintf("%s, paragraph %d", s.Title, c.Paragraph)
	}
	d, copied := copyDriver(t, Options{Theme: "none", Cite: cite}, testLibrary(t))
	d.m.events.to(2)
	for _, c := range []struct {
		keys []string
		says string
		has  []string
	}{
		{[]string{"y"}, "copied: the event (if the terminal allows it)", []string{"The Red Group takes the bridge of Balkh\nAt night, without a fight.\n", "actors: Red Group  perpetrator\n", "killed: at least 4", "id: valley-talks/bridge"}},
		{[]string{"Y"}, "copied: the citation of the event", []string{"The Valley Talks, paragraph 1\nThe Valley Talks, paragraph 1"}},
		{[]string{"enter", "y"}, "copied: the event", []string{"The Red Group takes"}},
		{[]string{"esc", "4", "y"}, "copied: the quote", []string{"We will not leave the mill,", "Miller of Kabul"}},
		{[]string{"1", "y"}, "copied: the actor", []string{"Red Group", "armed group"}},
		{[]string{"2", "Y"}, "copied: the citation of the province", []string{"The Valley Talks, paragraph 2"}},
		{[]string{"3", "o", "Y"}, "copied: the citation of", []string{"paragraph"}},
	} {
		*copied = ""
		d.press(c.keys...)
		d.want(c.says)
		for _, part := range c.has {
			if !strings.Contains(*copied, part) {
				t.Errorf("%v copies %q, which lacks %q", c.keys, *copied, part)
			}
		}
	}
}

func TestCopyWithoutRecord(t *testing.T) {
	d, copied := copyDriver(t, Options{Theme: "none"}, testLibrary(t))
	d.press("/", "xyzzy", "enter", "y")
	d.want("nothing to copy")
	if *copied != "" {
		t.Errorf("copied %q", *copied)
	}
}

func TestCopyTooLong(t *testing.T) {
	b := testBriefing()
	b.Events[0].Summary = strings.Repeat("long ", 20_000)
	d, copied := copyDriver(t, Options{Theme: "none"}, store.InMemory(b))
	d.press("y")
	d.want("too long to copy; export it")
	if *copied != "" {
		t.Errorf("copied %d bytes", len(*copied))
	}
}

func TestCopyFails(t *testing.T) {
	d, _ := copyDriver(t, Options{Theme: "none"}, testLibrary(t))
	d.m.carry.send = func(string) error { return errors.New("gone") }
	d.press("y")
	d.want("gone")
}

// The row of a data set that stands below a card is not copied with it.
func TestCopyLeavesTheRowOut(t *testing.T) {
	d, copied := copyDriver(t, Options{Theme: "none"}, dataSetLibrary(t))
	d.press("y")
	if *copied == "" || strings.Contains(*copied, "The row as the data set has it") {
		t.Errorf("copied %q", *copied)
	}
}

func TestClipboardSequence(t *testing.T) {
	text := strings.Repeat("سلام, text; ", 150)
	plain, err := clipboardSequence(text, bareTerminal)
	if err != nil || plain != "\x1b]52;c;"+base64.StdEncoding.EncodeToString([]byte(text))+"\x07" {
		t.Errorf("%q, %v", plain, err)
	}
	tmux, _ := clipboardSequence(text, inTmux)
	if tmux != "\x1bPtmux;"+strings.ReplaceAll(plain, "\x1b", "\x1b\x1b")+"\x1b\\"+plain {
		t.Errorf("%q", tmux)
	}
	screen, _ := clipboardSequence(text, inScreen)
	var passed strings.Builder
	for part := range strings.SplitSeq(strings.TrimSuffix(screen, "\x1b\\"), "\x1b\\") {
		inner, ok := strings.CutPrefix(part, "\x1bP")
		if !ok || len(inner) > screenString {
			t.Errorf("%d bytes in %.20q", len(inner), part)
		}
		passed.WriteString(inner)
	}
	if passed.String() != plain {
		t.Errorf("%q", screen)
	}
	most := strings.Repeat("x", copyLimit/4*3)
	if _, err := clipboardSequence(most, bareTerminal); err != nil {
		t.Error(err)
	}
	if _, err := clipboardSequence(most+"xxx", bareTerminal); !errors.Is(err, errTooLong) {
		t.Error(err)
	}
}

func TestMultiplexer(t *testing.T) {
	for env, want := range map[string]multiplexer{"": bareTerminal, "TMUX": inTmux, "STY": inScreen} {
		if got := multiplexerOf(func(name string) string { return map[bool]string{true: "x"}[name == env] }); got != want {
			t.Errorf("%s: %v, want %v", env, got, want)
		}
	}
	if got := multiplexerOf(func(name string) string { return map[string]string{"TERM": "tmux-256color"}[name] }); got != inTmux {
		t.Error(got)
	}
}

// chunks is a writer that writes its bytes one by one.
type chunks struct {
	mutex sync.Mutex
	out   bytes.Buffer
}

func (c *chunks) Write(b []byte) (int, error) {
	for _, one := range b {
		c.mutex.Lock()
		c.out.WriteByte(one)
		c.mutex.Unlock()
	}
	return len(b), nil
}

// Frames and sequences that are written at the same time do not tear each other.
func TestSerialWrites(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	slow := &chunks{}
	for _, out := range []io.Writer{serial(slow), serial(file)} {
		frame, sequence := strings.Repeat("frame ", 2000)+"\n", ansi.SetSystemClipboard("text")+"\n"
		var done sync.WaitGroup
		for _, text := range []string{frame, sequence} {
			done.Go(func() {
				for range 50 {
					_, _ = io.WriteString(out, text)
				}
			})
		}
		done.Wait()
		written := slow.out.String()
		if out == io.Writer(file) {
			b, err := os.ReadFile(file.Name())
			if err != nil {
				t.Fatal(err)
			}
			written = string(b)
		}
		for line := range strings.Lines(written) {
			if line != frame && line != sequence {
				t.Fatalf("torn: %.60q", line)
			}
		}
	}
}
