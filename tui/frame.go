package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// View gives the frame: as many lines as the terminal has, none wider.
func (m *Model) View() string {
	if m.w <= 0 || m.h <= 0 {
		return ""
	}
	var lines []string
	if m.layout.class == tooSmall {
		lines = m.drawTooSmall()
	} else {
		lines = append(lines, m.drawTitle())
		if m.layout.header > 1 {
			lines = append(lines, m.drawFilterLine())
		}
		lines = append(lines, m.drawBody()...)
		lines = append(lines, m.drawFooter()...)
	}
	if m.theme.ascii {
		for i := range lines {
			lines[i] = toASCII(lines[i])
		}
	}
	return strings.Join(lines, "\n")
}

// drawTooSmall says what to do in the longest words that fit.
func (m *Model) drawTooSmall() []string {
	l := m.theme.line(m.w)
	for _, text := range []string{
		fmt.Sprintf("enlarge the window to %d×%d, or quit with q", leastWidth, leastHeight),
		fmt.Sprintf("enlarge to %d×%d", leastWidth, leastHeight), "enlarge me", "+",
	} {
		if cells.Width(text) <= m.w {
			l.put(style{}, text)
			break
		}
	}
	return blank([]string{l.end()}, m.w, m.h)
}

func (m *Model) drawBody() []string {
	var columns [][]string
	height := 0
	for _, column := range m.layout.columns {
		var lines []string
		for _, s := range column {
			lines = append(lines, m.drawSlot(s)...)
		}
		columns = append(columns, lines)
		height = len(lines)
	}
	if len(columns) == 1 {
		return columns[0]
	}
	body := make([]string, height)
	for y := range body {
		var b strings.Builder
		for _, lines := range columns {
			b.WriteString(lines[y])
		}
		body[y] = b.String()
	}
	return body
}

// focused tells whether a slot hears the keys.
func (m *Model) focused(s slot) bool {
	switch m.view() {
	case viewDetail:
		return s.kind == detailSlot
	case viewReader, viewFind:
		return s.kind == readerSlot
	case viewPicker:
		return s.kind == pickerSlot
	case viewHelp:
		return s.kind == helpSlot
	}
	return s.kind == paneSlot && s.pane == m.focus.pane
}

func (m *Model) drawContent(s slot, focused bool) []string {
	switch s.kind {
	case detailSlot:
		return m.detail.draw(&m.theme)
	case readerSlot:
		return m.reader.draw(&m.theme)
	case pickerSlot:
		return m.picker.draw(&m.theme)
	case helpSlot:
		return m.help.draw(&m.theme)
	}
	return m.pane(s.pane).draw(&m.theme, focused)
}

func (m *Model) drawSlot(s slot) []string {
	focused := m.focused(s)
	content := m.drawContent(s, focused)
	if !s.framed {
		l := m.theme.line(s.w)
		m.putTitle(l, s, focused, l.width)
		return append([]string{l.end()}, content...)
	}
	edge := m.edge(focused)
	side := edge.on + edge.side + edge.off
	lines := make([]string, 0, s.h)
	lines = append(lines, m.drawTop(s, edge, focused))
	for _, text := range content {
		lines = append(lines, side+text+side)
	}
	bottom := m.theme.line(s.w)
	bottom.put(edge.style, edge.lowLeft)
	bottom.repeat(edge.style, edge.level, s.w-2)
	bottom.put(edge.style, edge.lowRight)
	return append(lines, bottom.end())
}

// An edge is how a frame is drawn.
type edge struct {
	style
	level, side, left, right, lowLeft, lowRight string
}

// edge gives the frame of a slot; without colours the focused one is double.
func (m *Model) edge(focused bool) edge {
	switch {
	case focused && m.theme.plain():
		return edge{style{}, "═", "║", "╔", "╗", "╚", "╝"}
	case focused:
		return edge{m.theme.key, "─", "│", "╭", "╮", "╰", "╯"}
	}
	return edge{m.theme.faint, "─", "│", "╭", "╮", "╰", "╯"}
}

// drawTop draws a frame's upper edge with the title in it.
func (m *Model) drawTop(s slot, e edge, focused bool) string {
	l := m.theme.line(s.w)
	l.put(e.style, e.left+e.level)
	l.gap(1)
	m.putTitle(l, s, focused, s.w-3)
	right := m.titleRight(s)
	start := l.width - cells.Width(right) - 4
	if right == "" || start <= l.taken {
		start, right = l.width-1, ""
	}
	l.gap(1)
	l.repeat(e.style, e.level, start-l.taken)
	if right != "" {
		l.gap(1)
		l.put(m.theme.dim, right)
		l.gap(1)
		l.put(e.style, e.level)
	}
	l.to(l.width - 1)
	l.put(e.style, e.right)
	return l.end()
}

// A tab is a pane's name in the title of the slot it shares.
type tab struct {
	pane       paneID
	text       string
	width, gap int
}

// tabs gives the panes named in a slot's title; the one shown stands in
// brackets where it shares the slot.
func (m *Model) tabs(s slot) []tab {
	ids := s.tabs
	if ids == nil {
		ids = []paneID{s.pane}
	}
	tabs, width := m.namedTabs(s, ids, true)
	if width > s.w-s.titleStart()-cells.Width(m.titleRight(s))-6 && s.framed {
		tabs, _ = m.namedTabs(s, ids, false)
	}
	return tabs
}

// namedTabs names the panes that share a slot, those not shown by number alone
// where there is no room for all names.
func (m *Model) namedTabs(s slot, ids []paneID, whole bool) (tabs []tab, width int) {
	for _, id := range ids {
		t := tab{pane: id, text: strconv.Itoa(int(id) + 1), gap: 1}
		if whole || id == s.pane {
			t.text += " " + m.pane(id).name()
		}
		if len(ids) > 1 && id == s.pane {
			t.text = "[" + t.text + "]"
		}
		t.width = cells.Width(t.text)
		width += t.width + t.gap
		tabs = append(tabs, t)
	}
	return tabs, width
}

// titleStart is the column of a slot at which its title starts.
func (s slot) titleStart() int {
	if s.framed {
		return 3
	}
	return 0
}

// putTitle writes what a slot shows, up to a column.
func (m *Model) putTitle(l *line, s slot, focused bool, end int) {
	st := m.theme.heading
	if focused {
		st = m.theme.focus
	}
	if s.kind == paneSlot {
		for i, t := range m.tabs(s) {
			if i > 0 {
				l.gap(t.gap)
			}
			if t.pane == s.pane {
				l.putIn(st, t.text, end-l.taken)
			} else {
				l.putIn(m.theme.dim, t.text, end-l.taken)
			}
		}
		if !s.framed {
			m.putRight(l, s)
		}
		return
	}
	right := cells.Width(m.titleRight(s))
	if !s.framed {
		l.gap(1)
	}
	l.putIn(st, m.slotTitle(s), max(10, end-l.taken-right-3))
	if !s.framed {
		m.putRight(l, s)
	}
}

// putRight writes a title's right part where there is room.
func (m *Model) putRight(l *line, s slot) {
	right := m.titleRight(s)
	short := strings.ReplaceAll(right, " of ", "/")
	tight := strings.ReplaceAll(short, " ", "")
	for _, text := range []string{right + " ", short + " ", tight + " ", tight, strings.TrimRight(tight, "↑↓")} {
		if cells.Width(text)+1 <= l.left() {
			l.to(l.width - cells.Width(text))
			l.put(m.theme.dim, text)
			return
		}
	}
}

func (m *Model) slotTitle(s slot) string {
	switch s.kind {
	case detailSlot:
		if kind := string(m.detail.card.of.kind); kind != "" {
			return strings.ToUpper(kind[:1]) + kind[1:]
		}
		return "Record"
	case readerSlot:
		return m.reader.title()
	case pickerSlot:
		if s.w < 36 {
			return strings.ToUpper(m.picker.noun[:1]) + m.picker.noun[1:]
		}
		return "Filter by " + m.picker.noun
	}
	return "Help"
}

func (m *Model) titleRight(s slot) string {
	switch s.kind {
	case paneSlot:
		return strings.TrimSpace(tallyText(m.pane(s.pane)) + " " + arrows(m.pane(s.pane).more()))
	case detailSlot:
		return strings.TrimSpace(m.detailPlace() + " " + arrows(m.detail.more()))
	case readerSlot:
		return m.readerRight(s)
	case pickerSlot:
		return fmt.Sprintf("%d of %d", len(m.picker.matches), len(m.picker.names))
	}
	return arrows(m.help.top > 0, m.help.top+m.help.height < m.help.tall())
}

// arrows tell that there is more above or below.
func arrows(above, below bool) string {
	switch {
	case above && below:
		return "↑↓"
	case above:
		return "↑"
	case below:
		return "↓"
	}
	return ""
}

// detailPlace gives "7 of 16" where the record is one of a list.
func (m *Model) detailPlace() string {
	of := m.detail.card.of
	l := m.events.list
	switch of.kind {
	case store.EventRecord:
	case store.QuoteRecord:
		l = m.quotes.list
	default:
		return ""
	}
	if m.opened(viewReader) || !m.detail.pinned.none() {
		return ""
	}
	return fmt.Sprintf("%d of %d", l.cursor+1, l.n)
}

// readerRight tells where one reads and what to type to read more.
func (m *Model) readerRight(s slot) string {
	room := s.w - cells.Width(m.reader.title()) - 4
	if s.framed {
		room -= 6
	}
	heads := m.reader.heads()
	for _, text := range heads {
		if cells.Width(text) <= room {
			return text
		}
	}
	return heads[len(heads)-1]
}

// noticeLines gives the notice in as many lines as it takes, three at most.
func (m *Model) noticeLines() []string {
	if m.notice.text == "" {
		return nil
	}
	var lines []string
	for _, w := range cells.Wrap(store.Printable(m.notice.text), max(8, m.w-3)) {
		lines = append(lines, w.Text)
	}
	return lines[:min(3, len(lines))]
}

func (m *Model) drawFooter() []string {
	text := m.noticeLines()
	if text == nil {
		return []string{m.drawKeys()}
	}
	s := m.theme.key
	if m.notice.alert {
		s = m.theme.alert
	}
	var lines []string
	for _, t := range text {
		l := m.theme.line(m.w)
		l.gap(1)
		l.put(s, t)
		lines = append(lines, l.end())
	}
	return lines
}

// drawKeys writes the keys of the scene, the most wanted first, as far as they
// fit; help keeps its place, quit comes where nothing else is left out.
func (m *Model) drawKeys() string {
	l := m.theme.line(m.w)
	for _, h := range m.fitting(m.hints()) {
		l.gap(1)
		l.put(m.theme.key, m.theme.keyName(h.Help().Key))
		l.gap(1)
		l.put(m.theme.dim, h.brief)
		l.gap(1)
	}
	return l.end()
}

// The last places in the line of keys.
const helpHint, quitHint = 98, 99

// fitting gives the bindings that have room in one line.
func (m *Model) fitting(hints []binding) []binding {
	room, dropped := m.w, false
	for _, h := range hints {
		if h.hint == helpHint {
			room -= h.width(&m.theme)
		}
	}
	var fit []binding
	for _, h := range hints {
		switch width := h.width(&m.theme); {
		case h.hint == helpHint:
			fit = append(fit, h)
		case width <= room && (h.hint < quitHint || !dropped):
			room -= width
			fit = append(fit, h)
		default:
			dropped = true
		}
	}
	return fit
}

// width is the cells of a binding in the line of keys.
func (b binding) width(th *theme) int {
	return cells.Width(th.keyName(b.Help().Key)) + cells.Width(b.brief) + 3
}

// useful tells whether an action would change something now; the bottom line
// leaves out those that would not.
func (m *Model) useful(a action) bool {
	switch a {
	case actUndo:
		return len(m.find.past) > 0
	case actClear, actChips:
		return len(m.find.found.chips) > 0
	case actZoom:
		return m.layout.class != onePane
	}
	return true
}

// hints gives the bindings of the line of keys in their order.
func (m *Model) hints() []binding {
	var hints []binding
	in := m.scene()
	for _, b := range m.keys {
		if b.hint > 0 && b.scenes&in != 0 && m.offers(b.action) && m.useful(b.action) {
			hints = append(hints, b)
		}
	}
	slices.SortStableFunc(hints, func(a, b binding) int { return a.hint - b.hint })
	return hints
}
