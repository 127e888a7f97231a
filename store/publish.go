package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
)

// PublishOptions says how a library is changed.
type PublishOptions struct {
	Wait time.Duration // how long to wait for another writer; 0: not at all

	step func(string) // tests stop here
}

// newSuffix ends the name of the file in which a change is prepared. Only the
// holder of the lock has one.
const newSuffix = ".new"

// pageSize is that of new library files, the same on every machine.
const pageSize = 4096

// Publish changes a library, or makes a new one where there is none: it takes
// the writers' lock, runs change on a copy of the file, checks what was written
// and puts the copy in the file's place. Readers are not disturbed and keep
// what they have. A failure or crash at any moment leaves the old file or the
// new one; what it leaves beside goes at the next change. An edition that
// change leaves as it was is not published.
//
// Errors are those of change, of Open, of the file system, ErrLocked (type
// *LockedError) and, on systems where an open file cannot be replaced, ErrInUse.
func Publish(ctx context.Context, path string, opts PublishOptions, change func(*Edition) error) error {
	p, err := newPublisher(path, opts)
	if err != nil {
		return fileError(path, err)
	}
	release, err := lock(ctx, p.path, opts.Wait)
	var locked *LockedError
	if errors.As(err, &locked) {
		return err
	}
	if err != nil {
		return fileError(path, err)
	}
	defer release()
	return p.publish(ctx, change)
}

type publisher struct {
	path string // of the file itself, links followed
	name string // of the library, as it was given
	step func(string)
}

func newPublisher(path string, opts PublishOptions) (publisher, error) {
	p := publisher{path, path, opts.step}
	if p.step == nil {
		p.step = func(string) {}
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		p.path = target
	} else if !errors.Is(err, fs.ErrNotExist) {
		return p, err
	}
	return p, os.MkdirAll(filepath.Dir(p.path), 0o700)
}

// changeError sets errors of the caller's change apart from those of the file.
type changeError struct{ error }

func (p publisher) publish(ctx context.Context, change func(*Edition) error) error {
	fresh := p.path + newSuffix
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fileError(p.name, err)
	}
	removeSpools(fresh)
	defer os.Remove(fresh) // after the renaming there is none
	changed, err := p.prepare(ctx, fresh, change)
	var own changeError
	if errors.As(err, &own) {
		return own.error
	}
	if err == nil && changed {
		err = p.replace(ctx, fresh)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if err != nil {
		return fileError(p.name, err)
	}
	return nil
}

// prepare makes the changed copy, and tells whether it differs.
func (p publisher) prepare(ctx context.Context, fresh string, change func(*Edition) error) (changed bool, err error) {
	first, err := p.copy(fresh)
	if err != nil {
		return false, err
	}
	p.step("copied")
	var w written
	err = guarded(func() error {
		changed, w, err = edit(fresh, first, change)
		return err
	})
	if err != nil || !changed {
		return false, err
	}
	p.step("changed")
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if err := compact(fresh); err != nil {
		return false, err
	}
	if err := readBack(fresh, w); err != nil {
		return false, fmt.Errorf("what was written cannot be read back (is the disk sound?): %w", err)
	}
	p.step("checked")
	return true, syncPath(fresh)
}

// copy copies the library file, which must be sound, to fresh. Without one,
// there is nothing to copy. Of a file of the first layout it gives the contents
// instead.
func (p publisher) copy(fresh string) (first *contents, err error) {
	err = inspect(p.path, false, func(tx *bolt.Tx) error {
		n, err := readSchema(tx)
		if err != nil {
			return err
		}
		if n == firstSchema {
			c, err := readFirst(tx)
			first = &c
			return err
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil || first != nil {
		return first, err
	}
	from, err := os.Open(p.path)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return nil, err
	}
	to, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm()|0o600)
	if err != nil {
		return nil, err
	}
	if _, err := io.Copy(to, from); err != nil { // reflink or copy_file_range where the system has them
		to.Close()
		return nil, err
	}
	return nil, to.Close()
}

// inspect opens a library file to be looked at, its pages checked and, where
// that is asked for or it is small, all its values.
func inspect(path string, whole bool, look func(tx *bolt.Tx) error) error {
	return withFile(path, func(file *os.File, info fs.FileInfo) error {
		check := func() error { return checkPages(file, info.Size(), false) }
		if whole || info.Size() <= smallFile {
			check = func() error { return checkFile(file, info.Size()) }
		}
		if err := check(); err != nil {
			return err
		}
		db, err := openBolt(file)
		if err != nil {
			return err
		}
		return errors.Join(db.View(look), db.Close())
	})
}

// readBack checks what was written and what leads to it: all of the file where
// that is much.
func readBack(path string, w written) error {
	return inspect(path, !w.all(), func(tx *bolt.Tx) error {
		if !w.all() {
			return nil
		}
		return w.check(tx)
	})
}

// edit runs change on a file, in one transaction or, where it is much, several.
func edit(path string, first *contents, change func(*Edition) error) (changed bool, w written, err error) {
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: lockWait, PageSize: pageSize, NoSync: true, NoGrowSync: true, NoFreelistSync: true, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return false, nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	info, err := os.Stat(path)
	if err != nil {
		return false, nil, err
	}
	e, err := newEdition(db, path)
	if err != nil {
		return false, nil, err
	}
	defer func() {
		if e.tx != nil {
			err = errors.Join(err, e.tx.Rollback())
		}
	}()
	if first != nil {
		if err := e.adopt(first); err != nil {
			return false, nil, err
		}
	}
	if err := unbroken(e, info.Size() <= smallFile, change); err != nil {
		return false, nil, changeError{err}
	}
	if err := e.finish(); err != nil || !e.changed {
		return false, nil, err
	}
	db.NoFreelistSync = false // for the next writer to find
	tx := e.tx
	e.tx = nil
	return true, e.written, tx.Commit()
}

// A file of more than worthCompacting bytes of which more than half is free is
// written anew.
const worthCompacting = 1 << 20

// compact writes a file anew without what is free in it, where that is most.
func compact(path string) error {
	small := ""
	err := guarded(func() (err error) {
		small, err = compacted(path)
		return err
	})
	if small == "" {
		return err
	}
	defer os.Remove(small) // after the renaming there is none
	if err != nil {
		return err
	}
	return os.Rename(small, path)
}

// compacted makes such a copy beside the file, "" where that is not worth while.
func compacted(path string) (small string, err error) {
	from, err := bolt.Open(path, 0, &bolt.Options{ReadOnly: true, Timeout: lockWait, PreLoadFreelist: true})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	free := int64(from.Stats().FreePageN) * int64(from.Info().PageSize)
	if free < worthCompacting || free < info.Size()/2 {
		return "", nil
	}
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+spoolSuffix)
	if err != nil {
		return "", err
	}
	small = file.Name()
	if err := errors.Join(file.Chmod(info.Mode().Perm()), file.Close()); err != nil {
		return small, err
	}
	to, err := bolt.Open(small, 0o600, &bolt.Options{Timeout: lockWait, PageSize: from.Info().PageSize, NoSync: true, NoGrowSync: true, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return small, err
	}
	return small, errors.Join(bolt.Compact(to, from, breathSize), to.Close())
}

// unbroken runs change. A small file has been read whole and is sound, so a
// panic is a mistake of the program and not damage; of a larger one it may be
// either.
func unbroken(e *Edition, small bool, change func(*Edition) error) (err error) {
	if small {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("a mistake of the program kept the library from being changed: %v", r)
			}
		}()
	}
	return change(e)
}

// replace puts the fresh file in the library's place.
func (p publisher) replace(ctx context.Context, fresh string) error {
	p.step("synced")
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := os.Rename(fresh, p.path); err != nil {
		if replaceRefused(err) {
			return ErrInUse
		}
		return err
	}
	p.step("renamed")
	return syncFolder(filepath.Dir(p.path))
}

func syncPath(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
