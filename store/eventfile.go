package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"slices"
	"sync"
	"sync/atomic"

	bolt "go.etcd.io/bbolt"

	"fieldbrief/store/internal/bits"
	"fieldbrief/store/internal/block"
	"fieldbrief/store/internal/posting"
)

// eventFile reads events from an open library file. Each call has a transaction
// of its own.
type eventFile struct {
	db         *bolt.DB
	table      *table
	packer     *block.Packer
	dictionary *dictionary
	readers    sync.Pool            // of *recordReader
	unpacked   *generations[number] // records read
	size       int64                // of the file, in bytes; 0 where it is being changed
	touched    atomic.Int64         // how much of the memory map was read, in bytes
}

// keptRecords is how much of the records read last is kept, in bytes: some
// hundred screens' worth.
const keptRecords = 1 << 19

func newEventFile(db *bolt.DB) *eventFile {
	f := &eventFile{db: db, packer: block.NewPacker(), unpacked: newGenerations[number](keptRecords)}
	f.dictionary = newDictionary(func(c class) (list []string, err error) {
		err = f.view(func(tx *bolt.Tx) error {
			list, err = readTexts(tx, c)
			return err
		})
		return list, err
	})
	f.readers.New = func() any { return &recordReader{eventFile: f, coder: newEventCoder(f.dictionary)} }
	return f
}

func (f *eventFile) close() error { return f.db.Close() }

func (f *eventFile) forget() { f.unpacked.clear() }

func (f *eventFile) view(read func(*bolt.Tx) error) error {
	return guarded(func() error { return f.db.View(read) })
}

// Pages that were read from the memory map stay in the process's memory. Now and
// then they are given back; the system still has them. With what is wanted it
// maps what lies around: each read counts for readAround more.
const (
	touchedAtMost = 24 << 20 // of a small file, in bytes; of a large one it is
	touchedPart   = 16       // one in so many bytes
	readAround    = 1 << 16
)

func (f *eventFile) touch(tx *bolt.Tx, n int) {
	if f.size > 0 && f.touched.Add(int64(n)+readAround) > max(touchedAtMost, f.size/touchedPart) {
		f.touched.Store(0)
		release(tx)
	}
}

// eventsAtOnce is how many events are worth a goroutine of their own.
const eventsAtOnce = 8

func (f *eventFile) events(ordinals []int) ([]Event, error) {
	list := make([]Event, len(ordinals))
	errs := make([]error, partsOf(len(ordinals), eventsAtOnce))
	parallel(len(ordinals), eventsAtOnce, func(part, from, to int) {
		errs[part] = f.decode(list[from:to], ordinals[from:to])
	})
	if err := cmp.Or(errs...); err != nil {
		return nil, err
	}
	return list, nil
}

// decode reads the events of ascending ordinals.
func (f *eventFile) decode(list []Event, ordinals []int) error {
	r := f.readers.Get().(*recordReader)
	defer f.readers.Put(r)
	r.keep = true
	return r.events(ordinals, r.coder.decode, func(i int, e *Event) { list[i] = *e })
}

// texts reads many events, and keeps none of their records for later.
func (f *eventFile) texts(ordinals []int, yield func(int, *Event)) error {
	r := f.readers.Get().(*recordReader)
	defer f.readers.Put(r)
	r.keep = false
	return r.events(ordinals, r.coder.decodeText, func(i int, e *Event) { yield(ordinals[i], e) })
}

// events yields the events of ascending ordinals, each with its place among them.
func (r *recordReader) events(ordinals []int, decode func([]byte, uint32) (Event, error), yield func(int, *Event)) error {
	numbers := make([]number, len(ordinals))
	for i, n := range ordinals {
		numbers[i] = r.table.number(n)
	}
	i := 0
	return r.view(func(tx *bolt.Tx) error {
		return r.records(tx, numbers, func(n number, record []byte) error {
			e, err := decode(record, n>>placeBits)
			if err != nil {
				return at(err, address{eventsBucket, string(numberKey(n))}.String())
			}
			yield(i, &e)
			i++
			return nil
		})
	})
}

// A recordReader reads records, one goroutine at a time.
type recordReader struct {
	*eventFile
	coder *eventCoder
	keep  bool // what was read, for later
	space block.Space
	block []block.Record // the one at hand
	value []block.Block  // and those of its value
	next  []byte         // the key after that
}

// records yields the records of ascending numbers, which must all be there, from
// a transaction that is under way.
func (f *eventFile) records(tx *bolt.Tx, numbers []number, yield func(number, []byte) error) error {
	r := recordReader{eventFile: f}
	return r.records(tx, numbers, func(n number, record []byte) error { return yield(n, bytes.Clone(record)) })
}

// records yields the records of ascending numbers, which must all be there.
func (r *recordReader) records(tx *bolt.Tx, numbers []number, yield func(number, []byte) error) error {
	s := newShelf(tx, eventsBucket)
	r.block, r.value = nil, nil
	for _, n := range numbers {
		record, ok := r.unpacked.get(n)
		if !ok {
			var err error
			if record, err = r.record(s, n); err != nil {
				return err
			}
			if r.keep {
				record = bytes.Clone(record)
				r.unpacked.put(n, record)
			}
		}
		if err := yield(n, record); err != nil {
			return err
		}
	}
	return nil
}

// record gives a record, until the next is asked for.
func (r *recordReader) record(s shelf, n number) ([]byte, error) {
	at, found := findRecord(r.block, n)
	if !found {
		if err := r.unpack(s, n); err != nil {
			return nil, err
		}
		if at, found = findRecord(r.block, n); !found {
			return nil, s.missing(numberKey(n))
		}
	}
	return r.block[at].Bytes, nil
}

func findRecord(records []block.Record, n number) (int, bool) {
	return slices.BinarySearchFunc(records, n, func(r block.Record, n number) int { return cmp.Compare(r.Number, n) })
}

// unpack unpacks the block that a number lies in.
func (r *recordReader) unpack(s shelf, n number) error {
	r.block = nil
	if len(r.value) == 0 || n < r.value[0].First || len(r.next) > 0 && n >= keyNumber(r.next) {
		if err := r.open(s, n); err != nil {
			return err
		}
	}
	at, exact := slices.BinarySearchFunc(r.value, n, func(b block.Block, n number) int { return cmp.Compare(b.First, n) })
	if !exact {
		at--
	}
	if at < 0 {
		return s.missing(numberKey(n))
	}
	var err error
	if r.block, err = r.packer.UnpackInto(&r.space, r.value[at]); err != nil {
		err = s.damage(numberKey(r.value[0].First))
	}
	return err
}

// open finds the value that a number lies in.
func (r *recordReader) open(s shelf, n number) error {
	r.value = nil
	if s.bucket == nil {
		return s.missing(numberKey(n))
	}
	e, err := s.floor(s.bucket.Cursor(), numberKey(n))
	if err != nil {
		return err
	}
	r.touch(s.bucket.Tx(), len(e.value))
	r.value, err = splitBlocks(s, e)
	r.next = e.next
	return err
}

// splitBlocks gives the blocks of an entry; none of the shelf's head.
func splitBlocks(s shelf, e entry) ([]block.Block, error) {
	if len(e.key) != numberSize {
		return nil, nil
	}
	blocks, err := block.Split(binary.BigEndian.Uint32(e.key), e.value)
	if err != nil {
		return nil, s.damage(e.key)
	}
	return blocks, nil
}

// numberSize is the length of a number in a key.
const numberSize = 4

func numberKey(n number) []byte { return binary.BigEndian.AppendUint32(nil, n) }

func keyNumber(key []byte) number { return binary.BigEndian.Uint32(key) }

func (f *eventFile) find(id string) (ordinal int, ok bool, err error) {
	err = f.view(func(tx *bolt.Tx) error {
		n, found, err := f.number(tx, id)
		if err == nil && found {
			ordinal, ok = f.table.ordinal(n)
		}
		return err
	})
	return ordinal, ok && err == nil, err
}

// number gives the number of an id, and whether there is one.
func (f *eventFile) number(tx *bolt.Tx, id string) (found number, ok bool, err error) {
	candidates, err := idCandidates(newShelf(tx, idsBucket), idHash(id))
	if err != nil {
		return 0, false, err
	}
	r := f.readers.Get().(*recordReader)
	defer f.readers.Put(r)
	r.keep = true
	for _, n := range candidates {
		err := r.records(tx, []number{n}, func(n number, record []byte) error {
			held, err := r.coder.decodeID(record)
			if err != nil {
				return at(err, address{eventsBucket, string(numberKey(n))}.String())
			}
			if held == id {
				found, ok = n, true
			}
			return nil
		})
		if err != nil || ok {
			return found, ok, err
		}
	}
	return 0, false, nil
}

// idCandidates gives the numbers whose ids have a hash.
func idCandidates(s shelf, hash uint32) ([]number, error) {
	if s.bucket == nil {
		return nil, nil
	}
	low := uint64(hash) << 32
	c := s.bucket.Cursor()
	e, err := s.floor(c, entryBytes(low))
	var numbers []number
	for ; err == nil; e, err = s.after(c, e) {
		entries, err := decodeIDs(e)
		if err != nil {
			return nil, s.damage(e.key)
		}
		from, _ := slices.BinarySearch(entries, low)
		for ; from < len(entries) && uint32(entries[from]>>32) == hash; from++ {
			numbers = append(numbers, number(entries[from]))
		}
		if from < len(entries) || e.last() {
			return numbers, nil
		}
	}
	return numbers, err
}

// holding reads the lists of a word, or of all words that start with it, with
// several goroutines where they are long.
func (f *eventFile) holding(ctx context.Context, word string, prefix bool) (set bits.Set, err error) {
	err = f.view(func(tx *bolt.Tx) error {
		u, err := newUnion(ctx, f.table, newShelf(tx, wordsBucket), word, prefix)
		if err != nil {
			return err
		}
		set, err = u.run(ctx)
		f.touch(tx, u.size)
		return err
	})
	return set, err
}

// A union joins the lists of a word, or of all words that start with it.
type union struct {
	table  *table
	shelf  shelf
	prefix []byte      // of their keys
	chunks []keptChunk // in order
	size   int         // in bytes
	next   atomic.Int64
}

// keptChunk is a part of a list, its checksum not yet looked at.
type keptChunk struct{ key, kept []byte }

// newUnion finds the chunks of the lists.
func newUnion(ctx context.Context, t *table, s shelf, word string, prefix bool) (*union, error) {
	u := &union{table: t, shelf: s, prefix: []byte(word)}
	if !prefix {
		u.prefix = append(u.prefix, 0)
	}
	if s.bucket == nil {
		return u, nil
	}
	c := s.bucket.Cursor()
	before, err := s.floor(c, u.prefix)
	if err != nil || !bytes.HasPrefix(before.next, u.prefix) {
		return u, err
	}
	for key, kept := c.Next(); bytes.HasPrefix(key, u.prefix); key, kept = c.Next() {
		u.chunks = append(u.chunks, keptChunk{key, kept})
		if u.size += len(kept); len(u.chunks)%chunksAtOnce == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	if len(u.chunks) == 0 || !bytes.Equal(u.chunks[0].key, before.next) {
		err = s.missing(before.next)
	}
	return u, err
}

// longLists is how many bytes of lists are worth a goroutine of their own, and
// chunksAtOnce how many chunks it takes at a time.
const (
	longLists    = 1 << 15
	chunksAtOnce = 64
)

// run gives the events in the lists.
func (u *union) run(ctx context.Context) (bits.Set, error) {
	workers := partsOf(u.size, longLists)
	sets, errs := make([]bits.Set, workers), make([]error, workers)
	parallel(workers, 1, func(_, from, to int) {
		for i := from; i < to; i++ {
			sets[i] = bits.New(u.table.size)
			errs[i] = guarded(func() error { return u.work(ctx, sets[i]) })
		}
	})
	for _, set := range sets[1:] {
		sets[0].Or(set)
	}
	return sets[0], cmp.Or(errs...)
}

// work adds chunks to a set as long as there are any.
func (u *union) work(ctx context.Context, set bits.Set) error {
	for {
		to := int(u.next.Add(chunksAtOnce))
		for i := to - chunksAtOnce; i < to; i++ {
			if i >= len(u.chunks) {
				return nil
			}
			if err := u.add(set, i); err != nil {
				return err
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// add adds a chunk, which must lead to the one that follows.
func (u *union) add(set bits.Set, i int) error {
	e, err := u.shelf.entry(u.chunks[i].key, u.chunks[i].kept)
	if err != nil {
		return err
	}
	if last := i+1 == len(u.chunks); last && bytes.HasPrefix(e.next, u.prefix) || !last && !bytes.Equal(e.next, u.chunks[i+1].key) {
		return u.shelf.missing(e.next)
	}
	_, first, ok := cutChunkKey(e.key)
	if !ok {
		return u.shelf.damage(e.key)
	}
	err = posting.Fill(set, &u.table.dense, first, e.value, func(start, length uint32) bool {
		return u.table.addRun(set, start, length)
	})
	if err != nil {
		return damage("the list at %s cannot be read", address{u.shelf.name, string(e.key)})
	}
	return nil
}

// chunkKey is the word, a zero, and the first number.
func chunkKey(word string, first number) []byte {
	return binary.BigEndian.AppendUint32(append([]byte(word), 0), first)
}

func cutChunkKey(key []byte) (word []byte, first number, ok bool) {
	n := len(key) - numberSize
	if n < 1 || key[n-1] != 0 {
		return nil, 0, false
	}
	return key[:n-1], binary.BigEndian.Uint32(key[n:]), true
}
