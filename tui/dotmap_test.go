package tui

import (
	"fmt"
	"strings"
	"testing"

	"fieldbrief/store"
)

// placesBriefing has events in two invented countries: 1 to 8 at each of eight
// towns, three in a province of which the centre alone is known, one nowhere.
func placesBriefing() store.Briefing {
	b := testBriefing()
	b.Provinces, b.Events, b.Quotes = nil, nil, nil
	province := func(id, name, country string, lat, lon float64) *store.ProvinceRef {
		b.Provinces = append(b.Provinces, store.Province{ID: id, Name: name, Country: country, Lat: lat, Lon: lon, Cites: []store.Citation{cite(1, "Balkh")}})
		return &store.ProvinceRef{ID: id, Name: name}
	}
	north, south := province("north", "North Vale", "Valeland", 0, 0), province("south", "South Vale", "Valeland", 0, 0)
	isle := province("isle", "Long Isle", "Islands", 12.5, 44.5)
	add := func(p *store.ProvinceRef, place string, at ...float64) {
		e := store.Event{ID: fmt.Sprintf("valley-talks/e%03d", len(b.Events)), Title: fmt.Sprintf("Event %d", len(b.Events)), Date: date("2020-03", store.Stated, ""),
			Province: p, Place: place, Actors: []store.Party{{ID: "red-group", Name: "Red Group"}}, Cites: []store.Citation{cite(1, "Balkh")}}
		if at != nil {
			e.Lat, e.Lon = &at[0], &at[1]
		}
		b.Events = append(b.Events, e)
	}
	for i := range 8 {
		p := north
		if i%2 == 1 {
			p = south
		}
		for range i + 1 {
			add(p, fmt.Sprintf("Town %d", i), 20.1-float64(i), 35.1+float64(i*7%8))
		}
	}
	for range 3 {
		add(isle, "")
	}
	add(nil, "")
	return b
}

// testBorders draws a coast around the towns, and a border between the countries.
func testBorders() [][][2]float32 {
	return [][][2]float32{{{33, 10}, {33, 22}, {44, 22}, {46, 15}, {46, 10}, {33, 10}}, {{33, 15}, {40, 14}, {46, 15}}}
}

func placesDriver(t *testing.T, w, h int) *driver {
	t.Helper()
	return drive(t, store.InMemory(placesBriefing()), w, h, Options{Theme: "none", Borders: testBorders}, surroundings{})
}

func (d *driver) dots() *dotMap { return d.m.pages[viewDots].(*dotMap) }

func TestDotsShowEveryEvent(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}, {40, 10}} {
		d := placesDriver(t, size[0], size[1])
		d.press("m")
		d.want("39 of 40")
		p := d.dots().picture
		if p.inSight != 39 || len(p.busiest) < 8 {
			t.Errorf("%v: %d events in %d cells", size, p.inSight, len(p.busiest))
		}
		for i := range p.busiest[1:] {
			if p.cells[p.busiest[i]].events() < p.cells[p.busiest[i+1]].events() {
				t.Errorf("%v: cells out of order", size)
			}
		}
	}
}

// The cursor begins on the cell with the most events; n goes to the next, and
// what is said of a cell is what is in it.
func TestDotsCursor(t *testing.T) {
	d := placesDriver(t, 120, 40)
	d.press("m")
	for i := 8; i > 3; i-- {
		d.want(fmt.Sprintf(" %d events · ", i), fmt.Sprintf("Vale: Town %d", i-1))
		d.press("n")
	}
	for d.dots().here().central == 0 {
		d.press("n")
	}
	d.want("3 events · Long Isle · at the province's centre", "12.")
	d.press("end")
	d.want("1 event · North Vale: Town 0")
	d.press("home")
	d.want("8 events · South Vale: Town 7")
	d.press("N")
	d.want("1 event · North Vale: Town 0")
	d.press("up", "up", "up")
	d.want("no event here")
}

func TestDotsZoom(t *testing.T) {
	d := placesDriver(t, 120, 40)
	d.press("m")
	scale := d.dots().view.scale
	d.press("+")
	d.want("8 events · South Vale: Town 7")
	if d.dots().view.scale != scale/2 {
		t.Errorf("scale %v after %v", d.dots().view.scale, scale)
	}
	d.press("-", "-")
	if d.dots().view.scale != scale*2 {
		t.Errorf("scale %v after %v", d.dots().view.scale, scale)
	}
	d.press("0", "enter", "enter")
	d.want("8 events · South Vale: Town 7")
	if d.dots().view.scale != scale/16 {
		t.Errorf("scale %v after %v", d.dots().view.scale, scale)
	}
	for range 30 {
		d.press("+")
	}
	d.want("no closer")
	d.press("enter")
	d.want("Event 28", "Town 7")
	if d.m.view() != viewDetail {
		t.Fatalf("view %d", d.m.view())
	}
	d.press("n", "n")
	d.want("Event 30")
	d.press("esc", "0")
	if d.m.view() != viewDots || d.dots().view.scale != scale {
		t.Errorf("view %d at %v", d.m.view(), d.dots().view.scale)
	}
	for range 30 {
		d.press("-")
	}
	d.want("no more of the world")
	if p := d.dots().picture; p.inSight != 39 {
		t.Errorf("%d events in sight of the world", p.inSight)
	}
}

// What is shown becomes the area of the filter, and the counts agree.
func TestDotsArea(t *testing.T) {
	d := placesDriver(t, 120, 40)
	d.press("m", "+", "+", "+", " ")
	inSight := d.dots().picture.inSight
	if area := d.m.find.filter.Area; area == "" || inSight >= 39 || d.m.find.found.result.Events != inSight {
		t.Fatalf("area %q: %d events in sight, the filter finds %d", area, inSight, d.m.find.found.result.Events)
	}
	located := fmt.Sprintf("%d of %d located", inSight, inSight)
	d.want("area 1", "°N 3", "°E", located)
	d.press("=")
	d.want("this is the area of the filter already")
	d.press("x")
	d.wantFilter("")
	d.want("39 of 40 located")
	d.press("x")
	d.want("no area to drop")
	d.press("u")
	d.want(located)
	d.press("esc", "3")
	d.want("Event 28")
	d.lack("Event 3 ")
}

// The map follows the filter and stays where it is.
func TestDotsFollowTheFilter(t *testing.T) {
	d := placesDriver(t, 120, 40)
	d.press("m", "+")
	view := d.dots().view
	d.press("p", "isle", "enter")
	d.want("3 of 3 located")
	if d.dots().view != view {
		t.Error("the map has moved")
	}
	d.press("0")
	d.want("3 events · Long Isle")
	d.press("/", "nothing like it", "enter")
	d.want("The filter finds no event.")
	d.press("u")
	d.want("3 of 3 located")
}

func TestDotsMove(t *testing.T) {
	d := placesDriver(t, 80, 24)
	d.press("m")
	view := d.dots().view
	for range 100 {
		d.press("right")
	}
	if d.dots().view.lon <= view.lon || d.dots().x >= d.dots().view.width {
		t.Errorf("%+v after %+v", d.dots().view, view)
	}
	for range 200 {
		d.press("up")
	}
	d.want("the map ends here")
	d.press("0", "pgdown")
	if d.dots().view.lat >= view.lat {
		t.Error("the map has not moved to the south")
	}
	for range 40 {
		d.press("ctrl+d")
	}
	d.want("the map ends here")
}

func TestDotsNowhere(t *testing.T) {
	b := placesBriefing()
	for i := range b.Events {
		b.Events[i].Lat, b.Events[i].Lon = nil, nil
	}
	b.Provinces[2].Lat, b.Provinces[2].Lon = 0, 0
	d := drive(t, store.InMemory(b), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("m")
	d.want("None of these events has coordinates")
	d.press("+", "n", "enter", " ")
	d.wantFilter("")
	d.press("right", "m")
	if d.m.view() != viewLists || strings.Contains(d.frame(), "None of these") {
		t.Errorf("view %d", d.m.view())
	}
}

func TestDotsMouse(t *testing.T) {
	d := drive(t, store.InMemory(placesBriefing()), 120, 40, Options{Theme: "none", Mouse: true}, surroundings{})
	d.press("m")
	d.send(clickAt(30, 12))
	if d.dots().x != 29 || d.dots().y != 9 {
		t.Errorf("cursor on %d, %d", d.dots().x, d.dots().y)
	}
	scale := d.dots().view.scale
	d.send(clickAt(30, 12))
	if d.dots().view.scale != scale/4 {
		t.Error("a second click goes nearer")
	}
}

// An answer that comes when the map has moved on, or the library is another, is
// not taken.
func TestDotsLateAnswers(t *testing.T) {
	d := placesDriver(t, 120, 40)
	d.press("m")
	d.hold = true
	d.press("+", "right", "right")
	d.release(true)
	if !d.dots().current() {
		t.Error("the picture is not of what is to be seen")
	}
	d.hold = true
	d.press("-")
	d.m.lib = store.InMemory(placesBriefing())
	d.release(false)
	if d.dots().current() {
		t.Error("an answer of another library was taken")
	}
}

func TestAreaLabel(t *testing.T) {
	for area, want := range map[string]string{
		"33.1,68,36.9,71.5": "area 33.1–36.9°N 68–71.5°E", "-10,-20,10,20": "area 10°S–10°N 20°W–20°E",
		"-20,-30,-10,-5": "area 20–10°S 30–5°W", "-20,170,20,-170": "area 20°S–20°N 170°E–170°W", "x": "area x",
	} {
		if got := areaLabel(area); got != want {
			t.Errorf("%s: %q, want %q", area, got, want)
		}
	}
}
