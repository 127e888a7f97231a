package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// damagedCopies tells for changed copies of a library what opening them gave.
type damagedCopies struct {
	tb   testing.TB
	path string
	want *Library

	events []Event
	found  map[string]int // events by the words they are searched by
}

func newDamagedCopies(tb testing.TB, l *Library) damagedCopies {
	d := damagedCopies{tb, filepath.Join(tb.TempDir(), "damaged.db"), l, nil, map[string]int{}}
	var err error
	if d.events, err = allEvents(l); err != nil {
		tb.Fatal(err)
	}
	for _, words := range damageSearches {
		r, err := l.Search(tb.Context(), Filter{Text: words})
		if err != nil {
			tb.Fatal(err)
		}
		d.found[words] = r.Events
	}
	return d
}

var damageSearches = []string{"bridge ", "b", "bag ", "nothing ", "é"}

// open holds that a file is refused in the right words, or gives what it should.
func (d damagedCopies) open(content []byte, what ...any) (opened bool) {
	d.tb.Helper()
	if err := os.WriteFile(d.path, content, 0o600); err != nil {
		d.tb.Fatal(err)
	}
	l, err := Open(d.path)
	if err != nil {
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNotLibrary) && !errors.Is(err, ErrNewer) {
			d.tb.Fatalf("%v: %v", what, err)
		}
		return false
	}
	defer l.Close()
	events, err := allEvents(l)
	if errors.Is(err, ErrDamaged) {
		return false
	}
	if err != nil || !reflect.DeepEqual(events, d.events) || !reflect.DeepEqual(l.index.quotes, d.want.index.quotes) ||
		!reflect.DeepEqual(l.index.sources, d.want.index.sources) || !reflect.DeepEqual(l.index.actors, d.want.index.actors) ||
		!reflect.DeepEqual(l.index.provinces, d.want.index.provinces) || !reflect.DeepEqual(l.meta, d.want.meta) {
		d.tb.Fatalf("%v: opened with other records", what)
	}
	for _, words := range damageSearches {
		r, err := l.Search(d.tb.Context(), Filter{Text: words})
		if errors.Is(err, ErrDamaged) {
			return false
		}
		if err != nil || r.Events != d.found[words] {
			d.tb.Fatalf("%v: %q finds %d events, %v; want %d", what, words, r.Events, err, d.found[words])
		}
	}
	for _, e := range d.events {
		if got, ok := l.Event(e.ID); ok && !reflect.DeepEqual(got, e) {
			d.tb.Fatalf("%v: %s is %+v", what, e.ID, got)
		}
	}
	return true
}

// worn makes a library that has been changed a few times, so that it has free
// pages and more than one level.
func worn(tb testing.TB, events int) (path string, content []byte) {
	path = filepath.Join(tb.TempDir(), "library.db")
	rng := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{3, events, 5} {
		publish(tb, path, put(randomBriefing(tb, rng, "other", n)))
	}
	publish(tb, path, put(randomBriefing(tb, rng, "big", events)))
	publish(tb, path, put(harbour(tb)))
	publish(tb, path, func(e *Edition) error { return e.SetMeta("key", "value") })
	content, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return path, content
}

func TestCutAnywhere(t *testing.T) {
	path, content := worn(t, 40)
	d := newDamagedCopies(t, open(t, path))
	for n := 0; n < len(content); n += 1 + n/50 {
		d.open(content[:n], "cut to", n)
	}
	for n := len(content); n > 0; n -= pageSize {
		d.open(content[:n-1], "cut to", n-1)
		d.open(content[:n], "cut to", n)
	}
}

func TestFlippedBit(t *testing.T) {
	path, content := worn(t, 40)
	d := newDamagedCopies(t, open(t, path))
	rng := rand.New(rand.NewPCG(5, 6))
	for at := 0; at < len(content); at += 1 + rng.IntN(101) {
		if content[at] == 0 && at%pageSize > 200 && rng.IntN(8) > 0 {
			continue // most of a page's unused end
		}
		bit := byte(1) << rng.IntN(8)
		content[at] ^= bit
		d.open(content, "flipped", at, bit)
		content[at] ^= bit
	}
}

// TestFlippedStructure flips every bit of what bbolt itself reads: page headers
// and the first elements.
func TestFlippedStructure(t *testing.T) {
	path, content := worn(t, 40)
	d := newDamagedCopies(t, open(t, path))
	for page := 0; page < len(content); page += pageSize {
		for at := page; at < page+96; at++ {
			if at > page+16 && (page/pageSize)%5 > 0 {
				continue
			}
			bit := byte(1) << (at % 8)
			if at < page+16 {
				bit = 1
			}
			content[at] ^= bit
			d.open(content, "flipped", at, bit)
			content[at] ^= bit
		}
	}
}

// TestCircles leads buckets back to the top of the file, which bbolt would
// follow without end.
func TestCircles(t *testing.T) {
	path, content := worn(t, 400)
	d := newDamagedCopies(t, open(t, path))
	m, err := readMetas(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var roots [][]byte // of buckets below the top
	for id := uint64(2); id < m.high; id++ {
		page := content[int64(id)*m.pageSize:][:m.pageSize]
		if byteOrder.Uint16(page[8:]) != leafPage || byteOrder.Uint64(page) != id || id == m.root {
			continue
		}
		elements, _ := pageElements(page, keyRange{})
		for _, e := range elements {
			if e.bucket && byteOrder.Uint64(e.value) != 0 {
				roots = append(roots, e.value)
			}
		}
	}
	led := 0
	for _, root := range roots { // some are in pages in no use
		was := byteOrder.Uint64(root)
		byteOrder.PutUint64(root, m.root)
		if !d.open(content, "one circle") {
			led++
		}
		byteOrder.PutUint64(root, was)
	}
	if led < 3 {
		t.Errorf("only %d buckets led back", led)
	}
	for _, root := range roots {
		byteOrder.PutUint64(root, m.root)
	}
	if d.open(content, "many circles") {
		t.Error("many circles were opened")
	}
}

// TestUsedPageNamedFree holds that a list of free pages that names one in use
// is found before a change writes over that page.
func TestUsedPageNamedFree(t *testing.T) {
	path, content := worn(t, 40)
	d := newDamagedCopies(t, open(t, path))
	m, err := readMetas(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	page := content[int64(m.freelist)*m.pageSize:]
	var free []uint64
	for i := range int(byteOrder.Uint16(page[10:])) {
		free = append(free, byteOrder.Uint64(page[pageHeader+8*i:]))
	}
	name := func(ids []uint64) {
		byteOrder.PutUint16(page[10:], uint16(len(ids)))
		for i, id := range ids {
			byteOrder.PutUint64(page[pageHeader+8*i:], id)
		}
	}
	for id := range m.high + 2 {
		if slices.Contains(free, id) {
			continue
		}
		more := append(slices.Clone(free), id)
		slices.Sort(more)
		name(more)
		if d.open(content, "free", id) {
			t.Errorf("page %d is in use and named free", id)
		}
	}
	name(free[1:])
	if d.open(content, "lost") {
		t.Error("a page is lost")
	}
	name(free)
	if !d.open(content, "sound") {
		t.Error("the list as it was is refused")
	}
}

func TestDamagedIsNotPublished(t *testing.T) {
	path, content := worn(t, 10)
	at := strings.Index(string(content), "The Harbour Report")
	content[at] ^= 1
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	err := Publish(t.Context(), path, PublishOptions{}, put(harbour(t)))
	if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), path) {
		t.Errorf("a damaged library was changed: %v", err)
	}
	if after, _ := os.ReadFile(path); string(after) != string(content) {
		t.Error("the file is not as it was")
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign := filepath.Join(dir, "foreign")
	db, err := bolt.Open(foreign, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte("library"))
		if err == nil {
			err = b.Put([]byte("format"), []byte("something else"))
		}
		return err
	})
	db.Close()
	newer := filepath.Join(dir, "newer")
	publish(t, newer, put(harbour(t)))
	if db, err = bolt.Open(newer, 0o600, nil); err != nil {
		t.Fatal(err)
	}
	db.Update(func(tx *bolt.Tx) error {
		at := address{libraryBucket, schemaKey}
		return tx.Bucket([]byte(libraryBucket)).Put([]byte(schemaKey), at.seal(binary.AppendUvarint(nil, schema+1)))
	})
	db.Close()
	tests := []struct {
		path string
		want error
	}{
		{filepath.Join(dir, "missing"), fs.ErrNotExist},
		{filepath.Join(write("file", "x"), "below"), nil},
		{dir, ErrNotLibrary},
		{write("empty", ""), ErrNotLibrary},
		{write("text", strings.Repeat("text ", 5000)), ErrNotLibrary},
		{foreign, ErrNotLibrary},
		{newer, ErrNewer},
	}
	for _, tt := range tests {
		_, err := Open(tt.path)
		if err == nil || tt.want != nil && !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.path) {
			t.Errorf("%s: %v, want %v", filepath.Base(tt.path), err, tt.want)
		}
	}
}

// TestFaultOnMap cuts a file short after it was mapped.
func TestFaultOnMap(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be cut short here")
	}
	path, _ := worn(t, 200)
	db, err := bolt.Open(path, 0, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := os.Truncate(path, 2*pageSize); err != nil {
		t.Fatal(err)
	}
	err = guarded(func() error {
		return db.View(func(tx *bolt.Tx) error {
			return tx.ForEach(func(_ []byte, b *bolt.Bucket) error { return new(sums).addAll(b) })
		})
	})
	if !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	path, content := worn(f, 30)
	d := newDamagedCopies(f, open(f, path))
	f.Add(uint32(0), uint32(0), []byte{1})
	f.Add(uint32(4096*3), uint32(100), []byte{0xff, 0xff})
	f.Fuzz(func(t *testing.T, at, cut uint32, change []byte) {
		damaged := append([]byte(nil), content[:len(content)-int(cut)%len(content)]...)
		changed := false
		for i, c := range change {
			if p := int(at)%len(content) + i; p < len(damaged) {
				damaged[p] ^= c
				changed = changed || c != 0
			}
		}
		copies := d
		copies.tb, copies.path = t, filepath.Join(t.TempDir(), "damaged.db")
		if !copies.open(damaged, at, cut, change) && !changed && int(cut)%len(content) == 0 {
			t.Error("a sound file was refused")
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "library.db")
	for name, n := range map[string]int{"harbour": 0, "2k": 2000} {
		b.Run(name, func(b *testing.B) {
			publish(b, path, put(harbour(b)))
			if n > 0 {
				publish(b, path, put(randomBriefing(b, rand.New(rand.NewPCG(1, 1)), "big", n)))
			}
			for b.Loop() {
				l, err := Open(path)
				if err != nil {
					b.Fatal(err)
				}
				l.Close()
			}
		})
	}
}
