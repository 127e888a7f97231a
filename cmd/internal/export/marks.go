package export

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fieldbrief/store"
)

// A MarkRecord is what a reader has put on a record or a passage.
type MarkRecord struct {
	Record     store.RecordType `json:"record"`       // event, quote, actor, province or passage
	ID         string           `json:"id,omitempty"` // of a record
	Title      string           `json:"title"`        // a quote's text, a name, what a passage says
	Bookmarked bool             `json:"bookmarked"`
	Note       string           `json:"note,omitempty"`
	Confirmed  bool             `json:"confirmed,omitempty"`
	Dropped    bool             `json:"dropped,omitempty"`
	Source     string           `json:"source,omitempty"`
	Present    bool             `json:"present"` // the library has it
	Time       time.Time        `json:"time"`    // of the last change
	Cites      []store.Citation `json:"cites"`
}

// Marks gives the marks that a result holds, in the order of time: those on its
// events and quotes, on the actors and provinces that it leaves something, and on
// passages that it hits, of its sources where it asks for no more. What the
// library does not have stands in a result that asks for nothing.
func Marks(library *store.Library, result *store.Result) ([]MarkRecord, error) {
	all, err := library.Marked()
	if err != nil {
		return nil, err
	}
	held := holder{library, result, idsIn(kept(result.Actors, result.Filter.Actors, narrowed(result.Filter))), idsIn(kept(result.Provinces, result.Filter.Provinces, narrowed(result.Filter)))}
	var records []MarkRecord
	for _, m := range all {
		if held.holds(m) {
			if m.Cites == nil {
				m.Cites = []store.Citation{}
			}
			records = append(records, MarkRecord{m.Type, m.ID, m.Title, m.Bookmarked, m.Note, m.Confirmed, m.Dropped, m.Source(), m.Present, m.Time, m.Cites})
		}
	}
	return records, nil
}

// A holder tells which marks stand on what a result holds.
type holder struct {
	library           *store.Library
	result            *store.Result
	actors, provinces map[string]bool
}

func idsIn(counts []store.Count) map[string]bool {
	ids := make(map[string]bool, len(counts))
	for _, c := range counts {
		ids[c.ID] = true
	}
	return ids
}

func (h holder) holds(m store.Marked) (in bool) {
	filter := h.result.Filter
	filter.Marked = false
	switch {
	case !m.Present:
		return filter.Empty()
	case m.Type == store.EventRecord:
		_, in = h.library.EventPosition(h.result, m.ID)
	case m.Type == store.QuoteRecord:
		_, in = h.library.QuotePosition(h.result, m.ID)
	case m.Type == store.ActorRecord:
		return h.actors[m.ID] || filter.Empty()
	case m.Type == store.ProvinceRecord:
		return h.provinces[m.ID] || filter.Empty()
	default:
		return h.holdsPassage(m, filter)
	}
	return in
}

func (h holder) holdsPassage(m store.Marked, filter store.Filter) bool {
	sources := filter.Sources
	if len(sources.Chosen) > 0 && !slices.Contains(sources.Chosen, m.Source()) || slices.Contains(sources.Excluded, m.Source()) {
		return false
	}
	if !narrowed(filter) {
		return true
	}
	filter.Text = ""
	return !narrowed(filter) && slices.ContainsFunc(m.Cites, func(c store.Citation) bool {
		return slices.Contains(h.result.Passages, store.PassageHit{Source: c.Source, Paragraph: c.Paragraph})
	})
}

// MarkColumns are the headings of marks.
func MarkColumns() Columns {
	return Columns{
		Brief: []string{"CHANGED", "ON", "WHAT", "MARKS", "NOTE", "CITED", "ID"},
		Full:  []string{"time", "record", "id", "title", "bookmarked", "note", "confirmed", "dropped", "source", "present", "cites"},
	}
}

// MarkRow makes a row of a mark.
func MarkRow(r MarkRecord) Row {
	return Row{
		Value: r,
		Brief: func() []string {
			where := cited(r.Cites)
			if !r.Present {
				where = "not in the library at present"
			}
			return []string{r.Time.Local().Format("2006-01-02 15:04"), string(r.Record), brief(r.Title), r.marks(), r.Note, where, r.place()}
		},
		Full: func() []string {
			return []string{r.Time.Format(time.RFC3339), string(r.Record), r.ID, r.Title, fmt.Sprint(r.Bookmarked), r.Note,
				fmt.Sprint(r.Confirmed), fmt.Sprint(r.Dropped), r.Source, fmt.Sprint(r.Present), citesIn(r.Cites)}
		},
	}
}

// brief cuts a text that would make a table too wide.
func brief(text string) string {
	const most = 60
	if runes := []rune(strings.Join(strings.Fields(text), " ")); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

func (r MarkRecord) marks() string {
	var marks []string
	for _, m := range []struct {
		name string
		is   bool
	}{{"bookmark", r.Bookmarked}, {"note", r.Note != ""}, {"confirmed", r.Confirmed}, {"dropped", r.Dropped}} {
		if m.is {
			marks = append(marks, m.name)
		}
	}
	return strings.Join(marks, ", ")
}

// place is the id of a record, or the source and paragraph of a passage.
func (r MarkRecord) place() string {
	if r.ID != "" || len(r.Cites) == 0 {
		return r.ID + strings.Repeat(r.Source, 1-min(1, len(r.ID)))
	}
	return fmt.Sprintf("%s ¶%d", r.Source, r.Cites[0].Paragraph)
}

// recordMarks gives records of a library what stands on them.
type recordMarks struct{ *store.Marks }

// marksOf reads a library's marks. Where they cannot be read, Marks says why.
func marksOf(library *store.Library) recordMarks {
	marks, _ := library.Marks()
	return recordMarks{marks}
}

// own words what stands on a subject.
func (m recordMarks) own(s store.Subject) string {
	marking := m.On(s)
	switch {
	case marking.Bookmarked && marking.Note != "":
		return "bookmarked; " + marking.Note
	case marking.Bookmarked:
		return "bookmarked"
	}
	return marking.Note
}

func (m recordMarks) event(e store.Event) any {
	marking := m.OnRecord(store.EventRecord, e.ID)
	if !marking.Any() {
		return e
	}
	return struct {
		store.Event
		Bookmarked bool   `json:"bookmarked,omitempty"`
		Note       string `json:"note,omitempty"`
	}{e, marking.Bookmarked, marking.Note}
}

func (m recordMarks) quote(q store.Quote) any {
	marking := m.OnRecord(store.QuoteRecord, q.ID)
	if !marking.Any() {
		return q
	}
	return struct {
		store.Quote
		Bookmarked bool   `json:"bookmarked,omitempty"`
		Note       string `json:"note,omitempty"`
	}{q, marking.Bookmarked, marking.Note}
}

// unlisted gives the marks on what a briefing does not list by itself.
func unlisted(marks []MarkRecord) []MarkRecord {
	return slices.DeleteFunc(slices.Clone(marks), func(r MarkRecord) bool {
		listed := r.Present && (r.Record == store.EventRecord || r.Record == store.QuoteRecord)
		return listed || !r.Bookmarked && r.Note == ""
	})
}

// markdownMarks writes the marks on actors, provinces and passages.
func (x *exporter) markdownMarks(marks []MarkRecord, numbers *notes) {
	if len(marks) > 0 {
		fmt.Fprint(x.out, "\n## Other marks\n\n")
	}
	for _, m := range marks {
		title := "**" + inline(m.Title) + "**"
		switch {
		case m.Record == store.MarkedPassage && m.Present:
			title = "Passage, ¶" + fmt.Sprint(m.Cites[0].Paragraph) + ": " + inline(m.Title)
		case !m.Present:
			title += " (" + inline(m.place()) + ", not in the library at present)"
		}
		fmt.Fprintf(x.out, "- %s%s\n", star(store.Marking{Bookmarked: m.Bookmarked}), strings.TrimSpace(title+" "+numbers.marks(m.Cites)))
		x.noteBelow(m.Note)
	}
}

func star(m store.Marking) string {
	if m.Bookmarked {
		return "★ "
	}
	return ""
}

// noteBelow writes a reader's note as a further line of an item, its lines apart.
func (x *exporter) noteBelow(note string) {
	if note != "" {
		fmt.Fprintf(x.out, "  - Your note: %s\n", noteLines(note, "    "))
	}
}

// noteLines writes the lines of a note so that they stay apart, all but the first
// indented.
func noteLines(note, indent string) string {
	var lines []string
	for line := range strings.SplitSeq(store.PrintableText(note), "\n") {
		lines = append(lines, lineStart("", inline(line)))
	}
	return strings.Join(lines, "\\\n"+indent)
}
