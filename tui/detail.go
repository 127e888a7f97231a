package tui

import (
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A detail shows the card of a record; it scrolls where the card is longer
// than its place.
type detail struct {
	card   card
	asked  ref  // whose card was asked for last
	seq    int  // of the last question
	flying bool // a card is under way
	pinned ref  // a record that is shown although the cursor is elsewhere
	zoomed bool
	width  int
	height int
	top    int
	lines  []detailLine
}

// A detailLine is a line of a card laid out for a width.
type detailLine struct {
	label  string
	column int // width of the label
	text   string
	marks  []uint8
}

const labelWidth = 11

func (d *detail) show(c card) {
	if c.of != d.card.of {
		d.top = 0
	}
	d.card = c
	d.layOut()
}

func (d *detail) resize(width, height int) {
	changed := d.width != width
	d.width, d.height = width, height
	if changed {
		d.layOut()
	}
	d.scroll(0)
}

func (d *detail) scroll(by int) {
	d.top = max(0, min(d.top+by, len(d.lines)-d.height))
}

// do scrolls.
func (d *detail) do(a action) {
	switch a {
	case actUp:
		d.scroll(-1)
	case actDown:
		d.scroll(1)
	case actPageUp:
		d.scroll(-max(1, d.height-1))
	case actPageDown:
		d.scroll(max(1, d.height-1))
	case actHalfUp:
		d.scroll(-max(1, d.height/2))
	case actHalfDown:
		d.scroll(max(1, d.height/2))
	case actTop:
		d.scroll(-len(d.lines))
	case actBottom:
		d.scroll(len(d.lines))
	}
}

// layOut wraps the card for the width.
func (d *detail) layOut() {
	d.lines = nil
	for i, f := range d.card.fields {
		if f.label != "" && f.column == 0 && i > 0 && d.card.fields[i-1].label == "" {
			d.lines = append(d.lines, detailLine{})
		}
		d.lines = append(d.lines, layOutField(f, d.width)...)
	}
}

func layOutField(f field, width int) []detailLine {
	column := min(max(f.column, labelWidth), max(labelWidth, width/2))
	room := min(width-2, 92)
	if f.label != "" {
		room = min(width-2-column, 84)
	}
	text, marks := "", []uint8(nil)
	for _, p := range f.pieces {
		text += p.text
		for range utf8.RuneCountInString(p.text) {
			marks = append(marks, uint8(p.tone))
		}
	}
	var lines []detailLine
	for _, w := range cells.Wrap(text, max(4, room)) {
		l := detailLine{text: w.Text, marks: marks[w.Start:w.End], column: column}
		if f.label != "" {
			l.label = " "
		}
		lines = append(lines, l)
	}
	return labelled(lines, f.label, column)
}

// labelled writes a label beside lines, on more of them where it is longer than
// its column.
func labelled(lines []detailLine, label string, column int) []detailLine {
	if label == "" {
		return lines
	}
	for i, w := range cells.Wrap(label, max(1, column-1)) {
		if i == len(lines) {
			lines = append(lines, detailLine{column: column})
		}
		lines[i].label = w.Text
	}
	return lines
}

// tonesOf gives the style of every tone.
func tonesOf(th *theme) []style {
	return []style{toneText: {}, toneStrong: th.strong, toneDim: th.dim, toneActor: th.speaker, toneKilled: th.killed,
		toneDate: th.date, toneQuote: th.quote, toneAlert: th.alert}
}

func (d *detail) draw(th *theme) []string {
	tones := tonesOf(th)
	var lines []string
	for i := d.top; i < len(d.lines) && len(lines) < d.height; i++ {
		l := th.line(d.width)
		l.gap(1)
		if d.lines[i].label != "" {
			l.putPadded(th.dim, d.lines[i].label, d.lines[i].column)
		}
		put := l.putMarked
		if d.lines[i].label != "" {
			put = l.putApart
		}
		put(tones, cells.Cut(d.lines[i].text, l.left()), d.lines[i].marks)
		lines = append(lines, l.end())
	}
	return blank(lines, d.width, d.height)
}

// more tells how much of the card is out of sight.
func (d *detail) more() (above, below bool) {
	return d.top > 0, d.top+d.height < len(d.lines)
}

// loadCard asks for the card of the chosen record where it is seen.
func (m *Model) loadCard() tea.Cmd {
	if _, seen := m.layout.slot(detailSlot, 0); !seen || m.find.pending() {
		return nil
	}
	of := m.chosen()
	if of.none() {
		m.detail.asked = ref{}
		m.detail.seq++ // no card under way is wanted
		m.detail.show(card{})
		return nil
	}
	if of == m.detail.asked || m.detail.flying {
		return nil
	}
	m.detail.asked, m.detail.flying = of, true
	m.detail.seq++
	return cardCmd(m.lib, m.detail.seq, of, m.find.count(of))
}

// detailPlace gives "7 of 16" where the record is one of a list.
func (m *Model) detailPlace() string {
	of := m.detail.card.of
	l := m.events.list
	switch of.kind {
	case store.EventRecord:
	case store.QuoteRecord:
		l = m.quotes.list
	default:
		return ""
	}
	if m.opened(viewReader) || of != m.events.chosen() && of != m.quotes.chosen() {
		return ""
	}
	return grouped(l.cursor+1) + " of " + grouped(l.n)
}
