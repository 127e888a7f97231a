package gazetteer

import (
	_ "embed"
	"encoding/binary"
	"fmt"
)

// borderLines are the coasts and borders of all countries in lines. They are
// those of Natural Earth at 1:50m (public domain), from countries-50m.json of
// world-atlas 2.0.2: each arc of its topology once, points that lie less than
// 0.02° off the line between their neighbours left out (Douglas-Peucker), closed
// lines of less than 0.15° left out, and what follows 180° or the south pole.
//
// Of each line: how many points it has, as a uvarint, and of each point its
// distance from the one before (the first: from 0, 0), east and north, in
// hundredths of a degree, as varints.
//
//go:embed borders.bin
var borderLines []byte

// Borders gives coasts and borders as lines of points, each longitude and
// latitude in degrees (WGS 84). They are for drawing: not exact, and no opinion
// on where a border runs.
func Borders() [][][2]float32 {
	lines, err := decodeLines(borderLines)
	if err != nil {
		panic(fmt.Sprintf("gazetteer: borders.bin: %v", err)) // it is ours
	}
	return lines
}

func decodeLines(b []byte) (lines [][][2]float32, err error) {
	for len(b) > 0 {
		n, size := binary.Uvarint(b)
		if size <= 0 || n < 2 || n > uint64(len(b)) {
			return nil, fmt.Errorf("line %d has no length", len(lines))
		}
		b = b[size:]
		line := make([][2]float32, n)
		var at [2]int64
		for i := range line {
			for axis := range at {
				by, size := binary.Varint(b)
				if size <= 0 {
					return nil, fmt.Errorf("line %d is cut short", len(lines))
				}
				b = b[size:]
				at[axis] += by
				line[i][axis] = float32(at[axis]) / 100
			}
		}
		lines = append(lines, line)
	}
	return lines, nil
}
