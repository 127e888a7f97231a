//go:build unix

package main

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// ttyName is the terminal the program was started on, whatever its input is.
const ttyName = "/dev/tty"

// continued tells when the process goes on after it was stopped, until stop is
// called: another program may have had the terminal meanwhile.
func continued() (again <-chan struct{}, stop func()) {
	signals, passed, done := make(chan os.Signal, 1), make(chan struct{}), make(chan struct{})
	signal.Notify(signals, syscall.SIGCONT)
	go func() {
		for {
			select {
			case <-signals:
			case <-done:
				return
			}
			select {
			case passed <- struct{}{}:
			case <-done:
				return
			}
		}
	}()
	return passed, func() {
		signal.Stop(signals)
		close(done)
	}
}

func closedPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }
