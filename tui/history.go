package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// A history is the filter lines that were typed, the last first, each once.
type history struct {
	lines []string
	at    int    // the line that is shown again, counted from 1; 0 for none
	first string // what stood in the line when it was opened
}

// mostLines is how many lines are kept.
const mostLines = 200

// begin begins to type on a line that holds text already.
func (h *history) begin(text string) { h.at, h.first = 0, text }

// add keeps a line.
func (h *history) add(line string) {
	if line = strings.TrimSpace(line); line == "" {
		return
	}
	h.lines = slices.DeleteFunc(slices.Clone(h.lines), func(l string) bool { return l == line })
	h.lines = slices.Insert(h.lines, 0, line)
	h.lines = h.lines[:min(len(h.lines), mostLines)]
}

// shown gives a line by its place, 0 for what stood there at first.
func (h *history) shown(at int) string {
	if at == 0 {
		return h.first
	}
	return h.lines[at-1]
}

// recall goes to the next line that says something else; ok tells that there is
// one, and that what stands there was not typed anew.
func (h *history) recall(a action, text string) (line string, ok bool) {
	by := map[action]int{actUp: 1, actDown: -1}[a]
	if text != h.shown(h.at) || by == 0 {
		return "", false
	}
	for at := h.at + by; at >= 0 && at <= len(h.lines); at += by {
		if line := h.shown(at); line != text {
			h.at = at
			return line, true
		}
	}
	return "", false
}

// recall puts another line in place of what is typed.
func (m *Model) recall(line string) tea.Cmd {
	m.prompt.input = newInput(line)
	m.close(viewComplete)
	return m.searchTyped()
}

// last gives the line that was typed last, "" for none.
func (h *history) last() string {
	if len(h.lines) == 0 {
		return ""
	}
	return h.lines[0]
}
