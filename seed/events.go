package seed

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"

	"fieldbrief/seed/gazetteer"
	"fieldbrief/seed/table"
	"fieldbrief/store"
)

// TableOptions say how a table of events is imported.
type TableOptions struct {
	Reject   func(table.Reject)                // called with each row that is no event; may be nil
	Progress func(stage store.Stage, rows int) // may be nil
}

// A TableOutcome accounts for a table of events.
type TableOutcome struct {
	Rows, Rejected int
	Ignored        []string // columns that events have no place for
	Sources        []TableSource
}

// A TableSource is a source that a table has events of.
type TableSource struct {
	Source   store.Source
	Change   store.DataSetChange
	Unshared []string // events that shared a toll with one that is neither in the table nor the library: it is now their own
}

// tableBatch is how many rows go into the library at a time.
const tableBatch = 512

// ImportTable puts a table of events (see package table) into the library at
// path: events are added, or take the place of those with the same id; all else
// stays. A source that the library has keeps its title and whatever else is not
// in the table. Rows that are no events leave the others alone. Errors are
// table.ErrUnknown, *table.MissingColumnsError, those of reading, and the
// library's.
func ImportTable(ctx context.Context, path string, r io.Reader, opts TableOptions) (out TableOutcome, err error) {
	file, done, err := seekable(r)
	if err != nil {
		return out, err
	}
	defer done()
	t := tableImport{ctx: ctx, file: file, opts: opts}
	if err := t.survey(&out); err != nil || len(out.Sources) == 0 {
		return out, err
	}
	err = publish(ctx, path, 0, func(e *store.Edition) error {
		for i := range out.Sources {
			if err := t.put(e, &out.Sources[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// seekable gives what can be read several times: the file itself, or a copy of
// what comes through a pipe.
func seekable(r io.Reader) (io.ReadSeeker, func(), error) {
	if s, ok := r.(io.ReadSeeker); ok {
		if _, err := s.Seek(0, io.SeekStart); err == nil {
			return s, func() {}, nil
		}
	}
	spool, err := os.CreateTemp("", "fieldbrief-*.csv")
	if err != nil {
		return nil, nil, err
	}
	done := func() {
		spool.Close()
		os.Remove(spool.Name())
	}
	if _, err := io.Copy(spool, r); err != nil {
		done()
		return nil, nil, err
	}
	return spool, done, nil
}

// A tableImport reads a table once to see what is in it, then once for each of
// its sources.
type tableImport struct {
	ctx       context.Context
	file      io.ReadSeeker
	opts      TableOptions
	documents map[string]bool // sources with passages; others have rows
}

// survey counts rows, tells the rejected ones and finds the sources.
func (t *tableImport) survey(out *TableOutcome) error {
	t.documents = make(map[string]bool)
	reader, err := t.each(func(r table.Record) error {
		out.Rows++
		if _, known := t.documents[r.Source.ID]; !known {
			out.Sources = append(out.Sources, TableSource{Source: r.Source})
		}
		document := slices.ContainsFunc(r.Event.Cites, func(c store.Citation) bool { return c.Paragraph > 0 })
		t.documents[r.Source.ID] = t.documents[r.Source.ID] || document || sharesToll(r.Event)
		return nil
	}, func(r table.Reject) {
		out.Rows++
		out.Rejected++
		if t.opts.Reject != nil {
			t.opts.Reject(r)
		}
	})
	if reader != nil {
		out.Ignored = reader.Ignored()
	}
	return err
}

func sharesToll(e store.Event) bool {
	return e.Killed != nil && len(e.Killed.Shared) > 0 || e.Wounded != nil && len(e.Wounded.Shared) > 0
}

// each reads the table from its beginning.
func (t *tableImport) each(record func(table.Record) error, reject func(table.Reject)) (*table.Reader, error) {
	if _, err := t.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	reader, err := table.NewReader(t.file)
	if err != nil {
		return nil, err
	}
	for {
		r, bad, err := reader.Next()
		switch {
		case errors.Is(err, io.EOF):
			return reader, t.ctx.Err()
		case err != nil:
			return reader, err
		case t.ctx.Err() != nil:
			return reader, t.ctx.Err()
		case bad != nil:
			reject(*bad)
		default:
			if err := record(r); err != nil {
				return reader, err
			}
		}
	}
}

// of reads the records of one source.
func (t *tableImport) of(source string, record func(table.Record) error) error {
	_, err := t.each(func(r table.Record) error {
		if r.Source.ID != source {
			return nil
		}
		return record(r)
	}, func(table.Reject) {})
	return err
}

func (t *tableImport) put(e *store.Edition, s *TableSource) error {
	sources := e.Sources()
	at := slices.IndexFunc(sources, func(held store.Source) bool { return held.ID == s.Source.ID })
	if at >= 0 {
		s.Source = sources[at]
	} else if s.Source.Title == "" {
		s.Source.Title = s.Source.ID
	}
	if t.documents[s.Source.ID] {
		return t.putDocument(e, s, at >= 0)
	}
	return t.putRows(e, s)
}

// putRows streams the events of a data set into the library.
func (t *tableImport) putRows(e *store.Edition, s *TableSource) error {
	var batch []store.Row
	var err error
	s.Change, err = e.PutDataSet(t.ctx, &s.Source, store.DataSetOptions{Progress: t.opts.Progress}, func(add func([]store.Row) error) error {
		known := make(map[string]*store.Actor)
		err := t.of(s.Source.ID, func(r table.Record) error {
			batch = append(batch, newRow(r, known))
			if len(batch) < tableBatch {
				return nil
			}
			full := batch
			batch = nil
			return add(full)
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		return add(batch)
	})
	return err
}

// newRow completes a record by what the gazetteer knows of its actors and its
// province. Actors of one name are shared.
func newRow(r table.Record, known map[string]*store.Actor) store.Row {
	row := store.Row{Event: r.Event}
	for _, a := range r.Actors {
		for _, a := range withAbove(a) {
			key := a.ID + "\x00" + a.Name
			if known[key] == nil {
				known[key] = &a
			}
			row.Actors = append(row.Actors, known[key])
		}
	}
	if r.Event.Province != nil {
		p := completeProvince(r.Province)
		row.Province = &p
	}
	return row
}

// withAbove gives an actor as the gazetteer completes it, and those it belongs to.
func withAbove(a store.Actor) []store.Actor {
	held, ok := gazetteer.Actor(a.ID)
	switch {
	case ok && a.Name != "" && a.Name != held.Name:
		held.Aliases = append(slices.Clone(held.Aliases), held.Name)
		held.Name = a.Name
		fallthrough
	case ok:
		if a.Kind != "" {
			held.Kind = a.Kind
		}
		a = held
	case a.Kind == "":
		a.Kind = store.Unnamed
	}
	if a.Name == "" {
		a.Name = a.ID
	}
	list := []store.Actor{a}
	for id := a.Affiliation; id != ""; {
		above, _ := gazetteer.Actor(id)
		list = append(list, above)
		id = above.Affiliation
	}
	return list
}

func completeProvince(p store.Province) store.Province {
	if held, ok := gazetteer.Province(p.ID); ok {
		return held
	}
	if held := gazetteer.Admin1(p.Name, p.Country); held.ID == p.ID {
		return held
	}
	return p
}

// putDocument merges events into a briefing, which is read whole.
func (t *tableImport) putDocument(e *store.Edition, s *TableSource, held bool) error {
	b := store.Briefing{Source: s.Source}
	if held {
		var err error
		if b, _, err = e.Briefing(s.Source.ID); err != nil {
			return err
		}
	}
	before := len(b.Events)
	m := newMerge(&b)
	if err := t.of(s.Source.ID, func(r table.Record) error { m.add(r); return nil }); err != nil {
		return err
	}
	s.Unshared = m.unshare()
	s.Change = store.DataSetChange{Added: len(b.Events) - before, Changed: m.changed, Unchanged: m.unchanged, Absent: before - m.changed - m.unchanged}
	change, err := put(e, b)
	if err == nil && change.Added+change.Changed+change.Removed > 0 {
		err = noteImport(e, s.Source.ID, nil)
	}
	return err
}

// A merge brings records into a briefing.
type merge struct {
	b                         *store.Briefing
	events, actors, provinces map[string]int // id: place
	changed, unchanged        int
}

func newMerge(b *store.Briefing) *merge {
	m := &merge{b: b, events: make(map[string]int), actors: make(map[string]int), provinces: make(map[string]int)}
	for i, e := range b.Events {
		m.events[e.ID] = i
	}
	for i, a := range b.Actors {
		m.actors[a.ID] = i
	}
	for i, p := range b.Provinces {
		m.provinces[p.ID] = i
	}
	return m
}

func (m *merge) add(r table.Record) {
	for _, a := range r.Actors {
		if _, known := m.actors[a.ID]; known {
			continue
		}
		for _, a := range withAbove(a) {
			if _, known := m.actors[a.ID]; !known {
				m.actors[a.ID] = len(m.b.Actors)
				m.b.Actors = append(m.b.Actors, a)
			}
		}
	}
	if _, known := m.provinces[r.Province.ID]; !known && r.Event.Province != nil {
		m.provinces[r.Province.ID] = len(m.b.Provinces)
		m.b.Provinces = append(m.b.Provinces, completeProvince(r.Province))
	}
	at, known := m.events[r.Event.ID]
	switch {
	case !known:
		m.events[r.Event.ID] = len(m.b.Events)
		m.b.Events = append(m.b.Events, r.Event)
	case sameEvent(m.b.Events[at], r.Event):
		m.unchanged++
	default:
		m.changed++
		m.b.Events[at] = r.Event
	}
}

// sameEvent compares events as a table has them, whose text is fit to be
// printed: the days of a date follow from its expression.
func sameEvent(a, b store.Event) bool {
	return slices.EqualFunc(table.Record{Event: a}.Cells(), table.Record{Event: b}.Cells(), func(x, y string) bool {
		return store.PrintableText(x) == store.PrintableText(y)
	})
}

// unshare takes out of tolls what they share with events that are not there, and
// names the events.
func (m *merge) unshare() []string {
	var found []string
	for i := range m.b.Events {
		e := &m.b.Events[i]
		for _, t := range []**store.Toll{&e.Killed, &e.Wounded} {
			if *t == nil {
				continue
			}
			there := slices.DeleteFunc(slices.Clone((*t).Shared), func(id string) bool { _, ok := m.events[id]; return !ok })
			if len(there) < len((*t).Shared) {
				own := **t
				own.Shared = there
				*t = &own
				found = append(found, e.ID)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}
