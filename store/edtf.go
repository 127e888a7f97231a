package store

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// maxYear bounds the years of Y-prefixed dates, so that their days can be counted.
const maxYear = 5_000_000

var (
	edtfDay    = regexp.MustCompile(`^(-?\d{4})-(\d\d)-(\d\d)$`)
	edtfMonth  = regexp.MustCompile(`^(-?\d{4})-(\d\d)$`) // and seasons
	edtfYear   = regexp.MustCompile(`^(-?\d{4})$`)
	edtfLong   = regexp.MustCompile(`^Y(-?\d{5,})$`)
	edtfXDay   = regexp.MustCompile(`^(-?\d{4}-\d\d)-XX$`)
	edtfXMonth = regexp.MustCompile(`^(-?\d{4})-XX(?:-XX)?$`)
	edtfXYear  = regexp.MustCompile(`^(-?)(\d{2}XX|\d{3}X)$`)
	edtfTime   = regexp.MustCompile(`^(-?\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d(?::?\d\d)?)?$`)
	edtfLevel2 = regexp.MustCompile(`[\[\]{}]|E\d|S\d|[?~%].*[?~%]|[?~%]\d|[?~%]-|^-?[\dX]{4}-(2[5-9]|3\d|4[01])$|^[-\dX]*X[-\dX]*$`)
)

// days is a stretch of days, both ends within it.
type days struct{ first, last Day }

// ParseDate reads an EDTF expression of level 0 or 1 (ISO 8601-2:2019; see
// https://www.loc.gov/standards/datetime/) and works out the days it may cover.
// Qualifiers (? ~ %) do not widen them; seasons 21 to 24 are March–May,
// June–August, September–November and December–February; an open or unknown
// start is MinDay, an open or unknown end MaxDay. The empty expression gives an
// undated Date. Level 2 is refused.
func ParseDate(edtf string, basis Basis, note string) (Date, error) {
	d := Date{EDTF: edtf, Basis: basis, Note: note, First: MaxDay, Last: MaxDay}
	switch basis {
	case "", Stated, Derived, Inferred:
	default:
		return Date{}, fmt.Errorf("basis %q is unknown: write stated, derived or inferred", basis)
	}
	if edtf == "" {
		return d, nil
	}
	s, err := parseEDTF(edtf)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: %w", edtf, err)
	}
	d.First, d.Last = s.first, s.last
	return d, nil
}

// Undated tells whether there is no date at all.
func (d Date) Undated() bool { return d.EDTF == "" }

func parseEDTF(s string) (days, error) {
	start, end, interval := strings.Cut(s, "/")
	if !interval {
		return parseEnd(s)
	}
	return parseInterval(start, end)
}

func parseInterval(start, end string) (days, error) {
	d := days{MinDay, MaxDay}
	open := func(s string) bool { return s == "" || s == ".." }
	if open(start) && open(end) {
		return d, errors.New("an interval needs at least one end; leave the date out where there is none")
	}
	if !open(start) {
		s, err := parseEnd(start)
		if err != nil {
			return d, err
		}
		d.first = s.first
	}
	if !open(end) {
		e, err := parseEnd(end)
		if err != nil {
			return d, err
		}
		d.last = e.last
	}
	if d.first > d.last {
		return d, errors.New("the interval ends before it starts")
	}
	return d, nil
}

// parseEnd reads a date that is no interval, with its qualifier.
func parseEnd(s string) (days, error) {
	bare := s
	if n := len(s); n > 0 && strings.ContainsRune("?~%", rune(s[n-1])) {
		bare = s[:n-1]
	}
	if m := edtfTime.FindStringSubmatch(s); m != nil {
		bare = m[1]
	}
	d, ok, err := parsePlain(bare)
	if err != nil || ok {
		return d, err
	}
	if d, ok, err = parseUnspecified(bare); err != nil || ok {
		return d, err
	}
	if edtfLevel2.MatchString(s) {
		return d, errors.New("only EDTF levels 0 and 1 are understood (2021, 2021-08, 2021-08-15, 2021-21 for spring, 2021-08-XX, 202X, 2021-08-15/2021-08-20, ../2022, with ? ~ or % at the end); this looks like level 2")
	}
	return d, errors.New("not an EDTF date: write 2021, 2021-08, 2021-08-15, 2021-21 for spring, 2021-08-XX, 202X, 2021-08-15/2021-08-20 or ../2022, with ? ~ or % at the end where it is uncertain")
}

// parsePlain reads days, months, seasons and years with every digit given.
func parsePlain(s string) (days, bool, error) {
	if m := edtfDay.FindStringSubmatch(s); m != nil {
		d, err := dayOf(digitsOf(m[1]), digitsOf(m[2]), digitsOf(m[3]))
		return days{d, d}, true, err
	}
	if m := edtfMonth.FindStringSubmatch(s); m != nil {
		return parseMonth(digitsOf(m[1]), digitsOf(m[2]))
	}
	if m := edtfYear.FindStringSubmatch(s); m != nil {
		y := digitsOf(m[1])
		return days{CivilDay(y, 1, 1), CivilDay(y, 12, 31)}, true, nil
	}
	if m := edtfLong.FindStringSubmatch(s); m != nil {
		y, err := strconv.Atoi(m[1])
		if err != nil || y < -maxYear || y > maxYear {
			return days{}, true, fmt.Errorf("years run from %d to %d", -maxYear, maxYear)
		}
		return days{CivilDay(y, 1, 1), CivilDay(y, 12, 31)}, true, nil
	}
	return days{}, false, nil
}

func parseMonth(y, m int) (days, bool, error) {
	switch {
	case 1 <= m && m <= 12:
		return days{CivilDay(y, m, 1), CivilDay(y, m, MonthDays(y, m))}, true, nil
	case 21 <= m && m <= 24:
		start := 3 * (m - 20) // spring starts in March
		endYear, endMonth := y, start+2
		if endMonth > 12 {
			endYear, endMonth = y+1, endMonth-12
		}
		return days{CivilDay(y, start, 1), CivilDay(endYear, endMonth, MonthDays(endYear, endMonth))}, true, nil
	case 25 <= m && m <= 41:
		return days{}, false, nil // level 2
	}
	return days{}, true, fmt.Errorf("month %02d does not exist: months are 01 to 12, seasons 21 to 24", m)
}

// parseUnspecified reads dates with X for digits that are not known, from the right.
func parseUnspecified(s string) (days, bool, error) {
	if m := edtfXDay.FindStringSubmatch(s); m != nil {
		month := edtfMonth.FindStringSubmatch(m[1])
		if n := digitsOf(month[2]); 21 <= n && n <= 24 {
			return days{}, true, errors.New("a season has no days: leave out -XX")
		}
		return parseMonth(digitsOf(month[1]), digitsOf(month[2]))
	}
	if m := edtfXMonth.FindStringSubmatch(s); m != nil {
		y := digitsOf(m[1])
		return days{CivilDay(y, 1, 1), CivilDay(y, 12, 31)}, true, nil
	}
	if m := edtfXYear.FindStringSubmatch(s); m != nil {
		from := digitsOf(strings.ReplaceAll(m[2], "X", "0"))
		to := digitsOf(strings.ReplaceAll(m[2], "X", "9"))
		if m[1] == "-" {
			from, to = -to, -from
		}
		return days{CivilDay(from, 1, 1), CivilDay(to, 12, 31)}, true, nil
	}
	return days{}, false, nil
}

// digitsOf reads digits that a pattern has already found to be few.
func digitsOf(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func dayOf(y, m, d int) (Day, error) {
	if m < 1 || m > 12 {
		return 0, fmt.Errorf("month %02d does not exist", m)
	}
	if d < 1 || d > MonthDays(y, m) {
		return 0, fmt.Errorf("day %02d does not exist in that month", d)
	}
	return CivilDay(y, m, d), nil
}
