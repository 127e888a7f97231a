package store

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Marks are all marks of a library as they stood at one moment. Nil holds none.
type Marks struct {
	list     []Mark // in the order of time
	records  map[recordKey]Marking
	passages map[Subject]Marking
	events   []string // ids of those bookmarked or noted, sorted
	quotes   []string
	key      string // tells marked events and quotes from others

	of     *markFile
	serial int // of the reading of that file

	unread []int // lines that cannot be read
	newer  int   // lines that a newer program wrote
}

// A recordKey is a subject that is a record.
type recordKey struct {
	of RecordType
	id string
}

func newMarks(list []Mark) *Marks {
	m := &Marks{list: list, records: make(map[recordKey]Marking, len(list)), passages: make(map[Subject]Marking)}
	slices.SortStableFunc(m.list, func(a, b Mark) int { return a.Time.Compare(b.Time) })
	for _, mark := range m.list {
		marking := m.On(mark.Subject)
		marking.set(mark)
		if mark.Type == MarkedPassage {
			m.passages[mark.Subject] = marking
		} else {
			m.records[recordKey{mark.Type, mark.ID}] = marking
		}
	}
	for r, marking := range m.records {
		switch {
		case !marking.Any():
		case r.of == EventRecord:
			m.events = append(m.events, r.id)
		case r.of == QuoteRecord:
			m.quotes = append(m.quotes, r.id)
		}
	}
	slices.Sort(m.events)
	slices.Sort(m.quotes)
	sum := sha256.Sum256([]byte(strings.Join(m.events, "\n") + "\n\n" + strings.Join(m.quotes, "\n")))
	m.key = hex.EncodeToString(sum[:])
	return m
}

// After tells whether these marks were read after others, or of another library.
func (m *Marks) After(others *Marks) bool {
	return m != nil && (others == nil || m.of != others.of || m.serial > others.serial)
}

// All gives every mark, in the order in which they were last changed.
func (m *Marks) All() []Mark {
	if m == nil {
		return nil
	}
	return slices.Clone(m.list)
}

// On gives what stands on a subject.
func (m *Marks) On(s Subject) Marking {
	switch {
	case m == nil:
		return Marking{}
	case s.Type == MarkedPassage:
		return m.passages[s]
	}
	return m.records[recordKey{s.Type, s.ID}]
}

// OnRecord gives what stands on a record.
func (m *Marks) OnRecord(t RecordType, id string) Marking { return m.On(Subject{Type: t, ID: id}) }

// Passages gives the subjects of a source that are passages with a bookmark or a
// note, in the order of the text.
func (m *Marks) Passages(source string) []Subject {
	var of []Subject
	if m == nil {
		return of
	}
	for s, marking := range m.passages {
		if s.Passage.Source == source && marking.Any() {
			of = append(of, s)
		}
	}
	slices.SortFunc(of, func(a, b Subject) int { return compareCites(a.Passage, b.Passage) })
	return of
}

// Unread gives the numbers of the lines that cannot be read, from 1. They are
// kept as they are.
func (m *Marks) Unread() []int {
	if m == nil {
		return nil
	}
	return slices.Clone(m.unread)
}

// Newer gives how many lines a newer program wrote, which this one keeps and
// does not know.
func (m *Marks) Newer() int {
	if m == nil {
		return 0
	}
	return m.newer
}
