package plain

import (
	"fmt"
	"strconv"
	"strings"

	"fieldbrief/store"
)

// A reading is a document, a paragraph at a time: its own text where it is
// attached, else the digest.
type reading struct {
	source     store.Source
	own        bool // the source's own text
	chosen     bool // the reader went to the paragraph, not from a record to its passage
	paragraphs []paragraph
	at         int
}

// A paragraph is a part of a document; number 0 is for parts of an attached text
// that are no paragraphs of the source.
type paragraph struct {
	number int
	text   string
	remark string
}

// read goes to the passage that the record rests on, or to a paragraph.
func (s *session) read(rest string) error {
	number := 0
	if rest != "" {
		n, err := strconv.Atoi(digits(rest))
		if err != nil {
			return tell("Type read, or read and the number of a paragraph.")
		}
		number = n
	}
	switch v := s.view().(type) {
	case *reading:
		if number == 0 {
			return s.show()
		}
		return v.goTo(s, number)
	case *record:
		return s.readRecord(v, number)
	}
	return tell("Open a record first, or a source: read prints what it rests on.")
}

func (s *session) readRecord(r *record, number int) error {
	named := number != 0
	for _, c := range r.cites {
		if c.Paragraph == 0 {
			continue
		}
		v, err := s.document(c.Source)
		if err != nil {
			return err
		}
		if len(v.paragraphs) == 0 {
			continue
		}
		if number == 0 {
			number = c.Paragraph
		}
		if v.find(number) < 0 {
			return tell("There is no paragraph %d.", number)
		}
		v.at, v.chosen = v.find(number), named
		return s.enter(v)
	}
	return s.readRow(r)
}

// readRow prints the other columns of a data set's row.
func (s *session) readRow(r *record) error {
	if len(r.row) == 0 {
		return tell("There is nothing to read: this rests on no passage of a text.")
	}
	for _, f := range r.row {
		text := strings.TrimSpace(f.Value)
		if text == "" {
			text = "empty"
		}
		s.say("%s: %s", f.Name, text)
	}
	return nil
}

// document reads a source.
func (s *session) document(id string) (*reading, error) {
	source, ok := s.lib.Source(id)
	if !ok {
		return nil, tell("The source %s is not in the library any more.", id)
	}
	v := &reading{source: source}
	text, attached, err := s.lib.Text(id)
	if err != nil {
		return nil, err
	}
	if v.own = attached; !attached {
		for _, p := range source.Digest {
			v.paragraphs = append(v.paragraphs, paragraph{p.Number, p.Digest, p.Remark})
		}
		return v, nil
	}
	body := []rune(text.Body)
	for _, p := range text.Paragraphs {
		v.paragraphs = append(v.paragraphs, paragraph{p.Number, string(body[p.Span.Start:p.Span.End]), remarkOn(source, p.Number)})
	}
	return v, nil
}

func remarkOn(source store.Source, number int) string {
	for _, p := range source.Digest {
		if p.Number == number && number > 0 {
			return p.Remark
		}
	}
	return ""
}

// subject gives what a mark on the paragraph stands on.
func (v *reading) subject() (on store.Subject, label string) {
	for _, p := range v.source.Digest {
		if n := v.paragraphs[v.at].number; n > 0 && p.Number == n {
			return store.Subject{Type: store.MarkedPassage, Passage: p.Passage}, p.Digest
		}
	}
	return store.Subject{}, ""
}

// find gives the place of a paragraph, -1 where there is none.
func (v *reading) find(number int) int {
	for i, p := range v.paragraphs {
		if p.number == number && number > 0 {
			return i
		}
	}
	return -1
}

func (v *reading) goTo(s *session, number int) error {
	at := v.find(number)
	if at < 0 {
		return tell("There is no paragraph %d; the last one is %d.", number, v.paragraphs[len(v.paragraphs)-1].number)
	}
	v.at, v.chosen = at, true
	return s.show()
}

func (v *reading) print(s *session) error {
	p := v.paragraphs[v.at]
	form := "digest"
	if v.own {
		form = "the source's own text"
	}
	name := fmt.Sprintf("Paragraph %d", p.number)
	if p.number == 0 {
		name = "A part that is no paragraph of the source"
	}
	s.say("%s of %s, %s:", name, v.source.Title, form)
	s.say("%s", strings.TrimSpace(strings.ReplaceAll(p.text, "\n", " ")))
	if p.remark != "" {
		s.say("Remark: %s", full(p.remark))
	}
	if err := v.printRecords(s, p.number); err != nil {
		return err
	}
	on, _ := v.subject()
	return s.sayMarks(on)
}

// printRecords names what rests on a paragraph.
func (v *reading) printRecords(s *session, number int) error {
	seen := map[string]bool{}
	for _, c := range s.lib.CitedIn(v.source.ID) {
		key := string(c.Type) + c.ID
		if c.Citation.Paragraph != number || number == 0 || seen[key] {
			continue
		}
		seen[key] = true
		label := c.Label
		if c.Type == store.QuoteRecord {
			q, _ := s.lib.Quote(c.ID)
			label = "“" + label + "” " + q.Speaker.Name
		}
		s.say("Rests on it: %s %s", c.Type, full(label))
	}
	return nil
}

func (v *reading) prompt() string { return "next, previous, back or help" }

func (v *reading) move(_ *session, to step) bool {
	at := v.at
	switch to {
	case next:
		at++
	case previous:
		at--
	case first:
		at = 0
	case last:
		at = len(v.paragraphs) - 1
	}
	if at < 0 || at >= len(v.paragraphs) || at == v.at {
		return false
	}
	v.at, v.chosen = at, true
	return true
}

func (v *reading) open(s *session, n int) error { return v.goTo(s, n) }
