package tui

import (
	"testing"

	"fieldbrief/store"
)

// C copies the filter as a command line, and shows it.
func TestCopyCommand(t *testing.T) {
	command := func(_ Library, list store.RecordType, f store.Filter) string {
		return "fieldbrief " + string(list) + "s " + f.String()
	}
	d, copied := copyDriver(t, Options{Theme: "none", Command: command}, testLibrary(t))
	d.press("p", "balk", "enter")
	d.hold = true
	d.press("1", "j", " ", "C") // before the answer: it waits
	d.release(false)
	for range 3 {
		d.release(false)
	}
	const want = "fieldbrief events province:AF-BAL actor:blue-front"
	d.want("copied: " + want)
	if *copied != want {
		t.Errorf("copied %q, want %q", *copied, want)
	}
	d.press("f", "x", "C")
	d.want("copied: fieldbrief events actor:blue-front")
	d, _ = copyDriver(t, Options{Theme: "none", Command: command}, testLibrary(t))
	d.press("4", "C")
	d.want("copied: fieldbrief quotes")
	d.press("3", "C")
	d.want("copied: fieldbrief events")
}
