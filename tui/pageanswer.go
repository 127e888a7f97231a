package tui

import tea "github.com/charmbracelet/bubbletea"

// A pageAnswer brings what a page asked for, and finds its page by itself: one
// that was closed or opened anew meanwhile wants it no more.
type pageAnswer interface{ arrive(m *Model) tea.Cmd }

// keeps tells that a page is opened still.
func (m *Model) keeps(v view, p page) bool { return m.opened(v) && m.pages[v] == p }
