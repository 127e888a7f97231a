package main

import (
	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"
	"fieldbrief/tui"
)

// commandLine gives the command line that lists the events or quotes that the
// explorer shows under a filter, of the same library.
func (a *app) commandLine(of tui.Library, list store.RecordType, filter store.Filter) string {
	args := []string{string(list) + "s"}
	if a.library != "" {
		args = append(args, "--library", a.library)
	}
	return export.Command(of, filter, args...)
}
