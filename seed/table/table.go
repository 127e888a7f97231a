// Package table writes and reads events as a CSV table, one row each, so that
// they can be taken into a spreadsheet and back without losing anything.
//
// A row holds all of an event and names what it refers to: its province with
// country, its actors with name and kind, its source. Lists stand in one cell,
// their items parted by "; ":
//
//	actors          taliban (perpetrator); un           ids, roles in brackets
//	actor_names     Taliban; United Nations             beside them, one for each
//	actor_kinds     armed group; organisation
//	actors_as       ; UN                                as printed, where that is not the name
//	cites           report ¶3 120-180; acled, AFG12, Sample Radio, 2021-05-09, A headline
//	passages        digest:length:before:after          one for each citation, empty for rows
//	killed_shared   report/second                       ids of events with the same toll
//	original        inter1=Rebel group; iso=4           what a data set's row has beside
//
// A backslash stands before a character of an item that would part it. Text that
// a spreadsheet would take for a formula has an apostrophe before it.
package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"

	"fieldbrief/store"
)

// A Record is an event with what its row says of the records it refers to.
type Record struct {
	Event    store.Event
	Actors   []store.Actor // one for each of Event.Actors: id, name and kind
	Province store.Province
	Source   store.Source // without digest
}

// Columns gives the names of all columns, in their order.
func Columns() []string {
	return append(needed(), "source_title", "source_kind", "source_author", "source_outlet", "source_published", "source_licence", "source_url", "source_sha256")
}

// needed are the columns without which a row would lose something.
func needed() []string {
	return []string{
		"id", "date", "basis", "date_note", "title", "summary", "kind", "province_code", "province", "place", "lat", "lon", "actors",
		"killed_low", "killed_best", "killed_high", "wounded_low", "wounded_best", "wounded_high", "cites", "confidence", "remark",
		"province_id", "country", "actor_names", "actor_kinds", "actors_as", "killed_shared", "wounded_shared", "passages", "original",
	}
}

// HeadSize is how many bytes of a file Is wants to see.
const HeadSize = 4 << 10

// Is tells by its first bytes whether a file is a table of events, with all of
// its columns or not.
func Is(head []byte) bool {
	names, _ := header(head)
	for _, name := range []string{"id", "date", "title", "actors", "cites", "killed_best"} {
		if !slices.Contains(names, name) {
			return false
		}
	}
	return true
}

// header reads the first line, whose fields spreadsheets part by commas,
// semicolons or tabs.
func header(head []byte) (names []string, comma rune) {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(head, []byte("\uFEFF")), []byte("\n"))
	for _, try := range []rune{',', ';', '\t'} {
		r := csv.NewReader(bytes.NewReader(line))
		r.Comma, r.LazyQuotes = try, true
		fields, err := r.Read()
		if err != nil || len(fields) <= len(names) {
			continue
		}
		names, comma = fields, try
		for i, name := range names {
			names[i] = strings.ToLower(strings.TrimSpace(name))
		}
	}
	return names, comma
}

// A MissingColumnsError says that a table lacks columns.
type MissingColumnsError struct{ Columns []string }

func (e *MissingColumnsError) Error() string {
	return "this looks like a table of events, but columns are missing: " + strings.Join(e.Columns, ", ") + "; leave them in, empty where there is nothing to say"
}

// ErrUnknown says that a file is no table of events.
var ErrUnknown = errors.New("this is no table of events: its first row must name the columns id, date, title, actors, cites and so on")
