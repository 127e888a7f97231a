package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"fieldbrief/seed"
	"fieldbrief/store"
	"fieldbrief/tui"

	"github.com/adrg/xdg"
)

// remembered is what the explorer keeps from one start to the next, by the
// path of the library. It lies in the state directory of the XDG base directory
// specification: losing it loses no work.
type remembered struct {
	Format    int                        `json:"format"`    // rememberedFormat; files without one are of the first
	Libraries map[string]json.RawMessage `json:"libraries"` // each a rememberedLibrary: only one is read
}

type rememberedLibrary struct {
	Sources []string    `json:"sources"` // ids of those last chosen; none: all
	Chosen  bool        `json:"chosen"`  // there was a choice
	Known   []string    `json:"known"`   // ids of those the library had when it was last explored
	Session tui.Session `json:"session"` // as it was left
}

// rememberedFormat is raised when older programs would misread the file.
const rememberedFormat = 1

// mostRemembered is how many libraries are kept before those that are gone are
// forgotten.
const mostRemembered = 8

// mostLines is how many typed lines are kept.
const mostLines = 200

var errNewerState = errors.New("a newer fieldbrief wrote it, it is left as it is")

func rememberedPath() string { return filepath.Join(xdg.StateHome, "fieldbrief", "explorer.json") }

// readRemembered reads what is kept. A file that is not there counts as empty,
// and so does one that cannot be read, with the reason.
func readRemembered() (remembered, error) {
	var r remembered
	b, err := os.ReadFile(rememberedPath())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = nil
	case err == nil:
		err = json.Unmarshal(b, &r)
	}
	if err == nil && r.Format > rememberedFormat {
		err = errNewerState
	}
	if err != nil {
		r, err = remembered{}, unrestored(err)
	}
	if r.Libraries == nil {
		r.Libraries = make(map[string]json.RawMessage)
	}
	r.Format = rememberedFormat
	return r, err
}

func unrestored(err error) error {
	return fmt.Errorf("nothing is restored (%w) from %s", err, rememberedPath())
}

// libraryKey names a library whatever folder it is asked from.
func (a *app) libraryKey() string {
	if path, err := filepath.Abs(a.path()); err == nil {
		return path
	}
	return a.path()
}

// recall gives what is kept of the library, as for one that is new where that is
// nothing. The error says why it cannot be read.
func (a *app) recall() (rememberedLibrary, error) {
	r, err := readRemembered()
	kept, ok := r.Libraries[a.libraryKey()]
	if !ok {
		return rememberedLibrary{Known: []string{seed.DefaultID}}, err
	}
	var l rememberedLibrary
	if err := json.Unmarshal(kept, &l); err != nil {
		return rememberedLibrary{Known: []string{seed.DefaultID}}, unrestored(err)
	}
	return l, nil
}

// kept does so for an explorer, which a fresh one begins without; the notice is to
// be said.
func (a *app) kept(fresh bool) (l rememberedLibrary, notice string) {
	l, err := a.recall()
	switch {
	case fresh:
		return rememberedLibrary{Known: l.Known}, ""
	case err != nil:
		return l, err.Error()
	}
	return l, ""
}

// rememberKnown keeps which sources the library has: others are new at the next
// start.
func (a *app) rememberKnown(was rememberedLibrary, sources []store.Source) {
	var known []string
	for _, s := range sources {
		known = append(known, s.ID)
	}
	if !slices.Equal(known, was.Known) {
		a.remember(func(l *rememberedLibrary) { l.Known = known })
	}
}

// rememberSession keeps where the explorer is. Sources are a choice once they are
// others than those it started on.
func (a *app) rememberSession(s tui.Session, startedOn []string) {
	filter, err := store.ParseFilter(s.Filter)
	if err != nil {
		return
	}
	a.remember(func(l *rememberedLibrary) {
		s.Lines = joined(s.Lines, l.Session.Lines)
		l.Session = s
		chosen := filter.Choice(store.BySource).Chosen
		if l.Chosen = l.Chosen || !slices.Equal(chosen, startedOn); l.Chosen {
			l.Sources = chosen
		}
	})
}

// rememberChoice keeps a choice of sources, and the session with it.
func (a *app) rememberChoice(sources []string) {
	a.remember(func(l *rememberedLibrary) {
		l.Sources, l.Chosen = sources, true
		if filter, err := store.ParseFilter(l.Session.Filter); err == nil {
			filter.Sources = store.Choice{Chosen: sources}
			l.Session.Filter = filter.String()
		}
	})
}

// joined adds the lines that another explorer kept meanwhile.
func joined(lines, others []string) []string {
	lines = slices.Clone(lines)
	for _, o := range others {
		if !slices.Contains(lines, o) {
			lines = append(lines, o)
		}
	}
	return lines[:min(len(lines), mostLines)]
}

// remember changes what is kept of the library. Where it cannot be kept, the
// next start takes what is usual, which is no reason to disturb this one.
func (a *app) remember(change func(*rememberedLibrary)) {
	r, err := readRemembered()
	switch {
	case errors.Is(err, errNewerState):
		return
	case err != nil: // it may be mended by hand
		_ = os.Rename(rememberedPath(), rememberedPath()+".unread")
	}
	var l rememberedLibrary
	_ = json.Unmarshal(r.Libraries[a.libraryKey()], &l) // what cannot be read is kept anew
	change(&l)
	if r.Libraries[a.libraryKey()], err = json.Marshal(l); err != nil {
		return
	}
	if len(r.Libraries) > mostRemembered {
		r.forget(a.libraryKey())
	}
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

// forget leaves out libraries that are gone.
func (r *remembered) forget(but string) {
	for path := range r.Libraries {
		if _, err := os.Stat(path); path != but && errors.Is(err, fs.ErrNotExist) {
			delete(r.Libraries, path)
		}
	}
}
