package store

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store/internal/column"
	"fieldbrief/store/internal/wire"
)

// eventVersion is the first byte of an event's record.
const eventVersion = 2

// An eventCoder writes events compactly and reads them back: what recurs is
// kept once, in a dictionary. It is for one goroutine.
type eventCoder struct {
	*wire.Coder
	dictionary *dictionary
	books      map[class]*codebook
	sources    *codebook
	kinds      *codebook
	actors     *codebook
	provinces  *codebook
	towns      *codebook
	notes      *codebook
	outlets    *codebook

	source  string             // of the event under way
	key     string             //
	base    Day                // of its dates
	header  header             // of the event written before
	headers map[uint64]*header // those read, by code
	scratch []byte
	parts   []string // of a composed text
	pieces  []piece  //

	parties knowns[Party] // those met before, as many as are remembered
	placed  knowns[ProvinceRef]
	met     []*known // those of the event under way: its province, then its parties
}

// known is what is worked out once for a party or a province that recurs.
type known struct {
	code  uint32   // of the whole, 0 where its class is full
	id    uint32   // code of its id
	words []uint32 // in the vocabulary of whoever asks; nil: not asked for yet
}

func newEventCoder(d *dictionary) *eventCoder {
	c := &eventCoder{Coder: wire.NewWriter(nil), dictionary: d, books: make(map[class]*codebook), headers: make(map[uint64]*header)}
	for of, book := range map[class]**codebook{sourceClass: &c.sources, kindClass: &c.kinds, actorClass: &c.actors, provinceClass: &c.provinces,
		townClass: &c.towns, noteClass: &c.notes, outletClass: &c.outlets} {
		*book = c.book(of)
	}
	return c
}

// encode appends the record of an event to b.
func (c *eventCoder) encode(b []byte, e *Event) []byte {
	c.Rewrite(append(b, eventVersion))
	c.met = c.met[:0]
	c.event(numberDay(e.Date), e)
	return c.Bytes()
}

// decode reads the record of an event of the given day.
func (c *eventCoder) decode(b []byte, day uint32) (Event, error) {
	var e Event
	if len(b) == 0 || b[0] != eventVersion {
		return e, wire.ErrInvalid
	}
	c.Coder = wire.NewReader(b[1:])
	c.event(day, &e)
	return e, c.End()
}

// decodeID reads only the id.
func (c *eventCoder) decodeID(b []byte) (string, error) {
	var e Event
	if len(b) == 0 || b[0] != eventVersion {
		return "", wire.ErrInvalid
	}
	c.Coder = wire.NewReader(b[1:])
	c.id(&e)
	if c.Failed() {
		return "", wire.ErrInvalid
	}
	return e.ID, nil
}

// decodePoint reads where an event's own coordinates are.
func (c *eventCoder) decodePoint(b []byte, day uint32) (column.Point, error) {
	var e Event
	if len(b) == 0 || b[0] != eventVersion {
		return column.Point{}, wire.ErrInvalid
	}
	c.Coder = wire.NewReader(b[1:])
	c.sited(day, &e)
	if c.Failed() {
		return column.Point{}, wire.ErrInvalid
	}
	return pointOf(&e), nil
}

// decodeText reads what of an event is searched, and what stands before that.
func (c *eventCoder) decodeText(b []byte, day uint32) (e Event, err error) {
	if len(b) == 0 || b[0] != eventVersion {
		return e, wire.ErrInvalid
	}
	c.Coder = wire.NewReader(b[1:])
	c.told(day, &e)
	if c.Failed() {
		err = wire.ErrInvalid
	}
	return e, err
}

func (c *eventCoder) event(day uint32, e *Event) {
	c.told(day, e)
	c.original(&e.Original)
}

// told is the first part of an event, with all its text.
func (c *eventCoder) told(day uint32, e *Event) {
	c.sited(day, e)
	wire.List(c.Coder, &e.Actors, func(_ *wire.Coder, p *Party) { c.party(p) })
	wire.Optional(c.Coder, &e.Killed, codeToll)
	wire.Optional(c.Coder, &e.Wounded, codeToll)
	confidence := string(e.Confidence)
	c.text(&confidence, c.notes)
	e.Confidence = Confidence(confidence)
	wire.List(c.Coder, &e.Cites, func(_ *wire.Coder, ct *Citation) { c.citation(ct) })
	c.composed(&e.Title, c.names(e))
	c.composed(&e.Summary, c.headlines(e))
	c.text(&e.Remark, nil)
}

func (c *eventCoder) id(e *Event) {
	c.source, c.key, _ = strings.Cut(e.ID, "/")
	c.text(&c.source, c.sources)
	c.text(&c.key, nil)
	e.ID = c.source + "/" + c.key
}

// sited is what begins an event: when and where it was.
func (c *eventCoder) sited(day uint32, e *Event) {
	c.id(e)
	c.date(day, &e.Date)
	c.text(&e.Kind, c.kinds)
	wire.Optional(c.Coder, &e.Province, func(_ *wire.Coder, p *ProvinceRef) { c.province(p) })
	c.text(&e.Place, c.towns)
	c.position(e)
}

// Forms of an EDTF expression.
const (
	rawForm      = iota // written out
	dayForm             // the first day
	intervalForm        // the first and the last day
	monthForm           // the first day's month
	yearForm            // the first day's year
)

func (c *eventCoder) date(day uint32, d *Date) {
	c.base = Day(day)
	form := uint64(rawForm)
	if !c.Reading() {
		form = formOf(d)
	}
	c.Uint(&form)
	first, span := int64(d.First)-int64(day), int64(d.Last)-int64(d.First) // from MinDay to MaxDay it takes 33 bits
	c.Int64(&first)
	c.Int64(&span)
	if c.Reading() {
		d.First = Day(first + int64(day))
		d.Last = Day(int64(d.First) + span)
	}
	if form == rawForm || form > yearForm {
		c.text(&d.EDTF, nil)
	} else if c.Reading() {
		d.EDTF = expression(form, d.First, d.Last)
	}
	basis := string(d.Basis)
	c.text(&basis, c.notes)
	d.Basis = Basis(basis)
	c.text(&d.Note, c.notes)
}

func formOf(d *Date) uint64 {
	if day, ok := isoDay(d.EDTF); ok && day == d.First {
		return dayForm
	}
	for form := uint64(dayForm); form <= yearForm; form++ {
		if len(d.EDTF) >= 4 && d.EDTF == expression(form, d.First, d.Last) {
			return form
		}
	}
	return rawForm
}

func expression(form uint64, first, last Day) string {
	s := first.String()
	switch {
	case form == intervalForm:
		return s + "/" + last.String()
	case form == monthForm && len(s) == 10:
		return s[:7]
	case form == yearForm && len(s) == 10:
		return s[:4]
	}
	return s
}

// degreeParts is what degrees are multiplied by to be kept as whole numbers.
const degreeParts = 1e6

func (c *eventCoder) position(e *Event) {
	form := uint64(0)
	if e.Lat != nil && e.Lon != nil {
		form = 1
		if _, exact := parts(*e.Lat); !exact {
			form = 2
		} else if _, exact := parts(*e.Lon); !exact {
			form = 2
		}
	}
	c.Uint(&form)
	if form == 0 || form > 2 {
		return
	}
	if c.Reading() {
		e.Lat, e.Lon = new(float64), new(float64)
	}
	for _, degrees := range []*float64{e.Lat, e.Lon} {
		if form == 2 {
			c.Float(degrees)
			continue
		}
		n, _ := parts(*degrees)
		c.Int(&n)
		*degrees = float64(n) / degreeParts
	}
}

// parts gives degrees as a whole number, and whether they come back from it.
func parts(degrees float64) (int, bool) {
	if !(math.Abs(degrees) <= 360) {
		return 0, false
	}
	n := int(math.Round(degrees * degreeParts))
	return n, float64(n)/degreeParts == degrees && !(n == 0 && math.Signbit(degrees))
}

// Parts of a citation.
const (
	ownSource = 1 << iota
	ownRecord
	hasPassage
)

func (c *eventCoder) citation(ct *Citation) {
	var has uint64
	if ct.Source == c.source {
		has |= ownSource
	}
	if ct.Record == c.key {
		has |= ownRecord
	}
	if ct.Paragraph != 0 || ct.Start != 0 || ct.End != 0 || ct.Passage != (Passage{}) {
		has |= hasPassage
	}
	c.Uint(&has)
	own := func(part uint64, s *string, ours string) {
		if has&part == 0 {
			c.text(s, nil)
		} else if c.Reading() {
			*s = ours
		}
	}
	own(ownSource, &ct.Source, c.source)
	own(ownRecord, &ct.Record, c.key)
	c.text(&ct.Outlet, c.outlets)
	c.text(&ct.Date, nil)
	c.text(&ct.Headline, nil)
	if has&hasPassage != 0 {
		codePassage(c.Coder, ct)
	}
}

// names gives what titles are made of: the parties as they are printed, and the
// province.
func (c *eventCoder) names(e *Event) []string {
	c.parts = c.parts[:0]
	for i := range e.Actors[:min(len(e.Actors), maxParts-1)] {
		p := &e.Actors[i]
		c.parts = append(c.parts, cmp.Or(p.As, p.Name))
	}
	if e.Province != nil {
		c.parts = append(c.parts, e.Province.Name)
	}
	return c.parts
}

// headlines gives what summaries are made of: the headlines of what is cited,
// and the place.
func (c *eventCoder) headlines(e *Event) []string {
	c.parts = c.parts[:0]
	for i := range e.Cites[:min(len(e.Cites), maxParts-1)] {
		c.parts = append(c.parts, e.Cites[i].Headline)
	}
	c.parts = append(c.parts, e.Place)
	return c.parts
}

// A piece is one of the parts of a composed text, or text between them.
type piece struct {
	part int // none: text
	text string
}

// Bounds of what is looked for in composed texts: how many parts, and how many
// bytes each has at least.
const (
	maxParts = 16
	minPart  = 4
)

// composed writes a text in which others of the record occur: how many pieces it
// has, 0 for a text like others, and of each the number of the part, or else its
// length and itself.
func (c *eventCoder) composed(s *string, parts []string) {
	if c.Reading() {
		c.readComposed(s, parts)
		return
	}
	c.pieces = c.pieces[:0]
	c.compose(*s, parts, 0)
	n := uint64(len(c.pieces))
	if n == 0 || n == 1 && c.pieces[0].part == none {
		n = 0
		c.Uint(&n)
		c.writeText(*s, nil)
		return
	}
	c.Uint(&n)
	for _, p := range c.pieces {
		head := uint64(p.part)<<1 | 1
		if p.part == none {
			head = uint64(len(p.text)) << 1
		}
		c.Uint(&head)
		c.Put(p.text)
	}
}

// compose cuts a text into pieces, with the parts from one on.
func (c *eventCoder) compose(s string, parts []string, from int) {
	if s == "" {
		return
	}
	for i := from; i < len(parts); i++ {
		if len(parts[i]) < minPart {
			continue
		}
		if at := strings.Index(s, parts[i]); at >= 0 {
			c.compose(s[:at], parts, i+1)
			c.pieces = append(c.pieces, piece{part: i})
			c.compose(s[at+len(parts[i]):], parts, i)
			return
		}
	}
	c.pieces = append(c.pieces, piece{none, s})
}

func (c *eventCoder) readComposed(s *string, parts []string) {
	var n, head uint64
	if c.Uint(&n); n == 0 {
		c.text(s, nil)
		return
	}
	b := c.scratch[:0]
	for range n {
		switch c.Uint(&head); {
		case c.Failed():
			return
		case head&1 == 0:
			b = append(b, c.Take(head>>1)...)
		case head>>1 < uint64(len(parts)):
			b = append(b, parts[head>>1]...)
		default:
			c.Fail()
			return
		}
	}
	*s, c.scratch = string(b), b
}

// header is the names of an event's fields, with the classes of their values.
type header struct {
	names   []string
	code    uint64 // 0 where there is no room for it
	columns []*codebook
}

// original writes the names of the fields, which are the same for many events,
// under one code, then the values.
func (c *eventCoder) original(fields *[]Field) {
	h := &c.header
	if c.Reading() {
		h = c.readHeader()
		if len(h.names) > 0 {
			*fields = make([]Field, len(h.names))
		}
	} else {
		c.meetHeader(*fields)
		c.Uint(&h.code)
		if h.code == 0 {
			wire.Strings(c.Coder, &h.names)
		}
	}
	for i, name := range h.names {
		if c.Reading() {
			(*fields)[i].Name = name
		}
		c.text(&(*fields)[i].Value, h.columns[i])
	}
}

// meetHeader makes the header of fields; that of the event before mostly serves.
func (c *eventCoder) meetHeader(fields []Field) {
	same := c.header.columns != nil && slices.EqualFunc(fields, c.header.names, func(f Field, name string) bool { return f.Name == name })
	if same {
		return
	}
	h := header{names: make([]string, len(fields))}
	for i, f := range fields {
		h.names[i] = strings.Clone(f.Name)
	}
	w := wire.NewWriter(nil)
	wire.Strings(w, &h.names)
	if code, ok := c.book(headerClass).code(string(w.Bytes())); ok {
		h.code = uint64(code)
	}
	h.columns = c.columns(h.names)
	c.header = h
}

func (c *eventCoder) readHeader() *header {
	var h header
	c.Uint(&h.code)
	if known, ok := c.headers[h.code]; ok && h.code != 0 {
		return known
	}
	if h.code == 0 {
		wire.Strings(c.Coder, &h.names)
	} else {
		text, ok := c.book(headerClass).text(h.code)
		r := wire.NewReader([]byte(text))
		wire.Strings(r, &h.names)
		if !ok || r.End() != nil {
			c.Fail()
			return &header{}
		}
	}
	h.columns = c.columns(h.names)
	if h.code != 0 {
		c.headers[h.code] = &h
	}
	return &h
}

func (c *eventCoder) columns(names []string) []*codebook {
	books := make([]*codebook, len(names))
	for i, name := range names {
		if column, ok := c.book(columnClass).code(name); ok {
			books[i] = c.book(valueClass | class(column))
		}
	}
	return books
}

// knowns remembers what is known of values, which it finds by their names.
type knowns[T comparable] struct {
	table  textTable
	values []T
	known  []*known

	read []T // by code, zero where it was not read yet
}

// maxKnown is how many values are remembered.
const maxKnown = 1 << 14

func (k *knowns[T]) find(v *T, name string) (*known, bool) {
	at, ok := k.table.find(name, true, func(at uint32) bool { return k.values[at] == *v })
	if !ok {
		return nil, false
	}
	return k.known[at], true
}

// add remembers a value, of which nothing refers to memory that is used again.
func (k *knowns[T]) add(v T, name string, is *known) {
	if len(k.values) < maxKnown {
		k.table.add(name, uint32(len(k.values)))
		k.values, k.known = append(k.values, v), append(k.known, is)
	}
}

func (c *eventCoder) party(p *Party) {
	if c.Reading() {
		readCoded(c, p, &c.parties, partyClass, codeParty)
		return
	}
	k, ok := c.parties.find(p, p.Name)
	if !ok {
		k = &known{code: codeOf(c, p, partyClass, codeParty)}
		k.id, _ = c.actors.code(p.ID)
		c.parties.add(Party{strings.Clone(p.ID), strings.Clone(p.Name), strings.Clone(p.Role), strings.Clone(p.As)}, p.Name, k)
	}
	writeCoded(c, p, k, codeParty)
}

func (c *eventCoder) province(p *ProvinceRef) {
	if c.Reading() {
		readCoded(c, p, &c.placed, placedClass, codeProvinceRef)
		return
	}
	k, ok := c.placed.find(p, p.ID)
	if !ok {
		k = &known{code: codeOf(c, p, placedClass, codeProvinceRef)}
		k.id, _ = c.provinces.code(p.id())
		c.placed.add(ProvinceRef{strings.Clone(p.ID), strings.Clone(p.Code), strings.Clone(p.Name)}, p.ID, k)
	}
	writeCoded(c, p, k, codeProvinceRef)
}

// codeOf gives the code of a value that recurs, 0 where its class is full.
func codeOf[T any](c *eventCoder, v *T, of class, code func(*wire.Coder, *T)) uint32 {
	w := wire.NewWriter(c.scratch[:0])
	code(w, v)
	c.scratch = w.Bytes()
	n, _ := c.book(of).code(string(c.scratch))
	return n
}

// writeCoded writes such a value: as its code or, where it has none, after a zero.
func writeCoded[T any](c *eventCoder, v *T, k *known, code func(*wire.Coder, *T)) {
	c.met = append(c.met, k)
	n := uint64(k.code)
	if c.Uint(&n); n == 0 {
		code(c.Coder, v)
	}
}

func readCoded[T comparable](c *eventCoder, v *T, known *knowns[T], of class, code func(*wire.Coder, *T)) {
	var n uint64
	var zero T
	if c.Uint(&n); n == 0 {
		code(c.Coder, v)
		return
	}
	if n < uint64(len(known.read)) && known.read[n] != zero {
		*v = known.read[n]
		return
	}
	text, ok := c.book(of).text(n)
	r := wire.NewReader([]byte(text))
	code(r, v)
	if !ok || r.End() != nil {
		c.Fail()
		return
	}
	if more := int(n) + 1 - len(known.read); more > 0 {
		known.read = append(known.read, make([]T, more)...)
	}
	known.read[n] = *v
}

// Kinds of text, in its head's lower two bits; above them stands
const (
	plainText   = iota // how many bytes follow
	numberText         // the number
	codedText          // the code
	nearDayText        // the days after the event's (before it: as wire has negative numbers)
)

// text writes a text in the shortest way there is; of is nil for one that does
// not recur.
func (c *eventCoder) text(s *string, of *codebook) {
	if !c.Reading() {
		c.writeText(*s, of)
		return
	}
	var head uint64
	c.Uint(&head)
	switch n := head >> 2; head & 3 {
	case plainText:
		*s = c.Take(n)
	case numberText:
		*s = strconv.FormatUint(n, 10)
	case codedText:
		text, ok := of.text(n)
		if !ok {
			c.Fail()
		}
		*s = text
	case nearDayText:
		distance := int64(n>>1) ^ -int64(n&1)
		*s = Day(int64(c.base) + distance).String()
	}
}

func (c *eventCoder) writeText(s string, of *codebook) {
	head := uint64(len(s)) << 2 // and plainText, which is 0
	if n, ok := decimal(s); ok {
		head = n<<2 | numberText
	} else if day, ok := isoDay(s); ok {
		distance := int64(day) - int64(c.base)
		head = uint64(distance<<1^distance>>63)<<2 | nearDayText
	} else if of != nil && s != "" {
		if code, ok := of.code(s); ok {
			head = uint64(code)<<2 | codedText
		}
	}
	c.Uint(&head)
	if head&3 == plainText {
		c.Put(s)
	}
}

// decimal reads a whole number that comes back the same when it is written.
func decimal(s string) (uint64, bool) {
	if s == "" || len(s) > 17 || s[0] == '0' && len(s) > 1 {
		return 0, false
	}
	n := uint64(0)
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + uint64(s[i]-'0')
	}
	return n, true
}

// isoDay reads a day of the years 0000 to 9999 as it is written in EDTF.
func isoDay(s string) (Day, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	var n [3]int
	for i, part := range [3]string{s[:4], s[5:7], s[8:]} {
		for j := range len(part) {
			if part[j] < '0' || part[j] > '9' {
				return 0, false
			}
			n[i] = 10*n[i] + int(part[j]-'0')
		}
	}
	day, err := dayOf(n[0], n[1], n[2])
	return day, err == nil
}

// FNV-1a of 32 bits.
const (
	hashStart = 2166136261
	hashPrime = 16777619
)

// idHash is what the index of ids knows of an id: FNV-1a of 32 bits.
func idHash(id string) uint32 {
	h := uint32(hashStart)
	for i := range len(id) {
		h = (h ^ uint32(id[i])) * hashPrime
	}
	return h
}

// idEntry puts hash and number into one sortable value.
func idEntry(id string, n number) uint64 { return uint64(idHash(id))<<32 | uint64(n) }

func entryBytes(v uint64) []byte { return binary.BigEndian.AppendUint64(nil, v) }
