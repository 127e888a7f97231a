// Package export writes what a filter finds in formats that can be carried away:
// a briefing to be mailed (Markdown), tables (CSV), data (JSON, GeoJSON),
// references (BibTeX, CSL-JSON) and briefing files. Records are read from the
// library window by window, so that memory does not grow with their number.
package export

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"fieldbrief/store"
)

// A Format is a form that a selection can be written in.
type Format string

const (
	Markdown Format = "md"       // a briefing to read: events by year, quotes, numbered citations
	CSV      Format = "csv"      // events, one row each (fieldbrief/seed/table)
	JSON     Format = "json"     // one object with all records
	GeoJSON  Format = "geojson"  // events as a FeatureCollection (RFC 7946)
	BibTeX   Format = "bibtex"   // the sources cited
	CSL      Format = "csl"      // the same as CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)
	Briefing Format = "briefing" // the records of one source as a briefing file (fieldbrief/seed/briefing)
)

// Formats lists all formats.
func Formats() []Format { return []Format{Markdown, CSV, JSON, GeoJSON, BibTeX, CSL, Briefing} }

// About says what a format is good for.
func (f Format) About() string {
	switch f {
	case Markdown:
		return "a briefing to mail: events by year, quotes, numbered citations"
	case CSV:
		return "events, one row each; «fieldbrief import» takes them back as they were"
	case JSON:
		return "one object: filter, events, quotes, actors, provinces, sources"
	case GeoJSON:
		return "events as a FeatureCollection; those without a place have a null geometry"
	case BibTeX:
		return "the sources cited; of data sets the news that their rows name"
	case CSL:
		return "the same as CSL-JSON"
	case Briefing:
		return "the records of one document as a briefing file"
	}
	return ""
}

// Extension gives what the name of a file in the format ends in.
func (f Format) Extension() string {
	switch f {
	case BibTeX:
		return ".bib"
	case CSL:
		return ".csl.json"
	case Briefing:
		return ".yaml"
	}
	return "." + string(f)
}

// A Selection is what is written: all that a result holds.
type Selection struct {
	Library *store.Library
	Result  *store.Result
	Words   func(edtf string) string // words a date where the format is for readers (Markdown); nil leaves it as EDTF
}

// An OutputError says that what is written cannot be put out.
type OutputError struct{ Err error }

func (e *OutputError) Error() string { return e.Err.Error() }
func (e *OutputError) Unwrap() error { return e.Err }

func outputError(err error) error {
	if err == nil {
		return nil
	}
	return &OutputError{err}
}

// A NotBriefingError says why a selection cannot be a briefing file.
type NotBriefingError struct{ Reason string }

func (e *NotBriefingError) Error() string { return e.Reason }

// ErrFormat is the error for a format that there is not.
var ErrFormat = errors.New("there is no such format")

// Write writes a selection. Errors: ErrFormat, *NotBriefingError, *OutputError,
// that of ctx, and those of the library.
func Write(ctx context.Context, w io.Writer, s Selection, format Format) error {
	out := bufio.NewWriterSize(w, 64<<10)
	x := exporter{ctx: ctx, out: out, Selection: s}
	var err error
	switch format {
	case Markdown:
		err = x.markdown()
	case CSV, GeoJSON:
		err = x.sheet(format)
	case JSON:
		err = x.json()
	case BibTeX:
		err = x.bibtex()
	case CSL:
		err = x.csl()
	case Briefing:
		err = x.briefing()
	default:
		err = fmt.Errorf("%w: %s", ErrFormat, format)
	}
	if err != nil {
		return err
	}
	return outputError(out.Flush())
}

// An exporter writes one selection.
type exporter struct {
	Selection
	ctx context.Context
	out *bufio.Writer
}

// windowSize is how many records are read at a time.
const windowSize = 500

// events gives every event in the order of time.
func (x *exporter) events(yield func(store.Event) error) error {
	return windows(x, x.Library.Events, x.Result.Events, yield)
}

// quotes gives every quote, by source and in the order of its text.
func (x *exporter) quotes(yield func(store.Quote) error) error {
	return windows(x, x.Library.Quotes, x.Result.Quotes, yield)
}

func windows[T any](x *exporter, read func(*store.Result, int, int) ([]T, error), n int, yield func(T) error) error {
	for offset := 0; offset < n; offset += windowSize {
		if err := x.ctx.Err(); err != nil {
			return err
		}
		if _, err := x.out.Write(nil); err != nil { // what failed before fails again
			return outputError(err)
		}
		records, err := read(x.Result, offset, windowSize)
		if err != nil {
			return err
		}
		for _, record := range records {
			if err := yield(record); err != nil {
				return err
			}
		}
	}
	return nil
}

// sheet writes the events as rows.
func (x *exporter) sheet(format Format) error {
	sheet, row := NewSheet(string(format), x.out, EventColumns()), EventRows(x.Library)
	if err := x.events(func(e store.Event) error { return outputError(sheet.Row(row(e))) }); err != nil {
		return err
	}
	return outputError(sheet.Close())
}
