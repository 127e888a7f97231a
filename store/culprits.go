package store

import "context"

// Culprits explains an empty result: the clauses of which dropping one alone
// gives something. It is empty where none does, where the filter finds
// something, and when ctx ends.
func (l *Library) Culprits(ctx context.Context, f Filter) []Clause {
	if l.finds(ctx, f) {
		return nil
	}
	var culprits []Clause
	for _, c := range f.Clauses() {
		if l.finds(ctx, f.Without(c)) {
			culprits = append(culprits, c)
		}
	}
	return culprits
}

func (l *Library) finds(ctx context.Context, f Filter) bool {
	r, err := l.Search(ctx, f)
	return err == nil && r.Events+r.Quotes > 0
}
