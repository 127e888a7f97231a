package tui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A comparePage sets two values of a facet side by side, under the filter but for
// that facet's own choice. Every row of it leads to the records it counts.
type comparePage struct {
	list
	facet  store.Facet
	ids    [2]string
	asked  *store.Result // under whose filter the comparison was asked for, last
	of     *store.Result // under whose filter it is shown
	found  comparison
	sums   [2]*store.Casualties // nil while they are read, and where they are too many
	cancel context.CancelFunc   // of what reads them
	unit   unit                 // of time: byYear or byMonth
	rows   []compareRow
	queue  queue
	side   int // that Enter is for: -1 the left, 1 the right, 0 both
	width  int
	height int
}

// mostSummed is up to how many events of a side low and high tolls are summed:
// each of them has to be read.
const mostSummed = 50_000

// compareMsg brings a comparison.
type compareMsg struct {
	page  *comparePage
	lib   Library
	of    *store.Result
	found comparison
	err   error
}

// A comparison is one with what the rows are made of, which takes as long as there
// are values.
type comparison struct {
	store.Comparison
	common map[store.Facet][]store.CountPair
	months int       // from the first event to the last
	dates  [2]string // of the latest events
}

func compareIn(lib Library, f store.Filter, facet store.Facet, ids [2]string) (c comparison, err error) {
	if c.Comparison, err = lib.Compare(context.Background(), f, facet, ids[0], ids[1]); err != nil {
		return c, err
	}
	c.common = make(map[store.Facet][]store.CountPair)
	for _, facet := range []store.Facet{store.ByKind, store.ByProvince, store.ByActor} {
		c.common[facet] = c.Common(facet)
	}
	c.months = len(c.OverTime(true))
	for i, s := range c.Sides {
		if s.Latest != nil {
			c.dates[i] = styleOf(lib).withBasis(s.Latest.Date)
		}
	}
	return c, nil
}

// sumsMsg brings the tolls of a side.
type sumsMsg struct {
	page *comparePage
	of   *store.Result
	sums [2]*store.Casualties
	err  error
}

// compare opens the page on two values.
func (m *Model) compare(facet store.Facet, a, b string) tea.Cmd {
	m.openPage(viewCompare, &comparePage{facet: facet, ids: [2]string{a, b}, cancel: func() {}})
	return nil
}

func (p *comparePage) scene() scene { return inCompare }
func (p *comparePage) place() place { return besideDetail }

func (p *comparePage) title() (left, right string) {
	return "Compare", arrows(p.hidden(oneEach))
}

// load asks for the comparison under a filter whose answer is another.
func (p *comparePage) load(m *Model) tea.Cmd {
	r, lib, f := m.find.found.result, m.lib, m.find.filter
	if r == nil || r == p.asked {
		return nil
	}
	p.asked = r
	p.cancel()
	facet, ids := p.facet, p.ids
	return ask(func() tea.Msg {
		found, err := compareIn(lib, f, facet, ids)
		return compareMsg{p, lib, r, found, err}
	})
}

func (p *comparePage) waits() bool { return p.asked != p.of }

func (msg compareMsg) arrive(m *Model) tea.Cmd {
	p := msg.page
	if !m.keeps(viewCompare, p) || msg.of != p.asked {
		return nil
	}
	if msg.err != nil {
		m.close(viewCompare)
		m.complain(msg.err)
		return nil
	}
	first := p.of == nil
	p.of, p.found, p.sums = msg.of, msg.found, [2]*store.Casualties{}
	if first && p.found.months <= fewMonths {
		p.unit = byMonth
	}
	p.layOut()
	var ctx context.Context
	ctx, p.cancel = context.WithCancel(context.Background())
	return tea.Batch(sumsCmd(ctx, msg.lib, p, msg.of, msg.found.Comparison), p.queue.replay(m, viewCompare))
}

// sumsCmd reads the tolls of both sides, each unless it has too many events.
func sumsCmd(ctx context.Context, lib Library, p *comparePage, of *store.Result, found store.Comparison) tea.Cmd {
	return ask(func() tea.Msg {
		msg := sumsMsg{page: p, of: of}
		for i, s := range found.Sides {
			if s.Value.Events > mostSummed {
				continue
			}
			sums, err := lib.Casualties(ctx, s.Found)
			if err != nil {
				msg.err = err
				return msg
			}
			msg.sums[i] = &sums
		}
		return msg
	})
}

func (msg sumsMsg) arrive(m *Model) tea.Cmd {
	p := msg.page
	switch {
	case !m.keeps(viewCompare, p) || msg.of != p.of:
	case msg.err != nil:
		m.complain(msg.err)
	default:
		p.sums = msg.sums
		p.layOut()
	}
	return nil
}

func (p *comparePage) resize(width, height int) {
	p.width, p.height, p.room = width, height, max(1, height-1)
	p.settle(oneEach)
}

func (p *comparePage) act(m *Model, a action) tea.Cmd {
	if p.of == nil && p.queue.wait(a) {
		return nil
	}
	switch a {
	case actBack:
		p.cancel()
		m.close(viewCompare)
	case actLeft, actRight:
		p.side = max(-1, min(1, p.side+map[action]int{actLeft: -1, actRight: 1}[a]))
	case actZoomIn, actZoomOut:
		p.zoom(m, a)
	case actOpen:
		return p.enter(m)
	case actSource:
		return m.openReader()
	case actNextYear, actPreviousYear:
		p.toHeading(a)
	default:
		p.move(a)
	}
	return nil
}

// toHeading goes to the first row below the next heading, or below the cursor's
// own, then the one before.
func (p *comparePage) toHeading(a action) {
	step, at := 1, p.cursor+1
	if a == actPreviousYear {
		step, at = -1, p.cursor-2
	}
	for at >= 0 && at < p.n && !p.rows[at].head {
		at += step
	}
	switch {
	case at < 0:
		p.to(0)
	case at < p.n:
		p.to(at + 1)
	default:
		p.to(p.n - 1)
	}
	p.settle(oneEach)
}

// zoom counts by month or by year; the cursor goes to the first of them.
func (p *comparePage) zoom(m *Model, a action) {
	to := map[action]unit{actZoomIn: byMonth, actZoomOut: byYear}[a]
	if p.unit == to {
		m.say(map[unit]string{byMonth: "no finer than months", byYear: "no coarser than years"}[to])
		return
	}
	at := span{unit: byYear, n: -1}
	if row, ok := p.row(); ok && row.span != nil {
		at = *row.span
	}
	p.unit = to
	p.layOut()
	for i, row := range p.rows {
		if row.span != nil && at.n >= 0 && (row.span.first() >= at.first() || row.span.last() >= at.first()) {
			p.to(i)
			break
		}
	}
	p.settle(oneEach)
}

// move moves the cursor over what is no heading.
func (p *comparePage) move(a action) {
	before := p.cursor
	p.list.do(a, oneEach)
	if row, ok := p.row(); ok && row.head { // none stands first or last
		step := 1
		if p.cursor < before {
			step = -1
		}
		p.list.move(step)
	}
	p.settle(oneEach)
}

func (p *comparePage) row() (compareRow, bool) {
	if p.cursor < 0 || p.cursor >= len(p.rows) {
		return compareRow{}, false
	}
	return p.rows[p.cursor], true
}

// values gives the filter with what is compared as its facet's choice.
func (p *comparePage) values(side int) store.Filter {
	f := p.found.Filter
	for i, id := range p.ids {
		if side == 0 || side == 2*i-1 {
			f = f.Toggle(p.facet, id)
		}
	}
	return f
}

// enter makes the row under the cursor the filter, or opens its record.
func (p *comparePage) enter(m *Model) tea.Cmd {
	row, ok := p.row()
	switch {
	case !ok:
		return nil
	case !row.record.none():
		return m.openDetail(row.record)
	case row.narrow == nil:
		m.say(row.about)
		return nil
	}
	f := row.narrow(p.values(p.side), p.side)
	p.cancel()
	m.views, m.detail.pinned = nil, ref{}
	m.focusOn(eventsPane)
	return m.narrow(f, "the filter is that already")
}

// chosen names what the cursor is on: a record, else a value that is compared.
func (p *comparePage) chosen() ref {
	row, ok := p.row()
	if !ok {
		return ref{}
	}
	if !row.record.none() {
		return row.record
	}
	if !row.value.none() {
		return row.value
	}
	id := p.ids[max(0, p.side)]
	switch p.facet {
	case store.ByActor:
		return ref{store.ActorRecord, id}
	case store.ByProvince:
		return ref{store.ProvinceRecord, id}
	case store.BySource:
		return ref{sourceRecord, id}
	}
	return ref{}
}

func (p *comparePage) click(m *Model, x, y int) tea.Cmd {
	row := p.top + y - 1
	switch {
	case y < 1:
		p.side = 1
		if x < p.width/2 {
			p.side = -1
		}
	case row >= p.n || p.rows[row].head:
	case row == p.cursor:
		return p.act(m, actOpen)
	default:
		p.to(row)
	}
	return nil
}
