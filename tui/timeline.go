package tui

import (
	"strconv"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// A timeSpan is a run of months, both ends within; months are counted from
// January of the year 0.
type timeSpan struct{ first, last int }

func spanOf(months []store.MonthCount) timeSpan {
	if len(months) == 0 {
		return timeSpan{0, -1}
	}
	return timeSpan{number(months[0]), number(months[len(months)-1])}
}

func number(m store.MonthCount) int { return m.Year*12 + m.Month - 1 }

// columns sums the events of months into n columns over whole years.
func (s timeSpan) columns(months []store.MonthCount, n int) []int {
	first, last := s.first/12*12, s.last/12*12+11
	sums := make([]int, n)
	for _, m := range months {
		if i := (number(m) - first) * n / (last - first + 1); i >= 0 && i < n {
			sums[i] += m.Events
		}
	}
	return sums
}

// drawHistogram writes the first year, a column for each stretch of time and
// the last year, in width cells; stretches without events are seen as such.
func drawHistogram(l *line, th *theme, s timeSpan, months []store.MonthCount, width int) {
	if s.last < s.first {
		return
	}
	from, to := strconv.Itoa(s.first/12), strconv.Itoa(s.last/12)
	n := width - len(from) - len(to) - 2
	if n < 4 {
		return
	}
	sums := s.columns(months, n)
	most := 0
	for _, v := range sums {
		most = max(most, v)
	}
	l.put(th.dim, from+" ")
	for _, run := range runs(sums) {
		glyphs, st := strings.Repeat("▁", run.n), th.faint
		if run.value > 0 {
			glyphs, st = strings.Repeat(level(run.value, most), run.n), th.bar
		}
		l.put(st, glyphs)
	}
	l.put(th.dim, " "+to)
}

// level gives a column for v of most; the lowest, which stands for nothing, is
// left out.
func level(v, most int) string {
	return cells.Cut([]string{"▂", "▃", "▄", "▅", "▆", "▇", "█"}[(v*6+most/2)/most], 1)
}

type runOf struct{ value, n int }

// runs joins equal neighbours.
func runs(values []int) []runOf {
	var joined []runOf
	for _, v := range values {
		if n := len(joined); n > 0 && joined[n-1].value == v {
			joined[n-1].n++
			continue
		}
		joined = append(joined, runOf{v, 1})
	}
	return joined
}
