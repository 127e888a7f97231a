package tui

import (
	"fmt"
	"strconv"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A tone says what a piece of a card is; the theme gives it its style.
type tone uint8

const (
	toneText tone = iota
	toneStrong
	toneDim
	toneActor
	toneKilled
	toneDate
	toneQuote
	toneAlert
)

// A piece is text of one tone, fit for the screen; "\n" starts a new line.
type piece struct {
	text string
	tone tone
}

// A field is a label and what stands beside it; without a label it takes the
// whole width.
type field struct {
	label  string
	pieces []piece
	column int // width of the labels, where they are wider than a card's own
}

// A card is everything a record says, ready to be laid out.
type card struct {
	of     ref
	dates  DateStyle
	title  string
	fields []field
}

func (c *card) add(label string, pieces ...piece) {
	c.fields = append(c.fields, field{label: label, pieces: pieces})
}

// addText adds a field of the record's own text, unless that is empty.
func (c *card) addText(label, text string, t tone) {
	if text = strings.TrimSpace(store.PrintableText(text)); text != "" {
		c.add(label, piece{text, t})
	}
}

// newCard reads a record and what it refers to; count is what the panes know
// of an actor or province.
func newCard(lib records, of ref, count store.Count) card {
	c := card{of: of, dates: styleOf(lib)}
	found := false
	switch of.kind {
	case store.EventRecord:
		found = c.event(lib, of.id)
	case store.QuoteRecord:
		found = c.quote(lib, of.id)
	case store.ActorRecord:
		found = c.actor(lib, of.id, count)
	case store.ProvinceRecord:
		found = c.province(lib, of.id, count)
	case sourceRecord:
		found = c.source(lib, of.id, count)
	}
	marks, _ := lib.Marks()
	subject := store.Subject{Type: of.kind, ID: of.id}
	if of.kind == store.MarkedPassage {
		if subject, found = passageOf(marks, of.id); found {
			found = c.passage(lib, subject)
		}
	}
	if !found {
		c.title = printable(of.id)
		c.add("", piece{"This record is not in the library any more.", toneAlert})
	}
	c.marked(marks, subject)
	return c
}

func (c *card) event(lib records, id string) bool {
	e, ok := lib.Event(id)
	if !ok {
		return false
	}
	c.title = printable(e.Title)
	c.add("", piece{c.title, toneStrong})
	c.addText("", e.Summary, toneText)
	c.date("date", e.Date, "not dated by the source")
	c.place(lib, e)
	c.addText("kind", e.Kind, toneText)
	c.parties(e.Actors)
	c.toll(lib, "killed", e.Killed)
	c.toll(lib, "wounded", e.Wounded)
	c.addText("remark", e.Remark, toneText)
	c.confidence(e.Confidence)
	c.cites(lib, "cited", e.Cites)
	c.addText("id", e.ID, toneDim)
	c.original(e.Original)
	return true
}

// original adds what the row of a data set has beside, column by column.
func (c *card) original(row []store.Field) {
	if len(row) == 0 {
		return
	}
	widest := labelWidth - 1
	for _, f := range row {
		widest = max(widest, cells.Width(printable(f.Name)))
	}
	c.add("", piece{"\nIts row's other columns", toneDim})
	for _, f := range row {
		value := piece{strings.TrimSpace(store.PrintableText(f.Value)), toneText}
		if value.text == "" {
			value = piece{"empty", toneDim}
		}
		c.fields = append(c.fields, field{label: printable(f.Name), pieces: []piece{value}, column: widest + 1})
	}
}

func (c *card) date(label string, d store.Date, missing string) {
	if d.Undated() {
		if missing != "" {
			c.add(label, piece{missing, toneDim})
		}
		return
	}
	pieces := []piece{{c.dates.Words(d.EDTF), toneDate}}
	if d.Basis != "" {
		pieces = append(pieces, piece{"  " + printable(string(d.Basis)), toneDim})
	}
	if note := printable(d.Note); note != "" {
		pieces = append(pieces, piece{": " + note, toneDim})
	}
	c.add(label, pieces...)
}

func (c *card) place(lib records, e store.Event) {
	var pieces []piece
	if place := printable(e.Place); place != "" {
		pieces = append(pieces, piece{place, toneText})
	}
	if e.Province != nil {
		name := printable(e.Province.Name)
		if len(pieces) > 0 {
			name = ", " + name
		}
		pieces = append(pieces, piece{name, toneText}, piece{"  " + provinceOf(lib, e.Province), toneDim})
	}
	if e.Lat != nil && e.Lon != nil {
		pieces = append(pieces, piece{fmt.Sprintf("  %.4f, %.4f", *e.Lat, *e.Lon), toneDim})
	}
	if pieces == nil {
		pieces = []piece{{"not given", toneDim}}
	}
	c.add("place", pieces...)
}

// provinceOf tells a province from others of its name: by its code, else by its
// country.
func provinceOf(lib records, r *store.ProvinceRef) string {
	if r.Code != "" {
		return printable(r.Code)
	}
	p, _ := lib.Province(r.ID)
	return printable(p.Country)
}

func (c *card) parties(parties []store.Party) {
	if len(parties) == 0 {
		c.add("actors", piece{"none named", toneDim})
		return
	}
	var pieces []piece
	for i, p := range parties {
		name := printable(p.Name)
		if name == "" {
			name = printable(p.ID)
		}
		if i > 0 {
			name = "\n" + name
		}
		pieces = append(pieces, piece{name, toneActor})
		if role := printable(p.Role); role != "" {
			pieces = append(pieces, piece{"  " + role, toneDim})
		}
		if as := printable(p.As); as != "" && as != p.Name {
			pieces = append(pieces, piece{", printed “" + as + "”", toneDim})
		}
	}
	c.add("actors", pieces...)
}

func (c *card) toll(lib records, label string, t *store.Toll) {
	tone := toneDim
	if t != nil && (t.Low != nil || t.Best != nil || t.High != nil) {
		if tone = toneText; label == "killed" {
			tone = toneKilled
		}
	}
	pieces := []piece{{t.Words(), tone}}
	if t != nil && len(t.Shared) > 0 {
		pieces = append(pieces, piece{fmt.Sprintf("  one toll for %d events, summed once; the others:", len(t.Shared)+1), toneDim})
		if len(t.Shared) == 1 {
			pieces[1].text = "  one toll for two events, summed once; the other:"
		}
		for _, id := range t.Shared {
			pieces = append(pieces, piece{"\n" + eventTitle(lib, id), toneText})
		}
	}
	c.add(label, pieces...)
}

func eventTitle(lib records, id string) string {
	if e, ok := lib.Event(id); ok {
		return printable(e.Title)
	}
	return printable(id)
}

func (c *card) confidence(v store.Confidence) {
	if v != "" && v != store.Sure {
		c.add("confidence", piece{printable(string(v)), toneAlert})
	}
}

func (c *card) quote(lib records, id string) bool {
	q, ok := lib.Quote(id)
	if !ok {
		return false
	}
	c.title = "Quote"
	if name := printable(q.Speaker.Name); name != "" {
		c.title = name
	}
	c.add("", piece{"“" + strings.TrimSpace(store.PrintableText(q.Text)) + "”", toneQuote})
	speaker := []piece{{c.title, toneActor}}
	if as := printable(q.SpeakerAs); as != "" && as != c.title {
		speaker = append(speaker, piece{"  printed “" + as + "”", toneDim})
	}
	c.add("speaker", speaker...)
	c.date("occasion", q.Date, "not dated by the source")
	if q.Event != "" {
		c.add("event", piece{eventTitle(lib, q.Event), toneText})
	}
	if q.Province != nil {
		c.add("province", piece{printable(q.Province.Name), toneText}, piece{"  " + printable(q.Province.Code), toneDim})
	}
	c.mentions(lib, q.Mentions)
	c.addText("remark", q.Remark, toneText)
	c.confidence(q.Confidence)
	c.cites(lib, "cited", q.Cites)
	c.addText("id", q.ID, toneDim)
	return true
}

func (c *card) mentions(lib records, ids []string) {
	var names []string
	for _, id := range ids {
		names = append(names, actorName(lib, id))
	}
	if names != nil {
		c.add("mentions", piece{strings.Join(names, ", "), toneActor})
	}
}

func actorName(lib records, id string) string {
	if a, ok := lib.Actor(id); ok {
		return printable(a.Name)
	}
	return printable(id)
}

func (c *card) actor(lib records, id string, count store.Count) bool {
	a, ok := lib.Actor(id)
	if !ok {
		return false
	}
	c.title = printable(a.Name)
	c.add("", piece{c.title, toneStrong})
	c.addText("", a.Note, toneText)
	c.addText("kind", string(a.Kind), toneText)
	c.names("also", a.Aliases)
	c.names("printed", a.Sic)
	if a.Affiliation != "" {
		c.add("belongs to", piece{actorName(lib, a.Affiliation), toneActor})
	}
	var members []string
	for _, other := range lib.Actors() {
		if other.Affiliation == id {
			members = append(members, printable(other.Name))
		}
	}
	if members != nil {
		c.add("members", piece{strings.Join(members, ", "), toneActor})
	}
	c.addText("remark", a.Remark, toneText)
	c.counts(count)
	c.namedIn(lib, a.Cites, count)
	c.addText("id", a.ID, toneDim)
	return true
}

// names adds other names, those in right-to-left letters on lines of their own.
func (c *card) names(label string, names []string) {
	var left, right []string
	for _, n := range names {
		if n = printable(n); rightToLeft(n) {
			right = append(right, n)
		} else if n != "" {
			left = append(left, n)
		}
	}
	lines := right
	if left != nil {
		lines = append([]string{strings.Join(left, ", ")}, right...)
	}
	if lines != nil {
		c.add(label, piece{strings.Join(lines, "\n"), toneText})
	}
}

func (c *card) counts(n store.Count) {
	all := plural(n.AllEvents, "event") + ", " + plural(n.AllQuotes, "quote")
	pieces := []piece{{all, toneText}}
	if n.Events != n.AllEvents || n.Quotes != n.AllQuotes {
		under := fmt.Sprintf("  under the filter: %s, %s", plural(n.Events, "event"), plural(n.Quotes, "quote"))
		pieces = append(pieces, piece{under, toneDim})
	}
	c.add("records", pieces...)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return grouped(n) + " " + noun + "s"
}

func (c *card) province(lib records, id string, count store.Count) bool {
	p, ok := lib.Province(id)
	if !ok {
		return false
	}
	c.title = printable(p.Name)
	c.add("", piece{c.title, toneStrong})
	country := []piece{{printable(p.Country), toneText}}
	if p.Code != "" {
		country = append(country, piece{"  " + printable(p.Code), toneDim})
	}
	c.add("country", country...)
	c.addText("capital", p.Capital, toneText)
	c.names("also", p.Aliases)
	if p.Lat != 0 || p.Lon != 0 {
		c.add("centre", piece{fmt.Sprintf("%.2f, %.2f", p.Lat, p.Lon), toneDim})
	}
	c.counts(count)
	c.namedIn(lib, p.Cites, count)
	return true
}

// namedIn adds the passages that name an actor or a province. Those of data sets
// are named by their rows alone, which the events list.
func (c *card) namedIn(lib records, cites []store.Citation, count store.Count) {
	if len(cites) > 0 || count.AllEvents+count.AllQuotes == 0 {
		c.cites(lib, "named in", cites)
	}
}

// cites adds the passages and rows a record rests on, source by source.
func (c *card) cites(lib records, label string, cites []store.Citation) {
	if len(cites) == 0 {
		c.add(label, piece{"not named in the text", toneDim})
		return
	}
	cites = apart(cites)
	var pieces []piece
	source := ""
	for i, cite := range cites {
		text := citeText(cite)
		switch {
		case i > 0 && cite.Source == source && cite.Paragraph > 0:
			text = ", " + text
		case i > 0:
			text = "\n" + text
		}
		if i >= mostRows && cite.Paragraph == 0 {
			pieces = append(pieces, piece{"\nand " + plural(len(cites)-i, "other row"), toneDim})
			break
		}
		pieces = append(pieces, piece{text, toneText})
		if i+1 == len(cites) || cites[i+1].Source != cite.Source || cite.Paragraph == 0 {
			pieces = append(pieces, piece{"  " + sourceTitle(lib, cite.Source), toneDim})
		}
		source = cite.Source
	}
	c.add(label, pieces...)
}

// mostRows is how many rows of a data set are named one by one.
const mostRows = 20

// apart leaves out all but the first citation in a paragraph; rows of a data set
// stay.
func apart(cites []store.Citation) []store.Citation {
	type place struct {
		source    string
		paragraph int
	}
	var kept []store.Citation
	seen := make(map[place]bool)
	for _, c := range cites {
		at := place{c.Source, c.Paragraph}
		if c.Paragraph == 0 || !seen[at] {
			kept = append(kept, c)
		}
		seen[at] = true
	}
	return kept
}

func citeText(c store.Citation) string {
	if c.Paragraph > 0 {
		return "¶" + strconv.Itoa(c.Paragraph)
	}
	var parts []string
	for _, s := range []string{c.Outlet, c.Date, c.Headline} {
		if s = printable(s); s != "" {
			parts = append(parts, s)
		}
	}
	if record := printable(c.Record); record != "" {
		parts = append(parts, "record "+record)
	}
	if parts == nil {
		return "the source"
	}
	return strings.Join(parts, " · ")
}

func sourceTitle(lib records, id string) string {
	return printable(lib.SourceName(id))
}
