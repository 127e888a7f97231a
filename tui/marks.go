package tui

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A marking is what the reader has marked, as it is known. The lists draw it.
type marking struct {
	now    *store.Marks
	note   noting           // the note that is being written
	undo   []store.Mark     // take back what was changed, the last at the end
	flying bool             // a change is under way
	queue  []func() tea.Cmd // changes that wait for it
}

// change makes a change when those before it are made.
func (k *marking) change(make func() tea.Cmd) tea.Cmd {
	if k.flying {
		k.queue = append(k.queue, make)
		return nil
	}
	cmd := make()
	k.flying = cmd != nil
	return cmd
}

// next makes the changes that waited, up to the first that takes time.
func (k *marking) next() tea.Cmd {
	k.flying = false
	for len(k.queue) > 0 {
		first := k.queue[0]
		k.queue = k.queue[1:]
		if cmd := k.change(first); cmd != nil {
			return cmd
		}
	}
	return nil
}

// glyph gives the sign of what stands on a record, "" for nothing.
func (k *marking) glyph(of store.RecordType, id string) string {
	if k == nil {
		return ""
	}
	return markGlyph(k.now.OnRecord(of, id))
}

func markGlyph(m store.Marking) string {
	switch {
	case m.Note != "" && m.Bookmarked:
		return "★✎"
	case m.Note != "":
		return "✎"
	case m.Bookmarked:
		return "★"
	}
	return ""
}

// putMark writes the signs of what stands on a record, a blank for nothing.
func putMark(l *line, th *theme, glyph string) {
	if glyph == "" {
		l.gap(1)
		return
	}
	l.put(th.key, glyph)
}

// subjectOf gives what a mark on a record stands on; on a passage, where one is
// marked.
func (k *marking) subjectOf(of ref) (store.Subject, bool) {
	if of.kind != store.MarkedPassage {
		return store.Subject{Type: of.kind, ID: of.id}, !of.none()
	}
	return passageOf(k.now, of.id)
}

// passageOf finds a marked passage by the id of its ref.
func passageOf(marks *store.Marks, id string) (store.Subject, bool) {
	for _, m := range marks.All() {
		if m.Type == store.MarkedPassage && passageID(m.Passage) == id {
			return m.Subject, true
		}
	}
	return store.Subject{}, false
}

// refOf names a subject as the panes do.
func refOf(s store.Subject) ref {
	if s.Type == store.MarkedPassage {
		return ref{s.Type, passageID(s.Passage)}
	}
	return ref{s.Type, s.ID}
}

func passageID(c store.Citation) string {
	return fmt.Sprintf("%s ¶%d %d–%d %.8s", c.Source, c.Paragraph, c.Start, c.End, c.Passage.SHA256)
}

// onMarks carries out the keys that mark.
func (m *Model) onMarks(a action) tea.Cmd {
	if a == actMarks {
		m.openMarks()
		return nil
	}
	if m.find.pending() && m.view() != viewReader {
		m.find.waiting = append(m.find.waiting, a)
		return nil
	}
	s, ok := m.marks.subjectOf(m.chosen())
	if m.view() == viewReader {
		s, ok = m.reader.subject()
	}
	switch {
	case !ok:
		m.say("nothing is chosen here that could be marked")
		return nil
	case a == actAnnotate:
		return m.openNote(s)
	}
	return m.marks.change(func() tea.Cmd { return m.toggleBookmark(s) })
}

func (m *Model) toggleBookmark(s store.Subject) tea.Cmd {
	had := m.marks.now.On(s).Bookmarked
	said := "bookmarked; B lists all marks"
	if had {
		said = "no bookmark any more"
	}
	return m.mark(said, store.Mark{Subject: s, Kind: store.Bookmark, Removed: had}, store.Mark{Subject: s, Kind: store.Bookmark, Removed: !had})
}

// mark makes a change; back takes it back.
func (m *Model) mark(said string, change, back store.Mark) tea.Cmd {
	lib := m.lib
	return ask(func() tea.Msg {
		change.Label, _, _ = lib.About(change.Subject) // for when its source is gone
		back.Label = change.Label
		marks, err := lib.Mark(change)
		if !lib.KeepsMarks() {
			said += " (in memory alone: there is no library to keep it beside)"
		}
		return markedMsg{lib, marks, said, []store.Mark{back}, err}
	})
}

// undoMark takes the last change back.
func (m *Model) undoMark() tea.Cmd {
	last := len(m.marks.undo) - 1
	if last < 0 {
		m.say("nothing was marked since the start: nothing to undo")
		return nil
	}
	back := m.marks.undo[last]
	m.marks.undo = m.marks.undo[:last]
	lib := m.lib
	return ask(func() tea.Msg {
		marks, err := lib.Mark(back)
		return markedMsg{lib: lib, marks: marks, said: "taken back", err: err}
	})
}

// markedMsg tells that marks were changed.
type markedMsg struct {
	lib   Library
	marks *store.Marks
	said  string
	back  []store.Mark
	err   error
}

func (msg markedMsg) apply(m *Model) tea.Cmd {
	if msg.err != nil {
		m.complain(msg.err)
		return m.marks.next()
	}
	m.marks.undo = append(m.marks.undo, msg.back...)
	m.say(msg.said)
	var taken tea.Cmd
	if msg.lib == m.lib { // else the newer library is looked at within a second
		taken = m.takeMarks(msg.marks)
	}
	return tea.Batch(taken, m.marks.next())
}

// takeMarks shows marks that are others than those known: made here, or in
// another window.
func (m *Model) takeMarks(marks *store.Marks) tea.Cmd {
	if !marks.After(m.marks.now) {
		return nil
	}
	m.marks.now = marks
	m.detail.asked = ref{} // a card tells of them
	var cmds []tea.Cmd
	if m.find.filter.Marked {
		cmds = append(cmds, m.search(m.typed()))
	}
	if m.opened(viewReader) && m.reader.seq == m.reader.answered {
		m.reader.seq++
		cmds = append(cmds, documentCmd(m.lib, m.reader.seq, passage{source: m.reader.doc.source.ID, record: m.reader.rowRef(), digest: m.reader.doc.digest, again: true}))
	}
	return tea.Batch(cmds...)
}

// toggleMarked puts marks into the filter, or takes them out.
func (m *Model) toggleMarked() tea.Cmd {
	f := m.find.filter
	f.Marked = !f.Marked
	return m.narrow(f, "")
}

// marked adds what stands on the record to its card.
func (c *card) marked(marks *store.Marks, s store.Subject) {
	on := marks.On(s)
	at := slices.IndexFunc(c.fields, func(f field) bool { return f.label != "" })
	if at < 0 {
		at = len(c.fields)
	}
	var own card
	if on.Bookmarked {
		own.add("bookmark", piece{"★ yes", toneDate})
	}
	own.addText("your note", on.Note, toneStrong)
	c.fields = slices.Insert(c.fields, at, own.fields...)
}

// passage writes a passage that is marked.
func (c *card) passage(lib records, s store.Subject) bool {
	source, ok := lib.Source(s.Passage.Source)
	if !ok {
		return false
	}
	place, found := lib.Refind(s.Passage)
	c.title = fmt.Sprintf("¶%d of %s", place.Paragraph, printable(source.Title))
	c.add("", piece{c.title, toneStrong})
	c.addText("", lib.PassageText(place), toneText)
	if !found {
		c.add("", piece{"The passage that was marked is not in this edition of the source; its paragraph is shown.", toneAlert})
	}
	c.cites(lib, "passage", []store.Citation{place})
	return true
}
