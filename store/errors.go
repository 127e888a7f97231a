package store

import (
	"errors"
	"fmt"
	"strings"
)

// Reasons why a library cannot be used. Open, Publish and Check wrap them with
// the path and advice.
var (
	ErrNotLibrary = errors.New("not a fieldbrief library")
	ErrNewer      = errors.New("made by a newer fieldbrief")
	ErrDamaged    = errors.New("damaged")
	ErrLocked     = errors.New("being changed by another fieldbrief")
	ErrInUse      = errors.New("open in another window")
)

// A LockedError says who is changing a library.
type LockedError struct {
	Path   string
	Holder string // "process 4711 on laptop since 14:05:02", "" where it is not known
}

func (e *LockedError) Error() string {
	holder := e.Holder
	if holder == "" {
		holder = "another fieldbrief"
	}
	return fmt.Sprintf("library %s is being changed by %s: try again when it has finished", Printable(e.Path), Printable(holder))
}

func (e *LockedError) Is(target error) bool { return target == ErrLocked }

// An UnknownNameError says that no record bears a name that a filter asks for.
type UnknownNameError struct {
	Facet   string // "province", "group", "person", "actor", "source", "kind"
	Name    string
	Nearest []string // the names that come closest, best first; may be empty
	Hint    string   // where the name is found instead; may be ""
}

func (e *UnknownNameError) Error() string {
	msg := fmt.Sprintf("there is no %s %q", e.Facet, Printable(e.Name))
	if e.Hint != "" {
		msg += ": " + e.Hint
	}
	if len(e.Nearest) > 0 {
		msg += "; nearest: " + strings.Join(e.Nearest, ", ")
	}
	return msg
}
