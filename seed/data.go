package seed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"fieldbrief/seed/dataset"
	"fieldbrief/store"
)

// DataOptions say how a data set is imported. The zero value keeps what the
// library has and the file does not.
type DataOptions struct {
	Source   string                                               // id of the source; "" for one by the file's name
	Replace  bool                                                 // events that are not in the file are removed
	Reject   func(dataset.Reject)                                 // called with each row that is no event; may be nil
	Progress func(stage store.Stage, rows int, read, total int64) // rows done, and bytes read of all; may be nil
}

// DataOutcome accounts for a data set: its rows by what became of them.
type DataOutcome struct {
	Source store.Source
	Format dataset.Format
	Rows   dataset.Summary
	Change store.DataSetChange
}

// An InputError is a fault of the file that was to be imported, not of the
// library: nothing of it went in.
type InputError struct{ Err error }

func (e *InputError) Error() string { return e.Err.Error() }
func (e *InputError) Unwrap() error { return e.Err }

// What a data set may lack to go in at all.
var (
	errNoRows    = errors.New("it has no row that is an event: nothing was imported")
	errNotAllIn  = errors.New("nothing was replaced, since rows were rejected and what they stand for would be removed: mend them, or import the file with --name instead of --replace")
	errOtherKind = errors.New("this source is no data set: give another --name")
	errIsDataSet = errors.New("the library has a data set of this id: give the source another one")
)

// ImportData puts a data set (UCDP GED or ACLED, plain or packed) into the
// library at path, which is published once all of it is in. Rows that are no
// events are handed to opts.Reject and leave the others alone. Errors:
// dataset.ErrUnknown and *dataset.MissingColumnsError for a file that is none,
// *InputError for what is wrong with this file, and the library's.
// A source that is there keeps its title, unless it is replaced.
func ImportData(ctx context.Context, path, name string, r io.Reader, opts DataOptions) (out DataOutcome, err error) {
	file, err := dataset.Open(name, r, dataset.Options{Source: opts.Source})
	if err != nil {
		return out, &InputError{err}
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	out.Source, out.Format = file.Source(), file.Format()
	into := store.DataSetOptions{Replace: opts.Replace}
	if opts.Progress != nil {
		into.Progress = func(stage store.Stage, rows int) {
			read, total := file.Progress()
			opts.Progress(stage, rows, read, total)
		}
	}
	lent := new(loans)
	into.Done = lent.end
	err = publish(ctx, path, 0, func(e *store.Edition) (err error) {
		there := find(e.Sources(), out.Source.ID)
		if there != nil && there.Kind != store.DataSet {
			return &InputError{fmt.Errorf("%s: %s: %w", store.Printable(name), there.ID, errOtherKind)}
		}
		if there != nil && !opts.Replace {
			out.Source.Title = there.Title
		}
		out.Change, err = e.PutDataSet(ctx, &out.Source, into, func(add func([]store.Row) error) (err error) {
			out.Rows, err = file.Read(ctx, sink{add, opts.Reject, lent})
			out.Source.SHA256 = out.Rows.SHA256
			switch {
			case err != nil:
			case out.Rows.Events == 0:
				err = errNoRows
			case opts.Replace && out.Rows.Rejected > 0:
				err = errNotAllIn
			}
			if err != nil && ctx.Err() == nil {
				return &InputError{fmt.Errorf("%s: %w", store.Printable(name), err)}
			}
			return err
		})
		return err
	})
	return out, err
}

func find(sources []store.Source, id string) *store.Source {
	for i := range sources {
		if sources[i].ID == id {
			return &sources[i]
		}
	}
	return nil
}

// loans are rows that the library works on, with the records they are made of.
// When it is done with them both serve again.
type loans struct {
	records sync.Map  // []dataset.Record, by *store.Row: the first one made of them
	rows    sync.Pool // of *[]store.Row
}

func (l *loans) start(records []dataset.Record) []store.Row {
	var rows []store.Row
	if used, ok := l.rows.Get().(*[]store.Row); ok {
		rows = (*used)[:0]
	}
	for i := range records {
		r := &records[i]
		rows = append(rows, store.Row{Event: r.Event, Actors: r.Actors, Province: r.Province})
	}
	l.records.Store(&rows[0], records)
	return rows
}

func (l *loans) end(rows []store.Row) {
	if records, ok := l.records.LoadAndDelete(&rows[0]); ok {
		dataset.Recycle(records.([]dataset.Record))
		l.rows.Put(&rows)
	}
}

// sink hands the records of a data set to the library.
type sink struct {
	add    func([]store.Row) error
	reject func(dataset.Reject)
	lent   *loans
}

// Events hands on some records; there is at least one.
func (s sink) Events(records []dataset.Record) error { return s.add(s.lent.start(records)) }

func (s sink) Reject(r dataset.Reject) {
	if s.reject != nil {
		s.reject(r)
	}
}
