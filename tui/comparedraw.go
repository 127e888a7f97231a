package tui

import (
	"fieldbrief/tui/internal/cells"
)

// A compareShape is how a comparison divides its width: either side, and what is
// compared between them.
type compareShape struct {
	side, middle int
	count        int // cells of a count
}

const leastMiddle = 12

func (p *comparePage) shape() compareShape {
	s := compareShape{middle: leastMiddle}
	for _, r := range p.rows {
		if r.record.none() {
			s.middle = max(s.middle, cells.Width(r.label)+2)
		}
		if r.bars {
			s.count = max(s.count, len(grouped(r.counts[0])), len(grouped(r.counts[1])))
		}
	}
	s.middle = min(s.middle, max(leastMiddle, p.width*34/100))
	s.side = max(1, (p.width-1-s.middle)/2)
	return s
}

func (p *comparePage) draw(th *theme) []string {
	if p.of == nil {
		return drawMessage(th, []string{"Comparing …"}, p.width, p.height)
	}
	s := p.shape()
	lines := []string{p.drawNames(th, s)}
	for i := p.top; i < p.n && len(lines) < p.height; i++ {
		lines = append(lines, p.drawRow(th, s, i))
	}
	return blank(lines, p.width, p.height)
}

// drawNames names both sides; what Enter is for is marked.
func (p *comparePage) drawNames(th *theme, s compareShape) string {
	l := th.line(p.width)
	l.gap(1)
	mark := func(side int) (string, style) {
		if p.side == side {
			return "● ", th.focus
		}
		return "", p.sideStyle(th, max(0, side)).over(th.strong)
	}
	sign, st := mark(-1)
	l.putRight(st, sign+cells.Shorten(p.name(0), s.side-1-cells.Width(sign), l.cut), s.side-1)
	l.to(1 + s.side + s.middle + 1)
	sign, st = mark(1)
	l.putIn(st, sign+cells.Shorten(p.name(1), l.left()-cells.Width(sign), l.cut), l.left())
	return l.end()
}

func (p *comparePage) drawRow(th *theme, s compareShape, i int) string {
	r, here := p.rows[i], i == p.cursor
	l := th.line(p.width)
	if r.head {
		l.gap(1)
		p.drawHead(l, th, s, r.label)
		return l.end()
	}
	cursorMark(l, th, here, true)
	if !r.record.none() || r.text == [2]string{} && !r.bars {
		p.drawRecord(l, th, r, here)
		return l.end()
	}
	if r.bars {
		p.drawLeft(l, th, s, r)
	} else {
		l.putRight(style{}, cells.Shorten(r.text[0], s.side-1, l.cut), s.side-1)
	}
	st := th.dim
	if here {
		st = th.strong
	}
	label := r.label
	if r.short != "" {
		label = fittingText(s.middle-2, r.label, r.short)
	}
	label = cells.Shorten(label, s.middle-2, l.cut)
	l.to(1 + s.side + (s.middle-cells.Width(label))/2)
	l.put(st, label)
	l.to(1 + s.side + s.middle + 1)
	if r.bars {
		p.drawRight(l, th, s, r)
	} else {
		l.put(style{}, r.text[1])
	}
	return l.end()
}

// drawHead writes a heading into the middle of a rule.
func (p *comparePage) drawHead(l *line, th *theme, s compareShape, text string) {
	width := cells.Width(text) + 2
	start := max(l.taken, 1+s.side+(s.middle-width)/2)
	l.repeat(th.faint, "─", start-l.taken)
	l.gap(1)
	l.put(th.heading, text)
	l.gap(1)
	l.repeat(th.faint, "─", l.left()-1)
}

// drawRecord writes a line that is read, or that says that there are more.
func (p *comparePage) drawRecord(l *line, th *theme, r compareRow, here bool) {
	if r.record.none() {
		l.gap(1)
		l.put(th.dim, r.label)
		return
	}
	name := cells.Shorten(p.name(r.of), max(8, p.width/5), l.cut)
	if rightToLeft(name) {
		name = ""
	}
	l.put(p.sideStyle(th, r.of), name)
	l.gap(1)
	l.put(rowStyle(th, here), cells.Shorten(r.label, l.left(), l.cut))
}

func (p *comparePage) sideStyle(th *theme, side int) style {
	return [2]style{th.bar, th.speaker}[side]
}

// bar gives the length of a count's bar: none for nothing.
func (r *compareRow) bar(count, room int) int {
	if count == 0 || room <= 0 {
		return 0
	}
	return max(1, (count*room+r.most/2)/r.most)
}

func (p *comparePage) drawLeft(l *line, th *theme, s compareShape, r compareRow) {
	room := s.side - 2 - s.count
	bar := r.bar(r.counts[0], room)
	l.to(1 + room - bar)
	l.repeat(p.sideStyle(th, 0), "█", bar)
	l.gap(1)
	l.putRight(p.countStyle(th, r.counts[0]), grouped(r.counts[0]), s.count)
}

func (p *comparePage) drawRight(l *line, th *theme, s compareShape, r compareRow) {
	l.putPadded(p.countStyle(th, r.counts[1]), grouped(r.counts[1]), s.count)
	l.gap(1)
	l.repeat(p.sideStyle(th, 1), "█", r.bar(r.counts[1], min(l.left(), s.side-2-s.count)))
}

// countStyle makes little of nothing.
func (p *comparePage) countStyle(th *theme, n int) style {
	if n == 0 {
		return th.faint
	}
	return style{}
}
