package tui

import "testing"

func TestStartView(t *testing.T) {
	for _, c := range []struct {
		start Start
		scene scene
	}{
		{Start{}, inEvents},
		{Start{View: "lists", Pane: "quotes"}, inQuotes},
		{Start{Pane: "actors"}, inActors},
		{Start{Pane: "nowhere"}, inEvents},
		{Start{View: "timeline"}, inTimeline},
		{Start{View: "map"}, inMap},
		{Start{View: "sources"}, inSources},
	} {
		for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
			d := drive(t, testLibrary(t), size[0], size[1], Options{Start: c.start}, inColour())
			if d.m.scene() != c.scene {
				t.Errorf("%+v at %v: keys are pressed in %q, want %q", c.start, size, sceneName(d.m.scene()), sceneName(c.scene))
			}
		}
	}
}
