//go:build unix

package main

import (
	"errors"
	"syscall"
)

// ttyName is the terminal the program was started on, whatever its input is.
const ttyName = "/dev/tty"

func closedPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }
