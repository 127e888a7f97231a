package store

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"fieldbrief/store/internal/column"
)

// A Box is a rectangle on the map, its edges included, in degrees (WGS 84).
// Latitudes run from -90 to 90, longitudes from -180 to 180; where West is above
// East, the box crosses 180°.
type Box struct{ South, West, North, East float64 }

var errBox = errors.New("write south,west,north,east in degrees: 33.1,68,36.9,71.5")

// ParseBox reads the area of a filter: south,west,north,east in degrees.
func ParseBox(s string) (Box, error) {
	parts := strings.Split(s, ",")
	if len(parts) != 4 {
		return Box{}, errBox
	}
	var edges [4]float64
	for i, part := range parts {
		n, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			return Box{}, errBox
		}
		edges[i] = n
	}
	b := Box{edges[0], edges[1], edges[2], edges[3]}
	switch {
	case math.Abs(b.South) > 90 || math.Abs(b.North) > 90:
		return Box{}, errors.New("latitudes run from -90 to 90: south,west,north,east in degrees")
	case math.Abs(b.West) > 180 || math.Abs(b.East) > 180:
		return Box{}, errors.New("longitudes run from -180 to 180: south,west,north,east in degrees")
	case b.South > b.North:
		return Box{}, errors.New("the south edge lies north of the north edge: write south,west,north,east")
	}
	return b, nil
}

// String gives the box as ParseBox reads it, to a millionth of a degree.
func (b Box) String() string {
	var parts []string
	for _, edge := range []float64{b.South, b.West, b.North, b.East} {
		n := math.Round(edge*column.Millionths)/column.Millionths + 0 // no -0
		parts = append(parts, strconv.FormatFloat(n, 'f', -1, 64))
	}
	return strings.Join(parts, ",")
}

// tidyArea gives an area as Box.String does; one that is none stays as it is.
func tidyArea(area string) string {
	if b, err := ParseBox(area); err == nil {
		return b.String()
	}
	return area
}

// Width gives how many degrees of longitude the box spans.
func (b Box) Width() float64 {
	if b.West > b.East {
		return b.East - b.West + 360
	}
	return b.East - b.West
}

// Height gives how many degrees of latitude the box spans.
func (b Box) Height() float64 { return b.North - b.South }

// Holds tells whether a place in degrees lies in the box, to a millionth of a
// degree.
func (b Box) Holds(lat, lon float64) bool { return b.frame().holds(column.PointAt(lat, lon)) }

// A frame is a box in the units of points: its south-western corner, and how far
// it reaches north and east of it.
type frame struct{ south, west, height, width uint32 }

const circle = 360 * column.Millionths

func (b Box) frame() frame {
	corner, far := column.PointAt(b.South, b.West), column.PointAt(b.North, b.East)
	width := (far.East + circle - corner.East) % circle
	if width == 0 && b.Width() > 1 {
		width = circle // all round
	}
	return frame{corner.North, corner.East, far.North - corner.North, width}
}

// holds tells whether a point lies in the frame. What is nowhere does not.
func (f frame) holds(p column.Point) bool {
	return p.North-f.south <= f.height && f.eastward(p) <= f.width && p.North > 0
}

// eastward gives how far a point lies east of the western edge, all round.
func (f frame) eastward(p column.Point) uint32 {
	if p.East >= f.west {
		return p.East - f.west
	}
	return p.East + circle - f.west
}
