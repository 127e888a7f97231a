package store

import (
	"image"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestBoxHolds(t *testing.T) {
	for _, tt := range []struct {
		box      Box
		lat, lon float64
		want     bool
	}{
		{Box{-90, -180, 90, 180}, 90, 180, true},
		{Box{-90, -180, 90, 180}, -90, -180, true},
		{Box{-90, -180, 90, 180}, 12, 0, true},
		{Box{0, 0, 10, 10}, 10, 10, true},
		{Box{0, 0, 10, 10}, 10.000001, 10, false},
		{Box{0, 0, 10, 10}, 5, -0.000001, false},
		{Box{-20, 170, 20, -170}, 0, 180, true},
		{Box{-20, 170, 20, -170}, 0, -175, true},
		{Box{-20, 170, 20, -170}, 0, -169.9, false},
		{Box{-20, 170, 20, -170}, 0, 0, false},
		{Box{1, 180, 1, 180}, 1, -180, true},
		{Box{1, 180, 1, -180}, 1, 179, false},
		{Box{0, 0, 10, 10}, 200, 5, false}, // nowhere
	} {
		if got := tt.box.Holds(tt.lat, tt.lon); got != tt.want {
			t.Errorf("%v holds %v, %v: %v", tt.box, tt.lat, tt.lon, got)
		}
	}
}

// TestDensity holds grids, spreads and lists of places against plain scans, in
// memory and in a file.
func TestDensity(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 8))
	b := withPlaces(rng, randomBriefing(t, rng, "alpha", 300))
	for _, l := range []*Library{InMemory(b), open(t, changedOften(t, rng, b, withPlaces(rng, randomBriefing(t, rng, "beta", 200))))} {
		for range 60 {
			f := randomFilter(rng)
			r, err := l.Search(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			events, err := l.Events(r, 0, r.Events)
			if err != nil {
				t.Fatal(err)
			}
			checkSpread(t, l, r, events)
			checkDensity(t, l, r, events, pickOne(rng, Box{-90, -180, 90, 180}, Box{0, 0, 20, 20}, Box{-20, 170, 20, -170}, Box{5, 5, 5, 5}), 1+rng.IntN(9), 1+rng.IntN(9))
		}
	}
}

// placeOf gives where an event is.
func placeOf(l *Library, e Event) (lat, lon float64, own, ok bool) {
	if e.Lat != nil {
		return *e.Lat, *e.Lon, true, true
	}
	if e.Province == nil {
		return 0, 0, false, false
	}
	p, _ := l.Province(e.Province.ID)
	return p.Lat, p.Lon, false, p.Lat != 0 || p.Lon != 0
}

func checkSpread(t *testing.T, l *Library, r *Result, events []Event) {
	t.Helper()
	s, err := l.Spread(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	var want Spread
	for _, e := range events {
		lat, lon, own, ok := placeOf(l, e)
		switch {
		case !ok:
			want.Nowhere++
		case own:
			want.Own++
		default:
			want.Central++
		}
		if ok && !s.Box.Holds(lat, lon) {
			t.Fatalf("%s: %v does not hold %v, %v", r.Filter, s.Box, lat, lon)
		}
	}
	if s.Box, want.Box = want.Box, s.Box; s.Own != want.Own || s.Central != want.Central || s.Nowhere != want.Nowhere || s.Located()+s.Nowhere != r.Events {
		t.Fatalf("%s: %+v, plain scan %+v", r.Filter, s, want)
	}
}

func checkDensity(t *testing.T, l *Library, r *Result, events []Event, b Box, columns, rows int) {
	t.Helper()
	on := Grid{b, columns, rows}
	d, err := l.Density(t.Context(), r, on)
	if err != nil {
		t.Fatal(err)
	}
	own, central := make([]int32, columns*rows), make([]int32, columns*rows)
	var inside []string
	for _, e := range events {
		lat, lon, at, ok := placeOf(l, e)
		if !ok || !b.Holds(lat, lon) {
			continue
		}
		inside = append(inside, e.ID)
		east := lon - b.West
		if east < 0 {
			east += 360
		}
		if b.Width() < 360 && east >= 360 {
			east -= 360
		}
		if lon == 180 && b.Width() == 360 {
			east = 0 // the same meridian as 180° W
		}
		x, y := 0, 0
		if b.Width() > 0 {
			x = min(int(east*float64(columns)/b.Width()), columns-1)
			y = min(int((b.North-lat)*float64(rows)/b.Height()), rows-1)
		}
		if at {
			own[y*columns+x]++
		} else {
			central[y*columns+x]++
		}
	}
	if !slices.Equal(d.Own, own) || !slices.Equal(d.Central, central) {
		t.Fatalf("%s in %v, %d×%d: %v %v, plain scan %v %v", r.Filter, b, columns, rows, d.Own, d.Central, own, central)
	}
	clustered := make(map[string]int)
	for _, c := range d.Provinces {
		if clustered[c.ID] = c.Events; !b.Holds(c.Lat, c.Lon) || c.Name == "" {
			t.Fatalf("%s in %v: %+v", r.Filter, b, c)
		}
	}
	n, provinces, first, err := l.Within(t.Context(), r, on, image.Rect(0, 0, columns, rows), 3)
	if err != nil || n != len(inside) || !slices.Equal(eventIDs(first), inside[:min(3, n)]) {
		t.Fatalf("%s in %v: %d events, first %v, %v; plain scan %v", r.Filter, b, n, eventIDs(first), err, inside)
	}
	for _, p := range provinces {
		if n -= p.Events; p.Events == 0 || p.Events != clustered[p.ID] || p.Name == "" {
			t.Fatalf("%+v", p)
		}
	}
	for cell := range own {
		x, y := cell%columns, cell/columns
		if n, _, _, err := l.Within(t.Context(), r, on, image.Rect(x, y, x+1, y+1), 0); err != nil || n != int(own[cell]+central[cell]) {
			t.Fatalf("%s in %v: cell %d has %d events, %v", r.Filter, b, cell, n, err)
		}
	}
	if n < 0 || len(provinces) != len(d.Provinces) {
		t.Fatalf("%s in %v: provinces %+v have more than %d", r.Filter, b, provinces, len(inside))
	}
}

// TestSpreadAcross holds that a spread leaves out the widest empty stretch.
func TestSpreadAcross(t *testing.T) {
	for _, tt := range []struct {
		lons       []float64
		west, east float64
	}{
		{[]float64{-170, 170}, 170, -170},
		{[]float64{-10, 30.5}, -10, 30.5},
		{[]float64{0.25}, 0.25, 0.25},
		{[]float64{0.25, 0.75}, 0.25, 0.75},
		{[]float64{-120, 0, 115}, -120, 115},
		{[]float64{180, -179}, -180, -179},
		{[]float64{179, 180, 100}, 100, -180},
	} {
		b := harbour(t)
		b.Quotes, b.Events = nil, b.Events[:len(tt.lons)]
		for i := range b.Events {
			lat := float64(i)
			b.Events[i].Lat, b.Events[i].Lon, b.Events[i].Killed = &lat, &tt.lons[i], nil
		}
		l := InMemory(b)
		r, _, _ := find(t, l, Filter{})
		s, err := l.Spread(t.Context(), r)
		if want := (Box{0, tt.west, float64(len(tt.lons) - 1), tt.east}); err != nil || s.Box != want {
			t.Errorf("%v: %v, %v; want %v", tt.lons, s.Box, err, want)
		}
	}
}
