package tui

// An overview is a bar at the right of a text longer than its place: where in it
// one is,
// and where the hits and the citations of the record one came from are.
type overview struct {
	before []int // bytes of the text before each block, then of all
	ticks  []pointer
	drawn
}

// drawn is what changes of an overview from frame to frame.
type drawn struct {
	longer   bool // the text is longer than its place
	now      int  // the line of the hit or citation one stands on, -1 for none
	from, to int  // the lines of what is in sight
}

// A pointer is what a line of the bar points at.
type pointer uint8

const (
	pointNone pointer = iota
	pointCite
	pointHit
)

// barLeast is the width from which on there is a bar, barCells what it takes
// with the gaps before it and between it and the frame.
const barLeast, barCells = 56, 4

func (r *reader) barWidth() int {
	if r.width >= barLeast {
		return barCells
	}
	return 0
}

// markBar brings the overview up to date; ticks are found once for each search
// and size.
func (r *reader) markBar() {
	b := &r.bar
	b.drawn = drawn{longer: r.barWidth() > 0 && r.flow.count(spot{}, r.rows()+1) > r.rows()}
	if !b.longer {
		return
	}
	if len(b.ticks) != r.rows() {
		r.findTicks()
	}
	b.now = r.nowRow()
	b.from, b.to = r.thumb()
}

// findTicks finds where hits and citations are.
func (r *reader) findTicks() {
	b := &r.bar
	if b.before == nil {
		b.before = make([]int, len(r.doc.blocks)+1)
		for i := range r.doc.blocks {
			b.before[i+1] = b.before[i] + r.doc.blocks[i].size() + 1
		}
	}
	b.ticks = make([]pointer, r.rows())
	for _, s := range r.own() {
		b.ticks[r.barRow(r.doc.stops[s].block, r.startOf(s))] = pointCite
	}
	for _, h := range r.hits {
		b.ticks[r.barRow(h.block, h.span.Start)] = pointHit
	}
}

// barRow gives the line of the bar that stands for a place of a block.
func (r *reader) barRow(block, at int) int {
	b := &r.bar
	all, rows := b.before[len(b.before)-1], len(b.ticks)
	return min((b.before[block]+min(at, r.doc.blocks[block].size()))*rows/max(1, all), rows-1)
}

// putBar writes the end of a line: its tick and a part of the bar.
func (r *reader) putBar(l *line, th *theme, row int) {
	b := &r.bar
	if !b.longer {
		return
	}
	l.to(r.width - barCells + 1)
	switch {
	case row == b.now:
		l.put(th.key, "●")
	case b.ticks[row] == pointHit:
		l.put(th.bar, "━")
	case b.ticks[row] == pointCite:
		l.put(th.key, "─")
	default:
		l.gap(1)
	}
	if row >= b.from && row <= b.to {
		l.put(th.dim, "█")
	} else {
		l.put(th.faint, "┊")
	}
	l.gap(1)
}

// nowRow gives the line of the bar for the hit or citation one stands on, -1
// for none.
func (r *reader) nowRow() int {
	switch {
	case r.hit >= 0:
		return r.barRow(r.hits[r.hit].block, r.hits[r.hit].span.Start)
	case r.stop >= 0 && r.query == "":
		return r.barRow(r.doc.stops[r.stop].block, r.startOf(r.stop))
	}
	return -1
}

// thumb gives the lines of the bar that stand for what is in sight.
func (r *reader) thumb() (from, to int) {
	top, low := r.flow.at(r.top), r.flow.move(r.top, r.rows()-1)
	from = r.barRow(r.top.block, top.span.Start)
	if low == r.flow.last() {
		to = len(r.bar.ticks) - 1
	} else {
		to = r.barRow(low.block, r.flow.at(low).span.End)
	}
	return from, max(from, to)
}

// readingLegend explains what stands in and beside a text.
func readingLegend(ascii bool) []helpLine {
	letter, number := "Nameⁿ", "¹ 1."
	if ascii {
		letter, number = "Name[n]", "[1] 1."
	}
	return []helpLine{
		{key: letter, text: "an actor by its letter; the last line says whose it is"},
		{key: number, text: "the record of this number that rests on the paragraph"},
		{key: "● ─", text: "at the right: where in the text the passage is that you stand on, and others of the record"},
		{key: "━", text: "at the right: words found"},
		{key: "█ ┊", text: "at the right: what of the text is in sight, and the rest"},
	}
}
