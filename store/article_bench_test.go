package store

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// articleOf makes a briefing of n events over some years, as an article has them.
func articleOf(tb testing.TB, n int) Briefing {
	b := Briefing{Source: Source{ID: "article", Kind: "article", Title: "Article"},
		Actors:    []Actor{{ID: "river-guard", Name: "River Guard", Kind: ArmedGroup}},
		Provinces: []Province{{ID: "AF-BAL", Code: "AF-BAL", Name: "Balkh", Country: "Afghanistan"}}}
	for i := range n {
		b.Events = append(b.Events, Event{ID: fmt.Sprintf("article/%d", i), Date: dateOf(tb, fmt.Sprintf("%d-%02d-%02d", 2012+i%9, 1+i%12, 1+i%28)),
			Title: fmt.Sprintf("River guard at the bridge of village %d", i), Summary: "The guard says that the bridge was hit twice, and holds it since.",
			Kind: "clash", Province: &ProvinceRef{ID: "AF-BAL", Code: "AF-BAL", Name: "Balkh"}, Actors: []Party{{ID: "river-guard", Name: "River Guard"}},
			Cites: citeOf("article", 1+i, 10*i, 10*i+9)})
	}
	return b
}

// BenchmarkArticle puts an article of 50 events into a library of 100,000, or
// into the one that BENCH_LIBRARY names. Beside the whole time stands that of
// each step, in milliseconds.
func BenchmarkArticle(b *testing.B) {
	large := os.Getenv("BENCH_LIBRARY")
	if large == "" {
		large = benchLibrary(b).Path()
	}
	article := articleOf(b, 50)
	steps := map[string]time.Duration{}
	for b.Loop() {
		b.StopTimer()
		path := filepath.Join(b.TempDir(), "library.db")
		if err := copyFile(path, large); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		last := time.Now()
		opts := PublishOptions{step: func(step string) {
			now := time.Now()
			steps[step] += now.Sub(last)
			last = now
		}}
		if err := Publish(b.Context(), path, opts, put(article)); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		os.Remove(path)
		b.StartTimer()
	}
	for step, took := range steps {
		b.ReportMetric(float64(took.Microseconds())/1000/float64(b.N), step+"-ms")
	}
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Close()
}
