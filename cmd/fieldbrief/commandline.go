package main

import (
	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"
	"fieldbrief/tui"
)

// commandLine gives the command line that lists what the explorer shows under a
// filter, of the same library.
func (a *app) commandLine(of tui.Library, filter store.Filter) string {
	args := []string{"events"}
	if a.library != "" {
		args = append(args, "--library", a.library)
	}
	return export.Command(of, filter, args...)
}
