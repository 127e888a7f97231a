package tui

import (
	"cmp"
	"slices"
	"sort"
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
	lead      int          // code points of a date or label it starts with
	labels    []store.Span // of others within it
	marked    []markPlace  // passages that are marked, in it
	spans     []citedSpan  // by start
	names     []namedSpan  // of actors, once read
	read      bool
	cut       *cut // of the attached text; nil once text and spans are made of it
}

// A cut is a paragraph of an attached text as it stands there, in bytes, and the
// passages in it, in code points from its start.
type cut struct {
	from, to int
	passages []citedSpan
}

// A citedSpan is a stretch of a block's text, in code points, that a record
// rests on.
type citedSpan struct {
	store.Span
	stop int
}

// A stop is a citation one can go to: a record in a block.
type stop struct {
	of     ref
	label  string
	block  int
	cite   store.Citation // in a text of its own
	number int            // of its record in the paragraph, from 1; 0 for a mere naming
	name   bool           // a mere naming of an actor or province
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
	body     string // of the attached text
	actors   docActors
}

// number counts the records in each paragraph.
func (d *document) number() {
	paragraph, numbers := 0, make(map[ref]int)
	for i := range d.stops {
		s := &d.stops[i]
		if p := d.blocks[s.block].paragraph; p != paragraph {
			paragraph = p
			clear(numbers)
		}
		if s.name {
			continue
		}
		if numbers[s.of] == 0 {
			numbers[s.of] = len(numbers) + 1
		}
		s.number = numbers[s.of]
	}
}

// around gives the blocks of the paragraph that a block is of, half-open.
func (d *document) around(block int) (from, to int) {
	from, to = block, block+1
	p := d.blocks[block].paragraph
	for from > 0 && d.blocks[from-1].paragraph == p {
		from--
	}
	for to < len(d.blocks) && d.blocks[to].paragraph == p {
		to++
	}
	return from, to
}

// stopsFrom gives the first stop in a block or those after it.
func (d *document) stopsFrom(block int) int {
	return sort.Search(len(d.stops), func(i int) bool { return d.stops[i].block >= block })
}

// block gives a block fit for the screen. Paragraphs of an attached text are made
// so when they are first asked for.
func (d *document) block(i int) *block {
	b := &d.blocks[i]
	if c := b.cut; c != nil {
		b.text, b.spans = fitForScreen(d.body[c.from:c.to], c.passages)
		b.cut = nil
	}
	return b
}

// size gives about how much text a block has, in bytes.
func (b *block) size() int {
	if b.cut != nil {
		return b.cut.to - b.cut.from
	}
	return len(b.text)
}

// readDocument reads a source: its own text where one is attached and digest
// is not asked for, else its digest. Of a data set, which has neither, it reads
// the row of a record.
func readDocument(lib records, at passage) (document, error) {
	source, of, digest := at.source, at.record, at.digest

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
	if d.digest && len(s.Digest) == 0 {
		d.readRow(lib, of)
		return d, nil
	}
	d.head()
	cited := lib.CitedIn(source)
	d.readActors(lib, at.actors, cited)
	if d.digest {
		d.readDigest(lib, cited)
	} else {
		d.readText(text, cited)
	}
	d.number()
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
	d.body = text.Body
	passages := d.passages(text, cited)
	var within []citedSpan
	next, byte, place := 0, 0, 0
	for _, p := range text.Paragraphs {
		kind := proseBlock
		if p.Number == 0 {
			kind = captionBlock
		}
		d.last = max(d.last, p.Number)
		within = slices.DeleteFunc(within, func(c citedSpan) bool { return c.End <= p.Span.Start })
		for ; next < len(passages) && passages[next].Start < p.Span.End; next++ {
			if passages[next].End > p.Span.Start {
				within = append(within, passages[next])
			}
			if passages[next].Start >= p.Span.Start { // where it starts is where one goes to
				d.stops[passages[next].stop].block = len(d.blocks)
			}
		}
		from := byte + bytesOf(text.Body[byte:], p.Span.Start-place)
		byte = from + bytesOf(text.Body[from:], p.Span.End-p.Span.Start)
		place = max(place, p.Span.End)
		d.add(block{kind: kind, paragraph: p.Number, marked: d.markedAt(p.Number, text.Anchors, p.Span), cut: &cut{from, byte, inside(within, p.Span)}})
		d.addNotes(p.Number)
	}
	d.dropUnplaced()
}

// bytesOf gives how many bytes the first n code points of s take.
func bytesOf(s string, n int) int {
	for i := range s {
		if n--; n < 0 {
			return i
		}
	}
	return len(s)
}

// inside gives the parts of passages in a paragraph, counted from its start.
func inside(passages []citedSpan, p store.Span) []citedSpan {
	var in []citedSpan
	for _, c := range passages {
		in = append(in, citedSpan{store.Span{Start: max(c.Start, p.Start) - p.Start, End: min(c.End, p.End) - p.Start}, c.stop})
	}
	return in
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
	for _, b := range d.blocks {
		if b.cut == nil {
			continue
		}
		for j, p := range b.cut.passages {
			b.cut.passages[j].stop = places[p.stop]
		}
		b.cut.passages = slices.DeleteFunc(b.cut.passages, func(p citedSpan) bool { return p.stop < 0 })
	}
}

// fitForScreen gives a paragraph fit for the screen. That may change its length,
// so the passages move along: the text is then taken piece by piece from one end
// of a passage to the next.
func fitForScreen(body string, passages []citedSpan) (string, []citedSpan) {
	whole := store.Printable(body)
	if len(passages) == 0 || whole == body {
		return whole, passages
	}
	runes := []rune(body)
	edges := []int{0, len(runes)}
	for _, c := range passages {
		edges = append(edges, min(c.Start, len(runes)), min(c.End, len(runes)))
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var text strings.Builder
	moved := map[int]int{}
	at := 0
	for i, e := range edges {
		moved[e] = at
		if i+1 < len(edges) {
			part := store.Printable(string(runes[e:edges[i+1]]))
			text.WriteString(part)
			at += utf8.RuneCountInString(part)
		}
	}
	var spans []citedSpan
	for _, c := range passages {
		spans = append(spans, citedSpan{store.Span{Start: moved[min(c.Start, len(runes))], End: moved[min(c.End, len(runes))]}, c.stop})
	}
	return text.String(), spans
}
