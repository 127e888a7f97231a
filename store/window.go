package store

import "slices"

// Events gives up to n events of a result from offset on, in date order: by
// first day, within a day those imported first, of these by last day, source and
// key; the undated last. Errors are ErrDamaged and those of a closed library.
func (l *Library) Events(r *Result, offset, n int) ([]Event, error) {
	if r.index != l.index {
		return nil, errOtherLibrary
	}
	var events []Event
	err := l.reading(func() (err error) {
		events, err = l.index.records.events(r.events.Window(offset, n))
		return err
	})
	return events, err
}

// Quotes gives up to n quotes of a result from offset on, by source, then in
// text order.
func (l *Library) Quotes(r *Result, offset, n int) ([]Quote, error) {
	if r.index != l.index {
		return nil, errOtherLibrary
	}
	var quotes []Quote
	err := l.reading(func() error {
		quotes = window(l.index.quotes, r.quotes, offset, n)
		return nil
	})
	return quotes, err
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
	if r.index != l.index {
		return 0, false
	}
	err := l.reading(func() error {
		ordinal, found, err := l.index.records.find(id)
		if err == nil && found {
			pos, in = r.events.Place(ordinal), r.events.Has(ordinal)
		}
		return err
	})
	return pos, in && err == nil
}

// DatePosition gives how many events of a result begin before a day: the place
// of the first that does not. Results of another library have place 0.
func (l *Library) DatePosition(r *Result, day Day) int {
	if r.index != l.index {
		return 0
	}
	return r.events.Place(l.index.table.firstFrom(day))
}

// QuotePosition does for quotes what EventPosition does for events.
func (l *Library) QuotePosition(r *Result, id string) (pos int, in bool) {
	number, ok := l.index.quoteNumbers[id]
	if !ok || r.index != l.index {
		return 0, false
	}
	return slices.BinarySearch(r.quotes, number)
}
