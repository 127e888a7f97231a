package store

import (
	"bytes"
	"runtime"
	"slices"
	"sync"

	"fieldbrief/store/internal/block"
)

// recordChange is a record in the place of a number; nil takes it out.
type recordChange struct {
	number number
	record []byte
}

// changeRecords applies changes, ascending, to the events' blocks. Only blocks
// that something changes in are unpacked.
func (e *Edition) changeRecords(changes []recordChange) error {
	s, err := e.shelf(eventsBucket)
	if err != nil {
		return err
	}
	for len(changes) > 0 {
		key, blocks, limit, err := blocksAt(s, changes[0].number)
		if err != nil {
			return err
		}
		n := len(changes)
		if limit != nil {
			n, _ = slices.BinarySearchFunc(changes, *limit, func(c recordChange, n number) int { return int(int64(c.number) - int64(n)) })
		}
		blocks, err = e.changeBlocks(blocks, changes[:n])
		if err != nil {
			return at(err, eventsBucket)
		}
		if err := e.replaceBlocks(s, key, blocks); err != nil {
			return err
		}
		changes = changes[n:]
	}
	return nil
}

// blocksAt gives the value that a number belongs into: its key, nil where there
// is none, its blocks, and the first number of the next value, nil where there
// is none.
func blocksAt(s shelfWriter, n number) (key []byte, blocks []block.Block, limit *number, err error) {
	c := s.bucket.Cursor()
	e, err := s.floor(c, numberKey(n))
	if err != nil {
		return
	}
	if len(e.key) != numberSize {
		if e.last() {
			return
		}
		if e, err = s.after(c, e); err != nil {
			return
		}
	}
	if !e.last() {
		next := keyNumber(e.next)
		limit = &next
	}
	blocks, err = splitBlocks(s.shelf, e)
	return bytes.Clone(e.key), blocks, limit, err
}

// changeBlocks applies changes to a run of blocks.
func (e *Edition) changeBlocks(blocks []block.Block, changes []recordChange) ([]block.Block, error) {
	if len(blocks) == 0 {
		return e.pack(mergedRecords(nil, changes)), nil
	}
	var all []block.Block
	for i, b := range blocks {
		n := len(changes)
		if i+1 < len(blocks) {
			n, _ = slices.BinarySearchFunc(changes, blocks[i+1].First, func(c recordChange, n number) int { return int(int64(c.number) - int64(n)) })
		}
		if n == 0 {
			all = append(all, b)
			continue
		}
		records, err := e.events.packer.Unpack(b)
		if err != nil {
			return nil, damage("the events from %x cannot be read", b.First)
		}
		all = append(all, e.pack(mergedRecords(records, changes[:n]))...)
		changes = changes[n:]
	}
	return all, nil
}

func mergedRecords(old []block.Record, changes []recordChange) []block.Record {
	records := make([]block.Record, 0, len(old)+len(changes))
	for _, c := range changes {
		for len(old) > 0 && old[0].Number < c.number {
			records, old = append(records, old[0]), old[1:]
		}
		if len(old) > 0 && old[0].Number == c.number {
			old = old[1:]
		}
		if c.record != nil {
			records = append(records, block.Record{Number: c.number, Bytes: c.record})
		}
	}
	return append(records, old...)
}

// pack makes blocks of records, several at a time.
func (e *Edition) pack(records []block.Record) []block.Block {
	var parts [][]block.Record
	for len(records) > block.Size*3/2 {
		parts, records = append(parts, records[:block.Size]), records[block.Size:]
	}
	if len(records) > 0 {
		parts = append(parts, records)
	}
	blocks := make([]block.Block, len(parts))
	workers := min(runtime.GOMAXPROCS(0), len(parts))
	var done sync.WaitGroup
	for w := range workers {
		done.Go(func() {
			for i := w; i < len(parts); i += workers {
				blocks[i] = e.events.packer.Pack(parts[i])
			}
		})
	}
	done.Wait()
	return blocks
}

// replaceBlocks puts blocks in the place of a value.
func (e *Edition) replaceBlocks(s shelfWriter, key []byte, blocks []block.Block) error {
	if key != nil && (len(blocks) == 0 || keyNumber(key) != blocks[0].First) {
		if err := s.remove(key); err != nil {
			return err
		}
	}
	for len(blocks) > 0 {
		n := len(blocks)
		if n > block.PerValue*3/2 {
			n = block.PerValue
		}
		if err := s.put(numberKey(blocks[0].First), block.Join(blocks[:n])); err != nil {
			return err
		}
		blocks = blocks[n:]
	}
	return nil
}
