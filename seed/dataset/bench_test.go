package dataset

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

const benchmarkRows = 20_000

// generated writes rows in the shape and of the size of UCDP GED's.
func generated(rows int) string {
	rng := rand.New(rand.NewPCG(7, 11))
	var b strings.Builder
	fmt.Fprintln(&b, strings.Join(ucdpOrder(), ","))
	words := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = fmt.Sprintf("word%d", int(rng.ExpFloat64()*2000))
		}
		return strings.Join(list, " ")
	}
	for i := range rows {
		country, article := int(rng.ExpFloat64()*20)%120, words(8)
		side := country*9 + rng.IntN(9)
		year := 1989 + i*36/rows
		day := fmt.Sprintf("%04d-%02d-%02d", year, 1+rng.IntN(12), 1+rng.IntN(28))
		a, side2 := fmt.Sprintf("Government of Country %d", country), fmt.Sprintf("Front %d", side)
		lat, lon := rng.Float64()*60, rng.Float64()*100
		fmt.Fprintf(&b, `%d,CTR-%d-1-%d-%d,%d,1,Clear,%d,%d,%d,Country %d: Government,%d,%d,%s - %s,%d,%d,%s,%d,%d,%s,`,
			i+1, year, side, i, year, 1+i%3, country, country, country, side, side, a, side2, country, country, a, side, side, side2)
		fmt.Fprintf(&b, `2,"""Test Wire,%s,%s"";""Sample Post,%s,%s""",Test Wire;Sample Post,%s;%s,%s;%s,officials,1,`,
			day, article, day, article, day, day, article, article)
		fmt.Fprintf(&b, `Town %d,Town %d (%s),Unit %d province,District %d,%f,%f,POINT (%f %f),%d,Country %d,%d,Asia,1,1,%s 00:00:00.000,%s 00:00:00.000,`,
			i%5000, i%5000, words(4), country*17+i%17, i%3000, lat, lon, lon, lat, i%250000, country, country, day, day)
		fmt.Fprintf(&b, "%d,%d,0,0,%d,%d,%d,%d,\n", i%4, i%3, i%4+i%3, i%4+i%3+2, i%4, country)
	}
	return b.String()
}

type discard struct{}

func (discard) Events([]Record) error { return nil }
func (discard) Reject(Reject)         {}

type recycle struct{ discard }

func (recycle) Events(records []Record) error {
	Recycle(records)
	return nil
}

func report(b *testing.B, text string) {
	b.SetBytes(int64(len(text)))
	b.ReportMetric(float64(benchmarkRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(len(text))/benchmarkRows, "B/row")
}

// BenchmarkSplit measures what only one goroutine can do.
func BenchmarkSplit(b *testing.B) {
	text := generated(benchmarkRows)
	b.ReportAllocs()
	for b.Loop() {
		s, m := newSplitter(strings.NewReader(text), ','), &memory{}
		for {
			if _, err := s.next(m); err == io.EOF {
				break
			}
		}
	}
	report(b, text)
}

// BenchmarkParse measures what every goroutine does on its own.
func BenchmarkParse(b *testing.B) {
	text := generated(benchmarkRows)
	l := findLayout([]byte(text))
	s := newSplitter(strings.NewReader(text), ',')
	var chunks []chunk
	for {
		c, err := s.next(&memory{})
		if err == io.EOF {
			break
		}
		chunks = append(chunks, c)
	}
	p := newParser(l, "bench")
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, c := range chunks {
			n += len(p.read(c).records)
		}
		if n != benchmarkRows {
			b.Fatalf("%d events", n)
		}
	}
	report(b, text)
}

// BenchmarkRead keeps nothing and gives nothing back.
func BenchmarkRead(b *testing.B) {
	benchmarkRead(b, discard{})
}

// BenchmarkReadRecycled gives the records back, as a library does that has
// written them down.
func BenchmarkReadRecycled(b *testing.B) {
	benchmarkRead(b, recycle{})
}

func benchmarkRead(b *testing.B, sink Sink) {
	text := generated(benchmarkRows)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sum, err := Read(context.Background(), "bench.csv", strings.NewReader(text), Options{Workers: workers}, sink)
				if err != nil || sum.Events != benchmarkRows {
					b.Fatalf("%+v, %v", sum, err)
				}
			}
			report(b, text)
		})
	}
}
