package tui

import (
	"slices"
	"strings"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A completion offers the values that a part of the filter line can go on with,
// below the line, in the column where names are picked.
type completion struct {
	picker
	dates DateStyle
	value unfinished        // that is filled in
	of    *store.Result     // that the names are of
	field string            // that they are for
	asked [2]any            // result and field of the question that is under way
	typed map[string]string // by id: what is written for a name
	moved bool              // a value was chosen with the arrows
}

// An unfinished value is that of a part of the filter line, as far as it is typed.
type unfinished struct {
	field   string // "province", in small letters
	letters string
	word    int // bytes before the part of the line
	start   int // bytes before the value
}

// unfinishedAt finds the value that the end of a line is about.
func unfinishedAt(line string) (b unfinished, ok bool) {
	word, quoted := 0, false
	for i, r := range line {
		if r == '"' {
			quoted = !quoted
		} else if unicode.IsSpace(r) && !quoted {
			word = i + len(string(r))
		}
	}
	name, value, found := strings.Cut(strings.TrimLeft(line[word:], "!"), ":")
	b.field = strings.ToLower(name)
	if !found || !slices.Contains(store.FieldNames(), b.field) {
		return unfinished{}, false
	}
	value = strings.TrimLeft(value, "!")
	if isActorField(b.field) {
		value = value[lastPlus(value):]
	}
	b.word, b.start = word, len(line)-len(value)
	b.letters, quoted = strings.CutPrefix(value, `"`)
	if quoted && strings.Count(b.letters, `"`)%2 == 1 { // it is closed
		return unfinished{}, false
	}
	b.letters = strings.ReplaceAll(b.letters, `""`, `"`)
	return b, true
}

func isActorField(field string) bool {
	return field == "group" || field == "person" || field == "actor"
}

// lastPlus gives where the last of several actors begins.
func lastPlus(value string) int {
	at, quoted := 0, false
	for i, r := range value {
		if r == '"' {
			quoted = !quoted
		} else if r == '+' && !quoted {
			at = i + 1
		}
	}
	return at
}

func (c *completion) scene() scene { return inSearch }
func (c *completion) place() place { return aside }

func (c *completion) title() (left, right string) {
	return strings.ToUpper(c.field[:min(1, len(c.field))]) + c.field[min(1, len(c.field)):] + ":", grouped(len(c.matches))
}

func (c *completion) resize(width, height int) { c.picker.resize(width, height+2) }

func (c *completion) draw(th *theme) []string { return c.picker.draw(th)[2:] }

func (c *completion) act(*Model, action) tea.Cmd { return nil }

// complete offers values for what is typed, or nothing where no name is typed.
func (m *Model) complete() tea.Cmd {
	before := strings.Join(m.prompt.input.clusters[:m.prompt.input.at], "")
	b, ok := unfinishedAt(before)
	if next := m.prompt.input.at; next < len(m.prompt.input.clusters) && m.prompt.input.clusters[next] != " " {
		ok = false
	}
	if !ok {
		m.close(viewComplete)
		return nil
	}
	c, opened := m.pages[viewComplete].(*completion)
	if !opened || !m.opened(viewComplete) || c.field != b.field {
		c = &completion{field: b.field, dates: styleOf(m.lib), picker: picker{noun: b.field}}
		m.pages[viewComplete] = c
		m.views = slices.Insert(slices.DeleteFunc(slices.Clone(m.views), func(v view) bool { return v == viewComplete }), len(m.views)-1, viewComplete)
	}
	c.fill(b)
	return m.loadNames()
}

// fill looks for the letters of a value.
func (c *completion) fill(b unfinished) {
	if b == c.value && c.loaded {
		return
	}
	c.value, c.moved = b, false
	c.input = newInput(b.letters)
	if (b.field == "since" || b.field == "until") && c.of != nil {
		c.take(dateNames(c.of, b.letters, c.dates))
		return
	}
	if c.loaded {
		c.match()
	}
}

// loadNames asks for the names of the present result, once.
func (m *Model) loadNames() tea.Cmd {
	c, ok := m.pages[viewComplete].(*completion)
	r := m.find.found.result
	if !ok || !m.opened(viewComplete) || r == nil || c.of == r || c.asked == [2]any{r, c.field} {
		return nil
	}
	c.asked = [2]any{r, c.field}
	lib, field := m.lib, c.field
	if field == "since" || field == "until" {
		c.of = r
		c.take(dateNames(r, c.letters(), c.dates))
		return nil
	}
	return ask(func() tea.Msg {
		names := fieldNames(lib, r, field)
		return offeredMsg{lib: lib, of: r, field: field, names: names, typed: typedNames(names, field)}
	})
}

func (c *completion) letters() string { return c.value.letters }

// offeredMsg brings the names that a field can have.
type offeredMsg struct {
	lib   Library
	of    *store.Result
	field string
	names []pickName
	typed map[string]string
}

func (msg offeredMsg) arrive(m *Model) tea.Cmd {
	c, ok := m.pages[viewComplete].(*completion)
	if !ok || c.field != msg.field || c.asked != [2]any{msg.of, msg.field} {
		return nil
	}
	at := c.list.cursor
	c.of, c.typed = msg.of, msg.typed
	c.picker.take(msg.names)
	if c.moved {
		c.list.to(at)
		c.list.settle(oneEach)
	}
	if _, short := m.finished(); short == (m.prompt.short != nil) {
		return nil
	}
	return m.searchTyped() // what is typed turns out to be a name, or none
}

// fieldNames gives what a field can be given.
func fieldNames(lib Library, r *store.Result, field string) []pickName {
	switch field {
	case "province":
		return provinceNames(r, lib.Provinces())
	case "group":
		return groupNames(r, lib.Actors())
	case "person":
		return actorNames(r, lib.Actors(), func(kind string) bool { return kind == string(store.Person) })
	case "actor":
		return actorNames(r, lib.Actors(), func(string) bool { return true })
	case "source":
		return sourceNames(r, lib.Sources())[1:] // without the line for all of them
	case "kind":
		names := make([]pickName, 0, len(r.Kinds))
		for _, c := range r.Kinds {
			if c.Name == "" {
				c.Name = c.ID
			}
			names = append(names, newPickName(c, nil))
		}
		return names
	}
	return []pickName{newPickName(store.Count{ID: "yes", Name: "yes"}, nil)}
}

// typedNames gives what is written for each name: the name where no other value
// is called so, else the id.
func typedNames(names []pickName, field string) map[string]string {
	called := make(map[string]int)
	for _, n := range names {
		for _, k := range n.keys {
			called[k]++
		}
	}
	typed := make(map[string]string, len(names))
	for _, n := range names {
		typed[n.id] = n.id
		if field != "source" && called[n.keys[0]] == 1 && store.Printable(n.count.Name) == n.count.Name {
			typed[n.id] = n.count.Name
		}
	}
	return typed
}

// dateNames gives the years that have events and, once a year is typed, its
// months.
func dateNames(r *store.Result, letters string, dates DateStyle) []pickName {
	var names []pickName
	if len(letters) >= len("2021") {
		names = dateNames(r, "", dates)
		names = slices.DeleteFunc(names, func(n pickName) bool { return n.id != letters[:len("2021")] || len(letters) > len("2021") })
	}
	for _, mc := range r.Months {
		edtf, beside := span{byYear, mc.Year}.edtf(), ""
		if len(letters) >= len("2021") {
			d := span{byMonth, 12*mc.Year + mc.Month - 1}
			edtf = d.edtf()
			beside = dates.Words(edtf)
		}
		if last := len(names) - 1; last >= 0 && names[last].id == edtf {
			names[last].count.AllEvents += mc.Events
			continue
		}
		if !strings.HasPrefix(edtf, letters) {
			continue
		}
		n := newPickName(store.Count{ID: edtf, Name: edtf, AllEvents: mc.Events}, nil)
		n.beside = beside
		names = append(names, n)
	}
	return names
}

// offering tells that there are values to choose from, or that they may come.
func (m *Model) offering() bool {
	c, ok := m.pages[viewComplete].(*completion)
	return ok && m.opened(viewComplete) && (!c.loaded || len(c.matches) > 0 || c.value.letters == "")
}

// offered gives the value under the cursor.
func (m *Model) offered() (id string, ok bool) {
	if c, _ := m.pages[viewComplete].(*completion); m.offering() && c.list.cursor < len(c.matches) {
		return c.matches[c.list.cursor].name.id, true
	}
	return "", false
}

// takeOffered writes the value under the cursor into the line.
func (m *Model) takeOffered() {
	c, _ := m.pages[viewComplete].(*completion)
	id, ok := m.offered()
	if !ok {
		return
	}
	value, known := c.typed[id]
	if !known {
		value = id
	}
	in := &m.prompt.input
	before, after := strings.Join(in.clusters[:in.at], ""), strings.Join(in.clusters[in.at:], "")
	line := before[:c.value.start] + store.QuoteValue(value) + " "
	*in = newInput(line)
	at := in.at
	in.insert(strings.TrimPrefix(after, " "))
	in.at = at
	m.close(viewComplete)
}

// finished gives the line that is typed, without the value at the cursor while that
// is no name and no date yet, but may become one; short tells that it was left out.
func (m *Model) finished() (line string, short bool) {
	in := &m.prompt.input
	c, _ := m.pages[viewComplete].(*completion)
	if !m.offering() || c.whole() {
		return in.text(), false
	}
	before, after := strings.Join(in.clusters[:in.at], ""), strings.Join(in.clusters[in.at:], "")
	return before[:c.value.word] + after, true
}

// whole tells that what is typed is a value already, though it may go on.
func (c *completion) whole() bool {
	if c.value.letters == "" || strings.HasPrefix(c.input.text(), `"`) {
		return false
	}
	return c.loaded && slices.ContainsFunc(c.matches, func(f pickMatch) bool { return f.rank == wholeName })
}

// searchTyped searches for what stands in the line, unless that is what is searched
// for already.
func (m *Model) searchTyped() tea.Cmd {
	was := m.prompt.short
	typed := m.typed()
	if typed == nil || was != nil && m.prompt.short != nil && m.prompt.failed == nil && typed.Equal(*was) && typed.Text == was.Text {
		return nil
	}
	return m.search(typed)
}

// searchWhole searches for the line as it stands, to keep it if it can be read.
func (m *Model) searchWhole() tea.Cmd {
	m.close(viewComplete)
	cmd := m.searchTyped()
	m.prompt.commit = m.prompt.unread == nil
	return cmd
}

// actOnOffered carries out what concerns the values that are offered.
func (m *Model) actOnOffered(a action) (cmd tea.Cmd, ok bool) {
	c, _ := m.pages[viewComplete].(*completion)
	if _, some := m.offered(); !some {
		return nil, false
	}
	switch a {
	case actComplete:
		m.takeOffered()
		return m.searchTyped(), true
	case actApply:
		if !c.moved && m.prompt.short == nil && m.prompt.err() == nil {
			return nil, false
		}
		m.takeOffered()
		return m.searchWhole(), true
	case actUp, actDown, actPageUp, actPageDown:
		c.moved = true
		c.picker.do(a)
		return nil, true
	}
	return nil, false
}

// quoteSpace begins a quotation where a space is typed within a name that goes on
// after it.
func (m *Model) quoteSpace() {
	c, ok := m.pages[viewComplete].(*completion)
	if !ok || !m.opened(viewComplete) || !c.loaded || m.prompt.input.at < len(m.prompt.input.clusters) {
		return
	}
	before := m.prompt.input.text()
	if strings.HasPrefix(before[c.value.start:], `"`) {
		return
	}
	letters := store.Fold(c.value.letters)
	goesOn := false
	for _, f := range c.matches {
		for _, k := range f.name.keys {
			if k == letters {
				return
			}
			goesOn = goesOn || strings.HasPrefix(k, letters+" ")
		}
	}
	if goesOn && letters != "" {
		m.prompt.input = newInput(before[:c.value.start] + `"` + before[c.value.start:])
	}
}
