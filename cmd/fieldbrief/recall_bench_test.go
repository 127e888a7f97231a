package main

import (
	"fmt"
	"path/filepath"
	"testing"

	"fieldbrief/tui"

	"github.com/adrg/xdg"
)

// BenchmarkRecall reads what four libraries keep, 200 typed lines each.
func BenchmarkRecall(b *testing.B) {
	b.Setenv("XDG_STATE_HOME", b.TempDir())
	xdg.Reload()
	b.Cleanup(xdg.Reload)
	a := &app{}
	for l := range 4 {
		a.library = filepath.Join("/", fmt.Sprintf("library-%d.db", l))
		s := tui.Session{Filter: "province:AF-BAL since:2021"}
		for n := range mostLines {
			s.Lines = append(s.Lines, fmt.Sprintf("province:Balkh group:Taliban since:2021 word-%d", n))
		}
		a.rememberSession(s, nil)
	}
	for b.Loop() {
		if _, err := a.recall(); err != nil {
			b.Fatal(err)
		}
	}
}
