package tui

import (
	"math"
	"slices"
	"strings"
)

// dotted tells that colours tell events on the map from borders.
func (th *theme) dotted() bool { return th.dots[0].on != "" }

func (d *dotMap) draw(th *theme) []string {
	lines := make([]string, 0, d.height+2)
	if d.spread.of == d.of && d.spread.Located() == 0 {
		return drawMessage(th, d.nothing(), d.width, d.height)
	}
	for y := range d.view.height {
		lines = append(lines, d.drawRow(th, y))
	}
	lines = append(lines, d.drawCaption(th))
	if d.height >= legendHeight {
		lines = append(lines, d.drawLegend(th))
	}
	return blank(lines, d.width, d.height)
}

// nothing says why there is nothing on the map.
func (d *dotMap) nothing() []string {
	if d.of.Events == 0 {
		return []string{"The filter finds no event."}
	}
	return []string{"None of these events has coordinates, or a province whose centre is known."}
}

// drawRow writes a row of cells, those of one tone at a time.
func (d *dotMap) drawRow(th *theme, y int) string {
	l := th.line(d.width)
	p := &d.picture
	if y >= p.view.height || len(p.cells) == 0 {
		d.putCursor(l, th, y, nil)
		return l.end()
	}
	row := p.cells[y*p.view.width:][:p.view.width]
	if len(row) > d.width {
		row = row[:d.width]
	}
	d.putCursor(l, th, y, row)
	return l.end()
}

// putCursor writes a row, with the cursor where it is in it.
func (d *dotMap) putCursor(l *line, th *theme, y int, row []mapCell) {
	if y != d.y || !d.ready() {
		d.putCells(l, th, row)
		return
	}
	upTo := func(n int) []mapCell { return row[min(l.taken, len(row)):min(n, len(row))] }
	d.putCells(l, th, upTo(d.x-1))
	l.to(d.x - 1)
	if d.x > 0 {
		l.put(th.focus, "[")
	}
	glyph := " "
	if d.x < len(row) {
		glyph = string(row[d.x].glyph)
	}
	l.put(th.chipOn, glyph)
	l.put(th.focus, "]")
	d.putCells(l, th, upTo(len(row)))
}

// putCells writes cells whose glyphs take one cell each.
func (d *dotMap) putCells(l *line, th *theme, row []mapCell) {
	for len(row) > 0 {
		n := 1
		for n < len(row) && row[n].tone == row[0].tone {
			n++
		}
		st := th.mapStyle(row[0].tone)
		l.b = append(l.b, st.on...)
		for _, c := range row[:n] {
			l.b = append(l.b, string(c.glyph)...)
		}
		l.b = append(l.b, st.off...)
		l.taken += n
		row = row[n:]
	}
}

func (th *theme) mapStyle(tone mapTone) style {
	switch {
	case tone == toneNothing:
		return style{}
	case tone == toneBorder:
		return th.faint
	case tone == toneLabel:
		return th.dim
	}
	return th.dots[min(tone-toneEvents, shades-1)]
}

// drawCaption tells what is in the cell under the cursor.
func (d *dotMap) drawCaption(th *theme) string {
	l := th.line(d.width)
	l.gap(1)
	if !d.ready() {
		return l.end()
	}
	c := d.here()
	switch n := c.events(); {
	case n > 0:
		l.put(th.strong, plural(n, "event"))
	case d.current():
		l.put(th.dim, "no event here")
	default:
		l.put(th.dim, th.cut())
	}
	if d.under.of == d.spot() && c.events() > 0 {
		l.put(style{}, " · "+d.under.words())
	}
	where := ""
	if c.central > 0 && c.own > 0 {
		where = " · " + grouped(int(c.central)) + " at a province's centre"
	} else if c.central > 0 {
		where = " · at the province's centre"
	}
	lat, lon := d.view.at(d.x, d.y)
	if where += " · " + placeWords(lat, lon); l.left() > len(" · ") { // else the words were cut already
		l.put(th.dim, where)
	}
	return l.end()
}

// placeWords writes a place to a hundredth of a degree.
func placeWords(lat, lon float64) string {
	return degrees(lat) + "°" + side(lat, "S", "N") + " " + degrees(lon) + "°" + side(lon, "W", "E")
}

// words names the provinces in a cell, or where in one province it is.
func (u *mapUnder) words() string {
	const named = 3
	var names []string
	for _, p := range u.provinces {
		name := printable(p.Name)
		if len(u.provinces) > 1 {
			name += " " + grouped(p.Events)
		}
		names = append(names, name)
	}
	if len(names) > named {
		names = append(names[:named], grouped(len(names)-named)+" more")
	}
	text := strings.Join(names, ", ")
	if places := u.places(); len(u.provinces) < 2 && len(places) > 0 {
		if text != "" {
			text += ": "
		}
		text += strings.Join(places[:min(named, len(places))], ", ")
		if len(places) > named {
			text += ", others"
		}
	}
	return text
}

// places gives the printed places of the first events, each once.
func (u *mapUnder) places() []string {
	var places []string
	for _, e := range u.events {
		if place := printable(e.Place); place != "" && !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	return places
}

// drawLegend tells what the marks stand for.
func (d *dotMap) drawLegend(th *theme) string {
	l := th.line(d.width)
	l.gap(1)
	look := mapLook{th.ascii, th.dotted()}
	if d.spread.Own > 0 && d.picture.most > 0 {
		d.putSteps(l, th, look)
	}
	if d.spread.Central > 0 {
		l.put(th.mapStyle(toneEvents), string(centreGlyph(th.ascii, 1)))
		if d.picture.crowded {
			l.put(th.mapStyle(toneEvents+shades-1), string(centreGlyph(th.ascii, shades)))
		}
		l.put(th.dim, " at the province's centre: "+grouped(d.spread.Central))
		l.gap(2)
	}
	if n := d.spread.Nowhere; n > 0 && d.spread.of == d.of {
		l.put(th.dim, grouped(n)+" without a place")
	}
	return l.end()
}

// putSteps writes a sample of each step of density with its counts.
func (d *dotMap) putSteps(l *line, th *theme, look mapLook) {
	bounds := dotBounds(d.picture.most)
	for i, least := range bounds {
		if least > d.picture.most {
			break
		}
		next := d.picture.most + 1
		if i+1 < shades {
			next = min(next, bounds[i+1])
		}
		c := mapCell{own: int32(min(least, math.MaxInt32))}
		c.draw(look, bounds, 0xff, 0)
		l.put(th.mapStyle(c.tone), string(c.glyph))
		text := " " + grouped(least)
		if next-1 > least {
			text += "–" + grouped(next-1)
		}
		l.put(th.dim, text)
		l.gap(2)
	}
}
