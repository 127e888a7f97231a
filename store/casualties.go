package store

import "context"

// Casualties are the sums of the killed and of the wounded that a result's
// events give.
type Casualties struct{ Killed, Wounded Sum }

// A Sum adds up tolls; one that events share is in it once. Where a toll lacks a
// figure the nearest stands in for it: Best is that of Result.Killed.
type Sum struct {
	Low     int  `json:"low"`
	Best    int  `json:"best"`
	High    int  `json:"high"`
	AtLeast bool `json:"at_least,omitempty"` // a toll of it is a minimum: the true number may be above High
	Given   int  `json:"given"`              // tolls that give a figure; where none does, the sum is unknown
}

// sumStretch is how many events are read at a time to be summed up.
const sumStretch = 1 << 11

// Casualties reads every event of a result, which for hundreds of thousands takes
// a second or so. Errors: that of ctx, and those of Events.
func (l *Library) Casualties(ctx context.Context, r *Result) (Casualties, error) {
	var c Casualties
	if r.index != l.index {
		return c, errOtherLibrary
	}
	tolls := make(map[int]number, len(l.index.table.shared))
	for _, s := range l.index.table.shared {
		tolls[s.ordinal] = s.toll
	}
	counted, wounded := make(map[number]bool), make(map[string]bool)
	for at := 0; at < r.Events; at += sumStretch {
		if err := ctx.Err(); err != nil {
			return c, err
		}
		events, err := l.Events(r, at, sumStretch)
		if err != nil {
			return c, err
		}
		for i, ordinal := range r.events.Window(at, len(events)) {
			e := &events[i]
			toll, shared := tolls[ordinal]
			if !shared || !counted[toll] {
				c.Killed.add(e.Killed)
			}
			if shared {
				counted[toll] = true
			}
			if firstOf(e, wounded) {
				c.Wounded.add(e.Wounded)
			}
		}
	}
	return c, nil
}

// firstOf tells whether an event is the first of those that share its wounded.
func firstOf(e *Event, seen map[string]bool) bool {
	if e.Wounded == nil || len(e.Wounded.Shared) == 0 {
		return true
	}
	first := !seen[e.ID]
	for _, id := range e.Wounded.Shared {
		first = first && !seen[id]
		seen[id] = true
	}
	seen[e.ID] = true
	return first
}

func (s *Sum) add(t *Toll) {
	if !isGiven(t) {
		return
	}
	s.Given++
	s.Low += lowest(t)
	s.Best += figure(t)
	if isMinimum(t) {
		s.AtLeast = true
		s.High += figure(t)
		return
	}
	s.High += highest(t)
}
