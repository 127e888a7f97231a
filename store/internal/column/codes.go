package column

// Codes is a column in memory: a number for each row, kept as narrow as the
// largest allows. The zero Codes has no rows.
type Codes struct {
	narrow []uint8 // one of the three is used
	middle []uint16
	wide   []uint32
}

// NewCodes makes a column of zeros for numbers up to largest.
func NewCodes(rows int, largest uint32) Codes {
	switch {
	case largest < 1<<8:
		return Codes{narrow: make([]uint8, rows)}
	case largest < 1<<16:
		return Codes{middle: make([]uint16, rows)}
	}
	return Codes{wide: make([]uint32, rows)}
}

// At gives the number of a row.
func (c Codes) At(row int) uint32 {
	switch {
	case c.narrow != nil:
		return uint32(c.narrow[row])
	case c.middle != nil:
		return uint32(c.middle[row])
	}
	return c.wide[row]
}

// Put sets the numbers of the rows from row on. None may exceed the largest.
func (c Codes) Put(row int, numbers ...uint32) {
	switch {
	case c.narrow != nil:
		put(c.narrow[row:], numbers)
	case c.middle != nil:
		put(c.middle[row:], numbers)
	default:
		put(c.wide[row:], numbers)
	}
}

// Match sets the words of a set from the first to below the last: a bit for each
// row, that which ok has, as 0 or 1, for its number. Ok reaches above the largest.
func (c Codes) Match(set []uint64, first, last int, ok []uint8) {
	switch {
	case c.narrow != nil:
		match(set[first:last], c.narrow[first<<6:], ok)
	case c.middle != nil:
		match(set[first:last], c.middle[first<<6:], ok)
	case c.wide != nil:
		match(set[first:last], c.wide[first<<6:], ok)
	}
}

// Tally counts the numbers of some rows, which are given by their distances from
// start. Counts reach above the largest number.
func (c Codes) Tally(counts []uint32, start int, rows []uint16) {
	switch {
	case c.narrow != nil:
		tally(counts, c.narrow[start:], rows)
	case c.middle != nil:
		tally(counts, c.middle[start:], rows)
	case c.wide != nil:
		tally(counts, c.wide[start:], rows)
	}
}

// TallyAll is Tally on all of n rows.
func (c Codes) TallyAll(counts []uint32, start, n int) {
	switch {
	case c.narrow != nil:
		var lanes [4][1 << 8]uint32 // the same few numbers, one behind the other, would wait for one another
		values := c.narrow[start : start+n]
		for ; len(values) >= 4; values = values[4:] {
			lanes[0][values[0]]++
			lanes[1][values[1]]++
			lanes[2][values[2]]++
			lanes[3][values[3]]++
		}
		for _, v := range values {
			lanes[0][v]++
		}
		for i := range min(len(counts), 1<<8) {
			counts[i] += lanes[0][i] + lanes[1][i] + lanes[2][i] + lanes[3][i]
		}
	case c.middle != nil:
		for _, v := range c.middle[start : start+n] {
			counts[v]++
		}
	case c.wide != nil:
		for _, v := range c.wide[start : start+n] {
			counts[v]++
		}
	}
}

type code interface{ ~uint8 | ~uint16 | ~uint32 }

func put[T code](column []T, numbers []uint32) {
	column = column[:len(numbers)]
	for i, n := range numbers {
		column[i] = T(n)
	}
}

// match is Match on the values of the words that are set.
func match[T code](set []uint64, values []T, ok []uint8) {
	for i := range set {
		var w uint64
		if len(values) < 64 {
			for j, v := range values {
				w |= uint64(ok[v]) << (j & 63)
			}
			set[i] = w
			return
		}
		for j := 0; j < 64; j += 8 {
			v := values[j : j+8 : j+8]
			b := ok[v[0]] | ok[v[1]]<<1 | ok[v[2]]<<2 | ok[v[3]]<<3 | ok[v[4]]<<4 | ok[v[5]]<<5 | ok[v[6]]<<6 | ok[v[7]]<<7
			w |= uint64(b) << (j & 63)
		}
		set[i], values = w, values[64:]
	}
}

// A Pair holds two numbers of a row.
type Pair [2]uint16

// Marks are 0 or 1 for each number that a pair may hold.
type Marks [1 << 16]uint8

// MatchPairs is Match for a column of pairs: that one of both numbers is marked
// is enough.
func MatchPairs(set []uint64, pairs []Pair, marks *Marks) {
	for i := range set {
		var w uint64
		if len(pairs) < 64 {
			for j, p := range pairs {
				w |= uint64(marks[p[0]]|marks[p[1]]) << (j & 63)
			}
			set[i] = w
			return
		}
		for j := 0; j < 64; j += 4 {
			p := (*[4]Pair)(pairs[j:])
			n := marks[p[0][0]] | marks[p[0][1]] | (marks[p[1][0]]|marks[p[1][1]])<<1 | (marks[p[2][0]]|marks[p[2][1]])<<2 | (marks[p[3][0]]|marks[p[3][1]])<<3
			w |= uint64(n) << (j & 63)
		}
		set[i], pairs = w, pairs[64:]
	}
}

// TallyPairs counts both numbers of some rows.
func TallyPairs(counts []uint32, pairs []Pair, rows []uint16) {
	for _, row := range rows {
		p := pairs[row]
		counts[p[0]]++
		counts[p[1]]++
	}
}

// TallyAllPairs is TallyPairs on all rows.
func TallyAllPairs(counts []uint32, pairs []Pair) {
	for _, p := range pairs {
		counts[p[0]]++
		counts[p[1]]++
	}
}

// tally is Tally on the rows of a stretch.
func tally[T code](counts []uint32, column []T, rows []uint16) {
	for _, row := range rows {
		counts[column[row]]++
	}
}
