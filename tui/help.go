package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/tui/internal/cells"
)

// A helpView lists the keys of the view it was opened in, read from the key
// map, and the marks of the lists.
type helpView struct {
	lines   []helpLine
	rows    []helpLine // lines, wrapped
	columns int
	split   int // the row at which the second column begins
	width   int
	height  int
	top     int
}

// A helpLine is a key and what it does, a heading, or a mark and what it means.
type helpLine struct {
	key, text string
	heading   bool
}

// sceneName names what help is for.
func sceneName(s scene) string {
	switch s {
	case inActors:
		return "Actors"
	case inProvinces:
		return "Provinces"
	case inEvents:
		return "Events"
	case inQuotes:
		return "Quotes"
	case inDetail:
		return "A record"
	case inReader:
		return "Reading"
	case inPicker:
		return "Picking by name"
	case inSearch:
		return "Filter by words"
	case inFind:
		return "Search in the text"
	case inChips:
		return "Filters one by one"
	case inDate:
		return "Go to a date"
	case inExport:
		return "Export"
	case inNames:
		return "Narrow a list by name"
	case inMap:
		return "Map"
	case inDots:
		return "Map of events"
	case inTimeline:
		return "Timeline"
	case inMarks:
		return "Marks"
	case inMarksFind:
		return "Marks by their words"
	case inNote:
		return "Write a note"
	case inOutline:
		return "Outline"
	case inNarrative:
		return "Narrative"
	case inDeadliest:
		return "Deadliest events"
	case inSources:
		return "Sources"
	case inSourceNames:
		return "Narrow the sources"
	case inReports:
		return "Reports of one event"
	case inCompare:
		return "Compare"
	case inPalette:
		return "Every action"
	}
	return "Help"
}

// helpLines reads the keys of the present scene.
func (m *Model) helpLines() []helpLine {
	lines := []helpLine{{text: "Keys: " + sceneName(m.scene()), heading: true}}
	var moving []helpLine
	for _, b := range m.ranked(m.scene()) {
		hl := helpLine{key: b.Help().Key, text: b.Help().Desc}
		switch {
		case !m.offers(b.action):
		case m.scene()&inLists != 0 && b.action.moves():
			moving = append(moving, hl)
		default:
			lines = append(lines, hl)
		}
	}
	if moving != nil {
		lines = append(append(lines, helpLine{}, helpLine{text: "Moving", heading: true}), moving...)
	}
	if m.scene() == inSearch {
		lines = append(lines, helpLine{}, helpLine{text: "What can be typed", heading: true})
		lines = append(lines, searchWords()...)
	}
	if m.scene()&(inLists|inDetail|inReader) != 0 {
		lines = append(lines, helpLine{}, helpLine{text: "Marks", heading: true})
		lines = append(lines, marksLegend(&m.theme)...)
	}
	if m.scene()&(inReader|inNarrative) != 0 {
		lines = append(lines, readingLegend(m.theme.ascii)...)
	}
	return lines
}

// moves tells that an action leads somewhere and changes nothing.
func (a action) moves() bool {
	return a >= actUp && a <= actQuotes || a >= actDate && a <= actPreviousMonth && a != actNames
}

// rank puts the keys of the bottom line first, as they stand there.
func rank(b binding) int {
	switch {
	case b.hint == 0 && b.action.moves():
		return 60
	case b.hint == 0:
		return 50
	}
	return b.hint
}

func searchWords() []helpLine {
	return []helpLine{
		{key: "mosque", text: "the word; the last one may be its beginning, until a space ends it"},
		{key: `"two words"`, text: "these words in this order"},
		{key: "!hotel", text: "not this word"},
		{key: "since:2021-08", text: "from then on; until:2022-04, until:2022 likewise"},
		{key: "kind:bombing", text: "events of a kind"},
		{key: "inside:yes", text: "wholly within since: and until:"},
		{key: "province:Balkh", text: "also group: and person: and source:"},
		{key: "group:A+B", text: "both; group:A group:B is either"},
		{key: "area:S,W,N,E", text: "between degrees south, west, north, east: area:33,60,38,71"},
		{key: "marked:yes", text: "what you have bookmarked or noted"},
	}
}

func marksLegend(th *theme) []helpLine {
	gap := ""
	if th.ascii {
		gap = " "
	}
	legend := []helpLine{
		{key: "8" + countOfQuotes(th, 1), text: "8 events and 1 quote under the filter"},
		{key: "21 Apr" + gap + "ⁱ", text: "inferred: the year is not printed"},
		{key: "9 Sep" + gap + "ᵈ", text: "derived: worked out from the text"},
		{key: "Mar~", text: "vague in the text itself"},
		{key: "12+ killed", text: "at least 12"},
		{key: eventRow{killed: "183 killed", shared: "²"}.toll(th), text: "one toll for two events, summed once"},
		{key: "¶8 ¶8+", text: "cited in paragraph 8; in others too"},
		{key: "● ✗", text: "in the lists: chosen, excluded"},
		{key: "★ ✎", text: "your bookmark, your note"},
	}
	if th.ascii {
		legend = append(legend, helpLine{key: "????", text: "letters that ASCII lacks; without --ascii they are shown"})
	}
	return legend
}

// helpKeyWidth is the room for keys and marks.
const helpKeyWidth = 15

func (h *helpView) resize(width, height int) {
	h.width, h.height = width, height
	h.columns, h.rows = 1, wrapHelp(h.lines, width)
	h.split = len(h.rows)
	if len(h.rows) > height && width >= 100 {
		h.columns, h.rows = 2, wrapHelp(h.lines, width/2)
		h.split = groupStart(h.rows)
	}
	h.scroll(0)
}

// groupStart gives the heading nearest to the middle, at which the second column
// begins.
func groupStart(rows []helpLine) int {
	best := len(rows)
	for i, r := range rows {
		if r.heading && i > 0 && max(i, len(rows)-i) < max(best, len(rows)-best) {
			best = i
		}
	}
	return best
}

// wrapHelp breaks long explanations; only the first line bears the key.
func wrapHelp(lines []helpLine, width int) []helpLine {
	var rows []helpLine
	for _, hl := range lines {
		if hl.heading || hl.key == "" {
			rows = append(rows, hl)
			continue
		}
		for i, w := range cells.Wrap(hl.text, max(8, width-helpKeyWidth-3)) {
			row := helpLine{text: w.Text}
			if i == 0 {
				row.key = hl.key
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func (h *helpView) scene() scene { return inHelp }
func (h *helpView) place() place { return whole }

func (h *helpView) title() (left, right string) {
	return "Help", arrows(h.top > 0, h.top+h.height < h.tall())
}

// tall is how many lines the help takes.
func (h *helpView) tall() int { return max(h.split, len(h.rows)-h.split) }

func (h *helpView) scroll(by int) {
	h.top = max(0, min(h.top+by, h.tall()-h.height))
}

func (h *helpView) act(m *Model, a action) tea.Cmd {
	switch a {
	case actBack:
		m.close(viewHelp)
	case actUp:
		h.scroll(-1)
	case actDown:
		h.scroll(1)
	case actPageUp:
		h.scroll(-max(1, h.height-1))
	case actPageDown:
		h.scroll(max(1, h.height-1))
	case actHalfUp:
		h.scroll(-max(1, h.height/2))
	case actHalfDown:
		h.scroll(max(1, h.height/2))
	case actTop:
		h.scroll(-len(h.lines))
	case actBottom:
		h.scroll(len(h.lines))
	}
	return nil
}

func (h *helpView) draw(th *theme) []string {
	var lines []string
	for i := h.top; i < h.tall() && len(lines) < h.height; i++ {
		l := th.line(h.width)
		for c := range h.columns {
			if n := i + c*h.split; n < len(h.rows) && (c > 0 || i < h.split) {
				l.to(c * (h.width / h.columns))
				drawHelpLine(l, th, h.rows[n])
			}
		}
		lines = append(lines, l.end())
	}
	return blank(lines, h.width, h.height)
}

func drawHelpLine(l *line, th *theme, hl helpLine) {
	if hl.heading {
		l.gap(1)
		l.put(th.heading, hl.text)
		return
	}
	l.gap(2)
	l.putPadded(th.key, th.keyName(hl.key), helpKeyWidth-1)
	l.gap(1)
	l.put(style{}, hl.text)
}
