package tui

import "fieldbrief/store"

// A paneID is a pane's place on the screen; its key is the number after it.
type paneID int

const (
	actorsPane paneID = iota
	provincesPane
	eventsPane
	quotesPane
	paneCount
)

// A pane is one of the four lists. Panes turn actions into intents and never
// touch the library.
type pane interface {
	// do carries an action out; what goes beyond the pane is in the intent.
	do(a action) intent
	// resize sets the cells inside the frame and brings the cursor into view.
	resize(width, height int)
	// draw gives exactly height lines of width cells.
	draw(th *theme, focused bool) []string
	// click chooses the row at a line of the pane; again tells that it was
	// chosen already.
	click(y int) (again bool, in intent)
	// chosen names the record under the cursor.
	chosen() ref
	name() string
	// tally gives what is listed and how much there could be.
	tally() (n, of int)
	// more tells whether there are rows out of sight.
	more() (above, below bool)
}

// An intent is what an action asks of the root.
type intent struct {
	kind  intentKind
	facet store.Facet
	id    string
}

type intentKind int

const (
	nothing intentKind = iota
	toggleValue
	onlyValue
	excludeValue
	openRecord
	openSource
)

// tallyText gives "16" or "1 of 16".
func tallyText(p pane) string {
	n, of := p.tally()
	if n == of {
		return grouped(n)
	}
	return grouped(n) + " of " + grouped(of)
}

// blank fills lines up to a height with empty ones.
func blank(lines []string, width, height int) []string {
	for len(lines) < height {
		lines = append(lines, empty(width))
	}
	return lines[:height]
}

// cursorMark draws the cell that shows the cursor.
func cursorMark(l *line, th *theme, here, focused bool) {
	switch {
	case here && focused:
		l.put(th.focus, "▌")
	case here && th.plain():
		l.put(style{}, "›")
	case here:
		l.put(th.dim, "▌")
	default:
		l.gap(1)
	}
}

// plain tells that the theme has no colours: what colour says elsewhere a
// glyph must say.
func (th *theme) plain() bool { return th.dim.on == "" }

// rowStyle gives the style of a row's main text.
func rowStyle(th *theme, here bool) style {
	if here {
		return th.strong
	}
	return style{}
}
