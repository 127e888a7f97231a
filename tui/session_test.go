package tui

import (
	"strings"
	"testing"

	"fieldbrief/store"
)

// restart begins another explorer where one was left, as the program does.
func restart(d *driver, lib Library, w, h int) *driver {
	d.tb.Helper()
	kept := d.m.session()
	filter, err := store.ParseFilter(kept.Filter)
	if err != nil {
		d.tb.Fatal(err)
	}
	return drive(d.tb, lib, w, h, Options{Theme: "none", Filter: filter, Session: kept}, surroundings{})
}

// Left anywhere, the explorer begins there again.
func TestSessionIsRestored(t *testing.T) {
	lib := testLibrary(t)
	for name, keys := range map[string][]string{
		"lists": nil, "event": {"j", "j", "j"}, "quotes": {"4", "j"}, "actor": {"1", "j", "j"}, "province": {"2", "j"},
		"filtered": {"p", "kab", "enter", "/", `"at the mill" since:2020`, "enter", "j"},
		"detail":   {"j", "enter"}, "reader": {"j", "o", "n"}, "reader-moved": {"o", "right", "right"}, "detail-reader": {"j", "enter", "o"},
		"timeline": {"j", "t"}, "timeline-month": {"j", "j", "t", "enter"}, "timeline-day": {"j", "j", "t", "+", "+", "right"},
		"timeline-detail": {"j", "j", "t", "+", "+", "enter"}, "deadliest": {"D"}, "map": {"m", "up"}, "excluded": {"1", "-"}, "all": {"1", "j", " ", "j", " ", "&"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
				d := drive(t, lib, size[0], size[1], Options{Theme: "none"}, surroundings{})
				d.press(keys...)
				d.m.notice = notice{}
				d.press("ctrl+l")
				e := restart(d, lib, size[0], size[1])
				e.press("ctrl+l")
				if m, n := d.m, e.m; m.opened(viewReader) {
					if !n.opened(viewReader) || m.reader.from != n.reader.from || m.reader.paragraph() != n.reader.paragraph() {
						t.Errorf("%v: left at ¶%d of %v, begun at ¶%d of %v", size, m.reader.paragraph(), m.reader.from, n.reader.paragraph(), n.reader.from)
					}
					continue
				}
				if d.m.opened(viewTimeline) && d.m.view() == viewTimeline && d.m.timeline.at == e.m.timeline.at && e.m.view() == viewTimeline {
					continue // it stands in the middle now
				}
				if body(d) != body(e) {
					t.Errorf("%v: left at\n%s\nbegun at\n%s", size, d.frame(), e.frame())
				}
			}
		})
	}
}

// body is a frame without the keys: steps to undo are not kept.
func body(d *driver) string {
	frame := d.frame()
	return frame[:strings.LastIndex(frame, "\n")]
}

// What asks something is not come back to, and what is only typed is no filter.
func TestSessionLeavesOutWhatAsks(t *testing.T) {
	for _, keys := range [][]string{{"/", "mill"}, {"p", "ba"}, {"?"}, {":"}, {"w"}, {"e"}} {
		d := plainDriver(t, 120, 40)
		d.press(keys...)
		if s := d.m.session(); s.Filter != "" || s.Opened != nil {
			t.Errorf("%v: kept %+v", keys, s)
		}
	}
}

// The paragraph last read of a source is known at the next start.
func TestSessionKeepsReadingPlaces(t *testing.T) {
	lib := testLibrary(t)
	d := drive(t, lib, 80, 24, Options{Theme: "none"}, surroundings{})
	d.press("o", ">", "esc")
	left := d.m.places()["valley-talks"]
	e := restart(d, lib, 80, 24)
	if got := e.m.places()["valley-talks"]; got != left || left < 2 {
		t.Errorf("left at ¶%d, begun with ¶%d", left, got)
	}
}

// A session of another library, or one that was written by hand, does no harm.
func TestSessionOfElsewhere(t *testing.T) {
	for _, s := range []Session{
		{Pane: "attic", Opened: []string{"cellar", "reader", "timeline", "timeline"}, Event: "gone", Unit: "age", Day: "yesterday"},
		{Pane: "quotes", Opened: []string{"reader"}, Source: "gone", Record: "event gone", Paragraph: -3},
		{Opened: []string{"detail", "reader", "map"}, Source: "valley-talks", Record: "x", Paragraph: 99},
		{Opened: []string{"timeline"}, Unit: "day", Day: "9999-01-01"},
	} {
		for _, size := range allSizes() {
			d := drive(t, testLibrary(t), size[0], size[1], Options{Session: s}, inColour())
			d.press("j", "esc", ",", "t", "o")
			if d.m.settling() {
				t.Errorf("%+v: an answer is waited for", s)
			}
		}
	}
}

// The lines that were typed come back with the session.
func TestSessionKeepsLines(t *testing.T) {
	lib := testLibrary(t)
	d := drive(t, lib, 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("/", "mill", "enter", "x")
	e := restart(d, lib, 120, 40)
	e.press("/", "up")
	e.want("filter / mill")
}

// An earlier session that is still under way at the end is not kept over the last.
func TestLastSessionIsKept(t *testing.T) {
	var kept []string
	k := lastKeeper{keep: func(s Session) { kept = append(kept, s.Filter) }}
	k.during(Session{Filter: "a"})
	k.last(Session{Filter: "b"})
	k.during(Session{Filter: "c"})
	if len(kept) != 2 || kept[1] != "b" {
		t.Errorf("kept %q", kept)
	}
	(&lastKeeper{}).last(Session{})
}
