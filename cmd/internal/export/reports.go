package export

import (
	"strings"

	"fieldbrief/store"
)

// ReportRecord is an event that may be the same as another one.
type ReportRecord struct {
	Event      store.Event `json:"event"`
	SameSource bool        `json:"same_source"` // as the other's, which lists them apart
	Reasons    []string    `json:"reasons"`     // what they have in common
	itself     bool
}

// ReportColumns are the headings of reports.
func ReportColumns() Columns {
	return Columns{Brief: []string{"DATE", "KIND", "TITLE", "WHERE", "KILLED", "ACTORS", "CITED", "WHY", "ID"}}
}

// ReportRow makes a row of a report.
func ReportRow(r ReportRecord) Row {
	return Row{Value: r, Brief: func() []string {
		e, why := r.Event, strings.Join(r.Reasons, "; ")
		switch {
		case r.itself:
			why = "asked for"
		case r.SameSource:
			why += "; of the same source, which lists them apart"
		}
		_, province := provinceCells(e.Province)
		var actors []string
		for _, p := range e.Actors {
			actors = append(actors, p.Name)
		}
		return []string{date(e.Date), e.Kind, e.Title, where(e.Place, province), toll(e.Killed), strings.Join(actors, ", "), cited(e.Cites), why, e.ID}
	}}
}

// Reports gives the records of what may be the same as an event; with itself the
// event stands before them, to be held against them.
func Reports(found store.Reports, itself bool) []ReportRecord {
	var records []ReportRecord
	if itself {
		records = append(records, ReportRecord{Event: found.Of, itself: true})
	}
	for _, m := range found.Found {
		records = append(records, ReportRecord{Event: m.Event, SameSource: m.SameSource, Reasons: m.Reasons})
	}
	return records
}
