package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"fieldbrief/seed"
	"fieldbrief/seed/dataset"
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
	var missing *dataset.MissingColumnsError
	if errors.Is(err, dataset.ErrUnknown) || errors.As(err, &missing) {
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
		number(out.Rows.Rows, "row"), number(out.Change.Added, "event"), out.Change.Changed, out.Change.Unchanged, out.Rows.Rejected, absent)
	return out.Rows.Rejected > 0, nil
}

// asData tells whether a file is a data set, and gives a reader that starts at
// its beginning.
func asData(in io.Reader) (bool, io.Reader) {
	head := bufio.NewReaderSize(in, dataset.HeadSize)
	start, _ := head.Peek(dataset.HeadSize)
	is := dataset.Detect(start) != dataset.Unknown
	if file, ok := in.(*os.File); ok && is { // zip files are read from their end
		if _, err := file.Seek(0, io.SeekStart); err == nil {
			return true, file
		}
	}
	return is, head
}

// rejects names rows that became no events: the first on the screen, all of them
// in a file where one was asked for.
type rejects struct {
	app      *app
	progress *progress
	n        int
	file     *os.File
	table    *csv.Writer
}

func newRejects(a *app, path string, p *progress) (*rejects, error) {
	r := &rejects{app: a, progress: p}
	if path == "" {
		return r, nil
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("--rejects: %w", err)
	}
	r.file, r.table = file, csv.NewWriter(file)
	return r, r.table.Write([]string{"row", "line", "id", "reason"})
}

func (r *rejects) add(row dataset.Reject) {
	if r.n++; r.n <= rejectsShown {
		r.progress.end()
		r.app.say("  %s", row)
	}
	if r.table != nil {
		_ = r.table.Write([]string{strconv.Itoa(row.Row), strconv.Itoa(row.Line), row.Key, row.Reason}) // told by close
	}
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
