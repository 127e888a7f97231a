package tui

import (
	"strings"

	"fieldbrief/store"
)

// A reportColumn is what one source tells, field by field, fit for the screen.
type reportColumn struct {
	id     string
	source string
	fields [reportFields]reportField
}

// A reportField is what a report says of one thing, each part on a line of its
// own, and how that is held against the event.
type reportField struct {
	parts []reportPart
}

type reportPart struct {
	text string
	key  string // by which it is compared, where that is not the text
	tone tone
	sign sign
}

// A sign tells whether two reports say the same.
type sign string

const (
	unheld sign = ""
	same   sign = "="
	other  sign = "≠"
)

const (
	reportWhy = iota
	reportTitle
	reportDate
	reportBasis
	reportPlace
	reportKilled
	reportWounded
	reportActors
	reportKind
	reportCited
	reportSummary
	reportRemark
	reportFields
)

func reportLabel(field int) string {
	return [reportFields]string{"why", "title", "date", "dated", "place", "killed", "wounded", "actors", "kind", "cited", "summary", "remark"}[field]
}

// newReportColumn reads what a source tells; m is nil for the event itself.
func newReportColumn(lib records, e store.Event, m *store.Match) reportColumn {
	id, _, _ := strings.Cut(e.ID, "/")
	c := reportColumn{id: e.ID, source: sourceTitle(lib, id)}
	if m == nil {
		c.put(reportWhy, toneDim, "the event itself")
	} else {
		for _, reason := range m.Reasons {
			c.put(reportWhy, toneStrong, printable(reason))
		}
		if m.SameSource {
			c.put(reportWhy, toneAlert, "of the same source, which lists them apart")
		}
	}
	c.put(reportTitle, toneStrong, printable(e.Title))
	if !e.Undated() {
		c.put(reportDate, toneDate, styleOf(lib).Words(e.EDTF))
		c.put(reportBasis, toneText, printable(string(e.Basis)))
	}
	c.put(reportPlace, toneText, placeName(e))
	c.put(reportKilled, toneKilled, tollOf(e.Killed))
	c.put(reportWounded, toneText, tollOf(e.Wounded))
	for _, p := range e.Actors {
		name := printable(p.Name)
		if role := printable(p.Role); role != "" {
			name += ", " + role
		}
		c.put(reportActors, toneActor, name)
		if parts := c.fields[reportActors].parts; len(parts) > 0 {
			parts[len(parts)-1].key = p.CommonID()
		}
	}
	c.put(reportKind, toneText, printable(e.Kind))
	for _, cite := range apart(e.Cites) {
		c.put(reportCited, toneText, citeText(cite))
	}
	c.put(reportSummary, toneText, printable(e.Summary))
	c.put(reportRemark, toneText, printable(e.Remark))
	return c
}

// mostParts is how many lines of one field are shown.
const mostParts = 12

func (c *reportColumn) put(field int, t tone, text string) {
	f := &c.fields[field]
	switch {
	case text == "" || len(f.parts) > mostParts:
	case len(f.parts) == mostParts:
		f.parts = append(f.parts, reportPart{text: "and more: Enter shows all", tone: toneDim})
	default:
		f.parts = append(f.parts, reportPart{text: text, tone: t})
	}
}

// tollOf gives a toll in words, "" where none is given.
func tollOf(t *store.Toll) string {
	if t.String() == "" {
		return ""
	}
	text := t.Words()
	if len(t.Shared) > 0 {
		text += ", for " + plural(len(t.Shared)+1, "event") + " together"
	}
	return text
}

func placeName(e store.Event) string {
	place := printable(e.Place)
	if e.Province == nil {
		return place
	}
	province := printable(e.Province.Name)
	if place == "" || place == province {
		return province
	}
	return place + ", " + province
}

// hold compares what a report says with what the event says. Words of its own
// (title, summary, remark) and where it stands are not compared.
func (c *reportColumn) hold(event *reportColumn) {
	for _, field := range []int{reportDate, reportBasis, reportPlace, reportKilled, reportWounded, reportKind} {
		a, b := event.fields[field].parts, c.fields[field].parts
		switch {
		case len(a) == 0 || len(b) == 0:
		case a[0].text == b[0].text:
			b[0].sign = same
		default:
			b[0].sign = other
		}
	}
	for i := range c.fields[reportActors].parts {
		part := &c.fields[reportActors].parts[i]
		part.sign = other
		for _, p := range event.fields[reportActors].parts {
			if p.key == part.key {
				part.sign = same
			}
		}
	}
}
