package dataset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"fieldbrief/store"
)

// A Record is one row as an event, with all that it refers to. Its parts are
// cut from larger blocks, which stay in memory as long as any part of it: clone
// what is kept for long, and see Recycle.
type Record struct {
	Row      int             // as a spreadsheet counts it: from 1, the header included
	Event    store.Event     // its id is source/key; Original has what no other field holds, in the file's order
	Key      string          // the data set's own id
	Actors   []*store.Actor  // those of Event.Actors in their order, then their affiliations
	Province *store.Province // that of Event.Province, nil where there is none

	line   int
	memory *memory
}

// Actors and provinces are shared by many records and must not be changed: one
// printed name has one pointer in each of the goroutines that read, so that what
// is worked out for it can be kept by pointer. One of a new spelling comes as a
// new value with the same id; its aliases then hold the name as printed.

// Recycle gives back records when nothing of them is in use any more, not even
// a part of a text: later rows are read into the same memory. They are all that
// Sink.Events was given at once. It may be called from any goroutine, during
// Events or later, and spares most of the work of the garbage collector. Actors
// and provinces stay as they are.
func Recycle(records []Record) {
	if len(records) > 0 {
		m := records[0].memory
		m.shelf.put(m)
	}
}

// A Reject is a row that became no event.
type Reject struct {
	Row    int    // as a spreadsheet counts it: from 1, the header included
	Line   int    // of the file, where the row starts
	Key    string // "" where it has none
	Reason string

	Columns []string // of the file
	Fields  []string // the row's, nil where a row of its id stays in its place
}

// RejectColumns head what is said of a row in a table of rejects, before the
// file's own columns. A table with them is read as if they were not there.
func RejectColumns() []string { return []string{"rejected_row", "rejected_line", "rejected_because"} }

// String says it for people: "row 7 (line 9, id 123): date_start is empty".
func (r Reject) String() string {
	where := fmt.Sprintf("row %d", r.Row)
	var more []string
	if r.Line != r.Row {
		more = append(more, fmt.Sprintf("line %d", r.Line))
	}
	if r.Key != "" {
		more = append(more, "id "+shortened(r.Key))
	}
	if more != nil {
		where += " (" + strings.Join(more, ", ") + ")"
	}
	return where + ": " + r.Reason
}

// shortened cuts an id that cannot be one to what a line has room for.
func shortened(key string) string {
	if runes := []rune(key); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return key
}

// A Sink takes what a file gives, in the order of its rows. Read calls it from
// its own goroutine.
type Sink interface {
	// Events takes some hundred records at a time; they are the sink's, to keep
	// or to Recycle. An error ends the reading.
	Events([]Record) error
	Reject(Reject)
}

// A Summary accounts for every row: Rows = Events + Rejected.
type Summary struct {
	Rows     int // rows of data
	Events   int
	Rejected int
	Skipped  int    // rows that are no data: HXL tags, the header again in mid-file, blank lines
	SHA256   string // hex, of the file as it came
}

// batch is what one chunk gives.
type batch struct {
	memory  *memory // of the records
	records []Record
	rejects []Reject
	skipped int
}

// Read reads all rows. Its memory does not grow with the file, but for one bit
// or so a key. Errors are those of reading, of the sink and of ctx; rows are
// never one.
func (f *File) Read(ctx context.Context, sink Sink) (Summary, error) {
	var summary Summary
	keys := newKeySet()
	ctx, cancel := context.WithCancel(ctx)
	pipe := f.start(ctx)
	defer pipe.stop(cancel)
	for result := range pipe.results {
		select {
		case <-ctx.Done():
			return summary, ctx.Err()
		case b := <-result:
			keys.dropRepeated(&b)
			summary.add(b)
			for _, r := range b.rejects {
				sink.Reject(r)
			}
			if len(b.records) == 0 {
				b.memory.shelf.put(b.memory)
				continue
			}
			if err := sink.Events(b.records); err != nil {
				return summary, err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return summary, err
	}
	if err := <-pipe.err; err != nil {
		return summary, f.input.failed(err)
	}
	sum, err := f.input.sum()
	summary.SHA256 = sum
	return summary, err
}

func (s *Summary) add(b batch) {
	s.Events += len(b.records)
	s.Rejected += len(b.rejects)
	s.Rows += len(b.records) + len(b.rejects)
	s.Skipped += b.skipped
}

// A pipeline cuts the file in one goroutine and reads the chunks in others;
// results come in the order of the chunks.
type pipeline struct {
	results chan chan batch
	err     chan error // of cutting, when results is closed
	ctx     context.Context
}

type job struct {
	chunk  chunk
	result chan batch
}

func (f *File) start(ctx context.Context) pipeline {
	p := pipeline{ctx: ctx, results: make(chan chan batch, 2*f.opts.Workers), err: make(chan error, 1)}
	jobs := make(chan job)
	for range f.opts.Workers {
		go func() {
			parser := newParser(f.layout, f.source.ID)
			for j := range jobs {
				j.result <- parser.read(j.chunk)
			}
		}()
	}
	go func() {
		defer close(p.results)
		defer close(jobs)
		p.err <- f.cut(ctx, jobs, p.results)
	}()
	return p
}

// stop ends the work under way. It waits for that, unless ctx was done
// already: the reader may be one that never returns, such as a terminal.
func (p pipeline) stop(cancel context.CancelFunc) {
	if p.ctx.Err() == nil {
		cancel()
		for range p.results {
		}
	}
	cancel()
}

// cut hands the chunks to the workers, and their results, in order, to Read.
func (f *File) cut(ctx context.Context, jobs chan<- job, results chan<- chan batch) error {
	s := newSplitter(f.input.text, f.layout.comma)
	shelf := make(shelf, 3*f.opts.Workers+2) // as many as are under way
	for {
		c, err := s.next(shelf.take())
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("after row %d: %w", s.row-1, err)
		}
		result := make(chan batch, 1)
		select {
		case results <- result:
		case <-ctx.Done():
			return ctx.Err()
		}
		select {
		case jobs <- job{c, result}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
