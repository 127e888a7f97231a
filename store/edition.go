package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// An Edition is a library file in the making: the file as it is, to be changed
// before it is published. It is valid only while Publish runs its function.
type Edition struct {
	tx      *bolt.Tx
	changed bool
}

// A Change counts the records of a briefing (actors, provinces, events and
// quotes) by what putting it into a library did to them.
type Change struct {
	Added, Changed, Unchanged, Removed int
	Source                             bool // the source itself (title, digest …) is new or changed
}

// Put makes a briefing the library's only one of its source. A text that was
// attached to the source stays when the source's SHA256 stays. The briefing
// must be valid (see Briefing.Validate).
func (e *Edition) Put(b Briefing) (Change, error) {
	if err := b.Validate(); err != nil {
		return Change{}, err
	}
	b = b.settled()
	sources, err := e.tx.CreateBucketIfNotExists([]byte(sourcesBucket))
	if err != nil {
		return Change{}, err
	}
	old, err := newKept(sources.Bucket([]byte(b.Source.ID)), b.Source.ID)
	if err != nil {
		return Change{}, err
	}
	records := newRecords(b)
	if old.text != nil && old.sha256 == b.Source.SHA256 {
		records.text = old.text
	}
	change := compare(old.records, records)
	if change.Added+change.Changed+change.Removed == 0 && !change.Source && old.sameOrder(records) {
		return change, nil
	}
	e.changed = true
	if old.source != nil {
		if err := sources.DeleteBucket([]byte(b.Source.ID)); err != nil {
			return Change{}, err
		}
	}
	return change, records.write(sources, b.Source.ID)
}

// Remove takes a source and all its records out of the library. For a source
// that is not there the error is an *UnknownNameError.
func (e *Edition) Remove(sourceID string) error {
	if _, err := e.sourceBucket(sourceID); err != nil {
		return err
	}
	e.changed = true
	return e.tx.Bucket([]byte(sourcesBucket)).DeleteBucket([]byte(sourceID))
}

// Attach keeps a source's own text with it, in place of one attached before.
// For a source that is not there the error is an *UnknownNameError.
func (e *Edition) Attach(sourceID string, t Text) error {
	b, err := e.sourceBucket(sourceID)
	if err != nil {
		return err
	}
	if err := t.validate(); err != nil {
		return err
	}
	return e.put(b, address{sourcesBucket, sourceID}, textKey, encode(t, codeText))
}

// Sources gives the sources, by id.
func (e *Edition) Sources() []Source {
	var sources []Source
	b := e.tx.Bucket([]byte(sourcesBucket))
	if b == nil {
		return nil
	}
	_ = b.ForEach(func(id, _ []byte) error {
		if kept, err := newKept(b.Bucket(id), string(id)); err == nil {
			s, _ := decode(kept.source, codeSource)
			sources = append(sources, s)
		}
		return nil
	})
	return sources
}

// Briefing gives all records of a source and the text attached to it, nil where
// there is none. For a source that is not there the error is an
// *UnknownNameError.
func (e *Edition) Briefing(sourceID string) (Briefing, *Text, error) {
	b, err := e.sourceBucket(sourceID)
	if err != nil {
		return Briefing{}, nil, err
	}
	l := loader{contents: contents{texts: make(map[string]Text)}}
	if err := l.source(b, address{sourcesBucket, sourceID}); err != nil {
		return Briefing{}, nil, err
	}
	if text, attached := l.texts[sourceID]; attached {
		return l.briefings[0], &text, nil
	}
	return l.briefings[0], nil, nil
}

// Meta gives a small value that SetMeta kept, "" where there is none.
func (e *Edition) Meta(key string) string {
	b := e.tx.Bucket([]byte(metaBucket))
	if b == nil {
		return ""
	}
	value, err := address{metaBucket, key}.unseal(b.Get([]byte(key)))
	if err != nil {
		return ""
	}
	return string(value)
}

// SetMeta keeps a small value beside the records; "" drops it.
func (e *Edition) SetMeta(key, value string) error {
	b, err := e.tx.CreateBucketIfNotExists([]byte(metaBucket))
	if err != nil {
		return err
	}
	if value != "" {
		return e.put(b, address{metaBucket}, key, []byte(value))
	}
	if b.Get([]byte(key)) == nil {
		return nil
	}
	e.changed = true
	return b.Delete([]byte(key))
}

// put keeps a value, unless it is there already.
func (e *Edition) put(b *bolt.Bucket, at address, key string, value []byte) error {
	sealed := at.with([]byte(key)).seal(value)
	if bytes.Equal(b.Get([]byte(key)), sealed) {
		return nil
	}
	e.changed = true
	return b.Put([]byte(key), sealed)
}

func (e *Edition) sourceBucket(id string) (*bolt.Bucket, error) {
	if b := e.tx.Bucket([]byte(sourcesBucket)); b != nil && id != "" {
		if s := b.Bucket([]byte(id)); s != nil {
			return s, nil
		}
	}
	d := newDirectory()
	for _, s := range e.Sources() {
		d.add(entry{id: s.ID, name: s.ID}, s.Title)
	}
	return nil, d.unknown(BySource, "", id, nil)
}

// validate checks that the text's spans lie within it, in order.
func (t Text) validate() error {
	n := len([]rune(t.Body))
	last := 0
	for i, p := range t.Paragraphs {
		if p.Span.Start < last || p.Span.End < p.Span.Start || p.Span.End > n {
			return fmt.Errorf("paragraph %d of the text, at %d–%d, is out of order or beyond its end at %d", i+1, p.Span.Start, p.Span.End, n)
		}
		last = p.Span.End
	}
	for cited, found := range t.Anchors {
		if found.Start < 0 || found.End < found.Start || found.End > n {
			return fmt.Errorf("the anchor of %d–%d, at %d–%d, is beyond the text's end at %d", cited.Start, cited.End, found.Start, found.End, n)
		}
	}
	return nil
}

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
	r := records{source: encode(b.Source, codeSource), lists: make(map[string][]encoded)}
	for _, a := range b.Actors {
		r.add(actorsBucket, a.ID, encode(a, codeActor))
	}
	for _, p := range b.Provinces {
		r.add(provinceBucket, p.ID, encode(p, codeProvince))
	}
	for _, e := range b.Events {
		r.add(eventsBucket, e.ID, encode(e, codeEvent))
	}
	for _, q := range b.Quotes {
		r.add(quotesBucket, q.ID, encode(q, codeQuote))
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
	l := loader{contents: contents{texts: make(map[string]Text)}}
	if err := l.source(b, address{sourcesBucket, id}); err != nil {
		return kept{}, err
	}
	k := kept{newRecords(l.briefings[0]), l.briefings[0].Source.SHA256}
	if t, ok := l.texts[id]; ok {
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
	return []string{actorsBucket, provinceBucket, eventsBucket, quotesBucket}
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
func (r records) write(sources *bolt.Bucket, id string) error {
	at := address{sourcesBucket, id}
	b, err := sources.CreateBucket([]byte(id))
	if err != nil {
		return err
	}
	if err := b.Put([]byte(sourceKey), at.with([]byte(sourceKey)).seal(r.source)); err != nil {
		return err
	}
	if r.text != nil {
		if err := b.Put([]byte(textKey), at.with([]byte(textKey)).seal(r.text)); err != nil {
			return err
		}
	}
	for _, name := range recordBuckets() {
		if err := writeList(b, at, name, r.lists[name]); err != nil {
			return err
		}
	}
	return nil
}

func writeList(b *bolt.Bucket, at address, name string, list []encoded) error {
	if len(list) == 0 {
		return nil
	}
	bucket, err := b.CreateBucket([]byte(name))
	if err != nil {
		return err
	}
	at = at.with([]byte(name))
	for i, r := range list {
		key := binary.BigEndian.AppendUint32(nil, uint32(i))
		if err := bucket.Put(key, at.with(key).seal(r.value)); err != nil {
			return err
		}
	}
	return nil
}

// finish writes what stands in every library, with the tally of all values.
func (e *Edition) finish() error {
	b, err := e.tx.CreateBucketIfNotExists([]byte(libraryBucket))
	if err != nil {
		return err
	}
	at := address{libraryBucket}
	if err := e.put(b, at, formatKey, []byte(format)); err != nil {
		return err
	}
	if err := e.put(b, at, schemaKey, binary.AppendUvarint(nil, schema)); err != nil {
		return err
	}
	l := loader{contents: contents{texts: make(map[string]Text), meta: make(map[string]string)}}
	if b.Get([]byte(tallyKey)) == nil { // its place must be there for the walk
		if err := e.put(b, at, tallyKey, nil); err != nil {
			return err
		}
	}
	if err := l.all(e.tx); err != nil {
		return err
	}
	return e.put(b, at, tallyKey, encode(l.tally, codeTally))
}
