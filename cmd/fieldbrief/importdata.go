package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/seed"
	"fieldbrief/seed/dataset"
	"fieldbrief/seed/table"
	"fieldbrief/store"
)

// dataFlags say how data sets are imported.
type dataFlags struct {
	name, replace, rejects string
}

// rejectsShown is how many rejected rows are named on the screen.
const rejectsShown = 20

// importData imports a data set: what r gives, of which head was seen.
func (a *app) importData(ctx context.Context, path string, r io.Reader, flags dataFlags) (refused bool, err error) {
	progress := newProgress(a)
	rejects, err := newRejects(a, flags.rejects, progress)
	if err != nil {
		return false, err
	}
	opts := seed.DataOptions{Source: flags.name, Reject: rejects.add, Progress: progress.tell}
	if flags.replace != "" {
		opts.Source, opts.Replace = flags.replace, true
	}
	out, err := seed.ImportData(ctx, a.path(), path, r, opts)
	progress.end()
	err = errors.Join(err, rejects.close())
	var input *seed.InputError
	if errors.As(err, &input) || errors.Is(err, store.ErrCrowded) {
		a.say("refused: %v", err)
		return true, nil
	}
	if err != nil {
		return false, libraryError(err)
	}
	absent := fmt.Sprintf("%d not in this file", out.Change.Absent)
	if opts.Replace {
		absent = fmt.Sprintf("%d removed", out.Change.Absent)
	}
	a.say("%s: %s (%s): %s, %s added, %d changed, %d unchanged, %d rejected; %s", path, out.Source.ID, out.Source.Title,
		export.Number(out.Rows.Rows, "row"), export.Number(out.Change.Added, "event"), out.Change.Changed, out.Change.Unchanged, out.Rows.Rejected, absent)
	a.tellTwins(out)
	return out.Rows.Rejected > 0, nil
}

// twinRows is how many events of a new data set are looked for in the others.
const twinRows = 200

// tellTwins says where many events of a new data set stand in another source
// under the same ids: slices of one export go into one source by its name.
func (a *app) tellTwins(out seed.DataOutcome) {
	if out.Change.Added < out.Rows.Events {
		return
	}
	library, err := store.Open(a.path())
	if err != nil {
		return // the import itself has been told
	}
	defer library.Close()
	result, err := library.Search(context.Background(), store.Filter{Sources: store.Choice{Chosen: []string{out.Source.ID}}})
	if err != nil {
		return
	}
	events, err := library.Events(result, 0, twinRows)
	if err != nil {
		return
	}
	for _, other := range library.Sources() {
		if other.ID == out.Source.ID || other.Outlet != out.Source.Outlet {
			continue
		}
		twins := 0
		for _, e := range events {
			if _, found := library.Event(other.ID + strings.TrimPrefix(e.ID, out.Source.ID)); found {
				twins++
			}
		}
		if 2*twins > len(events) {
			a.say("%d of its first %d ids stand in %s as well: with both sources on they count twice; «import FILE --name %s» would put the rows into that one, «remove %s» takes this one out",
				twins, len(events), other.ID, other.ID, out.Source.ID)
		}
	}
}

// A fileKind is what is read row by row; all else is read whole.
type fileKind int

const (
	aDocument fileKind = iota
	aDataSet
	aTable // of events, as export writes it
)

// kindOf tells what a file is, and gives a reader that starts at its beginning. A
// table of another kind is to be told why it is no data set.
func kindOf(path string, in io.Reader) (fileKind, io.Reader) {
	head := bufio.NewReaderSize(in, dataset.HeadSize)
	start, _ := head.Peek(dataset.HeadSize)
	kind := aDocument
	switch {
	case table.Is(start):
		kind = aTable
	case dataset.Detect(start) != dataset.Unknown, slices.Contains([]string{".csv", ".tsv"}, strings.ToLower(filepath.Ext(path))):
		kind = aDataSet
	}
	if file, ok := in.(*os.File); ok && kind != aDocument { // zip files are read from their end, tables more than once
		if _, err := file.Seek(0, io.SeekStart); err == nil {
			return kind, file
		}
	}
	return kind, head
}

// rejects names rows that became no events: the first on the screen, all of them
// in a file where one was asked for.
type rejects struct {
	app      *app
	progress *progress
	n        int
	headed   bool
	file     *os.File
	table    *csv.Writer
}

func newRejects(a *app, path string, p *progress) (*rejects, error) {
	r := &rejects{app: a, progress: p}
	if path == "" {
		return r, nil
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666) // never over a file that is there, such as the one to be read
	if err != nil {
		return nil, &exitError{exitUsage, fmt.Errorf("--rejects takes a new file: %w", err)}
	}
	r.file, r.table = file, csv.NewWriter(file)
	return r, nil
}

func (r *rejects) add(row dataset.Reject) {
	if r.n++; r.n <= rejectsShown {
		r.progress.end()
		r.app.say("  %s", row)
	}
	if r.table != nil {
		r.write(row)
	}
}

// write writes a row as the file has it behind what is said of it, so that it
// can be mended and imported. What goes wrong is told by close.
func (r *rejects) write(row dataset.Reject) {
	if !r.headed && row.Columns != nil {
		_ = r.table.Write(append(dataset.RejectColumns(), row.Columns...))
		r.headed = true
	}
	reason := row.Reason
	if row.Fields == nil {
		reason = fmt.Sprintf("id %s: %s", row.Key, reason)
	}
	_ = r.table.Write(append([]string{strconv.Itoa(row.Row), strconv.Itoa(row.Line), reason}, row.Fields...))
}

func (r *rejects) close() error {
	if r.n > rejectsShown {
		r.app.say("  and %d more; --rejects FILE lists them all", r.n-rejectsShown)
	}
	if r.file == nil {
		return nil
	}
	r.table.Flush()
	return errors.Join(r.table.Error(), r.file.Close())
}
