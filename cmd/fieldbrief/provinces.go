package main

import (
	"slices"
	"strconv"

	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// provinceRecord is a province with what it has under the filter.
type provinceRecord struct {
	ID      string           `json:"id"`
	Code    *string          `json:"code"` // null where ISO 3166-2 has none
	Name    string           `json:"name"`
	Country string           `json:"country"`
	Events  int              `json:"events"`
	Quotes  int              `json:"quotes"`
	Cites   []store.Citation `json:"cites,omitempty"`
	point   *point           // area centroid, nil where it is not known
}

func (a *app) provincesCommand() *cobra.Command {
	return listing[provinceRecord]{
		use:     "provinces",
		short:   "List provinces with their events and quotes",
		formats: []string{"table", "json", "jsonl", "csv", "md", "geojson"},
		head: columns{
			brief: []string{"PROVINCE", "COUNTRY", "EVENTS", "QUOTES", "CITED", "CODE"},
			full:  []string{"id", "code", "name", "country", "lat", "lon", "events", "quotes", "cites"},
		},
		records: provinceRecords,
		row:     provinceRow,
	}.command(a)
}

// provinceRecords gives every province of the countries the sources touch,
// those without records too.
func provinceRecords(library *store.Library, result *store.Result) (pages[provinceRecord], error) {
	var records []provinceRecord
	for _, count := range kept(result.Provinces, result.Filter.Provinces, false) {
		p, found := library.Province(count.ID)
		if !found {
			continue
		}
		records = append(records, provinceRecord{
			ID: p.ID, Code: orNull(p.Code), Name: p.Name, Country: p.Country,
			Events: count.Events, Quotes: count.Quotes, Cites: p.Cites, point: centroid(p),
		})
	}
	return slicePages(slices.Clip(records)), nil
}

func centroid(p store.Province) *point {
	if p.Lat == 0 && p.Lon == 0 {
		return nil
	}
	return &point{p.Lon, p.Lat}
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func provinceRow(r provinceRecord) row {
	code := ""
	if r.Code != nil {
		code = *r.Code
	}
	lat, lon := "", ""
	if r.point != nil {
		lat, lon = degrees(&r.point.lat), degrees(&r.point.lon)
	}
	return row{
		value: r,
		brief: []string{r.Name, r.Country, strconv.Itoa(r.Events), strconv.Itoa(r.Quotes), cited(r.Cites), code},
		full: []string{r.ID, code, r.Name, r.Country, lat, lon, strconv.Itoa(r.Events), strconv.Itoa(r.Quotes),
			citesIn(r.Cites)},
		point: r.point,
	}
}
