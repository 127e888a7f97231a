package tui

import tea "github.com/charmbracelet/bubbletea"

// A pageAnswer brings what a page asked for, and finds its page by itself: one
// that was closed or opened anew meanwhile wants it no more.
type pageAnswer interface{ arrive(m *Model) tea.Cmd }
