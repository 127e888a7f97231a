package tui

import (
	"fieldbrief/tui/internal/cells"
)

const (
	reportLabels  = 9  // cells of the labels
	leastReport   = 28 // cells of a column
	widestReport  = 52
	stackedReport = 66 // below this width reports stand below each other
)

// A reportShape is how the page divides its width.
type reportShape struct {
	stacked bool
	cell    int
	shown   int // columns, the event's among them
	first   int // the second of these
}

// shape keeps the event's column in sight, and the one under the cursor.
func (p *reportsPage) shape() reportShape {
	if p.width < stackedReport {
		return reportShape{stacked: true, cell: p.width - reportLabels, shown: 2, first: max(1, p.at)}
	}
	s := reportShape{shown: max(2, min(len(p.columns), (p.width-reportLabels)/leastReport))}
	s.cell = min(widestReport, (p.width-reportLabels)/s.shown)
	s.first = max(1, p.at-(s.shown-2))
	return s
}

// A reportLine is a line of the body: its label and what stands in the columns.
type reportLine struct {
	label string
	parts []reportPart // "" where a column has nothing more to say
	rule  string       // in place of the columns
}

// layOut wraps the fields for the width, a line of every column beside those of
// the others.
func (p *reportsPage) layOut() {
	p.body = p.body[:0]
	s := p.shape()
	for field := range reportFields {
		var columns [][]reportPart
		high := 0
		for _, c := range p.inSight(s) {
			lines := p.columns[c].fields[field].wrap(s.cell - 3)
			columns = append(columns, lines)
			high = max(high, len(lines))
		}
		if high == 0 {
			continue
		}
		if s.stacked {
			p.stack(field, columns)
			continue
		}
		for y := range high {
			l := reportLine{parts: make([]reportPart, len(columns))}
			if y == 0 {
				l.label = reportLabel(field)
			}
			for i, c := range columns {
				if y < len(c) {
					l.parts[i] = c[y]
				} else if y == 0 && field < reportSummary {
					l.parts[i] = reportPart{text: "not given", tone: toneDim}
				}
			}
			p.body = append(p.body, l)
		}
	}
	p.addRule()
	p.top = max(0, min(p.top, len(p.body)-p.room()))
}

// stack puts what the event says above what the report says.
func (p *reportsPage) stack(field int, columns [][]reportPart) {
	label := reportLabel(field)
	for i, c := range columns {
		if field == reportWhy && i == 0 && len(columns) > 1 {
			continue
		}
		if len(c) == 0 && field < reportSummary {
			c = []reportPart{{text: "not given", tone: toneDim}}
		}
		for _, part := range c {
			p.body = append(p.body, reportLine{label: label, parts: []reportPart{part}})
			label = ""
		}
	}
}

func (p *reportsPage) addRule() {
	if len(p.columns) == 0 {
		return
	}
	p.body = append(p.body, reportLine{})
	for _, w := range cells.Wrap(reportRule, max(8, min(p.width-2, 96))) {
		p.body = append(p.body, reportLine{rule: w.Text})
	}
}

// inSight gives the columns that are drawn: the event's and some after it.
func (p *reportsPage) inSight(s reportShape) []int {
	if len(p.columns) == 0 {
		return nil
	}
	columns := []int{0}
	for c := s.first; c < len(p.columns) && len(columns) < s.shown; c++ {
		columns = append(columns, c)
	}
	return columns
}

func (f *reportField) wrap(width int) []reportPart {
	var lines []reportPart
	for _, part := range f.parts {
		for i, w := range cells.Wrap(part.text, max(8, width)) {
			line := reportPart{text: w.Text, tone: part.tone, sign: part.sign}
			if i > 0 {
				line.sign = unheld
			}
			lines = append(lines, line)
		}
	}
	return lines
}

func (p *reportsPage) resize(width, height int) {
	if width != p.width || height != p.height {
		p.width, p.height = width, height
		p.layOut()
	}
}

// head gives the caption, wrapped.
func (p *reportsPage) head() []string {
	var lines []string
	for _, text := range p.caption {
		for _, w := range cells.Wrap(text, max(8, p.width-2)) {
			lines = append(lines, w.Text)
		}
	}
	return lines
}

// room is the height of the body: below the caption, an empty line and the names
// of the sources.
func (p *reportsPage) room() int { return max(1, p.height-len(p.head())-p.heads()-1) }

// heads is how many lines name the sources.
func (p *reportsPage) heads() int {
	if p.shape().stacked {
		return min(2, len(p.columns))
	}
	return 1
}

func (p *reportsPage) draw(th *theme) []string {
	if p.columns == nil && p.caption == nil {
		return drawMessage(th, []string{"Looking for other reports …"}, p.width, p.height)
	}
	var lines []string
	for _, text := range p.head() {
		l := th.line(p.width)
		l.gap(1)
		l.put(th.dim, text)
		lines = append(lines, l.end())
	}
	s := p.shape()
	lines = append(append(lines, empty(p.width)), p.drawHeads(th, s)...)
	for y := p.top; y < len(p.body) && len(lines) < p.height; y++ {
		lines = append(lines, p.drawLine(th, s, p.body[y]))
	}
	return blank(lines, p.width, p.height)
}

// drawHeads names the sources, the one under the cursor marked.
func (p *reportsPage) drawHeads(th *theme, s reportShape) []string {
	var lines []string
	l := th.line(p.width)
	for i, c := range p.inSight(s) {
		if s.stacked && i > 0 {
			lines = append(lines, l.end())
			l = th.line(p.width)
		}
		start := reportLabels + i*s.cell
		if s.stacked {
			start = 0
		}
		l.to(start)
		cursorMark(l, th, c == p.at, true)
		l.gap(1)
		name := p.columns[c].source
		if c > 0 && s.stacked {
			name = string(other) + " " + name
		}
		l.putIn(th.heading, cells.Shorten(name, s.cell-3, l.cut), s.cell-3)
	}
	return append(lines, l.end())
}

func (p *reportsPage) drawLine(th *theme, s reportShape, rl reportLine) string {
	l := th.line(p.width)
	l.gap(1)
	if rl.rule != "" {
		l.put(th.dim, rl.rule)
		return l.end()
	}
	l.put(th.dim, rl.label)
	tones := tonesOf(th)
	for i, part := range rl.parts {
		l.to(reportLabels + i*s.cell)
		st := tones[part.tone]
		switch part.sign {
		case other:
			l.put(th.key, string(other))
			st = th.key
		case same:
			l.put(th.dim, string(same))
		default:
			l.gap(1)
		}
		l.gap(1)
		l.putIn(st, part.text, s.cell-3)
	}
	return l.end()
}
