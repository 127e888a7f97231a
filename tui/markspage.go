package tui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// marksPage lists every bookmark and note, the latest first, or source by source.
type marksPage struct {
	list
	width, height int

	all      []markRow // as they came, the latest first
	rows     []markRow // that are listed
	bySource bool
	typing   bool
	words    input

	lib, asked Library // whose marks are listed, are under way
	of, want   *store.Marks
	zone       *time.Location
}

// A markRow is a line or two of the page, fit for the screen.
type markRow struct {
	subject store.Subject
	ref     ref
	glyph   string
	kind    string // what is marked
	title   string
	note    string // on one line
	source  string
	day, at string // of the last change; "" where that is not known
	present bool
	heading string
	key     string // folded words of all of it
}

func (m *Model) openMarks() {
	m.openPage(viewMarks, &marksPage{zone: m.opts.zone()})
}

func (p *marksPage) scene() scene {
	if p.typing {
		return inMarksFind
	}
	return inMarks
}

func (p *marksPage) place() place { return besideDetail }

func (p *marksPage) title() (left, right string) {
	left = "Marks, the latest first"
	if p.bySource {
		left = "Marks by source"
	}
	right = grouped(len(p.rows))
	if len(p.rows) < len(p.all) {
		right += " of " + grouped(len(p.all))
	}
	return left, strings.TrimSpace(right + " " + arrows(p.hidden(p.rowHeight)))
}

func (p *marksPage) lines() int {
	n := max(4, p.typedLines())
	if len(p.rows) > 0 {
		n = p.typedLines()
	}
	for i := range min(len(p.rows), 100) {
		n += p.rowHeight(i, i == 0)
	}
	return n
}

func (p *marksPage) chosen() ref {
	if p.cursor < len(p.rows) {
		return p.rows[p.cursor].ref
	}
	return ref{}
}

func (p *marksPage) resize(width, height int) {
	p.width, p.height, p.room = width, height, max(1, height-p.typedLines())
	p.settle(p.rowHeight)
}

// typedLines is the room of the line that narrows the list.
func (p *marksPage) typedLines() int {
	if p.typing || len(p.words.clusters) > 0 {
		return 1
	}
	return 0
}

func (p *marksPage) waits() bool { return p.of != p.want || p.lib != p.asked }

// load asks for the marks where others are known, or another library.
func (p *marksPage) load(m *Model) tea.Cmd {
	lib, marks := m.lib, m.marks.now
	if p.asked == lib && p.want == marks {
		return nil
	}
	p.asked, p.want = lib, marks
	zone := p.zone
	return ask(func() tea.Msg {
		list, err := lib.Marked()
		msg := marksListMsg{lib: lib, of: marks, err: err}
		for _, marked := range slices.Backward(list) {
			if marked.Any() {
				msg.rows = append(msg.rows, newMarkRow(lib, marked, zone))
			}
		}
		return msg
	})
}

// marksListMsg brings the rows of the page.
type marksListMsg struct {
	lib  Library
	of   *store.Marks
	rows []markRow
	err  error
}

func (msg marksListMsg) apply(m *Model) tea.Cmd {
	p, ok := m.pages[viewMarks].(*marksPage)
	if !ok || msg.lib != p.asked || msg.of != p.want {
		return nil
	}
	if msg.err != nil {
		m.complain(msg.err)
	}
	p.lib, p.of, p.all = msg.lib, msg.of, msg.rows
	p.lay()
	return nil
}

func newMarkRow(lib records, m store.Marked, zone *time.Location) markRow {
	r := markRow{subject: m.Subject, ref: refOf(m.Subject), glyph: markGlyph(m.Marking), kind: string(m.Type), present: m.Present}
	if when := m.Time.In(zone); !m.Time.IsZero() {
		r.day, r.at = styleOf(lib).Words(when.Format(time.DateOnly)), when.Format("15:04")
	}
	r.title = printable(m.Title)
	if m.Type == store.QuoteRecord {
		r.title = "“" + r.title + "”"
	}
	r.note = printable(m.Note)
	if id := m.Source(); id != "" {
		r.source = sourceTitle(lib, id)
	}
	r.key = " " + nameWords(strings.Join([]string{r.kind, r.title, r.note, r.source}, " "))
	return r
}

// lay puts the rows into their order, those that the typed words leave; the
// cursor stays on its mark, or where that was.
func (p *marksPage) lay() {
	before, words := p.chosen(), strings.Fields(nameWords(p.words.text()))
	p.rows = nil
	for _, r := range p.all {
		if !slices.ContainsFunc(words, func(w string) bool { return !startsWord(r.key, w) }) {
			p.rows = append(p.rows, r)
		}
	}
	if p.bySource {
		slices.SortStableFunc(p.rows, func(a, b markRow) int { return cmp.Compare(a.source, b.source) })
	}
	for i := range p.rows {
		p.rows[i].heading = p.headingOf(&p.rows[i])
	}
	p.n = len(p.rows)
	if at := slices.IndexFunc(p.rows, func(r markRow) bool { return r.ref == before }); at >= 0 {
		p.cursor = at
	}
	p.settle(p.rowHeight)
}

func (p *marksPage) headingOf(r *markRow) string {
	switch {
	case !p.bySource && r.day == "":
		return "at an unknown time"
	case !p.bySource:
		return r.day
	case r.source == "":
		return "Actors and provinces"
	}
	return r.source
}

func (p *marksPage) act(m *Model, a action) tea.Cmd {
	switch a {
	case actBack:
		return p.back(m)
	case actApply:
		p.typing = false
	case actFind:
		p.typing = true
	case actOpen, actSource, actJump:
		return p.open(m, a)
	case actUndo:
		return m.marks.change(m.undoMark)
	case actOnly:
		return m.toggleMarked()
	case actOrder:
		p.bySource = !p.bySource
		p.lay()
	default:
		p.list.do(a, p.rowHeight)
		p.settle(p.rowHeight)
	}
	return nil
}

// back ends the narrowing, then leaves the page.
func (p *marksPage) back(m *Model) tea.Cmd {
	if p.typedLines() == 0 {
		m.close(viewMarks)
		return nil
	}
	p.typing, p.words = false, newInput("")
	p.lay()
	return nil
}

// open opens the record or the passage under the cursor.
func (p *marksPage) open(m *Model, a action) tea.Cmd {
	if p.cursor >= len(p.rows) {
		m.say("nothing is marked here")
		return nil
	}
	r := p.rows[p.cursor]
	switch {
	case !r.present:
		m.say("what was marked is not in the library at present; its source can be imported again")
		return nil
	case r.subject.Type == store.MarkedPassage:
		return m.readMarked(r.subject.Passage)
	case a == actOpen:
		return m.openDetail(r.ref)
	case a == actJump:
		return m.showInLists(r.ref)
	}
	return m.openReader()
}

// readMarked opens the reader on a passage that is marked.
func (m *Model) readMarked(c store.Citation) tea.Cmd {
	m.reader.seq++
	return documentCmd(m.lib, m.reader.seq, passage{source: c.Source, mark: c})
}

// step moves to another mark while the detail of one is opened.
func (p *marksPage) step(a action) ref {
	p.list.do(a, p.rowHeight)
	p.settle(p.rowHeight)
	return p.chosen()
}

func (p *marksPage) typed(_ *Model, msg tea.KeyMsg) tea.Cmd {
	if p.words.edit(msg) {
		p.lay()
	}
	return nil
}

func (p *marksPage) text() string { return p.words.text() }

func (p *marksPage) click(m *Model, _, y int) tea.Cmd {
	row, ok := p.rowAt(y-p.typedLines(), p.rowHeight)
	if !ok {
		return nil
	}
	again := row == p.cursor
	p.list.to(row)
	if again {
		return p.open(m, actOpen)
	}
	return nil
}
