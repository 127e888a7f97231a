package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui"
)

// An editing is a text in the reader's own editor, which has the terminal
// meanwhile.
type editing struct {
	text     string
	keyboard io.Reader
	streams
}

func (a *app) editor(keyboard io.Reader) func(string) tui.Editing {
	return func(text string) tui.Editing { return &editing{text, keyboard, a.streams} }
}

// Run edits the text in a file of its own, which only its owner can read and
// which is gone afterwards.
func (e *editing) Run() error {
	command, err := editorCommand(os.Getenv)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp("", "fieldbrief-note-*.txt")
	if err != nil {
		return err
	}
	kept := false
	defer func() {
		if !kept {
			os.Remove(file.Name())
		}
	}()
	if e.text != "" {
		_, err = io.WriteString(file, e.text+"\n")
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	cmd := exec.Command(command[0], append(command[1:], file.Name())...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = e.keyboard, e.out, e.err
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("the editor %s: %w", command[0], err)
	}
	written, err := os.Open(file.Name())
	if err != nil {
		return err
	}
	defer written.Close()
	b, err := io.ReadAll(io.LimitReader(written, store.MaxNote+2))
	if len(b) > store.MaxNote+1 { // a line end is taken off
		kept = true
		return fmt.Errorf("a note has at most %d bytes: what you wrote is kept in %s", store.MaxNote, file.Name())
	}
	e.text = strings.TrimRight(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n ")
	return err
}

func (e *editing) Text() string { return e.text }

// SetStdin, SetStdout and SetStderr do nothing: the editor gets the terminal.
func (*editing) SetStdin(io.Reader)  {}
func (*editing) SetStdout(io.Writer) {}
func (*editing) SetStderr(io.Writer) {}

// editorCommand gives the words of VISUAL or else EDITOR; where neither is set,
// an editor that is there. No shell reads them.
func editorCommand(getenv func(string) string) ([]string, error) {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if value := getenv(name); strings.TrimSpace(value) != "" {
			words, err := commandWords(value, runtime.GOOS == "windows")
			if err != nil {
				return nil, fmt.Errorf("%s=%s: %w", name, value, err)
			}
			return words, nil
		}
	}
	usual := []string{"nano", "vi"}
	if runtime.GOOS == "windows" {
		usual = []string{"notepad"}
	}
	for _, name := range usual {
		if path, err := exec.LookPath(name); err == nil {
			return []string{path}, nil
		}
	}
	return nil, errors.New("there is no editor: set VISUAL or EDITOR")
}

// commandWords parts a command at its spaces, but for those within quotation marks
// or behind a backslash; plain takes backslashes for what they are.
func commandWords(command string, plain bool) ([]string, error) {
	var words []string
	var word strings.Builder
	var quote rune
	begun, escaped := false, false
	for _, r := range command {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped = false
		case r == '\\' && !plain && quote != '\'':
			begun, escaped = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			begun, quote = true, r
		case quote == 0 && strings.ContainsRune(" \t\n", r):
			if begun {
				words = append(words, word.String())
				word.Reset()
			}
			begun = false
		default:
			begun = true
			word.WriteRune(r)
		}
	}
	if quote != 0 || escaped {
		return nil, errors.New("a quotation mark is not closed, or nothing follows a backslash")
	}
	if begun {
		words = append(words, word.String())
	}
	if len(words) == 0 || words[0] == "" {
		return nil, errors.New("it names no program")
	}
	return words, nil
}
