package tui

// A tile is a province of Afghanistan, by its code of ISO 3166-2, on a grid that
// keeps the provinces' places to each other: column 0 in the west, row 0 in the
// north.
type tile struct {
	id          string
	column, row int
}

// code is what a tile says of its province.
func (t tile) code() string { return t.id[len("AF-"):] }

// The grid has room for more tiles than there are provinces.
const gridColumns, gridRows = 7, 6

// tileGrid gives the tiles of all 34 provinces, row by row.
func tileGrid() []tile {
	return []tile{
		{"AF-JOW", 1, 0}, {"AF-BAL", 2, 0}, {"AF-KDZ", 3, 0}, {"AF-TAK", 4, 0}, {"AF-BDS", 5, 0},
		{"AF-FYB", 0, 1}, {"AF-SAR", 1, 1}, {"AF-SAM", 2, 1}, {"AF-BGL", 3, 1}, {"AF-PAN", 4, 1}, {"AF-NUR", 5, 1},
		{"AF-BDG", 0, 2}, {"AF-BAM", 2, 2}, {"AF-PAR", 3, 2}, {"AF-KAP", 4, 2}, {"AF-LAG", 5, 2}, {"AF-KNR", 6, 2},
		{"AF-HER", 0, 3}, {"AF-GHO", 1, 3}, {"AF-DAY", 2, 3}, {"AF-WAR", 3, 3}, {"AF-KAB", 4, 3}, {"AF-NAN", 5, 3},
		{"AF-FRA", 0, 4}, {"AF-HEL", 1, 4}, {"AF-URU", 2, 4}, {"AF-GHA", 3, 4}, {"AF-LOG", 4, 4}, {"AF-PIA", 5, 4}, {"AF-KHO", 6, 4},
		{"AF-NIM", 0, 5}, {"AF-KAN", 2, 5}, {"AF-ZAB", 3, 5}, {"AF-PKA", 4, 5},
	}
}

// tileOf gives the tile of a province.
func tileOf(id string) (tile, bool) {
	for _, t := range tileGrid() {
		if t.id == id {
			return t, true
		}
	}
	return tile{}, false
}

// beside gives the tile that an arrow leads to, among those that stand on the
// map: the nearest of those that lie more or less in its direction, in the same
// row or column before any other.
func (t tile) beside(a action, stands func(tile) bool) (to tile, ok bool) {
	least := 0
	for _, o := range tileGrid() {
		along, aside := t.away(o, a)
		cost := along + 3*aside
		if along > 0 && aside <= 2*along && stands(o) && (!ok || cost < least) {
			to, ok, least = o, true, cost
		}
	}
	return to, ok
}

// away gives how far another tile lies in the direction of an arrow, and how far
// beside it.
func (t tile) away(o tile, a action) (along, aside int) {
	east, south := o.column-t.column, o.row-t.row
	switch a {
	case actLeft:
		return -east, max(south, -south)
	case actRight:
		return east, max(south, -south)
	case actUp:
		return -south, max(east, -east)
	case actDown:
		return south, max(east, -east)
	}
	return 0, 0
}
