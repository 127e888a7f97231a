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

// fewMonths is the length up to which a span is drawn month by month; longer ones
// are drawn over whole years.
const fewMonths = 24

// scale gives the months a histogram goes over and what stands at its ends.
func (s timeSpan) scale() (over timeSpan, from, to string) {
	if s.last-s.first < fewMonths {
		return s, monthName(s.first), monthName(s.last)
	}
	return timeSpan{s.first / 12 * 12, s.last/12*12 + 11}, strconv.Itoa(s.first / 12), strconv.Itoa(s.last / 12)
}

func monthName(n int) string {
	month := (n%12 + 12) % 12
	return months(month + 1)[:3] + " " + strconv.Itoa((n-month)/12)
}

// columns spreads the events of months over n columns: several months in one, or
// one month over several.
func (s timeSpan) columns(counts []store.MonthCount, n int) []int {
	sums := make([]int, n)
	long := s.last - s.first + 1
	for _, m := range counts {
		at := number(m) - s.first
		if at < 0 || at >= long {
			continue
		}
		from, to := at*n/long, (at+1)*n/long
		for i := from; i < max(to, from+1); i++ {
			sums[i] += m.Events
		}
	}
	return sums
}

// drawHistogram writes the first year, a column for each stretch of time and
// the last year, in width cells; stretches without events are seen as such. A
// short span says its months too.
func drawHistogram(l *line, th *theme, whole timeSpan, counts []store.MonthCount, width int) {
	if whole.last < whole.first {
		return
	}
	s, from, to := whole.scale()
	n := width - len(from) - len(to) - 2
	if n < 4 {
		return
	}
	sums := s.columns(counts, n)
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
