package store

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"

	bolt "go.etcd.io/bbolt"

	"fieldbrief/store/internal/posting"
)

// A Report says what a sound library file holds.
type Report struct {
	Sources, Actors, Provinces, Events, Quotes int
	Paragraphs                                 int // of digests
	Texts                                      int // attached
	Values                                     int // in the file, each with its checksum
	Schema                                     int // number of the layout
	Bytes                                      int64
}

// Check reads a library file to its end: every page, key, checksum and record,
// and what records say of one another. Errors are those of Open.
func Check(ctx context.Context, path string) (r Report, err error) {
	if err := ctx.Err(); err != nil {
		return r, err
	}
	err = withFile(path, func(file *os.File, info fs.FileInfo) error {
		if err := checkFile(file, info.Size()); err != nil {
			return err
		}
		db, err := openBolt(file)
		if err != nil {
			return err
		}
		defer db.Close()
		r.Bytes = info.Size()
		return r.check(ctx, db, file)
	})
	if err != nil && ctx.Err() == nil {
		err = fileError(path, err)
	}
	return r, err
}

func (r *Report) check(ctx context.Context, db *bolt.DB, file *os.File) error {
	err := db.View(func(tx *bolt.Tx) (err error) {
		if r.Schema, err = readSchema(tx); err != nil {
			return err
		}
		if r.Schema == firstSchema {
			tally, err := readFirstTally(tx.Bucket([]byte(libraryBucket)))
			r.Values = tally.Values
			return err
		}
		tally, err := readTally(tx.Bucket([]byte(libraryBucket)))
		r.Values = tally.All.Values
		return err
	})
	if err != nil {
		return err
	}
	l, err := load(db, file)
	if err != nil {
		return err
	}
	return r.checkLibrary(ctx, l)
}

func (r *Report) checkLibrary(ctx context.Context, l *Library) error {
	x := l.index
	r.Sources, r.Actors, r.Provinces, r.Quotes = len(x.sources), len(x.actors), len(x.provinces), len(x.quotes)
	r.Events, r.Paragraphs = x.table.size, len(x.pages)
	for _, t := range x.texts {
		if t != nil {
			r.Texts++
		}
	}
	if f, ok := x.records.(*eventFile); ok {
		if err := f.checkLists(); err != nil {
			return err
		}
	}
	return x.checkEvents(ctx)
}

// checkedAtOnce is how many events are read at a time.
const checkedAtOnce = 8192

// checkEvents reads every event and holds it against its columns and its id.
func (x *index) checkEvents(ctx context.Context) error {
	for from := 0; from < x.table.size; from += checkedAtOnce {
		if err := ctx.Err(); err != nil {
			return err
		}
		ordinals := make([]int, min(checkedAtOnce, x.table.size-from))
		for i := range ordinals {
			ordinals[i] = from + i
		}
		events, err := x.records.events(ordinals)
		if err != nil {
			return err
		}
		for i := range events {
			if err := x.checkEvent(ordinals[i], &events[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *index) checkEvent(ordinal int, e *Event) error {
	t := x.table
	want, class := x.eventRow(e), t.kinds[t.class.At(ordinal)]
	province := int32(t.province.At(ordinal))
	if int(province) == t.values[provinceFacet] {
		province = none
	}
	if class.source != want.source || class.kind != want.kind || province != want.province || int(t.killed.At(ordinal)) != want.killed || t.figuresOf(ordinal) != want.figures ||
		t.dates(ordinal, t.dayOf(ordinal).day) != want.date || fmt.Sprint(t.actorsOf(ordinal)) != fmt.Sprint(want.actors) {
		return damage("event %s differs from its columns", Printable(e.ID))
	}
	if want.source == none {
		return damage("event %s is of no source", Printable(e.ID))
	}
	if found, ok, err := x.records.find(e.ID); err != nil || !ok || found != ordinal {
		return damage("event %s is not found by its id", Printable(e.ID))
	}
	return nil
}

// checkLists reads the lists of all words and sources.
func (f *eventFile) checkLists() error {
	return f.view(func(tx *bolt.Tx) error {
		for _, name := range []string{wordsBucket, holdingsBucket} {
			s := newShelf(tx, name)
			held := 0
			err := s.scan([]byte(shelfHead), func(e entry) (bool, error) {
				if bytes.Equal(e.key, []byte(shelfHead)) {
					return true, nil
				}
				_, first, ok := cutChunkKey(e.key)
				err := posting.Runs(first, e.value, func(start, length uint32) {
					_, there := f.table.ordinal(start + length - 1)
					ok = ok && there
					held += int(length)
				})
				if err != nil || !ok {
					return false, damage("the list at %s cannot be read", address{name, string(e.key)})
				}
				return true, nil
			})
			if err == nil && name == holdingsBucket && held != f.table.size {
				err = damage("its sources have %d events, and it has %d", held, f.table.size)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// checkFile reads a file to its end: its pages, every value, which it holds
// against its checksum, and all of them against the tally.
func checkFile(file io.ReaderAt, size int64) error {
	w, err := newPageWalk(file, size)
	if err != nil {
		return err
	}
	w.every = true
	var found valueCheck
	w.enter = found.enter
	if err := w.all(); err != nil {
		return err
	}
	if err := w.freelist(); err != nil {
		return err
	}
	return found.result()
}

// A valueCheck looks at all values of a file.
type valueCheck struct {
	found, want tallySum
	first       bool // it is of the first layout, whose tally is another
}

func (c *valueCheck) enter(at address) func(element) error {
	sum, last := at.sum(), []byte(nil)
	shelf := shelf{nil, at[0], sum}
	chained := len(at) == 1 && isShelf(at[0])
	return func(e element) error {
		value, ok := sum.name(e.key).open(e.value)
		if !ok {
			return damage("the value at %s does not fit its checksum", at.with(e.key))
		}
		if len(at) == 1 && at[0] == libraryBucket && string(e.key) == tallyKey {
			return c.tally(value)
		}
		c.found.add(at[0], e.value)
		if !chained {
			return nil
		}
		entry, err := shelf.entry(e.key, e.value)
		if err == nil && last != nil && !bytes.Equal(e.key, last) {
			err = shelf.missing(last)
		}
		last = append(last[:0], entry.next...)
		return err
	}
}

func (c *valueCheck) tally(value []byte) error {
	var err error
	if c.want, err = decode(value, codeTally); err != nil {
		_, err = decode(value, codeFirstTally)
		c.first = err == nil
	}
	return at(err, address{libraryBucket, tallyKey}.String())
}

// result tells whether anything is missing. Of a file of the first layout,
// reading it does.
func (c *valueCheck) result() error {
	c.found.Events = c.want.Events
	if !c.first && c.found != c.want {
		return damage("values are missing")
	}
	return nil
}
