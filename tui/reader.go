package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A reader shows a document by the line, walks its citations and searches it.
type reader struct {
	doc      document
	seq      int // of the last question for a document
	answered int // of the last answer
	from     ref // the record one came from: its citations are lit and walked first
	stop     int // the citation one stands on, -1 for none
	query    string
	hits     []hit
	hit      int // the hit one stands on, -1 for none

	origin *readerPlace // where one was when the present search began
	zoomed bool

	lines  []readerLine
	top    int
	width  int
	height int
}

// A readerLine is a stretch of a block's text, in code points.
type readerLine struct {
	block int
	first bool // of its block
	text  string
	span  store.Span
}

const (
	gutter     = 6  // cells for paragraph numbers and the cursor
	readerLong = 84 // cells of text in a line at most: longer ones are hard to read
)

// open takes a document and goes to where it cites a record, or to a paragraph.
func (r *reader) open(d document, from ref, paragraph int) {
	r.doc, r.from, r.stop, r.hit, r.hits, r.query = d, from, -1, -1, nil, ""
	r.top, r.origin = 0, nil
	r.layOut()
	for i, s := range d.stops {
		if !from.none() && s.of == from && (paragraph == 0 || d.blocks[s.block].paragraph == paragraph) {
			r.goTo(i)
			return
		}
	}
	for i, b := range d.blocks {
		if paragraph > 0 && b.paragraph == paragraph {
			r.bring(i, 0)
			return
		}
	}
}

func (r *reader) resize(width, height int) {
	changed := r.width != width
	r.width, r.height = width, height
	if changed {
		anchor := r.anchor()
		r.layOut()
		r.top = r.lineOf(anchor.block, anchor.span.Start)
	}
	r.scroll(0)
}

// anchor gives the first line of text in sight, to find it again in another
// width.
func (r *reader) anchor() readerLine {
	for _, l := range r.lines[min(r.top, len(r.lines)):] {
		if l.block >= 0 {
			return l
		}
	}
	return readerLine{}
}

func (r *reader) layOut() {
	r.lines = nil
	room := max(8, min(r.width-gutter-1, readerLong))
	for i, b := range r.doc.blocks {
		if i > 0 && b.paragraph != r.doc.blocks[i-1].paragraph || i > 0 && b.kind <= proseBlock {
			r.lines = append(r.lines, readerLine{block: -1})
		}
		for j, w := range cells.Wrap(b.text, room-b.indent()) {
			r.lines = append(r.lines, readerLine{i, j == 0, w.Text, store.Span{Start: w.Start, End: w.End}})
		}
	}
}

func (b block) indent() int {
	switch b.kind {
	case quoteBlock, recordBlock, namesBlock, remarkBlock, fieldBlock, ownBlock:
		return 2
	}
	return 0
}

func (r *reader) scroll(by int) {
	r.top = max(0, min(r.top+by, len(r.lines)-r.height))
}

// lineOf gives the line that shows a place of a block.
func (r *reader) lineOf(block, at int) int {
	last := 0
	for i, l := range r.lines {
		if l.block == block && (l.span.Start <= at || l.first) {
			last = i
		}
	}
	return last
}

// bring scrolls until a place is seen with some lines around it.
func (r *reader) bring(block, at int) {
	line := r.lineOf(block, at)
	margin := min(3, max(0, r.height/4))
	if line < r.top+margin || line >= r.top+r.height-margin {
		r.top = line - max(margin, r.height/3)
	}
	r.scroll(0)
}

// goTo stands on a citation. In a digest the paragraph is read with it: it
// comes into view from its start where that fits.
func (r *reader) goTo(stop int) {
	r.stop = stop
	block := r.doc.stops[stop].block
	r.bring(block, r.startOf(stop))
	if !r.doc.digest {
		return
	}
	first := block
	for first > 0 && r.doc.blocks[first].kind > proseBlock && r.doc.blocks[first-1].paragraph == r.doc.blocks[block].paragraph {
		first--
	}
	start := r.lineOf(first, 0)
	if last := r.lineOf(block, r.startOf(stop)); start < r.top && last-start < r.height-1 {
		r.top = start
	}
}

// startOf gives where in its block a citation starts.
func (r *reader) startOf(stop int) int {
	for _, s := range r.doc.blocks[r.doc.stops[stop].block].spans {
		if s.stop == stop {
			return s.Start
		}
	}
	return 0
}

// own gives the citations of the record one came from, in text order.
func (r *reader) own() []int {
	var own []int
	for i, s := range r.doc.stops {
		if !r.from.none() && s.of == r.from {
			own = append(own, i)
		}
	}
	return own
}

// anyRecord gives the citations of all events and quotes, and those of the
// record one came from; everybody is named everywhere, so other names are left
// out.
func (r *reader) anyRecord() []int {
	var walk []int
	for i, s := range r.doc.stops {
		if !s.name || s.of == r.from {
			walk = append(walk, i)
		}
	}
	return walk
}

// next goes to the next hit while a search stands; else among the citations of
// the record one came from, or of any record where that has no other; by is 1
// or -1.
func (r *reader) next(by int) (ok bool) {
	if r.query != "" {
		return r.nextHit(by)
	}
	if own := r.own(); len(own) > 1 {
		return r.walk(own, by)
	}
	return r.walk(r.anyRecord(), by)
}

// walk goes to the citation before or after the one stood on. What was scrolled
// away from is not where it goes on from.
func (r *reader) walk(walk []int, by int) (ok bool) {
	if len(walk) == 0 {
		return false
	}
	at := slices.Index(walk, r.stop)
	if at < 0 || !r.standing() {
		at = r.before(walk, by)
	}
	r.goTo(walk[((at+by)%len(walk)+len(walk))%len(walk)])
	return true
}

// standing tells whether the citation one stands on is in sight.
func (r *reader) standing() bool {
	return r.stop >= 0 && r.seen(r.doc.stops[r.stop].block, r.startOf(r.stop))
}

// before gives the place in walk from which one step leads to the first
// citation in sight, or above it when going back.
func (r *reader) before(walk []int, by int) int {
	for i, s := range walk {
		if r.lineOf(r.doc.stops[s].block, r.startOf(s)) >= r.top {
			if by > 0 {
				return i - 1
			}
			return i
		}
	}
	if by > 0 {
		return len(walk) - 1
	}
	return len(walk)
}

func (r *reader) seen(block, at int) bool {
	line := r.lineOf(block, at)
	return line >= r.top && line < r.top+r.height
}

// paragraph gives the number of the paragraph one reads.
func (r *reader) paragraph() int {
	if r.hit >= 0 {
		return r.doc.blocks[r.hits[r.hit].block].paragraph
	}
	if r.query == "" && r.standing() {
		return r.doc.blocks[r.doc.stops[r.stop].block].paragraph
	}
	for i := r.top; i < min(len(r.lines), r.top+r.height); i++ {
		if b := r.lines[i].block; b >= 0 && r.doc.blocks[b].paragraph > 0 {
			return r.doc.blocks[b].paragraph
		}
	}
	return 0
}

// step goes to the start of the paragraph before or after.
func (r *reader) step(by int) {
	if by > 0 {
		for i := r.top + 1; i < len(r.lines); i++ {
			if r.startsParagraph(i) {
				r.top = i
				r.scroll(0)
				return
			}
		}
		r.scroll(len(r.lines))
		return
	}
	for i := r.top - 1; i >= 0; i-- {
		if r.startsParagraph(i) {
			r.top = i
			return
		}
	}
	r.top = 0
}

func (r *reader) startsParagraph(line int) bool {
	l := r.lines[line]
	return l.block >= 0 && l.first && r.doc.blocks[l.block].kind == proseBlock
}

// do scrolls and walks; ok tells whether there was anything to walk to.
func (r *reader) do(a action) (ok bool) {
	switch a {
	case actUp:
		r.scroll(-1)
	case actDown:
		r.scroll(1)
	case actPageUp:
		r.scroll(-max(1, r.height-2))
	case actPageDown:
		r.scroll(max(1, r.height-2))
	case actHalfUp:
		r.scroll(-max(1, r.height/2))
	case actHalfDown:
		r.scroll(max(1, r.height/2))
	case actTop:
		r.scroll(-len(r.lines))
	case actBottom:
		r.scroll(len(r.lines))
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

// at names the record of the citation one stands on.
func (r *reader) at() ref {
	if r.stop < 0 || r.stop >= len(r.doc.stops) {
		return ref{}
	}
	return r.doc.stops[r.stop].of
}

// title names what is read.
func (r *reader) title() string {
	switch {
	case r.doc.row:
		return "Row of a data set"
	case r.doc.digest:
		return "Digest"
	}
	return "Source text"
}

// where tells the paragraph and, while a search stands, its hits.
func (r *reader) where() string {
	text := ""
	if p := r.paragraph(); p > 0 {
		text = fmt.Sprintf("¶%d of %d", p, r.doc.last)
	}
	if r.query == "" {
		return text
	}
	found := fmt.Sprintf("“%s” not found", printable(r.query))
	if len(r.hits) > 0 {
		found = fmt.Sprintf("“%s” %d of %d", printable(r.query), r.hit+1, len(r.hits))
	}
	if text != "" {
		return found + " · " + text
	}
	return found
}

// whose tells which citation one stands on: of the record one came from, if that
// has several, its number; else whose it is, in at most room cells.
func (r *reader) whose(room int) string {
	if r.query != "" || !r.standing() {
		return ""
	}
	own := r.own()
	switch i := slices.Index(own, r.stop); {
	case i >= 0 && len(own) > 1:
		return fmt.Sprintf("citation %d of %d", i+1, len(own))
	case i >= 0:
		return ""
	}
	return "citation of: " + cells.Truncate(strings.TrimSpace(r.doc.stops[r.stop].label), room, cutMark)
}

// heads gives what the title can say at its right end, the longest first:
// whose citation one stands on, where one reads, and what to type to read the
// source's own text.
func (r *reader) heads() []string {
	const attach = "fieldbrief import ARTICLE"
	where, paragraph := r.where(), ""
	if p := r.paragraph(); p > 0 {
		paragraph = "¶" + strconv.Itoa(p)
	}
	var heads []string
	whose := r.whose(40)
	digest := !r.doc.attached && len(r.doc.source.Digest) > 0
	if digest {
		heads = append(heads, joined(whose, where, "to read the article: "+attach))
	}
	if digest && r.query == "" {
		heads = append(heads, joined(whose, paragraph, "article: "+attach), joined(whose, paragraph, attach))
	}
	if whose != "" {
		heads = append(heads, joined(whose, where), joined(whose, paragraph), joined(r.whose(20), paragraph), joined(r.whose(12), paragraph))
	}
	return append(heads, where)
}

// joined puts a dot between the parts that are not empty.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}
