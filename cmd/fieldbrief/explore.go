package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"

	"fieldbrief/cmd/internal/config"
	"fieldbrief/cmd/internal/export"
	"fieldbrief/seed"
	"fieldbrief/seed/gazetteer"
	"fieldbrief/store"
	"fieldbrief/tui"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
)

// lookFlags say how the explorer looks.
type lookFlags struct {
	theme        string
	ascii, mouse bool
	plain        bool
	config       config.Config
	fresh        bool
}

func (l *lookFlags) bind(cmd *cobra.Command) {
	cmd.Flags().StringVar(&l.theme, "theme", "auto", "colours: auto, dark, light, none")
	cmd.Flags().BoolVar(&l.ascii, "ascii", false, "draw with ASCII only; letters of other scripts show as ?")
	cmd.Flags().BoolVar(&l.mouse, "mouse", false, "take the mouse (the terminal's own text selection needs Shift then)")
	cmd.Flags().BoolVar(&l.plain, "plain", false, "lines in place of panes: numbered lists and a prompt, for screen readers and pipes")
	_ = cmd.RegisterFlagCompletionFunc("theme", cobra.FixedCompletions(config.Themes(), cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().BoolVar(&l.fresh, "fresh", false, "begin as for the first time, not where the explorer was left")
}

// explore opens the explorer, or prints the briefing where there is no
// terminal to open it on.
func (a *app) explore(ctx context.Context, flags filterFlags, words []string, look lookFlags) error {
	if !slices.Contains(config.Themes(), look.theme) {
		return fmt.Errorf("--theme %s: not one of auto, dark, light, none", look.theme)
	}
	filter, err := flags.filter(words)
	if err != nil {
		return err
	}
	library, notice, err := a.openQuickly(ctx)
	if err != nil {
		return err
	}
	if filter, err = a.resolve(library, filter); err != nil {
		library.Close()
		return err
	}
	if notice == "" {
		notice = warning(look.config)
	}
	if look.plain || isTerminal(a.out) && os.Getenv("TERM") == "dumb" {
		return a.lines(ctx, library, filter, look, notice)
	}
	if !isTerminal(a.out) {
		if notice != "" {
			a.say("%s", notice)
		}
		defer library.Close()
		return a.print(ctx, library, filter)
	}
	keyboard, release, err := a.keyboard()
	if err != nil {
		return err
	}
	defer release()
	kept, unread := a.kept(look.fresh)
	a.rememberKnown(kept, library.Sources())
	from := begin(ctx, library, kept, filter)
	startedOn := from.filter.Choice(store.BySource).Chosen
	again, stop := continued()
	defer stop()
	editions := &editions{path: a.path(), open: []*store.Library{library}}
	defer editions.close()
	exports := newExports(ctx, look.config.DateStyle().Words)
	defer exports.end()
	err = tui.Run(ctx, library, tui.Options{
		Filter:   from.filter,
		Session:  from.session,
		Known:    kept.Known,
		Theme:    look.theme,
		ASCII:    look.ascii,
		Mouse:    look.mouse,
		Keys:     look.config.Keys,
		Colours:  look.config.Colours,
		Dates:    look.config.DateStyle(),
		Start:    look.config.Start,
		Notice:   joinNotices(notice, unread, from.notice),
		Reopen:   editions.newer,
		Remember: func(s tui.Session) { a.rememberSession(s, startedOn) },
		Export:   exports.write,
		Formats:  exportFormats(),
		Command:  a.commandLine,
		Cite:     export.Citation,
		Edit:     a.editor(keyboard),
		Borders:  gazetteer.Borders,
		Redraw:   again,
	}, keyboard, a.out)
	return ended(err)
}

// keyboard gives what keys are read from: standard input or, where that is no
// terminal, the terminal itself.
func (a *app) keyboard() (io.Reader, func(), error) {
	if isTerminal(a.in) {
		return a.in, func() {}, nil
	}
	tty, err := os.Open(ttyName)
	if err != nil {
		return nil, nil, &exitError{exitUsage, fmt.Errorf("there is no keyboard to read from (%w); «fieldbrief show» prints the briefing", err)}
	}
	return tty, func() { tty.Close() }, nil
}

// ended gives the explorer's end its status. What is known of a mistake of the
// program goes into a file, since the screen has no room for it.
func ended(err error) error {
	var fault *tui.PanicError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &fault):
		return &exitError{exitPartRefused, fmt.Errorf("%w; please report it%s", err, keptIn(fault.Stack))}
	case errors.Is(err, tui.ErrEnded):
		return &exitError{exitInterrupted, nil}
	}
	return &exitError{exitPartRefused, err}
}

func keptIn(stack []byte) string {
	file, err := os.CreateTemp("", "fieldbrief-*.txt")
	if err != nil {
		return ""
	}
	defer file.Close()
	if _, err := file.Write(stack); err != nil {
		return ""
	}
	return " with " + file.Name()
}

// openQuickly opens the library without collecting garbage meanwhile: what is
// read stays, and the first frame waits for it.
func (a *app) openQuickly(ctx context.Context) (*store.Library, string, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	return a.openOrEmbedded(ctx)
}

// openOrEmbedded opens the library; where none can be made, the embedded
// briefing alone, with a notice that says so.
func (a *app) openOrEmbedded(ctx context.Context) (*store.Library, string, error) {
	library, err := seed.Open(ctx, a.path())
	var create *seed.CreateError
	if !errors.As(err, &create) {
		return library, "", libraryError(err)
	}
	b, err := seed.Default()
	if err != nil {
		return nil, "", libraryError(err)
	}
	return store.InMemory(b), fmt.Sprintf("nothing is kept: no library can be made at %s; --library names another place", create.Path), nil
}

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(file.Fd())
}
