package tui

import "fieldbrief/store"

// A recordList is what the panes of events and of quotes share: a list of
// which only the rows around the cursor are here.
type recordList[T any] struct {
	list
	window  window[T]
	all     int // how many there are without a filter
	width   int
	height  int
	message []string // in place of rows
	flying  bool     // rows were asked for and have not come
	asked   stretch  // for which rows, last
}

// A stretch is a part of a result's rows.
type stretch struct {
	of        *store.Result
	offset, n int
}

// Rows are asked for when fewer than nearRooms rooms of them are here on either
// side of the cursor: before they come into sight. They are asked for as far as
// farRooms.
const nearRooms, farRooms = 2, 3

// leastRows is how many rows are asked for on either side of the cursor at
// least: more than a screen has lines, so that a short list is here as a whole.
const leastRows = 100

// seen gives how many rows on either side of the cursor can be in sight; while
// the size of the screen is not known, as many as that may have.
func (p *recordList[T]) seen() int {
	if p.room == 0 {
		return leastRows
	}
	return p.room + 1
}

func (p *recordList[T]) tally() (n, of int) { return p.n, p.all }

// doRecord moves the cursor, or tells what is wanted of its record.
func (p *recordList[T]) doRecord(a action, height heightFunc) intent {
	p.list.do(a, height)
	switch a {
	case actOpen:
		return intent{kind: openRecord}
	case actSource:
		return intent{kind: openSource}
	}
	return intent{}
}

// clickRow chooses the row at a line of the rows.
func (p *recordList[T]) clickRow(y int, height heightFunc) (again bool) {
	row, ok := p.rowAt(y, height)
	if !ok {
		return false
	}
	again = row == p.cursor
	p.list.to(row)
	return again
}

// take shows another result: n rows of all, those of a window, the cursor on
// one of them.
func (p *recordList[T]) take(n, all int, w window[T], cursor int) {
	p.n, p.all, p.window = n, all, w
	p.list.to(cursor)
}

// missing tells which rows to ask for. Nothing is asked for while an answer is
// under way, and nothing twice: a library that gives fewer rows than it counts
// is not asked for ever.
func (p *recordList[T]) missing(r *store.Result) (at stretch, missing bool) {
	near, far := nearRooms*max(1, p.room), max(leastRows, farRooms*p.room)
	if p.flying || p.holds(p.cursor-near, p.cursor+near+1) {
		return stretch{}, false
	}
	at = stretch{of: r, offset: max(0, p.cursor-far)}
	at.n = min(p.n, p.cursor+far+1) - at.offset
	if at == p.asked {
		return stretch{}, false
	}
	p.asked, p.flying = at, true
	return at, true
}

// holds tells whether rows are here, as far as there are any.
func (p *recordList[T]) holds(from, to int) bool {
	from, to = max(0, from), min(p.n, to)
	return from >= p.window.offset && to <= p.window.offset+len(p.window.rows) || from >= to
}

// blind tells that rows are under way that can be in sight.
func (p *recordList[T]) blind() bool {
	return p.flying && !p.holds(p.cursor-p.room, p.cursor+p.room+1)
}
