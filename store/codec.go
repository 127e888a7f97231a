package store

import (
	"slices"

	"fieldbrief/store/internal/wire"
)

// recordVersion is the first byte of every encoded record. It goes up when
// fields are added, so that older records can still be told apart.
const recordVersion = 1

func encode[T any](record T, code func(*wire.Coder, *T)) []byte {
	c := wire.NewWriter([]byte{recordVersion})
	code(c, &record)
	return c.Bytes()
}

func decode[T any](b []byte, code func(*wire.Coder, *T)) (T, error) {
	var record T
	if len(b) == 0 || b[0] != recordVersion {
		return record, wire.ErrInvalid
	}
	c := wire.NewReader(b[1:])
	code(c, &record)
	return record, c.End()
}

func codeSource(c *wire.Coder, s *Source) {
	wire.String(c, &s.ID)
	wire.String(c, &s.Kind)
	wire.String(c, &s.Title)
	wire.String(c, &s.Author)
	wire.String(c, &s.Outlet)
	codeDate(c, &s.Published)
	wire.String(c, &s.SHA256)
	wire.String(c, &s.Licence)
	wire.String(c, &s.URL)
	wire.String(c, &s.Remark)
	wire.List(c, &s.Digest, codeParagraph)
}

func codeParagraph(c *wire.Coder, p *Paragraph) {
	c.Int(&p.Number)
	wire.String(c, &p.Digest)
	wire.String(c, &p.Remark)
	codeCitation(c, &p.Passage)
}

func codeActor(c *wire.Coder, a *Actor) {
	wire.String(c, &a.ID)
	wire.String(c, &a.Name)
	wire.String(c, &a.Kind)
	wire.Strings(c, &a.Aliases)
	wire.Strings(c, &a.Sic)
	wire.String(c, &a.Affiliation)
	wire.String(c, &a.Note)
	wire.String(c, &a.Remark)
	wire.List(c, &a.Cites, codeCitation)
}

func codeProvince(c *wire.Coder, p *Province) {
	wire.String(c, &p.ID)
	wire.String(c, &p.Code)
	wire.String(c, &p.Name)
	wire.String(c, &p.Country)
	wire.Strings(c, &p.Aliases)
	wire.String(c, &p.Capital)
	c.Float(&p.Lat)
	c.Float(&p.Lon)
	wire.List(c, &p.Cites, codeCitation)
}

func codeEvent(c *wire.Coder, e *Event) {
	wire.String(c, &e.ID)
	codeDate(c, &e.Date)
	wire.String(c, &e.Title)
	wire.String(c, &e.Summary)
	wire.String(c, &e.Kind)
	wire.Optional(c, &e.Province, codeProvinceRef)
	wire.String(c, &e.Place)
	wire.Optional(c, &e.Lat, (*wire.Coder).Float)
	wire.Optional(c, &e.Lon, (*wire.Coder).Float)
	wire.List(c, &e.Actors, codeParty)
	wire.Optional(c, &e.Killed, codeToll)
	wire.Optional(c, &e.Wounded, codeToll)
	wire.List(c, &e.Cites, codeCitation)
	wire.String(c, &e.Confidence)
	wire.String(c, &e.Remark)
}

func codeQuote(c *wire.Coder, q *Quote) {
	wire.String(c, &q.ID)
	wire.String(c, &q.Text)
	wire.String(c, &q.Speaker.ID)
	wire.String(c, &q.Speaker.Name)
	wire.String(c, &q.SpeakerAs)
	codeDate(c, &q.Date)
	wire.String(c, &q.Event)
	wire.Optional(c, &q.Province, codeProvinceRef)
	wire.Strings(c, &q.Mentions)
	wire.List(c, &q.Cites, codeCitation)
	wire.String(c, &q.Confidence)
	wire.String(c, &q.Remark)
}

func codeDate(c *wire.Coder, d *Date) {
	wire.String(c, &d.EDTF)
	wire.String(c, &d.Basis)
	wire.String(c, &d.Note)
	wire.Int32(c, &d.First)
	wire.Int32(c, &d.Last)
}

func codeProvinceRef(c *wire.Coder, p *ProvinceRef) {
	wire.String(c, &p.ID)
	wire.String(c, &p.Code)
	wire.String(c, &p.Name)
}

func codeParty(c *wire.Coder, p *Party) {
	wire.String(c, &p.ID)
	wire.String(c, &p.Name)
	wire.String(c, &p.Role)
	wire.String(c, &p.As)
}

func codeToll(c *wire.Coder, t *Toll) {
	wire.Optional(c, &t.Low, (*wire.Coder).Int)
	wire.Optional(c, &t.Best, (*wire.Coder).Int)
	wire.Optional(c, &t.High, (*wire.Coder).Int)
	wire.Strings(c, &t.Shared)
}

func codeCitation(c *wire.Coder, ct *Citation) {
	wire.String(c, &ct.Source)
	codePassage(c, ct)
	wire.String(c, &ct.Record)
	wire.String(c, &ct.Outlet)
	wire.String(c, &ct.Date)
	wire.String(c, &ct.Headline)
}

func codePassage(c *wire.Coder, ct *Citation) {
	c.Int(&ct.Paragraph)
	c.Int(&ct.Start)
	c.Int(&ct.End)
	wire.String(c, &ct.Passage.SHA256)
	c.Int(&ct.Passage.Length)
	wire.String(c, &ct.Passage.Before)
	wire.String(c, &ct.Passage.After)
}

func codeText(c *wire.Coder, t *Text) {
	wire.String(c, &t.SHA256)
	wire.String(c, &t.Body)
	codeSpan(c, &t.Title)
	wire.List(c, &t.Paragraphs, codeTextParagraph)
	anchors := sortedAnchors(t.Anchors)
	wire.List(c, &anchors, codeAnchor)
	if c.Reading() && len(anchors) > 0 {
		t.Anchors = make(map[Span]Span, len(anchors))
		for _, a := range anchors {
			t.Anchors[a.cited] = a.found
		}
	}
}

func codeTextParagraph(c *wire.Coder, p *TextParagraph) {
	c.Int(&p.Number)
	codeSpan(c, &p.Span)
}

func codeSpan(c *wire.Coder, s *Span) {
	c.Int(&s.Start)
	c.Int(&s.End)
}

// anchor is an entry of Text.Anchors, kept in order so that equal texts have
// equal bytes.
type anchor struct{ cited, found Span }

func codeAnchor(c *wire.Coder, a *anchor) {
	codeSpan(c, &a.cited)
	codeSpan(c, &a.found)
}

func sortedAnchors(anchors map[Span]Span) []anchor {
	var list []anchor
	for cited, found := range anchors {
		list = append(list, anchor{cited, found})
	}
	slices.SortFunc(list, func(a, b anchor) int { return compareSpans(a.cited, b.cited) })
	return list
}
