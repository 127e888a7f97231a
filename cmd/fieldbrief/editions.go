package main

import (
	"sync"

	"fieldbrief/store"
	"fieldbrief/tui"
)

// editions are the states of the library file that the explorer has open: the
// one it shows, and for a moment the one before, from which it may still read.
type editions struct {
	path string
	mu   sync.Mutex
	open []*store.Library // the newest last
}

// newer opens the library file again where another has been published since the
// one that is shown, and closes those that are shown no more.
func (e *editions) newer(present tui.Library) (tui.Library, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	library, ok := present.(*store.Library)
	if !ok {
		return nil, nil
	}
	for len(e.open) > 1 && e.open[0] != library {
		e.open[0].Close()
		e.open = e.open[1:]
	}
	if !library.Superseded() {
		return nil, nil
	}
	newer, err := store.Open(e.path)
	if err != nil {
		return nil, err
	}
	e.open = append(e.open, newer)
	return newer, nil
}

func (e *editions) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, library := range e.open {
		library.Close()
	}
	e.open = nil
}
