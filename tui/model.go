package tui

import (
	"os"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
	_ "fieldbrief/tui/background" // settles the terminal's background before anyone asks it
)

// A view is what is opened over the lists.
type view int

const (
	viewLists view = iota
	viewDetail
	viewReader
	viewPicker
	viewSearch // the search line of the lists
	viewFind   // the search line of the reader
	viewChips  // the filter line
	viewDate   // the line that asks for a date
	viewNames  // the line that narrows the list of a facet
	viewExport // the list of formats
	viewTimeline
	viewDots // the map of dots
	viewDeadliest
	viewMarks
	viewNote // the line on which a note is written
	viewSources
	viewReports
	viewCompare
	viewNarrative
	viewOutline
	viewCites // beside the reader
	viewHelp
	viewPalette
	viewComplete // the names that the search line is offered
)

// Model is the explorer's root. It owns the panes, turns what they ask for
// into state and commands, and joins what they draw into frames.
type Model struct {
	lib   Library
	opts  Options
	theme theme
	keys  keyMap
	frame
	panes
	focus focus
	views []view // opened over the lists, the last on top

	find   finder
	detail detail
	reader reader
	picker picker
	prompt prompt
	chip   int // the filter under the cursor of the filter line
	pages  map[view]page
	carry  carryAway
	notice notice
	mouse  bool
	fault  error // why the program had to end
	ways   ways

	unopened string // why a newer library could not be opened, when that was last said

	after func(time.Duration) tea.Cmd // asks for a tick
}

// A frame is the terminal's size and how it is divided.
type frame struct {
	w, h   int
	layout layout
	slow   bool // an answer is long in coming, and the frame says so
}

// A focus is the pane whose keys are heard, and the panes that are seen where
// there is room for one facet and one list.
type focus struct {
	pane, facet, records paneID
	zoomed               bool
	lent                 bool // to the quotes, while there are no events
	settled              int  // the answer for which that was decided
}

// A prompt is a line that is typed below the title.
type prompt struct {
	input    input
	before   store.Filter  // what the filter was
	commit   bool          // Enter came before the answer
	wordless bool          // punctuation alone: it filters nothing
	short    *store.Filter // what is searched for while a value is unfinished, and left out
	unread   error         // the line cannot be read
	failed   error         // what was read of it could not be searched for
	anchor   anchor        // where the cursors stood before
}

// An anchor names the records that the cursors stay with.
type anchor struct{ event, quote string }

// err gives what is wrong with the line.
func (p *prompt) err() error {
	if p.unread != nil {
		return p.unread
	}
	return p.failed
}

// A notice stands in place of the keys until the next one is pressed.
type notice struct {
	text  string
	alert bool
}

// New makes an explorer on a library. What the terminal can show it reads from
// the environment (NO_COLOR, COLORTERM, TERM, COLORFGBG, TMUX, STY, the locale).
func New(lib Library, opts Options) *Model {
	m := newModel(lib, opts, readSurroundings(os.Getenv))
	m.carry.multiplexer = multiplexerOf(os.Getenv)
	return m
}

func newModel(lib Library, opts Options, around surroundings) *Model {
	background := around.background
	if opts.Theme == "dark" || opts.Theme == "light" {
		background = opts.Theme
	}
	profile := around.profile
	if opts.Theme == "none" {
		profile = max(profile, noColours)
	}
	lib, opts = opts.inStyle(lib)
	m := &Model{
		lib:    lib,
		opts:   opts,
		theme:  paintedTheme(paletteFor(background).painted(opts.Colours), background, profile, opts.ASCII || around.ascii),
		keys:   newKeyMap().chosen(opts.Keys),
		panes:  newPanes(),
		focus:  focus{pane: eventsPane, facet: actorsPane, records: eventsPane},
		notice: notice{text: opts.Notice},
		mouse:  opts.Mouse,
		after:  tick,
		carry:  carryAway{send: func(string) error { return nil }},
	}
	m.find.filter, m.find.known = opts.Filter, opts.Known
	m.pages = m.newPages()
	m.ways.kept.filter = opts.Filter
	m.restore(opts.Start.over(opts.Session))
	return m
}

func tick(d time.Duration) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return tickMsg{} })
}

// Init asks for the first frame's records.
func (m *Model) Init() tea.Cmd {
	if m.opts.Reopen == nil {
		return m.search(nil)
	}
	return tea.Batch(m.search(nil), m.after(time.Second))
}

// Update turns a message into state, and into the commands that fetch what the
// next frame shows.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := tea.Batch(m.react(msg), m.arrive(), m.follow())
	m.leaveTrail()
	return m, cmd
}

func (m *Model) react(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
	case tea.KeyMsg:
		return m.onKey(msg)
	case tea.MouseMsg:
		return m.onMouse(msg)
	case foundMsg:
		return m.onFound(msg)
	case rowsMsg:
		m.onRows(msg)
	case cardMsg:
		m.onCard(msg)
	case documentMsg:
		return m.onDocument(msg)
	case placedMsg:
		m.onPlaced(msg)
	case namesMsg:
		return m.onNames(msg)
	case timeMsg:
		return m.onTime(msg)
	case deadliestMsg:
		m.onDeadliest(msg)
	case datedMsg:
		return m.onDated(msg)
	case exportedMsg:
		m.onExported(msg)
	case copiedMsg:
		m.onCopied(msg)
	case rememberedMsg:
		m.ways.kept.flying = false
		return m.remember()
	case slowMsg:
		m.slow = m.settling()
	case pageAnswer:
		return msg.arrive(m)
	case redrawMsg:
		return tea.Exec(nothingToRun{}, nil)
	case tickMsg:
		return reopenCmd(m.opts.Reopen, m.lib)
	case reopenedMsg:
		return m.onReopened(msg)
	case appliedMsg:
		return msg.apply(m)
	case panicMsg:
		m.fault = msg.err
		return tea.Quit
	}
	return nil
}

// view gives what is on top.
func (m *Model) view() view {
	if len(m.views) == 0 {
		return viewLists
	}
	return m.views[len(m.views)-1]
}

func (m *Model) opened(v view) bool { return slices.Contains(m.views, v) }

func (m *Model) open(v view) {
	m.close(v)
	m.views = append(m.views, v)
}

func (m *Model) close(v view) {
	m.views = slices.DeleteFunc(slices.Clone(m.views), func(o view) bool { return o == v })
}

// pane gives a pane by its place.
func (m *Model) pane(id paneID) pane {
	return [paneCount]pane{m.actors, m.provinces, m.events, m.quotes}[id]
}

// focusOn moves the focus to a pane.
func (m *Model) focusOn(id paneID) {
	if p := m.facetPane(); p != nil && id != m.focus.pane {
		p.names.typing = false
		m.close(viewNames)
	}
	m.focus.pane, m.focus.lent = id, false
	if id == actorsPane || id == provincesPane {
		m.focus.facet = id
	} else {
		m.focus.records = id
	}
}

// scene gives what the keys are pressed in.
func (m *Model) scene() scene {
	switch m.view() {
	case viewDetail:
		return inDetail
	case viewReader:
		return inReader
	case viewPicker:
		return inPicker
	case viewSearch:
		return inSearch
	case viewFind:
		return inFind
	case viewChips:
		return inChips
	case viewDate:
		return inDate
	case viewNames:
		return inNames
	case viewNote:
		return inNote
	}
	if p := m.pages[m.view()]; p != nil {
		return p.scene()
	}
	if m.onMap() {
		return inMap
	}
	return [paneCount]scene{inActors, inProvinces, inEvents, inQuotes}[m.focus.pane]
}

// search asks for what the filter finds; typed is laid over it.
func (m *Model) search(typed *store.Filter) tea.Cmd {
	filter := m.find.filter
	if typed != nil {
		filter = m.prompt.before
	}
	m.find.ask(query{
		filter: filter, typed: typed, anchor: m.anchor(), whole: m.find.found.whole, known: m.find.known,
		events: m.events.seen(), quotes: m.quotes.seen(),
	})
	return m.launch()
}

// launch sends the question that waits, once the one before is back.
func (m *Model) launch() tea.Cmd {
	ctx, q, ok := m.find.next()
	if !ok {
		return nil
	}
	return searchCmd(ctx, m.lib, q)
}

// anchor names the records under the cursors; while a line is typed, those
// that were there before, so that they are come back to.
func (m *Model) anchor() anchor {
	switch {
	case m.opened(viewSearch):
		return m.prompt.anchor
	case m.ways.trail.going != nil:
		return m.ways.trail.going.cursors
	}
	return m.cursors()
}

func (m *Model) cursors() anchor { return anchor{m.events.chosen().id, m.quotes.chosen().id} }

// settling tells that an answer is under way that will change the frame.
func (m *Model) settling() bool {
	if m.w == 0 || m.find.pending() || m.events.blind() || m.quotes.blind() || m.reader.seq != m.reader.answered {
		return true
	}
	if m.opened(viewPicker) && !m.picker.loaded || m.pageWaits() {
		return true
	}
	_, seen := m.layout.slot(detailSlot, 0)
	return seen && m.detail.asked != m.detail.card.of
}

// follow brings the layout and the panes up to date and asks for whatever came
// into sight and is not there.
func (m *Model) follow() tea.Cmd {
	if m.w == 0 {
		return nil
	}
	m.arrange()
	m.keepMap()
	m.slow = m.slow && m.settling()
	return tea.Batch(m.loadRows(), m.loadPage(), m.loadNames(), m.loadCard())
}

// arrange divides the screen and lets the panes know their places. How many
// lines a list takes depends on the width it gets, so a second look may be
// needed.
func (m *Model) arrange() {
	m.lendFocus()
	for range 2 {
		s := m.screen()
		m.layout = arrange(s)
		for _, column := range m.layout.columns {
			for _, s := range column {
				m.resize(s)
			}
		}
		if m.screen() == s {
			return
		}
	}
}

// onLine tells that something is typed in place of the filter line.
func (m *Model) onLine() bool {
	v := m.view()
	return v == viewSearch || v == viewFind || v == viewDate || v == viewNote
}

// screen gathers what the layout depends on.
func (m *Model) screen() screen {
	page := m.shown()
	return screen{
		w: m.w, h: m.h,
		focus: m.focus.pane, facet: m.focus.facet, records: m.focus.records, zoomed: m.zoomed(),
		detail: m.opened(viewDetail), reader: m.opened(viewReader),
		page: page, beside: m.pages[page] != nil && m.pages[page].place() == besideDetail, pageLines: m.pageLines(page), aside: m.asides(),
		filterLine:    len(m.find.found.chips) > 0 || m.onLine(),
		footer:        len(m.noticeLines()),
		eventLines:    m.eventLines(),
		listLines:     m.listLines(),
		eventMessage:  m.eventMessage(),
		actorLines:    m.actors.foldedLines(),
		provinceLines: m.provinces.known.inSightLines,
		quoteLines:    m.quotes.needed(m.h),
		unquoted:      m.find.found.result != nil && m.find.found.result.AllQuotes == 0 && m.focus.pane != quotesPane,
		allActors:     m.actors.allLines(),
		allProvinces:  m.provinces.allLines(),
		mapLines:      m.provinces.mapLines(),
	}
}

func (m *Model) resize(s slot) {
	_, _, w, h := s.inner()
	switch s.kind {
	case paneSlot:
		m.pane(s.pane).resize(w, h)
	case detailSlot:
		m.detail.resize(w, h)
	case readerSlot:
		m.resizeReader(w, h)
	case pickerSlot:
		m.picker.resize(w, h)
	case pageSlot:
		m.pages[s.view].resize(w, h)
	}
}

// eventLines gives the lines that all events take, a great number where there
// are none: then there is no record to show below them.
func (m *Model) eventLines() int {
	if m.events.n == 0 {
		return m.h
	}
	return m.events.needed(m.h)
}

// listLines does the same for the list that is seen where there is room for
// one.
func (m *Model) listLines() int {
	if m.focus.records == eventsPane {
		return m.eventLines()
	}
	if m.quotes.n == 0 {
		return m.h
	}
	return m.quotes.needed(m.h)
}

// loadRows asks for the rows that come near and are not there.
func (m *Model) loadRows() tea.Cmd {
	r := m.find.found.result
	if r == nil || m.find.pending() {
		return nil
	}
	var cmds []tea.Cmd
	if m.shown() != viewTimeline { // it has rows of its own
		if at, missing := m.events.missing(r); missing {
			cmds = append(cmds, eventsCmd(m.lib, at))
		}
	}
	if at, missing := m.quotes.missing(r); missing {
		cmds = append(cmds, quotesCmd(m.lib, at))
	}
	return tea.Batch(cmds...)
}

// chosen names the record that the detail shows.
func (m *Model) chosen() ref {
	switch {
	case m.opened(viewReader):
		return m.reader.at()
	case !m.detail.pinned.none() && m.opened(viewDetail):
		return m.detail.pinned
	}
	if c, ok := m.pages[m.shown()].(chooser); ok {
		return c.chosen()
	}
	return m.pane(m.focus.pane).chosen()
}
