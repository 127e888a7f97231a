package store

import (
	"errors"
	"fmt"
	"strings"
)

// A Briefing is all records of one source. Its actors and provinces are the
// ones its events and quotes refer to, and others that the source names.
type Briefing struct {
	Source    Source
	Actors    []Actor
	Provinces []Province
	Events    []Event
	Quotes    []Quote
}

// Validate finds everything in the briefing that the store cannot keep:
// missing or doubled ids, references to records that are not there, dates that
// are no EDTF, citations that are missing or out of order. The error joins one
// for each problem and names the record.
func (b Briefing) Validate() error {
	v := newValidator(b)
	v.source(b.Source)
	for _, a := range b.Actors {
		v.actor(a)
	}
	for _, p := range b.Provinces {
		v.cites("province "+p.ID, p.Cites)
	}
	for _, e := range b.Events {
		v.event(e)
	}
	for _, q := range b.Quotes {
		v.quote(q)
	}
	return errors.Join(v.errs...)
}

type validator struct {
	sourceID                          string
	actors, provinces, events, quotes map[string]bool
	errs                              []error
}

func newValidator(b Briefing) *validator {
	v := &validator{sourceID: b.Source.ID}
	v.actors = ids(v, "actor", b.Actors, func(a Actor) string { return a.ID })
	v.provinces = ids(v, "province", b.Provinces, func(p Province) string { return p.ID })
	v.events = ids(v, "event", b.Events, func(e Event) string { return e.ID })
	v.quotes = ids(v, "quote", b.Quotes, func(q Quote) string { return q.ID })
	return v
}

// ids collects the ids of records and reports the empty and the doubled.
func ids[T any](v *validator, kind string, records []T, id func(T) string) map[string]bool {
	seen := make(map[string]bool, len(records))
	for i, r := range records {
		switch id := id(r); {
		case id == "":
			v.fail(fmt.Sprintf("%s %d", kind, i+1), "has no id")
		case seen[id]:
			v.fail(kind+" "+id, "stands there twice")
		default:
			seen[id] = true
		}
	}
	return seen
}

func (v *validator) fail(record, format string, args ...any) {
	v.errs = append(v.errs, fmt.Errorf("%s: %s", Printable(record), fmt.Sprintf(format, args...)))
}

func (v *validator) source(s Source) {
	if s.ID == "" || strings.ContainsAny(s.ID, "/ \t\n") {
		v.fail("source", "its id %q must be a word without spaces and slashes", s.ID)
	}
	v.date("source "+s.ID, s.Published)
	last := 0
	for _, p := range s.Digest {
		if p.Number <= last {
			v.fail("source "+s.ID, "paragraph %d of the digest stands after paragraph %d", p.Number, last)
		}
		last = p.Number
		if p.Passage.Source != "" {
			v.cites(fmt.Sprintf("digest of paragraph %d", p.Number), []Citation{p.Passage})
		}
	}
}

func (v *validator) actor(a Actor) {
	record := "actor " + a.ID
	if a.Affiliation != "" && !v.actors[a.Affiliation] {
		v.fail(record, "its affiliation %q is no actor of the briefing", a.Affiliation)
	}
	switch a.Kind {
	case ArmedGroup, Person, Organisation, Government, Unnamed:
	default:
		v.fail(record, "its kind %q is unknown: write armed group, person, organisation, government or unnamed", a.Kind)
	}
	v.cites(record, a.Cites)
}

func (v *validator) event(e Event) {
	record := "event " + e.ID
	v.ownID(record, e.ID)
	v.date(record, e.Date)
	v.province(record, e.Province)
	for _, p := range e.Actors {
		v.actorRef(record, p.ID)
	}
	v.toll(record, "killed", e.Killed)
	v.toll(record, "wounded", e.Wounded)
	if (e.Lat == nil) != (e.Lon == nil) {
		v.fail(record, "lat and lon belong together: give both or neither")
	}
	v.needCites(record, e.Cites)
}

func (v *validator) quote(q Quote) {
	record := "quote " + q.ID
	v.ownID(record, q.ID)
	v.date(record, q.Date)
	v.province(record, q.Province)
	if q.Speaker.ID != "" {
		v.actorRef(record, q.Speaker.ID)
	}
	for _, id := range q.Mentions {
		v.actorRef(record, id)
	}
	if q.Event != "" && !v.events[q.Event] {
		v.fail(record, "its event %q is none of the briefing", q.Event)
	}
	v.needCites(record, q.Cites)
}

// ownID holds the rule that public ids are source/key.
func (v *validator) ownID(record, id string) {
	if key, ok := strings.CutPrefix(id, v.sourceID+"/"); id != "" && (!ok || key == "") {
		v.fail(record, "its id must be %s/ and a key", v.sourceID)
	}
}

func (v *validator) date(record string, d Date) {
	if _, err := ParseDate(d.EDTF, d.Basis, d.Note); err != nil {
		v.fail(record, "%v", err)
	}
}

func (v *validator) province(record string, p *ProvinceRef) {
	if p != nil && !v.provinces[p.id()] {
		v.fail(record, "its province %q is none of the briefing", p.id())
	}
}

func (v *validator) actorRef(record, id string) {
	if !v.actors[id] {
		v.fail(record, "actor %q is none of the briefing", id)
	}
}

func (v *validator) toll(record, name string, t *Toll) {
	if t == nil {
		return
	}
	for _, n := range []*int{t.Low, t.Best, t.High} {
		if n != nil && *n < 0 {
			v.fail(record, "%s %d is below zero", name, *n)
		}
	}
	for _, id := range t.Shared {
		if !v.events[id] {
			v.fail(record, "%s is shared with %q, which is no event of the briefing", name, id)
		}
	}
}

func (v *validator) needCites(record string, cites []Citation) {
	if len(cites) == 0 {
		v.fail(record, "has no citation")
	}
	v.cites(record, cites)
}

func (v *validator) cites(record string, cites []Citation) {
	for _, c := range cites {
		if c.Source != v.sourceID {
			v.fail(record, "its citation is of source %q, not of %q", c.Source, v.sourceID)
		}
		if c.Start < 0 || c.End < c.Start || c.Paragraph < 0 {
			v.fail(record, "its citation %d–%d is no range", c.Start, c.End)
		}
	}
}

// id gives the province's id, which is its code where it has one.
func (p ProvinceRef) id() string {
	if p.ID == "" {
		return p.Code
	}
	return p.ID
}

// settled gives the briefing with the days of its dates worked out anew, open
// ends closed at the source's publication day, the ids of province references
// filled in, and quotes on their events' occasions. Nothing of b is changed.
// Dates that are no EDTF count as undated.
func (b Briefing) settled() Briefing {
	b.Source.Published = settledDate(b.Source.Published, MaxDay)
	closing := b.Source.Published.Last
	b.Events = append([]Event(nil), b.Events...)
	for i := range b.Events {
		e := &b.Events[i]
		e.Date = settledDate(e.Date, closing)
		e.Province = settledProvince(e.Province)
	}
	events := make(map[string]Event, len(b.Events))
	for _, e := range b.Events {
		events[e.ID] = e
	}
	b.Quotes = append([]Quote(nil), b.Quotes...)
	for i := range b.Quotes {
		q := &b.Quotes[i]
		q.Date = settledDate(q.Date, closing)
		q.Province = settledProvince(q.Province)
		if e, ok := events[q.Event]; ok {
			*q = q.on(e)
		}
	}
	return b
}

// on gives the quote the occasion of its event: its province and, where the
// quote has none of its own, its date.
func (q Quote) on(e Event) Quote {
	if e.Province != nil {
		q.Province = e.Province
	}
	if q.Undated() {
		q.Date = e.Date
	}
	return q
}

func settledDate(d Date, closing Day) Date {
	s, err := ParseDate(d.EDTF, d.Basis, d.Note)
	if err != nil {
		return Date{Note: d.Note, First: MaxDay, Last: MaxDay}
	}
	if !s.Undated() && s.Last == MaxDay {
		s.Last = max(s.First, closing)
	}
	return s
}

func settledProvince(p *ProvinceRef) *ProvinceRef {
	if p == nil || p.ID != "" {
		return p
	}
	return &ProvinceRef{ID: p.Code, Code: p.Code, Name: p.Name}
}
