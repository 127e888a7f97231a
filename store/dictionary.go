package store

import (
	"encoding/binary"
	"strings"
	"sync"

	bolt "go.etcd.io/bbolt"

	"fieldbrief/store/internal/wire"
)

// A class is a sort of text that recurs and is kept once, under a code. Classes
// of original columns have the column's code in their lower 16 bits.
type class uint32

const (
	sourceClass   class = iota + 1 // ids, as columns know them
	kindClass                      //
	actorClass                     // ids
	provinceClass                  // ids
	partyClass                     // Party, encoded
	placedClass                    // ProvinceRef, encoded
	outletClass                    //
	noteClass                      // of dates
	townClass                      // Event.Place
	columnClass                    // Field.Name
	headerClass                    // the names of an event's fields, encoded
	valueClass    class = 1 << 16  // Field.Value, by column
)

// limit is how many texts of a class are kept under codes: later ones stand in
// the records themselves. Columns need all codes of their classes.
func (c class) limit() int {
	switch {
	case c <= provinceClass:
		return 1<<32 - 1
	case c == partyClass || c == placedClass:
		return 1 << 16
	}
	return 1 << 12
}

// noClass is for texts that do not recur.
const noClass class = 0

// A dictionary knows the texts of each class by their codes, which count from 1
// and never change. It may be used by several goroutines.
type dictionary struct {
	read  func(class) ([]string, error) // what the file holds; called under the lock
	mutex sync.RWMutex
	lists map[class]*texts
}

type texts struct {
	list  []string
	codes map[string]uint32 // made when a text is first asked for
	saved int               // how many the file holds
}

func newDictionary(read func(class) ([]string, error)) *dictionary {
	return &dictionary{read: read, lists: make(map[class]*texts)}
}

// list gives a class's texts, read when they are first needed.
func (d *dictionary) list(c class) (*texts, error) {
	if t, ok := d.lists[c]; ok {
		return t, nil
	}
	list, err := d.read(c)
	if err != nil {
		return nil, err
	}
	t := &texts{list: list, saved: len(list)}
	d.lists[c] = t
	return t, nil
}

// all gives the texts of a class; that of code n is at n-1.
func (d *dictionary) all(c class) ([]string, error) {
	d.mutex.RLock()
	t, ok := d.lists[c]
	if ok {
		defer d.mutex.RUnlock()
		return t.list, nil
	}
	d.mutex.RUnlock()
	d.mutex.Lock()
	defer d.mutex.Unlock()
	t, err := d.list(c)
	if err != nil {
		return nil, err
	}
	return t.list, nil
}

// text gives the text of a code, and whether there is one.
func (d *dictionary) text(c class, code uint64) (string, bool) {
	list, err := d.all(c)
	if err != nil || code == 0 || code > uint64(len(list)) {
		return "", false
	}
	return list[code-1], true
}

// code gives the code of a text, which gets one where its class has room.
func (d *dictionary) code(c class, text string) (uint32, bool) {
	d.mutex.RLock()
	if t, ok := d.lists[c]; ok && t.codes != nil {
		if code, ok := t.codes[text]; ok || len(t.list) >= c.limit() {
			d.mutex.RUnlock()
			return code, ok
		}
	}
	d.mutex.RUnlock()
	d.mutex.Lock()
	defer d.mutex.Unlock()
	t, err := d.list(c)
	if err != nil {
		return 0, false
	}
	if t.codes == nil {
		t.codes = make(map[string]uint32, len(t.list))
		for i, s := range t.list {
			t.codes[s] = uint32(i + 1)
		}
	}
	if code, ok := t.codes[text]; ok || len(t.list) >= c.limit() {
		return code, ok
	}
	text = strings.Clone(text)
	t.list = append(t.list, text)
	t.codes[text] = uint32(len(t.list))
	return uint32(len(t.list)), true
}

// full gives the codes of a class that has no room left, and so does not change
// any more; nil of one that has.
func (d *dictionary) full(c class) map[string]uint32 {
	d.mutex.RLock()
	defer d.mutex.RUnlock()
	if t, ok := d.lists[c]; ok && t.codes != nil && len(t.list) >= c.limit() {
		return t.codes
	}
	return nil
}

// pageTexts is how many texts lie in one value.
const pageTexts = 256

// pageKey is the class, then the place of the page's first text.
func pageKey(c class, first int) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(c)), uint32(first))
}

// readTexts reads a class's texts from the file.
func readTexts(tx *bolt.Tx, c class) ([]string, error) {
	b := tx.Bucket([]byte(dictionaryBucket))
	if b == nil {
		return nil, nil
	}
	var list []string
	for {
		key := pageKey(c, len(list))
		kept := b.Get(key)
		if kept == nil {
			return list, nil
		}
		value, err := address{dictionaryBucket, string(key)}.unseal(kept)
		if err != nil {
			return nil, err
		}
		page, err := decode(value, wire.Strings)
		if err != nil || len(page) == 0 {
			return nil, damage("the value at %s cannot be read", address{dictionaryBucket, string(key)})
		}
		if list = append(list, page...); len(page) < pageTexts {
			return list, nil
		}
	}
}

// save writes the pages with new texts.
func (d *dictionary) save(e *Edition) error {
	for c, t := range d.lists {
		if t.saved == len(t.list) {
			continue
		}
		b, err := e.tx.CreateBucketIfNotExists([]byte(dictionaryBucket))
		if err != nil {
			return err
		}
		for first := t.saved / pageTexts * pageTexts; first < len(t.list); first += pageTexts {
			page := t.list[first:min(first+pageTexts, len(t.list))]
			if err := e.put(b, address{dictionaryBucket}, string(pageKey(c, first)), encode(page, wire.Strings)); err != nil {
				return err
			}
		}
		t.saved = len(t.list)
	}
	return nil
}
