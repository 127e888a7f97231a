package store

import (
	"fmt"
	"math"
	"strconv"

	"fieldbrief/store/internal/column"
)

// figure gives the number that a toll adds to a sum: best, else low.
func figure(t *Toll) int {
	switch {
	case t == nil:
		return 0
	case t.Best != nil:
		return *t.Best
	case t.Low != nil:
		return *t.Low
	}
	return 0
}

// figures tells what the number that a toll adds to a sum rests on.
func figures(t *Toll) column.Figures {
	switch {
	case !isGiven(t):
		return column.NoFigure
	case isMinimum(t):
		return column.Minimum
	}
	return column.Given
}

// isMinimum tells whether a toll has no upper bound: "at least twelve".
func isMinimum(t *Toll) bool {
	return t != nil && t.High == nil && t.Low != nil && (t.Best == nil || *t.Best == *t.Low)
}

// isGiven tells whether a toll holds any figure.
func isGiven(t *Toll) bool { return t != nil && (t.Low != nil || t.Best != nil || t.High != nil) }

// String words a toll: "12+" is at least twelve, "10–14" a range without a best
// figure, "≤5" at most five; "" where no figure is given.
func (t *Toll) String() string {
	switch {
	case !isGiven(t):
		return ""
	case isMinimum(t):
		return strconv.Itoa(*t.Low) + "+"
	case t.Best != nil:
		return strconv.Itoa(*t.Best)
	case t.Low == nil:
		return "≤" + strconv.Itoa(*t.High)
	default:
		return fmt.Sprintf("%d–%d", *t.Low, *t.High)
	}
}

// sharedTolls gives for each event the place of one that stands for the toll it
// shares, the same for all events it covers; none where the toll is its own.
func sharedTolls(events []Event) []int32 {
	groups := make(tollGroups, len(events))
	var places map[string]int32
	for i, e := range events {
		groups[i] = none
		if e.Killed != nil && len(e.Killed.Shared) > 0 && places == nil {
			places = numbering(events, func(e Event) string { return e.ID })
		}
	}
	for i, e := range events {
		if e.Killed == nil {
			continue
		}
		for _, id := range e.Killed.Shared {
			if other, ok := places[id]; ok {
				groups.join(int32(i), other)
			}
		}
	}
	tolls := make([]int32, len(events))
	for i := range groups {
		tolls[i] = groups.root(int32(i))
	}
	return tolls
}

// tollGroups holds for each event another of its group or itself, at the root;
// none for an event in no group.
type tollGroups []int32

func (g tollGroups) root(event int32) int32 {
	for g[event] != none && g[event] != event {
		event = g[event]
	}
	return g[event]
}

func (g tollGroups) join(a, b int32) {
	for _, event := range []int32{a, b} {
		if g[event] == none {
			g[event] = event
		}
	}
	g[g.root(b)] = g.root(a)
}

// lowest and highest give the bounds of a toll that holds a figure: where one is
// not given, the nearest that is, and no bound above a minimum.
func lowest(t *Toll) int {
	switch {
	case t.Low != nil:
		return *t.Low
	case t.Best != nil:
		return *t.Best
	}
	return 0
}

func highest(t *Toll) int {
	switch {
	case isMinimum(t):
		return math.MaxInt
	case t.High != nil:
		return *t.High
	case t.Best != nil:
		return *t.Best
	}
	return *t.Low
}

// Words puts a toll into words, unknown figures told from zero: "not given", "at
// least 12", "14 (12 to 20)".
func (t *Toll) Words() string {
	switch {
	case t == nil || t.Low == nil && t.Best == nil && t.High == nil:
		return "not given"
	case t.Best == nil && t.High == nil:
		return fmt.Sprintf("at least %d", *t.Low)
	case t.Best == nil && t.Low == nil:
		return fmt.Sprintf("at most %d", *t.High)
	case t.Best == nil:
		return fmt.Sprintf("%d to %d, no best figure", *t.Low, *t.High)
	case t.Low != nil && t.High != nil && *t.Low == *t.Best && *t.High == *t.Best:
		return strconv.Itoa(*t.Best)
	case t.Low != nil && t.High != nil:
		return fmt.Sprintf("%d (%d to %d)", *t.Best, *t.Low, *t.High)
	case t.Low != nil && *t.Low == *t.Best:
		return fmt.Sprintf("at least %d", *t.Best)
	case t.Low != nil:
		return fmt.Sprintf("%d, at least %d", *t.Best, *t.Low)
	case t.High != nil:
		return fmt.Sprintf("%d, at most %d", *t.Best, *t.High)
	}
	return strconv.Itoa(*t.Best)
}
