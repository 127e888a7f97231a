package tui

import (
	"maps"
	"slices"
)

// readings are the paragraphs that were last read, source by source.
type readings struct {
	last   map[string]int
	before int         // in this source, before it was opened
	left   readingLeft // where one went from a text to a record
}

// A readingLeft is a text as it was left for a record.
type readingLeft struct {
	source string
	digest bool
	of     ref
	stop   int
	from   ref
	anchor readerLine
}

// arrive remembers what was last read of a document that is opened.
func (b *readings) arrive(d *document) { b.before = b.last[d.source.ID] }

// note keeps the paragraph one reads.
func (r *reader) note() {
	if r.doc.row || r.doc.source.ID == "" {
		return
	}
	if r.been.last == nil {
		r.been.last = make(map[string]int)
	}
	if p := r.paragraph(); p > 0 {
		r.been.last[r.doc.source.ID] = p
	}
}

// leave keeps how the text stands that is left for a record.
func (r *reader) leave() {
	r.note()
	r.been.left = readingLeft{r.doc.source.ID, r.doc.digest, r.at(), r.stop, r.from, r.anchor()}
}

// returns shows a text as it was left, when one comes back from the record one
// left it for.
func (r *reader) returns() bool {
	l := r.been.left
	r.been.left = readingLeft{}
	if l.of.none() || l.source != r.doc.source.ID || l.digest != r.doc.digest || l.of != r.from || l.stop >= len(r.doc.stops) || l.anchor.block >= len(r.doc.blocks) {
		return false
	}
	r.stop = l.stop
	r.returnTo(l.anchor)
	return true
}

// toBefore goes to what was last read of this source before it was opened, and
// at the second time back.
func (r *reader) toBefore() (ok bool) {
	at := r.paragraph()
	block := slices.IndexFunc(r.doc.blocks, func(b block) bool { return b.paragraph == r.been.before })
	if r.been.before == 0 || r.been.before == at || block < 0 {
		return false
	}
	r.endSearch()
	r.stop, r.been.before = -1, at
	r.top = r.flow.holding(block, 0)
	r.scroll(0)
	return true
}

// places gives the paragraph last read of each source, to be kept for another
// start.
func (m *Model) places() map[string]int {
	m.reader.note()
	return maps.Clone(m.reader.been.last)
}

// setPlaces takes up the paragraphs that were last read.
func (m *Model) setPlaces(last map[string]int) { m.reader.been.last = maps.Clone(last) }
