package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// A Row is one row of a data set: an event with what it refers to.
type Row struct {
	Event    Event
	Actors   []*Actor  // all that the event names, and those they belong to
	Province *Province // the event's, nil where it has none
}

// Rows may share their actors and provinces, which must not change. Several of
// one id are joined: their aliases are.

// DataSetOptions say how a data set is put into a library. The zero value keeps
// what the library has and the rows do not.
type DataSetOptions struct {
	Replace  bool                        // the source's events that are not among the rows are removed
	Workers  int                         // goroutines that work on rows; 0 for one a processor
	Progress func(stage Stage, done int) // called now and then, from one goroutine at a time

	// Done is called with what was handed to add, from any goroutine, when it is
	// not needed any more; nil: it is the library's for good.
	Done func([]Row)

	sackSize int // for tests: of what is gathered before it goes to a file, in bytes
}

// A Stage is a part of putting a data set into a library.
type Stage string

const (
	Reading Stage = "reading" // rows are taken in
	Writing Stage = "writing" // they are written, in the order of time
)

// A DataSetChange accounts for the rows of a data set, and for the events of the
// source that are not among them.
type DataSetChange struct {
	Added, Changed, Unchanged int
	Absent                    int // not among the rows; kept, unless they were to be replaced
}

// PutDataSet puts the rows of a data set into the library: new ones are added,
// those whose id the source has already take the place of the old. Each row must
// have an id of its own. Feed hands them to add, some hundred at a time, from any
// number of goroutines; rows are the library's until opts.Done has had them. Memory
// does not grow with the number of rows: what does not fit waits in a file beside
// the library. The source is read when feed has
// returned, so that its SHA256 can be filled in till then; it must not have
// changed its id. Where ctx ends, and on errors of feed, the library stays as it
// is.
func (e *Edition) PutDataSet(ctx context.Context, s *Source, opts DataSetOptions, feed func(add func([]Row) error) error) (DataSetChange, error) {
	if opts.Workers < 1 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	if opts.sackSize < 1 {
		opts.sackSize = sackSize
	}
	if opts.Done == nil {
		opts.Done = func([]Row) {}
	}
	if opts.Progress == nil {
		opts.Progress = func(Stage, int) {}
	}
	if err := (Briefing{Source: *s}).Validate(); err != nil {
		return DataSetChange{}, err
	}
	events, err := e.newEventChange(ctx, s.ID)
	if err != nil {
		return DataSetChange{}, err
	}
	defer events.close()
	events.ids.limit = min(idsSize, 8*opts.sackSize)
	in := newIntake(ctx, e, *s, opts, events.spool)
	defer in.close()
	if err := in.take(feed); err != nil {
		return DataSetChange{}, err
	}
	if err := e.putDataSetLists(*s, in, opts.Replace); err != nil {
		return DataSetChange{}, err
	}
	events.index(in.vocabularies)
	events.workers, events.progress = opts.Workers, func(done int) { opts.Progress(Writing, done) }
	absent, err := events.apply(opts.Replace)
	return DataSetChange{events.added, events.changed, events.unchanged, absent}, err
}

// putDataSetLists keeps the source with its actors and provinces.
func (e *Edition) putDataSetLists(s Source, in *intake, replace bool) error {
	b := Briefing{Source: s}
	if !replace {
		old, err := e.lists(s.ID)
		if err != nil {
			return err
		}
		b.Actors, b.Provinces, b.Quotes = old.Actors, old.Provinces, old.Quotes
	}
	actors, _ := joinActors([]Briefing{b, {Actors: in.actors.list()}})
	provinces, _ := joinProvinces([]Briefing{b, {Provinces: in.provinces.list()}})
	b.Actors, b.Provinces = actors, provinces
	if err := b.Validate(); err != nil {
		return err
	}
	_, err := e.putLists(b.settled())
	return err
}

// lists gives what a source has beside its events; nothing, where it is new.
func (e *Edition) lists(id string) (Briefing, error) {
	sources := e.tx.Bucket([]byte(sourcesBucket))
	if sources == nil || sources.Bucket([]byte(id)) == nil {
		return Briefing{}, nil
	}
	c := newContents()
	if err := c.source(sources.Bucket([]byte(id)), address{sourcesBucket, id}); err != nil {
		return Briefing{}, err
	}
	return c.briefings[0], nil
}

// An intake takes in rows with several goroutines and makes drafts of them.
type intake struct {
	ctx     context.Context
	cancel  context.CancelCauseFunc
	source  string
	closing Day // of open ends
	opts    DataSetOptions
	batches chan []Row
	done    sync.WaitGroup
	rows    atomic.Int64

	vocabularies []*vocabulary // one for each worker

	mutex     sync.Mutex // of what follows
	actors    joined[Actor]
	provinces joined[Province]
}

func newIntake(ctx context.Context, e *Edition, s Source, opts DataSetOptions, to *spool) *intake {
	in := &intake{source: s.ID, opts: opts, batches: make(chan []Row, opts.Workers), closing: settledDate(s.Published, MaxDay).Last,
		actors: newJoined(func(a Actor) string { return a.ID }, joinActor), provinces: newJoined(func(p Province) string { return p.ID }, joinProvince)}
	in.ctx, in.cancel = context.WithCancelCause(ctx)
	for i := range opts.Workers {
		w := newWorker(in, e, newSorter(to, i, opts.sackSize))
		in.vocabularies = append(in.vocabularies, w.drafter.vocabulary)
		in.done.Go(w.work)
	}
	return in
}

// take runs feed, and waits until all rows are worked on.
func (in *intake) take(feed func(add func([]Row) error) error) error {
	err := feed(func(rows []Row) error {
		select {
		case in.batches <- rows:
			return nil
		case <-in.ctx.Done():
			return context.Cause(in.ctx)
		}
	})
	close(in.batches)
	if err != nil {
		in.cancel(err)
	}
	in.done.Wait()
	in.batches = nil
	if cause := context.Cause(in.ctx); cause != nil {
		return cause
	}
	return err
}

// close ends the work where it is still under way.
func (in *intake) close() {
	in.cancel(errors.New("closed"))
	if in.batches != nil {
		close(in.batches)
		in.done.Wait()
	}
}

// tell reports progress.
func (in *intake) tell(rows int) {
	done := in.rows.Add(int64(rows))
	in.mutex.Lock()
	defer in.mutex.Unlock()
	in.opts.Progress(Reading, int(done))
}

// A worker makes drafts of rows and sorts them by month.
type worker struct {
	in      *intake
	drafter *drafter
	sorter  *sorter
	actors  map[*Actor]bool    // that were met
	places  map[*Province]bool // likewise
}

func newWorker(in *intake, e *Edition, s *sorter) *worker {
	return &worker{in: in, drafter: newDrafter(e.events.dictionary), sorter: s, actors: make(map[*Actor]bool), places: make(map[*Province]bool)}
}

func (w *worker) work() {
	for rows := range w.in.batches {
		if w.in.ctx.Err() != nil {
			continue
		}
		if err := w.take(rows); err != nil {
			w.in.cancel(err)
		}
		w.in.opts.Done(rows)
	}
	if w.in.ctx.Err() != nil {
		return
	}
	if err := w.sorter.finish(); err != nil {
		w.in.cancel(err)
	}
}

func (w *worker) take(rows []Row) error {
	for i := range rows {
		r := &rows[i]
		if err := w.settle(r); err != nil {
			return err
		}
		w.meet(r)
		if err := w.sorter.add(w.drafter.draft(&r.Event)); err != nil {
			return err
		}
	}
	w.in.tell(len(rows))
	return nil
}

// meet joins the row's actors and its province with those met before.
func (w *worker) meet(r *Row) {
	for _, a := range r.Actors {
		if !w.actors[a] {
			w.actors[a] = true
			w.in.mutex.Lock()
			w.in.actors.add(*a)
			w.in.mutex.Unlock()
		}
	}
	if p := r.Province; p != nil && !w.places[p] {
		w.places[p] = true
		w.in.mutex.Lock()
		w.in.provinces.add(*p)
		w.in.mutex.Unlock()
	}
}

// settle checks a row and brings it into the form in which it is kept.
func (w *worker) settle(r *Row) error {
	e := &r.Event
	e.Date = settledQuickly(e.Date, w.in.closing)
	e.Province = settledProvince(e.Province)
	switch {
	case sourceOf(e.ID) != w.in.source || len(e.ID) < len(w.in.source)+2:
		return rowError(e, "its id must be %s/ and a key", w.in.source)
	case len(e.Cites) == 0:
		return rowError(e, "has no citation")
	case e.Province != nil && (r.Province == nil || r.Province.ID != e.Province.ID):
		return rowError(e, "its province %q is none of the row", e.Province.ID)
	case (e.Lat == nil) != (e.Lon == nil):
		return rowError(e, "lat and lon belong together: give both or neither")
	case e.Killed != nil && len(e.Killed.Shared) > 0:
		return rowError(e, "shares its toll, which data sets do not")
	}
	for _, p := range e.Actors {
		if !slices.ContainsFunc(r.Actors, func(a *Actor) bool { return a.ID == p.ID }) {
			return rowError(e, "actor %q is none of the row", p.ID)
		}
	}
	return tollError(e)
}

func tollError(e *Event) error {
	for _, t := range []*Toll{e.Killed, e.Wounded} {
		if t == nil {
			continue
		}
		for _, n := range []*int{t.Low, t.Best, t.High} {
			if n != nil && *n < 0 {
				return rowError(e, "its toll %d is below zero", *n)
			}
		}
	}
	return nil
}

func rowError(e *Event, format string, args ...any) error {
	return fmt.Errorf("event %s: %s", Printable(e.ID), fmt.Sprintf(format, args...))
}

// settledQuickly is settledDate for dates most of which are days or intervals
// of days.
func settledQuickly(d Date, closing Day) Date {
	first, last := d.EDTF, d.EDTF
	if len(d.EDTF) == 21 && d.EDTF[10] == '/' {
		first, last = d.EDTF[:10], d.EDTF[11:]
	}
	a, ok := isoDay(first)
	b, also := isoDay(last)
	if ok && also && a <= b {
		d.First, d.Last = a, b
		return d
	}
	return settledDate(d, closing)
}

// joined holds records of which several of one id are joined.
type joined[T any] struct {
	id     func(T) string
	join   func(a, b T) T
	places map[string]int
	all    []T
}

func newJoined[T any](id func(T) string, join func(a, b T) T) joined[T] {
	return joined[T]{id: id, join: join, places: make(map[string]int)}
}

func (j *joined[T]) add(v T) {
	id := j.id(v)
	at, ok := j.places[id]
	if !ok {
		j.places[id] = len(j.all)
		j.all = append(j.all, v)
		return
	}
	j.all[at] = j.join(j.all[at], v)
}

// list gives the records by id.
func (j *joined[T]) list() []T {
	list := slices.Clone(j.all)
	slices.SortFunc(list, func(a, b T) int { return strings.Compare(j.id(a), j.id(b)) })
	return list
}
