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
	var b strings.Builder
	b.Grow(m.w * m.h * 3)
	if m.layout.class == tooSmall {
		b.WriteString(strings.Join(m.drawTooSmall(), "\n"))
	} else {
		m.drawAll(&b)
	}
	if m.theme.ascii {
		return toASCII(b.String())
	}
	return b.String()
}

// drawAll writes the header, what stands below it, and the footer.
func (m *Model) drawAll(b *strings.Builder) {
	b.WriteString(m.drawTitle())
	if m.layout.header > 1 {
		b.WriteByte('\n')
		b.WriteString(m.drawFilterLine())
	}
	m.drawBody(b)
	for _, l := range m.drawFooter() {
		b.WriteByte('\n')
		b.WriteString(l)
	}
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

// A drawnSlot is what stands in a slot, line by line, and what its frame adds.
type drawnSlot struct {
	top, side, bottom string
	content           []string
}

// line gives the line y of a slot: its frame's sides and what is between them.
func (d *drawnSlot) line(y int) (side, text string) {
	switch {
	case y == 0:
		return "", d.top
	case y > len(d.content):
		return "", d.bottom
	}
	return d.side, d.content[y-1]
}

// drawBody writes the slots, line by line across the columns.
func (m *Model) drawBody(b *strings.Builder) {
	drawn := make([][]drawnSlot, len(m.layout.columns))
	for i, column := range m.layout.columns {
		drawn[i] = make([]drawnSlot, len(column))
		for j, s := range column {
			drawn[i][j] = m.drawSlot(s)
		}
	}
	for y := m.layout.header; y < m.h-m.layout.footer; y++ {
		b.WriteByte('\n')
		for i, column := range m.layout.columns {
			for j, s := range column {
				if y < s.y || y >= s.y+s.h {
					continue
				}
				side, text := drawn[i][j].line(y - s.y)
				b.WriteString(side)
				b.WriteString(text)
				b.WriteString(side)
			}
		}
	}
}

// focused tells whether a slot hears the keys.
func (m *Model) focused(s slot) bool {
	v := m.view()
	if v == viewNote { // on what stands below it
		v = m.under(viewNote)
	}
	switch v {
	case viewDetail:
		return s.kind == detailSlot
	case viewReader, viewFind:
		return s.kind == readerSlot
	case viewPicker:
		return s.kind == pickerSlot
	}
	if m.pages[v] != nil {
		return s.kind == pageSlot && s.view == v
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
	case pageSlot:
		return m.pages[s.view].draw(&m.theme)
	}
	return m.pane(s.pane).draw(&m.theme, focused)
}

func (m *Model) drawSlot(s slot) drawnSlot {
	focused := m.focused(s)
	d := drawnSlot{content: m.drawContent(s, focused)}
	if !s.framed {
		l := m.theme.line(s.w)
		m.putTitle(l, s, focused, l.width)
		d.top = l.end()
		return d
	}
	edge := m.edge(focused)
	d.side = edge.on + edge.side + edge.off
	d.top = m.drawTop(s, edge, focused)
	bottom := m.theme.line(s.w)
	bottom.put(edge.style, edge.lowLeft)
	bottom.repeat(edge.style, edge.level, s.w-2)
	bottom.put(edge.style, edge.lowRight)
	d.bottom = bottom.end()
	return d
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
	first, _, _ := strings.Cut(tight, "/")
	for _, text := range []string{right + " ", short + " ", tight + " ", tight, strings.TrimRight(tight, "↑↓"), first} {
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
		if m.picker.compared != "" {
			return "Compare with"
		}
		if s.w < 36 {
			return strings.ToUpper(m.picker.noun[:1]) + m.picker.noun[1:]
		}
		return "Filter by " + m.picker.noun
	}
	left, _ := m.pages[s.view].title()
	return left
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
		return grouped(len(m.picker.matches)) + " of " + grouped(len(m.picker.names))
	}
	_, right := m.pages[s.view].title()
	return right
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
		l.put(m.theme.key, m.theme.keyName(h.firstKey()))
		l.gap(1)
		l.put(m.theme.dim, h.brief)
		l.gap(1)
	}
	return l.end()
}

// The last places in the line of keys: the first two keep theirs.
const paletteHint, helpHint, quitHint = 97, 98, 99

// fitting gives the bindings that have room in one line. Help keeps its place, and
// the palette where that leaves enough for the others.
func (m *Model) fitting(hints []binding) []binding {
	room, dropped := m.w, false
	keeps := func(h binding) bool { return h.hint == helpHint || h.hint == paletteHint && m.w >= 60 }
	for _, h := range hints {
		if keeps(h) {
			room -= h.width(&m.theme)
		}
	}
	var fit []binding
	for _, h := range hints {
		switch width := h.width(&m.theme); {
		case keeps(h):
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

// firstKey is the one of a binding's keys that stands in the line of keys.
func (b binding) firstKey() string {
	first, _, _ := strings.Cut(b.Help().Key, " ")
	return first
}

// width is the cells of a binding in the line of keys.
func (b binding) width(th *theme) int {
	return cells.Width(th.keyName(b.firstKey())) + cells.Width(b.brief) + 3
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
	case actDate:
		return m.events.n > 2*m.events.room
	case actTimeline:
		return m.find.found.whole.span.first <= m.find.found.whole.span.last
	case actLeft, actRight:
		p, ok := m.pages[m.view()].(*reportsPage)
		return !ok || len(p.columns) > 1
	case actPickSource:
		return m.find.found.result != nil && len(m.find.found.result.Sources) > 1
	case actNames:
		p := m.facetPane()
		return p != nil && (p.names.open || len(p.values) > p.height)
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
