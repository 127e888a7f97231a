package tui

import (
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// shades is how many steps of the map's shade stand for events.
const shades = 4

// shadeBounds gives the least count of each step. They grow as squares do, for a
// few provinces have most of the events.
func shadeBounds(most int) [shades]int {
	var bounds [shades]int
	for i := range bounds {
		bounds[i] = max(1, (most*i*i+shades*shades-1)/(shades*shades))
	}
	return bounds
}

// shadeOf gives the step of a count, 0 for none.
func shadeOf(n int, bounds [shades]int) int {
	step := 0
	for i, least := range bounds {
		if n >= least {
			step = i + 1
		}
	}
	return step
}

func shadeGlyph(step int) string { return []string{" ", "░", "▒", "▓", "█"}[step] }

// A tileShape is how large the tiles are drawn: cells and lines with the gap after
// them, and the lines of text.
type tileShape struct{ width, height, gap, text int }

// nameCells is the width from which on tiles say a province's name.
const nameCells = 11

func (p *facetPane) tileShape() tileShape {
	s := tileShape{width: min(16, p.width/gridColumns), text: 2}
	if s.width >= nameCells {
		s.text = 3
	}
	s.height = min(s.text+1, (p.height-1)/gridRows)
	if s.width > 5 {
		s.gap = 1
	}
	return s
}

// drawMap draws the tiles, the province under the cursor and, where there are
// lines for it, what the shades stand for and what is not on the map.
func (p *facetPane) drawMap(th *theme, focused bool) []string {
	s, most := p.tileShape(), 0
	for _, c := range p.tiles {
		most = max(most, c.Events)
	}
	bounds := shadeBounds(most)
	var rows [gridRows][gridColumns]string
	for _, t := range tileGrid() {
		rows[t.row][t.column] = t.id
	}
	lines := make([]string, 0, p.height+2)
	for _, row := range rows {
		for y := range s.height {
			l := th.line(p.width)
			for column, id := range row {
				l.to(column * s.width)
				if id != "" {
					p.drawTile(l, th, s, id, y, bounds, focused)
				}
			}
			lines = append(lines, l.end())
		}
	}
	if len(lines) < p.height-3 {
		lines = append(lines, empty(p.width))
	}
	lines = append(lines, p.drawTileCaption(th), p.drawLegend(th, bounds, most), p.drawUnmapped(th))
	return blank(lines, p.width, p.height)
}

// drawTile draws line y of a tile: its mark and code, then its count, then its
// name where it is high enough.
func (p *facetPane) drawTile(l *line, th *theme, s tileShape, id string, y int, bounds [shades]int, focused bool) {
	c, here, end := p.tiles[id], id == p.grid.at, l.taken+s.width-s.gap
	if y == s.text {
		return // a gap
	}
	step := 0
	if c != nil {
		step = shadeOf(c.Events, bounds)
	}
	p.putTileMark(l, th, id, y, here, focused)
	room := end - l.taken
	text := ""
	switch {
	case y == 0:
		text = id[len("AF-"):]
		if !th.shaded() {
			text += strings.Repeat(shadeGlyph(step), room-len(text))
		}
	case c == nil:
	case y == 1:
		text = tileCount(th, c, room)
	case !rightToLeft(c.Name): // the line below the map has those
		text = cells.Shorten(printable(c.Name), room, l.cut)
	}
	l.putIn(th.tileStyle(step, here), cells.Pad(text, room), room)
}

// putTileMark writes the cell before a tile's text: whether it is chosen or
// excluded, and where the cursor is.
func (p *facetPane) putTileMark(l *line, th *theme, id string, y int, here, focused bool) {
	switch {
	case y == 0 && slices.Contains(p.choice.Chosen, id):
		l.put(th.key, "●")
	case y == 0 && slices.Contains(p.choice.Excluded, id):
		l.put(th.killed, "✗")
	default:
		cursorMark(l, th, here, focused)
	}
}

// shaded tells that colours shade the tiles; else glyphs do.
func (th *theme) shaded() bool { return th.shades[0].on != "" }

func (th *theme) tileStyle(step int, here bool) style {
	st := th.faint
	switch {
	case step > 0 && th.shaded():
		st = th.shades[step-1]
	case step > 0:
		st = style{}
	}
	if here {
		return th.strong.over(st)
	}
	return st
}

// tileCount writes a province's events and, where there is room, its quotes.
func tileCount(th *theme, c *store.Count, room int) string {
	text := shortCount(c.Events, room)
	if c.Quotes > 0 {
		if quotes := countOfQuotes(th, c.Quotes); cells.Width(text+quotes) <= room {
			text += quotes
		}
	}
	return text
}

// shortCount writes a number in at most room cells, of which there are four at
// least: with its thousands apart, without, or in thousands or millions, cut off.
func shortCount(n, room int) string {
	for _, text := range []string{grouped(n), strconv.Itoa(n), strconv.Itoa(n/1000) + "k"} {
		if len(text) <= room {
			return text
		}
	}
	return strconv.Itoa(n/1_000_000) + "M"
}

// drawTileCaption tells everything of the province under the cursor.
func (p *facetPane) drawTileCaption(th *theme) string {
	l := th.line(p.width)
	l.gap(1)
	c := p.tiles[p.grid.at]
	if c == nil {
		return l.end()
	}
	text := plural(c.Events, "event")
	if c.Quotes > 0 {
		text += " · " + plural(c.Quotes, "quote")
	}
	name := printable(c.Name)
	if rightToLeft(name) {
		l.put(th.dim, text)
		l.gap(2)
		l.put(th.strong, name)
		return l.end()
	}
	l.put(th.strong, name)
	l.put(th.dim, " · "+text)
	return l.end()
}

// drawLegend tells what the shades stand for.
func (p *facetPane) drawLegend(th *theme, bounds [shades]int, most int) string {
	l := th.line(p.width)
	l.gap(1)
	for i, least := range bounds {
		next := most + 1
		if i+1 < shades {
			next = bounds[i+1]
		}
		if least >= next || most == 0 {
			continue
		}
		text := grouped(least)
		if next-1 > least {
			text += "–" + grouped(next-1)
		}
		if th.shaded() {
			l.put(th.shades[i], " "+text+" ")
		} else {
			l.put(th.bar, shadeGlyph(i+1))
			l.gap(1)
			l.put(th.dim, text)
		}
		l.gap(2)
	}
	return l.end()
}

// drawUnmapped tells of what is in the list alone.
func (p *facetPane) drawUnmapped(th *theme) string {
	l := th.line(p.width)
	if n := p.unmapped(); n > 0 {
		l.gap(1)
		l.put(th.dim, grouped(n)+" more elsewhere: m")
	}
	return l.end()
}

// unmapped counts the values with records that have no tile.
func (p *facetPane) unmapped() int {
	n := p.known.withRecords
	for _, c := range p.tiles {
		if c.Events+c.Quotes > 0 {
			n--
		}
	}
	return n
}
