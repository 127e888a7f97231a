package plain

import (
	"slices"
	"strings"

	"fieldbrief/store"
)

// sayMarks tells what stands on a record or passage.
func (s *session) sayMarks(on store.Subject) error {
	marks, err := s.lib.Marks()
	if err != nil || on.Type == "" {
		return err
	}
	m := marks.On(on)
	if m.Bookmarked {
		s.say("You have bookmarked this.")
	}
	if m.Note != "" {
		s.say("Your note: %s", full(m.Note))
	}
	return nil
}

// subject gives what is being looked at, and what it is called.
func (s *session) subject() (store.Subject, string, error) {
	on, label := store.Subject{}, ""
	switch v := s.view().(type) {
	case *record:
		on, label = v.on, v.label
	case *reading:
		if r := s.recordRead(v); r != nil && r.on.Type != "" {
			return r.on, r.label, nil
		}
		on, label = v.subject()
	}
	if on.Type == "" {
		return on, label, tell("Open an event, a quote, an actor, a province or a paragraph first.")
	}
	return on, label, nil
}

// recordRead gives the record whose own passage is being read; nil where the
// reader went to the paragraph.
func (s *session) recordRead(v *reading) *record {
	if v.chosen || len(s.trail) < 2 {
		return nil
	}
	r, _ := s.trail[len(s.trail)-2].(*record)
	return r
}

// bookmark puts a bookmark on what is being looked at, or takes it off.
func (s *session) bookmark() error {
	on, label, err := s.subject()
	if err != nil {
		return err
	}
	marks, err := s.lib.Marks()
	if err != nil {
		return err
	}
	there := marks.On(on).Bookmarked
	if err := s.mark(store.Mark{Subject: on, Kind: store.Bookmark, Label: label, Removed: there}); err != nil {
		return err
	}
	if there {
		s.say("The bookmark is taken off%s.", s.marking(on, label))
	} else {
		s.say("Bookmarked%s.%s", s.marking(on, label), s.unkept())
	}
	return nil
}

// note writes a note on what is being looked at.
func (s *session) note(text string) error {
	on, label, err := s.subject()
	if err != nil {
		return err
	}
	if len(text) > store.MaxNote {
		return tell("A note has room for %d bytes.", store.MaxNote)
	}
	if err := s.mark(store.Mark{Subject: on, Kind: store.Note, Text: text, Label: label, Removed: text == ""}); err != nil {
		return err
	}
	if text == "" {
		s.say("There is no note on this now%s.", s.marking(on, label))
	} else {
		s.say("Your note%s: %s%s", s.marking(on, label), full(text), s.unkept())
	}
	return nil
}

// marking names what a mark stands on, where a passage is read: that is the
// record or the paragraph.
func (s *session) marking(on store.Subject, label string) string {
	if _, reads := s.view().(*reading); !reads {
		return ""
	}
	if on.Type == store.MarkedPassage {
		return ", on the paragraph"
	}
	return ", on the " + string(on.Type) + " " + strings.TrimSpace(label)
}

func (s *session) unkept() string {
	if s.lib.KeepsMarks() {
		return ""
	}
	return " It is not kept after the end."
}

// mark changes a mark; a filter by marks finds what it finds anew.
func (s *session) mark(m store.Mark) error {
	if _, err := s.lib.Mark(m); err != nil {
		return tell("It could not be kept: %s.", err)
	}
	return s.search()
}

// newMarks lists what bears marks, the latest first.
func newMarks() view {
	l := &list{title: "Marks", size: func(s *session) int { return len(s.marked()) }}
	l.entries = func(s *session, from, n int) ([]string, error) {
		var entries []string
		for _, m := range s.marked()[from : from+n] {
			what := ""
			if m.Bookmarked {
				what = "bookmark"
			}
			if m.Note != "" {
				what = joinGiven(" and ", what, "note: "+full(m.Note))
			}
			gone := ""
			if !m.Present {
				gone = "It is not in the library at present."
			}
			entries = append(entries, joinGiven(" ", full(string(m.Type)+" "+strings.TrimSpace(m.Title)), full(what), gone))
		}
		return entries, nil
	}
	l.enter = func(s *session, n int) error { return s.openMarked(l, s.marked()[n], n) }
	return l
}

// marked gives what bears marks, the latest first.
func (s *session) marked() []store.Marked {
	list, err := s.lib.Marked()
	if err != nil {
		return nil
	}
	list = slices.DeleteFunc(list, func(m store.Marked) bool { return !m.Any() })
	slices.Reverse(list)
	return list
}

// openMarked opens a record that bears marks, or goes to the passage.
func (s *session) openMarked(of *list, m store.Marked, n int) error {
	if !m.Present {
		return tell("It is not in the library at present; the mark stays until its source is back.")
	}
	if m.Type == store.MarkedPassage {
		v, err := s.document(m.Passage.Source)
		if err != nil {
			return err
		}
		at := v.find(m.Passage.Paragraph)
		if len(m.Cites) > 0 && v.find(m.Cites[0].Paragraph) >= 0 {
			at = v.find(m.Cites[0].Paragraph)
		}
		if at < 0 {
			return tell("The passage is not found in the text any more.")
		}
		v.at, v.chosen = at, true
		return s.enter(v)
	}
	return s.openRecord(of, n, markedRecord)
}

// markedRecord words the record that the n-th mark stands on.
func markedRecord(s *session, r *record) error {
	list := s.marked()
	if r.n >= len(list) {
		return errGone
	}
	m := list[r.n]
	switch m.Type {
	case store.EventRecord:
		if e, ok := s.lib.Event(m.ID); ok {
			return s.event(r, e)
		}
	case store.QuoteRecord:
		if q, ok := s.lib.Quote(m.ID); ok {
			return s.quote(r, q)
		}
	case store.ActorRecord:
		return s.actor(r, m.ID)
	case store.ProvinceRecord:
		return s.province(r, m.ID)
	}
	r.add("Marked", m.Title)
	r.on, r.label, r.cites = m.Subject, m.Title, m.Cites
	return nil
}
