package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	bolt "go.etcd.io/bbolt"

	"fieldbrief/store/internal/wire"
)

// schema is the number of the layout that doc.go describes. A file with a
// higher one is refused.
const schema = 1

// format stands in every library file, so that others' bbolt files are told apart.
const format = "fieldbrief library"

// Names of buckets and keys; doc.go says what they hold.
const (
	libraryBucket  = "library"
	metaBucket     = "meta"
	sourcesBucket  = "sources"
	actorsBucket   = "actors"
	provinceBucket = "provinces"
	eventsBucket   = "events"
	quotesBucket   = "quotes"
	formatKey      = "format"
	schemaKey      = "schema"
	tallyKey       = "tally"
	sourceKey      = "source"
	textKey        = "text"
)

// sumSize is the length of the checksum at the end of every value.
const sumSize = crc32.Size

// address says where a value lies: the names of its buckets, then its key. It
// goes into the checksum, so that a value in the wrong place is found too.
type address []string

func (a address) with(key []byte) address {
	return append(a[:len(a):len(a)], string(key))
}

func (a address) sum(value []byte) uint32 {
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	for _, name := range a {
		h.Write(binary.AppendUvarint(nil, uint64(len(name))))
		h.Write([]byte(name))
	}
	h.Write(value)
	return h.Sum32()
}

// seal gives the value as it is kept: with its checksum behind it.
func (a address) seal(value []byte) []byte {
	return binary.BigEndian.AppendUint32(bytes.Clone(value), a.sum(value))
}

// unseal gives a copy of a kept value, its checksum found right.
func (a address) unseal(kept []byte) ([]byte, error) {
	n := len(kept) - sumSize
	if n < 0 || a.sum(kept[:n]) != binary.BigEndian.Uint32(kept[n:]) {
		return nil, damage("the value at %s does not fit its checksum", a)
	}
	return bytes.Clone(kept[:n]), nil
}

// contents is all that a library file holds.
type contents struct {
	briefings []Briefing
	texts     map[string]Text
	meta      map[string]string
	count     int // of values
}

// loader reads a library file's buckets into contents.
type loader struct {
	contents
	tally tallySum
}

// tallySum counts values and adds up their checksums, so that a lost one is found.
type tallySum struct{ Values, Sum int }

func (t *tallySum) add(kept []byte) {
	t.Values++
	t.Sum += int(binary.BigEndian.Uint32(kept[len(kept)-sumSize:]))
}

func codeTally(c *wire.Coder, t *tallySum) {
	c.Int(&t.Values)
	c.Int(&t.Sum)
}

// load reads everything and checks it against its checksums.
func load(tx *bolt.Tx) (contents, error) {
	library := tx.Bucket([]byte(libraryBucket))
	if library == nil {
		return contents{}, ErrNotLibrary
	}
	if err := checkSchema(library); err != nil {
		return contents{}, err
	}
	l := loader{contents: contents{texts: make(map[string]Text), meta: make(map[string]string)}}
	if err := l.all(tx); err != nil {
		return contents{}, err
	}
	kept, err := address{libraryBucket, tallyKey}.unseal(library.Get([]byte(tallyKey)))
	if err != nil {
		return contents{}, err
	}
	if tally, err := decode(kept, codeTally); err != nil || tally != l.tally {
		return contents{}, damage("values are missing")
	}
	l.count = l.tally.Values
	return l.contents, nil
}

// checkSchema looks at what every schema keeps in one place.
func checkSchema(library *bolt.Bucket) error {
	found, err := address{libraryBucket, formatKey}.unseal(library.Get([]byte(formatKey)))
	if err != nil || string(found) != format {
		return ErrNotLibrary
	}
	kept, err := address{libraryBucket, schemaKey}.unseal(library.Get([]byte(schemaKey)))
	if err != nil {
		return err
	}
	n, size := binary.Uvarint(kept)
	switch {
	case size <= 0 || n == 0:
		return damage("its schema number cannot be read")
	case n > schema:
		return fmt.Errorf("%w: its layout has number %d, this program knows up to %d", ErrNewer, n, schema)
	}
	return nil
}

// all walks over the buckets at the top.
func (l *loader) all(tx *bolt.Tx) error {
	return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
		switch string(name) {
		case libraryBucket:
			return l.values(b, address{libraryBucket}, func(key string, _ []byte) error {
				if key != formatKey && key != schemaKey && key != tallyKey {
					return damage("it has an unknown key %q", key)
				}
				return nil
			})
		case metaBucket:
			return l.values(b, address{metaBucket}, func(key string, value []byte) error {
				l.meta[key] = string(value)
				return nil
			})
		case sourcesBucket:
			return b.ForEach(func(id, value []byte) error {
				if value != nil {
					return damage("source %s is no bucket", Printable(string(id)))
				}
				return l.source(b.Bucket(id), address{sourcesBucket, string(id)})
			})
		}
		return damage("it has an unknown bucket %q", name)
	})
}

// values hands on the values of a bucket, checked and without their checksums.
func (l *loader) values(b *bolt.Bucket, at address, each func(key string, value []byte) error) error {
	return b.ForEach(func(key, kept []byte) error {
		if kept == nil {
			return damage("there is an unknown bucket at %s", at.with(key))
		}
		return l.value(key, kept, at, each)
	})
}

func (l *loader) value(key, kept []byte, at address, each func(string, []byte) error) error {
	value, err := at.with(key).unseal(kept)
	if err != nil {
		return err
	}
	if at[0] != libraryBucket || string(key) != tallyKey {
		l.tally.add(kept)
	}
	return each(string(key), value)
}

// source reads a source with its text and records.
func (l *loader) source(b *bolt.Bucket, at address) error {
	var briefing Briefing
	id := at[len(at)-1]
	err := b.ForEach(func(key, kept []byte) error {
		if kept == nil {
			return l.records(&briefing, b.Bucket(key), at.with(key))
		}
		return l.value(key, kept, at, func(key string, value []byte) error {
			return l.document(&briefing, id, key, value)
		})
	})
	if err != nil {
		return err
	}
	if briefing.Source.ID != id {
		return damage("source %s is missing", Printable(id))
	}
	l.briefings = append(l.briefings, briefing)
	return nil
}

func (l *loader) document(b *Briefing, id, key string, value []byte) (err error) {
	switch key {
	case sourceKey:
		b.Source, err = decode(value, codeSource)
	case textKey:
		var t Text
		t, err = decode(value, codeText)
		l.texts[id] = t
	default:
		err = wire.ErrInvalid
	}
	return at(err, id+"/"+key)
}

// records reads one bucket of a source's records.
func (l *loader) records(b *Briefing, bucket *bolt.Bucket, where address) error {
	name := where[len(where)-1]
	return l.values(bucket, where, func(_ string, value []byte) (err error) {
		switch name {
		case actorsBucket:
			b.Actors, err = appendRecord(b.Actors, value, codeActor)
		case provinceBucket:
			b.Provinces, err = appendRecord(b.Provinces, value, codeProvince)
		case eventsBucket:
			b.Events, err = appendRecord(b.Events, value, codeEvent)
		case quotesBucket:
			b.Quotes, err = appendRecord(b.Quotes, value, codeQuote)
		default:
			err = wire.ErrInvalid
		}
		return at(err, where.String())
	})
}

func appendRecord[T any](records []T, value []byte, code func(*wire.Coder, *T)) ([]T, error) {
	r, err := decode(value, code)
	return append(records, r), err
}

// at makes an error of the codec one about the file.
func at(err error, where string) error {
	if errors.Is(err, wire.ErrInvalid) {
		return damage("the value at %s cannot be read", Printable(where))
	}
	return err
}

func (a address) String() string {
	var b bytes.Buffer
	for i, name := range a {
		if i > 0 {
			b.WriteByte('/')
		}
		if isText(name) {
			b.WriteString(name)
		} else {
			fmt.Fprintf(&b, "%x", name)
		}
	}
	return b.String()
}

// isText tells names from numbers among keys.
func isText(key string) bool { return Printable(key) == key }
