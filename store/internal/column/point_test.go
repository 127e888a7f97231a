package column

import (
	"math"
	"slices"
	"testing"
)

func TestPoints(t *testing.T) {
	for _, tt := range []struct{ lat, lon, wantLat, wantLon float64 }{
		{0, 0, 0, 0}, {-90, -180, -90, -180}, {90, 180, 90, -180}, {34.5261111, 69.1777777, 34.526111, 69.177778}, {-0.0000001, 179.9999999, 0, -180},
	} {
		p := PointAt(tt.lat, tt.lon)
		if lat, lon := p.Degrees(); p == (Point{}) || lat != tt.wantLat || lon != tt.wantLon {
			t.Errorf("%v, %v: %v, %v", tt.lat, tt.lon, lat, lon)
		}
	}
	for _, bad := range [][2]float64{{90.1, 0}, {0, -180.1}, {math.NaN(), 0}, {0, math.Inf(1)}} {
		if p := PointAt(bad[0], bad[1]); p != (Point{}) {
			t.Errorf("%v is at %v", bad, p)
		}
	}
	points := []Point{PointAt(0, 0), {}, PointAt(90, 180), PointAt(-90, -180)}
	got := make([]Point, len(points))
	if err := DecodePoints(got, EncodePoints(points)); err != nil || !slices.Equal(got, points) {
		t.Errorf("%v came back as %v, %v", points, got, err)
	}
	if b := EncodePoints(make([]Point, 3)); b != nil || DecodePoints(got, b) != nil || got[0] != (Point{}) {
		t.Errorf("nowhere is %v", b)
	}
}

func FuzzDecodePoints(f *testing.F) {
	f.Add(EncodePoints([]Point{PointAt(1, 2), {}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		points := make([]Point, len(b)/pointSize)
		if DecodePoints(points, b) != nil {
			return
		}
		for _, p := range points {
			if lat, lon := p.Degrees(); p != (Point{}) && p != PointAt(lat, lon) {
				t.Errorf("%v is not at %v, %v", p, lat, lon)
			}
		}
	})
}
