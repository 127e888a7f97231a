package export

import (
	"fmt"
	"strconv"
	"strings"

	"fieldbrief/store"
)

// markdown writes a briefing to be mailed: what was asked, totals, the events by
// year and the quotes with numbered citations, which are listed at the end. The
// records are read twice, so that the list need not be kept.
func (x *exporter) markdown() error {
	fmt.Fprintf(x.out, "# %s\n\n", inline(x.title()))
	x.preamble()
	marked, err := Marks(x.Library, x.Result)
	if err != nil {
		return err
	}
	numbers, marks := newNotes(), marksOf(x.Library)
	year := ""
	if x.Result.Events > 0 {
		fmt.Fprint(x.out, "\n## Events\n")
	}
	if err := x.events(func(e store.Event) error {
		if y := yearOf(e.Date); y != year {
			year = y
			fmt.Fprintf(x.out, "\n### %s\n\n", y)
		}
		x.markdownEvent(e, numbers, marks.OnRecord(store.EventRecord, e.ID))
		return nil
	}); err != nil {
		return err
	}
	if x.Result.Quotes > 0 {
		fmt.Fprint(x.out, "\n## Quotes\n")
	}
	if err := x.quotes(func(q store.Quote) error {
		x.markdownQuote(q, numbers, marks.OnRecord(store.QuoteRecord, q.ID))
		return nil
	}); err != nil {
		return err
	}
	others := unlisted(marked)
	x.markdownMarks(others, numbers)
	return x.citations(others)
}

// title names the one source there is, else counts them.
func (x *exporter) title() string {
	sources := kept(x.Result.Sources, x.Result.Filter.Sources, narrowed(x.Result.Filter))
	if len(sources) == 1 && sources[0].Name != "" {
		return sources[0].Name
	}
	return "Briefing from " + Number(len(sources), "source")
}

func (x *exporter) preamble() {
	filter := x.Result.Filter
	parts := words(x.Library, filter)
	for i, part := range parts {
		parts[i] = inline(part)
	}
	asked := "everything in the library"
	if len(parts) > 0 {
		asked = strings.Join(parts, ", ")
	}
	if filter.AllActors && len(filter.Actors.Chosen) > 1 {
		asked += " (the actors all involved)"
	}
	fmt.Fprintf(x.out, "Filter: %s.\nIt is repeated by\n\n    %s\n\n", asked, store.Printable(Command(x.Library, filter, "export", "--format", string(Markdown))))
	fmt.Fprintf(x.out, "%s, %s, %s.\n", outOf(x.Result.Events, x.Result.AllEvents, "event"), outOf(x.Result.Quotes, x.Result.AllQuotes, "quote"), inline(killed(x.Result)))
}

// yearOf gives the year under which a date stands.
func yearOf(d store.Date) string {
	switch {
	case d.Undated():
		return "Undated"
	case d.First == store.MinDay:
		return "Until " + yearOfDay(d.Last)
	}
	return yearOfDay(d.First)
}

func yearOfDay(d store.Day) string { return strconv.Itoa(d.Time().Year()) }

func (x *exporter) markdownEvent(e store.Event, numbers *notes, marking store.Marking) {
	_, province := provinceCells(e.Province)
	line := "- " + star(marking) + "**" + inline(worded(e.Date, x.Words)) + "** " + inline(e.Title)
	if place := where(e.Place, province); place != "" {
		line += " (" + inline(place) + ")"
	}
	if t := toll(e.Killed); t != "" {
		line += ". Killed: " + inline(t)
	}
	if t := toll(e.Wounded); t != "" {
		line += ". Wounded: " + inline(t)
	}
	fmt.Fprintf(x.out, "%s. %s\n", strings.TrimSuffix(line, "."), numbers.marks(e.Cites))
	x.below("", e.Summary)
	x.below("Who: ", who(e.Actors))
	x.below("Date: ", e.Note)
	x.below("Remark: ", e.Remark)
	if e.Confidence != "" && e.Confidence != store.Sure {
		x.below("Certain: ", string(e.Confidence))
	}
	x.noteBelow(marking.Note)
}

// below writes a further line of an item of a list.
func (x *exporter) below(label, text string) {
	if strings.TrimSpace(text) != "" {
		fmt.Fprintf(x.out, "  - %s%s\n", label, lineStart(label, inline(text)))
	}
}

// lineStart escapes what would begin a list or a heading where nothing stands
// before it.
func lineStart(label, text string) string {
	if label != "" || text == "" {
		return text
	}
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	switch rest := text[digits:]; {
	case digits > 0 && rest != "" && strings.ContainsRune(".)", rune(rest[0])):
		return text[:digits] + `\` + rest
	case strings.ContainsRune("#+-=", rune(text[0])):
		return `\` + text
	}
	return text
}

func (x *exporter) markdownQuote(q store.Quote, numbers *notes, marking store.Marking) {
	fmt.Fprint(x.out, "\n")
	for line := range strings.SplitSeq(store.PrintableText(q.Text), "\n") {
		fmt.Fprintf(x.out, "> %s\n", lineStart("", inline(line)))
	}
	speaker := star(marking) + "**" + inline(q.Speaker.Name) + "**"
	if q.SpeakerAs != "" && q.SpeakerAs != q.Speaker.Name {
		speaker += ", “" + inline(q.SpeakerAs) + "”"
	}
	if !q.Undated() {
		speaker += ", " + inline(worded(q.Date, x.Words))
	}
	if _, province := provinceCells(q.Province); province != "" {
		speaker += ", " + inline(province)
	}
	fmt.Fprintf(x.out, ">\n> — %s %s\n", speaker, numbers.marks(q.Cites))
	if q.Remark != "" {
		fmt.Fprintf(x.out, "\nRemark: %s\n", inline(q.Remark))
	}
	if marking.Note != "" {
		fmt.Fprintf(x.out, "\nYour note: %s\n", noteLines(marking.Note, ""))
	}
}

// inline makes text of ours or others' stand in Markdown as it is, on one line:
// no emphasis, links, code, HTML, entities or tables come of it.
func inline(text string) string {
	var b strings.Builder
	for _, r := range store.Printable(text) {
		if strings.ContainsRune("\\`*_[]<>&|~$^", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}

// notes number citations in the order in which they first come. A passage keeps
// its number; each row of a data set has one of its own, so that nothing grows
// with their number.
type notes struct {
	last     int
	passages map[passageKey]int
}

type passageKey struct {
	source     string
	start, end int
}

func newNotes() *notes { return &notes{passages: make(map[passageKey]int)} }

// number gives a citation's number, and whether it is new.
func (n *notes) number(c store.Citation) (int, bool) {
	if c.Paragraph == 0 {
		n.last++
		return n.last, true
	}
	key := passageKey{c.Source, c.Start, c.End}
	if number, known := n.passages[key]; known {
		return number, false
	}
	n.last++
	n.passages[key] = n.last
	return n.last, true
}

func (n *notes) marks(cites []store.Citation) string {
	var marks []string
	for _, c := range cites {
		number, _ := n.number(c)
		marks = append(marks, fmt.Sprintf("[%d]", number))
	}
	return strings.Join(marks, " ")
}

// citations writes the numbered list, that of marks which are listed by themselves
// at the end.
func (x *exporter) citations(marks []MarkRecord) error {
	numbers := newNotes()
	list := func(cites []store.Citation) error {
		for _, c := range cites {
			number, fresh := numbers.number(c)
			if !fresh {
				continue
			}
			if number == 1 {
				fmt.Fprint(x.out, "\n## Citations\n\n")
			}
			fmt.Fprintf(x.out, "%d. %s\n", number, x.citation(c))
		}
		return nil
	}
	if err := x.events(func(e store.Event) error { return list(e.Cites) }); err != nil {
		return err
	}
	if err := x.quotes(func(q store.Quote) error { return list(q.Cites) }); err != nil {
		return err
	}
	for _, m := range marks {
		if err := list(m.Cites); err != nil {
			return err
		}
	}
	return nil
}

func (x *exporter) citation(c store.Citation) string {
	s, _ := x.Library.Source(c.Source)
	return inline(citation(s, c, x.Words))
}

// Citation words a citation of a source in full: who published what, when, and
// where in it.
func Citation(s store.Source, c store.Citation) string { return citation(s, c, nil) }

func citation(s store.Source, c store.Citation, words func(edtf string) string) string {
	if s.Title == "" {
		s.Title = c.Source
	}
	var parts []string
	add := func(part string) {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if c.Paragraph == 0 {
		add(c.Outlet)
		if c.Headline != "" {
			add("“" + c.Headline + "”")
		}
		add(c.Date)
		add(s.Title + ", record " + c.Record)
		return strings.Join(parts, ", ")
	}
	add(s.Author)
	add("“" + s.Title + "”")
	add(s.Outlet)
	if !s.Published.Undated() {
		add(worded(s.Published, words))
	}
	add(fmt.Sprintf("¶%d, characters %d–%d", c.Paragraph, c.Start, c.End))
	return strings.Join(parts, ", ")
}
