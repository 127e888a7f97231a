package briefing

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fieldbrief/seed/gazetteer"
	"fieldbrief/store"
)

// Write writes a briefing as a file that Read reads as the same briefing.
// Fields stand in a fixed order, those without a value are left out, lists
// of records without any are [], a citation takes one line. A briefing that a file cannot hold (citations of
// data-set rows, ids of another source, text that is no UTF-8) is an error,
// and nothing is written.
func Write(w io.Writer, b store.Briefing) error {
	e := &emitter{source: b.Source.ID}
	e.text("format", Format)
	e.blank()
	e.section("source", func() { e.sourceFields(b.Source) })
	list(e, "digest", b.Source.Digest, e.paragraph)
	list(e, "provinces", listed(b.Provinces), e.province)
	list(e, "actors", b.Actors, e.actor)
	places := map[string]*store.ProvinceRef{}
	for _, event := range b.Events {
		places[event.ID] = event.Province
	}
	list(e, "events", b.Events, e.event)
	list(e, "quotes", b.Quotes, func(q store.Quote) { e.quote(q, places[q.Event]) })
	if e.err != nil {
		return fmt.Errorf("write briefing %s: %w", b.Source.ID, e.err)
	}
	_, err := w.Write(e.out.Bytes())
	return err
}

// listed gives the provinces that a file must name: those cited, and those
// that the gazetteer would not fill in.
func listed(all []store.Province) []store.Province {
	var some []store.Province
	for _, p := range all {
		if _, known := gazetteer.Province(p.ID); len(p.Cites) > 0 || !known {
			some = append(some, p)
		}
	}
	return some
}

// An emitter writes YAML line by line, and remembers the first fault.
type emitter struct {
	out    bytes.Buffer
	source string // id, taken off public ids
	indent int
	dash   bool // the next line begins an item of a list
	err    error
}

func (e *emitter) fail(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
}

func (e *emitter) blank() { e.out.WriteByte('\n') }

// line writes a field, or the beginning of one.
func (e *emitter) line(key, rest string) {
	lead := strings.Repeat(" ", e.indent)
	if e.dash {
		lead = lead[:len(lead)-2] + "- "
		e.dash = false
	}
	e.out.WriteString(strings.TrimRight(lead+key+": "+rest, " ") + "\n")
}

func (e *emitter) section(key string, fields func()) {
	e.line(key, "")
	e.indent += 2
	fields()
	e.indent -= 2
}

// list writes a section: a list of mappings, also an empty one.
func list[T any](e *emitter, key string, items []T, fields func(T)) {
	e.blank()
	if len(items) == 0 {
		e.line(key, "[]")
		return
	}
	e.line(key, "")
	e.indent += 4
	for _, item := range items {
		e.dash = true
		fields(item)
	}
	e.indent -= 4
}

const (
	wide  = 90  // code points; longer texts are folded
	width = 100 // of folded lines
)

// text writes a text field, unless it is empty.
func (e *emitter) text(key, s string) {
	switch {
	case s == "":
	case utf8.RuneCountInString(s) > wide && foldable(s):
		e.folded(key, s)
	default:
		e.line(key, e.quoted(s))
	}
}

// folded writes a text of words as a folded block.
func (e *emitter) folded(key, s string) {
	e.line(key, ">-")
	lead := strings.Repeat(" ", e.indent+2)
	column := 0
	for i, word := range strings.Split(s, " ") {
		length := utf8.RuneCountInString(word)
		switch {
		case i > 0 && column+1+length <= width-len(lead):
			e.out.WriteByte(' ')
			column++
		case i > 0:
			e.out.WriteByte('\n')
			fallthrough
		default:
			e.out.WriteString(lead)
			column = 0
		}
		e.out.WriteString(word)
		column += length
	}
	e.out.WriteByte('\n')
}

// foldable tells a text of words apart by single spaces, which folding keeps.
func foldable(s string) bool {
	return utf8.ValidString(s) && !strings.HasPrefix(s, " ") && !strings.HasSuffix(s, " ") && !strings.Contains(s, "  ") &&
		!strings.ContainsFunc(s, func(r rune) bool { return r != ' ' && (unicode.IsSpace(r) || needsEscape(r)) })
}

var (
	plainText = regexp.MustCompile(`^\pL[\pL\pM\pN ,.;()/'’‘“”–—+-]*$`)
	plainDate = regexp.MustCompile(`^-?[0-9X]{4}-[0-9X/~?%.-]*$`)
	plainFlow = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9 -]*$`)
	reserved  = regexp.MustCompile(`^(?i:null|true|false|yes|no|on|off|y|n|nan|inf|infinity)$`)
)

// quoted gives a text as a YAML scalar: plain where nothing in it could be
// taken for something else, else in double quotes.
func (e *emitter) quoted(s string) string {
	if (plainText.MatchString(s) || plainDate.MatchString(s)) && !reserved.MatchString(s) && !strings.HasSuffix(s, " ") {
		return s
	}
	return e.doubleQuoted(s)
}

// flow is quoted within braces or brackets, where commas and brackets count.
func (e *emitter) flow(s string) string {
	if plainFlow.MatchString(s) && !reserved.MatchString(s) && !strings.HasSuffix(s, " ") {
		return s
	}
	return e.doubleQuoted(s)
}

func (e *emitter) doubleQuoted(s string) string {
	if !utf8.ValidString(s) {
		e.fail("the text %q is not valid UTF-8", s)
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case needsEscape(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// needsEscape tells the characters that YAML does not take as they are, breaks
// lines at, or that cannot be seen in an editor.
func needsEscape(r rune) bool {
	return r < ' ' || isControl(r) || r == '\u2028' || r == '\u2029' || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
}

// texts writes a list of texts on one line.
func (e *emitter) texts(key string, texts []string) {
	if len(texts) == 0 {
		return
	}
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = e.flow(t)
	}
	e.line(key, "["+strings.Join(quoted, ", ")+"]")
}

// key gives the id of a record of this source as it stands in the file.
func (e *emitter) key(id string) string {
	key, ok := strings.CutPrefix(id, e.source+"/")
	if !ok || key == "" {
		e.fail("the id %q is not one of source %q", id, e.source)
	}
	return key
}

// actorKey gives an actor's id, which has a prefix where the actor is unnamed.
func (e *emitter) actorKey(id string) string { return strings.TrimPrefix(id, e.source+"/") }

func (e *emitter) date(name string, d store.Date) {
	e.text(name, d.EDTF)
	e.text("basis", string(d.Basis))
	e.text("date_note", d.Note)
}

func (e *emitter) number(key string, n *float64) {
	if n != nil {
		e.line(key, strconv.FormatFloat(*n, 'f', -1, 64))
	}
}

func (e *emitter) confidence(c store.Confidence) {
	if c != store.Sure {
		e.text("confidence", string(c))
	}
}

func (e *emitter) cites(cites []store.Citation) {
	if len(cites) == 0 {
		return
	}
	e.line("cites", "")
	for _, c := range cites {
		e.out.WriteString(strings.Repeat(" ", e.indent+2) + "- " + e.cite(c, true) + "\n")
	}
}

func (e *emitter) cite(c store.Citation, paragraph bool) string {
	if c.Record != "" || c.Source != e.source {
		e.fail("a citation of %q, row %q, cannot stand in the briefing file of %q", c.Source, c.Record, e.source)
	}
	number := ""
	if paragraph {
		number = fmt.Sprintf("paragraph: %d, ", c.Paragraph)
	}
	return fmt.Sprintf(`{%sstart: %d, end: %d, sha256: "%s", length: %d, before: "%s", after: "%s"}`,
		number, c.Start, c.End, c.Passage.SHA256, c.Passage.Length, c.Passage.Before, c.Passage.After)
}
