package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
)

// A Library is a snapshot of a library file, read-only and safe for use by
// several goroutines. It does not change when the file is replaced.
type Library struct {
	path  string
	file  fs.FileInfo // of the file that was opened, nil in memory
	meta  map[string]string
	index *index
	names *names
	marks *markFile

	use    sync.RWMutex // held by those who read, and by Close
	closed bool
}

// InMemory makes a library of briefings without a file; a later briefing takes
// the place of an earlier one of the same source. Actors and provinces that a
// record refers to and the briefing lacks are left out of the counts.
func InMemory(briefings ...Briefing) *Library {
	bySource := make(map[string]Briefing)
	for _, b := range briefings {
		bySource[b.Source.ID] = b.settled()
	}
	var settled []Briefing
	for _, b := range bySource {
		settled = append(settled, b)
	}
	return newLibrary(settled, nil)
}

func newLibrary(briefings []Briefing, texts map[string]Text) *Library {
	return libraryOf(newIndex(briefings, texts))
}

func libraryOf(x *index) *Library {
	return &Library{index: x, names: newNames(x), marks: &markFile{}}
}

// Close releases the library's file, when searches and windows under way have
// finished. Later ones fail with fs.ErrClosed; what else is in memory can still
// be asked for.
func (l *Library) Close() error {
	l.use.Lock()
	defer l.use.Unlock()
	l.closed = true
	return l.index.records.close()
}

var errClosed = fmt.Errorf("the library is closed: %w", fs.ErrClosed)

// reading runs what reads the library, unless it is closed.
func (l *Library) reading(read func() error) error {
	l.use.RLock()
	defer l.use.RUnlock()
	if l.closed {
		return errClosed
	}
	return l.fileError(read())
}

// Forget drops what filters have left in memory: sets, counts, and records. What
// stays is what belongs to a choice of sources alone, which holds as long as a
// reader stays with them: which events are theirs, and how many each value has.
// Later searches give the same, the first of them more slowly.
func (l *Library) Forget() {
	l.index.answers.sets.clear()
	l.index.answers.counts.clear()
	l.index.answers.found.clear()
	l.index.answers.places.clear()
	l.index.records.forget()
}

// fileError says which library it is that cannot be read.
func (l *Library) fileError(err error) error {
	if err == nil || l.path == "" || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fileError(l.path, err)
}

// Path gives the file the library was opened from, "" for one in memory.
func (l *Library) Path() string { return l.path }

// Meta gives a small value that SetMeta kept, "" where there is none.
func (l *Library) Meta(key string) string { return l.meta[key] }

// Event gives the event of an id, and whether it can be had.
func (l *Library) Event(id string) (e Event, ok bool) {
	err := l.reading(func() error {
		ordinal, found, err := l.index.records.find(id)
		if err != nil || !found {
			return err
		}
		events, err := l.index.records.events([]int{ordinal})
		if err == nil {
			e, ok = events[0], true
		}
		return err
	})
	return e, ok && err == nil
}

// Quote gives the quote of an id.
func (l *Library) Quote(id string) (Quote, bool) {
	return record(l.index.quotes, l.index.quoteNumbers, id)
}

// Actor gives the actor of an id, joined over the sources.
func (l *Library) Actor(id string) (Actor, bool) {
	return record(l.index.actors, l.index.numbers[actorFacet], id)
}

// Province gives the province of an id, joined over the sources.
func (l *Library) Province(id string) (Province, bool) {
	return record(l.index.provinces, l.index.numbers[provinceFacet], id)
}

// Source gives the source of an id.
func (l *Library) Source(id string) (Source, bool) {
	return record(l.index.sources, l.index.numbers[sourceFacet], id)
}

// SourceName gives what a source is called: its title, with its id before where
// others bear the same; the id where it has none, or is not there.
func (l *Library) SourceName(id string) string {
	if n, ok := l.index.numbers[sourceFacet][id]; ok && l.index.sourceTitles[n] != "" {
		return l.index.sourceTitles[n]
	}
	return id
}

// apartTitles gives the titles of sources so that they can be told apart.
func apartTitles(sources []Source) []string {
	of := make(map[string]int, len(sources))
	for _, s := range sources {
		of[Fold(s.Title)]++
	}
	titles := make([]string, len(sources))
	for i, s := range sources {
		titles[i] = s.Title
		if s.Title != "" && of[Fold(s.Title)] > 1 {
			titles[i] = s.ID + ": " + s.Title
		}
	}
	return titles
}

func record[T any](records []T, numbers map[string]int32, id string) (T, bool) {
	n, ok := numbers[id]
	if !ok {
		var zero T
		return zero, false
	}
	return records[n], true
}

// Sources gives every source, by id.
func (l *Library) Sources() []Source { return slices.Clone(l.index.sources) }

// Actors gives every actor, joined over the sources.
func (l *Library) Actors() []Actor { return slices.Clone(l.index.actors) }

// Provinces gives every province, joined over the sources.
func (l *Library) Provinces() []Province { return slices.Clone(l.index.provinces) }

// Kinds gives the kinds that events have, sorted.
func (l *Library) Kinds() []string { return slices.Clone(l.index.kinds) }

// Text gives the text attached to a source, and whether there is one.
func (l *Library) Text(sourceID string) (Text, bool, error) {
	n := l.index.number(sourceFacet, sourceID)
	if n == none || l.index.texts[n] == nil {
		return Text{}, false, nil
	}
	return *l.index.texts[n], true, nil
}
