// Fieldbench measures the library: it makes rows in the shape of UCDP GED,
// imports them, asks a fixed set of filters, and does the same with sqlite3
// where that is installed, in the same run.
//
//	go run ./cmd/fieldbench                       100,000 rows
//	go run ./cmd/fieldbench -rows 1000000         a million
//	go run ./cmd/fieldbench -grow                 10k, 100k, 1M and 3M, without sqlite
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintf(os.Stderr, "fieldbench: %v\n", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	if csv := os.Getenv("FIELDBENCH_IMPORT"); csv != "" {
		return importHere(ctx, csv, os.Getenv("FIELDBENCH_LIBRARY"))
	}
	rows := flag.Int("rows", 100_000, "how many `ROWS`")
	rounds := flag.Int("rounds", 51, "how often each filter is asked")
	grow := flag.Bool("grow", false, "measure at 10k, 100k, 1M and 3M rows, without sqlite")
	keep := flag.Bool("keep", false, "use again what stands in the folder of -dir")
	beside := flag.Bool("sqlite", hasSQLite(), "ask sqlite3 too")
	only := flag.String("make", "", "only write the rows to `FILE`")
	dir := flag.String("dir", "", "work in `FOLDER`, and leave everything there (default: a temporary one)")
	flag.Parse()
	if *only != "" {
		return makeFile(*only, *rows)
	}
	if *dir == "" {
		temporary, err := os.MkdirTemp("", "fieldbench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		*dir = temporary
	}
	if *grow {
		return growth(ctx, *dir, *rounds)
	}
	c := comparison{rows: *rows, rounds: *rounds, keep: *keep, beside: *beside}
	c.csv, c.library, c.sqlite = files(*dir, *rows)
	return c.run(ctx)
}

// makeFile writes rows to a file, unless it is there already.
func makeFile(path string, rows int) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := newMaker().write(file, rows); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}

func files(dir string, rows int) (csv, library, sqlite string) {
	base := filepath.Join(dir, fmt.Sprintf("%d", rows))
	return base + ".csv", base + ".library.db", base + ".sqlite"
}
