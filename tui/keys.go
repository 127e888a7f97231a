package tui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// An action is what a key asks for.
type action int

const (
	actNone action = iota
	actUp
	actDown
	actPageUp
	actPageDown
	actHalfUp
	actHalfDown
	actTop
	actBottom
	actLeft
	actRight
	actNextPane
	actPreviousPane
	actActors
	actProvinces
	actEvents
	actQuotes
	actOpen
	actSource
	actToggle
	actOnly
	actExclude
	actAnyAll
	actPickProvince
	actPickGroup
	actPickSource
	actDate
	actNames
	actNextYear
	actPreviousYear
	actNextMonth
	actPreviousMonth
	actSearch
	actChips
	actUndo
	actRedo
	actClear
	actDropCulprit
	actAddSource
	actZoom
	actMouse
	actBack
	actHelp
	actRedraw
	actSuspend
	actQuit
	actNext
	actPrevious
	actNextAny
	actPreviousAny
	actJump
	actFind
	actSwitch
	actApply
	actMark
	actDrop
	actExport
	actWrite
	actCopy
	actCopyCitation
	actTimeline
	actZoomIn
	actZoomOut
	actMap
	actDeadliest
	actBookmark
	actAnnotate
	actMarks
	actEditor
	actOrder
	actCompare
	actReports
	actActorMarks
	actLastRead
	actOutline
	actNarrative
	actNextEvent
	actPreviousEvent
	actWhole
	actCopyCommand
	actPalette
	actPaletteTyping // the same, in a line that is typed
	actReturn
	actForward
	actComplete
)

// A scene is what the keys are pressed in; scenes can be joined.
type scene uint64

const (
	inActors scene = 1 << iota
	inProvinces
	inEvents
	inQuotes
	inDetail
	inReader
	inPicker
	inSearch // the search line of the lists
	inFind   // the search line of the reader
	inChips  // the filter line
	inDate   // the line that asks for a date
	inNames  // the line that narrows the list of a facet
	inExport // the list of formats
	inTimeline
	inDeadliest
	inMarks
	inMarksFind // the line that narrows the marks
	inNote      // the line on which a note is written
	inSources
	inSourceNames // typing narrows them
	inReports
	inCompare
	inNarrative // the events one by one
	inOutline   // of the text that is read
	inMap       // in the provinces' place
	inDots      // the map of dots
	inPalette
	inHelp

	inFacets   = inActors | inProvinces
	inRecords  = inEvents | inQuotes
	inLists    = inFacets | inRecords | inMap
	inOverview = inTimeline | inDeadliest | inDots // of the events a filter finds
	inSetApart = inSources | inReports | inCompare
	inPages    = inPlain &^ inChips &^ inMap
	inMarking  = inLists | inDetail | inReader | inOverview | inNarrative | inReports // of what can be marked
	inTyping   = inPicker | inSearch | inFind | inDate | inNames | inMarksFind | inNote | inSourceNames | inPalette
	inPlain    = inLists | inDetail | inReader | inChips | inExport | inOverview | inMarks | inSetApart | inNarrative | inOutline | inHelp
	inAll      = inPlain | inTyping
)

// A binding ties keys to an action in some scenes. hint is its place among the
// keys of the bottom line, first the lowest, 0 for none.
type binding struct {
	key.Binding
	action action
	scenes scene
	hint   int
	brief  string // what the bottom line says in place of the help
}

// A keyMap is every key of the program. Dispatch, the bottom line and the help
// all read it.
type keyMap []binding

// bind makes a binding; help may be two texts, "pane|next pane": the first for
// the bottom line.
func bind(a action, in scene, hint int, shown, help string, keys ...string) binding {
	brief, full, both := strings.Cut(help, "|")
	if !both {
		full = brief
	}
	return binding{key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, full)), a, in, hint, brief}
}

func newKeyMap() keyMap {
	return keyMap{
		bind(actUp, inPlain&^inChips&^inMap&^inDots, 0, "k ↑", "up", "k", "up"),
		bind(actDown, inPlain&^inChips&^inMap&^inDots, 0, "j ↓", "down", "j", "down"),
		bind(actUp, inSearch|inPicker|inNames|inMarksFind|inPalette, 0, "↑ ctrl-p", "up", "up", "ctrl+p"),
		bind(actDown, inSearch|inPicker|inNames|inMarksFind|inPalette, 0, "↓ ctrl-n", "down", "down", "ctrl+n"),
		bind(actPageUp, inPages&^inDots|inPicker|inSearch|inNames|inMarksFind|inPalette, 0, "pgup", "a page up", "pgup"),
		bind(actPageDown, inPages&^inDots|inPicker|inSearch|inNames|inMarksFind|inPalette, 0, "pgdn", "a page down", "pgdown"),
		bind(actHalfUp, inPages&^inDots, 0, "ctrl-u", "half a page up", "ctrl+u"),
		bind(actHalfDown, inPages&^inDots, 0, "ctrl-d", "half a page down", "ctrl+d"),
		bind(actTop, inPlain&^inChips&^inDots, 0, "< home", "to the first", "<", "home"),
		bind(actBottom, inPlain&^inChips&^inDots, 0, "> G end", "to the last", ">", "G", "end"),
		bind(actNextYear, inEvents, 0, "}", "to the next year", "}"),
		bind(actPreviousYear, inEvents, 0, "{", "to the year's start, or the year before", "{"),
		bind(actNextMonth, inEvents, 0, "]", "to the next month", "]"),
		bind(actPreviousMonth, inEvents, 0, "[", "to the month's start, or the month before", "["),
		bind(actNextYear, inFacets, 0, "}", "to the next heading", "}"),
		bind(actPreviousYear, inFacets, 0, "{", "to the heading, or the one before", "{"),
		bind(actDate, inLists|inTimeline, 10, "w", "when|when: go to a date", "w"),

		bind(actNextPane, inLists, 6, "tab", "pane|next pane", "tab"),
		bind(actPreviousPane, inLists, 0, "shift-tab", "previous pane", "shift+tab"),
		bind(actActors, inLists&^inActors, 0, "1", "actors", "1"),
		bind(actProvinces, inLists&^inProvinces&^inMap, 0, "2", "provinces", "2"),
		bind(actEvents, inLists&^inEvents, 0, "3", "events", "3"),
		bind(actQuotes, inLists&^inQuotes, 0, "4", "quotes", "4"),
		bind(actLeft, inLists&^inMap, 0, "h ←", "pane on the left", "h", "left"),
		bind(actRight, inLists&^inMap, 0, "l →", "pane on the right", "l", "right"),

		bind(actOpen, inLists, 4, "↵", "open|open the record", "enter"),
		bind(actSource, inLists|inDetail, 5, "o", "source|source passage", "o"),
		bind(actSource, inTimeline, 7, "o", "source|source passage", "o"),
		bind(actToggle, inFacets|inMap, 1, "space", "choose|choose, or no longer", " "),
		bind(actOnly, inFacets|inMap, 0, "=", "choose only this", "="),
		bind(actExclude, inFacets|inMap, 0, "-", "exclude, or no longer", "-"),
		bind(actAnyAll, inLists, 0, "&", "chosen actors: any or all", "&"),
		bind(actPickProvince, inRecords, 1, "p", "province|filter by province", "p"),
		bind(actPickProvince, inFacets|inMap, 4, "p", "province|filter by province", "p"),
		bind(actPickProvince, inDetail|inOverview, 0, "p", "province|filter by province", "p"),
		bind(actPickGroup, inRecords, 1, "g", "group|filter by group", "g"),
		bind(actPickGroup, inFacets|inMap, 4, "g", "group|filter by group", "g"),
		bind(actPickGroup, inDetail|inOverview, 0, "g", "group|filter by group", "g"),
		bind(actPickSource, inLists, 10, "s", "sources|sources: look at them, choose, exclude", "s"),
		bind(actPickSource, inDetail|inOverview, 0, "s", "sources|sources: look at them, choose, exclude", "s"),
		bind(actNames, inFacets, 5, "n", "names|narrow this list by name", "n"),
		bind(actSearch, inLists, 2, "/", "search|filter by words, dates, kinds", "/"),
		bind(actSearch, inDetail|inOverview, 0, "/", "search|filter by words, dates, kinds", "/"),
		bind(actChips, inLists, 8, "f", "filters|filters one by one", "f"),
		bind(actChips, inDetail|inOverview, 0, "f", "filters|filters one by one", "f"),
		bind(actDropCulprit, inLists|inOverview, 1, "d", "drop|drop what leaves nothing", "d"),
		bind(actAddSource, inLists, 1, "+", "add the new source", "+"),
		bind(actUndo, inLists, 7, "u", "undo|undo the last filter step", "u"),
		bind(actUndo, inDetail|inOverview, 0, "u", "undo|undo the last filter step", "u"),
		bind(actRedo, inLists|inDetail|inChips|inOverview, 0, "ctrl-r", "redo a filter step", "ctrl+r"),
		bind(actClear, inLists, 3, "x", "clear|clear every filter but the source", "x"),
		bind(actClear, inDetail|inDeadliest, 0, "x", "clear|clear every filter but the source", "x"),
		bind(actZoom, inLists, 9, "z", "zoom|the pane alone, or all of them", "z"),
		bind(actZoom, inDetail|inReader, 9, "z", "zoom|this alone, or with what stood beside it", "z"),
		bind(actBack, inLists, 0, "esc ⌫", "one step back", "esc", "backspace", "ctrl+h"),

		bind(actPrevious, inDetail, 0, "N", "previous record, also ← h", "N", "left", "h"),
		bind(actNext, inDetail, 2, "n", "next|next record, also → l", "n", "right", "l"),
		bind(actOpen, inDetail, 0, "↵", "source|source passage", "enter"),

		bind(actNext, inReader, 3, "n", "next|next citation of the record, or hit", "n"),
		bind(actPrevious, inReader, 3, "N", "previous|previous citation of the record, or hit", "N"),
		bind(actNextAny, inReader, 6, "tab", "others|next citation of any record", "tab"),
		bind(actPreviousAny, inReader, 0, "shift-tab", "previous citation of any record", "shift+tab"),
		bind(actJump, inReader, 4, "↵", "record|go to the record", "enter", "o"),
		bind(actLeft, inReader, 0, "h ←", "previous paragraph", "h", "left"),
		bind(actRight, inReader, 0, "l →", "next paragraph", "l", "right"),
		bind(actFind, inReader, 2, "/", "search|search in the text", "/"),
		bind(actSwitch, inReader, 5, "d", "digest/text|digest or source text", "d"),

		bind(actOutline, inReader, 8, "O", "outline|outline: the paragraphs, and what rests on each", "O"),
		bind(actOpen, inOutline, 2, "↵", "go|go there", "enter"),
		bind(actBack, inOutline, 1, "esc", "back|back to where one read", "esc", "backspace", "ctrl+h", "O"),
		bind(actActorMarks, inReader|inNarrative, 0, "A", "actors' colours and letters on or off", "A"),
		bind(actLastRead, inReader, 0, ";", "to what was last read here, and back", ";"),

		bind(actApply, inPicker, 2, "↵", "apply", "enter"),
		bind(actMark, inPicker, 3, "tab", "several|take several: mark or unmark", "tab", "shift+tab"),
		bind(actApply, inSearch, 2, "↵", "keep", "enter"),
		bind(actComplete, inSearch, 3, "tab", "take|take the name that is offered, also → at the end", "tab"),
		bind(actApply, inFind, 2, "↵", "keep|keep the search", "enter"),

		bind(actApply, inDate, 2, "↵", "go|go there", "enter"),
		bind(actApply, inNames, 2, "↵", "keep|keep the list so", "enter"),
		bind(actToggle, inNames, 3, "tab", "choose|choose, or no longer", "tab"),

		bind(actLeft, inChips, 3, "← h", "previous|previous filter", "left", "h", "shift+tab"),
		bind(actRight, inChips, 3, "→ l", "next|next filter", "right", "l", "tab"),
		bind(actDrop, inChips, 2, "x ↵ ⌫", "drop|drop the filter", "enter", "x", "backspace", "ctrl+h", "delete", "d"),
		bind(actUndo, inChips, 4, "u", "undo|undo the last filter step", "u"),
		bind(actBack, inChips, 1, "esc", "back|back to the lists", "esc", "f"),

		bind(actBack, inDetail|inReader, 1, "esc", "back", "esc", "backspace", "ctrl+h"),
		bind(actBack, inHelp, 1, "esc q", "back", "esc", "q", "backspace", "ctrl+h", "?", "f1", "enter"),
		bind(actBack, inTyping, 1, "esc", "back", "esc"),

		bind(actExport, inLists|inDetail|inOverview|inNarrative, 0, "e", "export|export what the filter finds", "e"),
		bind(actCopy, inLists|inDetail|inReader|inOverview|inNarrative, 0, "y", "copy the record", "y"),
		bind(actCopyCitation, inLists|inDetail|inReader|inOverview|inNarrative, 0, "Y", "copy the record's citation", "Y"),
		bind(actCopyCommand, inLists|inDetail|inOverview|inNarrative|inChips, 0, "C", "copy the filter as a command line", "C"),
		bind(actApply, inExport, 2, "↵", "write|write the file", "enter"),
		bind(actBack, inExport, 1, "esc", "back", "esc", "backspace", "ctrl+h"),
		bind(actTimeline, inLists, 11, "t", "timeline|timeline: the events over time", "t"),
		bind(actTimeline, inTimeline, 0, "t", "back to the lists", "t"),
		bind(actMap, inLists&^inMap, 12, "m", "map|map of the provinces, or of the world", "m"),
		bind(actMap, inMap, 2, "m", "dots|map of the world: events as dots", "m"),
		bind(actOpen, inDots, 2, "↵", "nearer|to the cell under the cursor, nearer; open an event alone there, or at a province's centre", "enter"),
		bind(actZoomIn, inDots, 3, "+", "in|nearer, around the cursor", "+"),
		bind(actZoomOut, inDots, 3, "-", "out|farther, around the cursor", "-", "_"),
		bind(actWhole, inDots, 4, "0", "all|all that the filter finds", "0"),
		bind(actMark, inDots, 5, "space", "filter|what is shown becomes the area of the filter", " ", "="),
		bind(actNext, inDots, 6, "n", "next|to the next cell with events, those with the most first", "n"),
		bind(actPrevious, inDots, 0, "N", "to the cell before", "N"),
		bind(actClear, inDots, 7, "x", "drop area|drop the area of the filter", "x"),
		bind(actMap, inDots, 8, "m", "list|the list of provinces", "m"),
		bind(actSource, inDots, 9, "o", "source|source passage of the first event there", "o"),
		bind(actTop, inDots, 0, "< home", "to the cell with the most events", "<", "home"),
		bind(actBottom, inDots, 0, "> G end", "to the last of the cells with events", ">", "G", "end"),
		bind(actUp, inDots, 0, "k ↑", "north; at the edge the map moves", "k", "up"),
		bind(actDown, inDots, 0, "j ↓", "south", "j", "down"),
		bind(actLeft, inDots, 0, "h ←", "west", "h", "left"),
		bind(actRight, inDots, 0, "l →", "east", "l", "right"),
		bind(actPageUp, inDots, 0, "pgup", "the map to the north", "pgup"),
		bind(actPageDown, inDots, 0, "pgdn", "the map to the south", "pgdown"),
		bind(actHalfUp, inDots, 0, "ctrl-u", "half a map to the north", "ctrl+u"),
		bind(actHalfDown, inDots, 0, "ctrl-d", "half a map to the south", "ctrl+d"),
		bind(actBack, inDots, 1, "esc ⌫", "back", "esc", "backspace", "ctrl+h"),
		bind(actUp, inMap, 0, "k ↑", "province to the north", "k", "up"),
		bind(actDown, inMap, 0, "j ↓", "province to the south", "j", "down"),
		bind(actLeft, inMap, 0, "h ←", "province to the west", "h", "left"),
		bind(actRight, inMap, 0, "l →", "province to the east", "l", "right"),
		bind(actOpen, inTimeline, 2, "↵", "go in|into the year or month; open a day's event; end a range", "enter"),
		bind(actMark, inTimeline, 3, "space", "range|begin a range of dates, end it: it becomes the filter's", " "),
		bind(actLeft, inTimeline, 0, "h ←", "the span before", "h", "left"),
		bind(actRight, inTimeline, 0, "l →", "the span after", "l", "right"),
		bind(actNext, inTimeline, 4, "n", "next|next span that has events", "n"),
		bind(actPrevious, inTimeline, 0, "N", "previous span that has events", "N"),
		bind(actZoomIn, inTimeline, 5, "+", "finer|finer: months, days", "+", "="),
		bind(actZoomOut, inTimeline, 5, "-", "coarser|coarser: months, years", "-", "_"),
		bind(actClear, inTimeline, 6, "x", "drop dates|drop the dates of the filter", "x"),
		bind(actBack, inTimeline, 1, "esc ⌫", "back|back out, then to the lists", "esc", "backspace", "ctrl+h"),

		bind(actDeadliest, inLists|inTimeline, 0, "D", "deadliest|the events with the most killed", "D"),
		bind(actOpen, inDeadliest, 2, "↵", "open|open the event", "enter"),
		bind(actSource, inDeadliest, 3, "o", "source|source passage", "o"),
		bind(actJump, inDeadliest, 4, "3", "list|the list, on this event", "3", "D"),
		bind(actBack, inDeadliest, 1, "esc", "back", "esc", "backspace", "ctrl+h"),
		bind(actApply, inSources|inSourceNames, 2, "↵", "apply|what is marked becomes the filter's choice, else the one source", "enter"),
		bind(actToggle, inSources, 3, "space", "choose|choose, or no longer", " ", "tab"),
		bind(actExclude, inSources, 4, "-", "exclude|exclude, or no longer", "-"),
		bind(actOnly, inSources, 0, "=", "choose only this", "="),
		bind(actClear, inSources, 5, "x", "all|all sources: no mark left", "x"),
		bind(actSource, inSources, 6, "o", "read|read its text or digest", "o"),
		bind(actRight, inSources, 0, "→ l", "its card alone", "right", "l"),
		bind(actNames, inSources, 7, "n /", "names|narrow the list by typing", "n", "/"),
		bind(actBack, inSources, 1, "esc", "back|back, nothing chosen", "esc", "backspace", "ctrl+h", "s"),
		bind(actUp, inSourceNames, 0, "↑ ctrl-p", "up", "up", "ctrl+p"),
		bind(actDown, inSourceNames, 0, "↓ ctrl-n", "down", "down", "ctrl+n"),
		bind(actPageUp, inSourceNames, 0, "pgup", "a page up", "pgup"),
		bind(actPageDown, inSourceNames, 0, "pgdn", "a page down", "pgdown"),
		bind(actToggle, inSourceNames, 3, "tab", "several|take several: mark or unmark", "tab", "shift+tab"),

		bind(actBookmark, inMarking, 0, "b", "bookmark|bookmark, or no longer", "b"),
		bind(actAnnotate, inMarking, 0, "a", "note|write a note", "a"),
		bind(actMarks, inMarking, 0, "B", "marks|all bookmarks and notes", "B"),
		bind(actOpen, inMarks, 2, "↵", "open|open the record or the passage", "enter"),
		bind(actBookmark, inMarks, 4, "b", "bookmark|bookmark, or no longer", "b"),
		bind(actAnnotate, inMarks, 3, "a", "note|write the note anew; an empty one is none", "a"),
		bind(actUndo, inMarks, 5, "u", "undo|take the last mark or note back", "u"),
		bind(actOnly, inMarks, 6, "=", "filter|filter by marks, or no longer", "="),
		bind(actOrder, inMarks, 7, "S", "order|the latest first, or source by source", "S"),
		bind(actFind, inMarks, 8, "/", "narrow|narrow the list by words", "/"),
		bind(actSource, inMarks, 9, "o", "source|source passage", "o"),
		bind(actJump, inMarks, 0, "3", "list|the list, on this record", "3"),
		bind(actBack, inMarks, 1, "esc", "back", "esc", "backspace", "ctrl+h", "B"),
		bind(actApply, inMarksFind, 2, "↵", "keep|keep the list so", "enter"),
		bind(actApply, inNote, 2, "↵", "keep|keep the note; an empty one is none", "enter"),
		bind(actEditor, inNote, 3, "ctrl-e", "editor|go on in your editor ($VISUAL, $EDITOR)", "ctrl+e"),
		bind(actCompare, inLists|inDetail|inOverview, 0, "c", "compare|compare two actors or provinces", "c"),
		bind(actCompare, inSources, 8, "c", "compare|compare two sources", "c"),
		bind(actOpen, inCompare, 2, "↵", "filter|make the line the filter, or open its record", "enter"),
		bind(actLeft, inCompare, 3, "← h", "left|of the left alone, or of both again", "left", "h"),
		bind(actRight, inCompare, 3, "→ l", "right|of the right alone, or of both again", "right", "l"),
		bind(actZoomIn, inCompare, 4, "+", "months|by month", "+"),
		bind(actZoomOut, inCompare, 4, "-", "years|by year", "-"),
		bind(actNextYear, inCompare, 0, "}", "to the next heading", "}"),
		bind(actPreviousYear, inCompare, 0, "{", "to the heading, or the one before", "{"),
		bind(actSource, inCompare, 0, "o", "source|source passage", "o"),
		bind(actCopy, inCompare, 0, "y", "copy the record", "y"),
		bind(actCopyCitation, inCompare, 0, "Y", "copy the record's citation", "Y"),
		bind(actBack, inCompare, 1, "esc", "back", "esc", "backspace", "ctrl+h", "c"),

		bind(actReports, inLists|inDetail|inOverview, 0, "r", "reports|what several sources may tell of this event", "r"),
		bind(actReports, inReports, 5, "r", "reports|the reports of this one", "r"),
		bind(actLeft, inReports, 2, "← h", "previous|previous report", "left", "h", "shift+tab", "N"),
		bind(actRight, inReports, 3, "→ l", "next|next report", "right", "l", "tab", "n"),
		bind(actOpen, inReports, 4, "↵", "record|open the record", "enter"),
		bind(actSource, inReports, 4, "o", "source|source passage", "o"),
		bind(actCopy, inReports, 0, "y", "copy the record", "y"),
		bind(actCopyCitation, inReports, 0, "Y", "copy the record's citation", "Y"),
		bind(actBack, inReports, 1, "esc", "back", "esc", "backspace", "ctrl+h"),
		bind(actReturn, inLists|inDetail|inReader|inOverview|inMarks|inSetApart|inNarrative, 0, ", ctrl-o", "back to the view before, with its filter", ",", "ctrl+o", "alt+left"),
		bind(actForward, inLists|inDetail|inReader|inOverview|inMarks|inSetApart|inNarrative, 0, ". alt-→", "forward to the view one came back from", ".", "alt+right"),
		bind(actApply, inPalette, 2, "↵", "do it", "enter"),
		bind(actPalette, inPlain, paletteHint, ":", "all|every action by name", ":", "ctrl+p"),
		bind(actPaletteTyping, inPicker|inNames|inDate, 0, ": f2", "every action by name", ":", "f2"),
		bind(actPaletteTyping, inSearch|inFind|inMarksFind|inSourceNames, 0, "f2", "every action by name; : on an empty line too", "f2"),
		bind(actPaletteTyping, inNote, 0, "f2", "every action by name", "f2"),

		bind(actNarrative, inLists|inDetail|inTimeline, 0, "v", "events one by one|narrative: the events one by one, each with its passage", "v"),
		bind(actNextEvent, inNarrative, 2, "] space", "next|next event, also n", "]", " ", "n"),
		bind(actPreviousEvent, inNarrative, 3, "[", "previous|previous event, also N", "[", "N"),
		bind(actNextEvent, inReader, 7, "]", "next event|next event of the narrative", "]"),
		bind(actPreviousEvent, inReader, 7, "[", "previous event|previous event of the narrative", "["),
		bind(actNext, inNarrative, 0, "tab", "next passage of the event", "tab"),
		bind(actOpen, inNarrative, 4, "↵", "record|open the record", "enter"),
		bind(actSource, inNarrative, 5, "o", "source|read on in the source", "o"),
		bind(actSwitch, inNarrative, 6, "d", "digest/text|digest or source text", "d"),
		bind(actLeft, inNarrative, 0, "h ←", "previous paragraph", "h", "left"),
		bind(actRight, inNarrative, 0, "l →", "next paragraph", "l", "right"),
		bind(actBack, inNarrative, 1, "esc", "list|back to the list, on this event", "esc", "backspace", "ctrl+h", "v"),

		bind(actMouse, inPlain, 0, "M", "mouse on or off", "M"),
		bind(actRedraw, inAll, 0, "ctrl-l", "draw again", "ctrl+l"),
		bind(actSuspend, inPlain, 0, "ctrl-z", "suspend", "ctrl+z"),
		bind(actHelp, inPlain&^inHelp, helpHint, "?", "help", "?", "f1"),
		bind(actHelp, inTyping, helpHint, "f1", "help", "f1"),
		bind(actQuit, inPlain&^inHelp, quitHint, "q", "quit", "q", "ctrl+c"),
		bind(actQuit, inTyping|inHelp, 0, "ctrl-c", "quit", "ctrl+c"),
	}
}

// action gives what a key asks for in a scene.
func (k keyMap) action(in scene, msg tea.KeyMsg) action {
	for _, b := range k {
		if b.scenes&in != 0 && key.Matches(msg, b.Binding) {
			return b.action
		}
	}
	return actNone
}

// in gives the bindings of a scene, in order.
func (k keyMap) in(s scene) []binding {
	var of []binding
	for _, b := range k {
		if b.scenes&s != 0 {
			of = append(of, b)
		}
	}
	return of
}
