package tui

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// cites is the list beside an open reader of the records that rest on the
// paragraph one reads, by the numbers they have there in the text.
type cites struct {
	r      *reader
	width  int
	height int
}

// citesWidth is the width of the screen from which on the list stands beside the
// reader.
const citesWidth = 120

func (c *cites) scene() scene                { return inReader }
func (c *cites) place() place                { return aside }
func (c *cites) act(*Model, action) tea.Cmd  { return nil }
func (c *cites) resize(width, height int)    { c.width, c.height = width, height }
func (c *cites) title() (left, right string) { return c.heading(), c.count() }

func (c *cites) heading() string {
	if p := c.r.paragraph(); p > 0 {
		return "Rests on ¶" + strconv.Itoa(p)
	}
	return "Rests on this"
}

func (c *cites) count() string {
	if n := len(c.records()); n > 0 {
		return strconv.Itoa(n)
	}
	return ""
}

// records gives a citation of each event and quote that rests on the paragraph,
// in the order of their numbers.
func (c *cites) records() []int {
	d := &c.r.doc
	block, ok := c.r.reading()
	if !ok {
		return nil
	}
	var records []int
	from, to := d.around(block)
	for i := d.stopsFrom(from); i < len(d.stops) && d.stops[i].block < to; i++ {
		if d.stops[i].number == len(records)+1 {
			records = append(records, i)
		}
	}
	return records
}

func (c *cites) draw(th *theme) []string {
	var lines []string
	for _, i := range c.records() {
		lines = append(lines, c.drawRecord(th, i)...)
	}
	if lines == nil {
		lines = drawMessage(th, []string{"No event and no quote rests on this paragraph."}, c.width, c.height)
	}
	if len(lines) > c.height {
		lines = lines[:c.height-1]
		l := th.line(c.width)
		l.gap(1)
		l.put(th.dim, th.cut()+" tab goes through all")
		lines = append(lines, l.end())
	}
	return blank(lines, c.width, c.height)
}

// recordLines is how many lines a record takes at most.
const recordLines = 3

func (c *cites) drawRecord(th *theme, stop int) []string {
	var lines []string
	s := c.r.doc.stops[stop]
	here := c.r.standing() && c.r.query == "" && c.r.doc.stops[c.r.stop].of == s.of
	label := s.label
	if s.of.kind == store.QuoteRecord && !strings.HasPrefix(label, "“") {
		label = "“" + label + "”"
	}
	wrapped := cells.Wrap(label, max(8, c.width-5))
	for i, w := range wrapped[:min(recordLines, len(wrapped))] {
		l := th.line(c.width)
		cursorMark(l, th, here, false)
		if i == 0 {
			l.put(th.key, strconv.Itoa(s.number))
		}
		l.to(4)
		text, st := w.Text, style{}
		if i == recordLines-1 && len(wrapped) > recordLines {
			text = cells.Truncate(text+" "+cutMark, l.left(), th.cut())
		}
		if here {
			st = th.strong
		}
		l.put(st, text)
		lines = append(lines, l.end())
	}
	return lines
}
