package store

// addNames notes which actors and provinces each source names.
func (x *index) addNames(briefings []Briefing) {
	for _, facet := range []int{provinceFacet, actorFacet} {
		for range briefings {
			x.named[facet] = append(x.named[facet], make([]mention, x.size(facet)))
		}
	}
	for source, b := range briefings {
		for _, a := range b.Actors {
			x.named[actorFacet][source][x.number(actorFacet, a.ID)] = mentioned(a.Cites)
		}
		for _, p := range b.Provinces {
			x.named[provinceFacet][source][x.number(provinceFacet, p.ID)] = mentioned(p.Cites)
		}
	}
}

// mention says how a source knows an actor or province.
type mention uint8

const (
	absent mention = iota
	listed         // its briefing holds the value
	cited          // its text names the value
)

func mentioned(cites []Citation) mention {
	if len(cites) > 0 {
		return cited
	}
	return listed
}

// eventFields gives the text of an event that is searched.
func eventFields(e Event) []string {
	fields := []string{e.Title, e.Summary, e.Place, e.Remark, e.Kind}
	if e.Province != nil {
		fields = append(fields, e.Province.Name)
	}
	for _, p := range e.Actors {
		fields = append(fields, p.Name, p.As)
	}
	return fields
}

func (x *index) quoteFields(q Quote) []string {
	fields := []string{q.Text, q.Speaker.Name, q.SpeakerAs, q.Remark}
	if q.Province != nil {
		fields = append(fields, q.Province.Name)
	}
	for _, id := range q.Mentions {
		if n := x.number(actorFacet, id); n != none {
			fields = append(fields, x.actors[n].Name)
		}
	}
	return fields
}

// pageFields gives a paragraph's digest and, where the text is attached, the
// paragraph itself.
func (x *index) pageFields(p page) []string {
	fields := []string{p.paragraph.Digest, p.paragraph.Remark}
	text := x.texts[p.source]
	if text == nil {
		return fields
	}
	body := []rune(text.Body)
	for _, t := range text.Paragraphs {
		if t.Number == p.paragraph.Number {
			fields = append(fields, string(body[t.Span.Start:t.Span.End]))
		}
	}
	return fields
}
