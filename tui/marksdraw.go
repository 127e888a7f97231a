package tui

import (
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// headed tells that a heading stands above a row.
func (p *marksPage) headed(i int) bool { return i == 0 || p.rows[i].heading != p.rows[i-1].heading }

func (p *marksPage) rowHeight(i int, first bool) int {
	if i >= len(p.rows) {
		return 1
	}
	n := 1
	if p.rows[i].note != "" {
		n++
	}
	if first || p.headed(i) {
		n++
	}
	return n
}

func (p *marksPage) draw(th *theme) []string {
	var lines []string
	if p.typedLines() > 0 {
		lines = append(lines, p.drawWords(th))
	}
	if len(p.rows) == 0 {
		return append(lines, drawMessage(th, p.message(), p.width, p.height-len(lines))...)
	}
	for i := p.top; i < len(p.rows) && len(lines) < p.height; i++ {
		if i == p.top || p.headed(i) {
			l := th.line(p.width)
			l.gap(1)
			l.put(th.heading, p.rows[i].heading)
			lines = append(lines, l.end())
		}
		lines = append(lines, p.drawRow(th, p.rows[i], i == p.cursor)...)
	}
	return blank(lines, p.width, p.height)
}

func (p *marksPage) message() []string {
	switch {
	case p.waits():
		return []string{"…"}
	case len(p.all) > 0:
		return []string{"No mark has a word that starts so."}
	}
	return []string{"Nothing is marked yet.", "b bookmarks the chosen record or, in the reader, the passage; a writes a note on it. Marks lie beside the library and outlast every import."}
}

// drawWords draws the line that narrows the list.
func (p *marksPage) drawWords(th *theme) string {
	l := th.line(p.width)
	l.gap(1)
	l.put(th.key, "words ")
	if p.typing {
		p.words.draw(l, th, l.left()-1)
	} else {
		l.putIn(th.strong, printable(p.words.text()), l.left()-1)
	}
	return l.end()
}

// markKindWidth is the room for what is marked.
const markKindWidth = 9

// fittingText gives the first of texts that is no wider than room, else the last.
func fittingText(room int, texts ...string) string {
	for _, t := range texts {
		if cells.Width(t) <= room {
			return t
		}
	}
	return texts[len(texts)-1]
}

// drawRow writes what is marked and its title, the source or the time at the end,
// and the note below.
func (p *marksPage) drawRow(th *theme, r markRow, here bool) []string {
	l := th.line(p.width)
	cursorMark(l, th, here, true)
	l.putPadded(th.key, r.glyph, 2)
	l.gap(1)
	l.putPadded(th.dim, r.kind, markKindWidth)
	end := r.source
	if p.bySource {
		end = strings.TrimSpace(r.day + " " + r.at)
	} else if end == "" {
		end = r.at
	}
	end = cells.Shorten(end, min(30, p.width/3), l.cut)
	switch {
	case rightToLeft(r.title) || rightToLeft(end):
		end = ""
	case !r.present:
		end = fittingText(p.width/3, "not in the library at present", "not in the library", "not here")
	case p.width < oneLine:
		end = ""
	}
	base := rowStyle(th, here)
	if r.subject.Type == store.QuoteRecord {
		base = th.quote.over(base)
	}
	l.putIn(base, r.title, l.left()-cells.Width(end)-2)
	l.to(l.width - 1 - cells.Width(end))
	l.put(th.dim, end)
	lines := []string{l.end()}
	if r.note != "" {
		below := th.line(p.width)
		cursorMark(below, th, here, true)
		below.gap(3)
		below.gap(markKindWidth)
		below.putIn(th.date, r.note, below.left()-1)
		lines = append(lines, below.end())
	}
	return lines
}
