package export

import (
	"strings"

	"fieldbrief/seed/table"
	"fieldbrief/store"
)

// EventColumns are the headings of events; as CSV they are those of a table that
// can be imported.
func EventColumns() Columns {
	return Columns{Brief: []string{"DATE", "KIND", "TITLE", "WHERE", "KILLED", "CITED", "ID"}, Full: table.Columns()}
}

// EventRows gives what makes rows of a library's events.
func EventRows(library *store.Library) func(store.Event) Row {
	marks := marksOf(library)
	return func(e store.Event) Row {
		r := Row{
			Value: marks.event(e),
			Brief: func() []string {
				_, province := provinceCells(e.Province)
				return []string{date(e.Date), e.Kind, e.Title, where(e.Place, province), toll(e.Killed), cited(e.Cites), e.ID}
			},
			Full: func() []string { return tableRecord(library, e).Cells() },
		}
		if e.Lat != nil && e.Lon != nil {
			r.Point = &Point{Lon: *e.Lon, Lat: *e.Lat}
		}
		return r
	}
}

// tableRecord gathers what a row of a table says of an event.
func tableRecord(library *store.Library, e store.Event) table.Record {
	r := table.Record{Event: e}
	r.Source, _ = library.Source(sourceOf(e.ID))
	if e.Province != nil {
		r.Province, _ = library.Province(e.Province.ID)
	}
	for _, p := range e.Actors {
		actor, _ := library.Actor(p.ID)
		r.Actors = append(r.Actors, actor)
	}
	return r
}

// sourceOf gives the id of the source that an event's id begins with.
func sourceOf(id string) string {
	source, _, _ := strings.Cut(id, "/")
	return source
}
