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
