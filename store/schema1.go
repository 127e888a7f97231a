package store

import (
	bolt "go.etcd.io/bbolt"

	"fieldbrief/store/internal/wire"
)

// The first layout kept a source's events in its own bucket, as records like
// the others, and everything was read at once. Its files are still read; a
// change writes them anew.

// readFirst reads all that a file of the first layout holds.
func readFirst(tx *bolt.Tx) (contents, error) {
	l := firstLoader{contents: newContents()}
	err := tx.ForEach(func(name []byte, b *bolt.Bucket) error {
		switch string(name) {
		case libraryBucket:
			return l.values(b, address{libraryBucket}, func(string, []byte) error { return nil })
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
	if err != nil {
		return contents{}, err
	}
	tally, err := readFirstTally(tx.Bucket([]byte(libraryBucket)))
	if err != nil {
		return contents{}, err
	}
	if tally != l.found {
		return contents{}, damage("values are missing")
	}
	return l.contents, nil
}

func readFirstTally(library *bolt.Bucket) (sums, error) {
	kept, err := address{libraryBucket, tallyKey}.unseal(library.Get([]byte(tallyKey)))
	if err != nil {
		return sums{}, err
	}
	t, err := decode(kept, codeFirstTally)
	return t, at(err, libraryBucket+"/"+tallyKey)
}

func codeFirstTally(c *wire.Coder, t *sums) {
	c.Int(&t.Values)
	c.Int64(&t.Sum)
}

type firstLoader struct {
	contents
	found sums
}

func (l *firstLoader) values(b *bolt.Bucket, at address, each func(string, []byte) error) error {
	return b.ForEach(func(key, kept []byte) error {
		if kept == nil {
			return damage("there is an unknown bucket at %s", at.with(key))
		}
		return l.value(string(key), kept, at, each)
	})
}

func (l *firstLoader) value(key string, kept []byte, at address, each func(string, []byte) error) error {
	value, err := at.with([]byte(key)).unseal(kept)
	if err != nil {
		return err
	}
	if at[0] != libraryBucket || key != tallyKey {
		l.found.change(kept, 1)
	}
	return each(key, value)
}

func (l *firstLoader) source(b *bolt.Bucket, where address) error {
	var briefing Briefing
	id := where[len(where)-1]
	err := b.ForEach(func(key, kept []byte) error {
		if kept == nil {
			return l.records(&briefing, b.Bucket(key), where.with(key))
		}
		return l.value(string(key), kept, where, func(key string, value []byte) error {
			return l.document(&briefing, id, key, value)
		})
	})
	if err != nil {
		return err
	}
	if briefing.Source.ID != id {
		return damage("source %s is missing", Printable(id))
	}
	l.briefings = append(l.briefings, briefing.settled())
	return nil
}

func (l *firstLoader) records(b *Briefing, bucket *bolt.Bucket, where address) error {
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
