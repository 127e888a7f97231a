package tui

import (
	"slices"
	"strconv"

	"fieldbrief/tui/internal/cells"
)

// A timeShape is how the timeline divides its room.
type timeShape struct {
	axis    int // cells for the numbers at the side, with the line after them
	cell    int // cells of a column, with the gap after it
	columns int // in sight
	bars    int // lines of the columns
	head    bool
	rows    int // lines of events
}

// mostBars is the height from which on columns do not grow, widestColumn their
// greatest width.
const mostBars, widestColumn = 14, 8

// newShape gives the columns as much width as there is, and not less than lets
// their names stand below them; what does not fit is scrolled to.
func (t *timeline) newShape() timeShape {
	s := timeShape{axis: len(grouped(t.counts.most(t.at.unit))) + 2}
	first, last := t.ends(t.at.unit)
	room := max(1, t.width-s.axis-1)
	s.cell = max(leastColumn(t.at.unit, t.width), min(widestColumn, room/(last-first+1)))
	s.columns = max(1, min(room/s.cell, last-first+1))
	rest := t.height - 3 // what is under the cursor, the axis, the names
	s.bars = max(1, min(mostBars, rest*45/100))
	if s.rows = max(0, rest-s.bars); s.rows >= 5 {
		s.head = true
		s.rows--
	}
	return s
}

func leastColumn(u unit, width int) int {
	switch {
	case width < 60:
		return 1
	case u == byDay:
		return 3
	}
	return 2
}

// bar is the width of a column without the gap after it.
func (s timeShape) bar() int { return max(1, s.cell-1) }

// A label stands below the column i.
type label struct {
	column int
	text   string
}

// labels names the columns in sight, all of them where there is room, else the
// first of greater stretches of time.
func (t *timeline) labels() []label {
	var placed []label
	for class := 0; class < 4; class++ {
		more := placed
		for i := range t.shape.columns {
			if text, of := t.at.step(t.left + i - t.at.n).label(); of == class {
				more = append(more, label{i, text})
			}
		}
		if class > 0 && !t.shape.apart(more) {
			break
		}
		placed = more
	}
	if len(placed) == 0 {
		placed = []label{{0, t.at.step(t.left - t.at.n).name()}}
	}
	slices.SortFunc(placed, func(a, b label) int { return a.column - b.column })
	return placed
}

// apart tells whether labels leave a cell between them.
func (s timeShape) apart(labels []label) bool {
	taken := make([]bool, s.columns*s.cell+2*widestColumn)
	for _, l := range labels {
		from := l.column * s.cell
		end := from + cells.Width(l.text)
		if slices.Contains(taken[max(0, from-1):end+1], true) {
			return false
		}
		for i := range taken[from:end] {
			taken[from+i] = true
		}
	}
	return true
}

// label names a span in few cells; class 0 is named first.
func (s span) label() (text string, class int) {
	y, m, d := s.first().Time().Date()
	switch {
	case s.unit == byYear:
		return strconv.Itoa(y), roundness(y, 10, 5)
	case m == 1 && d == 1:
		return strconv.Itoa(y), 0
	case s.unit == byMonth:
		return months(int(m))[:3], 1 + roundness(int(m)-1, 6, 3)
	case d == 1:
		return months(int(m))[:3], 0
	case d == 30:
		return "30", 3 // too near to the next month
	}
	return strconv.Itoa(d), 1 + roundness(d, 10, 5)
}

// roundness gives the place of the first of some numbers that divides another,
// after the last where none does.
func roundness(n int, by ...int) int {
	for i, b := range by {
		if n%b == 0 {
			return i
		}
	}
	return len(by)
}
