package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A commandPalette lists every action with its key, those of the scene it was opened in
// first, and carries out the one that is chosen: whatever keys a keyboard lacks,
// all can be reached through it.
type commandPalette struct {
	from    scene
	names   []pickName // of deeds, by the same place
	deeds   []deed
	input   input
	matches []*pickName
	list    list
	width   int
	height  int
}

// A deed is an action as it can be chosen by name.
type deed struct {
	action action
	text   string // what it does
	key    string
	scenes scene
	here   bool // it works in the scene that the palette was opened in
	way    way
}

// A way says how an action of another scene is come to.
type way int

const (
	noWay  way = iota // its scene is about a record, a text or a line: it is opened there
	byDoor            // its scene is opened; the key is then said, for what it does depends on the cursor
	atOnce            // it works in the lists wherever the cursor is
)

func (m *Model) openPalette() tea.Cmd {
	p := &commandPalette{from: m.scene(), deeds: m.deeds()}
	for i := range p.deeds {
		d := &p.deeds[i]
		name := pickName{place: i, keys: []string{store.Fold(d.text)}}
		for _, other := range []string{d.key, actionNames()[d.action]} {
			if key := store.Fold(other); key != "" {
				name.keys, name.also = append(name.keys, key), append(name.also, other)
			}
		}
		p.names = append(p.names, name)
	}
	p.match()
	m.openPage(viewPalette, p)
	return nil
}

// deeds gives what works in the present scene, as the bottom line and the help
// have it, then what works in others, those that can be come to first.
func (m *Model) deeds() []deed {
	var deeds, others []deed
	for _, b := range m.ranked(m.scene()) {
		if !b.action.opensPalette() && m.offers(b.action) {
			deeds = append(deeds, deed{action: b.action, text: b.Help().Desc, key: b.Help().Key, here: true})
		}
	}
	for _, b := range m.keys {
		same := func(d deed) bool { return d.action == b.action && d.text == b.Help().Desc }
		if b.action.opensPalette() || b.scenes&m.scene() != 0 || slices.ContainsFunc(deeds, same) {
			continue
		}
		if i := slices.IndexFunc(others, same); i >= 0 {
			others[i].scenes |= b.scenes
			continue
		}
		others = append(others, deed{action: b.action, text: b.Help().Desc, key: b.Help().Key, scenes: b.scenes})
	}
	for i := range others {
		others[i].way = wayTo(others[i].action, others[i].scenes)
	}
	slices.SortStableFunc(others, func(a, b deed) int { return cmp.Compare(b.way, a.way) })
	return append(deeds, others...)
}

func (a action) opensPalette() bool { return a == actPalette || a == actPaletteTyping }

// ranked gives the bindings of a scene, those of the bottom line first.
func (m *Model) ranked(in scene) []binding {
	bindings := m.keys.in(in)
	slices.SortStableFunc(bindings, func(a, b binding) int { return cmp.Compare(rank(a), rank(b)) })
	return bindings
}

// inPanes are the lists as one sees them together.
const inPanes = inActors | inProvinces | inEvents | inQuotes

// wayTo tells how an action of other scenes is come to.
func wayTo(a action, scenes scene) way {
	switch {
	case scenes&inPanes != 0 && a.anywhere(), scenes&inPanes == inPanes:
		return atOnce
	case scenes&(inPanes|inTimeline|inMap|inChips) != 0:
		return byDoor
	}
	return noWay
}

// anywhere tells that an action of some of the lists does not depend on where
// their cursor is, or shows what it did to it.
func (a action) anywhere() bool {
	switch a {
	case actNames, actActors, actProvinces, actEvents, actQuotes, actNextYear, actPreviousYear, actNextMonth, actPreviousMonth, actMap:
		return true
	}
	return false
}

// match finds the typed letters in what the actions do and in their keys; among
// those found equally well, what works here stands first.
func (p *commandPalette) match() {
	all := make([]*pickName, len(p.names))
	for i := range p.names {
		all[i] = &p.names[i]
	}
	found := matchNames(all, store.Fold(strings.TrimSpace(p.input.text())))
	slices.SortStableFunc(found, func(a, b pickMatch) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), -cmp.Compare(p.deeds[a.name.place].worth(), p.deeds[b.name.place].worth()))
	})
	p.matches = nil
	for _, f := range found {
		p.matches = append(p.matches, f.name)
	}
	p.list.n, p.list.cursor, p.list.top = len(p.matches), 0, 0
	p.list.settle(oneEach)
}

func (d *deed) worth() way {
	if d.here {
		return atOnce + 1
	}
	return d.way
}

func (p *commandPalette) scene() scene { return inPalette }
func (p *commandPalette) place() place { return whole }
func (p *commandPalette) text() string { return p.input.text() }

func (p *commandPalette) title() (left, right string) {
	return "Every action", grouped(len(p.matches))
}

func (p *commandPalette) resize(width, height int) {
	p.width, p.height = width, height
	p.list.room = max(1, height-2)
	p.list.settle(oneEach)
}

// typed hears a letter. What begins like a part of a filter goes on in the line
// that filters.
func (p *commandPalette) typed(m *Model, msg tea.KeyMsg) tea.Cmd {
	if !p.input.edit(msg) {
		return nil
	}
	m.sayFull(&p.input)
	if beginsFilter(p.input.text()) {
		m.close(viewPalette)
		return m.filterBy(p.input.text())
	}
	p.match()
	return nil
}

// beginsFilter tells that a text begins with a field of a filter line.
func beginsFilter(text string) bool {
	field, _, ok := strings.Cut(strings.TrimLeft(text, "!"), ":")
	return ok && slices.Contains(store.FieldNames(), strings.ToLower(field))
}

// filterBy opens the line that filters, with what is typed already.
func (m *Model) filterBy(text string) tea.Cmd {
	cmds := []tea.Cmd{m.leaveFor(m.keys.scenes(actSearch) | inSearch)}
	if !m.opened(viewSearch) {
		cmds = append(cmds, m.act(actSearch))
	}
	m.prompt.input = newInput(text)
	return tea.Batch(append(cmds, m.complete(), m.searchTyped())...)
}

func (p *commandPalette) act(m *Model, a action) tea.Cmd {
	switch a {
	case actBack:
		m.close(viewPalette)
	case actApply:
		if p.list.cursor >= len(p.matches) {
			m.say("no action is called so: change what you typed")
			return nil
		}
		return m.perform(p.deeds[p.matches[p.list.cursor].place])
	default:
		p.list.do(a, oneEach)
		p.list.settle(oneEach)
	}
	return nil
}

func (p *commandPalette) click(m *Model, _, y int) tea.Cmd {
	if y < 2 || p.list.top+y-2 >= p.list.n {
		return nil
	}
	if p.list.cursor == p.list.top+y-2 {
		return m.act(actApply)
	}
	p.list.to(p.list.top + y - 2)
	return nil
}

// perform leaves the palette and carries a deed out, or leads to where it works.
func (m *Model) perform(d deed) tea.Cmd {
	if !d.here && d.way == noWay {
		m.say(m.theme.keyName(d.key) + " works in: " + sceneNames(d.scenes))
		return nil
	}
	m.close(viewPalette)
	m.arrange()
	if d.here {
		return m.act(d.action)
	}
	cmd := m.leaveFor(d.scenes)
	if !m.offers(d.action) {
		m.say("there is nothing to do for this now: " + d.text)
		return cmd
	}
	if d.way == byDoor {
		m.say(m.theme.keyName(d.key) + ": " + d.text)
		return cmd
	}
	return tea.Batch(cmd, m.act(d.action))
}

// scenes gives where an action works.
func (k keyMap) scenes(a action) (in scene) {
	for _, b := range k {
		if b.action == a {
			in |= b.scenes
		}
	}
	return in
}

// leaveFor closes views until the keys are pressed in one of some scenes, or
// opens one of those.
func (m *Model) leaveFor(scenes scene) tea.Cmd {
	var cmds []tea.Cmd
	for tries := 0; m.scene()&scenes == 0 && len(m.views) > 0 && tries < 20; tries++ {
		cmds = append(cmds, m.act(actBack))
	}
	m.arrange()
	panes := [paneCount]scene{inActors, inProvinces, inEvents, inQuotes}
	if m.scene()&scenes == 0 {
		for _, id := range []paneID{m.focus.records, m.focus.facet, eventsPane, quotesPane, actorsPane, provincesPane} {
			if panes[id]&scenes != 0 {
				m.focusOn(id)
				break
			}
		}
	}
	switch {
	case m.scene()&scenes != 0:
	case scenes&inTimeline != 0:
		m.openTimeline()
	case scenes&inChips != 0:
		m.openChips()
	case scenes&inMap != 0:
		m.switchMap()
	}
	return tea.Batch(cmds...)
}

// sceneNames names where an action works.
func sceneNames(scenes scene) string {
	var names []string
	if scenes&inPanes == inPanes {
		names, scenes = append(names, "Lists"), scenes&^inLists
	}
	for in := inActors; in <= inHelp; in <<= 1 {
		if scenes&in != 0 {
			names = append(names, sceneName(in))
		}
	}
	return strings.Join(names, ", ")
}

func (p *commandPalette) draw(th *theme) []string {
	l := th.line(p.width)
	l.gap(1)
	l.put(th.key, ": ")
	p.input.draw(l, th, l.left()-1)
	lines := []string{l.end(), empty(p.width)}
	if len(p.matches) == 0 {
		lines = append(lines, drawMessage(th, []string{"No action is called so.", "What actions do is searched, and their keys; province: and the like go on as a filter."}, p.width, max(1, p.height-2))[1:]...)
	}
	for i := p.list.top; i < len(p.matches) && len(lines) < p.height; i++ {
		lines = append(lines, p.drawDeed(th, &p.deeds[p.matches[i].place], i == p.list.cursor))
	}
	return blank(lines, p.width, p.height)
}

// paletteKeyWidth is the room for keys, as in the help.
const paletteKeyWidth = helpKeyWidth

// drawDeed writes a key and what it does; of another scene, where it works.
func (p *commandPalette) drawDeed(th *theme, d *deed, here bool) string {
	l := th.line(p.width)
	cursorMark(l, th, here, true)
	l.gap(1)
	key, text := th.key, rowStyle(th, here)
	if !d.here {
		key = th.dim
		if !here {
			text = th.dim
		}
	}
	l.putPadded(key, th.keyName(d.key), paletteKeyWidth-1)
	l.gap(1)
	l.put(text, d.text)
	if !d.here && l.left() >= 14 {
		l.gap(2)
		l.putIn(th.dim, "in "+sceneNames(d.scenes), l.left()-1)
	}
	return l.end()
}
