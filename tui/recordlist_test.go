package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fieldbrief/store"
)

// holes tells whether a row in sight is not there.
func (d *driver) holes() bool {
	p := d.m.events
	from := p.top
	return !p.holds(from, from+p.shown(p.rowHeight))
}

// A million events are paged through, and jumped to at once, in answers of some
// hundred rows.
func TestListsAreReadByTheWindow(t *testing.T) {
	lib := newArithmetic(1_000_000)
	d := drive(t, lib, 200, 50, Options{Theme: "none"}, surroundings{})
	for range 300 {
		d.press("j")
	}
	if n := lib.windows.Load(); n > 12 {
		t.Errorf("%d windows for 300 lines", n)
	}
	for _, k := range []string{"end", "home", "pgdown", "}", "]", ">", "pgup", "{", "[", "ctrl+d", "<"} {
		if d.press(k); d.holes() {
			t.Errorf("%s leads to rows that are not there:\n%s", k, d.frame())
		}
	}
	d.press("end")
	d.want("1,000,000 of 1,000,000", "2024 · December")
	if most := lib.most.Load(); most > 500 {
		t.Errorf("an answer of %d rows", most)
	}
}

// While a key is held down the rows that come into sight are there before their
// answer.
func TestHeldKeysShowNoHoles(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		d := drive(t, newArithmetic(100_000), size[0], size[1], Options{Theme: "none"}, surroundings{})
		for _, k := range []string{"j", "pgdown", "pgdown", "k", "pgup", "ctrl+d"} {
			for i := range 60 {
				d.hold = true
				if d.press(k); d.holes() {
					t.Fatalf("%v: the %dth %s shows rows that are not there", size, i+1, k)
				}
				d.release(false)
			}
		}
	}
}

// One question for rows is under way at a time, however fast the keys come.
func TestOneWindowAtATime(t *testing.T) {
	lib := newArithmetic(100_000)
	d := drive(t, lib, 200, 50, Options{Theme: "none"}, surroundings{})
	before := lib.windows.Load()
	d.hold = true
	for range 40 {
		d.press("pgdown", "end", "home")
	}
	d.press("end")
	d.release(false)
	d.want("100,000 of 100,000")
	if n := lib.windows.Load() - before; n > 3 {
		t.Errorf("%d windows for one place", n)
	}
	if d.holes() {
		t.Error("rows are not there")
	}
}

// A shortOne gives fewer rows than it counts, or fails.
type shortOne struct {
	*arithmetic
	err error
}

func (l *shortOne) Events(r *store.Result, offset, n int) ([]store.Event, error) {
	l.windows.Add(1)
	return nil, l.err
}

// A library without the rows it counts, or with a damaged block, is not asked
// without end; the driver ends a test in which it is.
func TestMissingRowsAreNotAskedForEver(t *testing.T) {
	for _, err := range []error{nil, errors.New("block 7 is damaged")} {
		lib := &shortOne{newArithmetic(1000), nil}
		d := drive(t, lib, 120, 40, Options{Theme: "none"}, surroundings{})
		lib.err = err
		before := lib.windows.Load()
		for range 20 {
			d.press("2", "3")
		}
		if n := lib.windows.Load() - before; n > 1 {
			t.Errorf("%d questions for the same rows", n)
		}
		d.press("end")
		if err != nil {
			d.want("block 7 is damaged")
		}
		d.press("home", "j", "pgdown", "o", "esc", "enter")
	}
}

// Rows of another result never show.
func TestRowsOfAnOlderResult(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.hold = true
	d.press("end")
	held := d.held
	d.hold, d.held = false, nil
	d.press("p", "south ba", "enter")
	before := d.frame()
	for _, cmd := range held {
		d.run(cmd)
	}
	if after := d.frame(); after != before {
		t.Errorf("an old answer changed the frame from\n%s\nto\n%s", before, after)
	}
}

// Nothing in a frame grows with the number of events or of the values of a
// facet that are out of sight.
func TestFramesDoNotGrow(t *testing.T) {
	allocations := func(n int) float64 {
		d := drive(t, newArithmetic(n), 200, 50, Options{}, inColour())
		return testing.AllocsPerRun(20, func() { d.m.Update(keyMsg("j")); d.m.View() })
	}
	if few, many := allocations(10_000), allocations(1_000_000); many > few+40 {
		t.Errorf("a key and its frame take %.0f allocations for 10,000 events, %.0f for 1,000,000", few, many)
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 12345: "12,345", 123456: "123,456", 1048576: "1,048,576", -12: "-12", -123: "-123", -1234: "-1,234"} {
		if got := grouped(n); got != want {
			t.Errorf("grouped(%d) = %q, want %q", n, got, want)
		}
	}
}

// Lists of records that are under way say so and nothing else.
func TestHoles(t *testing.T) {
	d := drive(t, newArithmetic(100_000), 120, 40, Options{Theme: "none"}, surroundings{})
	d.hold = true
	d.press("end")
	if !d.holes() || !d.m.settling() {
		t.Error("the frame does not wait for its rows")
	}
	if n := strings.Count(d.frame(), "║  …"); n < 10 {
		t.Errorf("%d rows under way in\n%s", n, d.frame())
	}
	d.want("2024 · December", fmt.Sprintf("of %s that year", grouped(100_000*432/432-100_000*420/432)))
	d.release(false)
	d.lack("║  …")
}
