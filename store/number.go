package store

// A number is an event's place in the order of time: its day, counted from
// 1700-01-01, above its place within the day. Day 0 holds what begins before,
// the day before the last what begins too late to be counted, the last what is
// undated. A number never moves, and does not return when its event goes.
type number = uint32

const (
	placeBits  = 15
	dayPlaces  = 1 << placeBits // how many events a day has room for
	undatedDay = 1<<17 - 1
	lateDay    = undatedDay - 1
	monthBits  = 5 // the days of a month of columns
	monthShift = placeBits + monthBits
)

// numberDay gives the day under which a date is numbered.
func numberDay(d Date) uint32 {
	if d.Undated() {
		return undatedDay
	}
	return countedDay(d.First)
}

// countedDay gives the day as it is counted in numbers.
func countedDay(day Day) uint32 { return uint32(min(max(day, 0), lateDay)) }

// exactDay tells whether a day of numbers stands for that very day.
func exactDay(day uint32, first Day) bool { return day < lateDay && Day(day) == first }

// dayBit is the bit of a day among those of its month.
func dayBit(day uint32) uint32 { return 1 << (day & (1<<monthBits - 1)) }

// dayBits are the bits of the days from one on to another of the same month.
func dayBits(from, to uint32) uint32 { return dayBit(to)<<1 - dayBit(from) }
