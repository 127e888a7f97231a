package main

import (
	"encoding/json"
	"os"
	"path/filepath"

	"fieldbrief/seed"
	"fieldbrief/store"

	"github.com/adrg/xdg"
)

// remembered is what the explorer keeps from one start to the next, by the
// path of the library. It lies in the state directory of the XDG base directory
// specification: losing it loses no work.
type remembered struct {
	Libraries map[string]rememberedLibrary `json:"libraries"`
}

type rememberedLibrary struct {
	Sources []string `json:"sources"` // ids of those last chosen; none: all
	Chosen  bool     `json:"chosen"`  // there was a choice
	Known   []string `json:"known"`   // ids of those the library had when it was last explored
}

func rememberedPath() string { return filepath.Join(xdg.StateHome, "fieldbrief", "explorer.json") }

// readRemembered reads what is kept. A file that is not there or cannot be read
// counts as empty: the next choice is kept anew.
func readRemembered() remembered {
	var r remembered
	if b, err := os.ReadFile(rememberedPath()); err == nil {
		_ = json.Unmarshal(b, &r)
	}
	if r.Libraries == nil {
		r.Libraries = make(map[string]rememberedLibrary)
	}
	return r
}

// libraryKey names a library whatever folder it is asked from.
func (a *app) libraryKey() string {
	if path, err := filepath.Abs(a.path()); err == nil {
		return path
	}
	return a.path()
}

// rememberedSources gives the sources last chosen, and whether there was a choice.
func (a *app) rememberedSources() ([]string, bool) {
	l := readRemembered().Libraries[a.libraryKey()]
	return l.Sources, l.Chosen
}

// knownSources gives the sources of the last start: others are new.
func (a *app) knownSources() []string {
	if l, ok := readRemembered().Libraries[a.libraryKey()]; ok {
		return l.Known
	}
	return []string{seed.DefaultID}
}

func (a *app) rememberChoice(sources []string) {
	a.remember(func(l *rememberedLibrary) { l.Sources, l.Chosen = sources, true })
}

func (a *app) rememberKnown(sources []store.Source) {
	a.remember(func(l *rememberedLibrary) {
		l.Known = nil
		for _, s := range sources {
			l.Known = append(l.Known, s.ID)
		}
	})
}

// remember changes what is kept of the library. Where it cannot be kept, the
// next start takes what is usual, which is no reason to disturb this one.
func (a *app) remember(change func(*rememberedLibrary)) {
	r := readRemembered()
	l := r.Libraries[a.libraryKey()]
	change(&l)
	r.Libraries[a.libraryKey()] = l
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return
	}
	path := rememberedPath()
	if os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	fresh, err := os.CreateTemp(filepath.Dir(path), "explorer-*.json")
	if err != nil {
		return
	}
	_, err = fresh.Write(append(b, '\n'))
	if closed := fresh.Close(); err != nil || closed != nil || os.Rename(fresh.Name(), path) != nil {
		os.Remove(fresh.Name())
	}
}
