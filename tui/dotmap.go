package tui

import (
	"fmt"
	"math"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A dotMap is the view of the filtered events on a map of the world: each at its
// own coordinates, else at the centre of its province. Its cursor is a cell.
type dotMap struct {
	view viewport // its scale is 0 until the whole was measured
	x, y int      // of the cell under the cursor
	gone bool     // nearer to events: the cursor goes along

	of      *store.Result
	spread  measured
	picture mapPicture
	under   mapUnder
	open    string // the id of the event of the cell that is opened
	sent    mapQuery
	flying  bool

	borders borders
	width   int
	height  int
}

// measured is where the events of a result are.
type measured struct {
	of *store.Result
	store.Spread
}

func (d *dotMap) scene() scene { return inDots }
func (d *dotMap) place() place { return besideDetail }

// legendHeight is the height from which on a line tells what the marks stand for.
const legendHeight = 9

func (d *dotMap) resize(width, height int) {
	d.width, d.height = width, height
	below := 1
	if height >= legendHeight {
		below = 2
	}
	w, h := width, max(1, height-below)
	if w == d.view.width && h == d.view.height {
		return
	}
	d.view.width, d.view.height = w, h
	if d.view.scale > 0 {
		d.view = d.view.settled()
	}
	d.x, d.y = min(d.x, w-1), min(d.y, h-1)
}

// take shows another result at the same place.
func (d *dotMap) take(f *found) { d.of = f.result }

// chosen gives an event of the cell under the cursor, the first of them until one
// goes on to others.
func (d *dotMap) chosen() ref {
	if d.under.of != d.spot() || len(d.under.events) == 0 {
		return ref{}
	}
	if slices.ContainsFunc(d.under.events, func(e store.Event) bool { return e.ID == d.open }) {
		return ref{store.EventRecord, d.open}
	}
	return ref{store.EventRecord, d.under.events[0].ID}
}

// spot is the cell under the cursor.
func (d *dotMap) spot() mapSpot { return mapSpot{d.of, d.view, d.x, d.y} }

// current tells that the picture is of what is to be seen.
func (d *dotMap) current() bool {
	return d.view.scale > 0 && d.picture.of == d.of && d.picture.view == d.view
}

func (d *dotMap) waits() bool { return d.flying && !d.current() }

// openDots opens the map on all that the filter finds.
func (m *Model) openDots() {
	if m.find.found.result == nil {
		return
	}
	d := &dotMap{}
	if old, ok := m.pages[viewDots].(*dotMap); ok {
		d.borders = old.borders
	}
	m.focusOn(provincesPane)
	m.openPage(viewDots, d)
	d.take(&m.find.found)
}

func (d *dotMap) act(m *Model, a action) tea.Cmd {
	switch a {
	case actBack:
		m.close(viewDots)
	case actMap:
		m.close(viewDots)
		m.leaveMap()
	case actLeft, actRight, actUp, actDown:
		d.move(m, a)
	case actPageUp, actPageDown, actHalfUp, actHalfDown:
		d.pan(m, a)
	case actNext, actPrevious, actTop, actBottom:
		d.visit(m, a)
	case actZoomIn, actZoomOut:
		d.zoom(m, map[action]float64{actZoomIn: 0.5, actZoomOut: 2}[a])
	case actOpen:
		return d.enter(m)
	case actWhole:
		d.view.scale = 0
	case actMark:
		return d.setArea(m)
	case actClear:
		f := m.find.filter
		f.Area = ""
		return m.narrow(f, "the filter has no area to drop")
	case actSource:
		return m.openReader()
	default:
		cmd, _ := m.actOnFilter(a)
		return cmd
	}
	return nil
}

// ready tells that there is something to move over.
func (d *dotMap) ready() bool { return d.view.scale > 0 }

// move moves the cursor; at the edge the map moves under it.
func (d *dotMap) move(m *Model, a action) {
	if !d.ready() {
		return
	}
	east := map[action]int{actLeft: -1, actRight: 1}[a]
	south := map[action]int{actUp: -1, actDown: 1}[a]
	if x, y := d.x+east, d.y+south; x < 0 || y < 0 || x >= d.view.width || y >= d.view.height {
		if !d.shift(east*max(1, d.view.width/4), south*max(1, d.view.height/4)) {
			m.say("the map ends here")
			return
		}
	}
	d.put(d.x+east, d.y+south)
}

// shift moves the map by cells; the cursor stays where it is in the world. It
// tells whether the map moved.
func (d *dotMap) shift(east, south int) bool {
	before := d.view
	d.view = before.moved(east, south)
	if d.view == before || d.view.lon == before.lon && east != 0 {
		return false
	}
	south = int(math.Round((before.lat - d.view.lat) / (dotsDown * d.view.scale)))
	if south == 0 && east == 0 {
		d.view = before
		return false
	}
	d.put(d.x-east, d.y-south)
	return true
}

func (d *dotMap) put(x, y int) {
	d.x, d.y = max(0, min(x, d.view.width-1)), max(0, min(y, d.view.height-1))
}

// pan moves the map by most or half of its height.
func (d *dotMap) pan(m *Model, a action) {
	if !d.ready() {
		return
	}
	by := map[action]int{actPageUp: -3, actPageDown: 3, actHalfUp: -2, actHalfDown: 2}[a]
	x, y := d.x, d.y
	if !d.shift(0, by*max(1, d.view.height/4)) {
		m.say("the map ends here")
		return
	}
	d.put(x, y)
}

// visit puts the cursor on the next cell with events, those with the most first.
func (d *dotMap) visit(m *Model, a action) {
	cells := d.picture.busiest
	if !d.current() || len(cells) == 0 {
		if d.current() {
			m.say("no event in sight: 0 shows all that the filter finds")
		}
		return
	}
	n, here := len(cells), -1
	for i, at := range cells {
		if at == d.y*d.view.width+d.x {
			here = i
		}
	}
	switch {
	case a == actTop || a == actNext && here == n-1 || here < 0 && a == actNext:
		here = 0
	case a == actBottom || a == actPrevious && here <= 0:
		here = n - 1
	case a == actNext:
		here++
	default:
		here--
	}
	d.put(cells[here]%d.view.width, cells[here]/d.view.width)
}

func (d *dotMap) zoom(m *Model, by float64) {
	if !d.ready() {
		return
	}
	before, here := d.view, d.here().events() > 0
	if d.view = before.zoomed(by, d.x, d.y); d.view.scale == before.scale {
		d.view = before
		m.say(map[bool]string{true: "no closer than this", false: "no more of the world than this"}[by < 1])
		return
	}
	d.gone = by < 1 && (here || d.gone)
}

// enter goes nearer to the cell under the cursor, which comes into the middle; it
// opens an event that is alone there, or with others at one place.
func (d *dotMap) enter(m *Model) tea.Cmd {
	if !d.ready() {
		return nil
	}
	c := d.here()
	if found := d.chosen(); !found.none() && (c.own == 0 || c.events() == 1 || d.view.scale <= finest) {
		return m.openDetail(found) // there is nothing to take apart
	}
	d.shift(d.x-d.view.width/2, d.y-d.view.height/2)
	d.zoom(m, 0.25)
	d.gone = d.gone || c.events() > 0
	return nil
}

// arrive puts the cursor on events again, which the cell had that was gone into.
func (d *dotMap) arrive() {
	if !d.gone || !d.current() {
		return
	}
	const around = 3 // cells, of those that the one has become
	if d.gone = false; d.here().events() > 0 {
		return
	}
	for _, i := range d.picture.busiest {
		x, y := i%d.view.width, i/d.view.width
		if max(x-d.x, d.x-x, y-d.y, d.y-y) <= around {
			d.put(x, y)
			return
		}
	}
}

// step goes on among the first events of the cell while one of them is opened.
func (d *dotMap) step(a action) ref {
	events := d.under.events
	n := slices.IndexFunc(events, func(e store.Event) bool { return e.ID == d.open })
	if d.under.of != d.spot() || len(events) == 0 {
		return ref{}
	}
	n = max(0, min(max(n, 0)+map[action]int{actDown: 1, actUp: -1}[a], len(events)-1))
	d.open = events[n].ID
	return d.chosen()
}

// setArea makes what is shown the area of the filter.
func (d *dotMap) setArea(m *Model) tea.Cmd {
	switch {
	case !d.ready():
		return nil
	case d.current() && len(d.picture.busiest) == 0:
		m.say("no event in sight: nothing would be left")
		return nil
	}
	f := m.find.filter
	f.Area = widened(d.view.area().box).String()
	return m.narrow(f, "this is the area of the filter already")
}

// widened rounds a box up to a hundredth of a degree.
func widened(b store.Box) store.Box {
	down := func(n float64) float64 { return math.Floor(n*100) / 100 }
	up := func(n float64) float64 { return math.Ceil(n*100) / 100 }
	return store.Box{South: max(-90, down(b.South)), West: max(-180, down(b.West)), North: min(90, up(b.North)), East: min(180, up(b.East))}
}

// click puts the cursor on a cell; a second click goes nearer.
func (d *dotMap) click(m *Model, x, y int) tea.Cmd {
	if x >= d.view.width || y >= d.view.height {
		return nil
	}
	if x == d.x && y == d.y {
		return d.enter(m)
	}
	d.put(x, y)
	return nil
}

// title says how many events are on the map, and its scale.
func (d *dotMap) title() (left, right string) {
	left = "Map of events"
	switch {
	case d.spread.of != d.of:
	case d.width < 60:
		left, right = "Map", fmt.Sprintf("%s of %s located", grouped(d.spread.Located()), grouped(d.of.Events))
	default:
		right = fmt.Sprintf("%s of %s located", grouped(d.spread.Located()), grouped(d.of.Events))
		if d.view.scale > 0 {
			right += " · a line is " + lengthWords(d.view.cellKilometres())
		}
	}
	return left, right
}

// lengthWords words kilometres.
func lengthWords(km float64) string {
	switch {
	case km >= 10:
		return grouped(int(math.Round(km))) + " km"
	case km >= 1:
		return fmt.Sprintf("%.1f km", km)
	}
	return grouped(int(math.Round(km*1000))) + " m"
}
