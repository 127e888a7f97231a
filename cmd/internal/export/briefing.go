package export

import (
	"fmt"
	"slices"
	"strings"

	"fieldbrief/seed/briefing"
	"fieldbrief/store"
)

// briefing writes the records of one source as a briefing file. Under a filter
// that leaves some of them out, what refers to those is left out with them: the
// event of a quote, a toll that is shared.
func (x *exporter) briefing() error {
	source, err := x.oneSource()
	if err != nil {
		return err
	}
	b, err := x.gather(source)
	if err != nil {
		return err
	}
	if narrowed(x.Result.Filter) {
		fmt.Fprintf(x.out, "# A part of the briefing: %s and %s under the filter\n# %s\n# Importing it takes the place of the whole briefing.\n",
			outOf(x.Result.Events, x.Result.AllEvents, "event"), outOf(x.Result.Quotes, x.Result.AllQuotes, "quote"), store.Printable(strings.Join(words(x.Library, x.Result.Filter), " ")))
	}
	if err := briefing.Write(x.out, b); err != nil {
		return &NotBriefingError{err.Error()}
	}
	return nil
}

// outOf gives "16 events" or "1 of 16 events".
func outOf(n, of int, thing string) string {
	if n == of {
		return Number(n, thing)
	}
	return fmt.Sprintf("%d of %s", n, Number(of, thing))
}

// oneSource gives the source whose records are found; there must be one.
func (x *exporter) oneSource() (store.Source, error) {
	var ids []string
	for _, c := range kept(x.Result.Sources, x.Result.Filter.Sources, narrowed(x.Result.Filter)) {
		ids = append(ids, c.ID)
	}
	switch len(ids) {
	case 0:
		return store.Source{}, &NotBriefingError{"nothing passes the filter, and a briefing file is of a source"}
	case 1:
	default:
		const most = 8
		list := strings.Join(ids[:min(most, len(ids))], ", ")
		if len(ids) > most {
			list += fmt.Sprintf(" and %d more", len(ids)-most)
		}
		return store.Source{}, &NotBriefingError{"a briefing file is of one source: choose it with --source; there are " + store.Printable(list)}
	}
	s, _ := x.Library.Source(ids[0])
	if s.Kind == "data set" || x.rests() {
		return s, &NotBriefingError{fmt.Sprintf("%s is a data set, whose events rest on rows; a briefing file holds what rests on the passages of a document. --format csv can be imported again",
			store.Printable(s.ID))}
	}
	return s, nil
}

// rests tells whether the first event rests on a row of a data set.
func (x *exporter) rests() bool {
	first, err := x.Library.Events(x.Result, 0, 1)
	return err == nil && len(first) > 0 && slices.ContainsFunc(first[0].Cites, func(c store.Citation) bool { return c.Record != "" })
}

// gather puts together the records found and all that they refer to.
func (x *exporter) gather(source store.Source) (store.Briefing, error) {
	b := store.Briefing{Source: source}
	if err := x.events(func(e store.Event) error { b.Events = append(b.Events, e); return nil }); err != nil {
		return b, err
	}
	if err := x.quotes(func(q store.Quote) error { b.Quotes = append(b.Quotes, q); return nil }); err != nil {
		return b, err
	}
	cutLoose(&b)
	p := part{Briefing: &b, library: x.Library, taken: make(map[string]bool)}
	if !narrowed(x.Result.Filter) {
		p.all(x.Result)
	}
	for _, e := range b.Events {
		p.province(e.Province)
		for _, party := range e.Actors {
			p.actor(party.ID)
		}
	}
	for _, q := range b.Quotes {
		p.province(q.Province)
		p.actor(q.Speaker.ID)
		for _, id := range q.Mentions {
			p.actor(id)
		}
	}
	return b, nil
}

// cutLoose takes out what refers to events that are not there.
func cutLoose(b *store.Briefing) {
	there := make(map[string]bool)
	for _, e := range b.Events {
		there[e.ID] = true
	}
	gone := func(id string) bool { return !there[id] }
	for i := range b.Events {
		e := &b.Events[i]
		for _, t := range []**store.Toll{&e.Killed, &e.Wounded} {
			if *t != nil && slices.ContainsFunc((*t).Shared, gone) {
				own := **t
				own.Shared = slices.DeleteFunc(slices.Clone(own.Shared), gone)
				*t = &own
			}
		}
	}
	for i := range b.Quotes {
		if gone(b.Quotes[i].Event) {
			b.Quotes[i].Event = ""
		}
	}
}

// A part is a briefing that is being put together.
type part struct {
	*store.Briefing
	library *store.Library
	taken   map[string]bool // ids of actors and provinces
}

// all takes every actor and province that the result's source knows.
func (p *part) all(r *store.Result) {
	for _, c := range r.Actors {
		p.actor(c.ID)
	}
	for _, c := range r.Provinces {
		p.province(&store.ProvinceRef{ID: c.ID})
	}
}

// actor takes an actor and those it belongs to, with the citations of the
// briefing's own source.
func (p *part) actor(id string) {
	a, found := p.library.Actor(id)
	if !found || p.taken[id] {
		return
	}
	p.taken[id] = true
	a.Cites = of(p.Source.ID, a.Cites)
	p.Actors = append(p.Actors, a)
	p.actor(a.Affiliation)
}

func (p *part) province(ref *store.ProvinceRef) {
	if ref == nil || p.taken[ref.ID] {
		return
	}
	if province, found := p.library.Province(ref.ID); found {
		p.taken[ref.ID] = true
		province.Cites = of(p.Source.ID, province.Cites)
		p.Provinces = append(p.Provinces, province)
	}
}
