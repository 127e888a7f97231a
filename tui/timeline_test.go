package tui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

func clickAt(x, y int) tea.MouseMsg {
	return tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress}
}

// listDay gives the day the list of events stands on, as the list has it.
func (d *driver) listDay() store.Day {
	d.tb.Helper()
	r := d.m.find.found.result
	events, err := d.m.lib.Events(r, d.m.events.cursor, 1)
	if err != nil || len(events) != 1 {
		d.tb.Fatalf("no event at %d: %v", d.m.events.cursor, err)
	}
	return homeDay(events[0].Date)
}

func (d *driver) wantAt(name string) {
	d.tb.Helper()
	if got := d.m.timeline.at.name(); got != name {
		d.tb.Fatalf("the timeline is on %q, want %q:\n%s", got, name, d.frame())
	}
}

// The list and the timeline stay on the same date, whichever is moved.
func TestTimelineAndListStayTogether(t *testing.T) {
	for name, lib := range timeLibraries(t) {
		t.Run(name, func(t *testing.T) {
			d := drive(t, lib, 120, 40, Options{}, inColour())
			d.press("j", "j", "j")
			chosen := d.m.events.chosen()
			d.press("t")
			for _, k := range []string{"", "+", "right", "n", "n", "+", "j", "N", "left", "N", "n", "-", "j", "j", "pgdown", "-", "n", "home", "end", "N", "+", "+"} {
				if k == "" && d.m.timeline.chosen() != chosen {
					t.Fatalf("opened on %v, want %v", d.m.timeline.chosen(), chosen)
				}
				d.press(k)
				at, n := d.m.timeline.at, 0
				if n, _ = d.m.timeline.counts.count(at); n > 0 && spanOn(at.unit, d.listDay()) != at {
					t.Fatalf("after %q: the timeline on %s, the list on %s", k, at.name(), d.listDay())
				}
				if n == 0 && d.m.events.cursor > 0 && d.m.events.cursor+1 < d.m.events.n-d.m.find.found.result.Undated && d.listDay() < at.first() && at.first().Time().Year() < 2058 {
					t.Fatalf("after %q: the timeline on the empty %s, the list on %s", k, at.name(), d.listDay())
				}
			}
			day := d.listDay()
			if d.press("t"); d.m.view() != viewLists || d.listDay() != day {
				t.Errorf("the list went to %s when the timeline was closed, was on %s", d.listDay(), day)
			}
		})
	}
}

func TestTimelineRangeIsOneStep(t *testing.T) {
	for _, c := range []struct {
		keys   []string
		filter string
	}{
		{[]string{"t", " ", "left", "left", " "}, "since:2018 until:2020"},
		{[]string{"t", " ", "left", "left", "enter"}, "since:2018 until:2020"},
		{[]string{"t", "+", " ", "right", "right", "right", "enter"}, "since:2020-03 until:2020-06"},
		{[]string{"t", "+", "+", " ", " "}, "since:2020-03-03 until:2020-03-03"},
		{[]string{"t", " ", "+", "right", "enter"}, "since:2020 until:2020"},
		{[]string{"t", "+", "+", " ", "-", "-", "left", "enter"}, "since:2019 until:2020-03-03"},
	} {
		d := plainDriver(t, 120, 40)
		d.press("j", "j")
		d.press(c.keys...)
		d.wantFilter(c.filter)
		if d.m.view() != viewTimeline {
			t.Errorf("%q leaves the timeline", c.keys)
		}
		d.press("u")
		d.wantFilter("")
		d.press("ctrl+r")
		d.wantFilter(c.filter)
		d.press("x")
		d.wantFilter("")
		d.press("u")
		d.wantFilter(c.filter)
	}
	d := plainDriver(t, 120, 40)
	d.press("t", " ", "left", "esc")
	d.want("no range is begun")
	d.press("esc")
	d.wantFilter("")
	if d.m.view() != viewLists {
		t.Error("esc does not lead back to the lists")
	}
}

func TestTimelineZooms(t *testing.T) {
	d := plainDriver(t, 80, 24)
	d.press("j", "j", "t")
	d.wantAt("2020")
	d.press("enter")
	d.wantAt("March 2020")
	d.press("enter")
	d.wantAt("3 March 2020")
	d.press("enter")
	if d.m.view() != viewDetail {
		t.Fatal("a day's event is not opened")
	}
	d.want("bridge of Balkh")
	d.press("esc")
	d.wantAt("3 March 2020")
	d.press("n")
	d.wantAt("1 May 2020")
	d.press("esc")
	d.wantAt("May 2020")
	d.press("esc", "-")
	d.want("no coarser than years")
	d.wantAt("2020")
	d.press("+", "+", "+")
	d.want("no finer than days")
	d.press("N", "N", "N")
	d.wantAt("1 January 1994")
	d.press("N")
	d.want("no earlier day has events")
	d.press("end", "right")
	d.want("no later day in these sources")
	d.press("w", "2020-05", "enter")
	d.wantAt("May 2020")
}

// What stood under the cursor in what was opened over the timeline is what it
// comes back on.
func TestTimelineFollowsTheRecord(t *testing.T) {
	d := plainDriver(t, 80, 24)
	d.press("j", "t", "+", "+", "enter", "n", "n")
	d.want("First fire")
	d.press("esc")
	d.wantAt("1 May 2020")
	d.press("o", "enter")
	if d.m.opened(viewTimeline) {
		t.Error("the timeline stands over the record that was jumped to")
	}
}

// Filters change below an open timeline; its cursor stays.
func TestTimelineUnderAFilter(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("j", "j", "t")
	d.want("2020 · 5 events", "6 events · 1 undated")
	d.press("p", "kab", "enter")
	d.want("2020 · 2 events", "First fire")
	d.lack("bridge of Balkh")
	d.press("/", "second", "enter")
	d.want("2020 · 1 event", "Second fire")
	d.press("u", "u", "N")
	d.want("1994 · 1 event", "The old war")
	d.press("right")
	d.want("1995 · 0 events")
}

func TestTimelineWithoutDates(t *testing.T) {
	b := testBriefing()
	b.Events = b.Events[len(b.Events)-1:]
	b.Quotes = nil
	d := drive(t, store.InMemory(b), 80, 24, Options{Theme: "none"}, surroundings{})
	d.press("t")
	d.want("no event of these sources has a date")
}

// A key on the timeline of a million events reads a window of rows and the days
// in sight, and searches nothing.
func TestTimelineReadsWindows(t *testing.T) {
	lib := newArithmetic(1_000_000)
	d := drive(t, lib, 200, 50, Options{}, inColour())
	d.press("end", "t")
	searches := lib.searches.Load()
	lib.most.Store(0)
	for _, k := range []string{"left", "+", "left", "n", "N", "+", "left", "right", "pgdown", "-", "-", "home", "end", "j", "k"} {
		before := lib.windows.Load()
		d.press(k)
		if n := lib.windows.Load() - before; n > 4 {
			t.Errorf("%q reads %d windows", k, n)
		}
	}
	if n := lib.searches.Load() - searches; n > 0 {
		t.Errorf("%d searches", n)
	}
	if most := lib.most.Load(); most > 400 {
		t.Errorf("%d rows in one answer", most)
	}
}

// Columns are named as far as there is room: no two names touch, the greater
// stretches first.
func TestTimelineLabels(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 200, 50, Options{}, inColour())
	d.press("t")
	tl := d.m.timeline
	for _, width := range []int{30, 46, 78, 118, 140, 300} {
		for u := byYear; u <= byDay; u++ {
			tl.resize(width, 30)
			tl.show(u, store.CivilDay(2003, 12, 9), "")
			text := strings.NewReplacer("←", " ", "→", " ").Replace(tl.drawLabels(&theme{}))
			words := strings.Fields(text)
			if len(words) < 2 && !(u == byDay && width < 46) {
				t.Errorf("by %s in %d: %q", u, width, text)
			}
			for _, w := range words {
				if len([]rune(w)) > 4 {
					t.Errorf("by %s in %d: %q has names that touch", u, width, text)
				}
			}
		}
	}
}

// A bar reaches from the first to the last day: ~ where they are vague, arrows
// where it goes on.
func TestTimelineBars(t *testing.T) {
	tl := &timeline{at: span{byYear, 2020}, width: 120}
	for _, c := range []struct{ edtf, want string }{
		{"2020-01-01", "━                                   "},
		{"2020", strings.Repeat("━", 36)},
		{"2020~", strings.Repeat("~", 36)},
		{"2020-07/2020-12", strings.Repeat(" ", 17) + strings.Repeat("━", 19)},
		{"2020-12-31", strings.Repeat(" ", 35) + "━"},
		{"2019-05/2020-01", "←━━" + strings.Repeat(" ", 33)},
		{"2020-12/2022", strings.Repeat(" ", 32) + "━━━→"},
		{"../2020-01-15", "←" + strings.Repeat(" ", 35)},
		{"2010/2030", "←" + strings.Repeat("━", 34) + "→"},
		{"2010/..", "←" + strings.Repeat("━", 34) + "→"},
	} {
		l := (&theme{}).line(36)
		row := newSpanRow(store.Event{Date: date(c.edtf, store.Stated, "")}, 0, store.Filter{})
		tl.drawBar(l, &theme{}, row)
		if got := l.end(); got != c.want {
			t.Errorf("%s: %q, want %q", c.edtf, got, c.want)
		}
	}
}

func TestTimelineMouse(t *testing.T) {
	d := drive(t, testLibrary(t), 80, 24, Options{Theme: "none", Mouse: true}, surroundings{})
	d.press("j", "j", "t", "+")
	s, _ := d.m.layout.slot(pageSlot, 0)
	x, y, _, _ := s.inner()
	tl := d.m.timeline
	column := func(n int) int { return x + tl.shape.axis + (n-tl.left)*tl.shape.cell }
	d.send(clickAt(column(tl.at.n-1), y+3))
	d.wantAt("February 2020")
	d.send(clickAt(column(tl.at.n-1), y+3))
	d.wantAt("January 2020")
	d.send(clickAt(column(tl.at.n), y+3))
	d.wantAt("1 January 2020")
	if d.m.timeline.chosen().id != "valley-talks/count" {
		t.Errorf("on %v", d.m.timeline.chosen())
	}
}

// Keys that come before the events of a span wait for them: where they lead does
// not depend on how fast they are pressed.
func TestTimelineKeysWait(t *testing.T) {
	for name, lib := range timeLibraries(t) {
		for _, keys := range [][]string{{"t", "end", "enter", "enter"}, {"t", "end", "+", "right", "+"}, {"t", "home", "enter", " ", "right", " "}} {
			slow, fast := drive(t, lib, 120, 40, Options{}, inColour()), drive(t, lib, 120, 40, Options{}, inColour())
			slow.press(keys...)
			fast.hold = true
			fast.press(keys...)
			fast.release(false)
			if got, want := fast.m.timeline.at, slow.m.timeline.at; got != want {
				t.Errorf("%s: %v lead to %v, slowly to %v", name, keys, got, want)
			}
			fast.wantFilter(slow.m.find.filter.String())
		}
	}
}
