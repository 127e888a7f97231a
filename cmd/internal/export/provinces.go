package export

import (
	"strconv"

	"fieldbrief/store"
)

// ProvinceRecord is a province with what it has under the filter.
type ProvinceRecord struct {
	ID      string           `json:"id"`
	Code    *string          `json:"code"` // null where ISO 3166-2 has none
	Name    string           `json:"name"`
	Country string           `json:"country"`
	Events  int              `json:"events"`
	Quotes  int              `json:"quotes"`
	Cites   []store.Citation `json:"cites,omitempty"`
	point   *Point           // area centroid, nil where it is not known
}

// ProvinceColumns are the headings of provinces.
func ProvinceColumns() Columns {
	return Columns{
		Brief: []string{"PROVINCE", "COUNTRY", "EVENTS", "QUOTES", "CITED", "CODE"},
		Full:  []string{"id", "code", "name", "country", "lat", "lon", "events", "quotes", "cites"},
	}
}

// Provinces gives every province of the countries the sources touch,
// those without records too.
func Provinces(library *store.Library, result *store.Result) []ProvinceRecord {
	var records []ProvinceRecord
	for _, count := range kept(result.Provinces, result.Filter.Provinces, false) {
		p, found := library.Province(count.ID)
		if !found {
			continue
		}
		records = append(records, ProvinceRecord{
			ID: p.ID, Code: orNull(p.Code), Name: p.Name, Country: p.Country,
			Events: count.Events, Quotes: count.Quotes, Cites: p.Cites, point: centroid(p),
		})
	}
	return records
}

func centroid(p store.Province) *Point {
	if p.Lat == 0 && p.Lon == 0 {
		return nil
	}
	return &Point{p.Lon, p.Lat}
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// ProvinceRow makes a row of a province.
func ProvinceRow(r ProvinceRecord) Row {
	code := ""
	if r.Code != nil {
		code = *r.Code
	}
	lat, lon := "", ""
	if r.point != nil {
		lat, lon = degrees(&r.point.Lat), degrees(&r.point.Lon)
	}
	return Row{
		Value: r,
		Brief: func() []string {
			return []string{r.Name, r.Country, strconv.Itoa(r.Events), strconv.Itoa(r.Quotes), cited(r.Cites), code}
		},
		Full: func() []string {
			return []string{r.ID, code, r.Name, r.Country, lat, lon, strconv.Itoa(r.Events), strconv.Itoa(r.Quotes),
				citesIn(r.Cites)}
		},
		Point: r.point,
	}
}

func degrees(x *float64) string { return strconv.FormatFloat(*x, 'f', -1, 64) }
