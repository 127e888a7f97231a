package export

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"fieldbrief/seed/table"
	"fieldbrief/store"

	"github.com/charmbracelet/x/ansi"
)

// A Row is one record on its way out, in every form a format may ask for.
type Row struct {
	Value any             // as JSON
	Brief func() []string // as a line of a table
	Full  func() []string // as a line of CSV
	Point *Point          // where it is, for GeoJSON
}

// A Point is a place on the map, in degrees of WGS 84.
type Point struct{ Lon, Lat float64 }

// Columns are the headings of a kind of record.
type Columns struct{ Brief, Full []string }

// A Sheet prints rows in one format, one after the other.
type Sheet interface {
	Row(Row) error
	Close() error
}

// NewSheet begins a sheet in the format json, jsonl, csv, md or geojson, else a
// table of aligned columns.
func NewSheet(format string, out io.Writer, head Columns) Sheet {
	switch format {
	case "json":
		return &jsonSheet{out: out}
	case "jsonl":
		return &jsonlSheet{out: out}
	case "csv":
		return newCSVSheet(out, head.Full)
	case "md":
		return newMarkdownSheet(out, head.Brief)
	case "geojson":
		return &geoSheet{out: out}
	default:
		return &tableSheet{out: out, rows: [][]string{head.Brief}, cited: slices.Index(head.Brief, citedColumn)}
	}
}

// encode gives a value as JSON. What a terminal could take for a command or for
// a change of direction is escaped, as JSON itself asks of C0 only.
func encode(value any, prefix, indent string) (string, error) {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(prefix, indent)
	if err := encoder.Encode(value); err != nil {
		return "", err
	}
	plain := strings.TrimRight(text.String(), "\n")
	if !strings.ContainsFunc(plain, commanding) {
		return plain, nil
	}
	var escaped strings.Builder
	for _, r := range plain {
		if commanding(r) {
			fmt.Fprintf(&escaped, `\u%04x`, r)
		} else {
			escaped.WriteRune(r)
		}
	}
	return escaped.String(), nil
}

func commanding(r rune) bool {
	return r >= 0x7f && (r <= 0x9f || unicode.Is(unicode.Bidi_Control, r))
}

// jsonSheet prints an array, one object at a time.
type jsonSheet struct {
	out   io.Writer
	begun bool
}

func (s *jsonSheet) Row(r Row) error { return s.element(r.Value) }

func (s *jsonSheet) element(value any) error {
	before := ",\n"
	if !s.begun {
		before, s.begun = "[\n", true
	}
	text, err := encode(value, " ", " ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(s.out, before+" "+text)
	return err
}

func (s *jsonSheet) end() error {
	end := "\n]"
	if !s.begun {
		end = "[]"
	}
	_, err := io.WriteString(s.out, end)
	return err
}

func (s *jsonSheet) Close() error {
	if err := s.end(); err != nil {
		return err
	}
	_, err := io.WriteString(s.out, "\n")
	return err
}

// jsonlSheet prints an object a line.
type jsonlSheet struct{ out io.Writer }

func (s *jsonlSheet) Row(r Row) error {
	text, err := encode(r.Value, "", "")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.out, text)
	return err
}

func (s *jsonlSheet) Close() error { return nil }

// csvSheet prints RFC 4180 with a heading. Text that a spreadsheet would take
// for a formula is guarded by an apostrophe.
type csvSheet struct{ writer *csv.Writer }

func newCSVSheet(out io.Writer, head []string) *csvSheet {
	s := &csvSheet{csv.NewWriter(out)}
	_ = s.writer.Write(head) // kept by the writer until Flush tells
	return s
}

func (s *csvSheet) Row(r Row) error {
	cells := r.Full()
	for i, cell := range cells {
		cells[i] = table.Guard(store.PrintableText(cell))
	}
	return s.writer.Write(cells)
}

func (s *csvSheet) Close() error {
	s.writer.Flush()
	return s.writer.Error()
}

type markdownSheet struct{ out io.Writer }

func newMarkdownSheet(out io.Writer, head []string) *markdownSheet {
	s := &markdownSheet{out}
	rule := slices.Repeat([]string{"---"}, len(head))
	_ = s.line(head) // an error of the writer comes again with the next row
	_ = s.line(rule)
	return s
}

func (s *markdownSheet) Row(r Row) error { return s.line(r.Brief()) }
func (s *markdownSheet) Close() error    { return nil }

func (s *markdownSheet) line(cells []string) error {
	escaped := make([]string, len(cells))
	for i, cell := range cells {
		escaped[i] = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "<", `\<`).Replace(store.Printable(cell))
	}
	_, err := fmt.Fprintf(s.out, "| %s |\n", strings.Join(escaped, " | "))
	return err
}

// geoSheet prints a GeoJSON FeatureCollection (RFC 7946); a record without a
// place has a null geometry.
type geoSheet struct {
	out  io.Writer
	list jsonSheet
}

func (s *geoSheet) Row(r Row) error {
	if !s.list.begun {
		s.list.out = s.out
		if _, err := io.WriteString(s.out, `{"type": "FeatureCollection", "features": `); err != nil {
			return err
		}
	}
	return s.list.element(feature(r))
}

func feature(r Row) any {
	type geometry struct {
		Type        string     `json:"type"`
		Coordinates [2]float64 `json:"coordinates"`
	}
	f := struct {
		Type       string    `json:"type"`
		Geometry   *geometry `json:"geometry"`
		Properties any       `json:"properties"`
	}{Type: "Feature", Properties: r.Value}
	if r.Point != nil {
		f.Geometry = &geometry{"Point", [2]float64{r.Point.Lon, r.Point.Lat}}
	}
	return f
}

func (s *geoSheet) Close() error {
	if !s.list.begun {
		_, err := io.WriteString(s.out, `{"type": "FeatureCollection", "features": []}`+"\n")
		return err
	}
	_, err := io.WriteString(s.out, "\n]}\n")
	return err
}

// tableSheet aligns columns by display width. Widths come from the first rows,
// so that a long list streams; nothing is cut but long citations.
type tableSheet struct {
	out    io.Writer
	cited  int        // the column of citations; -1 where there is none
	rows   [][]string // waiting for the widths
	widths []int
}

// citedColumn heads what a record rests on. Of a data set that may be a line for
// each of many reports; a table shows the beginning, other formats all of it.
const (
	citedColumn = "CITED"
	mostCited   = 40 // cells
)

// CutsCitations tells whether a table of these columns cuts long citations.
func (c Columns) CutsCitations() bool { return slices.Contains(c.Brief, citedColumn) }

const tableAhead = 1000 // rows that decide the widths

func (s *tableSheet) Row(r Row) error {
	cells := r.Brief()
	for i, cell := range cells {
		cells[i] = store.Printable(cell)
		if i == s.cited {
			cells[i] = ansi.Truncate(cells[i], mostCited, "…")
		}
	}
	if s.widths != nil {
		return s.print(cells)
	}
	s.rows = append(s.rows, cells)
	if len(s.rows) > tableAhead {
		return s.flush()
	}
	return nil
}

func (s *tableSheet) flush() error {
	s.widths = make([]int, len(s.rows[0]))
	for _, cells := range s.rows {
		for i, cell := range cells {
			s.widths[i] = max(s.widths[i], ansi.StringWidth(cell))
		}
	}
	for _, cells := range s.rows {
		if err := s.print(cells); err != nil {
			return err
		}
	}
	s.rows = nil
	return nil
}

func (s *tableSheet) print(cells []string) error {
	var line strings.Builder
	for i, cell := range cells {
		line.WriteString(store.Isolated(cell))
		line.WriteString(strings.Repeat(" ", max(0, s.widths[i]-ansi.StringWidth(cell))+2))
	}
	_, err := fmt.Fprintln(s.out, strings.TrimRight(line.String(), " "))
	return err
}

func (s *tableSheet) Close() error {
	if s.widths == nil {
		return s.flush()
	}
	return nil
}
