package dataset

import (
	"fmt"
	"slices"
	"strings"

	"fieldbrief/store"
)

// Format is the data set that a file's columns belong to.
type Format string

const (
	Unknown Format = ""
	UCDP    Format = "UCDP GED" // Uppsala Conflict Data Program, Georeferenced Event Dataset
	ACLED   Format = "ACLED"    // Armed Conflict Location & Event Data
	Packed  Format = "packed"   // gzip or zip: only reading it tells what it holds
)

// A MissingColumnsError says that a file looks like a data set but lacks
// columns without which its rows are no events.
type MissingColumnsError struct {
	Name    string // of the file
	Format  Format
	Columns []string // as the data set names them
}

func (e *MissingColumnsError) Error() string {
	missing := "column %s is"
	if len(e.Columns) > 1 {
		missing = "columns %s are"
	}
	return fmt.Sprintf("%s: this looks like %s, but the %s missing; export the file again with all columns, names in the first row",
		store.Printable(e.Name), e.Format, fmt.Sprintf(missing, strings.Join(e.Columns, ", ")))
}

// column is a column that the reader knows, whatever its place in the file.
type column uint8

// The columns of UCDP GED; the codebook (version 19.1 and later) has their
// meaning. Those that are kept only as they stand need no name here.
const (
	ucdpID column = iota
	ucdpYear
	ucdpType
	ucdpConflictOld
	ucdpConflict
	ucdpDyadOld
	ucdpDyad
	ucdpDyadName
	ucdpSideAOld
	ucdpSideAID
	ucdpSideA
	ucdpSideBOld
	ucdpSideBID
	ucdpSideB
	ucdpArticle
	ucdpOffice
	ucdpSourceDate
	ucdpHeadline
	ucdpPlace
	ucdpDescription
	ucdpAdmin1
	ucdpLatitude
	ucdpLongitude
	ucdpGeometry
	ucdpCountry
	ucdpPrecision
	ucdpStart
	ucdpEnd
	ucdpBest
	ucdpHigh
	ucdpLow
	ucdpColumns // how many there are
)

// The columns of ACLED, as in its codebook.
const (
	acledID column = iota
	acledDate
	acledYear
	acledPrecision
	acledType
	acledSubType
	acledActor1
	acledAssociated1
	acledInter1
	acledActor2
	acledAssociated2
	acledInter2
	acledCountry
	acledAdmin1
	acledLocation
	acledLatitude
	acledLongitude
	acledSource
	acledNotes
	acledFatalities
	acledColumns
)

// maxColumns is how many columns of one format may have a name here; none is a
// column that no file has.
const (
	maxColumns = 32
	none       = column(maxColumns - 1)
)

// A schema is what the reader knows of a format's columns: their names, after a
// | other names (former ones, those that a shapefile cuts to ten letters, HXL
// tags), and which are needed.
type schema struct {
	format  Format
	columns [maxColumns]string
	needed  []column
}

var ucdpSchema = schema{
	format: UCDP,
	columns: [maxColumns]string{
		ucdpID: "id|#event+id", ucdpYear: "year", ucdpType: "type_of_violence|type_of_vi",
		ucdpConflictOld: "conflict_dset_id", ucdpConflict: "conflict_new_id",
		ucdpDyadOld: "dyad_dset_id", ucdpDyad: "dyad_new_id", ucdpDyadName: "dyad_name",
		ucdpSideAOld: "side_a_dset_id", ucdpSideAID: "side_a_new_id", ucdpSideA: "side_a|#group+name+first",
		ucdpSideBOld: "side_b_dset_id", ucdpSideBID: "side_b_new_id", ucdpSideB: "side_b|#group+name+second",
		ucdpArticle: "source_article|source_art", ucdpOffice: "source_office|source_off",
		ucdpSourceDate: "source_date|source_dat", ucdpHeadline: "source_headline|source_hea",
		ucdpPlace: "where_coordinates|where_coor", ucdpDescription: "where_description|where_desc", ucdpAdmin1: "adm_1|#adm1+name",
		ucdpLatitude: "latitude|#geo+lat", ucdpLongitude: "longitude|#geo+lon", ucdpGeometry: "geom_wkt",
		ucdpCountry: "country|#country+name", ucdpPrecision: "date_prec", ucdpStart: "date_start|#date+start", ucdpEnd: "date_end|#date+end",
		ucdpBest: "best|#affected+killed", ucdpHigh: "high", ucdpLow: "low",
	},
	needed: []column{ucdpID, ucdpStart, ucdpEnd, ucdpSideA, ucdpSideB, ucdpCountry, ucdpBest},
}

var acledSchema = schema{
	format: ACLED,
	columns: [maxColumns]string{
		acledID: "event_id_cnty", acledDate: "event_date", acledYear: "year", acledPrecision: "time_precision|time_precis",
		acledType: "event_type", acledSubType: "sub_event_type",
		acledActor1: "actor1", acledAssociated1: "assoc_actor_1|ally_actor_1|a_actor_1|assoc_actor1", acledInter1: "inter1",
		acledActor2: "actor2", acledAssociated2: "assoc_actor_2|ally_actor_2|a_actor_2|assoc_actor2", acledInter2: "inter2",
		acledCountry: "country", acledAdmin1: "admin1", acledLocation: "location",
		acledLatitude: "latitude", acledLongitude: "longitude",
		acledSource: "source", acledNotes: "notes", acledFatalities: "fatalities",
	},
	needed: []column{acledID, acledDate, acledType, acledActor1, acledCountry, acledFatalities},
}

// names gives the names that a column has had.
func (s *schema) names(c column) []string { return strings.Split(s.columns[c], "|") }

// signature counts the columns of a header that hardly any other data has.
func (s *schema) signature(header []string) int {
	n := 0
	for c, names := range s.columns {
		if names != "" && strings.ContainsAny(names, "_12") && s.find(header, column(c)) >= 0 {
			n++
		}
	}
	return n
}

func (s *schema) find(header []string, c column) int {
	for _, name := range s.names(c) {
		if i := slices.Index(header, name); i >= 0 {
			return i
		}
	}
	return -1
}

// A layout is where one file has its columns.
type layout struct {
	*schema
	comma byte
	names []string        // as the file writes them, one for each column
	aside []bool          // columns of a table of rejects
	place [maxColumns]int // of a known column in the file, -1 where it has none
	last  int             // the last column that the reader knows
	order dayOrder
	plain bool // there is no header row: the columns stand as UCDP orders them
	upper bool // names in capitals: ACLED's Africa files up to version 7
}

// minSignature is how many telling columns make a header a data set's.
const minSignature = 3

// findLayout reads the header of a file from its start. It gives nil where
// that is no data set's.
func findLayout(sample []byte) *layout {
	var best *layout
	found := minSignature - 1
	for _, comma := range []byte{',', ';', '\t'} {
		names := firstRecord(sample, comma)
		header := columnKeys(names)
		if tags := secondRecord(sample, comma); isHXL(tags) && len(tags) == len(names) {
			header = append(header, columnKeys(tags)...) // for names that are not the data set's
		}
		for _, s := range []*schema{&ucdpSchema, &acledSchema} {
			if n := s.signature(header); n > found {
				best, found = newLayout(s, comma, names, header), n
			}
		}
	}
	if best == nil && isHeaderless(firstRecord(sample, ',')) {
		best = newLayout(&ucdpSchema, ',', ucdpOrder(), ucdpOrder())
		best.plain = true
	}
	return best
}

func secondRecord(sample []byte, comma byte) []string {
	return firstRecord(sample[recordEnd(sample, comma, true):], comma)
}

func firstRecord(sample []byte, comma byte) []string {
	n := recordEnd(sample, comma, true)
	fields, _, _ := cutter{comma: comma}.cut(string(sample[:n]), nil)
	return fields
}

// columnKeys gives header names in the form in which they are compared.
func columnKeys(names []string) []string {
	keys := make([]string, len(names))
	for i, name := range names {
		name = strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))
		keys[i] = strings.ReplaceAll(strings.ToLower(name), " ", "_")
	}
	return keys
}

func newLayout(s *schema, comma byte, names, header []string) *layout {
	l := &layout{schema: s, comma: comma}
	for i, name := range names {
		name = store.Printable(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
		if name == "" {
			name = fmt.Sprintf("column %d", i+1)
		}
		l.names = append(l.names, name)
		l.aside = append(l.aside, slices.Contains(RejectColumns(), name))
	}
	for c := range l.place {
		l.place[c] = -1
		if s.columns[c] != "" {
			l.place[c] = s.find(header, column(c))
		}
		if l.place[c] >= len(names) {
			l.place[c] -= len(names)
		}
		l.last = max(l.last, l.place[c])
	}
	if i := l.place[s.needed[0]]; i >= 0 {
		l.upper = l.names[i] == strings.ToUpper(l.names[i])
	}
	return l
}

// missing names the needed columns that the file lacks.
func (l *layout) missing() []string {
	var names []string
	for _, c := range l.needed {
		if l.place[c] < 0 {
			names = append(names, l.schema.names(c)[0])
		}
	}
	return names
}

// isHeaderless tells a row of a UCDP candidate file that came without its
// header (24.0.1 did).
func isHeaderless(fields []string) bool {
	_, ok := digits(wholeText(fields[0]))
	return ok && len(fields) == len(ucdpOrder())
}

// ucdpOrder gives the columns of UCDP GED 22.1 and later and of the candidate
// files, in their order.
func ucdpOrder() []string {
	return strings.Fields(`id relid year active_year code_status type_of_violence
		conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name
		side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
		number_of_sources source_article source_office source_date source_headline source_original
		where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid
		country country_id region event_clarity date_prec date_start date_end
		deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob`)
}

// isHXL tells the row of hashtags that copies on the Humanitarian Data Exchange
// have under the header (https://hxlstandard.org).
// An index column that was added before them has a number.
func isHXL(fields []string) bool {
	tags, others := 0, 0
	for i, f := range fields {
		switch {
		case strings.HasPrefix(f, "#"):
			tags++
		case strings.TrimSpace(f) == "":
		case i > 0:
			return false
		default:
			others++
		}
	}
	return tags > 2*others
}

// isHeader tells the header row itself, which stands in mid-file where files
// were joined.
func (l *layout) isHeader(fields []string) bool {
	if l.plain || len(fields) != len(l.names) {
		return false
	}
	for i, f := range fields {
		if f != "" && !strings.EqualFold(strings.TrimSpace(strings.TrimPrefix(f, "\ufeff")), l.names[i]) {
			return false
		}
	}
	return true
}
