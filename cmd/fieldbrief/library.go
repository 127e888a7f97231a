package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"fieldbrief/seed"
	"fieldbrief/store"

	"github.com/adrg/xdg"
)

// path is the library file: flag, environment, else the data directory of the
// XDG base directory specification.
func (a *app) path() string {
	if a.library != "" {
		return a.library
	}
	return filepath.Join(xdg.DataHome, "fieldbrief", store.FileName)
}

// open opens the library, which is made and seeded on the first start.
func (a *app) open(ctx context.Context) (*store.Library, error) {
	library, err := seed.Open(ctx, a.path())
	return library, libraryError(err)
}

// ensure makes the library where there is none.
func (a *app) ensure(ctx context.Context) error {
	if seed.Exists(a.path()) {
		return nil
	}
	library, err := a.open(ctx)
	if err != nil {
		return err
	}
	return library.Close()
}

// libraryError gives an error of the library its exit status.
func libraryError(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	return &exitError{exitLibrary, err}
}

// outputError is for what went wrong in printing: a reader that has closed its
// end of the pipe (head) is no error.
func outputError(err error) error {
	if err == nil || closedPipe(err) {
		return nil
	}
	return &exitError{exitPartRefused, fmt.Errorf("print: %w", err)}
}
