package plain

import "fieldbrief/store"

// addMarks adds what the reader has put on the record.
func (r *record) addMarks(s *session) {
	marks, err := s.lib.Marks()
	if err != nil {
		r.add("Your marks", "they cannot be read: "+err.Error())
		return
	}
	on := marks.On(r.subject)
	if on.Bookmarked {
		r.add("Your bookmark", "set")
	}
	r.add("Your note", on.Note)
}

// marked gives the record that can be marked.
func (s *session) marked() (*record, error) {
	r, ok := s.view().(*record)
	if !ok || r.subject.ID == "" {
		return nil, tell("Open an event, a quote, an actor or a province first: bookmark and note are about one.")
	}
	return r, nil
}

func (s *session) bookmark() error {
	r, err := s.marked()
	if err != nil {
		return err
	}
	marks, err := s.lib.Marks()
	if err != nil {
		return tell("%s.", err)
	}
	had := marks.On(r.subject).Bookmarked
	said := "Bookmarked. To list what is marked type: filter marked:yes"
	if had {
		said = "No bookmark any more."
	}
	return s.mark(r, said, store.Mark{Kind: store.Bookmark, Removed: had})
}

func (s *session) note(text string) error {
	r, err := s.marked()
	if err != nil {
		return err
	}
	said := "The note is kept."
	if text == "" {
		said = "There is no note any more."
	}
	return s.mark(r, said, store.Mark{Kind: store.Note, Text: text})
}

// mark makes a change, and brings the record's lines up to date.
func (s *session) mark(r *record, said string, m store.Mark) error {
	m.Subject = r.subject
	m.Label = r.title
	if _, err := s.lib.Mark(m); err != nil {
		return tell("%s.", err)
	}
	if !s.lib.KeepsMarks() {
		said += " It is kept in memory alone: there is no library to keep it beside."
	}
	s.say("%s", said)
	return r.read(s)
}
