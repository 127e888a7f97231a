package tui

import (
	"context"
	"errors"
	"runtime/debug"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// ask makes a command of a question to the library. Commands run beside the
// program; they hold copies of what they need and never the model.
func ask(question func() tea.Msg) tea.Cmd {
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = panicMsg{&PanicError{Value: r, Stack: debug.Stack()}}
			}
		}()
		return question()
	}
}

// A query is a search with everything it needs to know.
type query struct {
	seq    int
	filter store.Filter
	typed  *store.Filter // names and words being typed, laid over filter
	anchor anchor        // records the cursors stay with
	events int           // how many rows to bring on either side of them: what is seen, the rest follows
	quotes int
	known  []string  // sources seen before; nil when none were looked at yet
	whole  wholeSpan // as it is known
}

func searchCmd(ctx context.Context, lib Library, q query) tea.Cmd {
	return ask(func() tea.Msg {
		f, err := answer(ctx, lib, q)
		return foundMsg{q.seq, f, err}
	})
}

func answer(ctx context.Context, lib Library, q query) (found, error) {
	f := found{filter: q.filter}
	if q.typed != nil {
		typed, notes, err := lib.Resolve(*q.typed)
		if err != nil {
			return f, err
		}
		f.filter, f.notes = overlay(q.filter, typed), notes
	}
	f.marks, _ = lib.Marks() // a filter by marks says why they cannot be read
	sources := lib.Sources()
	f.leaveGone(sources)
	f.fresh = freshSources(sources, q.known)
	if len(f.fresh) > 0 && len(q.known) == 1 && len(f.filter.Sources.Chosen) == 0 {
		f.filter.Sources.Chosen = q.known // what is read does not drown in what came
	}
	var err error
	if f.result, err = lib.Search(ctx, f.filter); err != nil {
		return f, err
	}
	if f.whole, err = f.wholeSpan(ctx, lib, q.whole); err != nil {
		return f, err
	}
	f.calendar = newCalendar(lib, f.result)
	f.actors = newFacetView(actorShape(), f.result.Actors, f.filter.Choice(store.ByActor))
	f.provinces = newFacetView(provinceShape(), f.result.Provinces, f.filter.Choice(store.ByProvince))
	f.chips, f.heading = newChips(lib, f.result, f.filter.Clauses()), headingOf(sources, f.filter, styleOf(lib))
	if f.undated, err = undatedQuotes(ctx, lib, f.result); err != nil {
		return f, err
	}
	if err := ctx.Err(); err != nil { // a newer question waits
		return f, err
	}
	if f.result.Events+f.result.Quotes == 0 && !f.filter.Empty() {
		f.culprits = newChips(lib, f.result, lib.Culprits(ctx, f.filter))
	}
	return f, f.readRows(lib, q)
}

// wholeSpan gives the time that the chosen sources take, as it is known or of a
// search of its own.
func (f *found) wholeSpan(ctx context.Context, lib Library, known wholeSpan) (wholeSpan, error) {
	w := wholeSpan{lib: lib, sources: f.filter.Choice(store.BySource)}
	sourcesAlone := store.Filter{Sources: f.filter.Sources}
	if f.filter.Equal(sourcesAlone) {
		w.span = spanOf(f.result.Months)
		return w, nil
	}
	if known.lib == lib && slices.Equal(known.sources.Chosen, w.sources.Chosen) && slices.Equal(known.sources.Excluded, w.sources.Excluded) {
		return known, nil
	}
	all, err := lib.Search(ctx, sourcesAlone)
	if err != nil {
		return w, err
	}
	w.span = spanOf(all.Months)
	return w, nil
}

// readRows brings the rows around the records the cursors stood on.
func (f *found) readRows(lib Library, q query) (err error) {
	f.event, _ = lib.EventPosition(f.result, q.anchor.event)
	f.quote, _ = lib.QuotePosition(f.result, q.anchor.quote)
	if f.events, err = eventWindow(lib, around(f.result, f.event, q.events)); err != nil {
		return err
	}
	f.quotes, err = quoteWindow(lib, around(f.result, f.quote, q.quotes))
	return err
}

// undatedQuotes counts the quotes that pass all of a filter but its dates and
// have none of their own, where no quote passes.
func undatedQuotes(ctx context.Context, lib Library, r *store.Result) (int, error) {
	f := r.Filter
	if r.Quotes > 0 || f.Since == "" && f.Until == "" {
		return 0, nil
	}
	f.Since, f.Until, f.Inside = "", "", false
	timeless, err := lib.Search(ctx, f)
	if err != nil {
		return 0, err
	}
	quotes, err := lib.Quotes(timeless, 0, timeless.Quotes)
	undated := 0
	for _, q := range quotes {
		if q.Undated() {
			undated++
		}
	}
	return undated, err
}

// overlay lays what was typed over a filter: words and dates take the place of
// the old ones, values are added.
func overlay(f, typed store.Filter) store.Filter {
	for _, facet := range []store.Facet{store.BySource, store.ByProvince, store.ByActor, store.ByKind} {
		had, more := f.Choice(facet), typed.Choice(facet)
		for _, id := range more.Chosen {
			if !slices.Contains(had.Chosen, id) {
				f = without(f, facet, id).Toggle(facet, id)
			}
		}
		for _, id := range more.Excluded {
			if !slices.Contains(had.Excluded, id) {
				f = without(f, facet, id).Exclude(facet, id)
			}
		}
	}
	f.Text = typed.Text
	f.AllActors = f.AllActors || typed.AllActors
	f.Inside = f.Inside || typed.Inside
	f.Marked = f.Marked || typed.Marked
	if typed.Area != "" {
		f.Area = typed.Area
	}
	if typed.Since != "" {
		f.Since = typed.Since
	}
	if typed.Until != "" {
		f.Until = typed.Until
	}
	return f
}

func without(f store.Filter, facet store.Facet, id string) store.Filter {
	f = f.Without(store.Clause{Facet: facet, Value: id})
	return f.Without(store.Clause{Facet: facet, Value: id, Excluded: true})
}

func freshSources(sources []store.Source, known []string) []chip {
	var fresh []chip
	for _, s := range sources {
		if known != nil && !slices.Contains(known, s.ID) {
			fresh = append(fresh, chip{store.Clause{Facet: store.BySource, Value: s.ID}, printable(s.Title)})
		}
	}
	return fresh
}

// around gives the stretch of a result that reaches as far as n rows from a
// place.
func around(r *store.Result, place, n int) stretch {
	from := max(0, place-n)
	return stretch{r, from, place + n + 1 - from}
}

func eventWindow(lib Library, at stretch) (window[eventRow], error) {
	w := window[eventRow]{offset: at.offset}
	events, err := lib.Events(at.of, at.offset, at.n)
	w.rows = make([]eventRow, 0, len(events))
	for _, e := range events {
		row := newEventRow(e, at.of.Filter)
		styleOf(lib).put(&row, e.Date)
		w.rows = append(w.rows, row)
	}
	return w, err
}

func quoteWindow(lib Library, at stretch) (window[quoteRow], error) {
	w := window[quoteRow]{offset: at.offset}
	quotes, err := lib.Quotes(at.of, at.offset, at.n)
	for _, q := range quotes {
		row := newQuoteRow(q, at.of.Filter)
		if row.date != "" {
			row.date = styleOf(lib).withBasis(q.Date)
		}
		w.rows = append(w.rows, row)
	}
	return w, err
}

func eventsCmd(lib Library, at stretch) tea.Cmd {
	return ask(func() tea.Msg {
		w, err := eventWindow(lib, at)
		return rowsMsg{lib: lib, asked: at, events: &w, err: err}
	})
}

func quotesCmd(lib Library, at stretch) tea.Cmd {
	return ask(func() tea.Msg {
		w, err := quoteWindow(lib, at)
		return rowsMsg{lib: lib, asked: at, quotes: &w, err: err}
	})
}

func cardCmd(lib Library, seq int, of ref, count store.Count) tea.Cmd {
	return ask(func() tea.Msg { return cardMsg{lib, seq, newCard(lib, of, count)} })
}

// dateCmd looks for the first event that does not begin before a date.
func dateCmd(lib Library, r *store.Result, date store.Date) tea.Cmd {
	return ask(func() tea.Msg { return datedMsg{lib, r, date, lib.DatePosition(r, date.First)} })
}

// A passage is what the reader is opened on.
type passage struct {
	source    string // "" for the source of the record
	record    ref
	paragraph int
	query     string
	digest    bool
	prefer    []string       // sources looked for first
	mark      store.Citation // a passage that is marked
	again     bool           // what is read already, with other marks
	actors    []string       // chosen in the filter
}

func documentCmd(lib Library, seq int, at passage) tea.Cmd {
	return ask(func() tea.Msg {
		msg := documentMsg{lib: lib, at: at, seq: seq, from: at.record, paragraph: at.paragraph, query: at.query}
		if at.source == "" {
			cite, ok := firstCite(citesOf(lib, at.record), at.prefer)
			if !ok {
				msg.err = errNotNamed
				return msg
			}
			at.source, msg.paragraph = cite.Source, cite.Paragraph
		}
		if at.mark.Source != "" {
			place, _ := lib.Refind(at.mark)
			msg.paragraph = place.Paragraph
		}
		msg.document, msg.err = readDocument(lib, at)
		return msg
	})
}

var errNotNamed = errors.New("no passage names this: there is nothing to read")

// citesOf gives the citations of a record, or the place of a marked passage.
func citesOf(lib records, of ref) []store.Citation {
	s := store.Subject{Type: of.kind, ID: of.id}
	if of.kind == store.MarkedPassage {
		marks, _ := lib.Marks()
		s, _ = passageOf(marks, of.id)
	}
	_, cites, _ := lib.About(s)
	return cites
}

// firstCite gives the first citation, of a preferred source where there is one.
func firstCite(cites []store.Citation, prefer []string) (store.Citation, bool) {
	for _, c := range cites {
		if slices.Contains(prefer, c.Source) {
			return c, true
		}
	}
	if len(cites) == 0 {
		return store.Citation{}, false
	}
	return cites[0], true
}

func placeCmd(lib Library, seq int, r *store.Result, of ref) tea.Cmd {
	return ask(func() tea.Msg {
		msg := placedMsg{lib: lib, seq: seq, of: of}
		switch of.kind {
		case store.EventRecord:
			msg.place, msg.listed = lib.EventPosition(r, of.id)
		case store.QuoteRecord:
			msg.place, msg.listed = lib.QuotePosition(r, of.id)
		}
		return msg
	})
}

func namesCmd(lib Library, seq int, r *store.Result, facet store.Facet) tea.Cmd {
	return ask(func() tea.Msg {
		if facet == store.ByProvince {
			return namesMsg{lib, seq, provinceNames(r, lib.Provinces())}
		}
		return namesMsg{lib, seq, groupNames(r, lib.Actors())}
	})
}

func reopenCmd(reopen func(Library) (Library, error), present Library) tea.Cmd {
	return ask(func() tea.Msg {
		lib, err := reopen(present)
		msg := reopenedMsg{lib: lib, err: err}
		if lib == nil {
			msg.marks, _ = present.Marks()
		}
		return msg
	})
}
