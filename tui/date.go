package tui

import (
	"fmt"
	"strconv"
	"strings"

	"fieldbrief/store"
)

// A moment is one end of a date as EDTF writes it, level 0 or 1.
type moment struct {
	year       int
	digits     int // how many digits of the year are given: 4, 3 for a decade, 2 for a century
	month, day int // 0 where not given; months 21 to 24 are seasons
	vague      bool
	uncertain  bool
}

// A wording is a date as it is read on the screen: single, or from one moment
// to another, where a missing one is an open end.
type wording struct {
	from, to *moment
	interval bool
	raw      string // the EDTF, where its form has no wording of its own
	style    DateStyle
}

func months(n int) string {
	return [...]string{"", "January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"}[n]
}

func seasons(n int) string {
	return [...]string{"spring", "summer", "autumn", "winter"}[n-21]
}

// worded reads the EDTF of a date.
func (s DateStyle) worded(edtf string) wording {
	edtf = strings.TrimSpace(edtf)
	start, end, interval := strings.Cut(edtf, "/")
	w := wording{interval: interval, raw: store.Printable(edtf), style: s}
	var ok bool
	if w.from, ok = readMoment(start); !ok {
		return wording{raw: w.raw}
	}
	if !interval {
		if w.from == nil {
			return wording{raw: w.raw}
		}
		return w
	}
	if w.to, ok = readMoment(end); !ok || w.from == nil && w.to == nil {
		return wording{raw: w.raw}
	}
	return w
}

// readMoment reads one end of a date; nil for an open or unknown one.
func readMoment(s string) (*moment, bool) {
	if s == "" || s == ".." {
		return nil, true
	}
	m := moment{digits: 4}
	switch s[len(s)-1] {
	case '~':
		m.vague = true
	case '?':
		m.uncertain = true
	case '%':
		m.vague, m.uncertain = true, true
	}
	s, _, _ = strings.Cut(strings.TrimRight(s, "~?%"), "T")
	parts := strings.Split(s, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return nil, false
	}
	m.digits = len(strings.TrimRight(parts[0], "X"))
	var ok [3]bool
	m.year, ok[0] = readNumber(parts[0])
	m.month, ok[1] = readNumber(at(parts, 1))
	m.day, ok[2] = readNumber(at(parts, 2))
	season := m.month >= 21 && m.month <= 24 && m.day == 0
	return &m, ok == [3]bool{true, true, true} && m.digits >= 2 && (m.month <= 12 || season) && m.day <= 31
}

func at(parts []string, i int) string {
	if i < len(parts) {
		return parts[i]
	}
	return ""
}

// readNumber reads digits, where X stands for one that is not given.
func readNumber(s string) (int, bool) {
	n := 0
	for _, r := range strings.ReplaceAll(s, "X", "0") {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = 10*n + int(r-'0')
	}
	return n, true
}

// column gives a date for the list, below the heading of its year, a shorter form
// of it for narrow lists, and its marks: ~ where the text
// is vague, ? where it is unsure, then the basis.
func (s DateStyle) column(d store.Date) (text, tight, marks string) {
	if d.Undated() {
		return "", "", ""
	}
	w := s.worded(d.EDTF)
	if w.vague() {
		marks = "~"
	}
	if w.uncertain() {
		marks += "?"
	}
	return w.short(), w.tight(), marks + basisMark(d.Basis)
}

func basisMark(b store.Basis) string {
	switch b {
	case store.Derived:
		return "ᵈ"
	case store.Inferred:
		return "ⁱ"
	}
	return ""
}

// Words writes an EDTF date in full, with everything it says.
func (s DateStyle) Words(edtf string) string {
	w := s.worded(edtf)
	text := w.long()
	if w.vague() && w.part() == "" {
		text = "about " + text
	}
	if w.uncertain() {
		text += " (not sure)"
	}
	return text
}

// withBasis gives a full date and the mark of its basis.
func (s DateStyle) withBasis(d store.Date) string {
	return strings.TrimSpace(s.Words(d.EDTF) + " " + basisMark(d.Basis))
}

// heading gives the year, decade or other span under which a date stands in
// the list.
func heading(d store.Date) string {
	if d.Undated() {
		return "undated"
	}
	w := DayMonth.worded(d.EDTF)
	if m := w.from; m != nil {
		if m.digits < 4 || w.part() != "" {
			return fmt.Sprintf("%ds", m.year-m.year%decade(m.digits))
		}
		return strconv.Itoa(m.year)
	}
	if d.First != store.MinDay && d.First != store.MaxDay {
		return strconv.Itoa(d.First.Time().Year())
	}
	if w.to != nil {
		return fmt.Sprintf("until %d", w.to.year)
	}
	return w.raw
}

func decade(digits int) int {
	if digits == 2 {
		return 100
	}
	return 10
}

func (w wording) vague() bool {
	return w.from != nil && w.from.vague || w.to != nil && w.to.vague
}

func (w wording) uncertain() bool {
	return w.from != nil && w.from.uncertain || w.to != nil && w.to.uncertain
}

// part gives "early 1990s", "mid-1990s" or "late 1990s" for a vague span of
// years that means one, else "".
func (w wording) part() string {
	if !w.vague() || w.from == nil || w.to == nil || !w.from.yearOnly() || !w.to.yearOnly() || w.from.year/10 != w.to.year/10 {
		return ""
	}
	a, b, name := w.from.year%10, w.to.year%10, ""
	switch {
	case a == 0 && b >= 2 && b <= 4:
		name = "early "
	case a >= 3 && a <= 5 && b >= 5 && b <= 7:
		name = "mid-"
	case a >= 6 && a <= 8 && b == 9:
		name = "late "
	default:
		return ""
	}
	return fmt.Sprintf("%s%ds", name, w.from.year-a)
}

func (m moment) yearOnly() bool { return m.month == 0 && m.digits == 4 }

func (w wording) short() string {
	if p := w.part(); p != "" {
		return p
	}
	switch {
	case w.from == nil && w.to == nil:
		return w.raw
	case !w.interval:
		return w.style.short(*w.from)
	case w.to == nil:
		return "since " + w.style.short(*w.from)
	case w.from == nil:
		return "until " + w.style.short(*w.to)
	}
	return w.span()
}

// span writes two ends below the heading of the first one's year: another year
// of the end is told, and where the days do not fit beside it, they give way.
func (w wording) span() string {
	from, to := *w.from, *w.to
	years := from.years() + w.style.dash() + to.years()
	switch gap := to.year - from.year; {
	case gap <= 0:
		text := w.style.join(from, to, w.style.short)
		if len([]rune(text)) > dateCells {
			from.day, to.day = 0, 0
			text = w.style.join(from, to, w.style.short)
		}
		return text
	case gap > 1 || from.month == 0 || to.month == 0:
		return years
	}
	for range 2 {
		if text := w.style.short(from) + w.style.dash() + w.style.short(to) + " " + to.years(); len([]rune(text)) <= dateCells {
			return text
		}
		from.day, to.day = 0, 0
	}
	return years
}

// dateCells is the room for a date in the list.
const dateCells = 12

// tight is short in nine cells for every date of four-digit years, but for the
// early and late part of a decade.
func (w wording) tight() string {
	text := w.short()
	switch {
	case len([]rune(text)) <= 9:
	case w.from == nil && w.to != nil:
		return "–" + w.style.short(*w.to)
	case w.from != nil && w.to == nil && w.interval:
		return w.style.short(*w.from) + "–"
	case w.from != nil && w.to != nil && w.part() == "":
		from, to := *w.from, *w.to
		if from.year != to.year {
			return from.years() + w.style.dash() + to.years()
		}
		from.day, to.day = 0, 0
		switch {
		case w.style == ISO && from.month == to.month:
			return w.style.short(from)
		case w.style == ISO:
			return from.years()
		}
		return w.style.join(from, to, w.style.short)
	}
	return text
}

func (w wording) long() string {
	if p := w.part(); p != "" {
		return p
	}
	switch {
	case w.from == nil && w.to == nil:
		return w.raw
	case !w.interval:
		return w.style.long(*w.from)
	case w.to == nil:
		return "since " + w.style.long(*w.from)
	case w.from == nil:
		return "until " + w.style.long(*w.to)
	}
	if w.style != ISO && w.from.year == w.to.year && w.from.month != 0 && w.from.month < 21 {
		return w.style.inYear(w.style.join(*w.from, *w.to, w.style.dayOf), w.to)
	}
	if w.style == ISO {
		return w.style.long(*w.from) + "/" + w.style.long(*w.to)
	}
	return w.style.long(*w.from) + " – " + w.style.long(*w.to)
}

func (m moment) years() string {
	if m.digits < 4 {
		return fmt.Sprintf("%ds", m.year)
	}
	return strconv.Itoa(m.year)
}
