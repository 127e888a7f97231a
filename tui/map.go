package tui

import (
	"strings"

	"fieldbrief/store"
)

// A tileMap shows the provinces of Afghanistan as tiles, in place of their list.
// Its cursor is a province.
type tileMap struct {
	on     bool
	at     string
	zoomed bool // the pane has the screen for it
}

// leastMapWidth and leastMapHeight are what the tiles and the line below them
// take at least.
const leastMapWidth, leastMapHeight = gridColumns * 5, gridRows*2 + 1

// tiled gives the values that stand on the tile grid; nil where the sources touch
// none of these provinces.
func tiled(values []store.Count) map[string]*store.Count {
	tiles, touched := make(map[string]*store.Count), false
	for i := range values {
		c := &values[i]
		if !strings.HasPrefix(c.ID, "AF-") {
			continue
		}
		if _, ok := tileOf(c.ID); ok {
			tiles[c.ID] = c
			touched = touched || c.AllEvents+c.AllQuotes > 0 || c.Named
		}
	}
	if !touched {
		return nil
	}
	return tiles
}

// mapped tells that the map stands in place of the list.
func (p *facetPane) mapped() bool { return p.grid.on && p.mapFits() && len(p.tiles) > 0 }

// mapLines gives the lines that the map asks for.
func (p *facetPane) mapLines() int {
	if !p.grid.on {
		return 0
	}
	return leastMapHeight + 2 // what the shades stand for, and what is not on it
}

func (p *facetPane) mapFits() bool {
	return p.width >= leastMapWidth && p.height >= leastMapHeight
}

// beginMap puts the map's cursor on the list's province, else on the one with
// the most events.
func (p *facetPane) beginMap() {
	p.names.end()
	p.arrange()
	at := p.idAt(p.cursor)
	p.grid.on = true
	if _, ok := p.tiles[at]; ok {
		p.grid.at = at
		return
	}
	var best *store.Count
	for _, t := range tileGrid() {
		if c := p.tiles[t.id]; c != nil && (best == nil || c.Events > best.Events) {
			best, p.grid.at = c, t.id
		}
	}
}

// endMap leaves the list's cursor on the map's province, where that is listed.
func (p *facetPane) endMap() {
	p.grid = tileMap{}
	if p.rowOf(p.held) >= 0 {
		p.putCursor(p.held)
	}
	p.settleRows()
}

// tile gives the tile under the cursor.
func (p *facetPane) tile() tile {
	t, _ := tileOf(p.grid.at)
	return t
}

// moveTile moves the map's cursor; ok tells whether the action is one of moving.
func (p *facetPane) moveTile(a action) (ok bool) {
	stands := func(t tile) bool { return p.tiles[t.id] != nil }
	switch a {
	case actLeft, actRight, actUp, actDown:
		if to, ok := p.tile().beside(a, stands); ok {
			p.toTile(to.id)
		}
	case actTop, actBottom:
		grid := tileGrid()
		for i := range grid {
			if a == actTop {
				i = len(grid) - 1 - i
			}
			if stands(grid[i]) {
				p.grid.at = grid[i].id
			}
		}
		p.toTile(p.grid.at)
	default:
		return false
	}
	return true
}

func (p *facetPane) toTile(id string) { p.grid.at, p.held = id, id }

// moveOnMap moves the map's cursor and says where there is nothing further on.
func (m *Model) moveOnMap(a action) {
	before := m.provinces.grid.at
	m.provinces.moveTile(a)
	if m.provinces.grid.at == before {
		m.say("no province further " + map[action]string{actLeft: "west", actRight: "east", actUp: "north", actDown: "south"}[a])
	}
}

// onMap tells that the keys are pressed on the map.
func (m *Model) onMap() bool { return m.focus.pane == provincesPane && m.provinces.mapped() }

// switchMap shows the map in place of the list of provinces, after it the map of
// dots, and that at once where the sources touch none of these provinces or there
// is no room for the tiles.
// Where the pane is too small for the map it gets the screen.
func (m *Model) switchMap() {
	p := m.provinces
	switch {
	case m.find.found.result == nil:
		return
	case m.onMap(), len(p.tiles) == 0:
		m.openDots()
		return
	}
	m.focusOn(provincesPane)
	p.beginMap()
	m.arrange()
	if m.w > 0 && !m.fitMap() { // else keepMap sees to it
		m.leaveTiles()
		m.openDots()
	}
}

// fitMap zooms the pane where the map needs that, and tells whether it has room.
func (m *Model) fitMap() bool {
	p := m.provinces
	if !p.mapFits() && !m.focus.zoomed {
		m.focus.zoomed, p.grid.zoomed = true, true
		m.arrange()
	}
	return p.mapFits()
}

// leaveMap shows the list of provinces again.
func (m *Model) leaveMap() {
	if m.onMap() {
		m.leaveTiles()
	}
}

func (m *Model) leaveTiles() {
	p := m.provinces
	m.focus.zoomed = m.focus.zoomed && !p.grid.zoomed
	p.endMap()
}

// keepMap gives the map up for the list where there is no room for it any more,
// or nothing on it.
func (m *Model) keepMap() {
	p := m.provinces
	_, seen := m.layout.slot(paneSlot, provincesPane)
	switch {
	case !p.grid.on || !seen || m.find.pending():
		return
	case len(p.tiles) == 0:
		m.say("these sources touch no province of Afghanistan: here is the list")
	case !m.fitMap():
		m.say("no room for the map: here is the list")
	default:
		return
	}
	m.leaveTiles()
	m.arrange()
}

// clickTile puts the map's cursor on the tile at a cell of the pane; again tells
// that it stood there already.
func (p *facetPane) clickTile(x, y int) (again bool) {
	s := p.tileShape()
	for _, t := range tileGrid() {
		if t.column == x/s.width && t.row == y/s.height && p.tiles[t.id] != nil {
			again = t.id == p.grid.at
			p.toTile(t.id)
			return again
		}
	}
	return false
}
