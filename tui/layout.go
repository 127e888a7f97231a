package tui

// A sizeClass says how much of the program is seen at once.
type sizeClass int

const (
	tooSmall  sizeClass = iota // one line that says what to do
	onePane                    // tabs, one pane at a time
	twoPanes                   // a facet beside a list, each with a tab for its neighbour
	fourPanes                  // all panes
	withSide                   // all panes and the detail beside them
)

// A slotKind says what stands in a slot.
type slotKind int

const (
	paneSlot slotKind = iota
	detailSlot
	readerSlot
	pickerSlot
	pageSlot
)

// A slot is a rectangle of the screen and what stands in it.
type slot struct {
	kind       slotKind
	pane       paneID
	view       view     // of a pageSlot
	tabs       []paneID // panes that share the slot
	x, y, w, h int
	framed     bool
}

// inner gives the cells inside a slot's frame or below its title.
func (s slot) inner() (x, y, w, h int) {
	if s.framed {
		return s.x + 1, s.y + 1, max(1, s.w-2), max(1, s.h-2)
	}
	return s.x, s.y + 1, s.w, max(1, s.h-1)
}

// A layout is how the screen is divided: header lines, columns of slots,
// footer lines.
type layout struct {
	class          sizeClass
	header, footer int
	columns        [][]slot
}

// slot gives the slot of a kind; for panes the one that shows pane.
func (l layout) slot(kind slotKind, pane paneID) (slot, bool) {
	for _, column := range l.columns {
		for _, s := range column {
			if s.kind == kind && (kind != paneSlot || s.pane == pane) {
				return s, true
			}
		}
	}
	return slot{}, false
}

// at gives the slot that covers a cell.
func (l layout) at(x, y int) (slot, bool) {
	for _, column := range l.columns {
		for _, s := range column {
			if x >= s.x && x < s.x+s.w && y >= s.y && y < s.y+s.h {
				return s, true
			}
		}
	}
	return slot{}, false
}

// A screen is everything the layout depends on.
type screen struct {
	w, h                      int
	focus                     paneID
	facet, records            paneID // the ones seen where there is room for one of each
	zoomed                    bool
	detail, reader            bool // opened
	page                      view // in place of the lists
	beside                    bool // the detail stands beside it
	pageLines                 int  // that the page takes
	aside                     view // in a column beside the lists
	filterLine                bool // there is something to show on it
	footer                    int  // lines
	eventLines, quoteLines    int  // that all events and all quotes take
	unquoted                  bool // the sources quote nobody
	eventMessage              int  // lines in place of events, 0 unless there are quotes alone
	listLines                 int  // that everything in the pane records takes
	actorLines, provinceLines int  // that those in sight take
	allActors, allProvinces   int  // lines of every actor and every province
	mapLines                  int  // that the map takes, 0 where the list stands in its place
}

const (
	leastWidth, leastHeight = 40, 10
	detailRoom              = 9  // lines a detail needs to be of use below a list
	tallTwo                 = 36 // lines from which on two columns show all four panes
)

func classOf(w, h int) sizeClass {
	switch {
	case w < leastWidth || h < leastHeight:
		return tooSmall
	case w < 60 || h < 24:
		return onePane
	case w < 100:
		return twoPanes
	case w < 140:
		return fourPanes
	}
	return withSide
}

// arrange divides the screen.
func arrange(s screen) layout {
	l := layout{class: classOf(s.w, s.h), header: 2, footer: max(1, s.footer)}
	if l.class == tooSmall {
		return l
	}
	if s.h < 14 && !s.filterLine {
		l.header = 1
	}
	d := divider{screen: s, y: l.header, h: s.h - l.header - l.footer, framed: l.class != onePane}
	switch {
	case s.page != viewLists:
		l.columns = d.overview(slot{kind: pageSlot, view: s.page})
	case l.class == onePane, l.class == twoPanes && s.h < tallTwo:
		l.columns = d.few(l.class == twoPanes)
	case s.zoomed && s.aside == viewLists:
		l.columns = d.zoom()
	default:
		l.columns = d.many(l.class == withSide)
	}
	return l
}

// A divider cuts the body, from line y on h lines high, into slots.
type divider struct {
	screen
	y, h   int
	framed bool
}

func (d divider) whole(s slot) [][]slot {
	return [][]slot{d.column(0, d.w, d.sized(s, d.h))}
}

func (d divider) sized(s slot, h int) slot {
	s.h = h
	return s
}

// column stacks slots whose heights are set.
func (d divider) column(x, w int, slots ...slot) []slot {
	y := d.y
	for i := range slots {
		slots[i].x, slots[i].y, slots[i].w, slots[i].framed = x, y, w, d.framed
		y += slots[i].h
	}
	return slots
}

// opened gives what covers the lists where only one thing is seen at a time.
func (d divider) opened() (slotKind, bool) {
	switch {
	case d.reader:
		return readerSlot, true
	case d.detail:
		return detailSlot, true
	}
	return paneSlot, false
}

// besides gives the slot of what stands in a column beside the lists.
func (d divider) besides() slot {
	if d.aside == viewPicker {
		return slot{kind: pickerSlot}
	}
	return slot{kind: pageSlot, view: d.aside}
}

// overview shows what takes the place of the lists, beside it a picker, or the
// detail, which stands below a short page.
func (d divider) overview(s slot) [][]slot {
	switch class := classOf(d.w, d.h); {
	case d.aside != viewLists && class == onePane:
		return d.whole(d.besides())
	case d.aside != viewLists:
		left := min(46, max(26, d.w*29/100))
		return [][]slot{d.column(0, left, d.sized(d.besides(), d.h)), d.column(left, d.w-left, d.sized(s, d.h))}
	case class == withSide && d.beside:
		right := min(66, max(42, d.w*30/100))
		return [][]slot{d.column(0, d.w-right, d.sized(s, d.h)), d.column(d.w-right, right, d.sized(slot{kind: detailSlot}, d.h))}
	}
	if list := max(5, d.pageLines+2); d.beside && d.framed && d.h-list >= detailRoom+2 {
		return [][]slot{d.column(0, d.w, d.sized(s, list), d.sized(slot{kind: detailSlot}, d.h-list))}
	}
	return d.whole(s)
}

// few shows one pane, or a facet beside a list.
func (d divider) few(two bool) [][]slot {
	kind, opened := d.opened()
	switch {
	case opened && d.aside != viewLists:
		return d.whole(d.besides())
	case opened:
		return d.whole(slot{kind: kind})
	}
	if !two {
		return d.one()
	}
	if d.zoomed && d.aside == viewLists {
		return d.whole(slot{kind: paneSlot, pane: d.focus})
	}
	left := min(34, max(24, d.w*36/100))
	facet := slot{kind: paneSlot, pane: d.facet, tabs: []paneID{actorsPane, provincesPane}}
	if d.aside != viewLists {
		facet = d.besides()
	}
	records := slot{kind: paneSlot, pane: d.records, tabs: []paneID{eventsPane, quotesPane}}
	return [][]slot{
		d.column(0, left, d.sized(facet, d.h)),
		d.column(left, d.w-left, d.withDetail(records, 2)...),
	}
}

// one shows a single pane, and the tabs of the others.
func (d divider) one() [][]slot {
	if d.aside != viewLists {
		return d.whole(d.besides())
	}
	pane := slot{kind: paneSlot, pane: d.focus, tabs: []paneID{actorsPane, provincesPane, eventsPane, quotesPane}}
	if d.focus != d.records {
		return d.whole(pane)
	}
	return [][]slot{d.column(0, d.w, d.withDetail(pane, 1)...)}
}

// withDetail puts the detail below a short list, where there is room for it;
// edges are the lines of a slot's frame or title.
func (d divider) withDetail(records slot, edges int) []slot {
	list := max(4, d.listLines) + edges
	if d.h-list < detailRoom+edges {
		return []slot{d.sized(records, d.h)}
	}
	return []slot{d.sized(records, list), d.sized(slot{kind: detailSlot}, d.h-list)}
}

// zoom gives the whole body to the focused pane, or to what was opened.
func (d divider) zoom() [][]slot {
	if kind, ok := d.opened(); ok {
		return d.whole(slot{kind: kind})
	}
	return d.whole(slot{kind: paneSlot, pane: d.focus})
}

// many shows all panes, and beside them the detail where there is room.
func (d divider) many(side bool) [][]slot {
	left := min(46, max(30, d.w*29/100))
	if d.mapLines > 0 {
		left = max(left, leastMapWidth+2)
	}
	right := 0
	if side {
		right = min(66, max(42, d.w*30/100))
	}
	columns := [][]slot{d.column(0, left, d.facets()...), d.column(left, d.w-left-right, d.lists(side)...)}
	if side {
		columns = append(columns, d.column(d.w-right, right, d.sized(slot{kind: detailSlot}, d.h)))
	}
	return columns
}

// leastActors is the height that the map leaves to the actors.
const leastActors = 8

// facets divides the left column: where all values fit, as they need it; else
// provinces take what they need up to two fifths, or what actors leave free;
// actors take the rest.
func (d divider) facets() []slot {
	if d.aside != viewLists {
		return []slot{d.sized(d.besides(), d.h)}
	}
	if d.reader && d.w >= citesWidth {
		cites := d.h / 2
		return []slot{d.sized(slot{kind: paneSlot, pane: actorsPane}, d.h-cites), d.sized(slot{kind: pageSlot, view: viewCites}, cites)}
	}
	provinces := min(max(6, d.provinceLines+2), max(d.h*2/5, d.h-d.actorLines-2))
	if min(d.allActors, d.actorLines)+d.allProvinces+4 <= d.h {
		provinces = d.allProvinces + 2
	}
	if d.mapLines > 0 {
		provinces = max(provinces, min(d.mapLines+2, d.h-leastActors))
	}
	return []slot{
		d.sized(slot{kind: paneSlot, pane: actorsPane}, d.h-provinces),
		d.sized(slot{kind: paneSlot, pane: provincesPane}, provinces),
	}
}

// quotesNeed is the height in which all quotes can be seen; where the sources
// have none, one line says so.
func (d divider) quotesNeed() int {
	if d.unquoted {
		return 3
	}
	return max(5, d.quoteLines+2)
}

// lowLines is the height of the quotes: what they need up to a third or so, or
// what events leave free where that is too little for a detail.
func (d divider) lowLines(side bool) int {
	need := d.quotesNeed()
	low := min(need, max(7, d.h*36/100))
	if free := d.h - d.eventLines - 2 - low; free > 0 && (side || free < detailRoom+2) {
		low = min(need, low+free)
	}
	return low
}

// quotesAlone divides the column where there are quotes and no events.
func (d divider) quotesAlone(side bool) []slot {
	events := d.sized(slot{kind: paneSlot, pane: eventsPane}, min(d.eventMessage+2, d.h/3))
	quotes, rest := slot{kind: paneSlot, pane: quotesPane}, d.h-events.h
	low := rest
	switch free := rest - d.quotesNeed(); {
	case side:
	case d.focus != eventsPane && free >= detailRoom+2:
		low = rest - free
	case d.detail:
		low = rest / 2
	}
	if low == rest {
		return []slot{events, d.sized(quotes, rest)}
	}
	return []slot{events, d.sized(quotes, low), d.sized(slot{kind: detailSlot}, rest-low)}
}

// lists divides the column of the lists.
func (d divider) lists(side bool) []slot {
	events, quotes := slot{kind: paneSlot, pane: eventsPane}, slot{kind: paneSlot, pane: quotesPane}
	detail := slot{kind: detailSlot}
	low := d.lowLines(side)
	high := d.h - low
	switch {
	case d.reader && (side || d.h < 30):
		return []slot{d.sized(slot{kind: readerSlot}, d.h)}
	case d.reader:
		return []slot{d.sized(slot{kind: readerSlot}, d.h-12), d.sized(detail, 12)}
	case d.eventMessage > 0:
		return d.quotesAlone(side)
	case side:
		return []slot{d.sized(events, high), d.sized(quotes, low)}
	case high-(d.eventLines+2) >= detailRoom+2:
		list := max(5, d.eventLines+2)
		return []slot{d.sized(events, list), d.sized(detail, high-list), d.sized(quotes, low)}
	case d.detail && d.focus == quotesPane:
		return []slot{d.sized(detail, high), d.sized(quotes, low)}
	case d.detail:
		low = max(low, min(18, d.h/2))
		return []slot{d.sized(events, d.h-low), d.sized(detail, low)}
	}
	return []slot{d.sized(events, high), d.sized(quotes, low)}
}
