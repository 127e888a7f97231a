package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"
	"fieldbrief/tui"
)

// exports are the files that the explorer writes into the working directory. They
// end with it: one that is not whole then goes.
type exports struct {
	ctx    context.Context
	words  func(edtf string) string // for dates
	cancel context.CancelFunc
	mutex  sync.Mutex // one at a time
	ended  bool
}

func newExports(ctx context.Context, words func(edtf string) string) *exports {
	e := &exports{words: words}
	e.ctx, e.cancel = context.WithCancel(ctx)
	return e
}

// end waits for a file under way to go.
func (e *exports) end() {
	e.cancel()
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.ended = true
}

// write writes what a filter finds, under a name made of the filter that no file
// has yet. It gives the name.
func (e *exports) write(of tui.Library, filter store.Filter, format string) (string, error) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	library, ok := of.(*store.Library)
	if !ok || e.ended {
		return "", errors.New("nothing can be exported any more")
	}
	result, err := library.Search(e.ctx, filter)
	if err != nil {
		return "", err
	}
	s := export.Selection{Library: library, Result: result, Words: e.words}
	file, err := newFile(s.FileStem(), export.Format(format).Extension())
	if err != nil {
		return "", err
	}
	if err := fill(file, func(w io.Writer) error { return export.Write(e.ctx, w, s, export.Format(format)) }); err != nil {
		os.Remove(file.Name())
		return "", err
	}
	return file.Name(), nil
}

// newFile makes a file that was not there: stem, stem-2, stem-3 …
func newFile(stem, extension string) (*os.File, error) {
	name := stem + extension
	for n := 2; ; n++ {
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return file, err
		}
		name = fmt.Sprintf("%s-%d%s", stem, n, extension)
	}
}

// exportFormats are the formats as the explorer offers them.
func exportFormats() []tui.ExportFormat {
	var formats []tui.ExportFormat
	for _, f := range export.Formats() {
		formats = append(formats, tui.ExportFormat{Name: string(f), About: f.About()})
	}
	return formats
}
