// Package dataset turns the rows of event data sets into records: UCDP GED
// (all versions since 17.1, candidate files, the copies on the Humanitarian
// Data Exchange) and ACLED (all exports since version 5).
//
// Sources for the formats: UCDP GED Codebook, versions 19.1 to 25.1
// (https://ucdp.uu.se/downloads); ACLED Codebook
// (https://acleddata.com/knowledge-base/codebook). Columns are found by name,
// whatever their order and case.
//
// A row becomes one event. Its key is the data set's own (UCDP id, ACLED
// event_id_cnty), its kind the data set's own term, its citation the row with
// the news items that the row itself names. Figures are taken as they stand,
// also where they contradict one another; an empty field, NA, NaN, NULL and \N
// are unknown, which is not zero. Text passes store.Printable. Text is UTF-8 or
// UTF-16; bytes that are neither are taken for Windows-1252. Fields are parted by
// commas, semicolons (then with decimal commas, too) or tabs. Of columns that a
// copy has under other names, HXL tags in the row below tell some.
//
// A row that cannot be an event (no key, no date, a figure that is no number,
// too few fields, more than a MiB of text) is rejected with its number and the reason, and reading goes
// on. Of rows with one key in a file, the first stands and the others are
// rejected: which of them is right, the file does not say.
package dataset

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"runtime"
	"strings"
	"unicode"

	"fieldbrief/seed/gazetteer"
	"fieldbrief/store"
)

// HeadSize is how many bytes of a file Detect wants to see.
const HeadSize = 64 << 10

// ErrUnknown says that a file is none of the data sets.
var ErrUnknown = errors.New("this is neither UCDP GED nor ACLED: their tables are told by column names such as date_start, side_a, side_b or event_id_cnty, event_date, actor1 in the first row")

// Detect tells by its first bytes which data set a file belongs to. It says
// Packed for any gzip or zip file and Unknown for everything that is no data
// set. A data set that lacks needed columns is detected all the same: Open
// names them.
func Detect(head []byte) Format {
	if isGzip(head) || isZip(head) {
		return Packed
	}
	in, err := openInput("", bytes.NewReader(head))
	if err != nil {
		return Unknown
	}
	sample, err := in.sample()
	if err != nil {
		return Unknown
	}
	if l := findLayout(sample); l != nil {
		return l.format
	}
	return Unknown
}

// Options say how a file is read. The zero Options are good ones.
type Options struct {
	Source  string // id of the source; "" for one by the file's name, "acled" for ACLED
	Workers int    // goroutines that read rows; 0 for one a processor
}

// A File is a data set that is about to be read.
type File struct {
	input  *input
	layout *layout
	source store.Source
	opts   Options
}

// Open looks at the start of a file, plain, gzip or zip (with one CSV file in
// it), which r gives once; a zip file that is not an io.ReaderAt and io.Seeker
// goes through a temporary file. The name is for messages and the source's id.
// Errors: ErrUnknown, *MissingColumnsError, those of reading.
func Open(name string, r io.Reader, opts Options) (*File, error) {
	in, err := openInput(name, r)
	if err != nil {
		return nil, err
	}
	f, err := open(in, opts)
	if err != nil {
		return nil, errors.Join(err, in.close())
	}
	return f, nil
}

func open(in *input, opts Options) (*File, error) {
	sample, err := in.sample()
	if err != nil {
		return nil, err
	}
	l := findLayout(sample)
	if l == nil {
		return nil, in.failed(fmt.Errorf("%s: %w", seen(sample), ErrUnknown))
	}
	if missing := l.missing(); missing != nil {
		return nil, &MissingColumnsError{Name: in.name, Format: l.format, Columns: missing}
	}
	l.order = l.slashOrder(sample)
	if opts.Workers < 1 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	return &File{input: in, layout: l, source: source(l.format, in.name, opts.Source), opts: opts}, nil
}

// seen says what a file begins with that is no data set.
func seen(sample []byte) string {
	switch trimmed := bytes.TrimSpace(sample); {
	case len(trimmed) == 0:
		return "the file is empty"
	case trimmed[0] == '<':
		return "the file is a web page, perhaps one that asks to log in"
	case bytes.HasPrefix(trimmed, []byte("PAR1")):
		return "the file is in Parquet, not CSV"
	}
	const most = 80
	row := []rune(printable(strings.Join(firstRecord(sample[:min(len(sample), 4*most)], ','), ", ")))
	if len(row) > most {
		row = append(row[:most], '…')
	}
	return fmt.Sprintf("the first row is %q", string(row))
}

// slashOrder finds out what dates such as 1/2/1997 mean in a file: by a day
// above 12 where the sample has one, else as such files are known to have them
// (a spreadsheet that writes semicolons writes days first).
func (l *layout) slashOrder(sample []byte) dayOrder {
	order := monthFirst
	if l.upper || l.comma == ';' {
		order = dayFirst
	}
	place := l.place[acledDate]
	if l.format == UCDP {
		place = l.place[ucdpStart]
	}
	var fields []string
	start := 0
	for _, end := range recordEnds(nil, sample, l.comma, false) {
		fields, _, _ = cutter{comma: l.comma}.cut(string(sample[start:end]), fields[:0])
		start = end
		if place >= len(fields) {
			continue
		}
		switch a, b, ok := slashParts(strings.TrimSpace(fields[place])); {
		case ok && a > 12:
			return dayFirst
		case ok && b > 12:
			return monthFirst
		}
	}
	return order
}

// source describes the data set that a file holds. A UCDP version is a source
// of its own, since ids are replaced from one to the next; ACLED's exports are
// slices of one data set.
func source(format Format, name, id string) store.Source {
	stem := tableExtension.ReplaceAllString(store.Printable(path.Base(name)), "")
	if !strings.ContainsFunc(stem, unicode.IsLetter) {
		stem = "" // standard input has no name
	}
	if stem == "" {
		stem = id
	}
	if format == ACLED {
		if id == "" {
			id = "acled"
		}
		return store.Source{ID: id, Kind: store.DataSet, Title: "ACLED", Outlet: "Armed Conflict Location & Event Data (ACLED)",
			Licence: "ACLED terms of use: not to be passed on", URL: "https://acleddata.com"}
	}
	title := "UCDP GED"
	if stem != "" {
		title += ", " + stem
	}
	switch {
	case id != "":
	case stem != "":
		id = gazetteer.Slug(stem)
	default:
		id = "ucdp-ged"
	}
	return store.Source{ID: id, Kind: store.DataSet, Title: title, Outlet: "Uppsala Conflict Data Program (UCDP), Georeferenced Event Dataset",
		Licence: "CC BY 4.0", URL: "https://ucdp.uu.se"}
}

var tableExtension = regexp.MustCompile(`(?i)(\.(csv|tsv|txt|gz|zip))+$`)

// Format tells which data set it is.
func (f *File) Format() Format { return f.layout.format }

// Source describes the data set; its SHA-256 is known after reading.
func (f *File) Source() store.Source { return f.source }

// Columns gives the names of the file's columns, in their order.
func (f *File) Columns() []string { return append([]string(nil), f.layout.names...) }

// Progress tells how many bytes of how many are read, in the form the file
// lies in (in a zip file, unpacked); total is 0 where that is not known. It may
// be called while Read runs.
func (f *File) Progress() (done, total int64) { return f.input.done.Load(), f.input.total }

// Close removes what unpacking left. The reader given to Open stays open.
func (f *File) Close() error { return f.input.close() }

// Read opens, reads and closes a file; see Open and File.Read.
func Read(ctx context.Context, name string, r io.Reader, opts Options, sink Sink) (summary Summary, err error) {
	f, err := Open(name, r, opts)
	if err != nil {
		return Summary{}, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Read(ctx, sink)
}

// A rowError says why a row is no event.
type rowError string

func (e rowError) Error() string { return string(e) }

func refuse(format string, args ...any) error { return rowError(fmt.Sprintf(format, args...)) }
