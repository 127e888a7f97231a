package tui

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"fieldbrief/store"
)

// A blockKind says what a block of a document is.
type blockKind int

const (
	titleBlock   blockKind = iota
	noteBlock              // about the document
	proseBlock             // a paragraph, or its digest
	quoteBlock             // direct speech within a digest
	recordBlock            // an event that rests on the paragraph
	remarkBlock            // where the source needs care
	namesBlock             // who and where the paragraph names
	fieldBlock             // a column of a data set's row
	ownBlock               // a note of the reader's on a passage
	captionBlock           // a part of an attached text that is no paragraph of the source
)

// A block is a piece of text of its own in a document, fit for the screen.
type block struct {
	kind      blockKind
	paragraph int
	text      string
	lead      int         // code points of a date or label it starts with
	marked    []markPlace // passages that are marked, in it
	spans     []citedSpan // by start
}

// A citedSpan is a stretch of a block's text, in code points, that a record
// rests on.
type citedSpan struct {
	store.Span
	stop int
}

// A stop is a citation one can go to: a record in a block.
type stop struct {
	of    ref
	label string
	block int
	cite  store.Citation // in a text of its own
	name  bool           // a mere naming of an actor or province
}

// A document is a source as it is read: its digest, or its own text.
type document struct {
	source   store.Source
	dates    DateStyle
	digest   bool
	row      bool // one row of a data set
	attached bool // there is a text of its own
	last     int  // number of the last paragraph
	blocks   []block
	stops    []stop // in text order
	marked   []markPlace
}

// readDocument reads a source: its own text where one is attached and digest
// is not asked for, else its digest. Of a data set, which has neither, it reads
// the row of a record.
func readDocument(lib records, source string, of ref, digest bool) (document, error) {
	s, ok := lib.Source(source)
	if !ok {
		return document{}, noSourceError{source}
	}
	text, attached, err := lib.Text(source)
	if err != nil {
		return document{}, err
	}
	d := document{source: s, dates: styleOf(lib), attached: attached, digest: digest || !attached}
	if n := len(s.Digest); n > 0 {
		d.last = s.Digest[n-1].Number
	}
	if d.marked, err = markedIn(lib, source); err != nil {
		return document{}, err
	}
	d.head()
	switch {
	case !d.digest:
		d.readText(text, lib.CitedIn(source))
	case len(s.Digest) > 0:
		d.readDigest(lib, lib.CitedIn(source))
	default:
		d.readRow(lib, of)
	}
	return d, nil
}

type noSourceError struct{ id string }

func (e noSourceError) Error() string {
	return "the source " + printable(e.id) + " is not in the library any more"
}

func (d *document) add(b block) int {
	d.blocks = append(d.blocks, b)
	return len(d.blocks) - 1
}

// head writes what is known of the source.
func (d *document) head() {
	s := d.source
	d.add(block{kind: titleBlock, text: printable(s.Title)})
	var parts []string
	for _, p := range []string{s.Kind, s.Author, s.Outlet} {
		if p = printable(p); p != "" {
			parts = append(parts, p)
		}
	}
	if !s.Published.Undated() {
		published := "published " + d.dates.Words(s.Published.EDTF)
		if s.Published.Basis != "" && s.Published.Basis != store.Stated {
			published += " (" + printable(string(s.Published.Basis)) + ")"
		}
		parts = append(parts, published)
	}
	if s.Licence != "" {
		parts = append(parts, "licence "+printable(s.Licence))
	}
	if s.URL != "" {
		parts = append(parts, printable(s.URL))
	}
	about := strings.Join(parts, " · ")
	if note := printable(s.Published.Note); note != "" {
		about += "\n" + note
	}
	if about = strings.TrimSpace(about); about != "" {
		d.add(block{kind: noteBlock, text: about})
	}
	d.addRemark(0, s.Remark)
}

// readDigest writes the digest of every paragraph with what rests on it.
func (d *document) readDigest(lib records, cited []store.Cited) {
	of := make(map[int][]store.Cited)
	for _, c := range cited {
		of[c.Citation.Paragraph] = append(of[c.Citation.Paragraph], c)
	}
	for _, p := range d.source.Digest {
		d.add(block{kind: proseBlock, paragraph: p.Number, marked: d.markedAt(p.Number, nil, store.Span{}), text: strings.TrimSpace(store.PrintableText(p.Digest))})
		seen := make(map[ref]bool)
		var names []store.Cited
		for _, c := range of[p.Number] {
			r := ref{c.Type, c.ID}
			switch {
			case seen[r]:
			case c.Type == store.QuoteRecord:
				d.addRecord(p.Number, quoteBlock, r, quotedLine(lib, c))
			case c.Type == store.EventRecord:
				date, title := eventLine(lib, c)
				d.addRecord(p.Number, recordBlock, r, date+title)
				d.blocks[len(d.blocks)-1].lead = utf8.RuneCountInString(date)
			default:
				names = append(names, c)
			}
			seen[r] = true
		}
		d.addNames(p.Number, names)
		d.addRemark(p.Number, p.Remark)
		d.addNotes(p.Number)
	}
}

// remarkLabel starts a remark.
const remarkLabel = "remark: "

func (d *document) addRemark(paragraph int, text string) {
	if text = strings.TrimSpace(store.PrintableText(text)); text != "" {
		d.add(block{kind: remarkBlock, paragraph: paragraph, text: remarkLabel + text, lead: len(remarkLabel)})
	}
}

func quotedLine(lib records, c store.Cited) string {
	text := "“" + printable(c.Label) + "”"
	q, ok := lib.Quote(c.ID)
	if speaker := printable(q.Speaker.Name); ok && speaker != "" {
		text += " " + speaker
	}
	return text
}

func eventLine(lib records, c store.Cited) (date, title string) {
	e, ok := lib.Event(c.ID)
	if !ok || e.Undated() {
		return "", printable(c.Label)
	}
	return styleOf(lib).withBasis(e.Date) + "  ", printable(e.Title)
}

// addRecord adds a line that stands for a record, and its stop.
func (d *document) addRecord(paragraph int, kind blockKind, of ref, text string) {
	n := d.add(block{kind: kind, paragraph: paragraph, text: text})
	whole := store.Span{End: utf8.RuneCountInString(text)}
	d.blocks[n].spans = []citedSpan{{whole, len(d.stops)}}
	d.stops = append(d.stops, stop{of: of, label: text, block: n})
}

// addNames adds the line of actors and provinces a paragraph names.
func (d *document) addNames(paragraph int, names []store.Cited) {
	b := block{kind: namesBlock, paragraph: paragraph, text: namedLabel}
	seen := make(map[ref]bool)
	at := len(namedLabel)
	for _, c := range names {
		r, name := ref{c.Type, c.ID}, printable(c.Label)
		if seen[r] || name == "" {
			continue
		}
		seen[r] = true
		if len(b.spans) > 0 {
			b.text += " · "
			at += 3
		}
		n := utf8.RuneCountInString(name)
		b.spans = append(b.spans, citedSpan{store.Span{Start: at, End: at + n}, len(d.stops)})
		d.stops = append(d.stops, stop{of: r, label: name, block: len(d.blocks), name: true})
		b.text += name
		at += n
	}
	if len(b.spans) > 0 {
		d.add(b)
	}
}

// namedLabel starts the line of names.
const namedLabel = "named: "

// readText writes the attached text with the cited passages.
func (d *document) readText(text store.Text, cited []store.Cited) {
	body := []rune(text.Body)
	passages := d.passages(text, cited)
	for _, p := range text.Paragraphs {
		kind := proseBlock
		if p.Number == 0 {
			kind = captionBlock
		}
		n := d.add(block{kind: kind, paragraph: p.Number})
		within := passagesIn(passages, p.Span)
		for _, w := range within {
			if w.Start >= p.Span.Start { // where it starts is where one goes to
				d.stops[w.stop].block = n
			}
		}
		d.blocks[n].text, d.blocks[n].spans = fitForScreen(body, p.Span, within)
		d.blocks[n].marked = d.markedAt(p.Number, text.Anchors, p.Span)
		d.addNotes(p.Number)
	}
	d.dropUnplaced()
}

// passages gives the places of all citations in the attached text, by start,
// and makes a stop of each.
func (d *document) passages(text store.Text, cited []store.Cited) []citedSpan {
	var found []citedSpan
	for _, c := range cited {
		at, ok := text.Anchors[c.Citation.Span()]
		if !ok {
			continue
		}
		named := c.Type == store.ActorRecord || c.Type == store.ProvinceRecord
		found = append(found, citedSpan{at, len(d.stops)})
		d.stops = append(d.stops, stop{of: ref{c.Type, c.ID}, label: printable(c.Label), block: -1, cite: c.Citation, name: named})
	}
	slices.SortStableFunc(found, func(a, b citedSpan) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	stops := make([]stop, len(found))
	for i := range found {
		stops[i] = d.stops[found[i].stop]
		found[i].stop = i
	}
	d.stops = stops
	return found
}

// passagesIn gives the passages that touch a paragraph.
func passagesIn(passages []citedSpan, p store.Span) []citedSpan {
	var in []citedSpan
	for _, c := range passages {
		if c.Start < p.End && c.End > p.Start {
			in = append(in, c)
		}
	}
	return in
}

// dropUnplaced takes out the stops whose passage starts in no paragraph.
func (d *document) dropUnplaced() {
	places := make([]int, len(d.stops))
	var kept []stop
	for i, s := range d.stops {
		places[i] = -1
		if s.block >= 0 {
			places[i] = len(kept)
			kept = append(kept, s)
		}
	}
	d.stops = kept
	for i, b := range d.blocks {
		var spans []citedSpan
		for _, s := range b.spans {
			if s.stop = places[s.stop]; s.stop >= 0 {
				spans = append(spans, s)
			}
		}
		d.blocks[i].spans = spans
	}
}

// fitForScreen gives a paragraph of the body fit for the screen. That may
// change its length, so the passages move along: the text is taken piece by
// piece from one end of a passage to the next.
func fitForScreen(body []rune, p store.Span, passages []citedSpan) (string, []citedSpan) {
	p.Start, p.End = max(0, p.Start), min(p.End, len(body))
	edges := []int{p.Start, p.End}
	for _, c := range passages {
		edges = append(edges, min(max(c.Start, p.Start), p.End), min(max(c.End, p.Start), p.End))
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var text strings.Builder
	moved := map[int]int{}
	at := 0
	for i, e := range edges {
		moved[e] = at
		if i+1 < len(edges) {
			part := store.Printable(string(body[e:edges[i+1]]))
			text.WriteString(part)
			at += utf8.RuneCountInString(part)
		}
	}
	var spans []citedSpan
	for _, c := range passages {
		from, to := min(max(c.Start, p.Start), p.End), min(max(c.End, p.Start), p.End)
		spans = append(spans, citedSpan{store.Span{Start: moved[from], End: moved[to]}, c.stop})
	}
	return text.String(), spans
}
