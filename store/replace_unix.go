//go:build !windows

package store

import (
	"errors"
	"os"
	"syscall"
)

// replaceRefused tells whether a file could not be replaced because it is
// open. Here, files always can.
func replaceRefused(error) bool { return false }

// syncFolder makes the renaming of a file in the folder outlast a power cut.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	err = folder.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) { // some file systems know no such thing
		err = nil
	}
	return errors.Join(err, folder.Close())
}
