package main

import (
	"errors"
	"syscall"
)

// ttyName is the console's keyboard, whatever the program's input is.
const ttyName = "CONIN$"

// errorNoData is ERROR_NO_DATA: the pipe is being closed.
const errorNoData syscall.Errno = 232

// continued tells nothing: processes are not stopped here.
func continued() (again <-chan struct{}, stop func()) { return nil, func() {} }

func closedPipe(err error) bool {
	return errors.Is(err, syscall.ERROR_BROKEN_PIPE) || errors.Is(err, errorNoData)
}
