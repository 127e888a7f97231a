package store

import (
	"bytes"
	"encoding/binary"

	bolt "go.etcd.io/bbolt"
)

// A shelf is a bucket of many values that are read by parts. Each value names
// the key that follows, so that one which bbolt leaves out is missed by whoever
// reads past it. The first value, under shelfHead, holds nothing else.
type shelf struct {
	bucket *bolt.Bucket // nil: there is none yet, and it counts as empty
	name   string
	sum    sum
}

// shelfHead comes before all other keys.
const shelfHead = "\x00"

func newShelf(tx *bolt.Tx, name string) shelf {
	return shelf{tx.Bucket([]byte(name)), name, address{name}.sum()}
}

// entry is a value on a shelf. Its slices refer to the file.
type entry struct{ key, next, value []byte }

// last tells whether no entry follows.
func (e entry) last() bool { return len(e.next) == 0 }

func (s shelf) damage(key []byte) error {
	return damage("the value at %s does not fit its checksum", address{s.name, string(key)})
}

func (s shelf) missing(key []byte) error {
	return damage("a value is missing at %s", address{s.name, string(key)})
}

func (s shelf) entry(key, kept []byte) (entry, error) {
	body, ok := s.sum.name(key).open(kept)
	length, n := binary.Uvarint(body)
	if !ok || n <= 0 || length > uint64(len(body)-n) {
		return entry{}, s.damage(key)
	}
	return entry{key, body[n : n+int(length)], body[n+int(length):]}, nil
}

// floor moves a cursor to the entry of the greatest key that is not above key:
// the head, where all are above.
func (s shelf) floor(c *bolt.Cursor, key []byte) (entry, error) {
	found, kept := c.Seek(key)
	if found == nil {
		found, kept = c.Last()
	} else if !bytes.Equal(found, key) {
		found, kept = previous(c)
	}
	if found == nil {
		return entry{}, s.missing([]byte(shelfHead))
	}
	e, err := s.entry(found, kept)
	if err == nil && !e.last() && bytes.Compare(e.next, key) <= 0 {
		err = s.missing(e.next)
	}
	return e, err
}

// maxEmptyLeaves bounds how many leaves may have been emptied in a transaction.
const maxEmptyLeaves = 1 << 16

// previous moves a cursor back. Before a commit, bbolt stops at every leaf that
// was emptied.
func previous(c *bolt.Cursor) (key, kept []byte) {
	for range maxEmptyLeaves {
		if key, kept = c.Prev(); key != nil {
			break
		}
	}
	return key, kept
}

// after moves a cursor from an entry to the one that follows, which there must be.
func (s shelf) after(c *bolt.Cursor, e entry) (entry, error) {
	key, kept := c.Next()
	if !bytes.Equal(key, e.next) {
		return entry{}, s.missing(e.next)
	}
	return s.entry(key, kept)
}

// scan calls yield with the entries from key on until it says no.
func (s shelf) scan(key []byte, yield func(entry) (bool, error)) error {
	if s.bucket == nil {
		return nil
	}
	c := s.bucket.Cursor()
	e, err := s.floor(c, key)
	for more := bytes.Equal(e.key, key); err == nil; more = true {
		if more {
			if on, err := yield(e); err != nil || !on {
				return err
			}
		}
		if e.last() {
			return nil
		}
		e, err = s.after(c, e)
	}
	return err
}

// shelfWriter changes a shelf within an edition.
type shelfWriter struct {
	shelf
	edition *Edition
}

// seal makes the kept form of an entry.
func (s shelf) seal(e entry) []byte {
	b := make([]byte, 0, len(e.next)+len(e.value)+sumSize+2)
	b = binary.AppendUvarint(b, uint64(len(e.next)))
	b = append(append(b, e.next...), e.value...)
	return s.sum.name(e.key).seal(b)
}

func (w shelfWriter) keep(e entry) error {
	return w.edition.keep(w.bucket, address{w.name}, e.key, w.seal(e))
}

// insert sets the values of ascending keys. The first may be there already;
// none that is there lies between them.
func (w shelfWriter) insert(list []entry) error {
	before, err := w.floor(w.bucket.Cursor(), list[0].key)
	if err != nil {
		return err
	}
	next := bytes.Clone(before.next)
	if !bytes.Equal(before.key, list[0].key) {
		before.next = list[0].key
		before.key = bytes.Clone(before.key)
		if err := w.keep(before); err != nil {
			return err
		}
	}
	for i, e := range list {
		e.next = next
		if i+1 < len(list) {
			e.next = list[i+1].key
		}
		if err := w.keep(e); err != nil {
			return err
		}
	}
	return nil
}

// remove takes out a key, which is there.
func (w shelfWriter) remove(key []byte) error {
	c := w.bucket.Cursor()
	e, err := w.floor(c, key)
	if err != nil {
		return err
	}
	next := bytes.Clone(e.next)
	found, kept := previous(c)
	if found == nil {
		return w.missing([]byte(shelfHead))
	}
	before, err := w.entry(found, kept)
	if err != nil {
		return err
	}
	before = entry{bytes.Clone(before.key), next, bytes.Clone(before.value)}
	if err := w.edition.drop(w.bucket, address{w.name}, key); err != nil {
		return err
	}
	return w.keep(before)
}

// empty tells whether nothing is on the shelf, not even its head.
func (w shelfWriter) empty() bool {
	key, _ := w.bucket.Cursor().First()
	return key == nil
}

// before is floor, on copies that outlast changes.
func (w shelfWriter) before(key []byte) (entry, error) {
	e, err := w.floor(w.bucket.Cursor(), key)
	return entry{bytes.Clone(e.key), bytes.Clone(e.next), bytes.Clone(e.value)}, err
}
