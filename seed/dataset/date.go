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
	return c.year >= 1 && c.year <= 9998 && c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= store.MonthDays(c.year, c.month)
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
// day after it ignored: 2022-06-30, 2022/6/30, 30 June 2022, June 30, 2022,
// 30-Jun-22, 30jun2022, 6/30/2022, 30.06.2022. Of two digits the year is the one
// given beside the date; where none is given, 46 to 99 are of the 20th century:
// the data sets begin in 1946.
func parseDay(s string, order dayOrder, year string) (civil, bool) {
	if c, ok := parseISO(s); ok {
		return c, c.valid()
	}
	if c, ok := parseNumbers(s, order, year); ok {
		return c, c.valid()
	}
	c, ok := parseNamedMonth(s, year)
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

// dateNumbers gives the three numbers of a date without names, and what stands
// between them.
func dateNumbers(s string) (parts [3]string, separator byte, ok bool) {
	s, _, _ = strings.Cut(s, " ")
	s, _, _ = strings.Cut(s, "T")
	at := strings.IndexAny(s, "/.-")
	if at < 0 {
		return parts, 0, false
	}
	separator = s[at]
	list := strings.Split(s, s[at:at+1])
	if len(list) != 3 {
		return parts, 0, false
	}
	for _, part := range list {
		if n, ok := digits(part); !ok || n < 0 || len(part) > 4 {
			return parts, 0, false
		}
	}
	return [3]string(list), separator, true
}

// slashParts gives the first two numbers of a date of which either may be the
// month.
func slashParts(s string) (a, b int, ok bool) {
	parts, separator, ok := dateNumbers(s)
	if !ok || separator == '.' || len(parts[0]) > 2 || len(parts[1]) > 2 || len(parts[2]) == 3 {
		return 0, 0, false
	}
	a, _ = digits(parts[0])
	b, _ = digits(parts[1])
	return a, b, true
}

func parseNumbers(s string, order dayOrder, year string) (civil, bool) {
	parts, separator, ok := dateNumbers(s)
	if !ok {
		return civil{}, false
	}
	if len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	} else if order == monthFirst && separator != '.' {
		parts[0], parts[1] = parts[1], parts[0]
	}
	d, _ := digits(parts[0])
	m, _ := digits(parts[1])
	y, ok := wholeYear(parts[2], year)
	return civil{y, m, d}, ok && len(parts[0]) <= 2 && len(parts[1]) <= 2
}

// wholeYear reads the year of a date, which may have two digits of the year
// that is given beside it.
func wholeYear(s, year string) (int, bool) {
	y, ok := digits(s)
	if !ok || len(s) == 4 {
		return y, ok
	}
	if year == "" && y < 46 {
		return 2000 + y, len(s) == 2
	}
	if year == "" {
		return 1900 + y, len(s) == 2
	}
	full, ok := whole(year)
	return full, ok && len(s) == 2 && full%100 == y
}

func parseNamedMonth(s, year string) (civil, bool) {
	words := dateWords(s)
	if words[2] == "" {
		return civil{}, false
	}
	if _, ok := digits(words[0]); !ok { // June 30, 2022
		words[0], words[1] = words[1], words[0]
	}
	d, ok1 := digits(words[0])
	m, ok2 := monthNumber(words[1])
	y, ok3 := wholeYear(words[2], year)
	return civil{y, m, d}, ok1 && ok2 && ok3
}

// dateWords gives the first three runs of digits or of letters.
func dateWords(s string) (words [3]string) {
	for i := range words {
		s = strings.TrimLeft(s, " -,./")
		n := 0
		for n < len(s) && strings.IndexByte(" -,./", s[n]) < 0 && isDigit(s[n]) == isDigit(s[0]) {
			n++
		}
		words[i], s = s[:n], s[n:]
	}
	return words
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

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
	case first.day == 1 && last == (civil{first.year, first.month, store.MonthDays(first.year, first.month)}):
		d.EDTF = p.isoDay(first, asPrinted)[:7]
	default:
		d.EDTF = join(&p.text, p.isoDay(first, asPrinted), "/", p.isoDay(last, ""))
	}
	return d
}

func (p *parser) isoDay(c civil, asPrinted string) string {
	if printed, ok := parseISO(asPrinted); ok && printed == c {
		return asPrinted[:10]
	}
	return c.String()
}
