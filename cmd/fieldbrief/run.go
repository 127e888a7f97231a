package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// Exit statuses, as the README lists them.
const (
	exitDone        = 0
	exitPartRefused = 1 // part of the input was refused, or a citation was not found
	exitUsage       = 2 // wrong usage or an unknown name
	exitLibrary     = 3 // the library cannot be used
	exitInterrupted = 130
)

// streams are what a command reads from and prints to.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// exitError carries the status a command ends with.
type exitError struct {
	code int
	err  error // nil where all has been said already
}

func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// grace is how long a command has to end by itself after a signal: what reads
// a pipe or parses a file does not hear it. A library is never half changed.
const grace = time.Second

// run executes one command line and gives its exit status.
func run(ctx context.Context, args []string, io streams) int {
	root := newRoot(io)
	root.SetArgs(args)
	var cmd *cobra.Command
	ended := make(chan error, 1)
	go func() {
		var err error
		cmd, err = root.ExecuteContextC(ctx)
		ended <- err
	}()
	select {
	case err := <-ended:
		return report(ctx, io, cmd, err)
	case <-ctx.Done():
	}
	select {
	case err := <-ended:
		return report(ctx, io, cmd, err)
	case <-time.After(grace):
		return report(ctx, io, nil, context.Canceled)
	}
}

// report says what went wrong and gives the exit status.
func report(ctx context.Context, io streams, cmd *cobra.Command, err error) int {
	code := status(ctx, err)
	var exit *exitError
	switch {
	case code == exitInterrupted && errors.Is(err, context.Canceled):
		fmt.Fprintln(io.err, "fieldbrief: interrupted")
	case err != nil && err.Error() != "":
		fmt.Fprintf(io.err, "fieldbrief: %s\n", store.PrintableText(err.Error()))
	}
	if code == exitUsage && !errors.As(err, &exit) {
		fmt.Fprintf(io.err, "«%s --help» says how it is used\n", cmd.CommandPath())
	}
	return code
}

// status maps what a command returned to its exit status. An error that names
// none is wrong usage: cobra reports unknown flags and commands so.
func status(ctx context.Context, err error) int {
	var exit *exitError
	switch {
	case err == nil:
		return exitDone
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &exit):
		return exit.code
	default:
		return exitUsage
	}
}
