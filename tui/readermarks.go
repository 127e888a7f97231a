package tui

import (
	"slices"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A markPlace is a marked passage where it stands in its source as it is now.
type markPlace struct {
	subject store.Subject
	place   store.Citation
	on      store.Marking
	at      int // in its block, in code points
}

// markedIn finds the marked passages of a source.
func markedIn(lib records, source string) ([]markPlace, error) {
	marks, err := lib.Marks()
	if err != nil {
		return nil, err
	}
	var places []markPlace
	for _, s := range marks.Passages(source) {
		place, _ := lib.Refind(s.Passage)
		places = append(places, markPlace{subject: s, place: place, on: marks.On(s)})
	}
	return places, nil
}

// markedAt gives the marked passages of a paragraph; anchors are their places in
// the text where the paragraph is that of span.
func (d *document) markedAt(paragraph int, anchors map[store.Span]store.Span, span store.Span) []markPlace {
	var at []markPlace
	for _, p := range d.marked {
		if p.place.Paragraph != paragraph || paragraph == 0 {
			continue
		}
		if anchor, ok := anchors[p.place.Span()]; ok {
			p.at = max(0, min(anchor.Start, span.End-1)-span.Start)
		}
		at = append(at, p)
	}
	return at
}

// addNotes adds the reader's notes on a paragraph below it.
func (d *document) addNotes(paragraph int) {
	if paragraph == 0 {
		return
	}
	for _, p := range d.marked {
		if text := strings.TrimSpace(store.PrintableText(p.on.Note)); text != "" && p.place.Paragraph == paragraph {
			d.add(block{kind: ownBlock, paragraph: paragraph, text: text})
		}
	}
}

// putMarkBefore writes signs with a blank between them and the column of the text,
// unless a paragraph's number leaves no room for it.
func putMarkBefore(l *line, th *theme, glyph string, text int) {
	l.to(max(l.taken, text-1-cells.Width(glyph)))
	putMark(l, th, glyph)
}

// drawMarked writes the sign of the marked passages that begin in a line before
// its text.
func drawMarked(l *line, th *theme, b *block, rl readerLine, column int) {
	for _, p := range b.marked {
		if p.at >= rl.span.Start && p.at < rl.span.End || p.at == 0 && rl.first {
			putMarkBefore(l, th, markGlyph(p.on), column)
			return
		}
	}
}

// subject gives what a mark set here stands on: in a text the passage of the
// citation one stands on, else the paragraph one reads; of a data set the record.
func (r *reader) subject() (store.Subject, bool) {
	if r.doc.row {
		of := r.rowRef()
		return store.Subject{Type: of.kind, ID: of.id}, !of.none()
	}
	place, ok := r.passage()
	if !ok {
		return store.Subject{}, false
	}
	for _, p := range r.doc.marked {
		if p.place == place {
			return p.subject, true
		}
	}
	return store.Subject{Type: store.MarkedPassage, Passage: place}, true
}

// passage gives the passage at the cursor.
func (r *reader) passage() (store.Citation, bool) {
	if r.query == "" && r.standing() && !r.isHere() {
		if c := r.doc.stops[r.stop].cite; c.Source == r.doc.source.ID {
			return placeOf(c), true
		}
	}
	n := r.paragraph()
	for _, p := range r.doc.source.Digest {
		if p.Number == n {
			return placeOf(p.Passage), true
		}
	}
	return store.Citation{}, false
}

// placeOf is what of a citation says where a passage is.
func placeOf(c store.Citation) store.Citation {
	return store.Citation{Source: c.Source, Paragraph: c.Paragraph, Start: c.Start, End: c.End, Passage: c.Passage}
}

// rowRef names the record whose row is read.
func (r *reader) rowRef() ref {
	if of := r.at(); !of.none() || !r.doc.row {
		return of
	}
	return r.from
}

// renew takes what is read already with other notes below its paragraphs; what
// is in sight stays there.
func (r *reader) renew(d document) {
	if d.source.ID != r.doc.source.ID || d.digest != r.doc.digest || d.row != r.doc.row || r.flow.empty() {
		return
	}
	anchor := r.anchor()
	seen := *r.block(max(0, anchor.block))
	if r.here > 0 {
		here := r.doc.blocks[r.here-1].paragraph
		r.here = 1 + slices.IndexFunc(d.blocks, func(b block) bool { return b.paragraph == here && b.kind == proseBlock })
	}
	r.doc = d
	r.layOut()
	for i, b := range d.blocks {
		if b.kind == seen.kind && b.paragraph == seen.paragraph && r.block(i).text == seen.text {
			r.top = r.flow.holding(i, anchor.span.Start)
			break
		}
	}
	if r.query != "" {
		hit := r.hit
		r.search(r.query)
		r.hit = min(hit, len(r.hits)-1)
		return
	}
	r.scroll(0)
}
