package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/s2"
)

// A spool keeps what waits to be merged: in memory or, where it is much, in one
// file beside the library. It may be used by several goroutines.
type spool struct {
	path string // of the edition; the file stands beside it

	mutex sync.Mutex
	file  *os.File
	named bool // the system does not let an open file be removed
	end   int64
	bales map[uint32][]bale // of drafts, by month
}

// A bale is a piece of what a spool keeps.
type bale struct {
	vocabulary int    // of the drafts' words
	drafts     int    // how many they are
	days       uint32 // of the month: a bit for each that they are of
	bytes      []byte // nil: it is in the file
	at         int64
	size       int // there; drafts are packed with s2
}

func newSpool(path string) *spool { return &spool{path: path, bales: make(map[uint32][]bale)} }

// spoolSuffix ends the names of spools' files, with digits after it.
const spoolSuffix = ".run"

// open makes the file. It has no name from then on where the system allows it.
func (s *spool) open() error {
	if s.file != nil {
		return nil
	}
	file, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+spoolSuffix)
	if err != nil {
		return spoolError(err)
	}
	s.file, s.named = file, os.Remove(file.Name()) != nil
	return nil
}

func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if s.named {
		err = errors.Join(err, os.Remove(s.file.Name()))
	}
	return err
}

func spoolError(err error) error { return fmt.Errorf("space for sorting: %w", err) }

// write appends to the file, and tells where that begins.
func (s *spool) write(b []byte) (at int64, err error) {
	s.mutex.Lock()
	err = s.open()
	at = s.end
	s.end += int64(len(b))
	s.mutex.Unlock()
	if err != nil {
		return 0, err
	}
	if _, err := s.file.WriteAt(b, at); err != nil {
		return 0, spoolError(err)
	}
	return at, nil
}

// inFile tells whether there is so much that a file was made.
func (s *spool) inFile() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.file != nil
}

// add notes bales of drafts, one by month.
func (s *spool) add(bales map[uint32][]bale) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for month, list := range bales {
		s.bales[month] = append(s.bales[month], list...)
	}
}

// read appends what a bale holds to b. Packed is room for what is read, to be
// used again.
func (s *spool) read(b []byte, l bale, packed *[]byte) ([]byte, error) {
	if l.bytes != nil {
		return append(b, l.bytes...), nil
	}
	*packed = slices.Grow((*packed)[:0], l.size)[:l.size]
	if _, err := s.file.ReadAt(*packed, l.at); err != nil {
		return b, spoolReadError(err)
	}
	n, err := s2.DecodedLen(*packed)
	if err == nil {
		b = slices.Grow(b, n)
		_, err = s2.Decode(b[len(b):len(b)+n], *packed)
	}
	if err != nil {
		return b, spoolReadError(err)
	}
	return b[:len(b)+n], nil
}

// reader reads a bale bit by bit.
func (l bale) reader(s *spool) io.Reader {
	if l.bytes != nil {
		return strings.NewReader(string(l.bytes))
	}
	return io.NewSectionReader(s.file, l.at, int64(l.size))
}

func spoolReadError(err error) error {
	return fmt.Errorf("read back what was sorted (is the disk sound?): %w", err)
}

// removeSpools removes what a crash has left beside the file in the making.
func removeSpools(fresh string) {
	names, _ := filepath.Glob(escapeGlob(fresh) + spoolSuffix + "*")
	for _, name := range names {
		os.Remove(name)
	}
}

func escapeGlob(path string) string {
	return strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(path)
}

// A sorter writes drafts to a spool by month. It is for one goroutine.
type sorter struct {
	spool      *spool
	vocabulary int
	sackSize   int // from which a sack goes to the file

	sacks map[uint32]*sack
	held  int    // bytes in them
	out   []byte // packed sacks on their way to the file
	bales map[uint32][]bale
}

// A sack holds drafts of one month.
type sack struct {
	bytes  []byte
	drafts int
	days   uint32
}

// Sizes of what is kept in memory, in bytes.
const (
	sackSize  = 32 << 10
	sacksSize = 32 << 20 // of all sacks of a sorter
	outSize   = 1 << 20
)

func newSorter(s *spool, vocabulary, size int) *sorter {
	return &sorter{spool: s, vocabulary: vocabulary, sackSize: size, sacks: make(map[uint32]*sack), bales: make(map[uint32][]bale)}
}

func (s *sorter) add(d *draft) error {
	month := d.day() >> monthBits
	b := s.sacks[month]
	if b == nil {
		b = new(sack)
		s.sacks[month] = b
	}
	before := len(b.bytes)
	b.bytes = d.append(b.bytes)
	b.drafts++
	b.days |= dayBit(d.day())
	s.held += len(b.bytes) - before
	if len(b.bytes) >= s.sackSize {
		return s.pack(month, b)
	}
	if s.held >= sacksSize {
		return s.packAll()
	}
	return nil
}

// pack sends a sack on its way to the file.
func (s *sorter) pack(month uint32, b *sack) error {
	start := len(s.out)
	room := s2.MaxEncodedLen(len(b.bytes))
	if cap(s.out)-start < room {
		s.out = append(make([]byte, 0, max(outSize+2*sackSize, start+room)), s.out...)
	}
	packed := s2.Encode(s.out[start:start+room], b.bytes)
	s.out = s.out[:start+len(packed)]
	s.bales[month] = append(s.bales[month], bale{vocabulary: s.vocabulary, drafts: b.drafts, days: b.days, at: int64(start), size: len(packed)})
	s.held -= len(b.bytes)
	b.bytes, b.drafts, b.days = b.bytes[:0], 0, 0
	if len(s.out) >= outSize {
		return s.flush()
	}
	return nil
}

func (s *sorter) packAll() error {
	for month, b := range s.sacks {
		if b.drafts > 0 {
			if err := s.pack(month, b); err != nil {
				return err
			}
		}
	}
	clear(s.sacks)
	return nil
}

// flush writes what is on its way.
func (s *sorter) flush() error {
	if len(s.out) == 0 {
		return nil
	}
	at, err := s.spool.write(s.out)
	if err != nil {
		return err
	}
	for _, list := range s.bales {
		for i := range list {
			list[i].at += at
		}
	}
	s.spool.add(s.bales)
	clear(s.bales)
	s.out = s.out[:0]
	return nil
}

// finish hands over the rest, as it is.
func (s *sorter) finish() error {
	if err := s.flush(); err != nil {
		return err
	}
	for month, b := range s.sacks {
		if b.drafts > 0 {
			s.bales[month] = append(s.bales[month], bale{vocabulary: s.vocabulary, drafts: b.drafts, days: b.days, bytes: b.bytes})
		}
	}
	s.spool.add(s.bales)
	s.sacks, s.bales, s.out = nil, nil, nil
	return nil
}
