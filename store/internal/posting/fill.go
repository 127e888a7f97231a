package posting

import "encoding/binary"

// Days gives the bit of each day's first number, for days whose numbers take the
// places from 0 on.
type Days struct {
	First uint32 // the day that Of starts with
	Of    []Day
}

// A Day has Count numbers from the bit Base on; none, where its places have gaps.
type Day struct{ Base, Count uint32 }

// Fill sets the bits of a list that starts with first. Runs that do not lie
// within a day of days are handed to other, which tells whether they are sound.
// It is Runs with nothing called in between, for long lists.
func Fill(set []uint64, days *Days, first uint32, b []byte, other func(start, length uint32) bool) error {
	f := filler{set: set, days: days, other: other, day: uint64(first / places), place: uint64(first % places)}
	for len(b) > 0 {
		b = b[f.quick(b):]
		if len(b) == 0 {
			break
		}
		n := f.one(b)
		if n == 0 {
			return ErrInvalid
		}
		b = b[n:]
	}
	return nil
}

type filler struct {
	set        []uint64
	days       *Days
	other      func(start, length uint32) bool
	day, place uint64 // that the next run counts from
}

// quick sets the bits of runs up to the first that is not of the common sort:
// numbers of one or two bytes, within a day of days. It gives how many bytes
// those take up. How long a run is, is hard to foresee, and so it is worked out
// without branches.
func (f *filler) quick(b []byte) int {
	set, days, first := f.set, f.days.Of, uint64(f.days.First)
	day, place, done := f.day, f.place, 0
	var base, count uint64
	if at := day - first; at < uint64(len(days)) {
		base, count = uint64(days[at].Base), uint64(days[at].Count)
	}
	for i := 0; i+8 <= len(b); {
		head := uint64(b[i])
		i++
		if head >= 0x80 {
			head = head&0x7F | uint64(b[i])<<7
			if i++; head >= 1<<14 {
				break
			}
		}
		next, start := day, place+head>>2
		if head&newDay != 0 {
			next = day + head>>2 + 1
			start = uint64(b[i])
			if i++; start >= 0x80 {
				start = start&0x7F | uint64(b[i])<<7
				if i++; start >= 1<<14 {
					break
				}
			}
			at := next - first
			if at >= uint64(len(days)) {
				break
			}
			base, count = uint64(days[at].Base), uint64(days[at].Count)
		}
		long := head & longRun >> 1
		length := 1 + long + uint64(b[i])&-long
		i += int(long)
		if length >= 64 || start+length > count {
			break
		}
		bit, run := base+start, uint64(1)<<(length&63)-1
		set[bit>>6] |= run << (bit & 63)
		if bit&63+length > 64 {
			set[bit>>6+1] |= run >> ((64 - bit&63) & 63)
		}
		day, place, done = next, start+length, i
	}
	f.day, f.place = day, place
	return done
}

// one sets the bits of a run of any sort and gives how many bytes it takes up: 0
// where it is not sound.
func (f *filler) one(b []byte) int {
	head, n := binary.Uvarint(b)
	if n <= 0 {
		return 0
	}
	day, place := f.day, f.place+head>>2
	if head&newDay != 0 {
		var m int
		day += head>>2 + 1
		if place, m = binary.Uvarint(b[n:]); m <= 0 {
			return 0
		}
		n += m
	}
	length := uint64(1)
	if head&longRun != 0 {
		more, m := binary.Uvarint(b[n:])
		if m <= 0 || more >= places {
			return 0
		}
		length, n = more+2, n+m
	}
	if day >= 1<<17 || place >= places || length > places-place {
		return 0
	}
	f.day, f.place = day, place+length
	at := day - uint64(f.days.First)
	if at >= uint64(len(f.days.Of)) || place+length > uint64(f.days.Of[at].Count) {
		if !f.other(uint32(day<<placeBits|place), uint32(length)) {
			return 0
		}
		return n
	}
	for bit := uint64(f.days.Of[at].Base) + place; length > 0; bit, length = bit+1, length-1 {
		f.set[bit>>6] |= 1 << (bit & 63)
	}
	return n
}
