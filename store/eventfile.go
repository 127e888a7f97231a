package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"runtime"
	"slices"
	"sync"

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
	unpacked   *recent[number, []block.Record] // blocks, by their first number
}

// unpackedBlocks is how many blocks are kept ready: some screens' worth.
const unpackedBlocks = 128

func newEventFile(db *bolt.DB) *eventFile {
	f := &eventFile{db: db, packer: block.NewPacker(), unpacked: newRecent[number, []block.Record](unpackedBlocks)}
	f.dictionary = newDictionary(func(c class) (list []string, err error) {
		err = f.view(func(tx *bolt.Tx) error {
			list, err = readTexts(tx, c)
			return err
		})
		return list, err
	})
	return f
}

func (f *eventFile) close() error { return f.db.Close() }

func (f *eventFile) view(read func(*bolt.Tx) error) error {
	return guarded(func() error { return f.db.View(read) })
}

func (f *eventFile) events(ordinals []int) ([]Event, error) {
	list := make([]Event, 0, len(ordinals))
	numbers := make([]number, len(ordinals))
	for i, n := range ordinals {
		numbers[i] = f.table.number(n)
	}
	coder := newEventCoder(f.dictionary)
	err := f.view(func(tx *bolt.Tx) error {
		return f.records(tx, numbers, func(n number, record []byte) error {
			e, err := coder.decode(record, n>>placeBits)
			list = append(list, e)
			return at(err, address{eventsBucket, string(numberKey(n))}.String())
		})
	})
	return list, err
}

// records yields the records of ascending numbers, which must all be there.
func (f *eventFile) records(tx *bolt.Tx, numbers []number, yield func(number, []byte) error) error {
	s := newShelf(tx, eventsBucket)
	var records []block.Record
	for _, n := range numbers {
		at, found := findRecord(records, n)
		if !found {
			var err error
			if records, err = f.block(s, n); err != nil {
				return err
			}
			if at, found = findRecord(records, n); !found {
				return s.missing(numberKey(n))
			}
		}
		if err := yield(n, records[at].Bytes); err != nil {
			return err
		}
	}
	return nil
}

func findRecord(records []block.Record, n number) (int, bool) {
	return slices.BinarySearchFunc(records, n, func(r block.Record, n number) int { return cmp.Compare(r.Number, n) })
}

// block gives the records of the block that a number lies in.
func (f *eventFile) block(s shelf, n number) ([]block.Record, error) {
	if s.bucket == nil {
		return nil, s.missing(numberKey(n))
	}
	e, err := s.floor(s.bucket.Cursor(), numberKey(n))
	if err != nil {
		return nil, err
	}
	blocks, err := splitBlocks(s, e)
	if err != nil {
		return nil, err
	}
	at, exact := slices.BinarySearchFunc(blocks, n, func(b block.Block, n number) int { return cmp.Compare(b.First, n) })
	if !exact {
		at--
	}
	if at < 0 {
		return nil, s.missing(numberKey(n))
	}
	return f.unpacked.or(blocks[at].First, func() ([]block.Record, error) {
		records, err := f.packer.Unpack(blocks[at])
		if err != nil {
			err = s.damage(e.key)
		}
		return records, err
	})
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
	coder := newEventCoder(f.dictionary)
	for _, n := range candidates {
		err := f.records(tx, []number{n}, func(n number, record []byte) error {
			held, err := coder.decodeID(record)
			if held == id {
				found, ok = n, true
			}
			return at(err, address{eventsBucket, string(numberKey(n))}.String())
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

// chunk is a part of a list of numbers.
type chunk struct {
	first number
	list  []byte
}

// holding reads the lists of a word, or of all words that start with it, with
// several goroutines where they are long.
func (f *eventFile) holding(ctx context.Context, word string, prefix bool) (set bits.Set, err error) {
	err = f.view(func(tx *bolt.Tx) error {
		chunks, size, err := chunksOf(newShelf(tx, wordsBucket), word, prefix)
		if err != nil {
			return err
		}
		workers := 1
		if size > 1<<16 {
			workers = runtime.GOMAXPROCS(0)
		}
		set, err = f.union(ctx, chunks, workers)
		return err
	})
	return set, err
}

// chunksOf gives the chunks of a word's list, or of all words that start with
// it, and their size in bytes.
func chunksOf(s shelf, word string, prefix bool) (chunks []chunk, size int, err error) {
	from := []byte(word)
	if !prefix {
		from = append(from, 0)
	}
	err = s.scan(from, func(e entry) (bool, error) {
		if !bytes.HasPrefix(e.key, from) {
			return false, nil
		}
		_, first, ok := cutChunkKey(e.key)
		if !ok {
			return false, s.damage(e.key)
		}
		chunks = append(chunks, chunk{first, e.value})
		size += len(e.value)
		return true, nil
	})
	return chunks, size, err
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

func (f *eventFile) union(ctx context.Context, chunks []chunk, workers int) (bits.Set, error) {
	sets, errs := make([]bits.Set, workers), make([]error, workers)
	each := (len(chunks) + workers - 1) / workers
	var done sync.WaitGroup
	for i := range workers {
		part := chunks[min(i*each, len(chunks)):min((i+1)*each, len(chunks))]
		run := func() {
			sets[i] = bits.New(f.table.size)
			errs[i] = guarded(func() error { return f.addAll(ctx, sets[i], part) })
		}
		if i == workers-1 {
			run()
			break
		}
		done.Go(run)
	}
	done.Wait()
	for i := 1; i < workers; i++ {
		sets[0].Or(sets[i])
		errs[0] = cmp.Or(errs[0], errs[i])
	}
	return sets[0], errs[0]
}

func (f *eventFile) addAll(ctx context.Context, set bits.Set, chunks []chunk) error {
	for i, c := range chunks {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		err := posting.Fill(set, &f.table.dense, c.first, c.list, func(start, length uint32) bool {
			return f.table.addRun(set, start, length)
		})
		if err != nil {
			return damage("a list of events cannot be read")
		}
	}
	return nil
}
