package column

// Short is a column of numbers most of which fit one byte. The zero Short has no
// rows.
type Short struct {
	bytes []uint8 // escaped stands for a number that is among the large
	large map[int]uint64
}

// NewShort makes a column of zeros.
func NewShort(rows int) Short { return Short{make([]uint8, rows), make(map[int]uint64)} }

// At gives the number of a row.
func (s Short) At(row int) uint64 {
	if n := s.bytes[row]; n != escaped {
		return uint64(n)
	}
	return s.large[row]
}

// Set sets the number of a row.
func (s Short) Set(row int, n uint64) {
	s.bytes[row] = uint8(min(n, escaped))
	if n >= escaped {
		s.large[row] = n
	}
}

// Sum adds up the numbers of some rows, which are given by their distances from
// start.
func (s Short) Sum(start int, rows []uint16) uint64 {
	sum, bytes := uint64(0), s.bytes[start:]
	for _, row := range rows {
		n := bytes[row]
		sum += uint64(n)
		if n == escaped {
			sum += s.large[start+int(row)] - escaped
		}
	}
	return sum
}

// SumAll is Sum on all of n rows.
func (s Short) SumAll(start, n int) uint64 {
	sum := uint64(0)
	for i, b := range s.bytes[start : start+n] {
		sum += uint64(b)
		if b == escaped {
			sum += s.large[start+i] - escaped
		}
	}
	return sum
}

// PutBytes sets the numbers of the rows from row on, and leaves out those that do
// not fit one byte: SetLarge sets them. Several goroutines may call PutBytes, for
// different rows.
func (s Short) PutBytes(row int, month ShortMonth) { copy(s.bytes[row:], month.bytes) }

// SetLarge sets what PutBytes left out.
func (s Short) SetLarge(row int, large []LargeRow) {
	for _, l := range large {
		s.large[row+l.Row] = l.Number
	}
}

// ShortMonth is a Short of one month.
type ShortMonth struct {
	bytes []uint8
	Large []LargeRow
}

// LargeRow is a row whose number does not fit one byte.
type LargeRow struct {
	Row    int
	Number uint64
}
