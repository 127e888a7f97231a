package tui

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// A frame waits for the answer that changes it, but not for ever.
func TestFrameWaitsForAnswer(t *testing.T) {
	g := &guard{model: newModel(testLibrary(t), Options{Theme: "none"}, surroundings{})}
	var waiting []tea.Cmd
	send := func(msg tea.Msg) {
		_, cmd := g.Update(msg)
		waiting = append(waiting, cmd)
	}
	answer := func() {
		for len(waiting) > 0 {
			cmd := waiting[0]
			waiting = waiting[1:]
			settle(cmd, send)
		}
	}
	waiting = append(waiting, g.Init())
	send(tea.WindowSizeMsg{Width: 80, Height: 24})
	if g.View() != "" {
		t.Error("a frame before the first answer")
	}
	answer()
	first := g.View()
	if first == "" {
		t.Fatal("no frame after the first answer")
	}
	send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'2'}})
	second := g.View()
	if second == first {
		t.Error("a key that asks nothing waits")
	}
	send(tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}})
	if g.View() != second {
		t.Error("the frame does not wait for the answer")
	}
	if g.Update(lapseMsg{g.holds - 1}); !g.held {
		t.Error("an old lapse ends a new wait")
	}
	if g.Update(lapseMsg{g.holds}); g.held {
		t.Error("the frame waits for ever")
	}
	answer()
	if g.View() == second {
		t.Error("the answer is not drawn")
	}
}

// settle runs a command's questions; ticks are left alone.
func settle(cmd tea.Cmd, send func(tea.Msg)) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			settle(c, send)
		}
	case foundMsg, cardMsg, rowsMsg, timeMsg, pageAnswer:
		send(msg)
	}
}
