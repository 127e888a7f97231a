package tui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A noting is a note that is being written.
type noting struct {
	on  store.Subject
	had string
}

// An Editing is a text in an editor of the reader's, which has the terminal while
// it runs. After Run, Text is what was left in it.
type Editing interface {
	tea.ExecCommand
	Text() string
}

// lineBreak stands for the end of a line where a note is written on one.
const lineBreak = " ↵ "

// openNote opens the line on which a note is written; one too long for it opens
// in the editor.
func (m *Model) openNote(s store.Subject) tea.Cmd {
	had := m.marks.now.On(s).Note
	m.marks.note = noting{s, had}
	in := newInput(strings.ReplaceAll(had, "\n", lineBreak))
	if in.full || strings.Contains(had, strings.TrimSpace(lineBreak)) {
		return m.editNote(had)
	}
	m.prompt = prompt{input: in}
	m.open(viewNote)
	return nil
}

func (m *Model) actInNote(a action) tea.Cmd {
	text := strings.ReplaceAll(m.prompt.input.text(), lineBreak, "\n")
	switch a {
	case actBack:
		m.close(viewNote)
	case actApply:
		m.close(viewNote)
		return m.keepNote(m.marks.note, text)
	case actEditor:
		m.close(viewNote)
		return m.editNote(text)
	}
	return nil
}

// keepNote keeps a note; an empty one is none.
func (m *Model) keepNote(n noting, text string) tea.Cmd {
	return m.marks.change(func() tea.Cmd { return m.changeNote(n, text) })
}

func (m *Model) changeNote(n noting, text string) tea.Cmd {
	text = strings.TrimSpace(text)
	said := "note kept; B lists all marks"
	switch {
	case text == n.had:
		m.say("the note is as it was")
		return nil
	case text == "":
		said = "note taken away"
	}
	return m.mark(said, store.Mark{Subject: n.on, Kind: store.Note, Text: text}, store.Mark{Subject: n.on, Kind: store.Note, Text: n.had})
}

// editNote gives a note to the editor.
func (m *Model) editNote(text string) tea.Cmd {
	if m.opts.Edit == nil {
		m.say("there is no editor to write in")
		return nil
	}
	n, editing := m.marks.note, m.opts.Edit(text)
	return tea.Exec(editing, func(err error) tea.Msg { return editedMsg{n, editing.Text(), err} })
}

// editedMsg brings a text back from the editor.
type editedMsg struct {
	note noting
	text string
	err  error
}

func (msg editedMsg) apply(m *Model) tea.Cmd {
	var mouse tea.Cmd
	if m.mouse {
		mouse = tea.EnableMouseCellMotion
	}
	switch {
	case msg.err != nil:
		m.reopenNote(msg)
		m.complain(fmt.Errorf("%w; the note is as it was", msg.err))
		return mouse
	case len(msg.text) > store.MaxNote:
		m.complain(fmt.Errorf("the note has %s bytes, more than %s: it is as it was", grouped(len(msg.text)), grouped(store.MaxNote)))
		return mouse
	}
	return tea.Batch(mouse, m.keepNote(msg.note, strings.ToValidUTF8(msg.text, "�")))
}

// reopenNote gives back on the line what the editor was given, where that fits.
func (m *Model) reopenNote(msg editedMsg) {
	in := newInput(strings.ReplaceAll(msg.text, "\n", lineBreak))
	if in.full || m.opened(viewNote) {
		return
	}
	m.marks.note, m.prompt = msg.note, prompt{input: in}
	m.open(viewNote)
}

// noteHint tells what the keys do while a note is written.
func (m *Model) noteHint() string {
	if m.opts.Edit == nil || m.w < 90 {
		return "empty: none"
	}
	return "empty takes it away · ctrl-e opens your editor"
}
