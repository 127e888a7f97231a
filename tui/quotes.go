package tui

import (
	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A quoteRow is what the list shows of a quote, fit for the screen.
type quoteRow struct {
	id          string
	text        string // in quotation marks
	speaker, as string
	date, cite  string
	hits        []store.Span // of the filter's text in text
}

func newQuoteRow(q store.Quote, f store.Filter) quoteRow {
	r := quoteRow{id: q.ID, text: "“" + printable(q.Text) + "”", cite: citesMark(q.Cites)}
	r.speaker, r.as = printable(q.Speaker.Name), printable(q.SpeakerAs)
	if r.speaker == "" {
		r.speaker, r.as = r.as, ""
	}
	if store.Fold(r.as) == store.Fold(r.speaker) {
		r.as = ""
	}
	if r.speaker == "" {
		r.speaker = "not named"
	}
	if !q.Undated() {
		r.date = DayMonth.withBasis(q.Date)
	}
	r.hits = f.Highlights(r.text)
	return r
}

// quoteList is the pane of quotes: text, then who said it.
type quoteList struct {
	recordList[quoteRow]
	marks *marking
	most  int // lines of a quote's text that are shown
}

func (p *quoteList) name() string { return "Quotes" }

func (p *quoteList) more() (above, below bool) { return p.hidden(p.rowHeight) }

func (p *quoteList) chosen() ref {
	if r, ok := p.window.at(p.cursor); ok {
		return ref{store.QuoteRecord, r.id}
	}
	return ref{}
}

func (p *quoteList) do(a action) intent { return p.doRecord(a, p.rowHeight) }

func (p *quoteList) resize(width, height int) {
	p.width, p.height = width, height
	p.room = max(1, height)
	p.most = p.textLines()
	p.settle(p.rowHeight)
}

// longestText is how many lines of a quote's text the list shows at most.
const longestText = 4

// textLines gives how many lines of a quote's text are shown: in a short pane
// as many as leave every quote in sight.
func (p *quoteList) textLines() int {
	if p.height >= roomyHeight {
		return longestText
	}
	for most := longestText; most > 1; most-- {
		tried := *p
		tried.most = most
		if tried.lines(p.height) <= p.height {
			return most
		}
	}
	return 1
}

// lines gives the lines that all quotes take, or more than limit.
func (p *quoteList) lines(limit int) int {
	lines := 0
	for i := 0; i < p.n && lines <= limit; i++ {
		lines += p.rowHeight(i, i == 0)
	}
	return lines
}

// roomyHeight is the height from which on quotes are shown at length.
const roomyHeight = 6

func (p *quoteList) textWidth() int { return max(4, min(p.width-4, 96)) }

func (p *quoteList) wrapped(r quoteRow, cut string) []cells.Line {
	lines := cells.Wrap(r.text, p.textWidth())
	if most := max(1, p.most); len(lines) > most {
		rest := string([]rune(r.text)[lines[most-1].Start:])
		lines = lines[:most]
		lines[most-1].Text = cells.Truncate(rest, p.textWidth(), cut)
	}
	return lines
}

// gap is the empty line between quotes, where there is room for it.
func (p *quoteList) gap() int {
	if p.height < roomyHeight {
		return 0
	}
	return 1
}

func (p *quoteList) rowHeight(i int, _ bool) int {
	r, ok := p.window.at(i)
	if !ok {
		return 1
	}
	n := len(p.wrapped(r, cutMark)) + 1
	if i < p.n-1 {
		n += p.gap()
	}
	return n
}

// needed gives the lines that all quotes take where there is room, or more than
// limit.
func (p *quoteList) needed(limit int) int {
	if p.n == 0 {
		return messageLines(p.message, p.width)
	}
	roomy := *p
	roomy.height, roomy.most = roomyHeight, longestText
	return roomy.lines(limit)
}

func (p *quoteList) click(y int) (again bool, in intent) {
	return p.clickRow(y, p.rowHeight), intent{}
}

func (p *quoteList) draw(th *theme, focused bool) []string {
	if p.n == 0 {
		return drawMessage(th, p.message, p.width, p.height)
	}
	var lines []string
	for i := p.top; i < p.n && len(lines) < p.height; i++ {
		r, ok := p.window.at(i)
		if !ok {
			lines = append(lines, drawHole(th, p.width, i == p.cursor, focused))
			continue
		}
		lines = append(lines, p.drawRow(th, r, i == p.cursor, focused)...)
		for range p.gap() {
			lines = append(lines, empty(p.width))
		}
	}
	return blank(lines, p.width, p.height)
}

func (p *quoteList) drawRow(th *theme, r quoteRow, here, focused bool) []string {
	var lines []string
	base := th.quote
	if here {
		base = th.quote.over(th.strong)
	}
	bookmark, note := p.marks.glyph(store.QuoteRecord, r.id), ""
	if bookmark == "★✎" {
		bookmark, note = "★", "✎" // each on a line of its own: there is a cell before either
	}
	for _, w := range p.wrapped(r, th.cut()) {
		l := th.line(p.width)
		cursorMark(l, th, here, focused)
		if w.Start > 0 {
			l.gap(2)
		} else {
			putMark(l, th, bookmark)
		}
		l.putLit(base, th.hit, w.Text, shift(r.hits, w.Start), l.left())
		lines = append(lines, l.end())
	}
	l := th.line(p.width)
	cursorMark(l, th, here, focused)
	putMark(l, th, note)
	p.drawSpeaker(l, th, r)
	return append(lines, l.end())
}

func (p *quoteList) drawSpeaker(l *line, th *theme, r quoteRow) {
	end := r.cite
	if r.date != "" && p.width >= 56 {
		end = r.date + " · " + r.cite
	}
	room := l.left() - cells.Width(end) - 2
	if rightToLeft(r.speaker + r.as) {
		l.put(th.dim, end)
		l.gap(2)
		l.put(th.speaker, r.speaker)
		return
	}
	before := l.taken
	l.putIn(th.speaker, cells.Shorten(r.speaker, room, l.cut), room)
	if left := room - (l.taken - before); r.as != "" && left > 6 {
		l.putIn(th.dim, "  "+r.as, left)
	}
	l.to(l.width - cells.Width(end) - 1)
	l.put(th.dim, end)
}
