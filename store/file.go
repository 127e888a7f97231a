package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// lockWait is how long reading waits for someone who holds the file itself
// locked. Publish never does.
const lockWait = 500 * time.Millisecond

// Open reads a library file. The library is a snapshot: it does not change,
// and does not keep others from publishing a newer file. Errors wrap
// fs.ErrNotExist and other errors of the file system, ErrNotLibrary, ErrNewer
// and ErrDamaged.
func Open(path string) (*Library, error) {
	c, info, err := readFile(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	l := newLibrary(c.briefings, c.texts)
	l.path, l.file, l.meta = path, info, c.meta
	return l, nil
}

// Superseded tells whether a newer file was published at Path.
func (l *Library) Superseded() bool {
	if l.file == nil {
		return false
	}
	now, err := os.Stat(l.path)
	return err == nil && (!os.SameFile(now, l.file) || now.Size() != l.file.Size() || !now.ModTime().Equal(l.file.ModTime()))
}

// readFile reads and checks all that a library file holds.
func readFile(path string) (contents, fs.FileInfo, error) {
	if info, err := os.Stat(path); err != nil {
		return contents{}, nil, err
	} else if !info.Mode().IsRegular() { // opening a pipe would wait for a writer
		return contents{}, nil, fmt.Errorf("%w: it is no regular file", ErrNotLibrary)
	}
	file, err := os.Open(path)
	if err != nil {
		return contents{}, nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return contents{}, nil, err
	}
	var c contents
	err = guarded(func() error {
		if err := checkPages(file, info.Size()); err != nil {
			return err
		}
		c, err = readBuckets(file)
		return err
	})
	return c, info, err
}

// readBuckets reads the file that is already open, so that what was checked is
// what is read.
func readBuckets(file *os.File) (c contents, err error) {
	db, err := bolt.Open(file.Name(), 0, &bolt.Options{
		ReadOnly: true,
		Timeout:  lockWait,
		OpenFile: func(string, int, fs.FileMode) (*os.File, error) { return file, nil },
	})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return c, ErrLocked
	}
	if err != nil {
		return c, damage("%v", err)
	}
	defer db.Close()
	err = db.View(func(tx *bolt.Tx) error {
		c, err = load(tx)
		return err
	})
	return c, err
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
