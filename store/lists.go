package store

import (
	"bytes"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// records are a briefing in encoded form.
type records struct {
	source, text []byte
	lists        map[string][]encoded // by bucket
}

type encoded struct {
	id    string
	value []byte
}

// kept are the records that the library holds of a source.
type kept struct {
	records
	sha256 string
}

func newRecords(b Briefing) records {
	kinds := make(map[string]string)
	for _, e := range b.Events {
		kinds[e.ID] = e.Kind
	}
	return recordsOf(b, kinds)
}

// recordsOf encodes what a briefing has beside its events, whose kinds are given.
func recordsOf(b Briefing, kinds map[string]string) records {
	r := records{source: encode(b.Source, codeSource), lists: make(map[string][]encoded)}
	for _, a := range b.Actors {
		r.add(actorsBucket, a.ID, encode(a, codeActor))
	}
	for _, p := range b.Provinces {
		r.add(provinceBucket, p.ID, encode(p, codeProvince))
	}
	for _, q := range b.Quotes {
		r.add(quotesBucket, q.ID, encode(keptQuote{q, kinds[q.Event]}, codeKeptQuote))
	}
	return r
}

func (r *records) add(bucket, id string, value []byte) {
	r.lists[bucket] = append(r.lists[bucket], encoded{id, value})
}

// newKept reads the records of a source's bucket; none where b is nil.
func newKept(b *bolt.Bucket, id string) (kept, error) {
	if b == nil {
		return kept{}, nil
	}
	c := newContents()
	if err := c.source(b, address{sourcesBucket, id}); err != nil {
		return kept{}, err
	}
	k := kept{recordsOf(c.briefings[0], c.kinds), c.briefings[0].Source.SHA256}
	if t, ok := c.texts[id]; ok {
		k.text = encode(t, codeText)
	}
	return k, nil
}

func (k kept) sameOrder(r records) bool {
	for _, bucket := range recordBuckets() {
		same := func(a, b encoded) bool { return a.id == b.id }
		if !slices.EqualFunc(k.lists[bucket], r.lists[bucket], same) {
			return false
		}
	}
	return bytes.Equal(k.text, r.text)
}

func recordBuckets() []string {
	return []string{actorsBucket, provinceBucket, quotesBucket}
}

func compare(old, new records) Change {
	c := Change{Source: !bytes.Equal(old.source, new.source)}
	for _, bucket := range recordBuckets() {
		before := make(map[string][]byte)
		for _, r := range old.lists[bucket] {
			before[r.id] = r.value
		}
		for _, r := range new.lists[bucket] {
			was, ok := before[r.id]
			delete(before, r.id)
			switch {
			case !ok:
				c.Added++
			case bytes.Equal(was, r.value):
				c.Unchanged++
			default:
				c.Changed++
			}
		}
		c.Removed += len(before)
	}
	return c
}

// write makes the bucket of a source.
func (r records) write(e *Edition, sources *bolt.Bucket, id string) error {
	at := address{sourcesBucket, id}
	b, err := sources.CreateBucket([]byte(id))
	if err != nil {
		return err
	}
	if err := e.put(b, at, sourceKey, r.source); err != nil {
		return err
	}
	if r.text != nil {
		if err := e.put(b, at, textKey, r.text); err != nil {
			return err
		}
	}
	for _, name := range recordBuckets() {
		if err := e.writeList(b, at, name, r.lists[name]); err != nil {
			return err
		}
	}
	return nil
}

func (e *Edition) writeList(b *bolt.Bucket, at address, name string, list []encoded) error {
	if len(list) == 0 {
		return nil
	}
	bucket, err := b.CreateBucket([]byte(name))
	if err != nil {
		return err
	}
	for i, r := range list {
		if err := e.put(bucket, at.with([]byte(name)), string(numberKey(number(i))), r.value); err != nil {
			return err
		}
	}
	return nil
}
