package tui

import (
	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A flow is a document broken into lines, block by block as they come into
// sight: what it costs does not grow with the document.
type flow struct {
	doc   *document
	room  int            // cells of text in a line
	lines [][]readerLine // by block, nil where none was seen yet
	signs func(block int) []inserted
}

// A readerLine is a stretch of a block's text, in code points.
type readerLine struct {
	block int // -1 for an empty line
	first bool
	text  string
	span  store.Span
	signs []inserted // that stand in text and are not of it, by code points of the line
}

// What is inserted stands in a text without being of it: the letter of an
// actor, the number of a passage.
type inserted struct {
	at   int // before this code point of the block
	text string
	mark uint8
}

// A spot is a line of a flow: of its block, and counted from the block's first,
// the empty one above it included.
type spot struct{ block, line int }

func (s spot) before(o spot) bool {
	return s.block < o.block || s.block == o.block && s.line < o.line
}

func newFlow(doc *document, room int, signs func(block int) []inserted) flow {
	return flow{doc, room, make([][]readerLine, len(doc.blocks)), signs}
}

// of gives the lines of a block.
func (f *flow) of(block int) []readerLine {
	if f.lines[block] != nil {
		return f.lines[block]
	}
	b := f.doc.block(block)
	var lines []readerLine
	if f.apart(block) {
		lines = append(lines, readerLine{block: -1})
	}
	signs := f.signs(block)
	for j, w := range cells.Wrap(withSigns(b.text, signs), max(1, f.room-b.indent()-b.hang())) {
		l := readerLine{block: block, first: j == 0, text: w.Text}
		l.span, l.signs = withoutSigns(store.Span{Start: w.Start, End: w.End}, signs)
		lines = append(lines, l)
	}
	f.lines[block] = lines
	return lines
}

// apart tells whether an empty line stands above a block.
func (f *flow) apart(block int) bool {
	return block > 0 && (f.doc.blocks[block].paragraph != f.doc.blocks[block-1].paragraph || f.doc.blocks[block].kind <= proseBlock)
}

func (f *flow) empty() bool { return f.doc == nil || len(f.lines) == 0 }

// at gives a line.
func (f *flow) at(s spot) readerLine { return f.of(s.block)[s.line] }

// move gives the spot so many lines below, or above; the last or first where
// there are fewer.
func (f *flow) move(s spot, by int) spot {
	if f.empty() {
		return spot{}
	}
	for by > 0 {
		left := len(f.of(s.block)) - 1 - s.line
		if by <= left || s.block+1 == len(f.lines) {
			return spot{s.block, s.line + min(by, left)}
		}
		by -= left + 1
		s = spot{s.block + 1, 0}
	}
	for by < 0 {
		if -by <= s.line || s.block == 0 {
			return spot{s.block, max(0, s.line+by)}
		}
		by += s.line + 1
		s = spot{s.block - 1, len(f.of(s.block-1)) - 1}
	}
	return s
}

// last gives the last line.
func (f *flow) last() spot {
	if f.empty() {
		return spot{}
	}
	end := len(f.lines) - 1
	return spot{end, len(f.of(end)) - 1}
}

// from calls each with the lines from a spot on, n at most, until it says no.
func (f *flow) from(s spot, n int, each func(spot, readerLine) bool) {
	if f.empty() {
		return
	}
	for ; s.block < len(f.lines); s = (spot{s.block + 1, 0}) {
		lines := f.of(s.block)
		for ; s.line < len(lines); s.line++ {
			if n--; n < 0 || !each(s, lines[s.line]) {
				return
			}
		}
	}
}

// count gives how many lines there are from a spot on, n at most.
func (f *flow) count(s spot, n int) int {
	found := 0
	f.from(s, n, func(spot, readerLine) bool { found++; return true })
	return found
}

// holding gives the line that shows a code point of a block.
func (f *flow) holding(block, at int) spot {
	s := spot{block: block}
	for i, l := range f.of(block) {
		if l.block >= 0 && (l.first || l.span.Start <= at) {
			s.line = i
		}
	}
	return s
}
