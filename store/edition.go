package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"

	bolt "go.etcd.io/bbolt"
)

// An Edition is a library file in the making: the file as it is, to be changed
// before it is published. It is valid only while Publish runs its function.
type Edition struct {
	db        *bolt.DB
	tx        *bolt.Tx
	path      string // of the file in the making
	events    *eventFile
	coder     *eventCoder
	tally     tallySum
	changed   bool
	adopted   bool // the file was of the first layout
	unlocated bool // the file was of the second layout: its coordinates are in its records alone
	written   written
	pending   int  // bytes put since the last commit
	touched   int  // bytes read from the memory map since it was released
	breath    int  // how much is put before it is committed, in bytes
	many      bool // much is put in the order of keys: pages are to be filled
}

// A Change counts the records of a briefing (actors, provinces, events and
// quotes) by what putting it into a library did to them.
type Change struct {
	Added, Changed, Unchanged, Removed int
	Source                             bool // the source itself (title, digest …) is new or changed
}

// newEdition starts to change an open file.
func newEdition(db *bolt.DB, path string) (*Edition, error) {
	// The dictionary in the file is what it was until finish, so that it can be
	// read beside the change, from any goroutine.
	e := &Edition{db: db, path: path, events: newEventFile(db), written: make(written), breath: breathSize}
	e.coder = newEventCoder(e.events.dictionary)
	var err error
	if e.tx, err = db.Begin(true); err != nil {
		return nil, err
	}
	if library := e.tx.Bucket([]byte(libraryBucket)); library != nil {
		e.tally, err = readTally(library)
		n, schemaErr := readSchema(e.tx)
		e.unlocated, err = n == secondSchema, cmp.Or(err, schemaErr)
	}
	return e, err
}

// breathSize is how much is put before it is committed, but for tests.
const breathSize = 8 << 20

// breathe commits now and then, so that memory does not fill with what was put.
// Nobody sees the file before it is published.
func (e *Edition) breathe() error {
	if e.pending < e.breath {
		return nil
	}
	return e.commit()
}

// releaseSize is how much of the memory map is read before its pages are given
// back, in bytes.
const releaseSize = 32 << 20

// touch notes that a value was read, and with it what lies around.
func (e *Edition) touch(n int) {
	if e.touched += n + readAround; e.touched >= releaseSize {
		e.touched = 0
		release(e.tx)
	}
}

func (e *Edition) commit() error {
	e.pending = 0
	if err := e.tx.Commit(); err != nil {
		return err
	}
	tx, err := e.db.Begin(true)
	if e.tx = tx; err == nil {
		release(tx)
	}
	return err
}

// Put makes a briefing the library's only one of its source. A text that was
// attached to the source stays when the source's SHA256 stays. The briefing
// must be valid (see Briefing.Validate).
func (e *Edition) Put(b Briefing) (Change, error) {
	if err := b.Validate(); err != nil {
		return Change{}, err
	}
	b = b.settled()
	lists, err := e.putLists(b)
	if err != nil {
		return Change{}, err
	}
	events, err := e.newEventChange(context.Background(), b.Source.ID)
	if err != nil {
		return Change{}, err
	}
	if err := events.draft(b.Events); err != nil {
		return Change{}, err
	}
	removed, err := events.apply(true)
	if err != nil {
		return Change{}, err
	}
	lists.Added += events.added
	lists.Changed += events.changed
	lists.Unchanged += events.unchanged
	lists.Removed += removed
	return lists, nil
}

// putLists keeps the source and those of its records that are read at once.
func (e *Edition) putLists(b Briefing) (Change, error) {
	sources, err := e.tx.CreateBucketIfNotExists([]byte(sourcesBucket))
	if err != nil {
		return Change{}, err
	}
	old, err := newKept(sources.Bucket([]byte(b.Source.ID)), b.Source.ID)
	if err != nil {
		return Change{}, err
	}
	records := newRecords(b)
	if old.text != nil && old.sha256 == b.Source.SHA256 {
		records.text = old.text
	}
	change := compare(old.records, records)
	if change.Added+change.Changed+change.Removed == 0 && !change.Source && old.sameOrder(records) {
		return change, nil
	}
	if err := e.dropSource(b.Source.ID); err != nil {
		return Change{}, err
	}
	e.changed = true
	return change, records.write(e, sources, b.Source.ID)
}

// dropSource takes out a source's bucket, if there is one.
func (e *Edition) dropSource(id string) error {
	sources := e.tx.Bucket([]byte(sourcesBucket))
	if sources == nil || sources.Bucket([]byte(id)) == nil {
		return nil
	}
	e.changed = true
	e.forget(sources.Bucket([]byte(id)), address{sourcesBucket, id})
	return sources.DeleteBucket([]byte(id))
}

// forget takes a bucket's values out of the tally.
func (e *Edition) forget(b *bolt.Bucket, at address) {
	_ = b.ForEach(func(key, kept []byte) error {
		if kept == nil {
			e.forget(b.Bucket(key), at.with(key))
		} else {
			e.tally.remove(at[0], kept)
			e.written.note(at, key, nil)
		}
		return nil
	})
}

// Remove takes a source and all its records out of the library. For a source
// that is not there the error is an *UnknownNameError.
func (e *Edition) Remove(sourceID string) error {
	if _, err := e.sourceBucket(sourceID); err != nil {
		return err
	}
	events, err := e.newEventChange(context.Background(), sourceID)
	if err != nil {
		return err
	}
	events.workers = runtime.GOMAXPROCS(0)
	if _, err := events.apply(true); err != nil {
		return err
	}
	return e.dropSource(sourceID)
}

// Attach keeps a source's own text with it, in place of one attached before.
// For a source that is not there the error is an *UnknownNameError.
func (e *Edition) Attach(sourceID string, t Text) error {
	b, err := e.sourceBucket(sourceID)
	if err != nil {
		return err
	}
	if err := t.validate(); err != nil {
		return err
	}
	return e.put(b, address{sourcesBucket, sourceID}, textKey, encode(t, codeText))
}

// Sources gives the sources, by id.
func (e *Edition) Sources() []Source {
	var sources []Source
	b := e.tx.Bucket([]byte(sourcesBucket))
	if b == nil {
		return nil
	}
	_ = b.ForEach(func(id, _ []byte) error {
		at := address{sourcesBucket, string(id), sourceKey}
		if value, err := at.unseal(b.Bucket(id).Get([]byte(sourceKey))); err == nil {
			s, _ := decode(value, codeSource)
			sources = append(sources, s)
		}
		return nil
	})
	return sources
}

// Briefing gives all records of a source, its events in date order, and the text
// attached to it, nil where there is none. For a source that is not there the
// error is an *UnknownNameError.
func (e *Edition) Briefing(sourceID string) (Briefing, *Text, error) {
	b, err := e.sourceBucket(sourceID)
	if err != nil {
		return Briefing{}, nil, err
	}
	c := newContents()
	if err := c.source(b, address{sourcesBucket, sourceID}); err != nil {
		return Briefing{}, nil, err
	}
	briefing := c.briefings[0]
	events, err := e.newEventChange(context.Background(), sourceID)
	if err != nil {
		return Briefing{}, nil, err
	}
	err = e.eachRecord(events.old, func(n number, record []byte) error {
		event, err := e.coder.decode(record, n>>placeBits)
		briefing.Events = append(briefing.Events, event)
		return at(err, address{eventsBucket, string(numberKey(n))}.String())
	})
	if err != nil {
		return Briefing{}, nil, err
	}
	if text, attached := c.texts[sourceID]; attached {
		return briefing, &text, nil
	}
	return briefing, nil, nil
}

// Meta gives a small value that SetMeta kept, "" where there is none.
func (e *Edition) Meta(key string) string {
	b := e.tx.Bucket([]byte(metaBucket))
	if b == nil {
		return ""
	}
	value, err := address{metaBucket, key}.unseal(b.Get([]byte(key)))
	if err != nil {
		return ""
	}
	return string(value)
}

// SetMeta keeps a small value beside the records; "" drops it.
func (e *Edition) SetMeta(key, value string) error {
	b, err := e.tx.CreateBucketIfNotExists([]byte(metaBucket))
	if err != nil {
		return err
	}
	if value != "" {
		return e.put(b, address{metaBucket}, key, []byte(value))
	}
	if b.Get([]byte(key)) == nil {
		return nil
	}
	return e.drop(b, address{metaBucket}, []byte(key))
}

// put keeps a value, unless it is there already.
func (e *Edition) put(b *bolt.Bucket, at address, key string, value []byte) error {
	return e.keep(b, at, []byte(key), at.with([]byte(key)).seal(value))
}

// keep keeps a sealed value, unless it is there already.
func (e *Edition) keep(b *bolt.Bucket, at address, key, sealed []byte) error {
	old := b.Get(key)
	if bytes.Equal(old, sealed) {
		return nil
	}
	e.changed = true
	e.tally.remove(at[0], old)
	e.tally.add(at[0], sealed)
	e.written.note(at, key, sealed)
	e.pending += len(key) + len(sealed)
	return b.Put(key, sealed)
}

// drop takes out a value that is there.
func (e *Edition) drop(b *bolt.Bucket, at address, key []byte) error {
	e.changed = true
	e.tally.remove(at[0], b.Get(key))
	e.written.note(at, key, nil)
	e.pending += len(b.Get(key))
	return b.Delete(key)
}

// shelf opens a shelf for changing, and makes it where there is none.
func (e *Edition) shelf(name string) (shelfWriter, error) {
	b, err := e.tx.CreateBucketIfNotExists([]byte(name))
	if err != nil {
		return shelfWriter{}, err
	}
	if e.many {
		b.FillPercent = 1
	}
	w := shelfWriter{newShelf(e.tx, name), e}
	if b.Get([]byte(shelfHead)) == nil && w.empty() {
		err = w.keep(entry{key: []byte(shelfHead)})
	}
	return w, err
}

func (e *Edition) sourceBucket(id string) (*bolt.Bucket, error) {
	if b := e.tx.Bucket([]byte(sourcesBucket)); b != nil && id != "" {
		if s := b.Bucket([]byte(id)); s != nil {
			return s, nil
		}
	}
	d := newDirectory()
	for _, s := range e.Sources() {
		d.add(nameEntry{id: s.ID, name: s.ID}, s.Title)
	}
	return nil, d.unknown(BySource, "", id, nil)
}

// validate checks that the text's spans lie within it, in order.
func (t Text) validate() error {
	n := len([]rune(t.Body))
	last := 0
	for i, p := range t.Paragraphs {
		if p.Span.Start < last || p.Span.End < p.Span.Start || p.Span.End > n {
			return fmt.Errorf("paragraph %d of the text, at %d–%d, is out of order or beyond its end at %d", i+1, p.Span.Start, p.Span.End, n)
		}
		last = p.Span.End
	}
	for cited, found := range t.Anchors {
		if found.Start < 0 || found.End < found.Start || found.End > n {
			return fmt.Errorf("the anchor of %d–%d, at %d–%d, is beyond the text's end at %d", cited.Start, cited.End, found.Start, found.End, n)
		}
	}
	return nil
}

// adopt puts in what a file of the first layout held. It is no change of what
// the library holds.
func (e *Edition) adopt(c *contents) error {
	for _, b := range c.briefings {
		if _, err := e.Put(b); err != nil {
			return err
		}
		if t, ok := c.texts[b.Source.ID]; ok {
			if err := e.Attach(b.Source.ID, t); err != nil {
				return err
			}
		}
	}
	for key, value := range c.meta {
		if err := e.SetMeta(key, value); err != nil {
			return err
		}
	}
	e.changed, e.adopted = false, true
	return nil
}

// finish writes what stands in every library, with the tally of all values.
func (e *Edition) finish() error {
	if !e.changed && (e.adopted || e.tx.Bucket([]byte(libraryBucket)) != nil) {
		return nil
	}
	if e.unlocated {
		if err := e.locateAll(); err != nil {
			return err
		}
	}
	if err := e.events.dictionary.save(e); err != nil {
		return err
	}
	b, err := e.tx.CreateBucketIfNotExists([]byte(libraryBucket))
	if err != nil {
		return err
	}
	at := address{libraryBucket}
	if err := e.put(b, at, formatKey, []byte(format)); err != nil {
		return err
	}
	if err := e.put(b, at, schemaKey, binary.AppendUvarint(nil, schema)); err != nil {
		return err
	}
	if !e.changed {
		return nil
	}
	tally := at.with([]byte(tallyKey)).seal(encode(e.tally, codeTally))
	e.written.note(at, []byte(tallyKey), tally)
	return b.Put([]byte(tallyKey), tally)
}

// written notes what was put into a file, so that it can be looked at again:
// the checksum of each value by its address, none where it was dropped. It is
// nil where there is too much for that.
type written map[string]string

// maxWritten is from how many values on the whole file is read again.
const maxWritten = 1 << 14

const writtenSeparator = "\x00\xff\x00"

func (w written) note(at address, key, sealed []byte) {
	if len(w) > maxWritten {
		return
	}
	where := strings.Join(at.with(key), writtenSeparator)
	w[where] = string(sealed[max(0, len(sealed)-sumSize):])
}

func (w written) all() bool { return len(w) <= maxWritten }

// check looks at the values noted.
func (w written) check(tx *bolt.Tx) error {
	for where, want := range w {
		at := address(strings.Split(where, writtenSeparator))
		kept, there := lookAt(tx, at)
		switch {
		case want == "" && there:
			return damage("what was removed at %s is still there", at)
		case want == "":
		case cmp.Compare(len(kept), sumSize) < 0 || string(kept[len(kept)-sumSize:]) != want:
			return damage("what was written at %s is not there", at)
		default:
			if _, ok := at.sum().open(kept); !ok {
				return damage("the value at %s does not fit its checksum", at)
			}
		}
	}
	return nil
}

// lookAt gives the value at an address.
func lookAt(tx *bolt.Tx, at address) ([]byte, bool) {
	b := tx.Bucket([]byte(at[0]))
	for _, name := range at[1 : len(at)-1] {
		if b == nil {
			return nil, false
		}
		b = b.Bucket([]byte(name))
	}
	if b == nil {
		return nil, false
	}
	kept := b.Get([]byte(at[len(at)-1]))
	return kept, kept != nil
}
