package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fieldbrief/tui/internal/cells"
)

// title names what is read.
func (r *reader) title() string {
	switch {
	case r.doc.row:
		return "Row of a data set"
	case r.doc.digest:
		return "Digest"
	}
	return "Source text"
}

// where tells the paragraph and, while a search stands, its hits.
func (r *reader) where() string {
	text := ""
	if p := r.paragraph(); p > 0 {
		text = fmt.Sprintf("¶%d of %d", p, r.doc.last)
	}
	if r.query == "" {
		return text
	}
	found := fmt.Sprintf("“%s” not found", printable(r.query))
	if len(r.hits) > 0 {
		found = fmt.Sprintf("“%s” %s of %s", printable(r.query), grouped(r.hit+1), grouped(len(r.hits)))
	}
	if text != "" {
		return found + " · " + text
	}
	return found
}

// whose tells which citation one stands on: of the record one came from, if that
// has several, its number; else whose it is, in at most room cells.
func (r *reader) whose(room int) string {
	if r.query != "" || !r.standing() {
		return ""
	}
	own := r.own()
	switch i := slices.Index(own, r.stop); {
	case i >= 0 && len(own) > 1:
		return fmt.Sprintf("citation %d of %d", i+1, len(own))
	case i >= 0:
		return ""
	}
	return "citation of: " + cells.Truncate(strings.TrimSpace(r.doc.stops[r.stop].label), room, cutMark)
}

// heads gives what the title can say at its right end, the longest first:
// whose citation one stands on, where one reads, and what to type to read the
// source's own text.
func (r *reader) heads() []string {
	const attach = "fieldbrief import ARTICLE"
	where, paragraph := r.where(), ""
	if p := r.paragraph(); p > 0 {
		paragraph = "¶" + strconv.Itoa(p)
	}
	var heads []string
	whose := r.whose(40)
	digest := !r.doc.attached && len(r.doc.source.Digest) > 0
	if digest {
		heads = append(heads, joined(whose, where, "to read the article: "+attach))
	}
	if digest && r.query == "" {
		heads = append(heads, joined(whose, paragraph, "article: "+attach), joined(whose, paragraph, attach))
	}
	if whose != "" {
		heads = append(heads, joined(whose, where), joined(whose, paragraph), joined(r.whose(20), paragraph), joined(r.whose(12), paragraph))
	}
	return append(heads, where)
}

// joined puts a dot between the parts that are not empty.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// readerRight tells where one reads and what to type to read more.
func (m *Model) readerRight(s slot) string {
	room := s.w - cells.Width(m.reader.title()) - 4
	if s.framed {
		room -= 6
	}
	heads := m.reader.heads()
	for _, text := range heads {
		if cells.Width(text) <= room {
			return text
		}
	}
	return heads[len(heads)-1]
}
