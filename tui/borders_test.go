package tui

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestDotBits(t *testing.T) {
	d := newDots(viewport{width: 1, height: 1})
	for i, want := range []rune{'⠁', '⠈', '⠂', '⠐', '⠄', '⠠', '⡀', '⢀'} {
		clear(d.bits)
		d.set(i%2, i/2)
		if got := '\u2800' + rune(d.bits[0]); got != want {
			t.Errorf("dot %d is %c, want %c", i, got, want)
		}
	}
}

// A clipped line has the dots that the whole line has on the map.
func TestLinesAreClipped(t *testing.T) {
	small, large := viewport{width: 6, height: 4}, viewport{width: 46, height: 24}
	rnd := rand.New(rand.NewPCG(3, 3))
	for range 500 {
		at := func() float64 { return float64(rnd.IntN(60)) - 20 + 0.5 }
		x0, y0, x1, y1 := at(), at(), at(), at()
		if x0 != x1 && y0 != y1 && rnd.IntN(2) == 0 {
			x1 = x0 // straight lines have one course alone
		} else {
			y1 = y0
		}
		clipped, whole := newDots(small), newDots(large)
		clipped.line(x0, y0, x1, y1)
		whole.line(x0+20, y0+20, x1+20, y1+20)
		for row := range small.height {
			got := clipped.bits[row*6 : row*6+6]
			want := whole.bits[(row+5)*46+10:][:6]
			if !slices.Equal(got, want) {
				t.Fatalf("%v,%v – %v,%v: row %d is %v, want %v", x0, y0, x1, y1, row, got, want)
			}
		}
	}
}
