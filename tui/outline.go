package tui

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// An outline lists the paragraphs of the text that is read, with what rests on
// each. The text goes along with its cursor.
type outline struct {
	list
	r      *reader
	of     *block      // the first of the document that is listed
	blocks []int       // where paragraphs start
	rests  map[int]sum // by paragraph
	origin readerLine  // where one read when it was opened
	stop   int
	width  int
	height int
}

// A sum counts the records that rest on a paragraph.
type sum struct{ events, quotes int }

// openOutline lists the paragraphs, the cursor on the one that is read.
func (m *Model) openOutline() {
	r := &m.reader
	o := &outline{r: r, origin: r.anchor(), stop: r.stop, width: m.w, height: m.h}
	present := r.paragraph()
	o.take()
	for i, b := range o.blocks {
		if r.doc.blocks[b].paragraph <= present {
			o.cursor = i
		}
	}
	if o.n == 0 {
		m.say("this text has no paragraphs to list")
		return
	}
	r.endSearch()
	m.openPage(viewOutline, o)
}

// take lists the paragraphs of the document, which is another once it has other
// notes in it.
func (o *outline) take() {
	d := &o.r.doc
	if len(d.blocks) == 0 || o.of == &d.blocks[0] {
		return
	}
	o.of, o.rests, o.blocks = &d.blocks[0], d.sums(), nil
	for i, b := range d.blocks {
		if b.kind == proseBlock && b.paragraph > 0 {
			o.blocks = append(o.blocks, i)
		}
	}
	o.n = len(o.blocks)
}

// sums counts the events and quotes that rest on each paragraph.
func (d *document) sums() map[int]sum {
	sums, seen := make(map[int]sum), make(map[ref]int)
	for _, s := range d.stops {
		p := d.blocks[s.block].paragraph
		if seen[s.of] == p {
			continue
		}
		seen[s.of] = p
		n := sums[p]
		switch s.of.kind {
		case store.EventRecord:
			n.events++
		case store.QuoteRecord:
			n.quotes++
		}
		sums[p] = n
	}
	return sums
}

func (o *outline) scene() scene { return inOutline }
func (o *outline) place() place { return aside }

func (o *outline) title() (left, right string) {
	return "Outline", strings.TrimSpace(grouped(o.cursor+1) + " of " + grouped(o.n) + " " + arrows(o.hidden(oneEach)))
}

func (o *outline) resize(width, height int) {
	o.take()
	o.width, o.height, o.room = width, height, max(1, height)
	o.settle(oneEach)
}

func (o *outline) act(m *Model, a action) tea.Cmd {
	switch a {
	case actBack:
		o.r.stop = min(o.stop, len(o.r.doc.stops)-1)
		o.origin.block = min(o.origin.block, len(o.r.doc.blocks)-1)
		o.r.returnTo(o.origin)
		m.close(viewOutline)
	case actOpen:
		o.show()
		m.close(viewOutline)
	default:
		o.list.do(a, oneEach)
		o.show()
	}
	return nil
}

// show brings the paragraph under the cursor to the top of the text.
func (o *outline) show() {
	o.settle(oneEach)
	o.r.stop = -1
	o.r.top = o.r.flow.holding(o.blocks[o.cursor], 0)
	o.r.scroll(0)
}

func (o *outline) click(m *Model, _, y int) tea.Cmd {
	row, ok := o.rowAt(y, oneEach)
	switch {
	case !ok:
	case row == o.cursor:
		return o.act(m, actOpen)
	default:
		o.to(row)
		o.show()
	}
	return nil
}

func (o *outline) draw(th *theme) []string {
	var lines []string
	for i := o.top; i < o.n && len(lines) < o.height; i++ {
		lines = append(lines, o.drawRow(th, i))
	}
	return blank(lines, o.width, o.height)
}

// drawRow writes a paragraph's number, its first words and what rests on it.
func (o *outline) drawRow(th *theme, i int) string {
	l := th.line(o.width)
	cursorMark(l, th, i == o.cursor, true)
	b := o.r.block(o.blocks[i])
	l.put(th.dim, "¶"+strconv.Itoa(b.paragraph))
	if len(b.marked) > 0 {
		putMarkBefore(l, th, markGlyph(b.marked[0].on), o.r.gutter())
	}
	l.to(o.r.gutter())
	rests := o.rests[b.paragraph]
	count := ""
	if rests.events+rests.quotes > 0 {
		count = grouped(rests.events)
	}
	if rests.quotes > 0 {
		count += countOfQuotes(th, rests.quotes)
	}
	words, st := firstWords(b.text), style{}
	if i == o.cursor {
		st = th.strong
	}
	l.putPadded(st, words, l.left()-cells.Width(count)-2)
	l.gap(1)
	l.put(th.speaker, count)
	return l.end()
}

// firstWords gives the beginning of a paragraph, as much as a line can hold.
func firstWords(text string) string {
	const most = 400 // bytes
	if len(text) > most {
		text = text[:most]
	}
	text, _, _ = strings.Cut(text, "\n")
	return store.Printable(text)
}
