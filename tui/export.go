package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// An ExportFormat is a form that what the filter finds can be written in.
type ExportFormat struct {
	Name  string // what Export is told
	About string // what it is good for, a few words
}

// carryAway is how records leave the explorer: as a file, or through the
// terminal's clipboard.
type carryAway struct {
	menu        exportMenu
	multiplexer multiplexer
	send        func(sequence string) error // to the terminal, between two frames
}

// An exportMenu is the list of formats.
type exportMenu struct {
	formats []ExportFormat
	list    list
	writing bool // a file is under way
	width   int
	height  int
}

func (m *Model) openExport() {
	if m.carry.menu.writing {
		m.say("the file before is still being written")
		return
	}
	m.close(viewDetail)
	m.detail.pinned, m.detail.zoomed = ref{}, false
	m.meetEvents()
	m.carry.menu.formats = m.opts.Formats
	m.carry.menu.list.n = len(m.opts.Formats)
	m.carry.menu.list.settle(oneEach)
	m.open(viewExport)
}

func (e *exportMenu) scene() scene                { return inExport }
func (e *exportMenu) place() place                { return aside }
func (e *exportMenu) title() (left, right string) { return "Export", "" }

func (e *exportMenu) act(m *Model, a action) tea.Cmd {
	switch a {
	case actBack:
		m.close(viewExport)
	case actApply:
		m.close(viewExport)
		if m.find.pending() { // what is on the screen is not yet what was asked for
			m.find.waiting = append(m.find.waiting, actWrite)
			return nil
		}
		return m.write()
	default:
		e.do(a)
	}
	return nil
}

// write begins to write the chosen format.
func (m *Model) write() tea.Cmd {
	m.carry.menu.writing = true
	m.say("writing " + m.theme.cut())
	return exportCmd(m.opts.Export, m.lib, m.find.filter, m.carry.menu.formats[m.carry.menu.list.cursor].Name)
}

func exportCmd(export func(Library, store.Filter, string) (string, error), lib Library, f store.Filter, format string) tea.Cmd {
	return ask(func() tea.Msg {
		path, err := export(lib, f, format)
		return exportedMsg{path, err}
	})
}

// exportedMsg tells where a file was written.
type exportedMsg struct {
	path string
	err  error
}

func (m *Model) onExported(msg exportedMsg) {
	m.carry.menu.writing = false
	if msg.err != nil {
		m.complain(msg.err)
		return
	}
	m.say("written: " + store.Printable(msg.path))
}

func (e *exportMenu) do(a action) {
	e.list.do(a, oneEach)
	e.list.settle(oneEach)
}

func (e *exportMenu) click(m *Model, _, y int) tea.Cmd {
	row := e.list.top + y
	if row == e.list.cursor {
		return m.act(actApply)
	}
	e.list.to(row)
	return nil
}

func (e *exportMenu) resize(width, height int) {
	e.width, e.height = width, height
	e.list.room = max(1, height)
	e.list.settle(oneEach)
}

func (e *exportMenu) draw(th *theme) []string {
	var lines []string
	for i := e.list.top; i < len(e.formats) && len(lines) < e.height; i++ {
		here := i == e.list.cursor
		l := th.line(e.width)
		cursorMark(l, th, here, true)
		l.gap(1)
		l.put(rowStyle(th, here), e.formats[i].Name)
		lines = append(lines, l.end())
	}
	return blank(append(lines, e.about(th)...), e.width, e.height)
}

// about explains the format under the cursor.
func (e *exportMenu) about(th *theme) []string {
	lines := []string{empty(e.width)}
	for _, w := range cells.Wrap(e.formats[e.list.cursor].About, max(8, e.width-3)) {
		l := th.line(e.width)
		l.gap(2)
		l.put(th.dim, w.Text)
		lines = append(lines, l.end())
	}
	return lines
}
