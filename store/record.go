package store

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store/internal/wire"
)

// eventVersion is the first byte of an event's record.
const eventVersion = 2

// An eventCoder writes events compactly and reads them back: what recurs is
// kept once, in a dictionary. It is for one goroutine.
type eventCoder struct {
	*wire.Coder
	dictionary *dictionary
	known      map[class]map[string]uint32 // codes met, so that the dictionary is not locked for each
	source     string                      // of the event under way
	key        string                      //
	base       Day                         // of its dates
	header     header                      // of the event written before
	headers    map[uint64]*header          // those read, by code
	full       map[class]bool              // which of them are all there will be
	scratch    []byte
}

func newEventCoder(d *dictionary) *eventCoder {
	return &eventCoder{dictionary: d, known: make(map[class]map[string]uint32), full: make(map[class]bool), headers: make(map[uint64]*header)}
}

// encode appends the record of an event to b.
func (c *eventCoder) encode(b []byte, e *Event) []byte {
	c.Coder = wire.NewWriter(append(b, eventVersion))
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

func (c *eventCoder) event(day uint32, e *Event) {
	c.id(e)
	c.date(day, &e.Date)
	c.text(&e.Kind, kindClass)
	wire.Optional(c.Coder, &e.Province, func(_ *wire.Coder, p *ProvinceRef) { coded(c, p, placedClass, codeProvinceRef) })
	c.text(&e.Place, townClass)
	c.position(e)
	wire.List(c.Coder, &e.Actors, func(_ *wire.Coder, p *Party) { coded(c, p, partyClass, codeParty) })
	wire.Optional(c.Coder, &e.Killed, codeToll)
	wire.Optional(c.Coder, &e.Wounded, codeToll)
	confidence := string(e.Confidence)
	c.text(&confidence, noteClass)
	e.Confidence = Confidence(confidence)
	c.text(&e.Title, noClass)
	c.text(&e.Summary, noClass)
	c.text(&e.Remark, noClass)
	wire.List(c.Coder, &e.Cites, func(_ *wire.Coder, ct *Citation) { c.citation(ct) })
	c.original(&e.Original)
}

func (c *eventCoder) id(e *Event) {
	c.source, c.key, _ = strings.Cut(e.ID, "/")
	c.text(&c.source, sourceClass)
	c.text(&c.key, noClass)
	e.ID = c.source + "/" + c.key
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
	first, span := int(d.First)-int(day), int(d.Last)-int(d.First)
	c.Int(&first)
	c.Int(&span)
	if c.Reading() {
		d.First = Day(first + int(day))
		d.Last = Day(int(d.First) + span)
	}
	if form == rawForm || form > yearForm {
		c.text(&d.EDTF, noClass)
	} else if c.Reading() {
		d.EDTF = expression(form, d.First, d.Last)
	}
	basis := string(d.Basis)
	c.text(&basis, noteClass)
	d.Basis = Basis(basis)
	c.text(&d.Note, noteClass)
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
			c.text(s, noClass)
		} else if c.Reading() {
			*s = ours
		}
	}
	own(ownSource, &ct.Source, c.source)
	own(ownRecord, &ct.Record, c.key)
	c.text(&ct.Outlet, outletClass)
	c.text(&ct.Date, noClass)
	c.text(&ct.Headline, noClass)
	if has&hasPassage != 0 {
		codePassage(c.Coder, ct)
	}
}

// header is the names of an event's fields, with the classes of their values.
type header struct {
	names   []string
	code    uint64 // 0 where there is no room for it
	columns []class
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
		(*fields)[i].Name = name
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
	if code, ok := c.codeBytes(headerClass, w.Bytes()); ok {
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
		text, ok := c.dictionary.text(headerClass, h.code)
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

func (c *eventCoder) columns(names []string) []class {
	classes := make([]class, len(names))
	for i, name := range names {
		if column, ok := c.code(columnClass, name); ok {
			classes[i] = valueClass | class(column)
		}
	}
	return classes
}

// coded writes a value that recurs: as its code or, where its class is full,
// after a zero.
func coded[T any](c *eventCoder, v *T, of class, code func(*wire.Coder, *T)) {
	var n uint64
	if !c.Reading() {
		w := wire.NewWriter(c.scratch[:0])
		code(w, v)
		c.scratch = w.Bytes()
		if found, ok := c.codeBytes(of, c.scratch); ok {
			n = uint64(found)
		}
	}
	c.Uint(&n)
	if n == 0 {
		code(c.Coder, v)
		return
	}
	if !c.Reading() {
		return
	}
	text, ok := c.dictionary.text(of, n)
	r := wire.NewReader([]byte(text))
	code(r, v)
	if !ok || r.End() != nil {
		c.Fail()
	}
}

// Kinds of text, in its head's lower two bits; above them stands
const (
	plainText   = iota // how many bytes follow
	numberText         // the number
	codedText          // the code
	nearDayText        // the days after the event's (before it: as wire has negative numbers)
)

// text writes a text in the shortest way there is.
func (c *eventCoder) text(s *string, of class) {
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
		text, ok := c.dictionary.text(of, n)
		if !ok {
			c.Fail()
		}
		*s = text
	case nearDayText:
		distance := int64(n>>1) ^ -int64(n&1)
		*s = Day(int64(c.base) + distance).String()
	}
}

func (c *eventCoder) writeText(s string, of class) {
	head := uint64(len(s))<<2 | plainText
	if n, ok := decimal(s); ok {
		head = n<<2 | numberText
	} else if day, ok := isoDay(s); ok {
		distance := int64(day) - int64(c.base)
		head = uint64(distance<<1^distance>>63)<<2 | nearDayText
	} else if of != noClass && s != "" {
		if code, ok := c.code(of, s); ok {
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

// code gives the code of a text, as dictionary.code does.
func (c *eventCoder) code(of class, s string) (uint32, bool) {
	if code, ok := c.known[of][s]; ok || c.full[of] {
		return code, ok
	}
	return c.learn(of, s)
}

func (c *eventCoder) codeBytes(of class, b []byte) (uint32, bool) {
	if code, ok := c.known[of][string(b)]; ok || c.full[of] {
		return code, ok
	}
	return c.learn(of, string(b))
}

func (c *eventCoder) learn(of class, s string) (uint32, bool) {
	code, ok := c.dictionary.code(of, s)
	if !ok {
		if codes := c.dictionary.full(of); codes != nil {
			c.known[of], c.full[of] = codes, true
		}
		return code, ok
	}
	if c.known[of] == nil {
		c.known[of] = make(map[string]uint32)
	}
	c.known[of][strings.Clone(s)] = code
	return code, true
}

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
