package tui

import (
	"fmt"
	"slices"
	"testing"
)

func TestHistoryKeepsEachLineOnce(t *testing.T) {
	var h history
	for _, line := range []string{"mill", " bridge ", "", "mill", "kind:bombing"} {
		h.add(line)
	}
	if want := []string{"kind:bombing", "mill", "bridge"}; !slices.Equal(h.lines, want) {
		t.Errorf("kept %q, want %q", h.lines, want)
	}
	for n := range 300 {
		h.add(fmt.Sprint(n))
	}
	if len(h.lines) != mostLines || h.lines[0] != "299" {
		t.Errorf("%d lines are kept, the last is %q", len(h.lines), h.lines[0])
	}
}

// The arrows bring back the lines that were typed, while nothing is typed anew.
func TestHistoryInTheSearchLine(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("/", "mill", "enter", "x", "/", "kind:bombing", "enter", "x", "/")
	typed := func(want string) {
		t.Helper()
		if got := d.m.prompt.input.text(); got != want {
			t.Fatalf("the line holds %q, want %q", got, want)
		}
	}
	d.press("up")
	typed("kind:bombing")
	d.want("2 events")
	d.press("up")
	typed("mill")
	d.press("up") // no earlier line: the list moves
	typed("mill")
	d.press("down")
	typed("kind:bombing")
	d.press("down")
	typed("")
	d.want("7 events")
	before := d.m.events.cursor
	d.press("down") // nor a later one
	if typed(""); d.m.events.cursor == before {
		t.Error("the list does not move where there is no line")
	}
	d.press("up", "enter")
	d.wantFilter("kind:bombing")
	d.press("/", "b", "up") // something was typed: the list moves
	typed("b")
	d.press("esc", "x", "/", "bridge", "enter", "/")
	typed("bridge") // stands there unchanged
	d.press("up")   // the same line is passed over
	typed("kind:bombing")
	d.press("down")
	typed("bridge")
}
