package tui

import (
	"image"
	"math"

	"fieldbrief/store"
)

// A dot is the eighth part of a cell: cells are two dots wide and four high, and
// dots about as wide as high.
const dotsAcross, dotsDown = 2, 4

// A viewport is what a map shows of the world: so many cells around a centre, on
// a plain projection that is true to shape along the middle.
type viewport struct {
	lat, lon      float64 // of the centre, degrees
	scale         float64 // degrees of latitude to a dot
	width, height int     // cells
}

// finest is the least scale that a map is zoomed to.
const finest = 0.0002

// coarsest is the scale at which all of the world is seen.
func (v viewport) coarsest() float64 {
	return max(360/float64(dotsAcross*v.width), 180/float64(dotsDown*v.height))
}

// fit gives the viewport that shows a box with a margin around it.
func fit(b store.Box, width, height int) viewport {
	v := viewport{lat: (b.South + b.North) / 2, lon: wrapped(b.West + b.Width()/2), width: width, height: height}
	const margin, least = 1.25, 8 // so much that borders are seen, and one knows where it is
	tall := max(b.Height()*margin, least) / float64(dotsDown*height)
	wide := max(b.Width()*margin, least) * v.shrink() / float64(dotsAcross*width)
	v.scale = max(tall, wide)
	for v = v.settled(); !v.shows(b) && v.scale < v.coarsest(); {
		v.scale *= margin // near the poles the middle lies elsewhere
		v.lat, v.lon = (b.South+b.North)/2, wrapped(b.West+b.Width()/2)
		v = v.settled()
	}
	return v
}

// shows tells that all of a box is in sight.
func (v viewport) shows(b store.Box) bool {
	on := v.area().box
	return on.Holds(b.South, b.West) && on.Holds(b.North, b.East) && on.Holds(b.North, b.West) && on.Width() >= b.Width()
}

// settled keeps the viewport on the world.
func (v viewport) settled() viewport {
	v.scale = min(max(v.scale, finest), v.coarsest())
	half := v.scale * float64(dotsDown*v.height) / 2
	v.lat = max(half-90, min(v.lat, 90-half))
	if half >= 90 {
		v.lat = 0
	}
	v.lon = wrapped(v.lon)
	if v.round() {
		v.lon = 0
	}
	return v
}

// wrapped brings a longitude between -180 and 180.
func wrapped(lon float64) float64 { return lon - 360*math.Floor((lon+180)/360) }

// shrink is how much shorter a degree of longitude is than one of latitude.
func (v viewport) shrink() float64 { return math.Cos(min(math.Abs(v.lat), 70) * math.Pi / 180) }

// across gives the degrees of longitude to a dot.
func (v viewport) across() float64 { return v.scale / v.shrink() }

// round tells that the viewport goes all round the world.
func (v viewport) round() bool { return v.across()*float64(dotsAcross*v.width) >= 360 }

// A mapArea is a box on the map, and the dots that it takes there.
type mapArea struct {
	box                 store.Box
	left, top           int
	columns, rows       int
	perDotNS, perDotWE  float64 // degrees
	north, west, centre float64
}

// area gives what the viewport shows of the world: dots beyond the poles, or
// beyond where the world begins again, show nothing.
func (v viewport) area() mapArea {
	columns, rows := dotsAcross*v.width, dotsDown*v.height
	a := mapArea{columns: columns, rows: rows, perDotNS: v.scale, perDotWE: v.across(), centre: v.lon}
	north := v.lat + v.scale*float64(rows)/2
	if north > 90 {
		a.top = int((north - 90) / v.scale)
		a.rows = rows - 2*a.top
		north = v.lat + v.scale*float64(a.rows)/2
	}
	a.north = min(north, 90)
	a.box = store.Box{South: max(-90, north-v.scale*float64(a.rows)), North: a.north}
	if v.round() {
		a.columns = min(columns, int(math.Ceil(360/a.perDotWE)))
		a.left = (columns - a.columns) / 2
		a.perDotWE = 360 / float64(a.columns)
		a.west, a.box.West, a.box.East = -180, -180, 180
		return a
	}
	a.west = v.lon - a.perDotWE*float64(columns)/2
	a.box.West, a.box.East = wrapped(a.west), wrapped(v.lon+a.perDotWE*float64(columns)/2)
	return a
}

// dot gives where degrees are on the map, in dots, which may be outside.
func (a mapArea) dot(lat, lon float64) (x, y float64) {
	return float64(a.left) + (a.centre+wrapped(lon-a.centre)-a.west)/a.perDotWE, float64(a.top) + (a.north-lat)/a.perDotNS
}

// grid gives the area's dots.
func (a mapArea) grid() store.Grid { return store.Grid{Box: a.box, Columns: a.columns, Rows: a.rows} }

// dots gives which of these dots a cell has.
func (a mapArea) dots(x, y int) image.Rectangle {
	cell := image.Rect(x*dotsAcross, y*dotsDown, (x+1)*dotsAcross, (y+1)*dotsDown).Sub(image.Pt(a.left, a.top))
	return cell.Intersect(image.Rect(0, 0, a.columns, a.rows))
}

// cell gives the box of a cell; ok tells that there is any world in it.
func (v viewport) cell(x, y int) (b store.Box, ok bool) {
	a := v.area()
	dots := a.dots(x, y)
	const edge = 1e-6 // of the next cell
	return store.Box{
		South: max(-90, a.north-a.perDotNS*float64(dots.Max.Y)+edge), North: min(90, a.north-a.perDotNS*float64(dots.Min.Y)),
		West: wrapped(a.west + a.perDotWE*float64(dots.Min.X)), East: wrapped(a.west + a.perDotWE*float64(dots.Max.X) - edge),
	}, !dots.Empty()
}

// at gives the middle of a cell, in degrees.
func (v viewport) at(x, y int) (lat, lon float64) {
	down, right := float64(y)-float64(v.height-1)/2, float64(x)-float64(v.width-1)/2
	return v.lat - down*dotsDown*v.scale, wrapped(v.lon + right*dotsAcross*v.across())
}

// moved gives the viewport so many cells to the east and to the south.
func (v viewport) moved(east, south int) viewport {
	v.lon += float64(east*dotsAcross) * v.across() // as wide as degrees are before it moves
	v.lat -= float64(south*dotsDown) * v.scale
	return v.settled()
}

// zoomed gives the viewport at a scale so many times as coarse, the place in the
// middle of a cell staying where it is.
func (v viewport) zoomed(by float64, x, y int) viewport {
	lat, lon := v.at(x, y)
	v.scale = min(max(v.scale*by, finest), v.coarsest())
	down, right := float64(y)-float64(v.height-1)/2, float64(x)-float64(v.width-1)/2
	v.lat = lat + down*dotsDown*v.scale
	v.lon = lon - right*dotsAcross*v.across()
	return v.settled()
}

// cellKilometres gives how high a cell is; it is half as wide.
func (v viewport) cellKilometres() float64 {
	const toDegree = 111.2
	return v.scale * dotsDown * toDegree
}
