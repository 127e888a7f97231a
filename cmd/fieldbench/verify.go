package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fieldbrief/store"
)

// verify holds what the library counts against sqlite: events and killed under
// the whole filter, the events of every actor and province under the filter
// without their own facet's part.
func verify(ctx context.Context, l *store.Library, sqlite string, q question) error {
	r, err := l.Search(ctx, q.filter)
	if err != nil {
		return err
	}
	all := where(q.province, q.actor, q.text)
	for _, c := range []struct {
		what, sql string
		got       map[string]int
	}{
		{"totals", "SELECT 'events', count(*) FROM events WHERE " + all + " UNION ALL SELECT 'killed', total(best) FROM events WHERE " + all,
			map[string]int{"events": r.Events, "killed": r.Killed}},
		{"provinces", byProvince(where(q.actor, q.text)), eventsOf(r.Provinces, " province")},
		{"actors", byActor(where(q.province, q.text)), eventsOf(r.Actors, "")},
	} {
		want, err := countSQLite(ctx, sqlite, c.sql)
		if err != nil {
			return err
		}
		if err := same(c.got, want); err != nil {
			return fmt.Errorf("%s: %w", c.what, err)
		}
	}
	return nil
}

// eventsOf gives the values that have events, by their names in the rows.
func eventsOf(counts []store.Count, suffix string) map[string]int {
	events := make(map[string]int)
	for _, c := range counts {
		if c.Events > 0 {
			events[c.Name+suffix] += c.Events
		}
	}
	return events
}

func same(got, want map[string]int) error {
	for name, n := range want {
		if got[name] != n {
			return fmt.Errorf("%s: %d in the library, %d in sqlite", name, got[name], n)
		}
	}
	if len(got) != len(want) {
		return fmt.Errorf("%d in the library, %d in sqlite", len(got), len(want))
	}
	return nil
}

// countSQLite asks for names and numbers.
func countSQLite(ctx context.Context, path, sql string) (map[string]int, error) {
	out, err := sqlite3(ctx, path, ".mode list\n.separator |\n"+sql+";\n")
	if err != nil {
		return nil, err
	}
	counts := make(map[string]int)
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		name, number, _ := strings.Cut(line, "|")
		n, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return nil, fmt.Errorf("sqlite3 printed %q", line)
		}
		counts[name] = int(n)
	}
	return counts, nil
}
