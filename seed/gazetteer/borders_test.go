package gazetteer

import "testing"

func TestBorders(t *testing.T) {
	lines := Borders()
	if len(lines) < 1000 || len(borderLines) > 250<<10 {
		t.Errorf("%d lines in %d bytes", len(lines), len(borderLines))
	}
	// The border at Torkham, a coast of Sri Lanka, and both ends of the world.
	near := map[[2]float32]bool{{71.1, 34.1}: false, {79.8, 7}: false, {179.4, -16.6}: false, {-68, -54}: false}
	for _, line := range lines {
		for _, p := range line {
			if p[0] < -180 || p[0] > 180 || p[1] < -90 || p[1] > 84 {
				t.Fatalf("a point at %v", p)
			}
			for q := range near {
				if d := (p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]); d < 0.25 {
					near[q] = true
				}
			}
		}
	}
	for q, found := range near {
		if !found {
			t.Errorf("no border or coast near %v", q)
		}
	}
}

func TestBordersCutShort(t *testing.T) {
	for _, b := range [][]byte{{2, 0, 0, 0}, {0}, {1, 0, 0}, {200}, {2, 0x80, 0x80}} {
		if lines, err := decodeLines(b); err == nil {
			t.Errorf("%v gives %v", b, lines)
		}
	}
}
