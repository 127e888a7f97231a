package tui

import "math"

// borders are coasts and borders, to be drawn behind a map.
type borders []borderLine

// A borderLine is a line of points, longitude and latitude in degrees, and how
// far it reaches.
type borderLine struct {
	points                   [][2]float32
	south, west, north, east float32
}

func newBorders(lines [][][2]float32) borders {
	list := make(borders, 0, len(lines))
	for _, points := range lines {
		l := borderLine{points, 90, 180, -90, -180}
		for _, p := range points {
			l.west, l.east = min(l.west, p[0]), max(l.east, p[0])
			l.south, l.north = min(l.south, p[1]), max(l.north, p[1])
		}
		list = append(list, l)
	}
	return list
}

// dots are the dots of a map: for each cell the bits of its braille pattern.
type dots struct {
	bits          []uint8
	width, height int // cells
}

func newDots(v viewport) dots { return dots{make([]uint8, v.width*v.height), v.width, v.height} }

// set sets a dot that lies on the map.
func (d dots) set(x, y int) {
	bit := uint8(1) << (y%dotsDown + 3*(x%dotsAcross))
	if y%dotsDown == dotsDown-1 {
		bit = 0x40 << (x % dotsAcross)
	}
	d.bits[y/dotsDown*d.width+x/dotsAcross] |= bit
}

// draw draws all lines that come near the area.
func (b borders) draw(d dots, a mapArea) {
	reach := a.perDotWE * float64(a.columns) / 2
	for _, l := range b {
		if float64(l.north) < a.box.South || float64(l.south) > a.box.North {
			continue
		}
		middle, half := float64(l.west+l.east)/2, float64(l.east-l.west)/2
		if math.Abs(wrapped(middle-a.centre)) > reach+half {
			continue
		}
		l.draw(d, a)
	}
}

func (l borderLine) draw(d dots, a mapArea) {
	x0, y0 := a.dot(float64(l.points[0][1]), float64(l.points[0][0]))
	round := 180 / a.perDotWE
	for _, p := range l.points[1:] {
		x1, y1 := a.dot(float64(p[1]), float64(p[0]))
		if math.Abs(x1-x0) < round { // else it goes over the map's seam
			d.line(x0, y0, x1, y1)
		}
		x0, y0 = x1, y1
	}
}

// line draws a straight line, as far as it lies on the map.
func (d dots) line(x0, y0, x1, y1 float64) {
	right, bottom := float64(dotsAcross*d.width), float64(dotsDown*d.height)
	from, to, ok := clipped(x0, y0, x1-x0, y1-y0, right, bottom)
	if !ok {
		return
	}
	steps := int(math.Ceil(max(math.Abs(x1-x0), math.Abs(y1-y0))*(to-from))) + 1
	for i := range steps + 1 {
		t := from + (to-from)*float64(i)/float64(steps)
		x, y := int(x0+(x1-x0)*t), int(y0+(y1-y0)*t)
		if x >= 0 && y >= 0 && x < dotsAcross*d.width && y < dotsDown*d.height {
			d.set(x, y)
		}
	}
}

// clipped gives the part of a line that lies between 0, 0 and right, bottom, as
// shares of its length (Liang and Barsky).
func clipped(x, y, dx, dy, right, bottom float64) (from, to float64, ok bool) {
	from, to = 0, 1
	for _, side := range [4][2]float64{{-dx, x}, {dx, right - x}, {-dy, y}, {dy, bottom - y}} {
		slope, room := side[0], side[1]
		switch {
		case slope == 0 && room < 0:
			return 0, 0, false
		case slope < 0:
			from = max(from, room/slope)
		case slope > 0:
			to = min(to, room/slope)
		}
	}
	return from, to, from <= to
}
