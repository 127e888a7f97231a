package table

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"strings"

	"fieldbrief/store"
)

// A Reject is a row that is no event.
type Reject struct {
	Row    int // as a spreadsheet counts it: from 1, the header included
	Line   int // of the file, where the row starts
	ID     string
	Reason string
}

// A Reader reads a table row by row. Its memory does not grow with the file,
// but for a few bytes a row by which repeated ids are told.
type Reader struct {
	csv     *csv.Reader
	columns []column
	ignored []string
	width   int
	row     int
	sources map[string]store.Source // as the first row of each has them
	seed    maphash.Seed
	seen    map[uint64]struct{}
}

// A column is a place in the rows with what its cells go into.
type column struct {
	name  string
	place int
}

// NewReader reads the header of a table. Errors: ErrUnknown,
// *MissingColumnsError, those of reading.
func NewReader(r io.Reader) (*Reader, error) {
	in := bufio.NewReaderSize(r, HeadSize)
	head, err := in.Peek(HeadSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if !Is(head) {
		return nil, ErrUnknown
	}
	if strings.HasPrefix(string(head), "\uFEFF") {
		_, _ = in.Discard(len("\uFEFF")) // peeked at
	}
	names, comma := header(head)
	t := &Reader{csv: csv.NewReader(in), width: len(names), row: 1,
		sources: make(map[string]store.Source), seed: maphash.MakeSeed(), seen: make(map[uint64]struct{})}
	t.csv.Comma, t.csv.FieldsPerRecord, t.csv.ReuseRecord = comma, -1, true
	if _, err := t.csv.Read(); err != nil {
		return nil, err
	}
	return t, t.find(names)
}

// find notes where the columns stand.
func (t *Reader) find(names []string) error {
	var missing []string
	for _, name := range Columns() {
		place := slices.Index(names, name)
		if place < 0 && slices.Contains(needed(), name) {
			missing = append(missing, name)
		}
		t.columns = append(t.columns, column{name, place})
	}
	for _, name := range names {
		if !slices.Contains(Columns(), name) {
			t.ignored = append(t.ignored, name)
		}
	}
	if missing != nil {
		return &MissingColumnsError{missing}
	}
	return nil
}

// Ignored gives the columns that no event has a place for.
func (t *Reader) Ignored() []string { return t.ignored }

// Next gives the next record, or the row that is none; io.EOF is the error
// after the last. Other errors are those of reading, and of CSV that is broken
// beyond one row.
func (t *Reader) Next() (Record, *Reject, error) {
	fields, err := t.csv.Read()
	if errors.Is(err, io.EOF) {
		return Record{}, nil, io.EOF
	}
	t.row++
	if err != nil {
		return Record{}, nil, fmt.Errorf("row %d: %w", t.row, err)
	}
	line, _ := t.csv.FieldPos(0)
	reject := func(id string, err error) (Record, *Reject, error) {
		return Record{}, &Reject{Row: t.row, Line: line, ID: id, Reason: err.Error()}, nil
	}
	if len(fields) != t.width {
		return reject("", fmt.Errorf("%d fields, %d are expected", len(fields), t.width))
	}
	cells := make(cells, len(t.columns))
	for _, c := range t.columns {
		if c.place >= 0 {
			cells[c.name] = Unguard(strings.Clone(fields[c.place]))
		}
	}
	r, err := cells.record()
	if err != nil {
		return reject(cells["id"], err)
	}
	if !t.first(r.Event.ID) {
		return reject(r.Event.ID, errors.New("its id stands in the file before: the first one counts"))
	}
	r.Source = t.source(r.Source)
	return r, nil, nil
}

// first tells whether an id is new.
func (t *Reader) first(id string) bool {
	key := maphash.String(t.seed, id)
	_, seen := t.seen[key]
	t.seen[key] = struct{}{}
	return !seen
}

// source gives the source of an id as the first of its rows has it.
func (t *Reader) source(s store.Source) store.Source {
	if known, ok := t.sources[s.ID]; ok {
		return known
	}
	t.sources[s.ID] = s
	return s
}
