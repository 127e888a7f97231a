package store

import (
	"slices"
	"sync"
)

// recent keeps what was worked out last, for when it is asked for again. It may
// be used by several goroutines. What it holds must not be changed.
type recent[K comparable, V any] struct {
	mutex   sync.Mutex
	size    int
	entries []recentEntry[K, V] // the latest last
}

type recentEntry[K comparable, V any] struct {
	key   K
	value V
}

func newRecent[K comparable, V any](size int) *recent[K, V] { return &recent[K, V]{size: size} }

func (r *recent[K, V]) get(key K) (V, bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for i := len(r.entries) - 1; i >= 0; i-- {
		if e := r.entries[i]; e.key == key {
			r.entries = append(slices.Delete(r.entries, i, i+1), e)
			return e.value, true
		}
	}
	var zero V
	return zero, false
}

func (r *recent[K, V]) put(key K, value V) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if len(r.entries) == r.size {
		r.entries = slices.Delete(r.entries, 0, 1)
	}
	r.entries = append(r.entries, recentEntry[K, V]{key, value})
}

func (r *recent[K, V]) clear() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	clear(r.entries)
	r.entries = r.entries[:0]
}

// or gives what is kept, else makes it and keeps it.
func (r *recent[K, V]) or(key K, make func() (V, error)) (V, error) {
	if v, ok := r.get(key); ok {
		return v, nil
	}
	v, err := make()
	if err == nil {
		r.put(key, v)
	}
	return v, err
}

// generations keeps what was asked for last, by size: when what is young has
// reached its size it becomes the old, and what was old and not asked for again
// goes. It may be used by several goroutines.
type generations[K comparable] struct {
	mutex      sync.Mutex
	size, used int // of the young, in bytes
	young, old map[K][]byte
}

func newGenerations[K comparable](size int) *generations[K] {
	return &generations[K]{size: size, young: make(map[K][]byte)}
}

func (g *generations[K]) get(key K) ([]byte, bool) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	v, ok := g.young[key]
	if !ok {
		if v, ok = g.old[key]; ok {
			g.add(key, v)
		}
	}
	return v, ok
}

func (g *generations[K]) put(key K, v []byte) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.add(key, v)
}

func (g *generations[K]) add(key K, v []byte) {
	if g.used += len(v); g.used > g.size {
		g.old, g.young, g.used = g.young, make(map[K][]byte), len(v)
	}
	g.young[key] = v
}

func (g *generations[K]) clear() {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.old, g.young, g.used = nil, make(map[K][]byte), 0
}
