package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"fieldbrief/store"

	"github.com/charmbracelet/x/ansi"
)

// textWidth is the longest line of a printed briefing, in cells.
const textWidth = 96

// Text writes what a result holds as plain text, source by source. Errors:
// *OutputError, and those of the library.
func Text(ctx context.Context, w io.Writer, library *store.Library, result *store.Result) error {
	out := bufio.NewWriter(w)
	text := page{out, marksOf(library)}
	filter := result.Filter
	for _, count := range kept(result.Sources, filter.Sources, narrowed(filter)) {
		source, found := library.Source(count.ID)
		if !found {
			continue
		}
		one := filter
		one.Sources = store.Choice{Chosen: []string{source.ID}}
		if err := text.source(ctx, library, source, one); err != nil {
			return err
		}
	}
	return outputError(out.Flush())
}

// A page writes wrapped plain text. Its writer keeps the first error.
type page struct {
	out   *bufio.Writer
	marks recordMarks
}

func (p page) line(format string, args ...any) {
	fmt.Fprintln(p.out, store.Isolated(store.Printable(fmt.Sprintf(format, args...))))
}

func (p page) heading(title string) {
	p.line("")
	p.line("%s", title)
	p.line("%s", strings.Repeat("=", ansi.StringWidth(store.Printable(title))))
}

// para writes text wrapped, first line behind head, all others as far in.
func (p page) para(head, text string) {
	head, text = store.Printable(head), store.Printable(text)
	indent := ansi.StringWidth(head)
	wrapped := strings.Split(ansi.Wrap(text, textWidth-indent, ""), "\n")
	for i, line := range wrapped {
		if i > 0 {
			head = strings.Repeat(" ", indent)
		}
		fmt.Fprintln(p.out, store.Isolated(strings.TrimRight(head+line, " ")))
	}
}

func (p page) source(ctx context.Context, library *store.Library, source store.Source, filter store.Filter) error {
	result, err := library.Search(ctx, filter)
	if err != nil {
		return err
	}
	p.heading(source.Title)
	p.about(source)
	if narrowed(filter) {
		p.line("filter: %s", strings.Join(clauses(library, filter), " "))
	}
	p.para("", fmt.Sprintf("%s, %s, %s", Number(result.Events, "event"), Number(result.Quotes, "quote"), killed(result)))
	if err := p.events(library, result); err != nil {
		return err
	}
	if err := p.quotes(library, result); err != nil {
		return err
	}
	p.actors(library, result, source.ID)
	p.provinces(library, result, source.ID)
	if !narrowed(filter) {
		p.digest(source)
	}
	return nil
}

// clauses writes a filter's parts, its sources left out.
func clauses(library *store.Library, filter store.Filter) []string {
	filter.Sources = store.Choice{}
	return words(library, filter)
}

// killed sums up the killed, and tells apart what must not be added up.
func killed(result *store.Result) string {
	if result.Tolls == 0 {
		return "no toll given"
	}
	text := strconv.Itoa(result.Killed)
	if result.AtLeast {
		text += "+"
	}
	text += " killed"
	if result.KilledInCounts > 0 {
		text += fmt.Sprintf(" (%d of them in counts over a period, which may hold single events again)", result.KilledInCounts)
	}
	return text
}

func (p page) about(source store.Source) {
	var parts []string
	for _, part := range []string{source.Kind, source.Author, source.Outlet} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if !source.Published.Undated() {
		parts = append(parts, "published "+date(source.Published))
	}
	p.line("%s", strings.Join(parts, ", "))
	if source.Licence != "" {
		p.line("licence: %s", source.Licence)
	}
	if source.Remark != "" {
		p.para("", source.Remark)
	}
}

func (p page) events(library *store.Library, result *store.Result) error {
	if result.Events == 0 {
		return nil
	}
	p.heading(fmt.Sprintf("Events (%d)", result.Events))
	for offset := 0; offset < result.Events; offset += windowSize {
		events, err := library.Events(result, offset, windowSize)
		if err != nil {
			return err
		}
		for _, e := range events {
			p.event(e)
		}
	}
	return nil
}

func (p page) event(e store.Event) {
	_, province := provinceCells(e.Province)
	p.line("")
	p.para(date(e.Date)+"  ", e.Title+" "+cited(e.Cites))
	p.field("where", where(e.Place, province))
	p.field("who", who(e.Actors))
	p.field("killed", toll(e.Killed))
	p.field("wounded", toll(e.Wounded))
	p.field("what", e.Summary)
	p.field("date", e.Note)
	p.field("remark", e.Remark)
	if e.Confidence != "" && e.Confidence != store.Sure {
		p.field("certain", string(e.Confidence))
	}
	p.field("yours", p.marks.own(store.Subject{Type: store.EventRecord, ID: e.ID}))
}

func (p page) field(name, value string) {
	if value != "" {
		p.para(fmt.Sprintf("    %-8s ", name), value)
	}
}

func who(actors []store.Party) string {
	var parts []string
	for _, party := range actors {
		if party.Role == "" {
			parts = append(parts, party.Name)
			continue
		}
		parts = append(parts, fmt.Sprintf("%s (%s)", party.Name, party.Role))
	}
	return strings.Join(parts, ", ")
}

func (p page) quotes(library *store.Library, result *store.Result) error {
	if result.Quotes == 0 {
		return nil
	}
	p.heading(fmt.Sprintf("Quotes (%d)", result.Quotes))
	for offset := 0; offset < result.Quotes; offset += windowSize {
		quotes, err := library.Quotes(result, offset, windowSize)
		if err != nil {
			return err
		}
		for _, q := range quotes {
			p.line("")
			p.para("", "“"+q.Text+"”")
			speaker := q.Speaker.Name
			if !q.Undated() {
				speaker += ", " + date(q.Date)
			}
			p.para("    — ", speaker+" "+cited(q.Cites))
			p.field("remark", q.Remark)
			p.field("yours", p.marks.own(store.Subject{Type: store.QuoteRecord, ID: q.ID}))
		}
	}
	return nil
}

func (p page) actors(library *store.Library, result *store.Result, source string) {
	list := kept(result.Actors, result.Filter.Actors, narrowed(result.Filter))
	if len(list) == 0 {
		return
	}
	p.heading(fmt.Sprintf("Actors (%d)", len(list)))
	for _, count := range list {
		actor, found := library.Actor(count.ID)
		if !found {
			continue
		}
		p.line("")
		p.para("", fmt.Sprintf("%s: %s; %s %s", actor.Name, actor.Kind, tally(count), cited(of(source, actor.Cites))))
		p.field("also", strings.Join(actor.Aliases, ", "))
		p.field("printed", strings.Join(actor.Sic, ", "))
		p.field("note", actor.Note)
		p.field("remark", actor.Remark)
		p.field("yours", p.marks.own(store.Subject{Type: store.ActorRecord, ID: actor.ID}))
	}
}

func (p page) provinces(library *store.Library, result *store.Result, source string) {
	var with []store.Count
	for _, count := range kept(result.Provinces, result.Filter.Provinces, false) {
		if count.Events+count.Quotes > 0 || count.Named && !narrowed(result.Filter) {
			with = append(with, count)
		}
	}
	if len(with) == 0 {
		return
	}
	p.heading(fmt.Sprintf("Provinces (%d of %d)", len(with), len(result.Provinces)))
	for _, count := range with {
		if province, found := library.Province(count.ID); found {
			p.para("", fmt.Sprintf("%s, %s: %s %s", province.Name, province.Country, tally(count), cited(of(source, province.Cites))))
			p.field("yours", p.marks.own(store.Subject{Type: store.ProvinceRecord, ID: province.ID}))
		}
	}
}

// of gives the citations of one source.
func of(source string, cites []store.Citation) []store.Citation {
	var own []store.Citation
	for _, c := range cites {
		if c.Source == source {
			own = append(own, c)
		}
	}
	return own
}

func tally(count store.Count) string {
	return Number(count.Events, "event") + ", " + Number(count.Quotes, "quote")
}

func (p page) digest(source store.Source) {
	if len(source.Digest) == 0 {
		return
	}
	p.heading("Digest")
	for _, paragraph := range source.Digest {
		p.line("")
		p.para(fmt.Sprintf("¶%-3d ", paragraph.Number), paragraph.Digest)
		if paragraph.Remark != "" {
			p.para("     remark: ", paragraph.Remark)
		}
		for _, s := range p.marks.Passages(source.ID) {
			if s.Passage.Paragraph == paragraph.Number {
				p.para("     yours: ", p.marks.own(s))
			}
		}
	}
}
