// Command fieldbrief reads conflict briefings offline, in the terminal.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	// First, so that it is initialised before Bubble Tea asks the terminal for its colours.
	_ "fieldbrief/tui/background"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is an error of writing, which head is none of
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}
