package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store"
)

// count counts things: "1 event", "2 events".
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// joinGiven joins the parts that are there.
func joinGiven(by string, parts ...string) string {
	var given []string
	for _, part := range parts {
		if part != "" {
			given = append(given, part)
		}
	}
	return strings.Join(given, by)
}

// full ends a text with a full stop, where it does not end with a sign of its own.
func full(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.ContainsRune(".!?”\"", []rune(text)[len([]rune(text))-1]) {
		return text
	}
	return text + "."
}

// date words a date, with its basis where it is not printed so.
func (s *session) date(d store.Date) string {
	switch {
	case d.Undated():
		return "undated"
	case d.Basis == "" || d.Basis == store.Stated:
		return s.edtf(d.EDTF)
	}
	return s.edtf(d.EDTF) + ", " + string(d.Basis)
}

// edtf words an EDTF date; a dash is said.
func (s *session) edtf(date string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("–", " to ", "/", " to ").Replace(s.opts.Dates.Words(date))), " ")
}

// killed words a toll for a list: nothing where none is given.
func killed(t *store.Toll) string {
	if t.String() == "" {
		return ""
	}
	return t.Words() + " killed"
}

// place joins a place and its province, once where they are of one name.
func place(place string, p *store.ProvinceRef) string {
	switch {
	case p == nil:
		return place
	case place == "" || place == p.Name:
		return p.Name
	}
	return place + ", " + p.Name
}

// clause words a part of a filter.
func (s *session) clause(c store.Clause) string {
	name, value := string(c.Facet), c.Value
	switch c.Facet {
	case store.ByText:
		name, value = "the words", "“"+value+"”"
	case store.BySource:
		value = s.lib.SourceName(value)
	case store.ByProvince:
		if p, ok := s.lib.Province(value); ok {
			value = p.Name
		}
	case store.ByActor:
		if a, ok := s.lib.Actor(value); ok {
			value = a.Name
		}
	case store.BySince, store.ByUntil:
		value = s.edtf(value)
	case store.ByMarked:
		name, value = "what you have", "marked"
	case store.ByInside:
		return "wholly inside these dates"
	}
	if c.Excluded {
		name = "not " + name
	}
	return name + " " + value
}

// filterLine tells what the filter is.
func (s *session) filterLine() string {
	var parts []string
	for _, c := range s.filter.Clauses() {
		parts = append(parts, s.clause(c))
	}
	if len(parts) == 0 {
		return "Filter: none."
	}
	line := "Filter: " + strings.Join(parts, "; ")
	if s.filter.AllActors && len(s.filter.Actors.Chosen) > 1 {
		line += "; the actors all involved"
	}
	return line + "."
}

// totals tells how much the filter finds.
func (s *session) totals() string {
	r := s.result
	of := func(n, all int, thing string) string {
		if n == all {
			return count(n, thing)
		}
		return fmt.Sprintf("%d of %s", n, count(all, thing))
	}
	return of(r.Events, r.AllEvents, "event") + ", " + of(r.Quotes, r.AllQuotes, "quote") + ", " + s.toll()
}

func (s *session) toll() string {
	r := s.result
	switch {
	case r.Tolls == 0:
		return "no number of killed given"
	case r.KilledInCounts > 0:
		return fmt.Sprintf("%s, of these %d in period counts", killedIn(r), r.KilledInCounts)
	}
	return killedIn(r)
}

func killedIn(r *store.Result) string {
	if r.AtLeast {
		return fmt.Sprintf("at least %d killed", r.Killed)
	}
	return fmt.Sprintf("%d killed", r.Killed)
}

// cited names the places that a record rests on.
func (s *session) cited(cites []store.Citation) string {
	var parts []string
	for i := 0; i < len(cites); {
		c := cites[i]
		source := s.lib.SourceName(c.Source)
		paragraphs := paragraphsOf(cites[i:])
		switch {
		case paragraphs == nil:
			parts = append(parts, joinGiven(", ", source, "record "+c.Record, c.Outlet, c.Date, c.Headline))
			i++
			continue
		case len(paragraphs) == 1:
			source += ", paragraph " + paragraphs[0]
		default:
			n := len(paragraphs) - 1
			source += ", paragraphs " + strings.Join(paragraphs[:n], ", ") + " and " + paragraphs[n]
		}
		parts = append(parts, source)
		for i < len(cites) && cites[i].Source == c.Source && cites[i].Paragraph > 0 {
			i++
		}
	}
	return strings.Join(parts, "; ")
}

// paragraphsOf gives the paragraphs of the first source that are cited without
// another between, each once.
func paragraphsOf(cites []store.Citation) []string {
	var paragraphs []string
	for _, c := range cites {
		if c.Source != cites[0].Source || c.Paragraph == 0 {
			break
		}
		if p := strconv.Itoa(c.Paragraph); !slices.Contains(paragraphs, p) {
			paragraphs = append(paragraphs, p)
		}
	}
	return paragraphs
}
