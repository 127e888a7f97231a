package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A timeline is the view of the filtered events over time: a column for every
// year, month or day, those without events too, and below them the events of the
// one under the cursor. The list of events stays on the same date.
type timeline struct {
	marks  *marking
	at     span     // under the cursor
	outer  unit     // the coarsest one stepped back to
	left   int      // the first span in sight
	begun  *span    // where a range of dates begins
	whole  timeSpan // what the columns go over
	counts timeCounts
	set    [2]store.Day // the dates of the filter

	rows    spanRows
	keep    string // the event the cursor goes to when the rows have come
	queue   queue  // pressed before the rows came
	seeking int    // the way to the next day with events, while its month is not known

	shape         timeShape
	width, height int
}

// opens puts the cursor on a day, in the unit that shows the whole in no more
// columns than a few dozen.
func (t *timeline) opens(f *found, day store.Day, keep string) {
	*t = timeline{width: t.width, height: t.height}
	t.take(f)
	u := byYear
	if t.whole.last-t.whole.first < fewMonths {
		u = byMonth
	}
	t.outer = u
	t.show(u, day, keep)
}

// take shows another result; the cursor stays on its span.
func (t *timeline) take(f *found) {
	r := f.result
	t.counts, t.whole, t.set = newTimeCounts(r), f.whole.span, datesOf(r.Filter)
	if of := spanOf(r.Months); of.last >= of.first {
		if t.whole.last < t.whole.first {
			t.whole = of
		}
		t.whole = timeSpan{min(t.whole.first, of.first), max(t.whole.last, of.last)}
	}
	if row, ok := t.rows.window.at(t.rows.cursor); ok {
		t.keep = row.id
	}
	t.to(t.at.n)
}

// datesOf gives the days between which a filter lets events pass.
func datesOf(f store.Filter) [2]store.Day {
	days := [2]store.Day{store.MinDay, store.MaxDay}
	if d, err := store.ParseDate(f.Since, store.Stated, ""); err == nil && f.Since != "" {
		days[0] = d.First
	}
	if d, err := store.ParseDate(f.Until, store.Stated, ""); err == nil && f.Until != "" {
		days[1] = d.Last
	}
	return days
}

// ends gives the first and the last span of a unit.
func (t *timeline) ends(u unit) (first, last int) {
	from, to := span{byMonth, t.whole.first}, span{byMonth, t.whole.last}
	return spanOn(u, from.first()).n, spanOn(u, to.last()).n
}

// to puts the cursor on a span; changed tells that it was on another.
func (t *timeline) to(n int) (changed bool) {
	first, last := t.ends(t.at.unit)
	before := t.at
	t.at.n = max(first, min(n, last))
	return t.at != before
}

// goTo puts the cursor on the span that a day lies in, and on an event of it.
func (t *timeline) goTo(day store.Day, keep string) {
	first, last := t.ends(byDay)
	day = max(store.Day(first), min(day, store.Day(last)))
	t.at, t.keep = spanOn(t.at.unit, day), keep
	t.settle()
}

// do moves the cursor; otherwise says why it did not.
func (t *timeline) do(a action) (otherwise string) {
	t.seeking = 0
	first, last := t.ends(t.at.unit)
	by, earlier := 1, "no later "
	to := last
	switch a {
	case actLeft, actPrevious:
		by, earlier = -1, "no earlier "
		to = t.at.n - 1
	case actTop:
		by, earlier, to = -1, "no earlier ", first
	case actRight, actNext:
		to = t.at.n + 1
	}
	if a == actNext || a == actPrevious {
		s, ok := t.counts.next(t.at, by)
		if !ok {
			return earlier + t.at.unit.String() + " has events"
		}
		to = s.n
		if _, known := t.counts.count(s); !known {
			t.seeking = by
		}
	}
	t.keep = ""
	if !t.to(to) {
		return earlier + t.at.unit.String() + " in these sources"
	}
	t.settle()
	return ""
}

// sought moves on from a day that turned out to have no events.
func (t *timeline) sought() {
	n, known := t.counts.count(t.at)
	if t.seeking == 0 || !known {
		return
	}
	by := t.seeking
	if t.seeking = 0; n == 0 {
		t.do(map[int]action{1: actNext, -1: actPrevious}[by])
	}
}

// zoom divides time finer or coarser; the cursor stays where the event under it
// lies, else where its span begins.
func (t *timeline) zoom(by int) (ok bool) {
	u := t.at.unit + unit(by)
	if u < byYear || u > byDay {
		return false
	}
	day, keep := t.at.first(), ""
	if row, ok := t.row(); ok {
		day, keep = row.day, row.id
	}
	t.show(u, day, keep)
	return true
}

// show divides time by a unit, a day in the middle.
func (t *timeline) show(u unit, day store.Day, keep string) {
	t.at.unit, t.outer = u, min(t.outer, u)
	t.shape = t.newShape()
	t.goTo(day, keep)
	t.center()
}

// center puts the cursor's span into the middle, with all of the coarser one it
// is a part of where that fits.
func (t *timeline) center() {
	t.left = t.at.n - t.shape.columns/2
	if t.at.unit > byYear {
		around := spanOn(t.at.unit-1, t.at.first())
		from, to := spanOn(t.at.unit, around.first()).n, spanOn(t.at.unit, around.last()).n
		if to-from < t.shape.columns {
			t.left = (from+to+1)/2 - t.shape.columns/2
		}
	}
	t.settle()
}

// settle brings the cursor into sight.
func (t *timeline) settle() {
	first, last := t.ends(t.at.unit)
	columns := t.shape.columns
	t.left = max(t.at.n-columns+1, min(t.left, t.at.n))
	t.left = max(first, min(t.left, last-columns+1))
}

// resize divides the room anew, as it also does when the unit is another.
func (t *timeline) resize(width, height int) {
	t.width, t.height = width, height
	t.shape = t.newShape()
	t.rows.width, t.rows.height = width, t.shape.rows
	t.rows.room = max(1, t.shape.rows)
	t.rows.list.settle(oneEach)
	t.settle()
}

// covers tells whether a span is part of the range that is being chosen, else of
// the dates of the filter where it has any.
func (t *timeline) covers(s span) bool {
	if t.begun != nil {
		from, to := t.chosenRange()
		return s.last() >= from.first() && s.first() <= to.last()
	}
	return t.set != [2]store.Day{store.MinDay, store.MaxDay} && s.last() >= t.set[0] && s.first() <= t.set[1]
}

// chosenRange gives the spans that a range begins and ends with.
func (t *timeline) chosenRange() (from, to span) {
	from, to = t.at, t.at
	if t.begun.first() < from.first() {
		from = *t.begun
	}
	if t.begun.last() > to.last() {
		to = *t.begun
	}
	return from, to
}

// openTimeline opens the timeline on the date of the event under the cursor.
func (m *Model) openTimeline() {
	f := &m.find.found
	switch {
	case f.result == nil:
		return
	case f.whole.span.last < f.whole.span.first && len(f.result.Months) == 0:
		m.say("no event of these sources has a date: there is no timeline")
		return
	}
	day, keep := store.MaxDay, ""
	if row, ok := m.events.window.at(m.events.cursor); ok {
		day, keep = row.day, row.id
	} else if month, _, ok := m.events.calendar.month(m.events.cursor); ok {
		day = store.CivilDay(month.year, month.month, 1)
	}
	m.focusOn(eventsPane)
	m.open(viewTimeline)
	m.timeline.opens(f, day, keep)
	m.arrange()
	m.timeline.center() // now that its size is known
}

// meetEvents puts the timeline on the date of the event under the cursor, which
// may have moved in what was opened over it.
func (m *Model) meetEvents() {
	if row, ok := m.events.window.at(m.events.cursor); ok && m.opened(viewTimeline) && row.day != store.MaxDay {
		m.timeline.goTo(row.day, row.id)
	}
}

func (t *timeline) scene() scene { return inTimeline }
func (t *timeline) place() place { return besideDetail }

func (t *timeline) act(m *Model, a action) tea.Cmd {
	if (len(t.queue) > 0 || a.needsRow()) && !t.current() && t.queue.wait(a) {
		return nil
	}
	switch a {
	case actBack:
		m.leaveTimeline()
	case actTimeline:
		m.close(viewTimeline)
	case actLeft, actRight, actTop, actBottom, actNext, actPrevious:
		if text := t.do(a); text != "" {
			m.say(text)
		}
	case actZoomIn, actZoomOut:
		m.zoomTimeline(map[action]int{actZoomIn: 1, actZoomOut: -1}[a])
	case actMark:
		return m.markRange()
	case actOpen:
		return m.enterSpan()
	case actSource:
		if m.find.pending() {
			m.find.waiting = append(m.find.waiting, a)
			return nil
		}
		return m.openReader()
	case actClear:
		return m.dropDates()
	case actDate:
		m.openDate()
	case actDeadliest:
		m.openDeadliest()
	case actNarrative:
		return m.openNarrative()
	default:
		if cmd, ok := m.actOnFilter(a); ok {
			return cmd
		}
		m.moveRow(a)
	}
	return nil
}

// needsRow tells that what an action does depends on the event under the cursor.
func (a action) needsRow() bool {
	return a == actOpen || a == actSource || a == actZoomIn || a == actZoomOut
}

// leaveTimeline takes back the last step that led further in.
func (m *Model) leaveTimeline() {
	t := m.timeline
	switch {
	case t.begun != nil:
		t.begun = nil
		m.say("no range is begun any more")
	case t.at.unit > t.outer:
		t.zoom(-1)
	default:
		m.close(viewTimeline)
	}
}

func (m *Model) zoomTimeline(by int) {
	if !m.timeline.zoom(by) {
		m.say(map[int]string{1: "no finer than days", -1: "no coarser than years"}[by])
	}
}

// enterSpan ends a range, or goes into the span under the cursor; a day's event
// is opened.
func (m *Model) enterSpan() tea.Cmd {
	switch t := m.timeline; {
	case t.begun != nil:
		return m.markRange()
	case t.at.unit < byDay:
		t.zoom(1)
		return nil
	}
	return m.openDetail(ref{})
}

// markRange begins a range of dates with the span under the cursor, or ends one
// and makes it the filter's.
func (m *Model) markRange() tea.Cmd {
	t := m.timeline
	if t.begun == nil {
		begun := t.at
		t.begun = &begun
		return nil
	}
	from, to := t.chosenRange()
	t.begun = nil
	f := m.find.filter
	f.Since, f.Until = from.edtf(), to.edtf()
	return m.narrow(f, "these are the dates of the filter already")
}

func (m *Model) dropDates() tea.Cmd {
	f := m.find.filter
	f.Since, f.Until, f.Inside = "", "", false
	return m.narrow(f, "the filter has no dates to drop")
}

// moveRow moves among the events of the span under the cursor.
func (m *Model) moveRow(a action) {
	if m.timeline.current() {
		m.timeline.rows.list.do(a, oneEach)
		m.followRow()
	}
}

// click puts the cursor on the column or the event at a cell; a second
// click goes into it.
func (t *timeline) click(m *Model, x, y int) tea.Cmd {
	first := 1 + t.shape.bars + 2
	if t.shape.head {
		first++
	}
	switch column := (x - t.shape.axis) / t.shape.cell; {
	case y >= first && t.current():
		if t.rows.clickRow(y-first, oneEach) {
			return m.openDetail(ref{})
		}
		m.followRow()
	case x < t.shape.axis || column >= t.shape.columns || y < 1 || y >= first:
	case t.left+column == t.at.n:
		return m.enterSpan()
	default:
		t.keep, t.seeking = "", 0
		t.to(t.left + column)
	}
	return nil
}

// followRow puts the list of events on the event under the cursor.
func (m *Model) followRow() {
	if row, ok := m.timeline.row(); ok && row.place != m.events.cursor {
		m.events.show(row.place)
	}
}
