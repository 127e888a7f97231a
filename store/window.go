package store

import "slices"

// Events gives up to n events of a result from offset on, in date order: first
// day, last day, source, key; the undated last.
func (l *Library) Events(r *Result, offset, n int) ([]Event, error) {
	if r.index != l.index {
		return nil, errOtherLibrary
	}
	return window(l.index.events, r.events, offset, n), nil
}

// Quotes gives up to n quotes of a result from offset on, by source, then in
// text order.
func (l *Library) Quotes(r *Result, offset, n int) ([]Quote, error) {
	if r.index != l.index {
		return nil, errOtherLibrary
	}
	return window(l.index.quotes, r.quotes, offset, n), nil
}

func window[T any](records []T, numbers []int32, offset, n int) []T {
	from := min(max(offset, 0), len(numbers))
	to := min(from+max(n, 0), len(numbers))
	page := make([]T, 0, to-from)
	for _, number := range numbers[from:to] {
		page = append(page, records[number])
	}
	return page
}

// EventPosition gives the place of an event in a result and whether it is in
// it; if not, the place where it would stand. An unknown id has place 0.
func (l *Library) EventPosition(r *Result, id string) (pos int, in bool) {
	return position(r.events, l.index.eventNumbers, id, r.index == l.index)
}

// QuotePosition does for quotes what EventPosition does for events.
func (l *Library) QuotePosition(r *Result, id string) (pos int, in bool) {
	return position(r.quotes, l.index.quoteNumbers, id, r.index == l.index)
}

func position(found []int32, numbers map[string]int32, id string, own bool) (int, bool) {
	number, ok := numbers[id]
	if !ok || !own {
		return 0, false
	}
	return slices.BinarySearch(found, number)
}
