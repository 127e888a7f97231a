package tui

import (
	"testing"

	"fieldbrief/seed"
	"fieldbrief/store"
)

// Every province of Afghanistan in the shipped briefing has a tile of its own, and
// there is no other.
func TestTileGridIsAfghanistan(t *testing.T) {
	b, err := seed.Default()
	if err != nil {
		t.Fatal(err)
	}
	r, err := store.InMemory(b).Search(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	cells, codes := map[[2]int]string{}, map[string]bool{}
	for _, o := range tileGrid() {
		at := [2]int{o.column, o.row}
		if cells[at] != "" || codes[o.id] {
			t.Errorf("%s stands twice, or where %s does", o.id, cells[at])
		}
		if o.column < 0 || o.column >= gridColumns || o.row < 0 || o.row >= gridRows || len(o.code()) != 3 {
			t.Errorf("%s stands at %v", o.id, at)
		}
		cells[at], codes[o.id] = o.id, true
	}
	for _, c := range r.Provinces {
		if !codes[c.ID] {
			t.Errorf("%s (%s) has no tile", c.ID, c.Name)
		}
		delete(codes, c.ID)
	}
	if len(codes) > 0 || len(cells) != 34 {
		t.Errorf("%d tiles, without a province: %v", len(cells), codes)
	}
}

func TestTileNeighbours(t *testing.T) {
	all := func(tile) bool { return true }
	for _, c := range []struct {
		from string
		a    action
		to   string
	}{
		{"BAL", actRight, "KDZ"}, {"BAL", actLeft, "JOW"}, {"BAL", actDown, "SAM"}, {"JOW", actLeft, "FYB"}, {"BDG", actRight, "BAM"},
		{"NIM", actRight, "KAN"}, {"HEL", actDown, "NIM"}, {"KHO", actDown, "PKA"}, {"PKA", actRight, "PIA"}, {"BDS", actRight, "KNR"},
		{"KHO", actUp, "KNR"}, {"KNR", actUp, "NUR"}, {"NAN", actRight, "KNR"}, {"KAB", actUp, "KAP"}, {"FYB", actUp, "JOW"},
		{"BDS", actUp, ""}, {"HER", actLeft, ""}, {"KNR", actRight, ""}, {"ZAB", actDown, ""},
	} {
		from, _ := tileOf("AF-" + c.from)
		to, ok := from.beside(c.a, all)
		if ok != (c.to != "") || ok && to.code() != c.to {
			t.Errorf("from %s by %v to %q, want %q", c.from, c.a, to.id, c.to)
		}
	}
}

// From every tile every other one is reached, also where some do not stand on the
// map.
func TestEveryTileIsReached(t *testing.T) {
	for name, stands := range map[string]func(tile) bool{
		"all":           func(tile) bool { return true },
		"every second":  func(o tile) bool { return o.column%2 == 0 },
		"three of them": func(o tile) bool { return o.id == "AF-BAL" || o.id == "AF-KAB" || o.id == "AF-PAN" },
	} {
		for _, start := range tileGrid() {
			if !stands(start) {
				continue
			}
			seen, todo := map[string]bool{start.id: true}, []tile{start}
			for len(todo) > 0 {
				at := todo[0]
				todo = todo[1:]
				for _, a := range []action{actLeft, actRight, actUp, actDown} {
					if to, ok := at.beside(a, stands); ok && !seen[to.id] {
						seen[to.id] = true
						todo = append(todo, to)
					}
				}
			}
			for _, o := range tileGrid() {
				if stands(o) && !seen[o.id] {
					t.Errorf("%s: from %s no way leads to %s", name, start.id, o.id)
				}
			}
		}
	}
}
