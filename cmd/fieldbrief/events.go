package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store"

	"github.com/spf13/cobra"
)

func (a *app) eventsCommand() *cobra.Command {
	return listing[store.Event]{
		use:     "events",
		short:   "List events in the order of time",
		formats: []string{"table", "json", "jsonl", "csv", "md", "geojson"},
		head: columns{
			brief: []string{"DATE", "KIND", "TITLE", "WHERE", "KILLED", "CITED", "ID"},
			full: []string{"id", "date", "basis", "date_note", "title", "summary", "kind", "province_code", "province", "place", "lat", "lon", "actors",
				"killed_low", "killed_best", "killed_high", "wounded_low", "wounded_best", "wounded_high", "cites", "confidence", "remark"},
		},
		records: func(library *store.Library, result *store.Result) (pages[store.Event], error) {
			return func(offset, n int) ([]store.Event, error) { return library.Events(result, offset, n) }, nil
		},
		row: eventRow,
	}.command(a)
}

func eventRow(e store.Event) row {
	killed, wounded := tollCells(e.Killed), tollCells(e.Wounded)
	code, province := provinceCells(e.Province)
	full := []string{e.ID, e.EDTF, string(e.Basis), e.Note, e.Title, e.Summary, e.Kind, code, province, e.Place, degrees(e.Lat), degrees(e.Lon), parties(e.Actors)}
	full = append(full, killed[:]...)
	full = append(full, wounded[:]...)
	full = append(full, citesIn(e.Cites), string(e.Confidence), e.Remark)
	r := row{
		value: e,
		brief: []string{date(e.Date), e.Kind, e.Title, where(e.Place, province), toll(e.Killed), cited(e.Cites), e.ID},
		full:  full,
	}
	if e.Lat != nil && e.Lon != nil {
		r.point = &point{lon: *e.Lon, lat: *e.Lat}
	}
	return r
}

// date gives an EDTF date and, where it is not stated, its basis.
func date(d store.Date) string {
	switch {
	case d.Undated():
		return "undated"
	case d.Basis == "" || d.Basis == store.Stated:
		return d.EDTF
	default:
		return fmt.Sprintf("%s (%s)", d.EDTF, d.Basis)
	}
}

// toll words a number of casualties, and says where it is shared.
func toll(t *store.Toll) string {
	text := t.String()
	if text != "" && len(t.Shared) > 0 {
		text += " (shared)"
	}
	return text
}

func tollCells(t *store.Toll) [3]string {
	if t == nil {
		return [3]string{}
	}
	return [3]string{figure(t.Low), figure(t.Best), figure(t.High)}
}

func figure(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func degrees(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}

func provinceCells(p *store.ProvinceRef) (code, name string) {
	if p == nil {
		return "", ""
	}
	return p.Code, p.Name
}

// where joins a place and its province, once where they are of one name.
func where(place, province string) string {
	if place == "" || place == province {
		return province
	}
	if province == "" {
		return place
	}
	return place + ", " + province
}

func parties(actors []store.Party) string {
	var parts []string
	for _, p := range actors {
		if p.Role == "" {
			parts = append(parts, p.ID)
			continue
		}
		parts = append(parts, p.ID+" ("+p.Role+")")
	}
	return strings.Join(parts, "; ")
}

// cited lists the passages or rows a record rests on; those of several sources
// with the source before.
func cited(cites []store.Citation) string {
	var parts []string
	for i, c := range cites {
		source := ""
		if several(cites) && (i == 0 || c.Source != cites[i-1].Source) {
			source = c.Source + " "
		}
		switch {
		case c.Paragraph > 0:
			parts = append(parts, fmt.Sprintf("%s¶%d", source, c.Paragraph))
		case c.Outlet != "" && len(cites) > 1:
			return fmt.Sprintf("%s%s and %s more", source, c.Outlet, number(len(cites)-1, "report"))
		case c.Outlet != "":
			parts = append(parts, source+c.Outlet)
		default:
			parts = append(parts, source+c.Record)
		}
	}
	return strings.Join(slices.Compact(parts), " ")
}

func several(cites []store.Citation) bool {
	return slices.ContainsFunc(cites, func(c store.Citation) bool { return c.Source != cites[0].Source })
}

// citesIn writes citations so that they can be found by a program: source,
// paragraph and code points, or source and row.
func citesIn(cites []store.Citation) string {
	var parts []string
	for _, c := range cites {
		if c.Paragraph > 0 {
			parts = append(parts, fmt.Sprintf("%s ¶%d %d-%d", c.Source, c.Paragraph, c.Start, c.End))
			continue
		}
		parts = append(parts, strings.Join(slices.DeleteFunc([]string{c.Source, c.Record, c.Outlet, c.Date, c.Headline}, func(s string) bool { return s == "" }), ", "))
	}
	return strings.Join(parts, "; ")
}

// number counts things: "1 event", "2 events".
func number(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// unique drops repeats, keeping the order.
func unique(all []string) []string {
	seen := make(map[string]bool, len(all))
	kept := all[:0]
	for _, s := range all {
		if !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}
