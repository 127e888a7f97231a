package column

import (
	"encoding/binary"
	"math"
)

// A Point is where a record is, in millionths of a degree: one more than it lies
// north of 90° S, and how far it lies east of 180° W. The zero Point is nowhere.
type Point struct{ North, East uint32 }

// Millionths are a degree.
const Millionths = 1_000_000

// PointAt gives the point at degrees, which must be within 90 and 180; others
// are nowhere. 180° E is 180° W.
func PointAt(lat, lon float64) Point {
	if !(math.Abs(lat) <= 90 && math.Abs(lon) <= 180) {
		return Point{}
	}
	return Point{uint32(math.Round(lat*Millionths) + 90*Millionths + 1), uint32(math.Round(lon*Millionths)+180*Millionths) % (360 * Millionths)}
}

// Degrees gives what PointAt was given, rounded.
func (p Point) Degrees() (lat, lon float64) {
	return (float64(p.North) - 1 - 90*Millionths) / Millionths, (float64(p.East) - 180*Millionths) / Millionths
}

// pointSize is what a point takes in writing.
const pointSize = 8

// EncodePoints writes the points of a month's rows, eight bytes each,
// little-endian; nothing where all are nowhere.
func EncodePoints(points []Point) []byte {
	b, some := make([]byte, 0, pointSize*len(points)), false
	for _, p := range points {
		b = binary.LittleEndian.AppendUint32(b, p.North)
		b = binary.LittleEndian.AppendUint32(b, p.East)
		some = some || p != Point{}
	}
	if !some {
		return nil
	}
	return b
}

// DecodePoints reads what EncodePoints wrote of as many rows as there are points.
func DecodePoints(points []Point, b []byte) error {
	if len(b) == 0 {
		clear(points)
		return nil
	}
	if len(b) != pointSize*len(points) {
		return ErrInvalid
	}
	for i := range points {
		p := Point{binary.LittleEndian.Uint32(b[pointSize*i:]), binary.LittleEndian.Uint32(b[pointSize*i+4:])}
		if p.North > 180*Millionths+1 || p.East >= 360*Millionths || p.North == 0 && p.East != 0 {
			return ErrInvalid
		}
		points[i] = p
	}
	return nil
}
