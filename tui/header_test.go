package tui

import (
	"regexp"
	"testing"
)

// The killed in period counts are a part of those killed: at no width do the two
// read as a sum.
func TestTotalsNeverReadAsASum(t *testing.T) {
	forms := regexp.MustCompile(`54\+ killed(, of these 30 in period counts| \(30 in counts\)|\s|$)`)
	seen := map[string]bool{}
	for width := 40; width <= 160; width++ {
		d := plainDriver(t, width, 24)
		title := bareText(d.m.drawTitle())
		found := forms.FindStringSubmatch(title)
		if found == nil {
			t.Fatalf("%d cells: %q", width, title)
		}
		seen[found[1]] = true
	}
	if len(seen) < 3 {
		t.Errorf("only the forms %v", seen)
	}
}
