package tui

// A list is a cursor in n rows, of which those from top on are seen in room
// lines. Rows may take several lines; the list asks for the height of no more
// rows than fit the room twice.
type list struct {
	n, cursor, top, room int
}

// A heightFunc gives the lines row i takes; first tells that it stands at the
// top, where it may need fewer (its heading stays above it).
type heightFunc func(i int, first bool) int

func (l *list) to(i int) { l.cursor = max(0, min(i, l.n-1)) }

func (l *list) move(by int) { l.to(l.cursor + by) }

// settle brings the cursor into view and leaves no room unused below the last
// row while rows are hidden above.
func (l *list) settle(height heightFunc) {
	l.to(l.cursor)
	l.top = max(0, min(l.top, l.cursor))
	if first := l.firstFor(l.cursor, height); l.top < first {
		l.top = first
	}
	if l.top > 0 && l.top+l.shown(height) >= l.n {
		l.top = min(l.top, l.firstFor(l.n-1, height))
	}
}

// firstFor gives the first row from which on everything down to row last fits.
func (l *list) firstFor(last int, height heightFunc) int {
	used := 0
	for i := last; i >= 0; i-- {
		if used+height(i, true) > l.room && i < last {
			return i + 1
		}
		used += height(i, false)
	}
	return 0
}

// shown gives how many rows from top on fit wholly, at least one.
func (l *list) shown(height heightFunc) int {
	used := 0
	for i := l.top; i < l.n; i++ {
		if used += height(i, i == l.top); used > l.room {
			return max(1, i-l.top)
		}
	}
	return max(1, l.n-l.top)
}

// hidden tells whether there are rows above and below those that are seen.
func (l *list) hidden(height heightFunc) (above, below bool) {
	return l.top > 0, l.top+l.shown(height) < l.n
}

// rowAt gives the row that covers a line of the room.
func (l *list) rowAt(y int, height heightFunc) (row int, ok bool) {
	for i := l.top; i < l.n && y >= 0; i++ {
		if y -= height(i, i == l.top); y < 0 {
			return i, true
		}
	}
	return 0, false
}

// do moves the cursor; ok tells whether the action is one of moving.
func (l *list) do(a action, height heightFunc) (ok bool) {
	page := l.shown(height)
	switch a {
	case actUp:
		l.move(-1)
	case actDown:
		l.move(1)
	case actPageUp:
		l.move(-page)
	case actPageDown:
		l.move(page)
	case actHalfUp:
		l.move(-(page + 1) / 2)
	case actHalfDown:
		l.move((page + 1) / 2)
	case actTop:
		l.to(0)
	case actBottom:
		l.to(l.n - 1)
	default:
		return false
	}
	return true
}

// A window holds the rows of a list from offset on.
type window[T any] struct {
	offset int
	rows   []T
}

func (w window[T]) at(i int) (row T, ok bool) {
	if i -= w.offset; i < 0 || i >= len(w.rows) {
		return row, false
	}
	return w.rows[i], true
}
