package seed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"syscall"
	"time"

	"fieldbrief/store"
)

// metaShipped is the library's note on the shipped briefing: the revision it
// holds, or why it holds none of ours.
const (
	metaShipped    = "shipped"
	shippedRemoved = "removed" // by its reader; it does not come back by itself
	shippedEdited  = "edited"  // replaced by a file of the reader's
)

// waitForOther is how long a first start waits for another one that is just
// making the library.
const waitForOther = 3 * time.Second

// A CreateError says that there is no library and none can be made.
type CreateError struct {
	Path string
	Err  error
}

func (e *CreateError) Error() string {
	return fmt.Sprintf("no library at %s, and none can be made there: %v; give a place that can be written with --library", e.Path, e.Err)
}

func (e *CreateError) Unwrap() error { return e.Err }

// Open opens the library at path for reading. Where there is none it is made,
// with the shipped briefing in it; an older, unedited copy of the shipped
// briefing is replaced by this program's. Errors: *CreateError, and those of
// store.Open.
func Open(ctx context.Context, path string) (*store.Library, error) {
	library, err := openOrMake(ctx, path)
	if err != nil {
		return nil, err
	}
	if !outdated(library.Meta(metaShipped)) {
		return library, nil
	}
	if err := publish(ctx, path, 0, func(*store.Edition) error { return nil }); err != nil {
		return library, nil //nolint:nilerr // an older briefing read is better than none; the next start tries again
	}
	library.Close()
	return store.Open(path)
}

func openOrMake(ctx context.Context, path string) (*store.Library, error) {
	library, err := store.Open(path)
	if !absent(err, path) {
		return library, err
	}
	if err := publish(ctx, path, waitForOther, func(*store.Edition) error { return nil }); err != nil {
		return nil, &CreateError{path, err}
	}
	return store.Open(path)
}

// absent tells whether opening failed because there is no library at path, or
// none that could be seen: below a plain file, in a closed folder.
func absent(err error, path string) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || errors.Is(err, fs.ErrPermission) && !Exists(path)
}

// publish changes the library at path, which it makes and seeds where there is
// none, and brings the shipped briefing up to date beside.
func publish(ctx context.Context, path string, wait time.Duration, change func(*store.Edition) error) error {
	return store.Publish(ctx, path, store.PublishOptions{Wait: wait}, func(e *store.Edition) error {
		if outdated(e.Meta(metaShipped)) {
			if err := putDefault(e); err != nil {
				return err
			}
		}
		return change(e)
	})
}

// outdated tells from the library's note whether the shipped briefing is due.
func outdated(note string) bool {
	if note == shippedRemoved || note == shippedEdited {
		return false
	}
	held, err := strconv.Atoi(note)
	return err != nil || held < revision
}

func putDefault(e *store.Edition) error {
	b, err := Default()
	if err != nil {
		return err
	}
	if _, err := put(e, b); err != nil {
		return err
	}
	return e.SetMeta(metaShipped, strconv.Itoa(revision))
}

// Remove takes a source out of the library. The shipped briefing, once
// removed, stays away until its file is imported.
func Remove(ctx context.Context, path, id string) error {
	return publish(ctx, path, 0, func(e *store.Edition) error {
		if err := e.Remove(id); err != nil {
			return err
		}
		if id == DefaultID {
			return e.SetMeta(metaShipped, shippedRemoved)
		}
		return nil
	})
}

// noteImport remembers whether the shipped briefing is still ours after a file
// of that id has been imported.
func noteImport(e *store.Edition, id string, file []byte) error {
	switch {
	case id != DefaultID:
		return nil
	case bytes.Equal(file, shipped):
		return e.SetMeta(metaShipped, strconv.Itoa(revision))
	default:
		return e.SetMeta(metaShipped, shippedEdited)
	}
}

// Exists tells whether there is a file at path.
func Exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
