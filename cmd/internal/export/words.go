package export

import (
	"fmt"
	"slices"
	"strings"

	"fieldbrief/store"
)

// date gives an EDTF date and, where it is not stated, its basis.
func date(d store.Date) string { return worded(d, nil) }

// worded gives a date in words and its basis; without words as EDTF.
func worded(d store.Date, words func(edtf string) string) string {
	text := d.EDTF
	if words != nil {
		text = words(text)
	}
	switch {
	case d.Undated():
		return "undated"
	case d.Basis == "" || d.Basis == store.Stated:
		return text
	}
	return fmt.Sprintf("%s (%s)", text, d.Basis)
}

// toll words a number of casualties, and says where it is shared.
func toll(t *store.Toll) string {
	text := t.String()
	if text != "" && len(t.Shared) > 0 {
		text += " (shared)"
	}
	return text
}

func provinceCells(p *store.ProvinceRef) (code, name string) {
	if p == nil {
		return "", ""
	}
	return p.Code, p.Name
}

// where joins a place and its province, once where they are of one name.
func where(place, province string) string {
	if place == "" || place == province {
		return province
	}
	if province == "" {
		return place
	}
	return place + ", " + province
}

// cited lists the passages or rows a record rests on; those of several sources
// with the source before.
func cited(cites []store.Citation) string {
	var parts []string
	for i, c := range cites {
		source := ""
		if several(cites) && (i == 0 || c.Source != cites[i-1].Source) {
			source = c.Source + " "
		}
		switch {
		case c.Paragraph > 0:
			parts = append(parts, fmt.Sprintf("%s¶%d", source, c.Paragraph))
		case c.Outlet != "" && len(cites) > 1:
			return fmt.Sprintf("%s%s and %s more", source, c.Outlet, Number(len(cites)-1, "report"))
		case c.Outlet != "":
			parts = append(parts, source+c.Outlet)
		default:
			parts = append(parts, source+c.Record)
		}
	}
	return strings.Join(slices.Compact(parts), " ")
}

func several(cites []store.Citation) bool {
	return slices.ContainsFunc(cites, func(c store.Citation) bool { return c.Source != cites[0].Source })
}

// citesIn writes citations so that they can be found by a program: source,
// paragraph and code points, or source and row.
func citesIn(cites []store.Citation) string {
	var parts []string
	for _, c := range cites {
		if c.Paragraph > 0 {
			parts = append(parts, fmt.Sprintf("%s ¶%d %d-%d", c.Source, c.Paragraph, c.Start, c.End))
			continue
		}
		parts = append(parts, strings.Join(slices.DeleteFunc([]string{c.Source, c.Record, c.Outlet, c.Date, c.Headline}, func(s string) bool { return s == "" }), ", "))
	}
	return strings.Join(parts, "; ")
}

// Number counts things: "1 event", "2 events".
func Number(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}
