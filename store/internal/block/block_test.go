package block

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

func randomRecords(rng *rand.Rand, n int) []Record {
	var records []Record
	number := rng.Uint32N(1 << 30)
	for range n {
		records = append(records, Record{number, []byte(strings.Repeat(fmt.Sprint(number), rng.IntN(30)))})
		number += 1 + rng.Uint32N(1<<rng.IntN(18))
	}
	return records
}

func TestRoundTrip(t *testing.T) {
	rng, p := rand.New(rand.NewPCG(1, 2)), NewPacker()
	for range 100 {
		var blocks []Block
		all := randomRecords(rng, 1+rng.IntN(200))
		for rest := all; len(rest) > 0; {
			n := min(1+rng.IntN(Size), len(rest))
			blocks = append(blocks, p.Pack(rest[:n], nil))
			rest = rest[n:]
		}
		split, err := Split(blocks[0].First, Join(blocks))
		if err != nil || !reflect.DeepEqual(split, blocks) {
			t.Fatalf("%d blocks came back as %d, %v", len(blocks), len(split), err)
		}
		var back []Record
		for _, b := range split {
			records, err := p.Unpack(b)
			if err != nil {
				t.Fatal(err)
			}
			back = append(back, records...)
		}
		if len(back) != len(all) {
			t.Fatalf("%d records came back as %d", len(all), len(back))
		}
		for i := range all {
			if back[i].Number != all[i].Number || string(back[i].Bytes) != string(all[i].Bytes) {
				t.Fatalf("record %d: %+v, want %+v", i, back[i], all[i])
			}
		}
	}
}

func FuzzSplit(f *testing.F) {
	p := NewPacker()
	records := randomRecords(rand.New(rand.NewPCG(3, 4)), 40)
	f.Add(records[0].Number, Join([]Block{p.Pack(records[:30], nil), p.Pack(records[30:], nil)}))
	f.Fuzz(func(t *testing.T, first uint32, value []byte) {
		blocks, err := Split(first, value)
		if err != nil {
			if !errors.Is(err, ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		last := int64(-1)
		for _, b := range blocks {
			records, err := p.Unpack(b)
			if err != nil {
				return
			}
			if int64(b.First) <= last && records[0].Number != b.First {
				t.Fatalf("block %d after %d", b.First, last)
			}
			last = int64(b.First)
		}
	})
}
