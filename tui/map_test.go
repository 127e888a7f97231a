package tui

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// mapBriefing has events in the provinces of the grid: as many as the number of
// the tile, but for the first.
func mapBriefing() store.Briefing {
	b := testBriefing()
	b.Provinces, b.Events, b.Quotes = nil, nil, nil
	for i, o := range tileGrid() {
		b.Provinces = append(b.Provinces, store.Province{ID: o.id, Code: o.id, Name: "Province of " + o.code(), Country: "Afghanistan", Cites: []store.Citation{cite(1, "Balkh")}})
		for n := range i {
			b.Events = append(b.Events, store.Event{ID: fmt.Sprintf("valley-talks/%s-%d", o.code(), n), Title: "An event", Date: date("2020-03", store.Stated, ""),
				Province: &store.ProvinceRef{ID: o.id, Code: o.id, Name: "Province of " + o.code()}, Actors: []store.Party{{ID: []string{"red-group", "blue-front"}[n%2], Name: "A Group"}},
				Cites: []store.Citation{cite(1, "Balkh")}})
		}
	}
	return b
}

// Every tile has the count that its province has in the list, under any filter.
func TestMapAgreesWithTheList(t *testing.T) {
	lib := store.InMemory(mapBriefing())
	for _, keys := range [][]string{nil, {"g", "blu", "enter"}, {"p", "nim", "enter"}, {"/", "nothing at all", "enter"}} {
		d := drive(t, lib, 120, 40, Options{Theme: "none"}, surroundings{})
		d.press(keys...)
		d.press("m")
		for i, o := range tileGrid() {
			d.m.provinces.toTile(o.id)
			n := i
			switch {
			case keys == nil:
			case keys[0] == "g":
				n = i / 2
			case keys[0] == "/":
				n = 0
			}
			d.want("Province of " + o.code() + " · " + plural(n, "event"))
		}
	}
}

func TestMapFilters(t *testing.T) {
	d := drive(t, store.InMemory(mapBriefing()), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("2", "m")
	if d.m.scene() != inMap {
		t.Fatalf("scene %b", d.m.scene())
	}
	d.press("home", " ")
	d.wantFilter("province:AF-JOW")
	d.want("●JOW")
	d.press("right", "right", " ")
	d.wantFilter("province:AF-JOW province:AF-KDZ")
	d.press("=")
	d.wantFilter("province:AF-KDZ")
	d.press("-")
	d.wantFilter("!province:AF-KDZ")
	d.want("✗KDZ")
	d.press("-", "enter")
	if d.m.view() != viewDetail || d.m.detail.card.of.id != "AF-KDZ" {
		t.Errorf("enter opens %v", d.m.detail.card.of)
	}
	d.press("esc", "left", "left", "left")
	d.press("left")
	d.want("no province further west")
	d.press("end", "esc")
	if d.m.scene() != inProvinces || d.m.provinces.chosen().id != "AF-PKA" {
		t.Errorf("back in scene %b on %v", d.m.scene(), d.m.provinces.chosen())
	}
	d.press("j", "1", "m")
	if d.m.scene() != inMap || d.m.provinces.grid.at == "AF-PKA" {
		t.Errorf("scene %b on %s: not the list's province", d.m.scene(), d.m.provinces.grid.at)
	}
}

// The map stands in the pane where there is room, has the screen where there is
// less, and gives way to the list where there is none.
func TestMapFindsItsRoom(t *testing.T) {
	lib := store.InMemory(mapBriefing())
	for _, c := range []struct {
		w, h   int
		zoomed bool
		mapped bool
	}{
		{200, 50, false, true}, {140, 40, false, true}, {100, 30, false, true}, {120, 40, false, true}, {80, 24, true, true}, {48, 20, false, true}, {40, 10, false, false}, {100, 24, false, true},
	} {
		d := drive(t, lib, c.w, c.h, Options{Theme: "none"}, surroundings{})
		d.press("m")
		_, shown := d.m.layout.slot(paneSlot, eventsPane)
		if d.m.onMap() != c.mapped || c.mapped && c.w >= 60 && shown == c.zoomed {
			t.Errorf("%dx%d: on the map %v, events shown %v:\n%s", c.w, c.h, d.m.onMap(), shown, d.frame())
		}
		if !c.mapped {
			if d.m.view() != viewDots {
				t.Errorf("%dx%d: no map of dots in place of the tiles", c.w, c.h)
			}
			continue
		}
		for _, o := range tileGrid() {
			d.want(o.code())
		}
		d.press("m", "esc")
		if !d.m.onMap() {
			t.Errorf("%dx%d: esc does not lead back to the tiles", c.w, c.h)
		}
		d.press("m", "m")
		if d.m.onMap() || d.m.focus.zoomed || d.m.view() != viewLists {
			t.Errorf("%dx%d: m does not lead back to the list", c.w, c.h)
		}
		d.press("m")
		d.send(tea.WindowSizeMsg{Width: 44, Height: 12})
		d.want("no room for the map", "Province of")
	}
}

func TestMapOfOtherCountries(t *testing.T) {
	d := drive(t, store.InMemory(dataSet(100)), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("m")
	if d.m.provinces.grid.on || d.m.view() != viewDots {
		t.Error("the tiles are on, or no map")
	}
	both := drive(t, store.InMemory(mapBriefing(), dataSet(300)), 200, 50, Options{Theme: "none"}, surroundings{})
	both.press("m")
	both.want("more elsewhere: m")
	both.press("s", "n", "ged", "enter")
	both.want("here is the list")
	if both.m.onMap() {
		t.Error("a map of nothing")
	}
}

func TestMapMouse(t *testing.T) {
	d := drive(t, store.InMemory(mapBriefing()), 200, 50, Options{Theme: "none", Mouse: true}, surroundings{})
	d.press("m")
	for y, l := range strings.Split(d.frame(), "\n") {
		before, _, found := strings.Cut(l, "KAN")
		if !found {
			continue
		}
		for range 2 {
			d.send(clickAt(len([]rune(before))+1, y+1))
		}
	}
	d.wantFilter("province:AF-KAN")
}

func TestShades(t *testing.T) {
	for _, c := range []struct {
		n, most, want int
	}{{0, 0, 0}, {0, 9, 0}, {1, 1, 4}, {1, 100, 1}, {6, 100, 1}, {7, 100, 2}, {25, 100, 3}, {57, 100, 4}, {100, 100, 4}} {
		if got := shadeOf(c.n, shadeBounds(c.most)); got != c.want {
			t.Errorf("%d of %d is shade %d, want %d", c.n, c.most, got, c.want)
		}
	}
	for _, c := range []struct {
		n, room int
		want    string
	}{{0, 4, "0"}, {1234, 5, "1,234"}, {1234, 4, "1234"}, {12345, 4, "12k"}, {999_999, 4, "999k"}, {1_000_000, 4, "1M"}, {12_000_000, 12, "12,000,000"}} {
		if got := shortCount(c.n, c.room); got != c.want {
			t.Errorf("%d in %d: %q, want %q", c.n, c.room, got, c.want)
		}
	}
}
