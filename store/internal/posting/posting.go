// Package posting writes ascending lists of chronological numbers compactly:
// the records that hold a word, or that belong to a source.
//
// A number is a day in its upper 17 bits and a place within the day in its
// lower 15. A list is written as runs of successive numbers of one day. Each
// run is a uvarint whose lowest bit says that a new day starts and whose second
// bit that the run is longer than one; above them stand
//
//	on the same day  the numbers left out since the run before
//	on a new day     the days since the run before, less one; the place of
//	                 the run's first number follows as a uvarint
//
// and a longer run ends in its length less two, as a uvarint. The first run
// counts from a number that is kept elsewhere: the list's own first.
package posting

import (
	"encoding/binary"
	"errors"
)

// ErrInvalid says that bytes are no list.
var ErrInvalid = errors.New("not a valid list of numbers")

const (
	placeBits = 15
	places    = 1 << placeBits
	newDay    = 1
	longRun   = 2
)

// A Writer writes one list. The zero Writer is ready for use.
type Writer struct {
	bytes  []byte
	first  uint32
	next   uint32 // what would follow the runs written
	start  uint32 // of the run not yet written
	length uint32
	count  int
}

// Add appends a number, which must be higher than all before.
func (w *Writer) Add(n uint32) {
	switch {
	case w.count == 0:
		w.first, w.next = n, n
	case n == w.start+w.length && n%places != 0:
		w.length++
		w.count++
		return
	default:
		w.bytes = w.appendRun(w.bytes)
		w.next = w.start + w.length
	}
	w.start, w.length = n, 1
	w.count++
}

// First gives the list's first number.
func (w *Writer) First() uint32 { return w.first }

// Count gives how many numbers the list has.
func (w *Writer) Count() int { return w.count }

// Len gives how many bytes are written, the last run not counted.
func (w *Writer) Len() int { return len(w.bytes) }

// Size gives how many bytes the list takes.
func (w *Writer) Size() int {
	if w.count == 0 {
		return 0
	}
	var last [3 * binary.MaxVarintLen32]byte
	return len(w.bytes) + len(w.appendRun(last[:0]))
}

// Append appends the list to b.
func (w *Writer) Append(b []byte) []byte {
	b = append(b, w.bytes...)
	if w.count > 0 {
		b = w.appendRun(b)
	}
	return b
}

// Last gives the list's last number.
func (w *Writer) Last() uint32 { return w.start + w.length - 1 }

// Reset makes the list empty.
func (w *Writer) Reset() { *w = Writer{bytes: w.bytes[:0]} }

func (w *Writer) appendRun(b []byte) []byte {
	// The place after a day's last belongs to the next day: count from the last instead.
	day, place := (w.next-1)/places, (w.next-1)%places+1
	if w.next == w.first {
		day, place = w.first/places, w.first%places
	}
	var long uint64
	if w.length > 1 {
		long = longRun
	}
	if d := w.start / places; d != day {
		b = binary.AppendUvarint(b, uint64(d-day-1)<<2|long|newDay)
		b = binary.AppendUvarint(b, uint64(w.start%places))
	} else {
		b = binary.AppendUvarint(b, uint64(w.start%places-place)<<2|long)
	}
	if long != 0 {
		b = binary.AppendUvarint(b, uint64(w.length-2))
	}
	return b
}

// Runs calls yield with each run of a list that starts with first: its first
// number and its length. Bytes that are no list give ErrInvalid, after the runs
// before the fault.
func Runs(first uint32, b []byte, yield func(start, length uint32)) error {
	day, place := uint64(first/places), uint64(first%places)
	for len(b) > 0 {
		head, n := uvarint(b)
		if n <= 0 {
			return ErrInvalid
		}
		b = b[n:]
		if head&newDay != 0 {
			day += head>>2 + 1
			place, n = uvarint(b)
			if n <= 0 {
				return ErrInvalid
			}
			b = b[n:]
		} else {
			place += head >> 2
		}
		length := uint64(1)
		if head&longRun != 0 {
			more, n := uvarint(b)
			if n <= 0 {
				return ErrInvalid
			}
			b = b[n:]
			if length = more + 2; length < more {
				return ErrInvalid
			}
		}
		if day >= 1<<17 || place >= places || length > places-place {
			return ErrInvalid
		}
		yield(uint32(day<<placeBits|place), uint32(length))
		place += length
	}
	return nil
}

// uvarint is binary.Uvarint with the short numbers, most of all, made quick.
func uvarint(b []byte) (uint64, int) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	return binary.Uvarint(b)
}

// Decode gives the numbers of a list that starts with first.
func Decode(numbers []uint32, first uint32, b []byte) ([]uint32, error) {
	err := Runs(first, b, func(start, length uint32) {
		for i := range length {
			numbers = append(numbers, start+i)
		}
	})
	return numbers, err
}
