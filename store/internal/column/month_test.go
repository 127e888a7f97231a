package column

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"
)

func randomMonth(rng *rand.Rand) []Day {
	days := []Day{}
	for at := rng.Uint32N(9); at < Days; at += 1 + rng.Uint32N(12) {
		d := Day{Day: at}
		for range rng.IntN(12) {
			if rng.IntN(5) == 0 {
				d.Next += rng.Uint32N(100)
			}
			d.Rows = append(d.Rows, randomRow(rng, d.Next))
			d.Next++
		}
		if d.Rows == nil {
			d.Rows = []Row{}
		}
		d.Next += rng.Uint32N(2)
		days = append(days, d)
	}
	return days
}

func randomRow(rng *rand.Rand, place uint32) Row {
	code := func() uint32 { return rng.Uint32N(1 << rng.IntN(32)) }
	r := Row{Place: place, Source: 1 + rng.Uint32N(2), Kind: code(), Province: code(), Span: rng.Uint32N(400), Killed: uint64(code())}
	for range rng.IntN(5) {
		r.Actors = append(r.Actors, 1+code()>>1)
	}
	if rng.IntN(9) == 0 {
		r.Exact = &Exact{-1 << 31, rng.Int64N(100)}
	}
	if rng.IntN(9) == 0 {
		r.Figures = Figures(1 + rng.IntN(2))
	}
	if rng.IntN(9) == 0 {
		toll := code()
		r.Shared = &toll
	}
	return r
}

func TestRoundTrip(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		days := randomMonth(rng)
		b := Encode(days)
		m, err := Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.ByDay(); !reflect.DeepEqual(got, days) {
			t.Fatalf("%+v came back as %+v", days, got)
		}
		for n := range b {
			if _, err := Decode(b[:n]); !errors.Is(err, ErrInvalid) {
				t.Fatalf("%d of %d bytes: %v", n, len(b), err)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(Encode(randomMonth(rand.New(rand.NewPCG(5, 6)))))
	f.Add(Encode(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Decode(b)
		if err != nil {
			return
		}
		again, err := Decode(Encode(m.ByDay()))
		if err != nil || again.Rows() != m.Rows() {
			t.Fatalf("%d rows came back, %v", again.Rows(), err)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	var days []Day
	for day := range uint32(Days) {
		d := Day{Day: day, Next: 80}
		for place := range d.Next {
			d.Rows = append(d.Rows, Row{Place: place, Source: 1, Kind: 1 + rng.Uint32N(3), Province: 1 + rng.Uint32N(2000), Actors: []uint32{1 + rng.Uint32N(1000), 1 + rng.Uint32N(1000)}, Killed: uint64(rng.IntN(9))})
		}
		days = append(days, d)
	}
	blob := Encode(days)
	b.ReportMetric(float64(len(blob))/(Days*80), "B/row")
	for b.Loop() {
		if _, err := Decode(blob); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(Days*80), "ns/row")
}
