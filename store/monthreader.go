package store

import (
	"io"

	bolt "go.etcd.io/bbolt"

	"fieldbrief/store/internal/column"
)

// keptMonth is the columns of a month as they are kept.
type keptMonth struct{ key, kept []byte }

// rows gives how many rows a month has. Its checksum is not looked at.
func (m keptMonth) rows() (int, error) {
	where := address{columnsBucket, string(m.key)}
	if len(m.key) != 2 {
		return 0, damage("it has an unknown key at %s", where)
	}
	n, err := column.Rows(m.kept[:max(0, len(m.kept)-sumSize)])
	if err != nil {
		return 0, damage("the value at %s does not fit its checksum", where)
	}
	return n, nil
}

// A monthReader reads the columns of all months, in order. It reads the pages of
// a large file itself, many at a time: bbolt's memory map would have each of them
// come from the disk on its own, and keep them all.
type monthReader struct {
	file     io.ReaderAt
	pageSize int
	end      uint64      // no page has this number or one above
	leaves   []uint64    // pages not yet read
	free     chan []byte // memory to be used again
	inline   []keptMonth // of a bucket that has no pages
}

// readAhead is how much is read at a time, in bytes.
const readAhead = 1 << 18

func readMonths(tx *bolt.Tx, file io.ReaderAt) (*monthReader, error) {
	r := &monthReader{file: file, free: make(chan []byte, 64)}
	b := tx.Bucket([]byte(columnsBucket))
	if b == nil {
		return r, nil
	}
	if b.Root() == 0 {
		return r, b.ForEach(func(key, kept []byte) error {
			r.inline = append(r.inline, keptMonth{key, kept})
			return nil
		})
	}
	m, err := readMetas(file, tx.Size())
	if err != nil {
		return nil, err
	}
	w := pageWalk{file: file, meta: m, seen: make([]bool, m.high)}
	r.pageSize, r.end = int(m.pageSize), m.high
	r.leaves, err = w.leaves(uint64(b.Root()), 0)
	return r, err
}

// leaves gives the leaf pages of a bucket, in the order of their keys.
func (w *pageWalk) leaves(id uint64, depth int) ([]uint64, error) {
	leaf, err := w.isLeaf(id)
	if err != nil || leaf {
		return []uint64{id}, err
	}
	page, err := w.read(id)
	if err != nil {
		return nil, err
	}
	elements, err := pageElements(page, keyRange{})
	if err != nil || len(elements) == 0 || depth > maxDepth {
		return nil, damage("page %d is not sound", id)
	}
	if leaf, err = w.isLeaf(elements[0].page); err != nil {
		return nil, err
	}
	var list []uint64
	for _, e := range elements {
		if leaf {
			list = append(list, e.page)
			continue
		}
		below, err := w.leaves(e.page, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, below...)
	}
	return list, nil
}

// release gives back memory for what is read later.
func (r *monthReader) release(memory []byte) {
	select {
	case r.free <- memory:
	default:
	}
}

// next gives some months and the memory they lie in; none at the end.
func (r *monthReader) next() (b batch, err error) {
	b.months, r.inline = r.inline, nil
	for b.months == nil && len(r.leaves) > 0 {
		if b, err = r.pages(r.leaves[0]); err != nil {
			return batch{}, err
		}
	}
	return b, nil
}

// pages reads on from a page.
func (r *monthReader) pages(first uint64) (b batch, err error) {
	if b.memory, err = r.read(first, readAhead); err != nil {
		return b, err
	}
	if n := r.length(b.memory); n > len(b.memory) {
		if b.memory, err = r.read(first, n); err != nil {
			return b, err
		}
	}
	for len(r.leaves) > 0 && r.leaves[0] >= first {
		at := r.leaves[0] - first
		if at >= uint64(len(b.memory)/r.pageSize) {
			break
		}
		page := b.memory[int(at)*r.pageSize:]
		if r.length(page) > len(page) {
			if at > 0 {
				break
			}
			return b, damage("page %d is not sound", first)
		}
		if b.months, err = r.months(b.months, page[:r.length(page)]); err != nil {
			return b, err
		}
		r.leaves = r.leaves[1:]
	}
	return b, nil
}

// months adds the months of the next page.
func (r *monthReader) months(list []keptMonth, page []byte) ([]keptMonth, error) {
	id := r.leaves[0]
	elements, err := pageElements(page, keyRange{})
	if err != nil || byteOrder.Uint64(page) != id || byteOrder.Uint16(page[8:]) != leafPage {
		return nil, damage("page %d is not sound", id)
	}
	for _, e := range elements {
		if e.bucket {
			return nil, damage("there is an unknown bucket at %s", address{columnsBucket, string(e.key)})
		}
		list = append(list, keptMonth{e.key, e.value})
	}
	return list, nil
}

// length gives how many bytes a page has with those it runs over into.
func (r *monthReader) length(page []byte) int {
	return (int(byteOrder.Uint32(page[12:])) + 1) * r.pageSize
}

// read reads from a page on, no farther than the file goes.
func (r *monthReader) read(id uint64, size int) ([]byte, error) {
	if id >= r.end {
		return nil, damage("page %d does not exist", id)
	}
	size = min(size, int(r.end-id)*r.pageSize)
	var memory []byte
	select {
	case memory = <-r.free:
	default:
	}
	if cap(memory) < size {
		memory = make([]byte, max(size, readAhead))
	}
	_, err := r.file.ReadAt(memory[:size], int64(id)*int64(r.pageSize))
	return memory[:size], err
}
