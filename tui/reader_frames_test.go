package tui

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"fieldbrief/store"
)

// readerViews leads to what the reader and the narrative can show.
func readerViews() map[string][]string {
	return map[string][]string{
		"search":    {"j", "j", "o", "/", "mill", "enter", "n"},
		"narrative": {"j", "j", "v", "]"},
		"text":      {"j", "j", "o"},
		"outline":   {"j", "j", "o", "O", "j"},
	}
}

// Golden frames of reading: look at the difference of every frame before -update.
func TestReadingFrames(t *testing.T) {
	lib := testLibrary(t)
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		for name, keys := range readerViews() {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := drive(t, attachedLibrary{lib}, size[0], size[1], Options{Theme: "none"}, surroundings{})
				d.press(keys...)
				golden.RequireEqual(t, trimmed(bareText(d.m.View())))
			})
		}
	}
	for name, keys := range readerViews() {
		t.Run(name+"-ascii-80x24", func(t *testing.T) {
			d := drive(t, lib, 80, 24, Options{Theme: "none", ASCII: true}, surroundings{})
			d.press(keys...)
			golden.RequireEqual(t, trimmed(bareText(d.m.View())))
		})
		t.Run(name+"-colour-120x40", func(t *testing.T) {
			d := drive(t, lib, 120, 40, Options{}, inColour())
			d.press(keys...)
			golden.RequireEqual(t, d.m.View())
		})
	}
	t.Run("narrative-rows-120x40", func(t *testing.T) {
		d := drive(t, store.InMemory(testBriefing(), dataSet(300)), 120, 40, Options{Theme: "none"}, surroundings{})
		d.press("v", "]")
		golden.RequireEqual(t, trimmed(bareText(d.m.View())))
	})
}

// Whatever the records hold, reading shows the program's own sequences alone.
func TestHostileReading(t *testing.T) {
	lib := store.InMemory(hostileBriefing(), hostileRows())
	for name, keys := range readerViews() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}, {40, 10}} {
				d := drive(t, lib, size[0], size[1], Options{}, inColour())
				d.press(keys...)
				d.press("]", "]", "pgdown", "A", "n", "O", "down", "enter", "1", "esc")
			}
		})
	}
}
