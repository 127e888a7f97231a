package tui

import (
	"context"

	"fieldbrief/store"
)

// A finder holds the filter, the steps that led to it, and what it found. One
// search runs at a time: a newer one calls it off and waits until it is back.
type finder struct {
	filter       store.Filter
	past, future []store.Filter
	seq          int    // of the last question
	answered     int    // of the last answer
	waits        *query // the last question, while an older one is under way
	flying       bool   // a question is under way
	cancel       context.CancelFunc
	found        found
	known        []string    // sources seen so far
	fresh        []chip      // sources that came while the program ran
	waiting      []action    // asked for before the answer came
	date         *store.Date // to go to when it has come
}

// pending tells that the last question is not answered yet.
func (f *finder) pending() bool { return f.seq != f.answered }

// ask starts a question: the one before it is called off.
func (f *finder) ask(q query) {
	f.callOff()
	q.seq = f.seq
	f.waits = &q
}

// callOff takes back whatever was asked; no answer to it counts any more.
func (f *finder) callOff() {
	if f.cancel != nil {
		f.cancel()
	}
	f.seq++
	f.waits = nil
}

// next gives the question that waits, once nothing is under way.
func (f *finder) next() (ctx context.Context, q query, ok bool) {
	if f.flying || f.waits == nil {
		return nil, query{}, false
	}
	q, f.waits, f.flying = *f.waits, nil, true
	ctx, f.cancel = context.WithCancel(context.Background())
	return ctx, q, true
}

// step makes a filter the present one and keeps the one before to go back to.
func (f *finder) step(next store.Filter) (changed bool) {
	if next.Equal(f.filter) && next.Text == f.filter.Text {
		return false
	}
	f.past, f.future = append(f.past, f.filter), nil
	f.filter = next
	return true
}

// stayBehind goes back to the filter that was answered last, after one that
// could not be.
func (f *finder) stayBehind() {
	f.filter = f.found.filter
	if last := len(f.past) - 1; last >= 0 && f.past[last].Equal(f.filter) {
		f.past = f.past[:last]
	}
}

func (f *finder) undo() bool {
	if len(f.past) == 0 {
		return false
	}
	last := len(f.past) - 1
	f.future = append(f.future, f.filter)
	f.filter, f.past = f.past[last], f.past[:last]
	return true
}

func (f *finder) redo() bool {
	if len(f.future) == 0 {
		return false
	}
	last := len(f.future) - 1
	f.past = append(f.past, f.filter)
	f.filter, f.future = f.future[last], f.future[:last]
	return true
}

// count gives what the panes know of an actor or province.
func (f *finder) count(of ref) store.Count {
	if f.found.result == nil {
		return store.Count{}
	}
	counts := f.found.result.Actors
	switch of.kind {
	case store.ProvinceRecord:
		counts = f.found.result.Provinces
	case sourceRecord:
		counts = f.found.result.Sources
	}
	for _, c := range counts {
		if c.ID == of.id {
			return c
		}
	}
	return store.Count{}
}
