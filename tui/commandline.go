package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// copyCommand shows the command line that asks for the filter again, and copies
// it.
func (m *Model) copyCommand() tea.Cmd {
	if m.find.pending() {
		m.find.waiting = append(m.find.waiting, actCopyCommand)
		return nil
	}
	lib, filter, command := m.lib, m.find.filter, m.opts.Command
	list := store.EventRecord
	if m.scene() == inQuotes || m.chosen().kind == store.QuoteRecord {
		list = store.QuoteRecord
	}
	in, send := m.carry.multiplexer, m.carry.send
	return ask(func() tea.Msg {
		line := command(lib, list, filter)
		sequence, err := clipboardSequence(line, in)
		if err == nil {
			err = send(sequence)
		}
		return copiedMsg{store.Printable(line), err}
	})
}
