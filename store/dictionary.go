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
		return 1<<31 - 1
	case c == partyClass || c == placedClass:
		return 1 << 16
	}
	return 1 << 12
}

// A dictionary knows the texts of each class by their codes, which count from 1
// and never change. It may be used by several goroutines.
type dictionary struct {
	read  func(class) ([]string, error) // what the file holds; called under the lock
	mutex sync.RWMutex
	lists map[class]*texts
	err   error // of reading: what was coded since is wrong
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
		d.err = err
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

// full tells whether a class has no room left, and so does not change any more.
func (d *dictionary) full(c class) bool {
	d.mutex.RLock()
	defer d.mutex.RUnlock()
	t, ok := d.lists[c]
	return ok && len(t.list) >= c.limit()
}

// A codebook is what one coder knows of a class, so that the dictionary is not
// locked for each text. A nil one holds nothing.
type codebook struct {
	class      class
	dictionary *dictionary
	codes      textTable // of texts met
	list       []string  // the dictionary's, as far as it is known
	full       bool      // there will be no other codes
	asked, met int       // since then: how often, and how often with success
}

// book gives the codebook of a class.
func (c *eventCoder) book(of class) *codebook {
	b, ok := c.books[of]
	if !ok {
		b = &codebook{class: of, dictionary: c.dictionary}
		c.books[of] = b
	}
	return b
}

// A full class in which fewer than one text in rareShare was found when enough
// were asked for is not asked any more: its texts hardly recur. So a text that
// has a code may be written without it.
const (
	rareShare   = 16
	enoughAsked = 4096
)

// code gives the code of a text, as dictionary.code does.
func (b *codebook) code(s string) (uint32, bool) {
	if b.full {
		if b.asked >= enoughAsked && b.met*rareShare < b.asked {
			return 0, false
		}
		b.asked++
	}
	code, ok := b.codes.find(s, false, func(code uint32) bool { return b.list[code-1] == s })
	switch {
	case ok:
		b.met++
		return code, true
	case b.full:
		return 0, false
	}
	return b.learn(s)
}

func (b *codebook) learn(s string) (uint32, bool) {
	code, ok := b.dictionary.code(b.class, s)
	if ok {
		if _, known := b.text(uint64(code)); known {
			b.codes.add(s, code)
		}
		return code, ok
	}
	if b.full = b.dictionary.full(b.class); b.full {
		list, _ := b.dictionary.all(b.class)
		b.codes, b.list, b.met = textTable{}, list, 0
		for i, text := range list {
			b.codes.add(text, uint32(i+1))
		}
	}
	return code, ok
}

// text gives the text of a code, and whether there is one.
func (b *codebook) text(code uint64) (string, bool) {
	if b == nil || code == 0 {
		return "", false
	}
	if code > uint64(len(b.list)) {
		list, err := b.dictionary.all(b.class)
		if err != nil || code > uint64(len(list)) {
			return "", false
		}
		b.list = list
	}
	return b.list[code-1], true
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
	if d.err != nil {
		return d.err
	}
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
