package tui

import (
	"strings"
	"unicode/utf8"

	"fieldbrief/store"
)

// readRow writes what a source without paragraphs, a data set, says of a record:
// there is no text to read it in.
func (d *document) readRow(lib records, of ref) {
	d.row = true
	if of.kind == store.EventRecord {
		if e, ok := lib.Event(of.id); ok {
			d.readEvent(lib, e)
			return
		}
	}
	d.head()
	if of.kind != store.EventRecord && of.kind != store.QuoteRecord {
		d.add(block{kind: noteBlock, text: "A data set: its records are its rows. Every event shows its own, by the same key."})
	}
	for i, f := range newCard(lib, of, store.Count{}).fields {
		switch {
		case i == 0:
			d.addRecord(0, proseBlock, of, f.text())
		case f.label == "":
			d.add(block{kind: noteBlock, text: strings.TrimSpace(f.text())})
		default:
			d.addLine(f.label, f.text())
		}
	}
}

// text gives what stands beside a label.
func (f field) text() string {
	text := ""
	for _, p := range f.pieces {
		text += p.text
	}
	return text
}

// readEvent writes the row of an event, what tells most of it first and the
// columns that nothing is made of last.
func (d *document) readEvent(lib records, e store.Event) {
	of := ref{store.EventRecord, e.ID}
	title := printable(e.Title)
	headline, news := headlineOf(e)
	if news == "" {
		news = title
	}
	d.addRecord(0, proseBlock, of, news)
	clear, others := divided(e.Original)
	c := card{of: of, dates: d.dates}
	if news != title {
		c.addText("event", title, toneText)
	}
	c.date("date", e.Date, "not dated by the source")
	c.place(lib, e)
	c.parties(e.Actors)
	c.toll(lib, "killed", e.Killed)
	if e.Wounded != nil {
		c.toll(lib, "wounded", e.Wounded)
	}
	c.addText("clarity", strings.Join(clear, " · "), toneText)
	c.confidence(e.Confidence)
	c.addText("more", besides(store.PrintableText(e.Summary), headline), toneText)
	c.addText("remark", e.Remark, toneText)
	c.addText("kind", e.Kind, toneText)
	marks, _ := lib.Marks()
	c.marked(marks, store.Subject{Type: of.kind, ID: of.id})
	c.cites(lib, "cited", e.Cites)
	for _, f := range c.fields {
		d.addLine(f.label, f.text())
	}
	d.addColumns(others)
	d.addLine("id", printable(e.ID))
}

// headlineOf gives the headline of the news an event is known from, and that
// with its outlet and date; where none has one, the outlet alone.
func headlineOf(e store.Event) (headline, news string) {
	for _, c := range e.Cites {
		about := joined(printable(c.Outlet), printable(c.Date))
		if headline = printable(c.Headline); headline != "" {
			return headline, joined(headline, about)
		}
		if news == "" && c.Outlet != "" {
			news = about
		}
	}
	return "", news
}

// besides gives a summary's parts but the one that stands elsewhere.
func besides(summary, part string) string {
	var parts []string
	for s := range strings.SplitSeq(summary, " · ") {
		if s = strings.TrimSpace(s); s != part {
			parts = append(parts, s)
		}
	}
	return joined(parts...)
}

// divided parts the columns that say how well date and place are known from the
// others.
func divided(row []store.Field) (clear []string, others []store.Field) {
	for _, f := range row {
		if value := printable(f.Value); value != "" && tellsClarity(f.Name) {
			clear = append(clear, clarity(printable(f.Name), value))
		} else {
			others = append(others, f)
		}
	}
	return clear, others
}

func tellsClarity(column string) bool {
	return strings.Contains(column, "_prec") || strings.Contains(column, "clarity")
}

// clarity says what a code stands for, as the UCDP GED codebook has them.
func clarity(column, code string) string {
	words := map[string][]string{
		"where_prec": {"exact place", "within about 25 km of the place", "the district is known", "the province is known",
			"a line or an area of no known bounds", "the country is known", "in international waters or airspace"},
		"event_clarity": {"told clearly as one event", "told less clearly, or together with others"},
		"date_prec": {"exact day", "within two to six days", "the week is known", "within eight to thirty days, or the month is known",
			"within more than a month, up to a year"},
	}[column]
	for i, w := range words {
		if code == string(rune('1'+i)) {
			return w + " (" + column + " " + code + ")"
		}
	}
	return column + " " + code
}

// addLine writes a column of a row and what it has in it, fit for the screen.
func (d *document) addLine(name, value string) {
	name += ": "
	d.add(block{kind: fieldBlock, text: name + value, lead: utf8.RuneCountInString(name)})
}

// addColumns writes columns one after another, and by their names alone those
// that are empty.
func (d *document) addColumns(row []store.Field) {
	b := block{kind: fieldBlock}
	at := 0
	put := func(text string, label bool) {
		n := utf8.RuneCountInString(text)
		if label {
			b.labels = append(b.labels, store.Span{Start: at, End: at + n})
		}
		b.text, at = b.text+text, at+n
	}
	var empties []string
	for _, f := range row {
		value := strings.TrimSpace(store.PrintableText(f.Value))
		if value == "" {
			empties = append(empties, printable(f.Name))
			continue
		}
		if at > 0 {
			put(" · ", false)
		}
		put(printable(f.Name)+": ", true)
		put(value, false)
	}
	if at > 0 {
		d.add(b)
	}
	if empties != nil {
		d.addLine("empty", strings.Join(empties, ", "))
	}
}
