package dataset

import (
	"strings"
	"time"

	"fieldbrief/store"
)

// civil is a day as it is written.
type civil struct{ year, month, day int }

// valid tells days that there are, in years that have four digits, with room
// for the days about them.
func (c civil) valid() bool {
	return c.year >= 1 && c.year <= 9998 && c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= monthDays(c.year, c.month)
}

func monthDays(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (c civil) time() time.Time {
	return time.Date(c.year, time.Month(c.month), c.day, 0, 0, 0, 0, time.UTC)
}

func (c civil) store() store.Day { return store.CivilDay(c.year, c.month, c.day) }

func (c civil) add(days int) civil {
	y, m, d := c.time().AddDate(0, 0, days).Date()
	return civil{y, int(m), d}
}

func (c civil) before(d civil) bool {
	if c.year != d.year {
		return c.year < d.year
	}
	if c.month != d.month {
		return c.month < d.month
	}
	return c.day < d.day
}

// String writes the day as EDTF.
func (c civil) String() string {
	b := [10]byte{4: '-', 7: '-'}
	for i, n := range [...]int{c.year / 1000, c.year / 100, c.year / 10, c.year, -1, c.month / 10, c.month, -1, c.day / 10, c.day} {
		if n >= 0 {
			b[i] = byte('0' + n%10)
		}
	}
	return string(b[:])
}

// dayOrder is the order of day and month in dates with slashes.
type dayOrder uint8

const (
	monthFirst dayOrder = iota // 1/2/1997 is 2 January: spreadsheets in American English
	dayFirst                   // 1/2/1997 is 1 February
)

// parseDay reads the forms of date that UCDP and ACLED files have, a time of
// day after it ignored: 2022-06-30, 30 June 2022, 30-Jun-2022, 6/30/2022. Of
// slash dates with a two-digit year, the year is the one given beside it.
func parseDay(s string, order dayOrder, year string) (civil, bool) {
	if c, ok := parseISO(s); ok {
		return c, c.valid()
	}
	if c, ok := parseSlashes(s, order, year); ok {
		return c, c.valid()
	}
	c, ok := parseNamedMonth(s)
	return c, ok && c.valid()
}

func parseISO(s string) (civil, bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' || len(s) > 10 && s[10] != ' ' && s[10] != 'T' {
		return civil{}, false
	}
	y, ok1 := digits(s[:4])
	m, ok2 := digits(s[5:7])
	d, ok3 := digits(s[8:10])
	return civil{y, m, d}, ok1 && ok2 && ok3
}

// slashParts gives the three numbers of a date with slashes.
func slashParts(s string) (a, b, year int, ok bool) {
	s, _, _ = strings.Cut(s, " ")
	first, rest, ok1 := strings.Cut(s, "/")
	second, third, ok2 := strings.Cut(rest, "/")
	if !ok1 || !ok2 || len(first) > 2 || len(second) > 2 || len(third) != 4 && len(third) != 2 {
		return 0, 0, 0, false
	}
	a, ok1 = digits(first)
	b, ok2 = digits(second)
	year, ok = digits(third)
	return a, b, year, ok && ok1 && ok2
}

func parseSlashes(s string, order dayOrder, year string) (civil, bool) {
	a, b, y, ok := slashParts(s)
	if !ok {
		return civil{}, false
	}
	if y < 100 {
		whole, ok := digits(wholeText(year))
		if !ok || len(year) < 4 || whole%100 != y {
			return civil{}, false
		}
		y = whole
	}
	if order == monthFirst {
		a, b = b, a
	}
	return civil{y, b, a}, true
}

func parseNamedMonth(s string) (civil, bool) {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == ',' })
	if len(words) < 3 {
		return civil{}, false
	}
	if _, ok := digits(words[0]); !ok { // June 30, 2022
		words[0], words[1] = words[1], words[0]
	}
	d, ok1 := digits(words[0])
	m, ok2 := monthNumber(words[1])
	y, ok3 := digits(words[2])
	return civil{y, m, d}, ok1 && ok2 && ok3 && len(words[2]) == 4
}

func monthNumber(name string) (int, bool) {
	for m := time.January; m <= time.December; m++ {
		full := m.String()
		if strings.EqualFold(name, full) || strings.EqualFold(name, full[:3]) {
			return int(m), true
		}
	}
	return 0, false
}

// digits reads a short number without sign.
func digits(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, true
}

// edtf writes the days from first to last: one day, a whole month, a whole
// year, or an interval. asPrinted may begin with the first day as EDTF has it.
func (p *parser) edtf(first, last civil, asPrinted string) store.Date {
	d := store.Date{Basis: store.Stated, First: first.store(), Last: last.store()}
	switch {
	case first == last:
		d.EDTF = p.isoDay(first, asPrinted)
	case first.day == 1 && first.month == 1 && last == (civil{first.year, 12, 31}):
		d.EDTF = p.isoDay(first, asPrinted)[:4]
	case first.day == 1 && last == (civil{first.year, first.month, monthDays(first.year, first.month)}):
		d.EDTF = p.isoDay(first, asPrinted)[:7]
	default:
		d.EDTF = p.text.join(p.isoDay(first, asPrinted), "/", p.isoDay(last, ""))
	}
	return d
}

func (p *parser) isoDay(c civil, asPrinted string) string {
	if printed, ok := parseISO(asPrinted); ok && printed == c {
		return asPrinted[:10]
	}
	return c.String()
}
