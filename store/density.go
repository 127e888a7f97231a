package store

import (
	"cmp"
	"context"
	"image"
	"slices"

	"fieldbrief/store/internal/bits"
	"fieldbrief/store/internal/column"
)

// A Spread says where the events of a result are on the map.
type Spread struct {
	Own     int // events at coordinates of their own
	Central int // events at the centre of their province, for want of coordinates
	Nowhere int // events that have neither
	Box     Box // the smallest that holds all that are somewhere; zero where none is
}

// Located gives how many events are somewhere.
func (s Spread) Located() int { return s.Own + s.Central }

// A Grid is a box divided into cells of one size. Its rows are counted from the
// north, its columns from the west.
type Grid struct {
	Box
	Columns, Rows int
}

// A Density is how many events are in each cell of a grid, row by row.
type Density struct {
	Own, Central []int32 // see Spread
	Provinces    []Cluster
}

// A Cluster is a province's events in a box: how many, and where they are on
// average, in degrees. Those with the most events come first.
type Cluster struct {
	ID, Name, Country string
	Events            int
	Lat, Lon          float64
}

// Spread tells where the events of a result are. Errors are those of Search.
func (l *Library) Spread(ctx context.Context, r *Result) (Spread, error) {
	var e extent
	err := l.onMap(ctx, r, func(p *places, counts []int32) error {
		for i, n := range counts {
			e.add(p.sites[i], int(n))
		}
		return nil
	})
	return Spread{e.own, e.central, r.Events - e.own - e.central, e.box()}, err
}

// Density counts the events of a result on a grid. Errors are those of Search.
func (l *Library) Density(ctx context.Context, r *Result, on Grid) (d Density, err error) {
	cells := on.Columns * on.Rows
	m := mapTally{newGrid(on), make([]int32, cells), make([]int32, cells), make([]gathered, len(l.index.provinces)+1)}
	err = l.onMap(ctx, r, func(p *places, counts []int32) error {
		for i, n := range counts {
			if n > 0 {
				m.add(p.sites[i], n)
			}
		}
		return nil
	})
	return Density{m.own, m.central, l.index.clusters(&m)}, err
}

// A mapTally counts events on a grid, and by province.
type mapTally struct {
	grid
	own, central []int32
	provinces    []gathered // by number, and none
}

// gathered adds up how far events lie from the south-western corner.
type gathered struct {
	events      int
	north, east uint64
}

func (m *mapTally) add(s site, n int32) {
	cell := m.cell(s.at)
	if cell < 0 {
		return
	}
	if s.central {
		m.central[cell] += n
	} else {
		m.own[cell] += n
	}
	g := &m.provinces[s.province]
	g.events += int(n)
	g.north += uint64(n) * uint64(s.at.North-m.south)
	g.east += uint64(n) * uint64(m.eastward(s.at))
}

func (x *index) clusters(m *mapTally) []Cluster {
	var list []Cluster
	for n, g := range m.provinces[:len(x.provinces)] {
		if g.events == 0 {
			continue
		}
		each := uint64(g.events)
		lat, lon := column.Point{North: m.south + uint32(g.north/each), East: (m.west + uint32(g.east/each)) % circle}.Degrees()
		c := x.label(provinceFacet, n)
		list = append(list, Cluster{c.ID, c.Name, c.Group, g.events, lat, lon})
	}
	slices.SortStableFunc(list, func(a, b Cluster) int { return cmp.Compare(b.Events, a.Events) })
	return list
}

// Within gives how many events of a result are in some cells of a grid, the
// provinces they are of, those with the most events first, and the first ones.
// Counts have Events alone; those of no province are left out. Errors are those of
// Search.
func (l *Library) Within(ctx context.Context, r *Result, on Grid, cells image.Rectangle, first int) (events int, provinces []Count, list []Event, err error) {
	g := newGrid(on)
	byProvince := make([]int, len(l.index.provinces)+1)
	err = l.onMap(ctx, r, func(p *places, counts []int32) error {
		in := p.inside(func(at column.Point) bool {
			cell := g.cell(at)
			return cell >= 0 && image.Pt(cell%g.columns, cell/g.columns).In(cells)
		})
		for i, n := range counts {
			if in[i] == 1 {
				events += int(n)
				byProvince[p.sites[i].province] += int(n)
			}
		}
		var err error
		list, err = l.index.records.events(p.firstIn(in, r.events.Set(), min(first, events)))
		return err
	})
	return events, l.index.ranked(byProvince), list, err
}

// firstIn gives the first n events of a set that are at some of the sites.
func (p *places) firstIn(in []uint8, set bits.Set, n int) []int {
	list := make([]int, 0, n)
	for ordinal := range set.Each {
		if len(list) == n {
			break
		}
		if in[p.events[ordinal]] == 1 {
			list = append(list, ordinal)
		}
	}
	return list
}

// ranked names the provinces that have events, those with the most first.
func (x *index) ranked(events []int) []Count {
	var list []Count
	for n, events := range events[:len(x.provinces)] {
		if events > 0 {
			c := x.label(provinceFacet, n)
			c.Events = events
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b Count) int { return cmp.Compare(b.Events, a.Events) })
	return list
}

// onMap hands on the places with how many of a result's events are at each.
func (l *Library) onMap(ctx context.Context, r *Result, work func(*places, []int32) error) error {
	if r.index != l.index {
		return errOtherLibrary
	}
	return l.reading(func() error {
		p, err := l.index.located()
		if err != nil {
			return err
		}
		counts, err := l.index.answers.places.or(r, func() ([]int32, error) { return p.tally(ctx, r.events.Set()) })
		if err != nil {
			return err
		}
		return work(p, counts)
	})
}

// An extent is how far points reach, with what is the westernmost and the
// easternmost of them in each degree of longitude.
type extent struct {
	own, central int
	south, north uint32
	east         [360]struct {
		met      bool
		from, to uint32
	}
}

// add adds some events at a site.
func (e *extent) add(s site, events int) {
	p := s.at
	if events == 0 || p == (column.Point{}) {
		return
	}
	if e.own+e.central == 0 {
		e.south, e.north = p.North, p.North
	}
	e.south, e.north = min(e.south, p.North), max(e.north, p.North)
	d := &e.east[p.East/column.Millionths]
	if !d.met {
		d.met, d.from, d.to = true, p.East, p.East
	}
	d.from, d.to = min(d.from, p.East), max(d.to, p.East)
	if s.central {
		e.central += events
	} else {
		e.own += events
	}
}

// box gives the smallest box: it leaves out the longest stretch of empty
// longitudes, which may lie anywhere.
func (e *extent) box() Box {
	if e.own+e.central == 0 {
		return Box{}
	}
	var met []int
	for i := range e.east {
		if e.east[i].met {
			met = append(met, i)
		}
	}
	west, east, widest := met[0], met[len(met)-1], circle-(e.east[met[len(met)-1]].to-e.east[met[0]].from)
	for i := range met[1:] {
		if gap := e.east[met[i+1]].from - e.east[met[i]].to; gap > widest {
			west, east, widest = met[i+1], met[i], gap
		}
	}
	south, w := column.Point{North: e.south, East: e.east[west].from}.Degrees()
	north, o := column.Point{North: e.north, East: e.east[east].to}.Degrees()
	return Box{south, w, north, o}
}

// A grid lays columns and rows over a frame.
type grid struct {
	frame
	columns, rows int
	perEast       float64 // columns in a millionth of a degree
	perNorth      float64
}

func newGrid(on Grid) grid {
	f := on.frame()
	return grid{f, on.Columns, on.Rows, float64(on.Columns) / float64(max(f.width, 1)), float64(on.Rows) / float64(max(f.height, 1))}
}

// cell gives the cell that a point lies in, none where it is outside.
func (g *grid) cell(p column.Point) int {
	if !g.holds(p) {
		return none
	}
	x := min(int(float64(g.eastward(p))*g.perEast), g.columns-1)
	y := min(int(float64(g.south+g.height-p.North)*g.perNorth), g.rows-1)
	return y*g.columns + x
}
