package tui

import (
	"context"
	"image"

	"fieldbrief/store"
)

// A Library is what the explorer reads from: *store.Library, or what a test
// puts in its place. Its methods are called from commands only, several at
// once. The explorer never closes one.
type Library interface {
	searcher
	records
	marker
	mapper

	// Provinces, like Actors and Sources, gives every value of a facet.
	Provinces() []store.Province
}

// A marker keeps what the reader marks.
type marker interface {
	// Mark changes marks and gives all as they are then.
	Mark(changes ...store.Mark) (*store.Marks, error)
	// KeepsMarks tells whether they outlast the program.
	KeepsMarks() bool
	// Marked gives what bears marks, in the order of time.
	Marked() ([]store.Marked, error)
}

type searcher interface {
	Resolve(f store.Filter) (store.Filter, []string, error)
	Search(ctx context.Context, f store.Filter) (*store.Result, error)
	Culprits(ctx context.Context, f store.Filter) []store.Clause
	Events(r *store.Result, offset, n int) ([]store.Event, error)
	Quotes(r *store.Result, offset, n int) ([]store.Quote, error)
	EventPosition(r *store.Result, id string) (pos int, in bool)
	QuotePosition(r *store.Result, id string) (pos int, in bool)
	DatePosition(r *store.Result, day store.Day) int
	Reports(ctx context.Context, eventID string) (store.Reports, error)
	Compare(ctx context.Context, f store.Filter, facet store.Facet, a, b string) (store.Comparison, error)
	Casualties(ctx context.Context, r *store.Result) (store.Casualties, error)
	Deadliest(r *store.Result, n int) ([]store.Event, error)
}

// A mapper tells where events are.
type mapper interface {
	Spread(ctx context.Context, r *store.Result) (store.Spread, error)
	Density(ctx context.Context, r *store.Result, on store.Grid) (store.Density, error)
	Within(ctx context.Context, r *store.Result, on store.Grid, cells image.Rectangle, first int) (events int, provinces []store.Count, list []store.Event, err error)
}

type records interface {
	Event(id string) (store.Event, bool)
	Quote(id string) (store.Quote, bool)
	Actor(id string) (store.Actor, bool)
	Province(id string) (store.Province, bool)
	Source(id string) (store.Source, bool)
	About(s store.Subject) (title string, cites []store.Citation, present bool)
	// SourceName is a source's title, told apart from others of the same.
	SourceName(id string) string
	Actors() []store.Actor
	Sources() []store.Source
	Text(sourceID string) (store.Text, bool, error)
	Marks() (*store.Marks, error)
	// Refind gives where a marked passage stands now, PassageText what it says.
	Refind(c store.Citation) (store.Citation, bool)
	PassageText(c store.Citation) string
	CitedIn(sourceID string) []store.Cited
}

// A ref names a record.
type ref struct {
	kind store.RecordType
	id   string
}

func (r ref) none() bool { return r.id == "" }
