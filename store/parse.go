package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A FilterError tells what is wrong with a word of a filter line.
type FilterError struct {
	Pos  int    // byte offset of Word in the line
	Word string // the word as typed
	Msg  string // what is wrong with it and what to write
}

func (e *FilterError) Error() string { return fmt.Sprintf("filter: %s: %s", Printable(e.Word), e.Msg) }

// FieldNames lists the words that may stand before a colon.
func FieldNames() []string {
	return []string{"province", "group", "person", "actor", "source", "kind", "since", "until", "inside", "area", "all", "marked"}
}

// ParseFilter reads a filter line:
//
//	province:Balkh group:ISIS-K !kind:protest since:2021-08 until:2022-04 mosque "booby trapped" !hotel
//
// The fields are province, group, person, actor (group or person), source,
// kind, since, until, inside:yes, area (south,west,north,east in degrees), all:yes
// and marked:yes. A field may be repeated (any of
// its values); group:Taliban+ISIS-K asks for all of them. Values with spaces or
// + stand in quotation marks, within which "" is a quotation mark. What has no
// field is text. ! before a field, its value or a word excludes. Errors are of type *FilterError.
func ParseFilter(line string) (Filter, error) {
	p := filterParser{line: line, rest: line}
	for p.rest = trimSpace(p.rest); p.rest != ""; p.rest = trimSpace(p.rest) {
		if err := p.part(); err != nil {
			return Filter{}, err
		}
	}
	f := p.filter
	f.Text = formatTerms(p.terms)
	for _, facet := range []Facet{BySource, ByProvince, ByActor, ByKind} {
		f = f.with(facet, f.choice(facet))
	}
	return f, nil
}

type filterParser struct {
	line, rest string
	filter     Filter
	terms      []term
	listed     bool // a + list of actors was read
	single     bool // an actor was chosen on its own
}

// part reads one field or text term.
func (p *filterParser) part() error {
	pos := len(p.line) - len(p.rest)
	bare := strings.TrimLeft(p.rest, "!")
	name, after, ok := cutField(bare)
	if !ok {
		var t term
		t, p.rest = cutTerm(p.rest)
		if t.words != nil {
			p.terms = append(p.terms, t)
		}
		return nil
	}
	inner := strings.TrimLeft(after, "!") // group:!x is as good as !group:x
	excluded := bare != p.rest || inner != after
	values, rest, err := cutValues(inner)
	word := p.rest[:len(p.rest)-len(rest)]
	if err == nil {
		err = p.set(strings.ToLower(name), values, excluded)
	}
	p.rest = rest
	if err != nil {
		return &FilterError{pos, word, err.Error()}
	}
	return nil
}

// cutField takes a field name and its colon off s. Any run of letters before a
// colon counts as one, so that a misspelt field is not taken for text.
func cutField(s string) (name, rest string, ok bool) {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end <= 0 || s[end] != ':' {
		return "", s, false
	}
	return s[:end], s[end+1:], true
}

// namesField tells whether a text term would be read as a field.
func namesField(s string) bool {
	_, _, ok := cutField(s)
	return ok
}

// cutValues takes the values of a field, joined by +, off s.
func cutValues(s string) (values []string, rest string, err error) {
	for {
		var v string
		v, s, err = cutValue(s)
		if err != nil {
			return nil, s, err
		}
		values = append(values, v)
		if !strings.HasPrefix(s, "+") {
			break
		}
		s = s[1:]
	}
	if s != "" && trimSpace(s) == s {
		_, s = cutWord(s[1:])
		return nil, s, errors.New("a space is missing after the closing quotation mark")
	}
	return values, s, nil
}

func cutValue(s string) (value, rest string, err error) {
	if strings.HasPrefix(s, `"`) {
		value, rest, err = cutQuoted(s[1:])
	} else {
		end := strings.IndexFunc(s, func(r rune) bool { return r == '+' || unicode.IsSpace(r) })
		if end < 0 {
			end = len(s)
		}
		value, rest = s[:end], s[end:]
	}
	if err == nil && value == "" {
		err = errors.New("a value must follow at once, in quotation marks where it has spaces")
	}
	return value, rest, err
}

// cutQuoted reads up to the closing quotation mark; a doubled one is a
// quotation mark.
func cutQuoted(s string) (value, rest string, err error) {
	var b strings.Builder
	for {
		head, tail, closed := strings.Cut(s, `"`)
		b.WriteString(head)
		if !closed {
			return "", "", errors.New("the closing quotation mark is missing")
		}
		if !strings.HasPrefix(tail, `"`) {
			return b.String(), tail, nil
		}
		b.WriteByte('"')
		s = tail[1:]
	}
}

// set enters the values of a field into the filter.
func (p *filterParser) set(name string, values []string, excluded bool) error {
	switch name {
	case "group", "person", "actor":
		return p.setActors(name, values, excluded)
	}
	if len(values) > 1 {
		return fmt.Errorf("+ joins actors only: repeat %s: for each value, or put a value that has + in quotation marks", name)
	}
	switch name {
	case "province", "source", "kind":
		p.add(Facet(name), values[0], excluded)
		return nil
	case "since", "until", "inside", "area", "all", "marked":
		if excluded {
			return fmt.Errorf("%s: cannot be excluded: leave the ! away", name)
		}
		return p.setSingle(name, values[0])
	}
	return fmt.Errorf("there is no field %s: (fields are %s); put the word in quotation marks to search for it as text",
		Printable(name), strings.Join(FieldNames(), ": ")+":")
}

func (p *filterParser) add(facet Facet, value string, excluded bool) {
	c := p.filter.choice(facet)
	if excluded {
		c.Excluded = append(c.Excluded, value)
	} else {
		c.Chosen = append(c.Chosen, value)
	}
	p.filter = p.filter.with(facet, c)
}

func (p *filterParser) setActors(name string, values []string, excluded bool) error {
	list := len(values) > 1
	if list && excluded {
		return fmt.Errorf("exclude one by one: !%s:%s !%s:%s", name, QuoteValue(values[0]), name, QuoteValue(values[1]))
	}
	if !excluded {
		again := p.listed && list
		p.listed, p.single = p.listed || list, p.single || !list
		if again || p.listed && p.single {
			return errors.New("+ asks for all of the chosen actors, so there can be one such list only: join every actor by +, or write all:yes")
		}
	}
	for _, v := range values {
		if name != "actor" {
			v = name + ":" + v
		}
		p.add(ByActor, v, excluded)
	}
	p.filter.AllActors = p.filter.AllActors || list
	return nil
}

func (p *filterParser) setSingle(name, value string) error {
	f := &p.filter
	switch name {
	case "since", "until":
		target := &f.Since
		if name == "until" {
			target = &f.Until
		}
		value = Fold(value) // digits of any script
		if *target != "" && *target != value {
			return fmt.Errorf("%s: is given twice, first as %s", name, *target)
		}
		if _, err := parseBound(value); err != nil {
			return err
		}
		*target = value
		return f.checkOrder()
	case "area":
		b, err := ParseBox(value)
		if err == nil && f.Area != "" && f.Area != b.String() {
			err = fmt.Errorf("area: is given twice, first as %s", f.Area)
		}
		if err == nil {
			f.Area = b.String()
		}
		return err
	default:
		target := &f.Inside
		switch name {
		case "all":
			target = &f.AllActors
		case "marked":
			target = &f.Marked
		}
		switch Fold(value) {
		case "yes":
			*target = true
		case "no":
			*target = false
		default:
			return fmt.Errorf("write %s:yes or %s:no", name, name)
		}
	}
	return nil
}

// checkOrder refuses a span of time that ends before it begins.
func (f *Filter) checkOrder() error {
	since, err := parseBound(f.Since)
	if err != nil {
		return nil // one of the two is not given
	}
	until, err := parseBound(f.Until)
	if err == nil && until.last < since.first {
		return fmt.Errorf("until:%s ends before since:%s begins", f.Until, f.Since)
	}
	return nil
}

// parseBound reads the EDTF of since and until: a day, month, season or year.
func parseBound(s string) (days, error) {
	if d, ok, err := parsePlain(s); err != nil || ok {
		return d, err
	}
	return days{}, errors.New("write a day, month, season or year: 2021-08-15, 2021-08, 2021-21 (spring 2021) or 2021")
}

// String gives the filter as a line that ParseFilter reads back.
func (f Filter) String() string {
	var parts []string
	put := func(facet Facet) {
		c := f.choice(facet).tidy()
		parts = append(parts, formatValues("", facet, c.Chosen)...)
		parts = append(parts, formatValues("!", facet, c.Excluded)...)
	}
	put(BySource)
	put(ByProvince)
	parts = append(parts, f.actorParts()...)
	put(ByKind)
	if f.Since != "" {
		parts = append(parts, "since:"+f.Since)
	}
	if f.Until != "" {
		parts = append(parts, "until:"+f.Until)
	}
	if f.Inside {
		parts = append(parts, "inside:yes")
	}
	if f.Marked {
		parts = append(parts, "marked:yes")
	}
	if f.Area != "" {
		parts = append(parts, "area:"+QuoteValue(tidyArea(f.Area)))
	}
	if t := formatTerms(parseTerms(f.Text)); t != "" {
		parts = append(parts, t)
	}
	return strings.Join(parts, " ")
}

// key tells filters apart that find different records.
func (f Filter) key() string {
	if !f.Marked {
		return f.String()
	}
	return f.String() + "\n" + f.marks.markedKey()
}

// actorParts writes all of several actors of one mark as a + list.
func (f Filter) actorParts() []string {
	c := f.Actors.tidy()
	parts := formatValues("", ByActor, c.Chosen)
	if f.AllActors {
		if len(c.Chosen) > 1 && sameMark(c.Chosen) {
			list := parts[0]
			for _, v := range c.Chosen[1:] {
				_, name := mark(v)
				list += "+" + QuoteValue(name)
			}
			parts = []string{list}
		} else {
			parts = append(parts, "all:yes")
		}
	}
	return append(parts, formatValues("!", ByActor, c.Excluded)...)
}

func sameMark(values []string) bool {
	first, _ := mark(values[0])
	return !slices.ContainsFunc(values, func(v string) bool {
		m, _ := mark(v)
		return m != first
	})
}

func formatValues(prefix string, facet Facet, values []string) []string {
	var parts []string
	for _, v := range values {
		field := string(facet) + ":"
		if facet == ByActor {
			if m, name := mark(v); m != "" {
				field, v = m, name
			}
		}
		parts = append(parts, prefix+field+QuoteValue(v))
	}
	return parts
}

// QuoteValue writes a value as it may stand behind a field of a filter line: in
// quotation marks where it needs them.
func QuoteValue(v string) string {
	special := func(r rune) bool { return r == '+' || r == '!' || r == '"' || unicode.IsSpace(r) }
	if v != "" && !strings.ContainsFunc(v, special) {
		return v
	}
	return `"` + strings.ReplaceAll(v, `"`, `""`) + `"`
}
