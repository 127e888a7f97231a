package tui

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A mapPicture is a drawn map, cell by cell. It is made in a command.
type mapPicture struct {
	of      *store.Result
	view    viewport
	cells   []mapCell
	busiest []int // cells with events, those with the most first
	most    int   // events in one of them
	inSight int
	crowded bool // there are many events at a province's centre
}

// A mapCell is what is drawn in a cell, and the events in it.
type mapCell struct {
	glyph        rune
	tone         mapTone
	own, central int32
}

// A mapTone says what a cell's glyph stands for.
type mapTone uint8

const (
	toneNothing mapTone = iota
	toneBorder
	toneLabel
	toneEvents // and above: by their number, in as many steps as there are shades
)

// A mapLook says which glyphs there are.
type mapLook struct{ ascii, coloured bool }

// mapQuery asks for a picture or, where that is there, for what is in a cell.
type mapQuery struct {
	of     *store.Result
	view   viewport
	look   mapLook
	spread measured
	cell   bool
	spot   mapSpot
}

// A mapSpot is a cell of a map.
type mapSpot struct {
	of   *store.Result
	view viewport
	x, y int
}

// mapUnder is what lies in a cell.
type mapUnder struct {
	of        mapSpot
	provinces []store.Count
	events    []store.Event // the first
}

// dotsMsg answers a mapQuery.
type dotsMsg struct {
	lib     Library
	asked   mapQuery
	borders borders
	spread  measured
	picture mapPicture
	under   mapUnder
	err     error
}

// firstEvents is how many events of a cell are looked at for the places they are
// in.
const firstEvents = 24

// load asks for the picture, then for what lies under the cursor.
func (d *dotMap) load(m *Model) tea.Cmd {
	if d.flying || d.of == nil || d.view.width == 0 {
		return nil
	}
	q := mapQuery{of: d.of, view: d.view, look: mapLook{m.theme.ascii, m.theme.dotted()}, spread: d.spread}
	switch {
	case !d.current():
	case d.under.of != d.spot() && d.here().events() > 0:
		q.cell, q.spot = true, d.spot()
	default:
		return nil
	}
	if q == d.sent {
		return nil
	}
	d.sent, d.flying = q, true
	if q.cell {
		return underCmd(m.lib, q)
	}
	return dotsCmd(m.lib, q, d.borders, m.opts.Borders)
}

// here gives the cell under the cursor.
func (d *dotMap) here() mapCell {
	if i := d.y*d.view.width + d.x; d.current() && i < len(d.picture.cells) {
		return d.picture.cells[i]
	}
	return mapCell{}
}

func (c mapCell) events() int { return int(c.own) + int(c.central) }

func underCmd(lib Library, q mapQuery) tea.Cmd {
	return ask(func() tea.Msg {
		msg := dotsMsg{lib: lib, asked: q, under: mapUnder{of: q.spot}}
		a := q.view.area()
		_, msg.under.provinces, msg.under.events, msg.err = lib.Within(context.Background(), q.of, a.grid(), a.dots(q.spot.x, q.spot.y), firstEvents)
		return msg
	})
}

func dotsCmd(lib Library, q mapQuery, known borders, read func() [][][2]float32) tea.Cmd {
	return ask(func() tea.Msg {
		msg := dotsMsg{lib: lib, asked: q, borders: known, spread: q.spread}
		if known == nil && read != nil {
			msg.borders = newBorders(read())
		}
		if msg.spread.of != q.of {
			s, err := lib.Spread(context.Background(), q.of)
			if err != nil {
				msg.err = err
				return msg
			}
			msg.spread = measured{q.of, s}
		}
		view := q.view
		if view.scale == 0 {
			view = msg.spread.whole(view)
		}
		msg.picture, msg.err = drawMap(lib, q, view, msg.borders)
		return msg
	})
}

// whole gives the viewport that shows all events, the world where there are none.
func (s measured) whole(v viewport) viewport {
	if s.Located() == 0 {
		return fit(store.Box{South: -60, West: -180, North: 80, East: 180}, v.width, v.height)
	}
	return fit(s.Box, v.width, v.height)
}

// arrive takes a picture, or what lies in a cell.
func (msg dotsMsg) arrive(m *Model) tea.Cmd {
	d, ok := m.pages[viewDots].(*dotMap)
	if !ok || !d.flying || msg.asked != d.sent {
		return nil
	}
	d.flying = false
	switch {
	case msg.lib != m.lib:
		d.sent = mapQuery{}
		return nil
	case msg.err != nil:
		m.complain(msg.err)
		return nil
	case msg.asked.cell:
		d.under = msg.under
		return nil
	}
	d.borders, d.spread, d.picture = msg.borders, msg.spread, msg.picture
	d.arrive()
	if d.view == msg.asked.view && d.view.scale == 0 {
		d.view = d.picture.view
		d.put(d.view.width/2, d.view.height/2)
		if len(d.picture.busiest) > 0 {
			d.put(d.picture.busiest[0]%d.view.width, d.picture.busiest[0]/d.view.width)
		}
	}
	return nil
}

// drawMap draws a picture.
func drawMap(lib Library, q mapQuery, v viewport, lines borders) (mapPicture, error) {
	a := v.area()
	density, err := lib.Density(context.Background(), q.of, a.grid())
	if err != nil {
		return mapPicture{}, err
	}
	p := mapPicture{of: q.of, view: v, cells: make([]mapCell, v.width*v.height)}
	own, outline := newDots(v), newDots(v)
	for i := range density.Own {
		if density.Own[i]+density.Central[i] == 0 {
			continue
		}
		x, y := a.left+i%a.columns, a.top+i/a.columns
		c := &p.cells[y/dotsDown*v.width+x/dotsAcross]
		c.own += density.Own[i]
		c.central += density.Central[i]
		if density.Own[i] > 0 {
			own.set(x, y)
		}
	}
	lines.draw(outline, a)
	p.count()
	bounds := dotBounds(p.most)
	for i := range p.cells {
		c := &p.cells[i]
		c.draw(q.look, bounds, own.bits[i], outline.bits[i])
		p.crowded = p.crowded || c.own == 0 && c.glyph == centreGlyph(q.look.ascii, shades)
	}
	p.label(a, density.Provinces)
	return p, nil
}

// count orders the cells by their events.
func (p *mapPicture) count() {
	for i, c := range p.cells {
		if n := c.events(); n > 0 {
			p.busiest = append(p.busiest, i)
			p.most = max(p.most, n)
			p.inSight += n
		}
	}
	slices.SortStableFunc(p.busiest, func(a, b int) int { return cmp.Compare(p.cells[b].events(), p.cells[a].events()) })
}

// dotBounds gives the least count of each step: they multiply, for few cells have
// most of the events.
func dotBounds(most int) (bounds [shades]int) {
	for i := range bounds {
		bounds[i] = int(math.Ceil(math.Pow(float64(max(1, most)), float64(i)/shades) - 1e-9))
		if i > 0 {
			bounds[i] = max(bounds[i], bounds[i-1]+1)
		}
	}
	return bounds
}

// draw chooses the glyph of a cell: its events, else the border through it.
func (c *mapCell) draw(look mapLook, bounds [shades]int, own, outline uint8) {
	const braille = '\u2800'
	step := shadeOf(c.events(), bounds)
	const someDots = 2 // of a border are worth a whole cell
	if look.ascii && bits.OnesCount8(outline) < someDots {
		outline = 0
	}
	switch {
	case step > 0:
		c.tone = toneEvents + mapTone(step-1)
	case outline != 0:
		c.tone = toneBorder
	}
	switch {
	case c.own > 0 && look.ascii:
		c.glyph = rune(":+*#"[step-1])
	case c.own > 0 && look.coloured:
		c.glyph = braille + rune(own)
	case c.own > 0:
		c.glyph, _ = utf8.DecodeRuneInString(shadeGlyph(step))
	case c.central > 0:
		c.glyph = centreGlyph(look.ascii, step)
	case outline == 0:
		c.glyph = ' '
	case look.ascii:
		c.glyph = '.'
	default:
		c.glyph = braille + rune(outline)
	}
}

// centreGlyph marks events at the centre of their province, many of them in
// another way than few.
func centreGlyph(ascii bool, step int) rune {
	many := step > shades/2
	switch {
	case ascii && many:
		return 'O'
	case ascii:
		return 'o'
	case many:
		return '◉'
	}
	return '○'
}

// placesNamed is how many places are named at most, and countryHeight from how many
// degrees on they are countries and not provinces.
const (
	placesNamed   = 16
	countryHeight = 14
)

// label names the provinces, or countries, with the most events, where there is
// room for it beside what is drawn.
func (p *mapPicture) label(a mapArea, clusters []store.Cluster) {
	if a.box.Height() > countryHeight {
		clusters = byCountry(clusters)
	}
	for _, c := range clusters[:min(len(clusters), placesNamed)] {
		name := printable(c.Name)
		w := cells.Width(name)
		if rightToLeft(name) || w != utf8.RuneCountInString(name) || w == 0 {
			continue
		}
		x, y := a.dot(c.Lat, c.Lon)
		left, top := int(x)/dotsAcross, int(y)/dotsDown
		for _, at := range [][2]int{{left + 2, top}, {left - w - 1, top}, {left - w/2, top + 1}, {left - w/2, top - 1}, {left + 2, top + 1}, {left + 2, top - 1}} {
			if p.free(at[0]-1, at[1], w+2) {
				p.write(at[0], at[1], name)
				break
			}
		}
	}
}

// free tells whether no event and no name is in some cells.
func (p *mapPicture) free(x, y, width int) bool {
	if y < 0 || y >= p.view.height || x < 0 || x+width > p.view.width {
		return false
	}
	row := p.cells[y*p.view.width+x:][:width]
	return !slices.ContainsFunc(row, func(c mapCell) bool { return c.tone >= toneLabel })
}

func (p *mapPicture) write(x, y int, name string) {
	for _, r := range name {
		c := &p.cells[y*p.view.width+x]
		c.glyph, c.tone = r, toneLabel
		x++
	}
}

// byCountry joins the provinces of each country.
func byCountry(clusters []store.Cluster) []store.Cluster {
	var list []store.Cluster
	at := make(map[string]int)
	for _, c := range clusters {
		i, ok := at[c.Country]
		if !ok {
			at[c.Country] = len(list)
			list = append(list, store.Cluster{ID: c.Country, Name: c.Country, Events: c.Events, Lat: c.Lat, Lon: c.Lon})
			continue
		}
		j := &list[i]
		part := float64(c.Events) / float64(c.Events+j.Events)
		j.Lat += (c.Lat - j.Lat) * part
		j.Lon = wrapped(j.Lon + wrapped(c.Lon-j.Lon)*part)
		j.Events += c.Events
	}
	slices.SortStableFunc(list, func(a, b store.Cluster) int { return cmp.Compare(b.Events, a.Events) })
	return list
}
