package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"

	"fieldbrief/store/internal/posting"
)

// A sortedList is an ascending list kept in chunks on a shelf, each under its
// first value. What is added or taken out touches only the chunks it lies in.
type sortedList[T cmp.Ordered] struct {
	shelf shelfWriter
	key   func(first T) []byte
	first func(key []byte) (T, bool) // and whether the key is of this list
	// decode reads a chunk, encode writes as many values as there is room for
	// and tells how many that is.
	decode func(entry) ([]T, error)
	encode func([]T) ([]byte, int)
}

// fewValues is up to how many added values a chunk that has become too large is
// halved, rather than filled up.
const fewValues = 64

// change adds and takes out values, both ascending.
func (l sortedList[T]) change(add, remove []T) error {
	for len(add)+len(remove) > 0 {
		start, old, limit, bounded, err := l.chunkAt(lower(add, remove))
		if err != nil {
			return err
		}
		added, removed := len(add), len(remove)
		if bounded {
			added, _ = slices.BinarySearch(add, limit)
			removed, _ = slices.BinarySearch(remove, limit)
		}
		values := merged(old, add[:added], remove[:removed])
		if err := l.replace(start, values, added <= fewValues && len(old) > 0); err != nil {
			return err
		}
		add, remove = add[added:], remove[removed:]
	}
	return nil
}

func lower[T cmp.Ordered](a, b []T) T {
	if len(a) == 0 || len(b) > 0 && b[0] < a[0] {
		return b[0]
	}
	return a[0]
}

// chunkAt gives the chunk that a value belongs into: its key, nil where there is
// none, its values, and the first value of the next one, where there is one.
func (l sortedList[T]) chunkAt(v T) (key []byte, values []T, limit T, bounded bool, err error) {
	l.shelf.edition.touch(0)
	c := l.shelf.bucket.Cursor()
	e, err := l.shelf.floor(c, l.key(v))
	if err != nil {
		return
	}
	if _, ours := l.first(e.key); !ours {
		if _, ours := l.first(e.next); !ours {
			return
		}
		if e, err = l.shelf.after(c, e); err != nil {
			return
		}
	}
	key = bytes.Clone(e.key)
	limit, bounded = l.first(e.next)
	if values, err = l.decode(e); err != nil {
		err = l.shelf.damage(key)
	}
	return
}

// merged gives the old values with those added and without those removed.
func merged[T cmp.Ordered](old, add, remove []T) []T {
	if len(old)+len(remove) == 0 {
		return add
	}
	values := make([]T, 0, len(old)+len(add))
	for len(old)+len(add) > 0 {
		var v T
		switch {
		case len(add) == 0 || len(old) > 0 && old[0] < add[0]:
			v, old = old[0], old[1:]
		default:
			if len(old) > 0 && old[0] == add[0] {
				old = old[1:]
			}
			v, add = add[0], add[1:]
		}
		if len(remove) > 0 && remove[0] == v {
			remove = remove[1:]
			continue
		}
		values = append(values, v)
	}
	return values
}

// replace puts values in the place of a chunk.
func (l sortedList[T]) replace(key []byte, values []T, halve bool) error {
	if key != nil && (len(values) == 0 || !bytes.Equal(key, l.key(values[0]))) {
		if err := l.shelf.remove(key); err != nil {
			return err
		}
	}
	if len(values) == 0 {
		return nil
	}
	return l.shelf.insert(l.chunks(values, halve))
}

// chunks writes values as a list of chunks, the first two of which share what
// has no room in one where that is asked for.
func (l sortedList[T]) chunks(values []T, halve bool) []entry {
	var list []entry
	for len(values) > 0 {
		value, n := l.encode(values)
		if n < len(values) && halve {
			value, n = l.encode(values[:len(values)/2])
			halve = false
		}
		list = append(list, entry{key: l.key(values[0]), value: value})
		values = values[n:]
	}
	return list
}

// changeNew is change for a list that is likely to be new; chunks is what it
// then consists of.
func (l sortedList[T]) changeNew(add, remove []T, chunks []entry) error {
	if len(add) > 0 && len(remove) == 0 {
		key, _, _, _, err := l.chunkAt(add[0])
		if err != nil {
			return err
		}
		if key == nil {
			return l.shelf.insert(chunks)
		}
	}
	return l.change(add, remove)
}

// chunkSize is what a chunk takes up at most, with its keys: two of them fill a
// page.
const chunkSize = (pageSize-pageHeader)/2 - pageElement - sumSize - 2

// wordList is the list of the events that hold a word, or belong to a source.
func (e *Edition) wordList(bucket, word string) (sortedList[number], error) {
	shelf, err := e.shelf(bucket)
	l := numberList(word)
	l.shelf = shelf
	return l, err
}

// numberList is such a list without its place.
func numberList(word string) sortedList[number] {
	room := max(chunkSize-2*len(chunkKey(word, 0))-maxRun, 64)
	return sortedList[number]{
		key: func(first number) []byte { return chunkKey(word, first) },
		first: func(key []byte) (number, bool) {
			found, first, ok := cutChunkKey(key)
			return first, ok && string(found) == word
		},
		decode: func(e entry) ([]number, error) {
			_, first, _ := cutChunkKey(e.key)
			return posting.Decode(nil, first, e.value)
		},
		encode: func(numbers []number) ([]byte, int) {
			var w posting.Writer
			for i, n := range numbers {
				if w.Len() > room {
					return w.Append(nil), i
				}
				w.Add(n)
			}
			return w.Append(nil), len(numbers)
		},
	}
}

// maxRun is what the last run of a list takes at most, in bytes.
const maxRun = 12

// idList is the list of all ids: their hashes with their numbers.
func (e *Edition) idList() (sortedList[uint64], error) {
	shelf, err := e.shelf(idsBucket)
	return sortedList[uint64]{
		shelf: shelf,
		key:   entryBytes,
		first: func(key []byte) (uint64, bool) {
			if len(key) != 8 {
				return 0, false
			}
			return binary.BigEndian.Uint64(key), true
		},
		decode: decodeIDs,
		encode: encodeIDs,
	}, err
}

// encodeIDs writes the distances of the hashes, each followed by its number.
func encodeIDs(entries []uint64) ([]byte, int) {
	var b []byte
	last := uint32(entries[0] >> 32)
	for i, v := range entries {
		if len(b) > chunkSize-2*8-9 {
			return b, i
		}
		hash := uint32(v >> 32)
		b = binary.AppendUvarint(b, uint64(hash-last))
		b = binary.BigEndian.AppendUint32(b, uint32(v))
		last = hash
	}
	return b, len(entries)
}

func decodeIDs(e entry) ([]uint64, error) {
	if len(e.key) != 8 {
		return nil, nil // the head
	}
	hash := uint64(binary.BigEndian.Uint32(e.key))
	entries := make([]uint64, 0, len(e.value)/6)
	for b := e.value; len(b) > 0; {
		distance, n := binary.Uvarint(b)
		if hash += distance; n <= 0 || len(b) < n+numberSize || distance >= 1<<32 || hash >= 1<<32 {
			return nil, posting.ErrInvalid
		}
		v := hash<<32 | uint64(binary.BigEndian.Uint32(b[n:]))
		if len(entries) > 0 && v <= entries[len(entries)-1] {
			return nil, posting.ErrInvalid
		}
		entries = append(entries, v)
		b = b[n+numberSize:]
	}
	return entries, nil
}
