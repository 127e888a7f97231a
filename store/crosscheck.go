package store

import (
	"bytes"
	"cmp"
	"context"
	"hash/maphash"
	"io"
	"runtime"
	"slices"
	"sync"

	"fieldbrief/store/internal/block"
	"fieldbrief/store/internal/column"
	"fieldbrief/store/internal/posting"
)

// A crossCheck holds the events of a file against its columns and its lists, on
// all processors. What the lists say is not kept: it is added up on both sides.
type crossCheck struct {
	ctx   context.Context
	index *index
	file  *eventFile
	seed  maphash.Seed
	where []column.Point // as the coordinates say
	jobs  chan []shelfValue

	mutex   sync.Mutex // of what follows
	err     error
	records tokens // as the records say
	lists   tokens // as the lists say
}

// shelfValue is an entry of one of the shelves.
type shelfValue struct {
	shelf string
	entry
}

// tokens are sums over what lists hold, each with its number.
type tokens struct{ events, ids, words, holdings uint64 }

func (t *tokens) add(more tokens) {
	t.events += more.events
	t.ids += more.ids
	t.words += more.words
	t.holdings += more.holdings
}

// token is what a number under a hash adds to a sum.
func token(hash uint64, n number) uint64 {
	v := (hash ^ uint64(n)*hashMix) * 0xBF58476D1CE4E5B9
	return (v ^ v>>31) * 0x94D049BB133111EB
}

func newCrossCheck(ctx context.Context, x *index, f *eventFile) *crossCheck {
	return &crossCheck{ctx: ctx, index: x, file: f, seed: maphash.MakeSeed(), jobs: make(chan []shelfValue, runtime.GOMAXPROCS(0))}
}

// run reads the shelves of the file, whose values are known to be sound each for
// itself.
func (c *crossCheck) run(file io.ReaderAt, size int64) error {
	walk, err := newPageWalk(file, size)
	if err != nil {
		return err
	}
	walk.every = true
	if c.where, err = c.file.points(); err != nil {
		return err
	}
	in := feeder{crossCheck: c}
	walk.enter = in.enter
	var running sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		running.Go(func() {
			w := newCrossChecker(c)
			for values := range c.jobs {
				if c.failed() == nil {
					c.fail(guarded(func() error { return w.work(values) }))
				}
			}
			c.finish(w)
		})
	}
	err = walk.all()
	in.flush()
	close(c.jobs)
	running.Wait()
	if err := cmp.Or(err, c.failed()); err != nil {
		return err
	}
	return c.compare()
}

func (c *crossCheck) failed() error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return cmp.Or(c.err, c.ctx.Err())
}

func (c *crossCheck) fail(err error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.err = cmp.Or(c.err, err)
}

func (c *crossCheck) finish(w *crossChecker) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.records.add(w.records)
	c.lists.add(w.lists)
}

// compare tells whether records and lists say the same.
func (c *crossCheck) compare() error {
	switch r, l := c.records, c.lists; {
	case r.events != uint64(c.index.table.size):
		return damage("it has records of %d events and columns of %d", r.events, c.index.table.size)
	case r.holdings != l.holdings || r.events != l.events:
		return damage("the lists of its sources do not hold the events that are there")
	case r.ids != l.ids:
		return damage("not all of its events are found by their ids")
	case r.words != l.words:
		return damage("not all of its events are found by their words")
	}
	return nil
}

// A feeder hands the values of the shelves to those who look at them.
type feeder struct {
	*crossCheck
	values []shelfValue
	size   int
}

// feedSize is about how much is handed on at a time, in bytes.
const feedSize = 256 << 10

func (f *feeder) enter(at address) func(element) error {
	if len(at) != 1 || !isShelf(at[0]) {
		return nil
	}
	name, s := at[0], shelf{nil, at[0], at.sum()}
	return func(e element) error {
		if string(e.key) == shelfHead {
			return nil
		}
		held, err := s.entry(bytes.Clone(e.key), bytes.Clone(e.value))
		if err != nil {
			return err
		}
		f.values = append(f.values, shelfValue{name, held})
		if f.size += len(e.value); f.size >= feedSize {
			f.flush()
		}
		return f.failed()
	}
}

func (f *feeder) flush() {
	if len(f.values) > 0 {
		f.jobs <- f.values
		f.values, f.size = nil, 0
	}
}

// A crossChecker looks at values in one goroutine.
type crossChecker struct {
	*crossCheck
	coder      *eventCoder
	vocabulary *vocabulary
	hashes     []uint64 // of its words
	space      block.Space

	records, lists tokens
}

func newCrossChecker(c *crossCheck) *crossChecker {
	return &crossChecker{crossCheck: c, coder: newEventCoder(c.file.dictionary), vocabulary: newVocabulary()}
}

func (c *crossChecker) work(values []shelfValue) error {
	for _, v := range values {
		look := c.list
		switch v.shelf {
		case eventsBucket:
			look = c.board
		case idsBucket:
			look = c.ids
		}
		if err := look(v); err != nil {
			return err
		}
	}
	return nil
}

// board looks at the events of a value.
func (c *crossChecker) board(v shelfValue) error {
	if len(v.key) != numberSize {
		return boardDamage(v.key)
	}
	first, last := keyNumber(v.key), keyNumber(v.key)|(1<<monthShift-1)
	if !v.last() {
		last = min(last, keyNumber(v.next)-1)
	}
	blocks, err := block.Split(first, v.value)
	if err != nil {
		return boardDamage(v.key)
	}
	for _, b := range blocks {
		records, err := c.file.packer.UnpackInto(&c.space, b)
		if err != nil {
			return boardDamage(v.key)
		}
		for _, r := range records {
			if r.Number < first || r.Number > last {
				return damage("an event stands in the wrong place at %s", address{v.shelf, string(v.key)})
			}
			if err := c.event(r); err != nil {
				return err
			}
			first = r.Number + 1
		}
	}
	return nil
}

// event holds an event against its columns, and adds up what lists should say.
func (c *crossChecker) event(r block.Record) error {
	e, err := c.coder.decode(r.Bytes, r.Number>>placeBits)
	if err != nil {
		return boardDamage(numberKey(r.Number))
	}
	ordinal, ok := c.index.table.ordinal(r.Number)
	if !ok {
		return damage("event %s is not in the columns", Printable(e.ID))
	}
	if err := c.index.checkEvent(ordinal, &e); err != nil {
		return err
	}
	if c.where[ordinal] != pointOf(&e) {
		return damage("event %s differs from its coordinates", Printable(e.ID))
	}
	c.records.events++
	c.records.ids += token(0, idHash(e.ID)) + token(uint64(idHash(e.ID)), r.Number)
	c.records.holdings += token(maphash.String(c.seed, sourceOf(e.ID)), r.Number)
	words := c.vocabulary.wordsOf(&e)
	for _, word := range c.vocabulary.words[len(c.hashes):] {
		c.hashes = append(c.hashes, maphash.String(c.seed, word))
	}
	for _, code := range words {
		c.records.words += token(c.hashes[code], r.Number)
	}
	return nil
}

// ids adds up what the index of ids says.
func (c *crossChecker) ids(v shelfValue) error {
	list, err := decodeIDs(v.entry)
	if err != nil || len(list) == 0 {
		return damage("the list at %s cannot be read", address{v.shelf, string(v.key)})
	}
	for _, id := range list {
		c.lists.ids += token(0, uint32(id>>32)) + token(id>>32, number(id))
	}
	return nil
}

// list adds up what a list of words or of a source says.
func (c *crossChecker) list(v shelfValue) error {
	name, first, ok := cutChunkKey(v.key)
	hash := maphash.Bytes(c.seed, name)
	sum, held := uint64(0), uint64(0)
	err := posting.Runs(first, v.value, func(start, length uint32) {
		for n := start; n < start+length; n++ {
			sum += token(hash, n)
		}
		held += uint64(length)
	})
	if err != nil || !ok {
		return damage("the list at %s cannot be read", address{v.shelf, string(v.key)})
	}
	if v.shelf == wordsBucket {
		c.lists.words += sum
		return nil
	}
	c.lists.holdings += sum
	c.lists.events += held
	return nil
}

// checkEvent holds an event against its columns.
func (x *index) checkEvent(ordinal int, e *Event) error {
	t := x.table
	want, class := x.eventRow(e), t.kinds[t.class.At(ordinal)]
	province := int32(t.province.At(ordinal))
	if int(province) == t.values[provinceFacet] {
		province = none
	}
	if class.source != want.source || class.kind != want.kind || province != want.province || int(t.killed.At(ordinal)) != want.killed || t.figuresOf(ordinal) != want.figures ||
		t.dates(ordinal, t.dayOf(ordinal).day) != want.date || !slices.Equal(t.actorsOf(ordinal), want.actors) {
		return damage("event %s differs from its columns", Printable(e.ID))
	}
	if want.source == none {
		return damage("event %s is of no source", Printable(e.ID))
	}
	return nil
}
