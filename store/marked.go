package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fieldbrief/store/internal/bits"
)

// markedEvents gives the events that are marked.
func (x *index) markedEvents(ctx context.Context, m *Marks) (bits.Set, error) {
	set := bits.New(x.table.size)
	if m == nil {
		return set, nil
	}
	for _, id := range m.events {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ordinal, err := x.ordinal(id)
		if err != nil {
			return nil, err
		}
		if ordinal != none {
			set.Add(ordinal)
		}
	}
	return set, nil
}

// ordinal gives the ordinal of an event, none where there is no such event. It is
// kept: marks change one by one, and all are asked for again.
func (x *index) ordinal(id string) (int, error) {
	if kept, ok := x.ordinals.Load(id); ok {
		return kept.(int), nil
	}
	ordinal, found, err := x.records.find(id)
	if err != nil {
		return none, err
	}
	if !found {
		ordinal = none
	}
	x.ordinals.Store(id, ordinal)
	return ordinal, nil
}

// markedQuotes says of every quote whether it is marked.
func (x *index) markedQuotes(m *Marks) []bool {
	marked := make([]bool, len(x.quotes))
	if m == nil {
		return marked
	}
	for _, id := range m.quotes {
		if n, ok := x.quoteNumbers[id]; ok {
			marked[n] = true
		}
	}
	return marked
}

// markedKey tells sets of marked events and quotes apart.
func (m *Marks) markedKey() string {
	if m == nil {
		return ""
	}
	return m.key
}

// A Marked is a subject that bears marks, with what the library says of it now.
type Marked struct {
	Subject
	Marking
	Title   string     // of an event; a quote's text, a name, what a passage's paragraph says; its label where Present is false
	Present bool       // the library has it
	Cites   []Citation // what it rests on; of a passage its place, as it is now
	Time    time.Time  // when one of its marks was last changed, UTC
}

// Marked gives every subject that bears marks, in the order in which they were
// last changed. Errors are those of Marks.
func (l *Library) Marked() ([]Marked, error) {
	m, err := l.Marks()
	if err != nil {
		return nil, err
	}
	var list []Marked
	places := make(map[Subject]int)
	for _, mark := range m.list {
		at, known := places[mark.Subject]
		if !known {
			at = len(list)
			places[mark.Subject] = at
			list = append(list, Marked{Subject: mark.Subject, Marking: m.On(mark.Subject)})
		}
		if list[at].Time = mark.Time; mark.Label != "" {
			list[at].Title = mark.Label
		}
	}
	for i := range list {
		m := &list[i]
		var title string
		if title, m.Cites, m.Present = l.About(m.Subject); title != "" {
			m.Title = title
		}
	}
	slices.SortFunc(list, func(a, b Marked) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Type, b.Type), compareIDs(a.ID, b.ID), compareCites(a.Passage, b.Passage))
	})
	return list, nil
}

// About tells what the library says of a subject: what it is called (of a quote
// its text, of a passage what it says), what it rests on, and whether it is there.
func (l *Library) About(s Subject) (title string, cites []Citation, present bool) {
	switch s.Type {
	case EventRecord:
		e, ok := l.Event(s.ID)
		return e.Title, e.Cites, ok
	case QuoteRecord:
		q, ok := l.Quote(s.ID)
		return q.Text, q.Cites, ok
	case ActorRecord:
		a, ok := l.Actor(s.ID)
		return a.Name, a.Cites, ok
	case ProvinceRecord:
		p, ok := l.Province(s.ID)
		return p.Name, p.Cites, ok
	case MarkedPassage:
		if _, ok := l.Source(s.Passage.Source); ok {
			place, _ := l.Refind(s.Passage)
			return l.PassageText(place), []Citation{place}, true
		}
	}
	return "", nil, false
}

// PassageText gives what a passage says: its words, where the source's text is
// attached and holds them, else the digest of its paragraph.
func (l *Library) PassageText(c Citation) string {
	if text, ok, err := l.Text(c.Source); err == nil && ok {
		if at, anchored := text.Anchors[c.Span()]; anchored {
			return string([]rune(text.Body)[at.Start:at.End])
		}
	}
	source, _ := l.Source(c.Source)
	for _, p := range source.Digest {
		if p.Number == c.Paragraph {
			return p.Digest
		}
	}
	return ""
}
