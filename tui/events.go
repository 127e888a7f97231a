package tui

import (
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// An eventRow is what the list shows of an event, fit for the screen.
type eventRow struct {
	id, heading        string
	date, tight, marks string
	title, province    string
	killed, shared     string
	cite               string
	hits               []store.Span // of the filter's text in title
}

func newEventRow(e store.Event, f store.Filter) eventRow {
	r := eventRow{id: e.ID, heading: heading(e.Date), title: printable(e.Title), cite: citesMark(e.Cites)}
	if r.title == "" {
		r.title = "(no title)"
	}
	r.date, r.tight, r.marks = column(e.Date)
	if e.Province != nil {
		r.province = printable(e.Province.Name)
	} else if e.Place != "" {
		r.province = printable(e.Place)
	}
	r.killed, r.shared = shortToll(e.Killed)
	r.hits = f.Highlights(r.title)
	return r
}

// oneLine is the width from which on an event takes a single line.
const oneLine = 66

// eventList is the pane of events, in order of time, under the heading of
// their year; the one at the top stays above its events.
type eventList struct {
	list
	window  window[eventRow]
	all     int
	width   int
	height  int
	message []string // instead of events
}

func (p *eventList) name() string       { return "Events" }
func (p *eventList) tally() (n, of int) { return p.n, p.all }

func (p *eventList) more() (above, below bool) { return p.hidden(p.rowHeight) }

func (p *eventList) chosen() ref {
	if r, ok := p.window.at(p.cursor); ok {
		return ref{store.EventRecord, r.id}
	}
	return ref{}
}

func (p *eventList) do(a action) intent {
	p.list.do(a, p.rowHeight)
	switch a {
	case actOpen:
		return intent{kind: openRecord}
	case actSource:
		return intent{kind: openSource}
	}
	return intent{}
}

func (p *eventList) resize(width, height int) {
	p.width, p.height = width, height
	p.room = max(1, height-1) // the first line is the heading's
	p.settle(p.rowHeight)
}

// needed gives the lines that all events take, or more than limit.
func (p *eventList) needed(limit int) int {
	lines := 1
	for i := 0; i < p.n && lines <= limit; i++ {
		lines += p.rowHeight(i, i == 0)
	}
	return lines
}

func (p *eventList) rowHeight(i int, first bool) int {
	r, ok := p.window.at(i)
	if !ok {
		return 1
	}
	n := 1
	if p.width < oneLine && p.twoLines(r) {
		n = 2
	}
	if before, ok := p.window.at(i - 1); !first && ok && before.heading != r.heading {
		n++
	}
	return n
}

func (p *eventList) click(y int) (again bool, in intent) {
	row, ok := p.rowAt(y-1, p.rowHeight)
	if !ok {
		return false, intent{}
	}
	again = row == p.cursor
	p.list.to(row)
	return again, intent{}
}

func (p *eventList) draw(th *theme, focused bool) []string {
	if p.n == 0 {
		return drawMessage(th, p.message, p.width, p.height)
	}
	var lines []string
	last := ""
	for i := p.top; i < p.n && len(lines) < p.height; i++ {
		r, ok := p.window.at(i)
		if ok && r.heading != last || i == p.top {
			if len(lines)+1 == p.height && i > p.top {
				break // no heading without a record below it
			}
			lines = append(lines, drawHeading(th, r.heading, p.width))
			last = r.heading
		}
		lines = append(lines, p.drawRow(th, r, i == p.cursor, focused)...)
	}
	return blank(lines, p.width, p.height)
}

func drawHeading(th *theme, text string, width int) string {
	l := th.line(width)
	l.gap(1)
	l.put(th.heading, text)
	return l.end()
}

func (p *eventList) drawRow(th *theme, r eventRow, here, focused bool) []string {
	l := th.line(p.width)
	cursorMark(l, th, here, focused)
	p.drawDate(l, th, r)
	if p.width >= oneLine {
		p.drawWide(l, th, r, here)
		return []string{l.end()}
	}
	return p.drawNarrow(l, th, r, here)
}

// dateWidth is the width of the date and its marks.
func (p *eventList) dateWidth() (date, marks int) {
	if p.width >= oneLine {
		return dateCells, 2
	}
	return 9, 2
}

func (p *eventList) drawDate(l *line, th *theme, r eventRow) {
	width, marks := p.dateWidth()
	text, mark := r.date, r.marks
	if p.width < oneLine {
		text = r.tight
	}
	if th.ascii && cells.Width(mark) == 1 && mark[0] > 0x7f {
		mark = " " + mark // in ASCII the mark is a letter like those of the month
	}
	l.putRight(th.date, cells.Truncate(text, width, l.cut), width)
	l.putPadded(th.dim, mark, marks)
	l.gap(1)
}

// drawWide writes title, province, killed and paragraph on one line, the
// right-to-left text last.
func (p *eventList) drawWide(l *line, th *theme, r eventRow, here bool) {
	if rightToLeft(r.title) || rightToLeft(r.province) {
		drawTurned(l, th, r, here)
		return
	}
	toll, province := r.toll(th), cells.Truncate(r.province, 20, l.cut)
	meta := 7
	if toll != "" {
		meta += max(12, cells.Width(toll)+1)
	}
	if province != "" {
		meta += cells.Width(province) + 1
	}
	l.putLit(rowStyle(th, here), th.hit, r.title, r.hits, l.left()-meta-1)
	l.to(l.width - meta)
	if province != "" {
		l.gap(1)
		l.put(th.dim, province)
	}
	l.putRight(th.killed, toll, l.left()-7)
	l.putRight(th.dim, r.cite, 6)
}

// drawTurned writes a row that holds right-to-left text: that stands last.
func drawTurned(l *line, th *theme, r eventRow, here bool) {
	for _, part := range []string{r.cite, r.toll(th)} {
		if part != "" {
			l.put(th.dim, part)
			l.gap(2)
		}
	}
	if !rightToLeft(r.province) && r.province != "" {
		l.put(th.dim, r.province)
		l.gap(2)
	}
	l.putLit(rowStyle(th, here), th.hit, r.title, r.hits, l.left())
	if rightToLeft(r.province) && l.left() > 4 {
		l.gap(2)
		l.put(th.dim, r.province)
	}
}

func (r eventRow) toll(th *theme) string {
	if th.ascii && r.shared != "" {
		return r.killed + " (" + r.shared + ")"
	}
	return r.killed + r.shared
}

// titleWidth is the room for the title where a row may take two lines.
func (p *eventList) titleWidth() int {
	date, marks := p.dateWidth()
	return max(8, p.width-date-marks-3)
}

// metaWidth is the room for the toll and paragraph at the end of a narrow row,
// in letters of any kind.
func (r eventRow) metaWidth() int {
	width := cells.Width(r.killed) + cells.Width(r.cite)
	if r.shared != "" {
		width += cells.Width(r.shared) + 3
	}
	if r.killed != "" && r.cite != "" {
		width++
	}
	return width
}

func (p *eventList) twoLines(r eventRow) bool {
	return rightToLeft(r.title) || cells.Width(r.title)+r.metaWidth()+1 > p.titleWidth() || r.province != ""
}

// drawNarrow writes the title on the first line, and on a second one the rest
// of it, the province, and the toll and paragraph; on one where all fits. A
// province that finds no room after the title stands below the date.
func (p *eventList) drawNarrow(l *line, th *theme, r eventRow, here bool) []string {
	indent := l.taken
	if !p.twoLines(r) {
		l.putLit(rowStyle(th, here), th.hit, r.title, r.hits, l.left()-1)
		p.drawMeta(l, th, r)
		return []string{l.end()}
	}
	title := cells.Wrap(r.title, p.titleWidth())
	l.putLit(rowStyle(th, here), th.hit, title[0].Text, shift(r.hits, title[0].Start), l.left())
	second := th.line(p.width)
	room := second.left() - indent - cells.Width(r.metaText(th)) - 2
	rest := ""
	if len(title) > 1 {
		rest = string([]rune(r.title)[title[1].Start:])
	}
	after := r.province != "" && rest != "" && cells.Width(rest)+3+cells.Width(r.province) <= room
	if r.province != "" && rest != "" && !after && !rightToLeft(r.province) {
		p.drawBelowDate(second, th, r.province)
	}
	second.to(indent)
	switch {
	case rest != "":
		second.putLit(rowStyle(th, here), th.hit, rest, shift(r.hits, title[1].Start), room)
		if after && !rightToLeft(rest) {
			second.put(th.dim, " · "+r.province)
		}
	case !rightToLeft(r.province):
		second.putIn(th.dim, r.province, room)
	}
	p.drawMeta(second, th, r)
	return []string{l.end(), second.end()}
}

// drawBelowDate writes the province in the column of the dates, where that is
// wide enough for the whole name.
func (p *eventList) drawBelowDate(l *line, th *theme, province string) {
	date, marks := p.dateWidth()
	width := cells.Width(province)
	if width > date+marks {
		return
	}
	l.gap(1)
	l.putRight(th.dim, province, max(date, width))
}

// drawMeta writes toll and paragraph at the right end.
func (p *eventList) drawMeta(l *line, th *theme, r eventRow) {
	width := cells.Width(r.metaText(th))
	if l.left() < width+1 {
		return
	}
	l.to(l.width - width - 1)
	l.put(th.killed, r.toll(th))
	if r.killed != "" && r.cite != "" {
		l.gap(1)
	}
	l.put(th.dim, r.cite)
}

// metaText is the toll and paragraph as they are drawn.
func (r eventRow) metaText(th *theme) string {
	return strings.TrimSpace(r.toll(th) + " " + r.cite)
}

// shift moves spans to where a part of their text starts.
func shift(spans []store.Span, start int) []store.Span {
	var moved []store.Span
	for _, s := range spans {
		if s.End > start {
			moved = append(moved, store.Span{Start: s.Start - start, End: s.End - start})
		}
	}
	return moved
}

// messageLines is the height of text in place of a list.
func messageLines(paragraphs []string, width int) int {
	lines := 1
	for _, text := range paragraphs {
		lines += len(cells.Wrap(text, max(1, width-4)))
	}
	return lines
}

// drawMessage shows text in place of a list.
func drawMessage(th *theme, paragraphs []string, width, height int) []string {
	lines := []string{newLine(width).end()}
	for i, text := range paragraphs {
		s := th.dim
		if i == 0 {
			s = style{}
		}
		for _, w := range cells.Wrap(text, max(1, width-4)) {
			l := th.line(width)
			l.gap(2)
			l.put(s, w.Text)
			lines = append(lines, l.end())
		}
	}
	return blank(lines, width, height)
}
