// Package briefing reads and writes briefing files: YAML documents that hold
// all records drawn from one source, made to be written and corrected by hand.
//
//	format: fieldbrief/1
//	source: {id, title, kind, author, outlet, published, basis, date_note, sha256, licence, url, remark}
//	digest:     [{paragraph, text, remark, cite}]        one for each paragraph, in order; cite is the whole paragraph
//	provinces:  [{code, cites}]                          those the source names; with name, country, aliases, capital,
//	                                                     lat and lon where the gazetteer does not hold the country
//	actors:     [{id, name, kind, aliases, sic, affiliation, note, remark, cites}]
//	events:     [{id, date, basis, date_note, title, summary, kind, province, place, lat, lon,
//	              actors: [{id, role, as}], killed: {low, best, high, shared}, wounded, confidence, remark, cites}]
//	quotes:     [{id, text, speaker, speaker_as, date, basis, date_note, event, province, mentions, confidence,
//	              remark, cites}]
//
// A citation is {paragraph, start, end, sha256, length, before, after}: a half-open
// span in code points of the whole text, title included, and the digests of
// store.Passage. Dates are EDTF; a date has a basis (stated, derived, inferred).
// Ids are slugs (a-z, 0-9, hyphens). Those of events and quotes, and of actors
// of kind "unnamed", are prefixed by the source's id and a slash when read, so
// they must differ from one another. The lists digest, actors, events and quotes
// must be there, [] where they hold nothing. The document may be JSON. Anchors, tags and several documents in one
// file are not used.
package briefing

import (
	"bytes"
	"regexp"

	"fieldbrief/store"
)

// Format is the format that this package reads and writes.
const Format = "fieldbrief/1"

// Read reads a briefing file. The name serves error messages. A file with any
// fault gives no briefing but Problems: every fault found, each with its line
// and field and what is expected.
//
// Filled in are all provinces of the countries touched, as the gazetteer holds
// them, the names of provinces and actors within records, public ids, the
// province of a quote that belongs to an event, and the confidence (sure).
func Read(name string, data []byte) (store.Briefing, error) {
	r := &reader{file: name, ids: map[string]int{}, actors: map[string]int{}, events: map[string]int{},
		provinces: map[string]store.Province{}, countries: map[string]bool{}}
	if root, ok := r.parse(data); ok {
		r.briefing(value{r, root, 1, ""})
	}
	if len(r.problems) > 0 {
		return store.Briefing{}, r.problems.sorted()
	}
	return r.b, nil
}

var (
	formatJSON = regexp.MustCompile(`^\s*\{\s*"format"\s*:\s*"fieldbrief\\?/`)
	formatLine = regexp.MustCompile(`(?m)^[a-z]{4,8}[ \t]*:[ \t]*["']?fieldbrief/`)
	sectionKey = regexp.MustCompile(`(?m)^(?:format|source|digest|provinces|actors|events|quotes):(?:[ \t{\[]|\r?$)`)
)

// Is tells whether data means to be a briefing file, faults or no: it says so,
// or has three of the sections of one. It may be JSON, which is YAML, or UTF-16,
// which Read refuses with advice.
func Is(data []byte) bool {
	data = data[:min(len(data), maxSize)]
	if isUTF16(data) {
		data = fromUTF16(data)
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if formatJSON.Match(data) || formatLine.Match(data) {
		return true
	}
	sections := map[string]bool{}
	for _, key := range sectionKey.FindAll(data, -1) {
		name, _, _ := bytes.Cut(key, []byte(":"))
		sections[string(name)] = true
	}
	return len(sections) >= 3
}
