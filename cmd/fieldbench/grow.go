package main

import (
	"context"
	"fmt"
	"os"
	"text/tabwriter"

	"fieldbrief/store"
)

// growth measures the library at several sizes.
func growth(ctx context.Context, dir string, rounds int) error {
	sizes := []int{10_000, 100_000, 1_000_000, 3_000_000}
	lines := map[string]string{}
	var names []string
	note := func(name, cell string) {
		if _, ok := lines[name]; !ok {
			names = append(names, name)
		}
		lines[name] += cell + "\t"
	}
	for _, rows := range sizes {
		csv, library, _ := files(dir, rows)
		if err := makeFile(csv, rows); err != nil {
			return err
		}
		in, err := importCSV(ctx, csv, library)
		if err != nil {
			return err
		}
		note("import s", fmt.Sprintf("%.2f", in.took.Seconds()))
		note("import peak MB", fmt.Sprint(in.peak))
		note("B/event", fmt.Sprintf("%.0f", float64(in.size)/float64(rows)))
		opened, err := openTime(library)
		if err != nil {
			return err
		}
		note("open ms", fmt.Sprintf("%.1f", opened))
		if err := askAll(ctx, library, rounds, note); err != nil {
			return err
		}
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "median ms (p99)\t10k\t100k\t1M\t3M\t")
	for _, name := range names {
		fmt.Fprintln(out, name+"\t"+lines[name])
	}
	return out.Flush()
}

func askAll(ctx context.Context, library string, rounds int, note func(name, cell string)) error {
	l, err := store.Open(library)
	if err != nil {
		return err
	}
	defer l.Close()
	list, err := questions(l)
	if err != nil {
		return err
	}
	for _, q := range list {
		a, err := ask(ctx, l, q, rounds)
		if err != nil {
			return err
		}
		note(q.name, fmt.Sprintf("%.2f (%.2f)", a.median(), a.p99()))
	}
	note("memory MB", fmt.Sprint(memory("VmRSS")))
	return nil
}
