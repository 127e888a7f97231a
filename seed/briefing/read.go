package briefing

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"fieldbrief/seed/gazetteer"
	"fieldbrief/store"
)

// A reader turns the nodes of one file into records and collects what is wrong
// with them. Sections are read in the order in which they refer to one
// another, whatever their order in the file.
type reader struct {
	file       string
	lines      int // of the file
	b          store.Briefing
	problems   Problems
	compared   int          // pairs of letters, for advice
	paragraphs []store.Span // of the source, by number - 1; zero where unreadable; nil where there is no digest

	ids       map[string]int // keys of events, quotes and unnamed actors: line
	actors    map[string]int // ids in the file: index in b.Actors
	events    map[string]int // keys: index in b.Events
	provinces map[string]store.Province
	countries map[string]bool // touched
	later     []func()        // checks that need all events
}

func (r *reader) briefing(root value) {
	m, ok := root.mapping("format", "source", "digest", "provinces", "actors", "events", "quotes")
	if !ok || r.isNewer(m.get("format")) {
		return
	}
	r.source(m.get("source"))
	r.digest(m.section("digest"))
	for _, v := range m.get("provinces").items() {
		r.listedProvince(v)
	}
	r.readActors(m.section("actors"))
	for _, v := range m.section("events") {
		r.event(v)
	}
	for _, v := range m.section("quotes") {
		r.quote(v)
	}
	for _, check := range r.later {
		check()
	}
	r.fillProvinces()
}

// section gives the records of a list that no file goes without: where it is
// missing, the file was cut short, and what it lacks is not to be taken for gone.
func (m mapping) section(name string) []value {
	v, present := m.fields[name]
	if v.given() {
		return v.items()
	}
	if !present {
		v = value{m.r, nil, m.r.lines, name}
	}
	v.fail("expected a list; write [] where there are none")
	return nil
}

var anyFormat = regexp.MustCompile(`^fieldbrief/[0-9.]+$`)

// isNewer tells whether the file is in a format that only a later program reads.
func (r *reader) isNewer(v value) bool {
	s := v.text()
	switch {
	case s == Format:
	case anyFormat.MatchString(s):
		v.fail("%s is newer than this program, which reads %s; update it", s, Format)
		return true
	default:
		v.fail("%s is expected", Format)
	}
	return false
}

func (r *reader) source(v value) {
	m, ok := v.mapping("id", "title", "kind", "author", "outlet", "published", "basis", "date_note", "sha256", "licence", "url", "remark")
	if !ok {
		return
	}
	r.b.Source = store.Source{
		ID:        m.get("id").slug(),
		Kind:      m.text("kind"),
		Title:     m.get("title").needText("the title of the source"),
		Author:    m.text("author"),
		Outlet:    m.text("outlet"),
		Published: m.date("published"),
		Licence:   m.text("licence"),
		URL:       m.text("url"),
		Remark:    m.text("remark"),
	}
	if sum := m.get("sha256"); sum.given() {
		r.b.Source.SHA256 = sum.hex(64)
	}
}

const longestSlug = 100

var slug = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// slug gives an id, "" where it is none. Within the file ids stand without
// the source's prefix, but may have it.
func (v value) slug() string {
	s := v.needText("an id")
	bare := v.r.key(s)
	if strings.TrimSpace(s) != "" && (!slug.MatchString(bare) || len(bare) > longestSlug) {
		v.fail("an id of a-z, 0-9 and single hyphens is expected, not %s", shown(s))
		return ""
	}
	return bare
}

// key takes the source's prefix off a public id.
func (r *reader) key(id string) string {
	if r.b.Source.ID == "" {
		return id
	}
	return strings.TrimPrefix(id, r.b.Source.ID+"/")
}

// public gives the public id of a record of this source.
func (r *reader) public(key string) string { return r.b.Source.ID + "/" + key }

// claim takes an id, in one list or among all public ids, for one record.
func (v value) claim(taken map[string]int, id string) {
	if id == "" {
		return
	}
	if line, twice := taken[id]; twice {
		v.fail("the id %s is used in line %d already; every record needs its own", shown(id), line)
		return
	}
	taken[id] = v.line
}

// hex gives a digest of so many hex digits, in lower case.
func (v value) hex(digits int) string {
	s := strings.ToLower(v.needText("a digest"))
	if s != "" && (len(s) != digits || strings.Trim(s, "0123456789abcdef") != "") {
		v.fail("%d hex digits are expected", digits)
	}
	return s
}

// date reads the fields of a date: the expression under the name given, its
// basis and note.
func (m mapping) date(name string) store.Date {
	v, basis := m.get(name), m.get("basis")
	edtf, given := v.text(), choiceOf(basis, "stated, derived or inferred", store.Stated, store.Derived, store.Inferred)
	switch {
	case edtf == "" && basis.given():
		basis.fail("there is no %s that it could be the basis of", name)
	case edtf != "" && !basis.given():
		basis.fail("stated, derived or inferred is expected: how the %s is known", name)
	}
	d, err := store.ParseDate(edtf, given, m.text("date_note"))
	if err != nil {
		v.fail("%v", err)
	}
	return d
}

// choiceOf gives one of the words allowed, "" where none is given.
func choiceOf[T ~string](v value, expected string, allowed ...T) T {
	s := T(v.text())
	if !v.given() || s == "" || slices.Contains(allowed, s) {
		return s
	}
	words := make([]string, len(allowed))
	for i, a := range allowed {
		words[i] = string(a)
	}
	v.fail("%s is expected, not %s%s", expected, shown(string(s)), v.r.nearest(string(s), words))
	return ""
}

func (m mapping) confidence() store.Confidence {
	c := choiceOf(m.get("confidence"), "sure, likely or guess", store.Sure, store.Likely, store.Guess)
	return cmp.Or(c, store.Sure)
}

func (r *reader) digest(items []value) {
	if items == nil {
		return
	}
	r.paragraphs = make([]store.Span, len(items))
	end := 0
	for i, item := range items {
		m, ok := item.mapping("paragraph", "text", "remark", "cite")
		if !ok {
			continue
		}
		if n := m.get("paragraph").needNumber(); n >= 0 && n != i+1 {
			m.get("paragraph").fail("paragraph %d is expected here, not %d: one entry for each paragraph, in order", i+1, n)
		}
		if !m.get("text").given() {
			m.get("text").fail(`the digest of the paragraph is expected ("" where there is none yet)`)
		}
		c, ok := r.cite(m.get("cite"), i+1)
		if ok && c.Start < end {
			m.get("cite").fail("it starts at %d, within the paragraph before, which ends at %d", c.Start, end)
		} else if ok {
			r.paragraphs[i] = c.Span()
			end = c.End
		}
		r.b.Source.Digest = append(r.b.Source.Digest, store.Paragraph{Number: i + 1, Digest: m.text("text"), Remark: m.text("remark"), Passage: c})
	}
}

// cites gives the citations of a record, which needs one at least.
func (m mapping) cites() []store.Citation {
	v := m.get("cites")
	items := v.items()
	if v.lacks(items) {
		v.fail("at least one citation is expected: - {paragraph, start, end, sha256, length, before, after}")
	}
	var cites []store.Citation
	for _, item := range items {
		if c, ok := m.r.cite(item, 0); ok {
			m.r.checkSpan(item, c)
			cites = append(cites, c)
		}
	}
	return cites
}

// cite reads a citation; the paragraph need not be said where it is known.
func (r *reader) cite(v value, paragraph int) (store.Citation, bool) {
	if !v.given() {
		v.fail("a citation is expected: {start, end, sha256, length, before, after}")
		return store.Citation{}, false
	}
	before := len(r.problems)
	m, ok := v.mapping("paragraph", "start", "end", "sha256", "length", "before", "after")
	if !ok {
		return store.Citation{}, false
	}
	n := m.get("paragraph")
	if number := paragraph; number == 0 {
		paragraph = n.needNumber()
	} else if given := n.number(); given != nil && *given != number {
		n.fail("%d is expected, or nothing: the citation of the whole paragraph", number)
	}
	c := store.Citation{
		Source: r.b.Source.ID, Paragraph: paragraph,
		Start: m.get("start").needNumber(), End: m.get("end").needNumber(),
		Passage: store.Passage{
			SHA256: m.get("sha256").hex(64), Length: m.get("length").needNumber(),
			Before: m.get("before").hex(16), After: m.get("after").hex(16),
		},
	}
	if c.Start >= 0 && c.End >= 0 && c.Start >= c.End {
		m.get("end").fail("an end above the start, %d, is expected, not %d", c.Start, c.End)
	}
	if c.Passage.Length == 0 {
		m.get("length").fail("a length above 0 is expected")
	}
	return c, len(r.problems) == before
}

// checkSpan holds a citation against the paragraph it names.
func (r *reader) checkSpan(v value, c store.Citation) {
	switch {
	case r.paragraphs == nil: // as told of the digest
	case c.Paragraph < 1 || c.Paragraph > len(r.paragraphs):
		v.fail("there is no paragraph %d: the digest has %d, counted from 1", c.Paragraph, len(r.paragraphs))
	default:
		p := r.paragraphs[c.Paragraph-1]
		if p != (store.Span{}) && (c.Start < p.Start || c.End > p.End) {
			v.fail("%d to %d is outside paragraph %d, which is %d to %d", c.Start, c.End, c.Paragraph, p.Start, p.End)
		}
	}
}

// fillProvinces gives the briefing all provinces of the countries it touches.
func (r *reader) fillProvinces() {
	for country := range r.countries {
		for _, p := range gazetteer.Provinces(country) {
			if _, listed := r.provinces[p.ID]; !listed {
				r.provinces[p.ID] = p
			}
		}
	}
	for _, p := range r.provinces {
		r.b.Provinces = append(r.b.Provinces, p)
	}
	slices.SortFunc(r.b.Provinces, func(a, b store.Province) int {
		return cmp.Or(strings.Compare(a.Country, b.Country), strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
	})
}
