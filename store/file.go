package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// lockWait is how long reading waits for someone who holds the file itself
// locked. Publish never does.
const lockWait = 500 * time.Millisecond

// Open opens a library file for reading. The library is a snapshot: it does not
// change, and does not keep others from publishing a newer file. Errors wrap
// fs.ErrNotExist and other errors of the file system, ErrNotLibrary, ErrNewer
// and ErrDamaged. Damage in what is not read at once is found when it is: by
// Search and Events, and by Check.
func Open(path string) (*Library, error) {
	var l *Library
	err := withFile(path, func(file *os.File, info fs.FileInfo) (err error) {
		if err := checkPages(file, info.Size(), info.Size() <= smallFile); err != nil {
			return err
		}
		db, err := openBolt(file)
		if err != nil {
			return err
		}
		if l, err = load(db, file); err != nil {
			return errors.Join(err, db.Close())
		}
		l.path, l.file, l.marks = path, info, &markFile{path: MarksPath(path)}
		return nil
	})
	if err != nil {
		return nil, fileError(path, err)
	}
	return l, nil
}

// smallFile is up to which size, in bytes, a file is looked through as a whole
// before it is used.
const smallFile = 1 << 20

// load reads what a library holds in memory. The file stays open for the rest.
func load(db *bolt.DB, file io.ReaderAt) (l *Library, err error) {
	f := newEventFile(db)
	first := false
	c := newContents()
	var x *index
	err = f.view(func(tx *bolt.Tx) error {
		n, err := readSchema(tx)
		if err != nil {
			return err
		}
		if first = n == firstSchema; first {
			c, err = readFirst(tx)
			return err
		}
		if err = c.read(tx); err == nil {
			f.size = tx.Size()
			x, err = loadIndex(tx, file, c, f)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if first {
		l = newLibrary(c.briefings, c.texts)
		l.meta = c.meta
		return l, db.Close()
	}
	l = libraryOf(x)
	l.meta = c.meta
	go x.ranks()                                                // soon asked for
	runtime.AddCleanup(f, func(db *bolt.DB) { db.Close() }, db) // for those who drop a library without closing it
	return l, nil
}

// loadIndex reads the columns and makes the index of a file.
func loadIndex(tx *bolt.Tx, file io.ReaderAt, c contents, f *eventFile) (*index, error) {
	tally, err := readTally(tx.Bucket([]byte(libraryBucket)))
	if err != nil {
		return nil, err
	}
	if tally.Events < 0 || int64(tally.Events) > maxEvents {
		return nil, damage("it cannot hold %d events", tally.Events)
	}
	if err := tally.checkLists(tx); err != nil {
		return nil, err
	}
	x := newFrame(c.briefings, c.texts)
	var numbers codeNumbers
	for facet, class := range [facets]class{sourceClass, provinceClass, actorClass, kindClass} {
		list, err := readTexts(tx, class)
		if err != nil {
			return nil, err
		}
		if facet == kindFacet {
			x.setKinds(list)
		}
		codes := []int32{none}
		for _, id := range list {
			codes = append(codes, x.number(facet, id))
		}
		numbers[facet] = codes
	}
	if x.table, err = loadTable(tx, file, x.values(), &numbers, tally.Events); err != nil {
		return nil, err
	}
	x.dropUnusedKinds()
	x.table.findCounts(x.number(kindFacet, CasualtyCount))
	x.addQuotes(c.briefings, c.kinds)
	f.table = x.table
	x.records = f
	return x, nil
}

// maxEvents is how many events there are numbers for.
const maxEvents int64 = 1 << 32

// dropUnusedKinds drops the kinds that no event has any more.
func (x *index) dropUnusedKinds() {
	var used []string
	for _, k := range x.table.kinds {
		if k.kind != none {
			used = append(used, x.kinds[k.kind])
		}
	}
	before := x.kinds
	x.setKinds(used)
	for i := range x.table.kinds {
		if k := &x.table.kinds[i]; k.kind != none {
			k.kind = x.number(kindFacet, before[k.kind])
		}
	}
	x.table.values = x.values()
}

// Superseded tells whether a newer file was published at Path.
func (l *Library) Superseded() bool {
	if l.file == nil {
		return false
	}
	now, err := os.Stat(l.path)
	return err == nil && (!os.SameFile(now, l.file) || now.Size() != l.file.Size() || !now.ModTime().Equal(l.file.ModTime()))
}

// withFile opens a file and gives it to use, which keeps it open unless it fails.
func withFile(path string, use func(*os.File, fs.FileInfo) error) error {
	if info, err := os.Stat(path); err != nil {
		return err
	} else if !info.Mode().IsRegular() { // opening a pipe would wait for a writer
		return fmt.Errorf("%w: it is no regular file", ErrNotLibrary)
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err == nil {
		err = guarded(func() error { return use(file, info) })
	}
	if err != nil {
		file.Close()
	}
	return err
}

// openBolt opens the file that is already open, so that what was checked is what
// is read.
func openBolt(file *os.File) (*bolt.DB, error) {
	db, err := bolt.Open(file.Name(), 0, &bolt.Options{
		ReadOnly: true,
		Timeout:  lockWait,
		OpenFile: func(string, int, fs.FileMode) (*os.File, error) { return file, nil },
	})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, ErrLocked
	}
	if err != nil {
		return nil, damage("%v", err)
	}
	return db, nil
}

// guarded runs what reads a memory map. A fault (the file was cut short, the
// disk cannot be read) or a panic over broken pages becomes ErrDamaged.
func guarded(read func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = damage("%v", r)
		}
	}()
	return read()
}

// fileError adds the path and what to do.
func fileError(path string, err error) error {
	advice := ""
	switch {
	case errors.Is(err, ErrNotLibrary):
		advice = "choose another file, or move this one away to start a new library"
	case errors.Is(err, ErrNewer):
		advice = "update fieldbrief, or choose another library"
	case errors.Is(err, ErrDamaged):
		advice = "put a copy in its place, or move it away and import your sources again"
	case errors.Is(err, ErrLocked):
		advice = "try again when it has finished"
	case errors.Is(err, ErrInUse):
		advice = "close the other windows and try again; nothing was changed"
	case errors.Is(err, fs.ErrPermission):
		advice = "you may not read or change it: choose another library, or ask its owner"
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) && pathErr.Path == path {
		err = fmt.Errorf("%s: %w", pathErr.Op, pathErr.Err)
	}
	if advice != "" {
		return fmt.Errorf("library %s: %w: %s", Printable(path), err, advice)
	}
	return fmt.Errorf("library %s: %w", Printable(path), err)
}
