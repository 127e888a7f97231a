package store

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"

	bolt "go.etcd.io/bbolt"
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
// and what records, columns and lists say of one another. Errors are those of
// Open.
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
	return r.checkLibrary(ctx, l, file, r.Bytes)
}

func (r *Report) checkLibrary(ctx context.Context, l *Library, file io.ReaderAt, size int64) error {
	x := l.index
	r.Sources, r.Actors, r.Provinces, r.Quotes = len(x.sources), len(x.actors), len(x.provinces), len(x.quotes)
	r.Events, r.Paragraphs = x.table.size, len(x.pages)
	for _, t := range x.texts {
		if t != nil {
			r.Texts++
		}
	}
	if f, ok := x.records.(*eventFile); ok {
		return newCrossCheck(ctx, x, f).run(file, size)
	}
	return nil
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
