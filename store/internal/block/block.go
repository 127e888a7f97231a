// Package block packs records by their chronological numbers: some thirty of
// them are compressed together (a block), and some blocks lie one behind the
// other in one value.
//
// A block is a zstd frame of its records, each as the distance of its number
// from the one before (the first: from the block's own), its length, and its
// bytes. A value holds how many blocks there are; of each, the distance of its
// number from the one before (the first: from the value's own) and its length;
// then the blocks. All numbers are uvarints.
package block

import (
	"encoding/binary"
	"errors"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// ErrInvalid says that bytes are no blocks.
var ErrInvalid = errors.New("not valid blocks of records")

// Size is how many records go into a block, and PerValue how many blocks into a
// value.
const (
	Size     = 32
	PerValue = 8
)

// A Record is an encoded record with its number.
type Record struct {
	Number uint32
	Bytes  []byte
}

// A Block is a run of records as it is kept.
type Block struct {
	First uint32 // number of its first record
	Frame []byte
}

// A Packer compresses and expands blocks. It may be used by several goroutines.
type Packer struct {
	encoder func() *zstd.Encoder
	decoder func() *zstd.Decoder
}

// maxSize bounds what a damaged block may ask for, in bytes.
const maxSize = 1 << 28

// NewPacker makes a packer.
func NewPacker() *Packer {
	return &Packer{
		encoder: sync.OnceValue(func() *zstd.Encoder {
			// Without entropy coding a block is an eighth larger, and unpacked in
			// less than half the time.
			e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithNoEntropyCompression(true), zstd.WithWindowSize(1<<17), zstd.WithEncoderCRC(false), zstd.WithLowerEncoderMem(true))
			if err != nil {
				panic(err) // the options are ours
			}
			return e
		}),
		decoder: sync.OnceValue(func() *zstd.Decoder {
			d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxSize))
			if err != nil {
				panic(err)
			}
			return d
		}),
	}
}

// Pack compresses records, which are in order, into one block. Room is memory
// to be used again and again by one goroutine; it may be nil.
func (p *Packer) Pack(records []Record, room *[]byte) Block {
	if room == nil {
		room = new([]byte)
	}
	b := Block{First: records[0].Number}
	plain, last := (*room)[:0], b.First
	for _, r := range records {
		plain = binary.AppendUvarint(plain, uint64(r.Number-last))
		plain = binary.AppendUvarint(plain, uint64(len(r.Bytes)))
		plain = append(plain, r.Bytes...)
		last = r.Number
	}
	*room = plain
	b.Frame = p.encoder().EncodeAll(plain, make([]byte, 0, len(plain)/2+64))
	return b
}

// Unpack gives the records of a block.
func (p *Packer) Unpack(b Block) ([]Record, error) {
	return p.UnpackInto(new(Space), b)
}

// Space is memory that a block is unpacked into.
type Space struct {
	plain   []byte
	records []Record
}

// UnpackInto is Unpack into memory that is used again: what lay there before is
// lost.
func (p *Packer) UnpackInto(s *Space, b Block) ([]Record, error) {
	plain, err := p.decoder().DecodeAll(b.Frame, s.plain[:0])
	if err != nil {
		return nil, ErrInvalid
	}
	s.plain = plain
	records := slices.Grow(s.records[:0], Size)
	number := uint64(b.First)
	for len(plain) > 0 {
		distance, n := binary.Uvarint(plain)
		if n <= 0 {
			return nil, ErrInvalid
		}
		length, m := binary.Uvarint(plain[n:])
		if m <= 0 || length > uint64(len(plain)-n-m) || distance > 1<<32 || number+distance >= 1<<32 || distance == 0 && len(records) > 0 {
			return nil, ErrInvalid
		}
		number += distance
		plain = plain[n+m:]
		records = append(records, Record{uint32(number), plain[:length:length]})
		plain = plain[length:]
	}
	if len(records) == 0 || records[0].Number != b.First {
		return nil, ErrInvalid
	}
	s.records = records
	return records, nil
}

// Compress compresses what is no block.
func (p *Packer) Compress(plain []byte) []byte { return p.encoder().EncodeAll(plain, nil) }

// Expand gives what was compressed, in the memory of room where that suffices.
func (p *Packer) Expand(b, room []byte) ([]byte, error) {
	plain, err := p.decoder().DecodeAll(b, room[:0])
	if err != nil {
		return nil, ErrInvalid
	}
	return plain, nil
}

// Join writes blocks, which are in order, as one value.
func Join(blocks []Block) []byte {
	n := 0
	for _, b := range blocks {
		n += len(b.Frame) + 8
	}
	value := binary.AppendUvarint(make([]byte, 0, n+8), uint64(len(blocks)))
	last := blocks[0].First
	for _, b := range blocks {
		value = binary.AppendUvarint(value, uint64(b.First-last))
		value = binary.AppendUvarint(value, uint64(len(b.Frame)))
		last = b.First
	}
	for _, b := range blocks {
		value = append(value, b.Frame...)
	}
	return value
}

// Split gives the blocks of a value whose first number is first. They refer to
// the value.
func Split(first uint32, value []byte) ([]Block, error) {
	count, n := binary.Uvarint(value)
	if n <= 0 || count == 0 || count > uint64(len(value)) {
		return nil, ErrInvalid
	}
	value = value[n:]
	blocks := make([]Block, count)
	lengths := make([]uint64, count)
	number := uint64(first)
	for i := range blocks {
		distance, n := binary.Uvarint(value)
		if n <= 0 {
			return nil, ErrInvalid
		}
		length, m := binary.Uvarint(value[n:])
		if m <= 0 || distance >= 1<<32 || number+distance >= 1<<32 || (distance == 0) != (i == 0) {
			return nil, ErrInvalid
		}
		number += distance
		blocks[i].First, lengths[i] = uint32(number), length
		value = value[n+m:]
	}
	for i, length := range lengths {
		if length > uint64(len(value)) {
			return nil, ErrInvalid
		}
		blocks[i].Frame, value = value[:length:length], value[length:]
	}
	if len(value) > 0 {
		return nil, ErrInvalid
	}
	return blocks, nil
}
