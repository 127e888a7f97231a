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
	rows   int           // how many rows to bring around them
	known  []string      // sources seen before; nil when none were looked at yet
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
	sources := lib.Sources()
	f.fresh = freshSources(sources, q.known)
	if len(f.fresh) > 0 && len(q.known) == 1 && len(f.filter.Sources.Chosen) == 0 {
		f.filter.Sources.Chosen = q.known // what is read does not drown in what came
	}
	var err error
	if f.result, err = lib.Search(ctx, f.filter); err != nil {
		return f, err
	}
	all := f.result
	if !f.filter.Equal(store.Filter{Sources: f.filter.Sources}) {
		if all, err = lib.Search(ctx, store.Filter{Sources: f.filter.Sources}); err != nil {
			return f, err
		}
	}
	f.span = spanOf(all.Months)
	f.chips, f.heading = newChips(lib, f.filter, f.filter.Clauses()), headingOf(sources, f.filter)
	if f.undated, err = undatedQuotes(ctx, lib, f.result); err != nil {
		return f, err
	}
	if f.result.Events+f.result.Quotes == 0 && !f.filter.Empty() {
		f.culprits = newChips(lib, f.filter, lib.Culprits(ctx, f.filter))
	}
	return f, f.readRows(lib, q)
}

// readRows brings the rows around the records the cursors stood on.
func (f *found) readRows(lib Library, q query) (err error) {
	f.event, _ = lib.EventPosition(f.result, q.anchor.event)
	f.quote, _ = lib.QuotePosition(f.result, q.anchor.quote)
	if f.events, err = eventWindow(lib, f.result, f.event-q.rows, 2*q.rows); err != nil {
		return err
	}
	f.quotes, err = quoteWindow(lib, f.result, f.quote-q.rows, 2*q.rows)
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

func eventWindow(lib Library, r *store.Result, offset, n int) (window[eventRow], error) {
	w := window[eventRow]{offset: max(0, offset)}
	events, err := lib.Events(r, w.offset, n)
	for _, e := range events {
		w.rows = append(w.rows, newEventRow(e, r.Filter))
	}
	return w, err
}

func quoteWindow(lib Library, r *store.Result, offset, n int) (window[quoteRow], error) {
	w := window[quoteRow]{offset: max(0, offset)}
	quotes, err := lib.Quotes(r, w.offset, n)
	for _, q := range quotes {
		w.rows = append(w.rows, newQuoteRow(q, r.Filter))
	}
	return w, err
}

func eventsCmd(lib Library, r *store.Result, offset, n int) tea.Cmd {
	return ask(func() tea.Msg {
		w, err := eventWindow(lib, r, offset, n)
		return rowsMsg{asked: r, events: &w, err: err}
	})
}

func quotesCmd(lib Library, r *store.Result, offset, n int) tea.Cmd {
	return ask(func() tea.Msg {
		w, err := quoteWindow(lib, r, offset, n)
		return rowsMsg{asked: r, quotes: &w, err: err}
	})
}

func cardCmd(lib Library, seq int, of ref, count store.Count) tea.Cmd {
	return ask(func() tea.Msg { return cardMsg{seq, newCard(lib, of, count, lib.Actors)} })
}

// A passage is what the reader is opened on.
type passage struct {
	source    string // "" for the source of the record
	record    ref
	paragraph int
	query     string
	digest    bool
	prefer    []string // sources looked for first
}

func documentCmd(lib Library, seq int, p passage) tea.Cmd {
	return ask(func() tea.Msg {
		if p.source == "" {
			cite, ok := firstCite(citesOf(lib, p.record), p.prefer)
			if !ok {
				return documentMsg{seq: seq, err: errNotNamed}
			}
			p.source, p.paragraph = cite.Source, cite.Paragraph
		}
		d, err := readDocument(lib, p.source, p.digest)
		return documentMsg{seq, d, p.record, p.paragraph, p.query, err}
	})
}

var errNotNamed = errors.New("no passage names this: there is nothing to read")

// citesOf gives the citations of a record.
func citesOf(lib records, of ref) []store.Citation {
	switch of.kind {
	case store.EventRecord:
		e, _ := lib.Event(of.id)
		return e.Cites
	case store.QuoteRecord:
		q, _ := lib.Quote(of.id)
		return q.Cites
	case store.ActorRecord:
		a, _ := lib.Actor(of.id)
		return a.Cites
	case store.ProvinceRecord:
		p, _ := lib.Province(of.id)
		return p.Cites
	}
	return nil
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
		msg := placedMsg{seq: seq, of: of}
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
			return namesMsg{seq, provinceNames(r, lib.Provinces())}
		}
		return namesMsg{seq, groupNames(r, lib.Actors())}
	})
}

func reopenCmd(reopen func(Library) (Library, error), present Library) tea.Cmd {
	return ask(func() tea.Msg {
		lib, err := reopen(present)
		return reopenedMsg{lib, err}
	})
}
