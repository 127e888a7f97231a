package article

import (
	"maps"
	"slices"

	"fieldbrief/store"
)

// Attach makes a document the text of a source: the place of every citation
// found, and the number of the source's paragraph that each paragraph holds.
// Numbers come from the digests of the whole paragraphs or, for a paragraph
// that has changed, from the citations found in it. A first paragraph that
// says no more than the source's title is the title.
func Attach(doc Document, src store.Source, found []Found) store.Text {
	text := store.Text{SHA256: doc.SHA256, Body: doc.Body, Title: doc.TitleSpan, Anchors: map[store.Span]store.Span{}}
	paragraphs := doc.Paragraphs
	if title := store.Normal(oneLine(src.Title)); title != "" && len(paragraphs) > 0 &&
		store.Normal(oneLine(cut(doc.Body, paragraphs[0]))) == title {
		text.Title, paragraphs = paragraphs[0], paragraphs[1:]
	}
	for _, f := range found {
		if f.State != Missing {
			text.Anchors[f.Cite.Span()] = f.Span
		}
	}
	for _, p := range paragraphs {
		text.Paragraphs = append(text.Paragraphs, store.TextParagraph{Span: p})
	}
	numberWhole(text.Paragraphs, Locate(doc, wholeParagraphs(src)))
	numberByCites(text.Paragraphs, found)
	return text
}

// wholeParagraphs gives the citations of a source's paragraphs as wholes.
func wholeParagraphs(src store.Source) []store.Citation {
	var cites []store.Citation
	for _, p := range src.Digest {
		c := p.Passage
		c.Paragraph = p.Number
		cites = append(cites, c)
	}
	return cites
}

// numberWhole numbers the paragraphs in which a whole paragraph of the source
// begins or, where one was cut in pieces, that it covers.
func numberWhole(paragraphs []store.TextParagraph, whole []Found) {
	for _, f := range whole {
		if f.State == Missing {
			continue
		}
		for i := range paragraphs {
			p := &paragraphs[i]
			begins := p.Span.Start <= f.Span.Start && f.Span.Start < p.Span.End
			covered := f.Span.Start <= p.Span.Start && p.Span.End <= f.Span.End
			if p.Number == 0 && (begins || covered) {
				p.Number = f.Cite.Paragraph
			}
		}
	}
}

// numberByCites numbers the remaining paragraphs by what most of the citations
// found in each were cited from.
func numberByCites(paragraphs []store.TextParagraph, found []Found) {
	for i := range paragraphs {
		p := &paragraphs[i]
		if p.Number != 0 {
			continue
		}
		votes := map[int]int{}
		for _, f := range found {
			if f.State != Missing && p.Span.Start <= f.Span.Start && f.Span.End <= p.Span.End {
				votes[f.Cite.Paragraph]++
			}
		}
		for _, number := range slices.Sorted(maps.Keys(votes)) {
			if p.Number == 0 || votes[number] > votes[p.Number] {
				p.Number = number
			}
		}
	}
}
