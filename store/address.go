package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"slices"
)

// sumSize is the length of the checksum at the end of every value.
const sumSize = crc32.Size

// address says where a value lies: the names of its buckets, then its key. It
// goes into the checksum, so that a value in the wrong place is found too.
type address []string

func (a address) with(key []byte) address {
	return append(a[:len(a):len(a)], string(key))
}

// A sum is a checksum of the names on the way to a value, to be gone on with.
type sum uint32

func (s sum) add(b []byte) sum {
	return sum(crc32.Update(uint32(s), crc32.MakeTable(crc32.Castagnoli), b))
}

func (s sum) name(name []byte) sum {
	var length [binary.MaxVarintLen64]byte
	return s.add(length[:binary.PutUvarint(length[:], uint64(len(name)))]).add(name)
}

func (a address) sum() sum {
	var s sum
	for _, name := range a {
		s = s.name([]byte(name))
	}
	return s
}

// seal puts the checksum behind a value.
func (s sum) seal(value []byte) []byte {
	return binary.BigEndian.AppendUint32(value, uint32(s.add(value)))
}

// open gives a kept value without its checksum, if that is right.
func (s sum) open(kept []byte) ([]byte, bool) {
	n := len(kept) - sumSize
	if n < 0 || uint32(s.add(kept[:n])) != binary.BigEndian.Uint32(kept[n:]) {
		return nil, false
	}
	return kept[:n:n], true
}

// seal gives the value as it is kept: with its checksum behind it.
func (a address) seal(value []byte) []byte { return a.sum().seal(slices.Clone(value)) }

// unseal gives a copy of a kept value, its checksum found right.
func (a address) unseal(kept []byte) ([]byte, error) {
	value, ok := a.sum().open(kept)
	if !ok {
		return nil, damage("the value at %s does not fit its checksum", a)
	}
	return bytes.Clone(value), nil
}

func (a address) String() string {
	var b bytes.Buffer
	for i, name := range a {
		if i > 0 {
			b.WriteByte('/')
		}
		if isText(name) {
			b.WriteString(name)
		} else {
			fmt.Fprintf(&b, "%x", name)
		}
	}
	return b.String()
}

// isText tells names from numbers among keys.
func isText(key string) bool { return Printable(key) == key }
