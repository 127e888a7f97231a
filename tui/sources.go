package tui

import (
	"context"
	"slices"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// sourceRecord is the type of record that a source is to the detail.
const sourceRecord store.RecordType = "source"

// A sourcesPage lists every briefing and data set. What is chosen on it becomes
// the filter's when it is applied, and not before.
type sourcesPage struct {
	list
	lib     Library       // whose sources are listed
	of      *store.Result // and counted; nil while they are under way
	rows    []sourceRow   // the first stands for all sources
	shown   []int         // rows, those that the typed letters find
	asked   *store.Result // what rows were asked for, last
	draft   store.Choice
	touched bool // the draft is no longer the filter's choice
	input   input
	typing  bool
	queue   queue
	width   int
	height  int
}

// A sourceRow is a source as it is listed, fit for the screen.
type sourceRow struct {
	name      pickName
	title     string
	kind      string
	by        string // outlet, author
	dates     string // the months of its first and last event
	years     string // the same in years
	published string
	licence   string
	text      string // what there is to read
}

// sourcesMsg brings the sources.
type sourcesMsg struct {
	lib  Library
	of   *store.Result
	rows []sourceRow
	err  error
}

// openSources opens the page at once; the sources follow.
func (m *Model) openSources() {
	if m.find.found.result == nil {
		return
	}
	old, _ := m.pages[viewSources].(*sourcesPage)
	p := &sourcesPage{draft: m.find.filter.Choice(store.BySource)}
	if old != nil && old.lib == m.lib {
		p.lib, p.of, p.rows = old.lib, old.of, old.rows
	}
	p.input = newInput("")
	p.match("")
	p.to(p.rowOf(p.firstChosen()))
	m.openPage(viewSources, p)
}

// firstChosen names the source that the cursor starts on.
func (p *sourcesPage) firstChosen() string {
	if len(p.draft.Chosen) > 0 {
		return p.draft.Chosen[0]
	}
	return ""
}

func (p *sourcesPage) scene() scene {
	if p.typing {
		return inSourceNames
	}
	return inSources
}

func (p *sourcesPage) place() place { return besideDetail }

func (p *sourcesPage) title() (left, right string) {
	sources := max(0, len(p.rows)-1)
	if right = chosenSources(p.draft, sources) + " chosen"; sources == 1 && !p.touched {
		right = "1 source"
	}
	if p.touched {
		right += ", not applied"
	}
	return "Sources", right
}

// load asks for the sources of a library, and again when that or what the filter
// finds is another.
func (p *sourcesPage) load(m *Model) tea.Cmd {
	r := m.find.found.result
	if r == nil || r == p.of || r == p.asked {
		return nil
	}
	p.asked = r
	var known []sourceRow
	if p.lib == m.lib {
		known = p.rows
	}
	return sourcesCmd(m.lib, r, known)
}

func (p *sourcesPage) waits() bool { return p.asked != nil && p.asked != p.of }

func sourcesCmd(lib Library, r *store.Result, known []sourceRow) tea.Cmd {
	return ask(func() tea.Msg {
		rows, err := sourceRows(lib, r, known)
		return sourcesMsg{lib, r, rows, err}
	})
}

// sourceRows gives the sources with the counts of a result. How long each reaches
// in time takes a search, once for a library.
func sourceRows(lib Library, r *store.Result, known []sourceRow) ([]sourceRow, error) {
	sources := lib.Sources()
	names := sourceNames(r, sources)
	rows := []sourceRow{{name: names[0], title: names[0].name}}
	for _, n := range names[1:] {
		at := slices.IndexFunc(sources, func(s store.Source) bool { return s.ID == n.id })
		if at < 0 {
			continue
		}
		row := newSourceRow(sources[at], n, styleOf(lib))
		if i := slices.IndexFunc(known, func(k sourceRow) bool { return k.name.id == n.id }); i > 0 {
			row.dates, row.years = known[i].dates, known[i].years
		} else if err := row.reach(lib); err != nil {
			return nil, err
		}
		row.text = textOf(lib, sources[at])
		rows = append(rows, row)
	}
	return rows, nil
}

func newSourceRow(s store.Source, n pickName, dates DateStyle) sourceRow {
	row := sourceRow{name: n, title: n.name, kind: printable(s.Kind), licence: printable(s.Licence)}
	for _, by := range []string{printable(s.Outlet), printable(s.Author)} {
		switch {
		case by == "":
		case row.by == "":
			row.by = by
		default:
			row.by += ", " + by
		}
	}
	if !s.Published.Undated() {
		row.published = dates.withBasis(s.Published)
	}
	return row
}

// reach finds out from when to when a source tells.
func (row *sourceRow) reach(lib Library) error {
	r, err := lib.Search(context.Background(), store.Filter{Sources: store.Choice{Chosen: []string{row.name.id}}})
	if err != nil || len(r.Months) == 0 {
		return err
	}
	over := spanOf(r.Months)
	row.dates, row.years = monthName(over.first), strconv.Itoa(yearOf(over.first))
	if over.last > over.first {
		row.dates += " – " + monthName(over.last)
	}
	if yearOf(over.last) > yearOf(over.first) {
		row.years += "–" + strconv.Itoa(yearOf(over.last))
	}
	return nil
}

// textOf tells what there is of a source to read.
func textOf(lib records, s store.Source) string {
	_, attached, err := lib.Text(s.ID)
	switch {
	case err == nil && attached:
		return "text"
	case len(s.Digest) > 0:
		return "digest"
	}
	return "rows"
}

func (msg sourcesMsg) arrive(m *Model) tea.Cmd {
	p, ok := m.pages[viewSources].(*sourcesPage)
	switch {
	case !ok || msg.of != p.asked:
		return nil
	case msg.err != nil:
		p.of = msg.of
		m.complain(msg.err)
		return nil
	}
	at := p.idAt(p.cursor)
	if p.of == nil && p.rows == nil {
		at = p.firstChosen()
	}
	p.lib, p.of, p.rows = msg.lib, msg.of, msg.rows
	if !p.touched {
		p.draft = m.find.filter.Choice(store.BySource)
	}
	gone := func(id string) bool {
		return !slices.ContainsFunc(p.rows, func(r sourceRow) bool { return r.name.id == id })
	}
	p.draft = store.Choice{Chosen: slices.DeleteFunc(slices.Clone(p.draft.Chosen), gone), Excluded: slices.DeleteFunc(slices.Clone(p.draft.Excluded), gone)}
	p.match(at)
	return p.queue.replay(m, viewSources)
}

// match finds the rows that hold the typed letters, the cursor on one of them.
func (p *sourcesPage) match(id string) {
	p.shown = p.shown[:0]
	names := make([]*pickName, len(p.rows))
	for i := range p.rows {
		names[i] = &p.rows[i].name
		names[i].place = i
	}
	for _, match := range matchNames(names, store.Fold(p.input.text())) {
		p.shown = append(p.shown, match.name.place)
	}
	p.n = len(p.shown)
	p.to(p.rowOf(id))
	p.settle(oneEach)
}

// rowOf gives the place of a source, 0 where it is not listed.
func (p *sourcesPage) rowOf(id string) int {
	return max(0, slices.IndexFunc(p.shown, func(row int) bool { return p.rows[row].name.id == id }))
}

func (p *sourcesPage) idAt(place int) string {
	if place < 0 || place >= len(p.shown) {
		return ""
	}
	return p.rows[p.shown[place]].name.id
}

func (p *sourcesPage) chosen() ref {
	switch id := p.idAt(p.cursor); {
	case p.n == 0:
		return ref{}
	case id == "":
		return ref{sourceRecord, everySource}
	default:
		return ref{sourceRecord, id}
	}
}

func (p *sourcesPage) step(a action) ref {
	p.list.do(a, oneEach)
	p.settle(oneEach)
	return p.chosen()
}

// lines gives those of the head and of every row.
func (p *sourcesPage) lines() int { return 1 + max(2, len(p.rows)) }

// text is what is typed to narrow the list.
func (p *sourcesPage) text() string { return p.input.text() }

func (p *sourcesPage) typed(m *Model, msg tea.KeyMsg) tea.Cmd {
	if p.input.edit(msg) {
		m.sayFull(&p.input)
		p.match("")
	}
	return nil
}

func (p *sourcesPage) act(m *Model, a action) tea.Cmd {
	if p.rows == nil && a != actNames && p.queue.wait(a) {
		return nil
	}
	switch a {
	case actBack:
		p.back(m)
	case actApply:
		return p.apply(m)
	case actNames:
		p.typing = true
	case actToggle, actOnly, actExclude, actClear:
		p.mark(m, a)
	case actRight:
		if of := p.chosen(); !of.none() {
			return m.openDetail(of)
		}
	case actSource:
		return p.read(m)
	default:
		p.list.do(a, oneEach)
	}
	p.settle(oneEach)
	return nil
}

// back ends the narrowing of the list, then leaves it: nothing is chosen.
func (p *sourcesPage) back(m *Model) {
	if p.typing || p.input.text() != "" {
		at := p.idAt(p.cursor)
		p.typing, p.input = false, newInput("")
		p.match(at)
		return
	}
	m.close(viewSources)
}

// mark changes the draft by the source under the cursor; the line of all sources
// takes every mark away.
func (p *sourcesPage) mark(m *Model, a action) {
	id := p.idAt(p.cursor)
	if p.n == 0 {
		return
	}
	p.touched = true
	f := store.Filter{Sources: p.draft}
	switch {
	case a == actClear || id == "":
		f = store.Filter{}
	case a == actOnly:
		f = f.Only(store.BySource, id)
	case a == actExclude:
		f = f.Exclude(store.BySource, id)
	default:
		f = f.Toggle(store.BySource, id)
	}
	if id != "" && chosenOrOut(p.draft) > 0 && chosenOrOut(f.Sources) == 0 {
		m.say("no source is chosen now: all sources count")
	}
	p.draft = f.Sources
	if p.typing { // the next one is another name
		p.input = newInput("")
		p.match(id)
	}
}

func chosenOrOut(c store.Choice) int { return len(c.Chosen) + len(c.Excluded) }

// apply makes the draft the filter's choice; where nothing was marked, the source
// under the cursor alone.
func (p *sourcesPage) apply(m *Model) tea.Cmd {
	if !p.touched && p.n == 0 {
		m.say("nothing is called so: change what you typed, or esc")
		return nil
	}
	f := m.find.filter
	switch id := p.idAt(p.cursor); {
	case p.touched:
		f.Sources = p.draft
	case id == "":
		f.Sources = store.Choice{}
	default:
		f.Sources = store.Choice{Chosen: []string{id}}
	}
	m.close(viewSources)
	return m.narrow(f, "chosen already")
}

// read opens the text of the source under the cursor, or its digest.
func (p *sourcesPage) read(m *Model) tea.Cmd {
	of := p.chosen()
	if of.none() || of.id == everySource {
		m.say("go to one source: o reads it")
		return nil
	}
	if p.rows[p.shown[p.cursor]].text == "rows" {
		m.say("a data set has no text: its rows are its events")
		return nil
	}
	return m.read(passage{source: of.id, paragraph: 1})
}

func (p *sourcesPage) click(m *Model, _, y int) tea.Cmd {
	row := p.top + y - 1
	switch {
	case y < 1 || row >= p.n || y > p.room:
	case row == p.cursor:
		p.mark(m, actToggle)
	default:
		p.to(row)
	}
	return nil
}
