package store

import (
	"bytes"
	"context"
	"fmt"
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
		if err := checkPages(file, info.Size(), true); err != nil {
			return err
		}
		db, err := openBolt(file)
		if err != nil {
			return err
		}
		defer db.Close()
		r.Bytes = info.Size()
		return r.check(ctx, db)
	})
	if err != nil && ctx.Err() == nil {
		err = fileError(path, err)
	}
	return r, err
}

func (r *Report) check(ctx context.Context, db *bolt.DB) error {
	err := db.View(func(tx *bolt.Tx) (err error) {
		if r.Schema, err = readSchema(tx); err != nil {
			return err
		}
		if r.Schema == firstSchema {
			tally, err := readFirstTally(tx.Bucket([]byte(libraryBucket)))
			r.Values = tally.Values
			return err
		}
		if err := checkValues(tx); err != nil {
			return err
		}
		tally, err := readTally(tx.Bucket([]byte(libraryBucket)))
		r.Values = tally.All.Values
		return err
	})
	if err != nil {
		return err
	}
	l, err := load(db)
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
	want, class := x.eventRow(e), t.kinds[t.class[ordinal]]
	province := int32(t.province[ordinal])
	if int(province) == t.values[provinceFacet] {
		province = none
	}
	if class.source != want.source || class.kind != want.kind || province != want.province || int(t.killed.at(ordinal)) != want.killed || t.figuresOf(ordinal) != want.figures ||
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

// checkValues reads every value and holds it against its checksum, and all of
// them against the tally.
func checkValues(tx *bolt.Tx) error {
	library := tx.Bucket([]byte(libraryBucket))
	want, err := readTally(library)
	if err != nil {
		return err
	}
	found := tallySum{Events: want.Events}
	err = tx.ForEach(func(name []byte, b *bolt.Bucket) error {
		return found.bucket(b, address{string(name)})
	})
	if err == nil && found != want {
		err = damage("values are missing")
	}
	return err
}

func (t *tallySum) bucket(b *bolt.Bucket, at address) error {
	sum, last := at.sum(), []byte(nil)
	shelf := shelf{b, at[0], sum}
	return b.ForEach(func(key, kept []byte) error {
		if kept == nil {
			return t.bucket(b.Bucket(key), at.with(key))
		}
		if _, ok := sum.name(key).open(kept); !ok {
			return damage("the value at %s does not fit its checksum", at.with(key))
		}
		if at[0] != libraryBucket || string(key) != tallyKey {
			t.add(at[0], kept)
		}
		if len(at) > 1 || !isShelf(at[0]) {
			return nil
		}
		e, err := shelf.entry(key, kept)
		if err == nil && last != nil && !bytes.Equal(key, last) {
			err = shelf.missing(last)
		}
		last = bytes.Clone(e.next)
		return err
	})
}
