package store

import (
	"fmt"
	"time"
)

// epochDays is 1700-01-01 counted from 0000-03-01, the day the 400-year cycle
// of leap days starts on.
const epochDays = 620_853

// Time gives the start of the day, in UTC.
func (d Day) Time() time.Time {
	return time.Date(1700, time.January, 1+int(d), 0, 0, 0, 0, time.UTC)
}

// String gives the day as 2006-01-02, ".." for MinDay and MaxDay.
func (d Day) String() string {
	if d == MinDay || d == MaxDay {
		return ".."
	}
	y, m, day := d.Time().Date()
	if y < 0 {
		return fmt.Sprintf("-%04d-%02d-%02d", -y, m, day)
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

// CivilDay gives the day of a date of the proleptic Gregorian calendar: month 1
// to 12, day 1 to 31, which must be there in that month. Years start in
// March here, so that the leap day is the last of its year.
func CivilDay(year, month, day int) Day {
	y, m := year, (month+9)%12
	if month < 3 {
		y--
	}
	cycle := floorDiv(y, 400)
	of := y - 400*cycle
	return Day(cycle*146_097 + of*365 + of/4 - of/100 + (153*m+2)/5 + day - 1 - epochDays)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func monthDays(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
