package tui

import tea "github.com/charmbracelet/bubbletea"

// A pageAnswer brings what a page asked for, and finds its page by itself: one
// that was closed or opened anew meanwhile wants it no more.
type pageAnswer interface{ arrive(m *Model) tea.Cmd }

// A queue holds what was asked of a page before what it shows has come.
type queue []action

// wait keeps an action for later, unless it is the way out.
func (q *queue) wait(a action) bool {
	if a != actBack {
		*q = append(*q, a)
	}
	return a != actBack
}

// replay carries out what waited, as long as the page has the keys.
func (q *queue) replay(m *Model, v view) tea.Cmd {
	waiting := *q
	*q = nil
	var cmds []tea.Cmd
	for _, a := range waiting {
		if m.view() == v {
			m.arrange()
			cmds = append(cmds, m.pages[v].act(m, a))
		}
	}
	return tea.Batch(cmds...)
}

// keeps tells that a page is opened still.
func (m *Model) keeps(v view, p page) bool { return m.opened(v) && m.pages[v] == p }
