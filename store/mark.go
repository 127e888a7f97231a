package store

import "time"

// A MarkKind says what a reader has put on a record or a passage.
type MarkKind string

const (
	Bookmark  MarkKind = "bookmark"
	Note      MarkKind = "note"
	Confirmed MarkKind = "confirmed" // a found record that the reader holds to be right
	Dropped   MarkKind = "dropped"   // one that the reader holds to be wrong
)

// MarkKinds lists all kinds of marks.
func MarkKinds() []MarkKind { return []MarkKind{Bookmark, Note, Confirmed, Dropped} }

// MarkedPassage is the type of a Subject that is no record but a passage of a
// document.
const MarkedPassage RecordType = "passage"

// A Subject is what a mark stands on: a record, by its public id, or a passage.
type Subject struct {
	Type    RecordType
	ID      string   // of a record, "" for a passage
	Passage Citation // of a passage: its place, and the digests by which it is found again
}

// Source gives the id of the source that the subject is of, "" for actors and
// provinces, which are of several.
func (s Subject) Source() string {
	switch s.Type {
	case MarkedPassage:
		return s.Passage.Source
	case EventRecord, QuoteRecord:
		return sourceOf(s.ID)
	}
	return ""
}

// A Mark is what a reader keeps of one kind on one subject.
type Mark struct {
	Subject
	Kind  MarkKind
	Text  string    // of a note; its lines end in "\n"
	Label string    // what the subject was called, for when its source is gone
	Time  time.Time // when it was last changed, UTC

	Removed bool // in a change: the mark is taken away
}

// MaxNote is how long a note may be, in bytes.
const MaxNote = 64 << 10

// maxLabel is how much of a label is kept, in code points.
const maxLabel = 200

// Marking is what stands on one subject.
type Marking struct {
	Bookmarked bool
	Note       string
	Confirmed  bool
	Dropped    bool
}

// Any tells whether there is a bookmark or a note.
func (m Marking) Any() bool { return m.Bookmarked || m.Note != "" }

func (m *Marking) set(mark Mark) {
	switch mark.Kind {
	case Bookmark:
		m.Bookmarked = true
	case Note:
		m.Note = mark.Text
	case Confirmed:
		m.Confirmed = true
	case Dropped:
		m.Dropped = true
	}
}
