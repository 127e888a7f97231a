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
	switch {
	case y < 0:
		return fmt.Sprintf("-%04d-%02d-%02d", -y, m, day)
	case y > 9999:
		return fmt.Sprintf("%d-%02d-%02d", y, m, day)
	}
	b := [10]byte{4: '-', 7: '-'}
	for i, n := range [...]int{y / 1000, y / 100 % 10, y / 10 % 10, y % 10} {
		b[i] = '0' + byte(n)
	}
	b[5], b[6], b[8], b[9] = '0'+byte(m/10), '0'+byte(m%10), '0'+byte(day/10), '0'+byte(day%10)
	return string(b[:])
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

// MonthDays gives how many days a month (1 to 12) of the proleptic Gregorian
// calendar has.
func MonthDays(year, month int) int {
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
