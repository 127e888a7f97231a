package tui

import (
	"math/rand/v2"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// wantAt checks where one is.
func (d *driver) wantWhere(in scene, filter, event string) {
	d.tb.Helper()
	if d.m.scene() != in || d.m.find.filter.String() != filter || event != "" && d.m.events.chosen().id != event {
		d.tb.Fatalf("at %s, %q, event %q; want %s, %q, %q", sceneName(d.m.scene()), d.m.find.filter, d.m.events.chosen().id, sceneName(in), filter, event)
	}
}

func TestBackAndForward(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press(",")
	d.want("no earlier view to go back to")
	d.press(".")
	d.want("no later view to go forward to")
	const bridge, fire = "valley-talks/bridge", "valley-talks/first-fire"
	d.press("j", "j") // the bridge
	d.wantWhere(inEvents, "", bridge)
	d.press("p", "kab", "enter", "j", "o", "esc", "2", "t")
	d.wantWhere(inTimeline, "province:AF-KAB", "")
	d.press(",")
	d.wantWhere(inProvinces, "province:AF-KAB", "")
	d.press("ctrl+o")
	d.wantWhere(inEvents, "province:AF-KAB", "valley-talks/second-fire")
	d.send(keyMsg("alt+left"))
	d.wantWhere(inReader, "province:AF-KAB", "")
	d.want("¶2")
	d.press(",", ",")
	d.wantWhere(inEvents, "", bridge)
	d.press(".", ".")
	d.wantWhere(inReader, "province:AF-KAB", "")
	d.send(keyMsg("alt+right"))
	d.press(".", ".")
	d.wantWhere(inTimeline, "province:AF-KAB", "")
	d.press(".")
	d.want("no later view")
	d.press(",", ",", ",", ",", ",") // all the way back
	d.wantWhere(inEvents, "", bridge)
	d.press("j", "4")
	d.press(".")
	d.want("no later view") // a new way was taken
	d.press(",")
	d.wantWhere(inEvents, "", fire)
	d.press("u") // what going back changed is a step of the filter like any other
	d.wantWhere(inEvents, "province:AF-KAB", "")
}

// What is only typed, asked or explained is no view to go back to.
func TestTrailLeavesOutWhatAsks(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("/", "mill", "esc", "p", "esc", "?", "esc", ":", "esc", "w", "esc", "e", "esc", ",")
	d.want("no earlier view to go back to")
}

// Going back and forth, however far and at whatever moment, ends at rest and at
// frames that fit; back as often as forward leads to the same spot.
func TestTrailWalk(t *testing.T) {
	lib, keys := testLibrary(t), walkKeys()
	for seed := range uint64(12) {
		rnd := rand.New(rand.NewPCG(seed, 11))
		size := allSizes()[int(seed)%11]
		d := drive(t, lib, size[0], size[1], Options{}, inColour())
		for range 60 {
			d.hold = rnd.IntN(3) == 0
			d.press(keys[rnd.IntN(len(keys))])
			d.release(false)
		}
		d.press("ctrl+l")
		for d.m.keys.action(d.m.scene(), keyMsg(",")) != actReturn {
			d.press("esc")
		}
		trail := &d.m.ways.trail
		before, steps := *trail.here, len(trail.past)
		for range steps {
			d.press(",")
		}
		if len(trail.past) > 0 {
			t.Fatalf("seed %d: %d views are left to go back to", seed, len(trail.past))
		}
		for range steps {
			d.press(".")
		}
		if !trail.here.same(&before) || d.m.settling() {
			t.Errorf("seed %d: forth leads to %+v, was at %+v", seed, *trail.here, before)
		}
	}
}

// A long way is not remembered for ever.
func TestTrailIsBounded(t *testing.T) {
	d := plainDriver(t, 120, 40)
	for range longestTrail {
		d.send(tea.KeyMsg{Type: tea.KeyTab})
		d.send(tea.KeyMsg{Type: tea.KeyShiftTab})
	}
	if n := len(d.m.ways.trail.past); n != longestTrail {
		t.Errorf("%d views are kept, want %d", n, longestTrail)
	}
}
