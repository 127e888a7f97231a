package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// lockRetry is how often a waiting writer tries again.
const lockRetry = 20 * time.Millisecond

// lock takes the writers' lock of a library, waiting at most for so long. The
// lock goes with the process that holds it; its file stays, and says who holds
// it.
func lock(ctx context.Context, path string, wait time.Duration) (release func(), err error) {
	name := path + ".lock"
	l := flock.New(name, flock.SetPermissions(0o600))
	got, err := l.TryLock()
	if err == nil && !got && wait > 0 {
		limited, cancel := context.WithTimeout(ctx, wait)
		got, err = l.TryLockContext(limited, lockRetry)
		cancel()
		if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			err = nil
		}
	}
	if err != nil {
		return nil, err
	}
	if !got {
		return nil, &LockedError{Path: path, Holder: holder(name)}
	}
	_ = os.WriteFile(name, []byte(ownName()+"\n"), 0o600) // for others to read; the lock holds without it
	return func() {
		_ = os.Truncate(name, 0)
		_ = l.Unlock()
	}, nil
}

func holder(name string) string {
	b, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(string(b), "\n")
	return line
}

func ownName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	return fmt.Sprintf("process %d on %s since %s", os.Getpid(), host, time.Now().Format("2006-01-02 15:04:05"))
}
