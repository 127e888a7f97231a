package store

import (
	"cmp"
	"context"
	"image"
	mathbits "math/bits"
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
	var s Spread
	err := l.onMap(ctx, r, func(p *places, parts *mapParts) {
		found := make([]extent, parts.count)
		parts.run(func(part int, ordinals []int) {
			for _, i := range ordinals {
				found[part].add(p.events[i], p.central.Has(i))
			}
		})
		all := found[0]
		for i := range found[1:] {
			all.join(&found[i+1])
		}
		s = Spread{all.own, all.central, r.Events - all.own - all.central, all.box()}
	})
	return s, err
}

// Density counts the events of a result on a grid. Errors are those of Search.
func (l *Library) Density(ctx context.Context, r *Result, on Grid) (d Density, err error) {
	g, cells := newGrid(on), on.Columns*on.Rows
	err = l.onMap(ctx, r, func(p *places, parts *mapParts) {
		tallies := make([]*mapTally, parts.count)
		for i := range tallies {
			tallies[i] = &mapTally{grid: g, own: make([]int32, cells), central: make([]int32, cells), provinces: make([]gathered, len(l.index.provinces)+1)}
		}
		parts.run(func(part int, ordinals []int) { tallies[part].add(l.index.table, p, ordinals) })
		for _, more := range tallies[1:] {
			tallies[0].join(more)
		}
		d.Own, d.Central, d.Provinces = tallies[0].own, tallies[0].central, l.index.clusters(tallies[0])
	})
	return d, err
}

// A mapTally counts a part of a result's events on a grid, and by province.
type mapTally struct {
	grid
	own, central []int32
	provinces    []gathered // by number, and none
}

// gathered adds up how far points lie from the south-western corner.
type gathered struct {
	events      int
	north, east uint64
}

func (m *mapTally) add(t *table, p *places, ordinals []int) {
	for _, i := range ordinals {
		at := p.events[i]
		cell := m.cell(at)
		if cell < 0 {
			continue
		}
		if p.central.Has(i) {
			m.central[cell]++
		} else {
			m.own[cell]++
		}
		g := &m.provinces[t.province.At(i)]
		g.events++
		g.north += uint64(at.North - m.south)
		g.east += uint64(m.eastward(at))
	}
}

func (m *mapTally) join(more *mapTally) {
	for cell := range m.own {
		m.own[cell] += more.own[cell]
		m.central[cell] += more.central[cell]
	}
	for i, g := range more.provinces {
		m.provinces[i].events += g.events
		m.provinces[i].north += g.north
		m.provinces[i].east += g.east
	}
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
	var ordinals []int
	err = l.onMap(ctx, r, func(p *places, parts *mapParts) {
		found := make([][]int, parts.count)
		parts.run(func(part int, ordinals []int) {
			for _, i := range ordinals {
				if cell := g.cell(p.events[i]); cell >= 0 && image.Pt(cell%g.columns, cell/g.columns).In(cells) {
					found[part] = append(found[part], i)
				}
			}
		})
		ordinals = slices.Concat(found...)
	})
	if err != nil {
		return 0, nil, nil, err
	}
	slices.Sort(ordinals)
	err = l.reading(func() error {
		list, err = l.index.records.events(ordinals[:min(first, len(ordinals))])
		return err
	})
	return len(ordinals), l.index.provincesOf(ordinals), list, err
}

func (x *index) provincesOf(ordinals []int) []Count {
	counts := make([]int, len(x.provinces)+1)
	for _, i := range ordinals {
		counts[x.table.province.At(i)]++
	}
	var list []Count
	for n, events := range counts[:len(x.provinces)] {
		if events > 0 {
			c := x.label(provinceFacet, n)
			c.Events = events
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b Count) int { return cmp.Compare(b.Events, a.Events) })
	return list
}

// onMap hands on the places of a result's events, to be worked on in parts.
func (l *Library) onMap(ctx context.Context, r *Result, work func(*places, *mapParts)) error {
	if r.index != l.index {
		return errOtherLibrary
	}
	return l.reading(func() error {
		p, err := l.index.located()
		if err != nil {
			return err
		}
		set := r.events.Set()
		work(p, &mapParts{ctx, set, partsOf(len(set), partWords)})
		return ctx.Err()
	})
}

// mapParts are parts of a set, worked on at once.
type mapParts struct {
	ctx   context.Context
	set   bits.Set
	count int
}

// run hands on the members of the set, some thousands at a time.
func (m *mapParts) run(work func(part int, ordinals []int)) {
	parallel(len(m.set), partWords, func(part, from, to int) {
		list := make([]int, 0, stretch)
		for ; from < to && m.ctx.Err() == nil; from += stretch / 64 {
			list = list[:0]
			for w := from; w < min(from+stretch/64, to); w++ {
				for word := m.set[w]; word != 0; word &= word - 1 {
					list = append(list, w<<6+mathbits.TrailingZeros64(word))
				}
			}
			work(part, list)
		}
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

func (e *extent) add(p column.Point, central bool) {
	if p == (column.Point{}) {
		return
	}
	if e.own+e.central == 0 {
		e.south, e.north = p.North, p.North
	}
	e.south, e.north = min(e.south, p.North), max(e.north, p.North)
	e.reach(p.East, p.East)
	if central {
		e.central++
	} else {
		e.own++
	}
}

// reach widens a degree of longitude.
func (e *extent) reach(from, to uint32) {
	d := &e.east[from/column.Millionths]
	if !d.met {
		d.met, d.from, d.to = true, from, to
	}
	d.from, d.to = min(d.from, from), max(d.to, to)
}

func (e *extent) join(f *extent) {
	if f.own+f.central == 0 {
		return
	}
	if e.own+e.central == 0 {
		e.south, e.north = f.south, f.north
	}
	e.south, e.north = min(e.south, f.south), max(e.north, f.north)
	e.own, e.central = e.own+f.own, e.central+f.central
	for _, d := range f.east {
		if d.met {
			e.reach(d.from, d.to)
		}
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
