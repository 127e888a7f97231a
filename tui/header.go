package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A sourceHeading is what the title line says of the sources.
type sourceHeading struct{ title, about string }

// headingOf names the one source that is looked at, else counts them.
func headingOf(sources []store.Source, f store.Filter, dates DateStyle) sourceHeading {
	var seen []store.Source
	for _, s := range sources {
		chosen, excluded := f.Sources.Chosen, f.Sources.Excluded
		if (len(chosen) == 0 || slices.Contains(chosen, s.ID)) && !slices.Contains(excluded, s.ID) {
			seen = append(seen, s)
		}
	}
	if len(seen) != 1 {
		return sourceHeading{title: plural(len(seen), "source")}
	}
	h := sourceHeading{title: printable(seen[0].Title), about: printable(seen[0].Kind)}
	if h.title == "" {
		h.title = printable(seen[0].ID)
	}
	if !seen[0].Published.Undated() {
		h.about = strings.TrimPrefix(h.about+", "+dates.Words(seen[0].Published.EDTF), ", ")
	}
	return h
}

// drawTitle writes the title line: program, source, totals.
func (m *Model) drawTitle() string {
	l := m.theme.line(m.w)
	if m.w >= 80 {
		l.put(m.theme.badge, " fieldbrief ")
	}
	l.gap(1)
	h := m.find.found.heading
	edge := min(1, m.w/60) // on a phone every cell counts
	totals := m.totals(m.w - l.taken - min(cells.Width(h.title), max(16, m.w/4)) - 1 - edge - m.w/60)
	room := l.left() - totals.width() - 1 - edge
	before := l.taken
	l.putIn(m.theme.strong, h.title, room)
	if left := room - (l.taken - before); h.about != "" && left > cells.Width(h.about)+2 && !rightToLeft(h.title) {
		l.put(m.theme.dim, "  "+h.about)
	}
	l.to(l.width - totals.width() - edge)
	totals.draw(l, &m.theme)
	return l.end()
}

// totals are the sums of the title line, those killed apart.
type totals struct{ records, killed, counts string }

func (t totals) width() int { return cells.Width(t.records + t.killed + t.counts) }

func (t totals) draw(l *line, th *theme) {
	l.put(th.dim, t.records)
	l.put(th.killed, t.killed)
	l.put(th.dim, t.counts)
}

// totals gives the longest form that fits into room.
func (m *Model) totals(room int) totals {
	r := m.find.found.result
	if m.slow {
		return m.slowTotals(room)
	}
	if r == nil {
		return totals{}
	}
	killed := killedText(r)
	events, quotes := outOf(r.Events, r.AllEvents, "event"), outOf(r.Quotes, r.AllQuotes, "quote")
	// Those in period counts are a part of the killed and may be single events too:
	// nothing here may read as a sum.
	all := totals{records: events + " · " + quotes + " · ", killed: killed}
	if r.KilledInCounts > 0 {
		all.counts = ", of these " + grouped(r.KilledInCounts) + " in period counts"
		if r.KilledInCounts == r.Killed {
			all.counts = ", all in period counts"
		}
	}
	short := plural(r.Events, "event") + " · "
	brief := ""
	if r.KilledInCounts > 0 {
		brief = " (" + grouped(r.KilledInCounts) + " in counts)"
		if r.KilledInCounts == r.Killed {
			brief = " (all in counts)"
		}
	}
	for _, t := range []totals{
		all,
		{all.records, killed, brief},
		{short + plural(r.Quotes, "quote") + " · ", killed, brief},
		{short, killed, brief},
		{"", killed, brief},
		{short, killed, ""},
		{"", killed, ""},
	} {
		if t.width() <= room {
			return t
		}
	}
	return totals{}
}

// slowTotals says that what will stand here is long in coming.
func (m *Model) slowTotals(room int) totals {
	text := "reading " + m.theme.cut()
	if m.find.pending() {
		text = "searching " + m.theme.cut()
	}
	if cells.Width(text) > room {
		text = m.theme.cut()
	}
	return totals{records: text}
}

// killedText sums up the killed: "21+ killed" where a figure is a minimum.
func killedText(r *store.Result) string {
	switch {
	case r.Tolls == 0:
		return "no toll given"
	case r.AtLeast:
		return grouped(r.Killed) + "+ killed"
	}
	return grouped(r.Killed) + " killed"
}

// outOf gives "16 events" or "1 of 16 events".
func outOf(n, of int, noun string) string {
	if n == of {
		return plural(n, noun)
	}
	return grouped(n) + " of " + plural(of, noun)
}

// drawFilterLine writes what is typed, or the active filters, and the
// histogram.
func (m *Model) drawFilterLine() string {
	l := m.theme.line(m.w)
	if m.onLine() {
		m.drawPrompt(l)
		return l.end()
	}
	r := m.find.found.result
	if r == nil {
		return l.end()
	}
	width := min(64, max(22, m.w/3))
	if room := m.w - m.chipsWidth() - 3; width > room {
		width = room
	}
	if width < 16 || m.turnedChips() {
		width = 0
	}
	m.drawChips(l, m.w-width-1)
	if width > 0 {
		l.to(m.w - width - 1)
		drawHistogram(l, &m.theme, m.find.found.whole.span, r.Months, width)
	}
	return l.end()
}

// noFilter says that there is none; the sources it then shows are all of them.
func noFilter(r *store.Result) string {
	if r == nil || len(r.Sources) < 2 {
		return "no filter"
	}
	return fmt.Sprintf("all %d sources, no filter", len(r.Sources))
}

// chipsWidth gives the cells all active filters take.
func (m *Model) chipsWidth() int {
	width := 1 + len(noFilter(m.find.found.result))
	for i, c := range m.find.found.chips {
		if i == 0 {
			width = 1
		}
		width += cells.Width(c.label) + 5
	}
	return width
}

// turnedChips tells that a chip holds right-to-left text: nothing may follow.
func (m *Model) turnedChips() bool {
	return slices.ContainsFunc(m.find.found.chips, func(c chip) bool { return rightToLeft(c.label) })
}

// drawChips writes the active filters from the one under the cursor back, as
// far as they fit, and tells how many do not.
func (m *Model) drawChips(l *line, room int) {
	chips := m.find.found.chips
	if len(chips) == 0 {
		l.gap(1)
		l.put(m.theme.dim, noFilter(m.find.found.result))
		return
	}
	first, end := 0, len(chips)
	if m.chipsWidth() > room {
		first, end = m.chipsInSight(room - 10)
	}
	l.gap(1)
	if first > 0 {
		l.put(m.theme.dim, fmt.Sprintf("%d+ ", first))
	}
	for i := first; i < end; i++ {
		s, cross := m.theme.chip, " ×"
		text := " " + chips[i].label + cross + " "
		if m.view() == viewChips && i == m.chip {
			if s = m.theme.chipOn; m.theme.plain() {
				text = "▌" + chips[i].label + cross + " "
			}
		} else if m.theme.plain() {
			text = "[" + chips[i].label + cross + "]"
		}
		l.putIn(s, text, max(8, room-l.taken))
		l.gap(1)
	}
	if end < len(chips) {
		l.put(m.theme.dim, fmt.Sprintf("+%d ", len(chips)-end))
	}
	m.drawBeside(l, room)
}

// chipsInSight gives the run of chips that fits and holds the one under the
// cursor.
func (m *Model) chipsInSight(room int) (first, end int) {
	chips := m.find.found.chips
	width := func(i int) int { return cells.Width(chips[i].label) + 5 }
	at := 0
	if m.view() == viewChips {
		at = max(0, min(m.chip, len(chips)-1))
	}
	first, end = at, at+1
	used := width(at)
	for end < len(chips) && used+width(end) <= room {
		used += width(end)
		end++
	}
	for first > 0 && used+width(first-1) <= room {
		first--
		used += width(first)
	}
	return first, end
}

// drawBeside tells beside the filters where else the words stand.
func (m *Model) drawBeside(l *line, room int) {
	if text := m.alsoIn(); text != "" && l.taken+cells.Width(text)+2 <= room {
		l.gap(1)
		l.put(m.theme.dim, text)
	}
}

// alsoIn names the paragraphs that the filter's words hit.
func (m *Model) alsoIn() string {
	r := m.find.found.result
	if r == nil || len(r.Passages) == 0 {
		return ""
	}
	if len(r.Passages) > 3 {
		return fmt.Sprintf("also in the digest of %s paragraphs", grouped(len(r.Passages)))
	}
	var marks []string
	for _, p := range r.Passages {
		marks = append(marks, "¶"+strconv.Itoa(p.Paragraph))
	}
	return "also in the digest of " + strings.Join(marks, ", ")
}

// drawPrompt writes the line that is typed and what it finds so far.
func (m *Model) drawPrompt(l *line) {
	l.gap(1)
	label := "filter / "
	switch {
	case m.view() == viewDate:
		label = "go to date / "
	case m.view() == viewNote:
		label = "note / "
	case m.view() == viewFind && m.w < 60:
		label = "in the text / "
	case m.view() == viewFind:
		label = "search in the text / "
	}
	l.put(m.theme.key, label)
	found := m.promptFinds()
	room := l.left() - 1
	if w := cells.Width(found); w > 0 && room-w-2 >= 12 {
		room -= w + 2
	} else {
		found = ""
	}
	end := l.taken + room
	m.prompt.input.draw(l, &m.theme, room)
	l.to(end + 2)
	l.put(m.theme.dim, found)
}

// promptFinds tells what the typed words find.
func (m *Model) promptFinds() string {
	switch {
	case m.view() == viewDate:
		return dateForms
	case m.view() == viewNote:
		return m.noteHint()
	case m.view() == viewFind && m.reader.query == "":
		return ""
	case m.view() == viewFind:
		return plural(len(m.reader.hits), "hit")
	}
	r := m.find.found.result
	if r == nil {
		return ""
	}
	text := plural(r.Events, "event")
	if m.w >= 60 {
		text += " · " + plural(r.Quotes, "quote")
	}
	if also := m.alsoIn(); also != "" && m.w >= 90 {
		text += " · " + also
	}
	return text
}
