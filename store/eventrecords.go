package store

import (
	"context"

	"fieldbrief/store/internal/bits"
	"fieldbrief/store/internal/column"
)

// eventRecords is where the events themselves are read from: memory, or a
// library file. Events are known by their ordinals in the table.
type eventRecords interface {
	// events gives the events of ascending ordinals.
	events(ordinals []int) ([]Event, error)
	// texts yields the events of ascending ordinals with what is searched in them.
	texts(ordinals []int, yield func(ordinal int, e *Event)) error
	// find gives the ordinal of an id, and whether there is one.
	find(id string) (ordinal int, ok bool, err error)
	// holding gives the events whose text holds a word, or one that starts so.
	holding(ctx context.Context, word string, prefix bool) (bits.Set, error)
	// points gives the coordinates of all events, in their order.
	points() ([]column.Point, error)
	forget() // drops what is kept ready
	close() error
}

// memoryEvents holds events in memory, in date order.
type memoryEvents struct {
	list     []Event
	ordinals map[string]int
	words    *wordIndex
}

func newMemoryEvents(events []Event) *memoryEvents {
	m := &memoryEvents{list: events, ordinals: make(map[string]int, len(events))}
	for i, e := range events {
		m.ordinals[e.ID] = i
	}
	m.words = indexWords(len(events), func(i int) []string { return eventFields(events[i]) })
	return m
}

func (m *memoryEvents) events(ordinals []int) ([]Event, error) {
	list := make([]Event, len(ordinals))
	for i, n := range ordinals {
		list[i] = m.list[n]
	}
	return list, nil
}

func (m *memoryEvents) texts(ordinals []int, yield func(int, *Event)) error {
	for _, n := range ordinals {
		yield(n, &m.list[n])
	}
	return nil
}

func (m *memoryEvents) find(id string) (int, bool, error) {
	n, ok := m.ordinals[id]
	return n, ok, nil
}

func (m *memoryEvents) holding(_ context.Context, word string, prefix bool) (bits.Set, error) {
	set := bits.New(len(m.list))
	found := m.words.matching(word, prefix)
	for _, rows := range m.words.postings[found.from:found.to] {
		for _, row := range rows {
			set.Add(int(row))
		}
	}
	return set, nil
}

func (m *memoryEvents) points() ([]column.Point, error) {
	points := make([]column.Point, len(m.list))
	for i := range m.list {
		points[i] = pointOf(&m.list[i])
	}
	return points, nil
}

func (m *memoryEvents) forget() {}

func (m *memoryEvents) close() error { return nil }

// memoryTable makes the table of events in date order. Their numbers matter
// only to their order here, and a day may hold any number of them.
func (x *index) memoryTable(events []Event) *table {
	t := newTable(x.values(), len(events))
	classes := classes{table: t}
	tolls := sharedTolls(events)
	for i := range events {
		e := &events[i]
		day := numberDay(e.Date)
		if n := len(t.days); n == 0 || t.days[n-1].day != day {
			t.days = append(t.days, tableDay{day: day, base: i})
		}
		t.days[len(t.days)-1].count++
		r := x.eventRow(e)
		t.class.Put(i, classes.of(eventClass{r.source, r.kind}))
		t.province.Put(i, t.provinceCode(r.province))
		if !t.setActors(i, r.actors) {
			t.actors[i][1] = t.crowds.add(i, r.actors)
		}
		t.killed.Set(i, uint64(r.killed))
		t.addFigures(i, r.figures)
		if exactDay(day, e.First) {
			t.span.Set(i, uint64(e.Last-e.First))
		} else if day != undatedDay {
			t.exact[i] = days{e.First, e.Last}
		}
		if tolls[i] != none {
			t.shared = append(t.shared, sharedToll{i, number(tolls[i])})
		}
	}
	t.finish()
	return t
}
