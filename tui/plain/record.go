package plain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fieldbrief/store"
)

// A record is what an entry of a list tells in full, as labelled lines.
type record struct {
	of    *list
	n     int // its place in the list, from 0
	make  maker
	lines []string
	cites []store.Citation
	on    store.Subject // what a mark on it stands on
	label string
	row   []store.Field // of a data set: the other columns of its row
}

// A maker words the n-th record of a list, counted from 0.
type maker func(s *session, r *record) error

// openRecord enters the record of an entry, in the place of one before.
func (s *session) openRecord(of *list, n int, make maker) error {
	r := &record{of: of, n: n, make: make}
	if err := r.read(s); err != nil {
		return err
	}
	return s.enter(r)
}

func (r *record) read(s *session) error {
	r.lines, r.cites, r.row, r.on, r.label = nil, nil, nil, store.Subject{}, ""
	return r.make(s, r)
}

// add adds a labelled line; none without a text.
func (r *record) add(label, text string) {
	if text = strings.TrimSpace(text); text != "" {
		r.lines = append(r.lines, label+": "+full(text))
	}
}

func (r *record) print(s *session) error {
	for i, line := range r.lines {
		if i == 0 {
			line = fmt.Sprintf("%d of %d. %s", r.n+1, r.of.size(s), line)
		}
		s.say("%s", line)
	}
	return s.sayMarks(r.on)
}

func (r *record) prompt() string { return "read, next, previous, back or help" }

func (r *record) move(s *session, to step) bool {
	n, size := r.n, r.of.size(s)
	switch to {
	case next:
		n++
	case previous:
		n--
	case first:
		n = 0
	case last:
		n = size - 1
	}
	if n < 0 || n >= size || n == r.n {
		return false
	}
	before := *r
	r.n = n
	if err := r.read(s); err != nil {
		*r = before
		return false
	}
	r.of.first = n / pageSize * pageSize
	return true
}

func (r *record) open(s *session, n int) error { return r.of.open(s.above(), n) }

// above leaves the record, for another one of its list.
func (s *session) above() *session {
	s.trail = s.trail[:len(s.trail)-1]
	return s
}

func (r *record) filters() bool { return r.of.filters() }

// value lets the record be filtered by as in its list.
func (r *record) value(s *session, n int) (value, bool) { return r.of.value(s, n) }

var errGone = errors.New("the record is not in the library any more")

func eventRecord(s *session, r *record) error {
	events, err := s.lib.Events(s.result, r.n, 1)
	if err != nil || len(events) == 0 {
		return errors.Join(err, missing(len(events)))
	}
	return s.event(r, events[0])
}

func (s *session) event(r *record, e store.Event) error {
	r.add("Event", e.Title)
	r.add("What", e.Summary)
	r.addDate(s, "Date", e.Date)
	r.add("Where", s.where(e))
	r.add("Kind", e.Kind)
	r.add("Who", parties(e.Actors))
	r.add("Killed", e.Killed.Words()+shared(e.Killed))
	r.add("Wounded", e.Wounded.Words()+shared(e.Wounded))
	r.add("Remark", e.Remark)
	r.addCertain(e.Confidence)
	r.rest(s, store.EventRecord, e.Title, e.Cites, e.ID)
	if r.row = e.Original; len(e.Original) > 0 {
		r.add("Its row", "read prints its other columns")
	}
	return nil
}

func missing(n int) error {
	if n == 0 {
		return errGone
	}
	return nil
}

func (r *record) addDate(s *session, label string, d store.Date) {
	text := s.date(d)
	if d.Note != "" {
		text += ": " + d.Note
	}
	r.add(label, text)
}

func (r *record) addCertain(c store.Confidence) {
	if c != "" && c != store.Sure {
		r.add("How certain", string(c))
	}
}

// rest adds what the record rests on, and its id.
func (r *record) rest(s *session, of store.RecordType, label string, cites []store.Citation, id string) {
	r.on, r.label, r.cites = store.Subject{Type: of, ID: id}, label, cites
	r.add("Cited", s.cited(cites))
	r.lines = append(r.lines, "Id: "+id)
}

func (s *session) where(e store.Event) string {
	text := place(e.Place, e.Province)
	if e.Province != nil {
		if p, ok := s.lib.Province(e.Province.ID); ok && p.Country != "" {
			text += ", " + p.Country
		}
	}
	if text == "" {
		return "not given"
	}
	return text
}

func parties(parties []store.Party) string {
	var parts []string
	for _, p := range parties {
		as := ""
		if p.As != "" && p.As != p.Name {
			as = "printed “" + p.As + "”"
		}
		parts = append(parts, joinGiven(", ", p.Name, p.Role, as))
	}
	if parts == nil {
		return "none named"
	}
	return strings.Join(parts, "; ")
}

func shared(t *store.Toll) string {
	if t == nil || len(t.Shared) == 0 {
		return ""
	}
	return fmt.Sprintf(", one toll for %d events", len(t.Shared)+1)
}

func quoteRecord(s *session, r *record) error {
	quotes, err := s.lib.Quotes(s.result, r.n, 1)
	if err != nil || len(quotes) == 0 {
		return errors.Join(err, missing(len(quotes)))
	}
	return s.quote(r, quotes[0])
}

func (s *session) quote(r *record, q store.Quote) error {
	r.add("Quote", "“"+q.Text+"”")
	r.add("Speaker", joinGiven(", ", q.Speaker.Name, s.printedAs(q)))
	if !q.Undated() {
		r.addDate(s, "Said", q.Date)
	}
	if e, ok := s.lib.Event(q.Event); ok && q.Event != "" {
		r.add("At", e.Title)
	}
	if q.Province != nil {
		r.add("Province", q.Province.Name)
	}
	r.add("Names", s.actorNames(q.Mentions))
	r.add("Remark", q.Remark)
	r.addCertain(q.Confidence)
	r.rest(s, store.QuoteRecord, q.Text, q.Cites, q.ID)
	return nil
}

func (s *session) printedAs(q store.Quote) string {
	if q.SpeakerAs == "" || q.SpeakerAs == q.Speaker.Name {
		return ""
	}
	return "printed “" + q.SpeakerAs + "”"
}

func (s *session) actorNames(ids []string) string {
	var names []string
	for _, id := range ids {
		if a, ok := s.lib.Actor(id); ok {
			id = a.Name
		}
		names = append(names, id)
	}
	return strings.Join(names, ", ")
}

// valueOf gives the id of the facet's value that the record is of.
func (r *record) valueOf(s *session) string { return r.of.worth(s, r.n).id }

func actorRecord(s *session, r *record) error {
	err := s.actor(r, r.valueOf(s))
	r.hint()
	return err
}

func (s *session) actor(r *record, id string) error {
	a, ok := s.lib.Actor(id)
	if !ok {
		return errGone
	}
	r.add("Actor", a.Name)
	r.add("Kind", string(a.Kind))
	r.add("Also", strings.Join(a.Aliases, ", "))
	r.add("Printed", strings.Join(a.Sic, ", "))
	if a.Affiliation != "" {
		r.add("Belongs to", s.actorNames([]string{a.Affiliation}))
	}
	r.addCount(s.result.Actors, a.ID)
	r.add("Note", a.Note)
	r.add("Remark", a.Remark)
	r.rest(s, store.ActorRecord, a.Name, a.Cites, a.ID)
	return nil
}

// addCount adds what the filter leaves of a value.
func (r *record) addCount(counts []store.Count, id string) {
	for _, c := range counts {
		if c.ID == id {
			r.add("Under the filter", count(c.Events, "event")+", "+count(c.Quotes, "quote"))
		}
	}
}

func (r *record) hint() {
	r.lines = append(r.lines, fmt.Sprintf("To filter by it type: filter %d", r.n+1))
}

func provinceRecord(s *session, r *record) error {
	err := s.province(r, r.valueOf(s))
	r.hint()
	return err
}

func (s *session) province(r *record, id string) error {
	p, ok := s.lib.Province(id)
	if !ok {
		return errGone
	}
	r.add("Province", joinGiven(", ", p.Name, p.Country))
	r.add("Also", strings.Join(p.Aliases, ", "))
	r.add("Capital", p.Capital)
	r.addCount(s.result.Provinces, p.ID)
	r.rest(s, store.ProvinceRecord, p.Name, p.Cites, p.ID)
	return nil
}

func sourceRecord(s *session, r *record) error {
	source, ok := s.lib.Source(r.valueOf(s))
	if !ok {
		return errGone
	}
	r.add("Source", source.Title)
	r.add("Kind", source.Kind)
	r.add("Author", source.Author)
	r.add("Outlet", source.Outlet)
	r.addDate(s, "Published", source.Published)
	r.add("Licence", source.Licence)
	r.add("Address", source.URL)
	r.addCount(s.result.Sources, source.ID)
	r.add("Remark", source.Remark)
	r.lines = append(r.lines, "Id: "+source.ID)
	if len(source.Digest) > 0 {
		r.cites = []store.Citation{{Source: source.ID, Paragraph: source.Digest[0].Number}}
		r.lines = append(r.lines, fmt.Sprintf("read reads its %d paragraphs.", len(source.Digest)))
	}
	r.hint()
	return nil
}

// cite prints the citations of the record, or of the paragraph being read, in full.
func (s *session) cite() error {
	var cites []store.Citation
	switch v := s.view().(type) {
	case *record:
		cites = v.cites
	case *reading:
		cites = s.citesRead(v)
	}
	if len(cites) == 0 {
		return tell("Open a record first; cite prints what it rests on.")
	}
	for _, c := range cites {
		text := s.cited([]store.Citation{c})
		if source, ok := s.lib.Source(c.Source); ok && s.opts.Cite != nil {
			text = s.opts.Cite(source, c)
		}
		s.say("%s", full(text))
	}
	return nil
}

// citesRead gives the citations by which a record rests on the paragraph being
// read, else that of the paragraph.
func (s *session) citesRead(v *reading) []store.Citation {
	number := v.paragraphs[v.at].number
	if r := s.recordRead(v); r != nil {
		own := slices.DeleteFunc(slices.Clone(r.cites), func(c store.Citation) bool { return c.Source != v.source.ID || c.Paragraph != number })
		if len(own) > 0 && r.on.Type != "" {
			return own
		}
	}
	for _, p := range v.source.Digest {
		if p.Number == number {
			return []store.Citation{p.Passage}
		}
	}
	return nil
}
