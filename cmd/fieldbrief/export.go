package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"fieldbrief/cmd/internal/export"

	"github.com/spf13/cobra"
)

func (a *app) exportCommand() *cobra.Command {
	var flags filterFlags
	var format, path string
	cmd := &cobra.Command{
		Use:   "export [FILTER WORDS] --format FORMAT",
		Short: "Write what a filter finds, to carry it away",
		Long:  "Write what a filter finds, exactly that:\n" + formatsAbout(),
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, words []string) error {
			f, err := exportFormat(format)
			if err != nil {
				return err
			}
			library, result, err := a.search(cmd.Context(), flags, words)
			if err != nil {
				return err
			}
			defer library.Close()
			return a.export(cmd.Context(), export.Selection{Library: library, Result: result, Words: a.dateWords()}, f, path)
		},
	}
	flags.bind(a, cmd)
	cmd.Flags().StringVar(&format, "format", "", strings.Join(formatNames(), ", "))
	cmd.Flags().StringVar(&path, "out", "", "write to `FILE` (default: standard output)")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatNames(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// dateWords words dates as the explorer does. A config file that cannot be read
// is said, and is no reason to export nothing.
func (a *app) dateWords() func(edtf string) string {
	c, err := a.readConfig()
	if err != nil {
		a.say("dates are written as usual: %s", err)
	}
	return c.DateStyle().Words
}

func formatNames() []string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, string(f))
	}
	return names
}

func formatsAbout() string {
	var about strings.Builder
	for _, f := range export.Formats() {
		fmt.Fprintf(&about, "  %-9s %s\n", f, f.About())
	}
	return strings.TrimRight(about.String(), "\n")
}

func exportFormat(name string) (export.Format, error) {
	if name == "" {
		return "", fmt.Errorf("--format is missing: one of %s", strings.Join(formatNames(), ", "))
	}
	if !slices.Contains(formatNames(), name) {
		return "", fmt.Errorf("--format %s: not one of %s", name, strings.Join(formatNames(), ", "))
	}
	return export.Format(name), nil
}

// export writes to standard output or a file, which then holds all of it or is
// as it was.
func (a *app) export(ctx context.Context, s export.Selection, format export.Format, path string) error {
	if path == "" {
		return exportError(export.Write(ctx, a.out, s, format))
	}
	if err := writeFile(path, func(w io.Writer) error { return export.Write(ctx, w, s, format) }); err != nil {
		return exportError(err)
	}
	a.say("%s: %s, %s", path, export.Number(s.Result.Events, "event"), export.Number(s.Result.Quotes, "quote"))
	return nil
}

// exportError gives an error of exporting its exit status.
func exportError(err error) error {
	var output *export.OutputError
	var unfit *export.NotBriefingError
	var exit *exitError
	switch {
	case errors.As(err, &exit):
		return err
	case errors.As(err, &output):
		return outputError(output.Err)
	case errors.As(err, &unfit):
		return &exitError{exitUsage, unfit}
	}
	return libraryError(err)
}

// writeFile writes a file: beside it first, so that what is there stays until all
// is written; into a device or a pipe at once.
func writeFile(path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return &exitError{exitUsage, fmt.Errorf("--out: %w", err)}
		}
		return fill(file, write)
	}
	fresh := fmt.Sprintf("%s.%d.part", path, os.Getpid())
	file, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return &exitError{exitUsage, fmt.Errorf("--out: %w", err)}
	}
	if err = fill(file, write); err == nil {
		err = os.Rename(fresh, path)
	}
	if err != nil {
		os.Remove(fresh)
	}
	return err
}

// fill writes into a file and closes it.
func fill(file *os.File, write func(io.Writer) error) error {
	err := write(file)
	if closed := file.Close(); err == nil && closed != nil {
		err = &export.OutputError{Err: closed}
	}
	return err
}
