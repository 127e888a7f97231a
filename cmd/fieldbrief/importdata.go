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
	"time"

	"fieldbrief/seed"
	"fieldbrief/seed/dataset"
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
	rejects, err := newRejects(a, flags.rejects)
	if err != nil {
		return false, err
	}
	progress := newProgress(a)
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
	a.say("%s: %s (%s): %d rows, %d events added, %d changed, %d unchanged, %d rejected; %s", path, out.Source.ID, out.Source.Title,
		out.Rows.Rows, out.Change.Added, out.Change.Changed, out.Change.Unchanged, out.Rows.Rejected, absent)
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
	app   *app
	n     int
	file  *os.File
	table *csv.Writer
}

func newRejects(a *app, path string) (*rejects, error) {
	r := &rejects{app: a}
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

// progress tells how far an import is: on a line of its own that is drawn over
// on a terminal, now and then a line elsewhere.
type progress struct {
	app         *app
	terminal    bool
	start, last time.Time
	shown       bool
}

// Times between two reports, on a terminal and elsewhere.
const (
	drawEvery = 100 * time.Millisecond
	lineEvery = 5 * time.Second
)

func newProgress(a *app) *progress {
	now := time.Now()
	return &progress{app: a, terminal: isTerminal(a.err), start: now, last: now}
}

func (p *progress) tell(stage store.Stage, rows int, read, total int64) {
	every := lineEvery
	if p.terminal {
		every = drawEvery
	}
	now := time.Now()
	if now.Sub(p.last) < every {
		return
	}
	p.last, p.shown = now, true
	passed := now.Sub(p.start)
	line := fmt.Sprintf("%s: %d rows, %.0f a second", stage, rows, float64(rows)/passed.Seconds())
	if stage == store.Reading && total > 0 && read > 0 {
		left := time.Duration(float64(passed) * float64(total-read) / float64(read))
		line += fmt.Sprintf(", %d %%, %s left", 100*read/total, left.Round(time.Second))
	}
	if p.terminal {
		fmt.Fprintf(p.app.err, "\r\x1b[K%s", line)
		return
	}
	fmt.Fprintln(p.app.err, line)
}

func (p *progress) end() {
	if p.shown && p.terminal {
		fmt.Fprint(p.app.err, "\r\x1b[K")
	}
}
