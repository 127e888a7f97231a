package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A spanRow is what the timeline shows of an event.
type spanRow struct {
	eventRow
	date  store.Date
	vague bool
	place int // in the list of events
}

func newSpanRow(e store.Event, place int, f store.Filter) spanRow {
	return spanRow{newEventRow(e, f), e.Date, DayMonth.worded(e.Date.EDTF).vague(), place}
}

// spanRows is the list of the events of one span.
type spanRows struct {
	recordList[spanRow]
	listed timeQuery // what is here
	sent   timeQuery // what was asked for last
	index  *dayIndex // of the result, once it is known
}

// A timeQuery asks for events of a span, and for the counts of the days of some
// months.
type timeQuery struct {
	of        *store.Result
	span      span
	offset, n int // rows
	keep      string
	days      timeSpan // months
	index     *dayIndex
}

// timeMsg answers it.
type timeMsg struct {
	lib   Library
	asked timeQuery
	days  map[int][]int
	total int // events of the span
	at    int // of these, the one to stand on
	place int // in the list of events: the first that does not begin before the span
	rows  window[spanRow]
	index *dayIndex
	err   error
}

// row gives the event under the cursor, where it is one of the present span.
func (t *timeline) row() (spanRow, bool) {
	if !t.current() {
		return spanRow{}, false
	}
	return t.rows.window.at(t.rows.cursor)
}

func (t *timeline) chosen() ref {
	if row, ok := t.row(); ok {
		return ref{store.EventRecord, row.id}
	}
	return ref{}
}

// current tells that the rows are those of the span under the cursor.
func (t *timeline) current() bool {
	return t.rows.listed.of == t.counts.of && t.rows.listed.span == t.at
}

// waits tells that something in sight is under way.
func (t *timeline) waits() bool {
	days := t.missingDays()
	return t.rows.flying && (!t.current() || t.rows.blind() || days.first <= days.last)
}

// missingDays gives the months of which days are in sight that are not counted.
func (t *timeline) missingDays() timeSpan {
	none := timeSpan{0, -1}
	if t.at.unit != byDay {
		return none
	}
	from, to := spanOn(byMonth, span{byDay, t.left}.first()).n, spanOn(byMonth, span{byDay, t.left + t.shape.columns}.first()).n
	missing := none
	for month := from; month <= to; month++ {
		if _, known := t.counts.days[month]; known {
			continue
		}
		if all, _ := t.counts.count(span{byMonth, month}); all == 0 {
			continue
		}
		if missing == none {
			missing.first = month
		}
		missing.last = month
	}
	return missing
}

// question gives what to ask the library for, if anything is missing.
func (t *timeline) question() (q timeQuery, ok bool) {
	if t.rows.flying {
		return q, false
	}
	near, far := nearRooms*max(1, t.rows.room), max(leastRows/2, farRooms*t.rows.room)
	q = timeQuery{of: t.counts.of, span: t.at, days: t.missingDays(), index: t.rows.index}
	switch {
	case !t.current():
		q.keep, q.n = t.keep, 2*far
	case !t.rows.holds(t.rows.cursor-near, t.rows.cursor+near+1):
		q.offset = max(0, t.rows.cursor-far)
		q.n = t.rows.cursor + far + 1 - q.offset
	case q.days.first > q.days.last:
		return q, false
	}
	if q.index != nil && q.index.of != q.of {
		q.index = nil
	}
	if q == t.rows.sent {
		return q, false
	}
	t.rows.sent, t.rows.flying = q, true
	return q, true
}

// load asks for what comes into sight.
func (t *timeline) load(m *Model) tea.Cmd {
	q, missing := t.question()
	if !missing {
		return nil
	}
	return timeCmd(m.lib, q)
}

func timeCmd(lib Library, q timeQuery) tea.Cmd {
	return ask(func() tea.Msg {
		msg := timeMsg{lib: lib, asked: q, days: make(map[int][]int), index: q.index}
		if q.index == nil {
			x, err := newDayIndex(lib, q.of)
			if err != nil {
				msg.err = err
				return msg
			}
			msg.index = &x
		}
		for month := q.days.first; month <= q.days.last; month++ {
			msg.days[month] = msg.index.days(month)
		}
		if q.n > 0 {
			msg.err = msg.list(lib)
		}
		return msg
	})
}

// list brings the rows: first the strays of the span, then what begins in it, in
// the order of the list.
func (msg *timeMsg) list(lib Library) error {
	q, x := msg.asked, msg.index
	strays := x.in(q.span)
	from, to := x.position(q.span.first()), x.position(q.span.last()+1)
	msg.total, msg.place = len(strays)+to-from, from
	if q.keep != "" {
		msg.at = rowOf(lib, q, strays, from, to)
		q.offset = max(0, msg.at-q.n/2)
	}
	end := min(msg.total, q.offset+q.n)
	msg.rows.offset = q.offset
	for i := q.offset; i < min(end, len(strays)); i++ {
		msg.add(lib, newSpanRow(strays[i].event, strays[i].place, q.of.Filter))
	}
	offset := from + max(0, q.offset-len(strays))
	events, err := lib.Events(q.of, offset, max(0, end-max(q.offset, len(strays))))
	for i, e := range events {
		msg.add(lib, newSpanRow(e, offset+i, q.of.Filter))
	}
	return err
}

func (msg *timeMsg) add(lib Library, r spanRow) {
	styleOf(lib).put(&r.eventRow, r.date)
	msg.rows.rows = append(msg.rows.rows, r)
}

// rowOf gives the row of the event to keep, the first where it is not here.
func rowOf(lib Library, q timeQuery, strays []stray, from, to int) int {
	for i, s := range strays {
		if s.event.ID == q.keep {
			return i
		}
	}
	if place, in := lib.EventPosition(q.of, q.keep); in && place >= from && place < to {
		return len(strays) + place - from
	}
	return 0
}

// onTime takes what was asked for. The list of events goes to the date of a new
// span, even when that has none.
func (m *Model) onTime(msg timeMsg) tea.Cmd {
	t := m.timeline
	t.rows.flying = false
	switch {
	case msg.lib != m.lib || msg.asked.of != t.counts.of || msg.asked.of != m.find.found.result:
		return nil
	case msg.err != nil:
		m.complain(msg.err)
	}
	t.rows.index = msg.index
	for month, days := range msg.days {
		t.counts.days[month] = days
	}
	t.sought()
	switch {
	case msg.asked.n == 0 || msg.asked.span != t.at:
		return nil
	case t.current():
		t.rows.window = msg.rows
		return nil
	}
	t.rows.listed = msg.asked
	t.rows.recordList.take(msg.total, msg.total, msg.rows, msg.at)
	if msg.total > 0 {
		m.followRow()
	} else if m.events.n > 0 {
		m.events.show(msg.place)
	}
	return t.queue.replay(m, viewTimeline)
}
