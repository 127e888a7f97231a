package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
)

// The page format of bbolt 1.x, as far as its soundness can be told from
// outside. Numbers are in the byte order of the machine that wrote them.
const (
	pageHeader    = 16 // id uint64, flags uint16, count uint16, overflow uint32
	pageElement   = 16 // leaf: flags, pos, key size, value size uint32; branch: pos, key size uint32, page uint64
	bucketHeader  = 16 // root page uint64 (0: the bucket's page follows inline), sequence uint64
	metaSize      = 64 // its checksum, over the rest, at the end
	branchPage    = 0x01
	leafPage      = 0x02
	metaPage      = 0x04
	freelistPage  = 0x10
	bucketElement = 0x01
	metaMagic     = 0xED0CDAED
	metaVersion   = 2
	noFreelist    = 1<<64 - 1
	maxDepth      = 64 // of branch pages and buckets within buckets
)

var byteOrder = binary.NativeEndian

// meta is a bbolt meta page.
type meta struct {
	pageSize             int64
	root, freelist, high uint64 // high: the number of pages in use
	txid                 uint64
}

// checkPages walks over the pages of a bbolt file of a given size and finds what
// would make bbolt read beyond its end, run in circles or panic. It does not
// look into values; their checksums tell the rest. Unless every page is asked
// for, the leaves of shelves are not read, only where they are: what is wrong in
// them is found when they are.
func checkPages(file io.ReaderAt, size int64, every bool) error {
	w, err := newPageWalk(file, size)
	if err != nil {
		return err
	}
	w.every = every
	if err := w.all(); err != nil {
		return err
	}
	return w.freelist()
}

func newPageWalk(file io.ReaderAt, size int64) (*pageWalk, error) {
	m, err := readMetas(file, size)
	if err != nil {
		return nil, err
	}
	w := &pageWalk{file: file, meta: m, seen: make([]bool, m.high)}
	w.seen[0], w.seen[1] = true, true
	return w, nil
}

// readMetas gives the newer of the two meta pages. Both must be sound: with the
// newer one unreadable, bbolt would show the state before the last change.
func readMetas(file io.ReaderAt, size int64) (meta, error) {
	first, err := readMeta(file, 0)
	if err != nil {
		return meta{}, err
	}
	second, err := readMeta(file, first.pageSize)
	if err != nil {
		return meta{}, damage("second meta page: %v", err)
	}
	m := first
	if second.txid > m.txid {
		m = second
	}
	if second.pageSize != first.pageSize || m.high < 2 || m.high > uint64(size/m.pageSize) {
		return meta{}, damage("the file has %d bytes and should have %d pages of %d", size, m.high, m.pageSize)
	}
	return m, nil
}

func readMeta(file io.ReaderAt, offset int64) (meta, error) {
	b := make([]byte, pageHeader+metaSize)
	if _, err := file.ReadAt(b, offset); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return meta{}, fmt.Errorf("%w: %w", ErrNotLibrary, err)
	}
	body := b[pageHeader:]
	if byteOrder.Uint32(body) != metaMagic || byteOrder.Uint32(body[4:]) != metaVersion {
		return meta{}, ErrNotLibrary
	}
	sum := fnv.New64a()
	sum.Write(body[:metaSize-8])
	pageSize := int64(byteOrder.Uint32(body[8:]))
	if sum.Sum64() != byteOrder.Uint64(body[metaSize-8:]) || byteOrder.Uint16(b[8:]) != metaPage ||
		pageSize < 512 || pageSize > 1<<20 {
		return meta{}, damage("its meta page is not sound")
	}
	return meta{
		pageSize: pageSize,
		root:     byteOrder.Uint64(body[16:]),
		freelist: byteOrder.Uint64(body[32:]),
		high:     byteOrder.Uint64(body[40:]),
		txid:     byteOrder.Uint64(body[48:]),
	}, nil
}

func damage(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

// A pageWalk reads the pages of a file with calls of the system: what a memory
// map has shown once counts as the program's memory.
type pageWalk struct {
	file  io.ReaderAt
	meta  meta
	seen  []bool
	every bool                              // page is read
	enter func(address) func(element) error // gives what sees the values of a bucket, nil: nothing does; may be nil
	spare [][]byte
}

// all walks over all pages that are in use.
func (w *pageWalk) all() error { return w.walk(w.meta.root, visit{}) }

// A visit is where in a file the walk is.
type visit struct {
	bucket address
	see    func(element) error // may be nil
	keys   keyRange
	depth  int
	skip   bool // leaves
}

// below is the visit of what lies below a page.
func (v visit) below(keys keyRange) visit {
	v.keys = keys
	v.depth++
	return v
}

// read gives a whole page with its overflow pages, and marks them as seen. It is
// to be given back.
func (w *pageWalk) read(id uint64) ([]byte, error) {
	if id < 2 || id >= w.meta.high {
		return nil, damage("page %d does not exist", id)
	}
	page := w.room(int(w.meta.pageSize))
	if _, err := w.file.ReadAt(page, int64(id)*w.meta.pageSize); err != nil {
		return nil, pageError(id, err)
	}
	overflow := uint64(byteOrder.Uint32(page[12:]))
	if byteOrder.Uint64(page) != id || overflow >= w.meta.high-id {
		return nil, damage("page %d is not sound", id)
	}
	for p := id; p <= id+overflow; p++ {
		if w.seen[p] {
			return nil, damage("page %d is used twice", p)
		}
		w.seen[p] = true
	}
	if overflow == 0 {
		return page, nil
	}
	w.giveBack(page)
	page = w.room((int(overflow) + 1) * int(w.meta.pageSize))
	_, err := w.file.ReadAt(page, int64(id)*w.meta.pageSize)
	return page, pageError(id, err)
}

// pageError is about a page that cannot be read. A file that has become too
// short is damaged.
func pageError(id uint64, err error) error {
	if errors.Is(err, io.EOF) {
		return damage("page %d does not exist", id)
	}
	return err
}

// room gives memory for a page.
func (w *pageWalk) room(n int) []byte {
	for i := len(w.spare) - 1; i >= 0; i-- {
		if page := w.spare[i]; cap(page) >= n {
			w.spare = slices.Delete(w.spare, i, i+1)
			return page[:n]
		}
	}
	return make([]byte, n)
}

// maxSpare is how many pages are kept to be used again.
const maxSpare = 8

func (w *pageWalk) giveBack(page []byte) {
	if len(w.spare) < maxSpare {
		w.spare = append(w.spare, page)
	}
}

// keyRange bounds the keys of a page: from low to below high, nil where open.
type keyRange struct{ low, high []byte }

func (r keyRange) holds(key []byte) bool {
	return bytes.Compare(key, r.low) >= 0 && (r.high == nil || bytes.Compare(key, r.high) < 0)
}

// walk checks a branch or leaf page and all below it, without the leaves where
// these are skipped.
func (w *pageWalk) walk(id uint64, v visit) error {
	page, err := w.read(id)
	if err != nil {
		return err
	}
	defer w.giveBack(page)
	elements, err := pageElements(page, v.keys)
	if err != nil || v.depth > maxDepth {
		return damage("page %d is not sound", id)
	}
	if byteOrder.Uint16(page[8:]) == leafPage {
		return w.leaf(elements, v)
	}
	if len(elements) == 0 {
		return damage("page %d leads nowhere", id)
	}
	if v.skip {
		leaves, err := w.isLeaf(elements[0].page)
		if err != nil || leaves {
			return cmp.Or(err, w.skip(elements))
		}
	}
	for i, e := range elements {
		keys := keyRange{e.key, v.keys.high}
		if i+1 < len(elements) {
			keys.high = elements[i+1].key
		}
		if err := w.walk(e.page, v.below(keys)); err != nil {
			return err
		}
	}
	return nil
}

// isLeaf tells whether a page has nothing below it. All pages of a level are of
// one kind.
func (w *pageWalk) isLeaf(id uint64) (bool, error) {
	if id < 2 || id >= w.meta.high {
		return false, damage("page %d does not exist", id)
	}
	head := make([]byte, pageHeader)
	_, err := w.file.ReadAt(head, int64(id)*w.meta.pageSize)
	return byteOrder.Uint16(head[8:]) == leafPage, err
}

// skip marks pages as seen without reading them.
func (w *pageWalk) skip(elements []element) error {
	for _, e := range elements {
		if e.page < 2 || e.page >= w.meta.high || w.seen[e.page] {
			return damage("page %d is used twice or does not exist", e.page)
		}
		w.seen[e.page] = true
	}
	return nil
}

// leaf checks the buckets among the elements of a leaf page, and shows the
// values.
func (w *pageWalk) leaf(elements []element, v visit) error {
	for _, e := range elements {
		var err error
		if e.bucket {
			err = w.bucket(e, v)
		} else if v.see != nil {
			err = v.see(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *pageWalk) bucket(e element, v visit) error {
	if len(e.value) < bucketHeader {
		return damage("a bucket is cut short")
	}
	inner := v.below(keyRange{})
	inner.see = nil
	if inner.bucket = v.bucket.with(e.key); w.enter != nil {
		inner.see = w.enter(inner.bucket)
	}
	if root := byteOrder.Uint64(e.value); root != 0 {
		inner.skip = !w.every && (isShelf(string(e.key)) || string(e.key) == columnsBucket || string(e.key) == coordinatesBucket)
		return w.walk(root, inner)
	}
	return w.inline(e.value[bucketHeader:], inner)
}

// inline checks the page of a bucket that is small enough to be a value. Such a
// bucket holds no others.
func (w *pageWalk) inline(page []byte, v visit) error {
	if len(page) < pageHeader || byteOrder.Uint16(page[8:]) != leafPage {
		return damage("a bucket is cut short")
	}
	elements, err := pageElements(page, keyRange{})
	if err != nil || slices.ContainsFunc(elements, func(e element) bool { return e.bucket }) {
		return damage("a bucket is not sound")
	}
	return w.leaf(elements, v)
}

// pageElements reads the elements of a page, whose keys must ascend.
func pageElements(page []byte, keys keyRange) ([]element, error) {
	flags, count := byteOrder.Uint16(page[8:]), int(byteOrder.Uint16(page[10:]))
	if pageHeader+count*pageElement > len(page) {
		return nil, damage("too many elements")
	}
	elements := make([]element, 0, count)
	for i := range count {
		e, err := newElement(page, pageHeader+i*pageElement, flags)
		if err != nil {
			return nil, err
		}
		if !keys.holds(e.key) || i > 0 && bytes.Compare(elements[i-1].key, e.key) >= 0 {
			return nil, damage("keys out of order")
		}
		elements = append(elements, e)
	}
	return elements, nil
}

// element is a key with its value, or with the page below it.
type element struct {
	key, value []byte
	bucket     bool
	page       uint64
}

func newElement(page []byte, at int, flags uint16) (element, error) {
	e := page[at : at+pageElement]
	var pos, keySize, valueSize uint64
	var result element
	switch flags {
	case branchPage:
		pos, keySize = uint64(byteOrder.Uint32(e)), uint64(byteOrder.Uint32(e[4:]))
		result.page = byteOrder.Uint64(e[8:])
	case leafPage:
		pos, keySize, valueSize = uint64(byteOrder.Uint32(e[4:])), uint64(byteOrder.Uint32(e[8:])), uint64(byteOrder.Uint32(e[12:]))
		kind := byteOrder.Uint32(e)
		if kind > bucketElement {
			return result, damage("it holds something of unknown kind")
		}
		result.bucket = kind == bucketElement
	default:
		return result, damage("it is of the wrong kind")
	}
	start := uint64(at) + pos
	if pos < pageElement || start+keySize+valueSize > uint64(len(page)) {
		return result, damage("it reaches beyond its end")
	}
	result.key = page[start : start+keySize]
	result.value = page[start+keySize : start+keySize+valueSize]
	return result, nil
}

// freelist checks that the pages named as free are in use by nothing else:
// the next change would write over them.
func (w *pageWalk) freelist() error {
	if w.meta.freelist == noFreelist {
		return nil
	}
	page, err := w.read(w.meta.freelist)
	if err != nil {
		return err
	}
	count, free := uint64(byteOrder.Uint16(page[10:])), page[pageHeader:]
	if count == 0xFFFF { // the true number takes the first place
		count, free = byteOrder.Uint64(free), free[8:]
	}
	if byteOrder.Uint16(page[8:]) != freelistPage || count > uint64(len(free)/8) {
		return damage("its list of free pages is not sound")
	}
	last := uint64(1)
	for i := range count {
		id := byteOrder.Uint64(free[8*i:])
		if id <= last || id >= w.meta.high || w.seen[id] {
			return damage("its list of free pages is not sound")
		}
		w.seen[id], last = true, id
	}
	if lost := slices.Index(w.seen, false); lost >= 0 && w.every {
		return damage("page %d is lost", lost)
	}
	return nil
}
