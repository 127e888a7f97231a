package tui

import (
	"strconv"

	"fieldbrief/store"
)

// A reader shows a document by the line, walks its citations and searches it.
type reader struct {
	doc      document
	flow     flow
	seq      int // of the last question for a document
	answered int // of the last answer
	from     ref // the record one came from: its citations are lit and walked first
	stop     int // the citation one stands on, -1 for none
	here     int // the block, counted from 1, of the paragraph one has gone to since; 0 for none
	query    string
	hits     []hit // in text order
	hit      int   // the hit one stands on, -1 for none

	origin   *readerPlace // where one was when the present search began
	zoomed   bool
	plain    bool // actors are not marked
	ascii    bool
	numbered bool // passages in a text
	been     readings
	bar      overview

	top    spot
	width  int
	height int
}

const (
	gutter     = 6  // cells at least for paragraph numbers and the cursor
	readerLong = 84 // cells of text in a line at most: longer ones are hard to read
)

// open takes a document and goes to where it cites a record, to a paragraph, or
// to where one was when it was last read.
func (r *reader) open(d document, from ref, paragraph int) {
	r.doc, r.from, r.stop, r.hit, r.hits, r.query = d, from, -1, -1, nil, ""
	r.here = 0
	r.top, r.origin = spot{}, nil
	r.been.arrive(&r.doc)
	r.layOut()
	if r.returns() {
		return
	}
	for i, s := range d.stops {
		if !from.none() && s.of == from && (paragraph == 0 || d.blocks[s.block].paragraph == paragraph) {
			r.goTo(i)
			r.showStart()
			return
		}
	}
	if paragraph == 0 && from.none() {
		paragraph = r.been.before
	}
	r.toParagraph(paragraph)
}

// showStart puts the paragraph of the citation one stands on at the top; where
// the passage does not end in sight then, the passage.
func (r *reader) showStart() {
	block := r.doc.stops[r.stop].block
	first, _ := r.doc.around(block)
	r.top = r.flow.holding(first, 0)
	passage := r.flow.holding(block, r.startOf(r.stop))
	if end := r.flow.holding(block, r.endOf(r.stop)-1); !end.before(r.flow.move(r.top, r.rows())) {
		r.top = passage
	}
	r.scroll(0)
}

// toParagraph puts the start of a paragraph at the top.
func (r *reader) toParagraph(n int) {
	for i, b := range r.doc.blocks {
		if n > 0 && b.paragraph == n {
			r.top = r.flow.holding(i, 0)
			r.scroll(0)
			r.here = i + 1
			return
		}
	}
}

func (r *reader) resize(width, height int) {
	changed := r.width != width
	r.width, r.height = width, height
	if changed {
		r.relay()
	}
	r.scroll(0)
}

// relay breaks the document into lines anew; what was read stays in sight.
func (r *reader) relay() {
	anchor := r.anchor()
	r.layOut()
	if !r.flow.empty() {
		r.top = r.flow.holding(anchor.block, anchor.span.Start)
	}
	r.scroll(0)
}

// anchor gives the first line of text in sight, to find it again in another
// width.
func (r *reader) anchor() (first readerLine) {
	r.flow.from(r.top, r.height, func(_ spot, l readerLine) bool {
		if l.block >= 0 {
			first = l
		}
		return l.block < 0
	})
	return first
}

func (r *reader) layOut() {
	r.flow = newFlow(&r.doc, max(8, min(r.width-r.gutter()-1-r.barWidth(), readerLong)), r.signs)
	r.bar = overview{}
}

// gutter gives the cells for paragraph numbers and the cursor.
func (r *reader) gutter() int { return max(gutter, len(strconv.Itoa(r.doc.last))+3) }

func (b *block) indent() int {
	switch b.kind {
	case quoteBlock, recordBlock, namesBlock, remarkBlock, ownBlock:
		return 3
	}
	return 0
}

// hang is how much further lines after the first are indented.
func (b *block) hang() int {
	if b.kind == fieldBlock {
		return 2
	}
	return 0
}

// rows is how many lines of text there is room for.
func (r *reader) rows() int {
	if r.explains() {
		return r.height - 1
	}
	return r.height
}

func (r *reader) scroll(by int) {
	r.top = r.flow.move(r.top, by)
	if rows := r.rows(); !r.flow.empty() {
		r.top = r.flow.move(r.top, r.flow.count(r.top, rows)-rows)
	}
}

// bring scrolls until a place is seen with some lines around it.
func (r *reader) bring(block, at int) {
	r.here = 0
	line, rows := r.flow.holding(block, at), r.rows()
	margin := min(3, max(0, rows/4))
	high, low := r.flow.move(r.top, margin), r.flow.move(r.top, rows-margin)
	if line.before(high) || !line.before(low) {
		r.top = r.flow.move(line, -max(margin, rows/3))
	}
	r.scroll(0)
}

// paragraph gives the number of the paragraph one reads, 0 where that is none.
func (r *reader) paragraph() int {
	if block, ok := r.reading(); ok {
		return r.doc.blocks[block].paragraph
	}
	return 0
}

// reading gives a block of the paragraph one reads: that of the hit or citation
// one stands on, or that one has gone to since, else the first that is seen.
func (r *reader) reading() (block int, ok bool) {
	if r.isHere() {
		return r.here - 1, true
	}
	if r.hit >= 0 {
		return r.hits[r.hit].block, true
	}
	if r.query == "" && r.standing() {
		return r.doc.stops[r.stop].block, true
	}
	r.flow.from(r.top, r.rows(), func(_ spot, l readerLine) bool {
		if l.block >= 0 {
			block, ok = l.block, r.doc.blocks[l.block].paragraph > 0
		}
		return !ok
	})
	return block, ok
}

// isHere tells that the paragraph one has gone to is in sight.
func (r *reader) isHere() bool { return r.here > 0 && r.seen(r.here-1, 0) }

// step goes to the start of the paragraph before or after the one that is read;
// back to its own start where that is out of sight.
func (r *reader) step(by int) {
	if r.flow.empty() {
		return
	}
	block, ok := r.reading()
	if !ok {
		block = max(0, r.top.block)
	}
	first, next := r.doc.around(block)
	if by < 0 {
		next = first - 1
		if r.flow.holding(first, 0).before(r.top) {
			next = first
		}
	}
	for ; next >= 0 && next < len(r.doc.blocks); next += by {
		if r.doc.blocks[next].kind == proseBlock {
			r.here, r.top = next+1, r.flow.holding(next, 0)
			r.scroll(0)
			return
		}
	}
	r.toEnd(by)
}

// toEnd goes to the end of the document, or to its start.
func (r *reader) toEnd(by int) {
	r.top = spot{}
	if by > 0 {
		r.top = r.flow.last()
	}
	r.scroll(0)
}

// do scrolls and walks; ok tells whether there was anything to walk to.
func (r *reader) do(a action) (ok bool) {
	rows := r.rows()
	switch a {
	case actUp:
		r.scroll(-1)
	case actDown:
		r.scroll(1)
	case actPageUp:
		r.scroll(-max(1, rows-2))
	case actPageDown:
		r.scroll(max(1, rows-2))
	case actHalfUp:
		r.scroll(-max(1, rows/2))
	case actHalfDown:
		r.scroll(max(1, rows/2))
	case actTop:
		r.toEnd(-1)
	case actBottom:
		r.toEnd(1)
	case actLeft:
		r.step(-1)
	case actRight:
		r.step(1)
	case actNext:
		return r.next(1)
	case actPrevious:
		return r.next(-1)
	case actNextAny, actPreviousAny:
		r.endSearch()
		return r.walk(r.anyRecord(), map[action]int{actNextAny: 1, actPreviousAny: -1}[a])
	}
	return true
}

// block gives a block fit for the screen.
func (r *reader) block(i int) *block { return r.doc.block(i) }

func (rl readerLine) touches(s store.Span) bool {
	return s.Start < rl.span.End && s.End > rl.span.Start
}
