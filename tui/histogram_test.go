package tui

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fieldbrief/store"
)

// Three months and thirty-six years are drawn in the same room, both ends named,
// nothing left out.
func TestHistogramScales(t *testing.T) {
	var long []store.MonthCount
	for n := range 432 {
		long = append(long, store.MonthCount{Year: 1989 + n/12, Month: 1 + n%12, Events: 1 + n%5})
	}
	for _, c := range []struct {
		name     string
		counts   []store.MonthCount
		from, to string
	}{
		{"three months", []store.MonthCount{{Year: 2020, Month: 11, Events: 3}, {Year: 2021, Month: 1, Events: 9}}, "Nov 2020 ▄", "█ Jan 2021"},
		{"one month", []store.MonthCount{{Year: 2020, Month: 3, Events: 3}}, "Mar 2020 █", "█ Mar 2020"},
		{"36 years", long, "1989 ", " 2024"},
		{"before the year 0", []store.MonthCount{{Year: -3, Month: 2, Events: 3}}, "Feb -3 █", "█ Feb -3"},
	} {
		for _, width := range []int{26, 40, 64} {
			l := (&theme{}).line(width)
			drawHistogram(l, &theme{}, spanOf(c.counts), c.counts, width)
			got := l.end()
			if !strings.HasPrefix(got, c.from) || !strings.HasSuffix(got, c.to) || utf8.RuneCountInString(got) != width {
				t.Errorf("%s in %d: %q", c.name, width, got)
			}
			if c.name == "36 years" && strings.Contains(got, "▁") {
				t.Errorf("a month without a column: %q", got)
			}
			if bars := strings.Count(got, "▁"); c.name == "three months" && bars != (width-18)/3 && bars != (width-18)/3+1 {
				t.Errorf("%d empty columns of %d for one month of three: %q", bars, width-18, got)
			}
		}
		whole, _, _ := spanOf(c.counts).scale()
		if c.name == "36 years" {
			sum, want := 0, 0
			for _, v := range whole.columns(c.counts, 50) {
				sum += v
			}
			for _, m := range c.counts {
				want += m.Events
			}
			if sum != want {
				t.Errorf("%d events in the columns, %d in the months", sum, want)
			}
		}
	}
}
