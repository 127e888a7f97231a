package main

import (
	"context"
	"errors"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"
	"fieldbrief/tui"
	"fieldbrief/tui/plain"
)

// lines opens the library as numbered lists and a prompt.
func (a *app) lines(ctx context.Context, library *store.Library, filter store.Filter, look lookFlags, notice string) error {
	kept, unread := a.kept(look.fresh)
	editions := &editions{path: a.path(), open: []*store.Library{library}}
	defer editions.close()
	exports := newExports(ctx, look.config.DateStyle().Words)
	defer exports.end()
	err := plain.Run(ctx, library, plain.Options{
		Filter:   startFilter(ctx, library, filter, kept),
		Notice:   joinNotices(notice, unread),
		ASCII:    look.ascii,
		Dates:    look.config.DateStyle(),
		Echo:     !isTerminal(a.in),
		Reopen:   editions.newer,
		Remember: a.rememberChoice,
		Export:   exports.write,
		Formats:  exportFormats(),
		Cite:     export.Citation,
	}, a.in, a.out)
	if errors.Is(err, tui.ErrEnded) {
		return &exitError{exitInterrupted, nil}
	}
	return outputError(err)
}
