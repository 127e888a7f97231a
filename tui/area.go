package tui

import (
	"math"
	"strconv"

	"fieldbrief/store"
)

// areaLabel words the area of a filter: area 33.1–36.9°N 68–71.5°E.
func areaLabel(area string) string {
	b, err := store.ParseBox(area)
	if err != nil {
		return "area " + printable(area)
	}
	return "area " + boxWords(b)
}

// boxWords words a box by its latitudes and longitudes.
func boxWords(b store.Box) string {
	return sideWords(b.South, b.North, "S", "N") + " " + sideWords(b.West, b.East, "W", "E")
}

func sideWords(from, to float64, below, above string) string {
	if from >= 0 && to >= 0 {
		return degrees(from) + "–" + degrees(to) + "°" + above
	}
	if from < 0 && to < 0 {
		return degrees(from) + "–" + degrees(to) + "°" + below
	}
	return degrees(from) + "°" + side(from, below, above) + "–" + degrees(to) + "°" + side(to, below, above)
}

func side(n float64, below, above string) string {
	if n < 0 {
		return below
	}
	return above
}

// degrees writes degrees without their sign, to a hundredth.
func degrees(n float64) string {
	return strconv.FormatFloat(math.Round(math.Abs(n)*100)/100, 'f', -1, 64)
}
