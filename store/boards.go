package store

import (
	"cmp"
	"slices"

	"fieldbrief/store/internal/block"
)

// The shelf of events holds records in blocks, some of them in a value. A value
// holds events of one month, so that each month can be changed by itself.

// recordChange is a record in the place of a number; nil takes it out.
type recordChange struct {
	number number
	record []byte
}

// boardChange is blocks in the place of a value; key is nil where there was none.
type boardChange struct {
	key    []byte
	blocks []block.Block
}

func boardDamage(key []byte) error {
	return damage("the events at %s cannot be read", address{eventsBucket, string(key)})
}

// changeBoards applies changes, ascending, to the values of a month: the first
// one, and all others that they concern. Only blocks that something changes in
// are unpacked.
func (w *merger) changeBoards(entries []entry, changes []recordChange) ([]boardChange, error) {
	if len(changes) == 0 {
		return nil, nil
	}
	if len(entries) == 0 {
		return []boardChange{{nil, w.pack(mergedRecords(nil, changes))}}, nil
	}
	var boards []boardChange
	for _, e := range entries {
		n := len(changes)
		if !e.last() {
			n = countBelow(changes, keyNumber(e.next))
		}
		if n == 0 {
			continue
		}
		blocks, err := block.Split(keyNumber(e.key), e.value)
		if err == nil {
			blocks, err = w.changeBlocks(blocks, changes[:n])
		}
		if err != nil {
			return nil, boardDamage(e.key)
		}
		boards = append(boards, boardChange{e.key, blocks})
		changes = changes[n:]
	}
	return boards, nil
}

// countBelow tells how many changes are of numbers below a limit.
func countBelow(changes []recordChange, limit number) int {
	n, _ := slices.BinarySearchFunc(changes, limit, func(c recordChange, n number) int { return cmp.Compare(c.number, n) })
	return n
}

// changeBlocks applies changes to a run of blocks.
func (w *merger) changeBlocks(blocks []block.Block, changes []recordChange) ([]block.Block, error) {
	var all []block.Block
	for i, b := range blocks {
		n := len(changes)
		if i+1 < len(blocks) {
			n = countBelow(changes, blocks[i+1].First)
		}
		if n == 0 {
			all = append(all, b)
			continue
		}
		records, err := w.packer.Unpack(b)
		if err != nil {
			return nil, err
		}
		all = append(all, w.pack(mergedRecords(records, changes[:n]))...)
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

// pack makes blocks of records.
func (w *merger) pack(records []block.Record) []block.Block {
	var blocks []block.Block
	for len(records) > 0 {
		n := len(records)
		if n > block.Size*3/2 {
			n = block.Size
		}
		blocks, records = append(blocks, w.packer.Pack(records[:n], &w.packing)), records[n:]
	}
	return blocks
}

// replaceBlocks puts blocks in the place of a value of the shelf of events.
func (s shelfWriter) replaceBlocks(key []byte, blocks []block.Block) error {
	if key != nil && (len(blocks) == 0 || keyNumber(key) != blocks[0].First) {
		if err := s.remove(key); err != nil {
			return err
		}
	}
	if len(blocks) == 0 {
		return nil
	}
	var list []entry
	for len(blocks) > 0 {
		n := len(blocks)
		if n > block.PerValue*3/2 {
			n = block.PerValue
		}
		list = append(list, entry{key: numberKey(blocks[0].First), value: block.Join(blocks[:n])})
		blocks = blocks[n:]
	}
	return s.insert(list)
}
