package tui

import (
	"strconv"
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
	titleCells         int          // width of title
	meta               int          // of the toll and paragraph at the end of a narrow row, in letters of any kind
	turned             bool         // title or province are written from right to left
	day                store.Day    // it is counted on
}

func newEventRow(e store.Event, f store.Filter) eventRow {
	r := eventRow{id: e.ID, heading: heading(e.Date), title: printable(e.Title), cite: citesMark(e.Cites), day: homeDay(e.Date)}
	if r.title == "" {
		r.title = "(no title)"
	}
	DayMonth.put(&r, e.Date)
	if e.Province != nil {
		r.province = printable(e.Province.Name)
	} else if e.Place != "" {
		r.province = printable(e.Place)
	}
	r.killed, r.shared = shortToll(e.Killed)
	r.hits = f.Highlights(r.title)
	r.titleCells, r.meta = cells.Width(r.title), r.metaWidth()
	r.turned = rightToLeft(r.title) || rightToLeft(r.province)
	return r
}

// oneLine is the width from which on an event takes a single line.
const oneLine = 66

// eventList is the pane of events, in order of time, under the heading of
// their year, in years of many events under that of their month; the one at the
// top stays above its events.
type eventList struct {
	recordList[eventRow]
	calendar calendar
	marks    *marking
}

func (p *eventList) name() string { return "Events" }

func (p *eventList) more() (above, below bool) { return p.hidden(p.rowHeight) }

func (p *eventList) chosen() ref {
	if r, ok := p.window.at(p.cursor); ok {
		return ref{store.EventRecord, r.id}
	}
	return ref{}
}

func (p *eventList) do(a action) intent { return p.doRecord(a, p.rowHeight) }

// A headingKey tells headings apart: a month of a year of many events, or what
// a row stands under.
type headingKey struct {
	year, month int
	text        string
}

// denseYear is how many events a year has at least to be divided by month, six a
// month; they must be more than a screenful too.
const denseYear = 72

// heading gives the heading of a row; known where its month or the row is.
func (p *eventList) heading(i int) (key headingKey, known bool) {
	if month, year, ok := p.calendar.month(i); ok && year.n > max(denseYear, p.room) {
		return headingKey{year: month.year, month: month.month}, true
	}
	r, ok := p.window.at(i)
	return headingKey{text: r.heading}, ok
}

// headed tells that a heading stands above a row that is not the first seen.
func (p *eventList) headed(i int) bool {
	key, ok := p.heading(i)
	before, had := p.heading(i - 1)
	return ok && had && key != before
}

// step goes to the next or the previous year, or month.
func (p *eventList) step(a action) (ok bool) {
	periods, by := p.calendar.years, 1
	if a == actNextMonth || a == actPreviousMonth {
		periods = p.calendar.months
	}
	if a == actPreviousYear || a == actPreviousMonth {
		by = -1
	}
	to, ok := p.calendar.step(periods, p.cursor, by, p.n)
	if ok {
		p.show(to)
	}
	return ok
}

// show puts the cursor on a row, and that to the top where rows follow.
func (p *eventList) show(row int) {
	p.list.to(row)
	p.top = p.cursor
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
	if !first && p.headed(i) {
		n++
	}
	return n
}

func (p *eventList) click(y int) (again bool, in intent) {
	return p.clickRow(y-1, p.rowHeight), intent{}
}

func (p *eventList) draw(th *theme, focused bool) []string {
	if p.n == 0 {
		return drawMessage(th, p.message, p.width, p.height)
	}
	lines := make([]string, 0, p.height+2)
	cites := p.citeWidth()
	for i := p.top; i < p.n && len(lines) < p.height; i++ {
		if i == p.top || p.headed(i) {
			if len(lines)+1 == p.height && i > p.top {
				break // no heading without a record below it
			}
			lines = append(lines, p.drawHeading(th, i))
		}
		r, ok := p.window.at(i)
		if !ok {
			lines = append(lines, drawHole(th, p.width, i == p.cursor, focused))
			continue
		}
		lines = append(lines, p.drawRow(th, r, cites, i == p.cursor, focused)...)
	}
	return blank(lines, p.width, p.height)
}

// citeWidth is the room for the paragraphs on lines of their own: none where no
// row in sight cites one.
func (p *eventList) citeWidth() int {
	for i := p.top; i < min(p.top+p.height, p.n); i++ {
		if r, ok := p.window.at(i); ok && r.cite != "" {
			return 6
		}
	}
	return 0
}

// drawHole draws a row that is under way.
func drawHole(th *theme, width int, here, focused bool) string {
	l := th.line(width)
	cursorMark(l, th, here, focused)
	l.gap(1)
	l.put(th.faint, th.cut())
	return l.end()
}

// drawHeading writes the year or what else a row stands under; in a year of
// many events the month too, and how many events begin in each.
func (p *eventList) drawHeading(th *theme, i int) string {
	l := th.line(p.width)
	l.gap(1)
	key, _ := p.heading(i)
	if key.month == 0 {
		l.put(th.heading, key.text)
		return l.end()
	}
	month, year, _ := p.calendar.month(i)
	l.put(th.heading, strconv.Itoa(key.year)+" · "+months(key.month))
	total := grouped(month.n) + " of " + grouped(year.n) + " that year"
	if l.gap(3); cells.Width(total) < l.left() {
		l.put(th.dim, total)
	}
	return l.end()
}

func (p *eventList) drawRow(th *theme, r eventRow, cites int, here, focused bool) []string {
	l := th.line(p.width)
	cursorMark(l, th, here, focused)
	p.drawDate(l, th, r)
	if p.width >= oneLine {
		p.drawWide(l, th, r, cites, here)
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
	glyph := p.marks.glyph(store.EventRecord, r.id)
	own := cells.Width(mark)
	if th.ascii && own == 1 && glyph == "" && mark[0] > 0x7f {
		mark, own = " "+mark, 2 // in ASCII the mark is a letter like those of the month
	}
	// Signs that find no room of their own take that before the date.
	over := max(0, own+cells.Width(glyph)-marks)
	text = cells.Truncate(text, width, l.cut)
	l.putRight(th.date, text, max(cells.Width(text), width-over))
	l.putPadded(th.dim, mark, max(own, marks-cells.Width(glyph)))
	if glyph != "" {
		putMark(l, th, glyph)
	}
	l.gap(1)
}

// pushed is how many cells the signs of a row push its title on: those for which
// there is no room before its date either.
func (p *eventList) pushed(r eventRow) int {
	width, marks := p.dateWidth()
	text := r.date
	if p.width < oneLine {
		text = r.tight
	}
	signs := cells.Width(r.marks) + cells.Width(p.marks.glyph(store.EventRecord, r.id))
	return max(0, min(width, cells.Width(text))+signs-width-marks)
}

// drawWide writes title, province, killed and paragraph on one line, the
// right-to-left text last.
func (p *eventList) drawWide(l *line, th *theme, r eventRow, cites int, here bool) {
	if r.turned {
		drawTurned(l, th, r, here)
		return
	}
	toll, province := r.toll(th), cells.Shorten(r.province, 20, l.cut)
	meta := cites + 1
	if toll != "" {
		meta += max(12, cells.Width(toll)+1)
	}
	if province != "" {
		meta += cells.Width(province) + 1
	}
	l.putTitle(rowStyle(th, here), th.hit, r.title, r.hits, l.left()-meta-1)
	l.to(l.width - meta)
	if province != "" {
		l.gap(1)
		l.put(th.dim, province)
	}
	l.putRight(r.tollStyle(th), toll, l.left()-cites-1)
	l.putRight(th.dim, r.cite, cites)
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

// tollStyle is that of the dead; where there are none, a quiet one.
func (r eventRow) tollStyle(th *theme) style {
	if r.killed == "0 killed" {
		return th.dim
	}
	return th.killed
}

func (r eventRow) toll(th *theme) string {
	if th.ascii && r.shared != "" {
		return r.killed + " (" + r.shared + ")"
	}
	return r.killed + r.shared
}

// titleWidth is the room for the title where a row may take two lines.
func (p *eventList) titleWidth(r eventRow) int {
	date, marks := p.dateWidth()
	return max(8, p.width-date-marks-3-p.pushed(r))
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
	return r.province != "" || r.titleCells+r.meta+1 > p.titleWidth(r) || r.turned
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
	second := th.line(p.width)
	room := second.left() - indent - cells.Width(r.metaText(th)) - 2
	text, hits := r.inTwoLines(p.titleWidth(r), room, l.cut)
	title := cells.Wrap(text, p.titleWidth(r))
	l.putLit(rowStyle(th, here), th.hit, title[0].Text, shift(hits, title[0].Start), l.left())
	rest := ""
	if len(title) > 1 {
		rest = string([]rune(text)[title[1].Start:])
	}
	after := r.province != "" && rest != "" && cells.Width(rest)+3+cells.Width(r.province) <= room
	if r.province != "" && rest != "" && !after && !rightToLeft(r.province) {
		p.drawBelowDate(second, th, r.province)
	}
	second.to(indent)
	switch {
	case rest != "":
		second.putLit(rowStyle(th, here), th.hit, rest, shift(hits, title[1].Start), room)
		if after && !rightToLeft(rest) {
			second.put(th.dim, " · "+r.province)
		}
	case !rightToLeft(r.province):
		second.putIn(th.dim, cells.Shorten(r.province, room, l.cut), room)
	}
	p.drawMeta(second, th, r)
	return []string{l.end(), second.end()}
}

// inTwoLines gives the title, one of two sides so that its rest fits into the room
// on the second line.
func (r eventRow) inTwoLines(width, room int, mark string) (title string, hits []store.Span) {
	title, hits = r.title, r.hits
	for both := width + room; both >= leastSides; both -= 2 {
		lines := cells.Wrap(title, width)
		if len(lines) == 1 || cells.Width(string([]rune(title)[lines[1].Start:])) <= room {
			break
		}
		title, hits = fitSides(r.title, r.hits, both, mark)
	}
	return title, hits
}

// drawBelowDate writes the province in the column of the dates.
func (p *eventList) drawBelowDate(l *line, th *theme, province string) {
	date, marks := p.dateWidth()
	province = cells.Shorten(province, date+marks, l.cut)
	l.gap(1)
	l.putRight(th.dim, province, max(date, cells.Width(province)))
}

// drawMeta writes toll and paragraph at the right end.
func (p *eventList) drawMeta(l *line, th *theme, r eventRow) {
	width := cells.Width(r.metaText(th))
	if l.left() < width+1 {
		return
	}
	l.to(l.width - width - 1)
	l.put(r.tollStyle(th), r.toll(th))
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
	var lines []string
	if height > 1 {
		lines = append(lines, empty(width))
	}
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
