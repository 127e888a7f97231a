package store

import (
	"encoding/binary"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"fieldbrief/store/internal/wire"
)

// schema is the number of the layout that doc.go describes. A file with a
// higher one is refused; one with firstSchema is read, and written anew at the
// next change; one with secondSchema lacks the coordinates, and gets them then.
const (
	schema       = 3
	secondSchema = 2
	firstSchema  = 1
)

// format stands in every library file, so that others' bbolt files are told apart.
const format = "fieldbrief library"

// Names of buckets and keys; doc.go says what they hold.
const (
	libraryBucket     = "library"
	metaBucket        = "meta"
	sourcesBucket     = "sources"
	actorsBucket      = "actors"
	provinceBucket    = "provinces"
	quotesBucket      = "quotes"
	dictionaryBucket  = "dictionary"
	columnsBucket     = "columns"
	coordinatesBucket = "coordinates"
	eventsBucket      = "events"
	wordsBucket       = "words"
	holdingsBucket    = "holdings"
	idsBucket         = "ids"
	formatKey         = "format"
	schemaKey         = "schema"
	tallyKey          = "tally"
	sourceKey         = "source"
	textKey           = "text"
)

// isShelf tells the buckets that are read by parts.
func isShelf(name string) bool {
	return name == eventsBucket || name == wordsBucket || name == holdingsBucket || name == idsBucket
}

// tallySum counts what a file holds, so that something lost is found.
type tallySum struct {
	All    sums // of the values besides this one
	Lists  sums // of those in meta and sources, which are read at once
	Events int
}

// sums are how many values there are, and the sum of their checksums.
type sums struct {
	Values int
	Sum    int64
}

func (t *tallySum) add(bucket string, kept []byte)    { t.change(bucket, kept, 1) }
func (t *tallySum) remove(bucket string, kept []byte) { t.change(bucket, kept, -1) }

// change counts a value that comes or goes in one of the library's buckets.
func (t *tallySum) change(bucket string, kept []byte, by int) {
	t.All.change(kept, by)
	if bucket == metaBucket || bucket == sourcesBucket {
		t.Lists.change(kept, by)
	}
}

func (s *sums) change(kept []byte, by int) {
	if len(kept) >= sumSize {
		s.Values += by
		s.Sum += int64(by) * int64(binary.BigEndian.Uint32(kept[len(kept)-sumSize:]))
	}
}

// addAll counts all values of a bucket.
func (s *sums) addAll(b *bolt.Bucket) error {
	if b == nil {
		return nil
	}
	return b.ForEach(func(key, kept []byte) error {
		if kept == nil {
			return s.addAll(b.Bucket(key))
		}
		s.change(kept, 1)
		return nil
	})
}

// checkLists holds the values that are read at once against what there should be.
func (t *tallySum) checkLists(tx *bolt.Tx) error {
	var found sums
	for _, name := range []string{metaBucket, sourcesBucket} {
		if err := found.addAll(tx.Bucket([]byte(name))); err != nil {
			return err
		}
	}
	if found != t.Lists {
		return damage("values are missing in its lists")
	}
	return nil
}

func codeTally(c *wire.Coder, t *tallySum) {
	for _, s := range []*sums{&t.All, &t.Lists} {
		c.Int(&s.Values)
		c.Int64(&s.Sum)
	}
	c.Int(&t.Events)
}

// readTally reads what a library says that it holds.
func readTally(library *bolt.Bucket) (tallySum, error) {
	kept, err := address{libraryBucket, tallyKey}.unseal(library.Get([]byte(tallyKey)))
	if err != nil {
		return tallySum{}, err
	}
	t, err := decode(kept, codeTally)
	return t, at(err, libraryBucket+"/"+tallyKey)
}

// readSchema looks at what every schema keeps in one place.
func readSchema(tx *bolt.Tx) (int, error) {
	library := tx.Bucket([]byte(libraryBucket))
	if library == nil {
		return 0, ErrNotLibrary
	}
	found, err := address{libraryBucket, formatKey}.unseal(library.Get([]byte(formatKey)))
	if err != nil || string(found) != format {
		return 0, ErrNotLibrary
	}
	kept, err := address{libraryBucket, schemaKey}.unseal(library.Get([]byte(schemaKey)))
	if err != nil {
		return 0, err
	}
	n, size := binary.Uvarint(kept)
	switch {
	case size <= 0 || n == 0:
		return 0, damage("its schema number cannot be read")
	case n > schema:
		return 0, fmt.Errorf("%w: its layout has number %d, this program knows up to %d", ErrNewer, n, schema)
	}
	return int(n), nil
}

// contents is what a library file holds besides its events.
type contents struct {
	briefings []Briefing        // without events
	kinds     map[string]string // of the events that quotes belong to, by id
	texts     map[string]Text
	meta      map[string]string
}

func newContents() contents {
	return contents{kinds: make(map[string]string), texts: make(map[string]Text), meta: make(map[string]string)}
}

// read reads all buckets that are read at once.
func (c *contents) read(tx *bolt.Tx) error {
	return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
		switch string(name) {
		case metaBucket:
			return eachValue(b, address{metaBucket}, func(key string, value []byte) error {
				c.meta[key] = string(value)
				return nil
			})
		case sourcesBucket:
			return b.ForEach(func(id, value []byte) error {
				if value != nil {
					return damage("source %s is no bucket", Printable(string(id)))
				}
				return c.source(b.Bucket(id), address{sourcesBucket, string(id)})
			})
		case libraryBucket, dictionaryBucket, columnsBucket, coordinatesBucket:
			return nil
		}
		if isShelf(string(name)) {
			return nil
		}
		return damage("it has an unknown bucket %q", name)
	})
}

// eachValue hands on the values of a bucket, checked and without their checksums.
func eachValue(b *bolt.Bucket, at address, each func(key string, value []byte) error) error {
	return b.ForEach(func(key, kept []byte) error {
		if kept == nil {
			return damage("there is an unknown bucket at %s", at.with(key))
		}
		value, err := at.with(key).unseal(kept)
		if err != nil {
			return err
		}
		return each(string(key), value)
	})
}

// source reads a source with its text and records.
func (c *contents) source(b *bolt.Bucket, at address) error {
	var briefing Briefing
	id := at[len(at)-1]
	err := b.ForEach(func(key, kept []byte) error {
		if kept == nil {
			return c.records(&briefing, b.Bucket(key), at.with(key))
		}
		value, err := at.with(key).unseal(kept)
		if err != nil {
			return err
		}
		return c.document(&briefing, id, string(key), value)
	})
	if err != nil {
		return err
	}
	if briefing.Source.ID != id {
		return damage("source %s is missing", Printable(id))
	}
	c.briefings = append(c.briefings, briefing)
	return nil
}

func (c *contents) document(b *Briefing, id, key string, value []byte) (err error) {
	switch key {
	case sourceKey:
		b.Source, err = decode(value, codeSource)
	case textKey:
		var t Text
		t, err = decode(value, codeText)
		c.texts[id] = t
	default:
		err = wire.ErrInvalid
	}
	return at(err, id+"/"+key)
}

// records reads one bucket of a source's records.
func (c *contents) records(b *Briefing, bucket *bolt.Bucket, where address) error {
	name := where[len(where)-1]
	return eachValue(bucket, where, func(_ string, value []byte) (err error) {
		switch name {
		case actorsBucket:
			b.Actors, err = appendRecord(b.Actors, value, codeActor)
		case provinceBucket:
			b.Provinces, err = appendRecord(b.Provinces, value, codeProvince)
		case quotesBucket:
			var q keptQuote
			q, err = decode(value, codeKeptQuote)
			b.Quotes = append(b.Quotes, q.Quote)
			if q.Event != "" {
				c.kinds[q.Event] = q.kind
			}
		default:
			err = wire.ErrInvalid
		}
		if err != nil {
			return at(err, where.String())
		}
		return nil
	})
}

// keptQuote is a quote with the kind of the event it belongs to.
type keptQuote struct {
	Quote
	kind string
}

func codeKeptQuote(c *wire.Coder, q *keptQuote) {
	codeQuote(c, &q.Quote)
	wire.String(c, &q.kind)
}

func appendRecord[T any](records []T, value []byte, code func(*wire.Coder, *T)) ([]T, error) {
	r, err := decode(value, code)
	return append(records, r), err
}

// at makes an error of a codec one about the file.
func at(err error, where string) error {
	if errors.Is(err, wire.ErrInvalid) {
		return damage("the value at %s cannot be read", Printable(where))
	}
	return err
}
