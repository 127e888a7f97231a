package tui

import (
	"math"
	"math/rand/v2"
	"testing"

	"fieldbrief/store"
)

func randomViewport(rnd *rand.Rand) viewport {
	v := viewport{lat: rnd.Float64()*180 - 90, lon: rnd.Float64()*360 - 180, width: 1 + rnd.IntN(120), height: 1 + rnd.IntN(50)}
	v.scale = finest * math.Pow(v.coarsest()/finest, rnd.Float64()*1.1)
	return v.settled()
}

// Whatever a viewport shows, its area is a part of the world that takes no more
// dots than there are, and every place in it lies on the dot and in the cell
// that it should.
func TestViewport(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 2))
	for range 3000 {
		v := randomViewport(rnd)
		a := v.area()
		if a.left < 0 || a.top < 0 || a.columns < 1 || a.rows < 1 || a.left+a.columns > dotsAcross*v.width || a.top+a.rows > dotsDown*v.height {
			t.Fatalf("%+v: %+v", v, a)
		}
		if _, err := store.ParseBox(a.box.String()); err != nil {
			t.Fatalf("%+v: %v: %v", v, a.box, err)
		}
		lat, lon := a.box.South+rnd.Float64()*a.box.Height(), wrapped(a.box.West+rnd.Float64()*a.box.Width())
		if !a.box.Holds(lat, lon) {
			continue // on an edge, rounded
		}
		x, y := a.dot(lat, lon)
		const edge = 0.02 // of a dot
		if x < float64(a.left)-edge || x > float64(a.left+a.columns)+edge || y < float64(a.top)-edge || y > float64(a.top+a.rows)+edge {
			t.Fatalf("%+v: %v, %v is at %v, %v of %+v", v, lat, lon, x, y, a)
		}
		b, ok := v.cell(int(x)/dotsAcross, int(y)/dotsDown)
		near := func(n float64, size int) bool { return math.Abs(n/float64(size)-math.Round(n/float64(size))) < edge }
		if !near(x, dotsAcross) && !near(y, dotsDown) && (!ok || !b.Holds(lat, lon)) {
			t.Fatalf("%+v: %v, %v is not in its cell %v", v, lat, lon, b)
		}
	}
}

// Zooming leaves the cell under the cursor where it is in the world, and moving
// by cells moves by cells.
func TestViewportMoves(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 1))
	for range 1000 {
		v := viewport{lat: rnd.Float64()*60 - 30, lon: rnd.Float64()*360 - 180, scale: 0.001 + rnd.Float64()/50, width: 60, height: 20}.settled()
		x, y := rnd.IntN(60), rnd.IntN(20)
		lat, lon := v.at(x, y)
		z := v.zoomed(0.5, x, y)
		toLat, toLon := z.at(x, y)
		if math.Abs(lat-toLat) > v.scale || math.Abs(wrapped(lon-toLon)) > v.across() {
			t.Fatalf("%+v at %d, %d: %v, %v becomes %v, %v", v, x, y, lat, lon, toLat, toLon)
		}
		east, south := rnd.IntN(9)-4, rnd.IntN(9)-4
		w := v.moved(east, south)
		toLat, _ = w.at(x, y-south)
		_, toLon = v.moved(east, 0).at(x-east, y)
		if math.Abs(lat-toLat) > v.scale/100 || math.Abs(wrapped(lon-toLon)) > v.scale/100 {
			t.Fatalf("%+v by %d, %d", v, east, south)
		}
	}
}

// A cell that is moved into the middle is there what it was, even where degrees of
// longitude are of another width.
func TestCellComesIntoTheMiddle(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 1))
	for range 1000 {
		v := viewport{lat: rnd.Float64()*20 - 10, lon: rnd.Float64()*360 - 180, scale: 0.2, width: 61, height: 41}.settled()
		x, y := rnd.IntN(61), rnd.IntN(41)
		lat, lon := v.at(x, y)
		toLat, toLon := v.moved(x-30, y-20).at(30, 20)
		if math.Abs(lat-toLat) > v.scale/100 || math.Abs(wrapped(lon-toLon)) > v.scale/100 {
			t.Fatalf("%+v: %v, %v becomes %v, %v", v, lat, lon, toLat, toLon)
		}
	}
}

func TestFit(t *testing.T) {
	for _, b := range []store.Box{
		{South: 29, West: 60, North: 38.5, East: 75}, {South: -90, West: -180, North: 90, East: 180}, {South: 0, West: 170, North: 1, East: -170},
		{South: 10, West: 10, North: 10, East: 10}, {South: 60, West: -170, North: 89, East: 170},
	} {
		for _, size := range [][2]int{{196, 42}, {118, 30}, {78, 18}, {48, 14}, {40, 5}, {1, 1}} {
			a := fit(b, size[0], size[1]).area()
			for _, p := range [][2]float64{{b.South, b.West}, {b.North, b.East}, {b.South, b.East}, {(b.South + b.North) / 2, wrapped(b.West + b.Width()/2)}} {
				if !a.box.Holds(p[0], p[1]) {
					t.Errorf("%v in %v: %v does not show %v", b, size, a.box, p)
				}
			}
		}
	}
}

func TestDotBounds(t *testing.T) {
	for most := range 5000 {
		bounds := dotBounds(most)
		if bounds[0] != 1 || shadeOf(most, bounds) < min(most, 1) {
			t.Fatalf("%d: %v", most, bounds)
		}
		for i := range bounds[1:] {
			if bounds[i+1] <= bounds[i] {
				t.Fatalf("%d: %v", most, bounds)
			}
		}
	}
	if got := dotBounds(10_000); got != [shades]int{1, 10, 100, 1000} {
		t.Error(got)
	}
}
