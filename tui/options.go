package tui

import (
	"time"

	"fieldbrief/store"
)

// Options say how the explorer starts.
type Options struct {
	Filter store.Filter // what it starts on, names resolved
	Theme  string       // "auto" (or ""), "dark", "light" or "none"
	ASCII  bool         // nothing beyond ASCII, whatever the terminal says
	Mouse  bool         // the mouse is heard from the start
	Notice string       // said once, at the start

	Start   Start          // what it opens on, whatever was opened in the session
	Dates   DateStyle      // how dates are written
	Keys    []KeyChoice    // in the place of the usual ones; see CheckKeys
	Colours []ColourChoice // the same; see CheckColours

	// Reopen looks for a library newer than the present one; nil where there is
	// none. It is asked about once a second, from a command. Nil where the
	// library cannot change.
	Reopen func(present Library) (Library, error)

	// Known are the ids of the sources that the reader has met before: others are
	// offered. Nil where all are.
	Known []string

	// Session is where it begins, the filter apart; the zero value is the start.
	Session Session

	// Remember keeps the session for the next start. It is called, one call at a
	// time, from a command whenever the filter changes or a line was typed, and
	// by Run at the end. Nil where it is not kept.
	Remember func(Session)

	// Export writes what a filter finds of a library in one of the Formats and
	// gives the path of the file. It is called from a command. Without it there is
	// nothing to export with.
	Export  func(of Library, filter store.Filter, format string) (path string, err error)
	Formats []ExportFormat

	// Edit prepares an editor of the reader's for a text. Nil where there is none.
	Edit func(text string) Editing

	// Zone is the time zone in which times are shown; nil for the local one.
	Zone *time.Location
	// Borders gives coasts and borders to draw behind a map: lines of points, each
	// longitude and latitude in degrees. It is called from a command. Nil for none.
	Borders func() [][][2]float32

	// Command gives the command line that lists the events, or the quotes, of a
	// filter. It is called from a command. Nil where there is none.
	Command func(of Library, list store.RecordType, filter store.Filter) string

	// Cite words a citation of a source in full. Nil for a short form.
	Cite func(source store.Source, citation store.Citation) string

	// Redraw asks for the terminal to be set up again and all of it to be drawn:
	// after the process was stopped and continued from outside (SIGCONT). Nil, or
	// closed, where that cannot happen.
	Redraw <-chan struct{}
}

func (o *Options) zone() *time.Location {
	if o.Zone == nil {
		return time.Local
	}
	return o.Zone
}
