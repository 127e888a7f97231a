package tui

import (
	"strconv"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// title says what the columns are, how many events there are, and of how many no
// date is known.
func (t *timeline) title() (left, right string) {
	r := t.counts.of
	right = plural(r.Events-r.Undated, "event")
	if r.Undated > 0 {
		right += " · " + grouped(r.Undated) + " undated"
	}
	return "Timeline by " + t.at.unit.String(), right
}

func (t *timeline) draw(th *theme) []string {
	s := t.shape
	lines := make([]string, 0, t.height+4)
	lines = append(lines, t.drawCaption(th))
	lines = t.drawColumns(lines, th)
	lines = append(lines, t.drawAxis(th), t.drawLabels(th))
	if s.head {
		lines = append(lines, t.drawScale(th))
	}
	for i := t.rows.top; i < t.rows.n && len(lines) < t.height; i++ {
		row, ok := t.rows.window.at(i)
		here := i == t.rows.cursor
		switch {
		case !t.current():
		case !ok:
			lines = append(lines, drawHole(th, t.width, here, true))
		default:
			lines = append(lines, t.drawRow(th, row, here))
		}
	}
	return blank(lines, t.width, t.height)
}

// drawCaption tells the span under the cursor and its events, and how a range
// that is begun is ended.
func (t *timeline) drawCaption(th *theme) string {
	l := th.line(t.width)
	l.gap(1)
	l.put(th.strong, t.at.name())
	text := " · " + th.cut()
	if n, known := t.counts.count(t.at); known {
		text = " · " + plural(n, "event")
	}
	l.put(th.dim, text)
	if t.begun == nil {
		return l.end()
	}
	from, to := t.chosenRange()
	l.gap(3)
	l.put(th.key, from.name()+" – "+to.name())
	l.put(th.dim, ": "+th.keyName("↵")+" filters")
	return l.end()
}

// drawColumns draws a column for every span, numbers at the side, and above the
// columns where these are wide enough.
func (t *timeline) drawColumns(lines []string, th *theme) []string {
	s := t.shape
	counts, most := t.inSight()
	high, numbers := s.bars, s.cell > len(grouped(most)) && s.bars > 2
	if numbers {
		high-- // for the number above the highest
	}
	for y := s.bars - 1; y >= 0; y-- {
		l := th.line(t.width)
		side := ""
		if y == high-1 {
			side = grouped(most)
		} else if y == (high-1)/2 && high > 4 && most > 1 && most%2 == 0 {
			side = grouped(most / 2)
		}
		l.putRight(th.dim, side, s.axis-1)
		l.put(th.faint, "│")
		for i, n := range counts {
			t.drawCell(l, th, i, y, high, n, most, numbers)
		}
		lines = append(lines, l.end())
	}
	return lines
}

// inSight gives the counts of the columns, -1 for those that are not known, and
// the highest of them.
func (t *timeline) inSight() (counts []int, most int) {
	counts = make([]int, t.shape.columns)
	for i := range counts {
		n, known := t.counts.count(span{t.at.unit, t.left + i})
		if !known {
			n = -1
		}
		counts[i] = n
		most = max(most, n)
	}
	return counts, most
}

// drawCell draws line y of a column, counted from below: a part of the bar, or
// the number above it. A span without events is seen as such.
func (t *timeline) drawCell(l *line, th *theme, i, y, high, n, most int, numbers bool) {
	at := span{t.at.unit, t.left + i}
	end := l.taken + t.shape.cell
	eighths := 0
	if n > 0 {
		eighths = max(2, n*high*8/most)
	}
	switch part := min(8, eighths-8*y); {
	case y == 0 && n < 0:
		l.repeat(th.faint, "·", t.shape.bar())
	case y == 0 && n == 0:
		l.repeat(th.faint, "▁", t.shape.bar())
	case part > 0:
		l.repeat(t.barStyle(th, at), []string{"", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}[part], t.shape.bar())
	case numbers && n > 0 && y == (eighths+7)/8:
		l.putIn(t.numberStyle(th, at), strconv.Itoa(n), t.shape.cell)
	}
	l.to(end)
}

func (t *timeline) barStyle(th *theme, at span) style {
	if at == t.at || t.begun != nil && t.covers(at) {
		return th.key
	}
	return th.bar
}

func (t *timeline) numberStyle(th *theme, at span) style {
	if at == t.at {
		return th.focus
	}
	return th.dim
}

// drawAxis draws the line below the columns: double where the dates of the
// filter are, or those that are being chosen, a mark below the cursor.
func (t *timeline) drawAxis(th *theme) string {
	l := th.line(t.width)
	l.putRight(th.dim, "0", t.shape.axis-1)
	l.put(th.faint, "└")
	for i := range t.shape.columns {
		at := span{t.at.unit, t.left + i}
		glyph, st := "─", th.faint
		if t.covers(at) {
			glyph, st = "═", th.key
		}
		if at != t.at {
			l.repeat(st, glyph, t.shape.cell)
			continue
		}
		before := (t.shape.bar() - 1) / 2
		l.repeat(st, glyph, before)
		l.put(th.focus, "▲")
		l.repeat(st, glyph, t.shape.cell-before-1)
	}
	return l.end()
}

// drawLabels names the columns; arrows tell that there are more.
func (t *timeline) drawLabels(th *theme) string {
	l := th.line(t.width)
	first, last := t.ends(t.at.unit)
	if t.left > first {
		l.to(t.shape.axis - 1)
		l.put(th.dim, "←")
	}
	for _, la := range t.labels() {
		from := t.shape.axis + la.column*t.shape.cell
		if from+cells.Width(la.text) > l.width-2 {
			break
		}
		l.to(from)
		st := th.dim
		if t.left+la.column == t.at.n {
			st = th.focus
		}
		l.put(st, la.text)
	}
	if t.left+t.shape.columns-1 < last {
		l.to(min(l.width-2, t.shape.axis+t.shape.columns*t.shape.cell))
		l.put(th.dim, "→")
	}
	return l.end()
}

// scale gives the span that the events' own bars go over: that under the cursor,
// of a day its month.
func (t *timeline) scale() span {
	if t.at.unit == byDay {
		return spanOn(byMonth, t.at.first())
	}
	return t.at
}

// barCells is the room for the bars of events.
func (t *timeline) barCells() int { return max(12, min(36, t.width*3/10)) }

// across gives the cell of the bars at which a day begins.
func (t *timeline) across(day store.Day) int {
	of := t.scale()
	from, to := of.first(), of.last()+1
	day = max(from, min(day, to))
	return int(day-from) * t.barCells() / int(to-from)
}

// drawScale names what the bars go over: the months of a year, the days of a
// month.
func (t *timeline) drawScale(th *theme) string {
	l := th.line(t.width)
	l.gap(1)
	l.put(th.heading, "first to last day")
	start := t.width - t.barCells() - 1
	of := t.scale()
	for _, mark := range of.marks() {
		at := start + t.across(mark.day)
		if at < l.taken+min(1, at-start) {
			continue
		}
		l.to(at)
		l.putIn(th.dim, mark.text, t.width-1-at)
	}
	return l.end()
}

// A mark names a day on the scale of the bars.
type mark struct {
	day  store.Day
	text string
}

func (s span) marks() []mark {
	var marks []mark
	if s.unit == byYear {
		for month := 1; month <= 12; month++ {
			marks = append(marks, mark{store.CivilDay(s.n, month, 1), months(month)[:1]})
		}
		return marks
	}
	for _, d := range []int{1, 5, 10, 15, 20, 25} {
		marks = append(marks, mark{s.first() + store.Day(d-1), strconv.Itoa(d)})
	}
	return marks
}

// drawRow writes date and title of an event and a bar from its first to its last
// day; text from right to left stands last.
func (t *timeline) drawRow(th *theme, r spanRow, here bool) string {
	l := th.line(t.width)
	cursorMark(l, th, here, true)
	list := eventList{recordList: recordList[eventRow]{width: t.width}, marks: t.marks}
	list.drawDate(l, th, r.eventRow)
	bars := t.barCells()
	if r.turned {
		t.drawBar(l, th, r)
		l.gap(2)
		l.putTitle(rowStyle(th, here), th.hit, r.title, r.hits, l.left()-1)
		return l.end()
	}
	end := t.width - bars - 1
	room := end - l.taken - 1
	if r.province != "" && r.titleCells+cells.Width(r.province)+2 <= room {
		l.putTitle(rowStyle(th, here), th.hit, r.title, r.hits, room)
		l.gap(2)
		l.put(th.dim, r.province)
	} else {
		l.putTitle(rowStyle(th, here), th.hit, r.title, r.hits, room)
	}
	l.to(end)
	t.drawBar(l, th, r)
	return l.end()
}

// drawBar draws the days of an event: ~ where they are vague, an arrow where they
// go on beyond the scale.
func (t *timeline) drawBar(l *line, th *theme, r spanRow) {
	of, bars, start := t.scale(), t.barCells(), l.taken
	from := min(t.across(r.date.First), bars-1)
	to := bars
	if r.date.Last < of.last() {
		to = max(from+1, t.across(r.date.Last+1))
	}
	glyph := "━"
	if r.vague {
		glyph = "~"
	}
	text := strings.Repeat(glyph, to-from)
	if r.date.First < of.first() {
		text = "←" + strings.TrimPrefix(text, glyph)
	}
	if r.date.Last > of.last() {
		text = strings.TrimSuffix(text, glyph) + "→"
	}
	l.gap(from)
	l.putIn(th.date, text, bars-from)
	l.to(start + bars)
}
