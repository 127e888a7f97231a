package table

import (
	"fmt"
	"strconv"
	"strings"

	"fieldbrief/store"
)

// Cells gives a record's row, in the order of Columns. The cells are not
// guarded yet.
func (r Record) Cells() []string {
	e := &r.Event
	killed, wounded := newFigures(e.Killed), newFigures(e.Wounded)
	code, province, id := "", "", ""
	if e.Province != nil {
		code, province, id = e.Province.Code, e.Province.Name, e.Province.ID
	}
	s := &r.Source
	return []string{
		e.ID, e.EDTF, string(e.Basis), e.Note, e.Title, e.Summary, e.Kind, code, province, e.Place, degrees(e.Lat), degrees(e.Lon),
		each(e.Actors, partyItem), killed.low, killed.best, killed.high, wounded.low, wounded.best, wounded.high,
		each(e.Cites, citeItem), string(e.Confidence), e.Remark,
		id, r.Province.Country,
		each(e.Actors, func(p store.Party) string { return escape(p.Name, ";") }),
		each(r.Actors, func(a store.Actor) string { return escape(string(a.Kind), ";") }),
		each(e.Actors, func(p store.Party) string { return escape(p.As, ";") }),
		killed.shared, wounded.shared, each(e.Cites, passageItem), each(e.Original, fieldItem),
		s.Title, s.Kind, s.Author, s.Outlet, s.Published.EDTF, s.Licence, s.URL, s.SHA256,
	}
}

func each[T any](list []T, item func(T) string) string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = item(v)
	}
	return joined(texts)
}

func partyItem(p store.Party) string {
	id := escape(p.ID, ";()")
	if p.Role == "" {
		return id
	}
	return id + " (" + escape(p.Role, ";()") + ")"
}

// citeItem writes a passage as source, paragraph and code points, a row as
// source, record, outlet, date and headline, as far as they are given.
func citeItem(c store.Citation) string {
	if c.Paragraph > 0 {
		return fmt.Sprintf("%s ¶%d %d-%d", escape(c.Source, ";, "), c.Paragraph, c.Start, c.End)
	}
	parts := []string{c.Source, c.Record, c.Outlet, c.Date, c.Headline}
	for len(parts) > 1 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	for i, part := range parts {
		parts[i] = escape(part, ";,")
	}
	return strings.Join(parts, ", ")
}

func passageItem(c store.Citation) string {
	p := c.Passage
	if p == (store.Passage{}) {
		return ""
	}
	return fmt.Sprintf("%s:%d:%s:%s", p.SHA256, p.Length, p.Before, p.After)
}

func fieldItem(f store.Field) string { return escape(f.Name, ";=") + "=" + escape(f.Value, ";=") }

// figures are the cells of a toll.
type figures struct{ low, best, high, shared string }

func newFigures(t *store.Toll) figures {
	if t == nil {
		return figures{}
	}
	return figures{figure(t.Low), figure(t.Best), figure(t.High), each(t.Shared, func(id string) string { return escape(id, ";") })}
}

func figure(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func degrees(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}
