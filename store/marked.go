package store

import (
	"context"

	"fieldbrief/store/internal/bits"
)

// markedEvents gives the events that are marked.
func (x *index) markedEvents(ctx context.Context, m *Marks) (bits.Set, error) {
	set := bits.New(x.table.size)
	if m == nil {
		return set, nil
	}
	for _, id := range m.events {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ordinal, found, err := x.records.find(id)
		if err != nil {
			return nil, err
		}
		if found {
			set.Add(ordinal)
		}
	}
	return set, nil
}

// markedQuotes says of every quote whether it is marked.
func (x *index) markedQuotes(m *Marks) []bool {
	marked := make([]bool, len(x.quotes))
	if m == nil {
		return marked
	}
	for _, id := range m.quotes {
		if n, ok := x.quoteNumbers[id]; ok {
			marked[n] = true
		}
	}
	return marked
}

// markedKey tells sets of marked events and quotes apart.
func (m *Marks) markedKey() string {
	if m == nil {
		return ""
	}
	return m.key
}
