package dataset

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"fieldbrief/store"
)

// A parser makes records of chunks. Each goroutine has its own: it holds the
// names it has met and blocks of memory, and the row it is at.
type parser struct {
	layout *layout
	source string
	names  *names

	fields []string // of the row, cleaned
	held   []bool   // columns that the record holds in another place than Original
	parts  []string // of a text that is put together

	here     *country // where the row's event is, and the parties to it
	involved []store.Party
	behind   []*store.Actor // the parties' actors
	above    []*store.Actor // the actors those belong to

	*memory // of the batch
}

func newParser(l *layout, source string) *parser {
	return &parser{layout: l, source: source, names: newNames(source), held: make([]bool, len(l.names))}
}

// read makes a batch of a chunk.
func (p *parser) read(c chunk) batch {
	p.memory = c.memory
	p.memory.start(len(c.ends), len(p.layout.names))
	b := batch{memory: c.memory, records: c.memory.records}
	start, line := 0, c.line
	for i, end := range c.ends {
		record := c.text[start:end]
		p.row(&b, record, c.row+i, line)
		line += strings.Count(record, "\n")
		start = end
	}
	return b
}

// row makes a record, or a reject, of a row. Where a quotation mark that
// nothing closes has drawn further lines into the row, only its first line is
// lost: the others are read on their own.
func (p *parser) row(b *batch, text string, row, line int) {
	if text[0] <= '\r' && strings.Trim(text, "\r\n") == "" || row == 1 && !p.layout.plain {
		if row > 1 {
			b.skipped++
		}
		return
	}
	var closed, plain bool
	p.fields, closed, plain = cutter{p.layout.comma, &p.text}.cut(text, p.fields[:0])
	whole := closed && p.fits()
	first := strings.IndexByte(text, '\n') + 1
	if !whole && first > 0 && first < len(text) {
		p.reject(b, row, line, "a quotation mark in it is not closed, or a line break stands outside quotation marks")
		p.again(b, text[first:], row, line+1)
		return
	}
	switch {
	case len(text) >= maxRecord && text[len(text)-1] != '\n':
		p.reject(b, row, line, fmt.Sprintf("it is longer than %d MiB", maxRecord>>20))
	case isHXL(p.fields):
		b.skipped++
	case !closed:
		p.reject(b, row, line, "a quotation mark in it is not closed")
	case !whole:
		p.reject(b, row, line, fmt.Sprintf("it has %d fields, the header %d", len(p.fields), len(p.layout.names)))
	case p.layout.isHeader(p.fields):
		b.skipped++
	default:
		p.clean(plain)
		p.translate(b, row, line)
	}
}

// again reads lines that a row has wrongly taken in.
func (p *parser) again(b *batch, text string, row, line int) {
	start := 0
	for _, end := range recordEnds(nil, []byte(text), p.layout.comma, true) {
		p.row(b, text[start:end], row, line)
		line += strings.Count(text[start:end], "\n")
		start = end
	}
}

// fits tells whether the row has a field for each column. Empty ones beyond
// them do no harm, and Excel leaves out empty ones at a row's end; those that the
// reader needs must be there.
func (p *parser) fits() bool {
	n := len(p.layout.names)
	for len(p.fields) > n && strings.TrimSpace(p.fields[len(p.fields)-1]) == "" {
		p.fields = p.fields[:len(p.fields)-1]
	}
	for len(p.fields) < n && len(p.fields) > p.layout.last {
		p.fields = append(p.fields, "")
	}
	return len(p.fields) == n
}

func (p *parser) reject(b *batch, row, line int, reason string) {
	key := ""
	if at := p.layout.place[p.layout.needed[0]]; at < len(p.fields) {
		key = store.Printable(p.fields[at])
	}
	fields := make([]string, len(p.fields))
	for i, f := range p.fields {
		fields[i] = strings.Clone(f)
	}
	b.rejects = append(b.rejects, Reject{Row: row, Line: line, Key: strings.Clone(key), Reason: reason, Columns: p.layout.names, Fields: fields})
}

func (p *parser) translate(b *batch, row, line int) {
	clear(p.held)
	b.records = append(b.records, Record{})
	r := &b.records[len(b.records)-1]
	r.Row, r.line, r.memory = row, line, p.memory
	record := p.ucdp
	if p.layout.format == ACLED {
		record = p.acled
	}
	if err := record(r); err != nil {
		b.records = b.records[:len(b.records)-1]
		p.reject(b, row, line, err.Error())
		return
	}
	r.Event.ID = join(&p.text, p.source, "/", r.Key)
	if e := &r.Event; e.Title == "" && len(e.Actors) > 0 { // only of associated actors
		e.Title = e.Actors[0].Name
	}
	r.Event.Confidence = store.Sure
	r.Event.Original = p.original()
}

// original gives what the row has in the columns that are not held elsewhere.
func (p *parser) original() []store.Field {
	n := 0
	for i, f := range p.fields {
		if f != "" && !p.held[i] && !p.layout.aside[i] {
			n++
		}
	}
	list := p.memory.original.room(n)
	for i, f := range p.fields {
		if f != "" && !p.held[i] && !p.layout.aside[i] {
			list = append(list, store.Field{Name: p.layout.names[i], Value: f})
		}
	}
	return list
}

// value gives what the row has in a column, "" where that is unknown.
func (p *parser) value(c column) string {
	if at := p.layout.place[c]; at >= 0 {
		return p.fields[at]
	}
	return ""
}

// hold notes that the record has a column's value in full.
func (p *parser) hold(columns ...column) {
	for _, c := range columns {
		if at := p.layout.place[c]; at >= 0 {
			p.held[at] = true
		}
	}
}

// holdIf does so where the value says nothing that is not said elsewhere.
func (p *parser) holdIf(c column, same bool) {
	if same {
		p.hold(c)
	}
}

// clean brings every field of the row into the form in which it is kept.
func (p *parser) clean(plain bool) {
	for i, f := range p.fields {
		if f != "" && (!plain || mayChange(f)) {
			p.fields[i] = tidy(f, plain)
		}
	}
}

// mayChange tells plain text of which tidy may change something by its ends.
func mayChange(f string) bool {
	switch f[0] {
	case ' ', '\'', 'N', 'n', '\\':
		return true
	}
	return f[len(f)-1] == ' '
}

func tidy(f string, plain bool) string {
	f = strings.TrimSpace(f)
	if !plain && !isStill(f) {
		f = printable(f)
	}
	if len(f) > 1 && f[0] == '\'' && strings.IndexByte("=+-@\t\r", f[1]) >= 0 {
		f = f[1:] // the guard that CSV exports set before what a spreadsheet takes for a formula
	}
	if isUnknown(f) {
		return ""
	}
	return f
}

func printable(s string) string {
	if !utf8.ValidString(s) {
		if decoded, err := charmap.Windows1252.NewDecoder().String(s); err == nil {
			s = decoded
		}
	}
	return strings.TrimSpace(store.Printable(s))
}

// isUnknown tells what R, pandas and databases write for no value.
func isUnknown(s string) bool {
	switch s {
	case "NA", "NaN", "nan", "NULL", `\N`:
		return true
	}
	return false
}

// wholeText takes off the fraction that whole numbers get from programs which
// hold columns with gaps as floats: "369.0".
func wholeText(s string) string {
	whole, fraction, found := strings.Cut(s, ".")
	if found && strings.Trim(fraction, "0") == "" {
		return whole
	}
	return s
}

// pointed gives a number with a decimal point. Where semicolons part the
// fields, it may have a comma.
func (p *parser) pointed(s string) string {
	if p.layout.comma == ';' && strings.IndexByte(s, ',') >= 0 {
		return strings.Replace(s, ",", ".", 1)
	}
	return s
}

// whole reads a number in that form or without a fraction.
func whole(s string) (int, bool) {
	if n, ok := digits(s); ok {
		return n, ok
	}
	return digits(wholeText(s))
}

// count reads a number of dead, nil where it is unknown.
func (p *parser) count(c column) (*int, error) {
	s := p.value(c)
	if s == "" {
		return nil, nil
	}
	n, ok := whole(p.pointed(s))
	if !ok {
		return nil, p.wrong(c, "no whole number")
	}
	return p.numbers.value(n), nil
}

// toll gives the dead as the row counts them, nil where it gives no figure.
func (p *parser) toll(low, best, high column) (*store.Toll, error) {
	var t store.Toll
	var err error
	for _, figure := range []struct {
		at *(*int)
		c  column
	}{{&t.Low, low}, {&t.Best, best}, {&t.High, high}} {
		if *figure.at, err = p.count(figure.c); err != nil {
			return nil, err
		}
		p.hold(figure.c)
	}
	if t.Low == nil && t.Best == nil && t.High == nil {
		return nil, nil
	}
	return p.tolls.value(t), nil
}

// position reads coordinates, nil where either is unknown.
func (p *parser) position(e *store.Event, latitude, longitude column) error {
	lat, err := p.angle(latitude, 90)
	if err != nil {
		return err
	}
	lon, err := p.angle(longitude, 180)
	if err != nil || math.IsNaN(lat) || math.IsNaN(lon) {
		return err
	}
	e.Lat, e.Lon = p.degrees.value(lat), p.degrees.value(lon)
	p.hold(latitude, longitude)
	return nil
}

// angle reads degrees, NaN where they are unknown.
func (p *parser) angle(c column, limit float64) (float64, error) {
	s := p.value(c)
	if s == "" {
		return math.NaN(), nil
	}
	n, ok := decimal(p.pointed(s))
	if !ok || !(math.Abs(n) <= limit) {
		return 0, p.wrong(c, fmt.Sprintf("not between -%v and %v degrees", limit, limit))
	}
	return n, nil
}

// tens are the powers of ten that a float holds exactly.
var tens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// decimal reads a number with or without sign and fraction. Of fifteen digits or
// fewer both they and the power of ten are exact, so that one division gives the
// nearest float; what is written in another way is left to strconv.
func decimal(s string) (float64, bool) {
	unsigned := strings.TrimPrefix(s, "-")
	n, point := int64(0), len(unsigned)
	for i := range len(unsigned) {
		switch c := unsigned[i]; {
		case c == '.' && point == len(unsigned) && i > 0:
			point = i + 1
		case c < '0' || c > '9' || i >= len(tens):
			n, err := strconv.ParseFloat(s, 64)
			return n, err == nil
		default:
			n = 10*n + int64(c-'0')
		}
	}
	if unsigned != s {
		n = -n
	}
	return float64(n) / tens[len(unsigned)-point], unsigned != ""
}

// day reads a date that must be there.
func (p *parser) day(c, year column) (civil, error) {
	s := p.value(c)
	if s == "" {
		return civil{}, refuse("%s is empty", p.layout.schema.names(c)[0])
	}
	d, ok := parseDay(s, p.layout.order, p.value(year))
	if !ok {
		return civil{}, p.wrong(c, "no date"+p.slashHint(s))
	}
	return d, nil
}

// slashHint says in which order the file's dates are read, where a date would
// be one in the other order.
func (p *parser) slashHint(s string) string {
	a, b, ok := slashParts(s)
	switch {
	case ok && a > 12 && b <= 12:
		return ", for months stand before days in this file"
	case ok && b > 12 && a <= 12:
		return ", for days stand before months in this file"
	}
	return ""
}

func (p *parser) wrong(c column, what string) error {
	const most = 60
	value := []rune(p.value(c))
	if len(value) > most {
		value = append(value[:most], '…')
	}
	return refuse("%s is %s: %q", p.layout.schema.names(c)[0], what, string(value))
}
