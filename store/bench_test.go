package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
)

const benchRows = 100_000

// benchLibrary makes a library file of 100,000 events of 30 years, 120
// provinces and 300 actors, a third of them with one actor, words as uneven as
// in a language.
func benchLibrary(b *testing.B) *Library {
	b.Helper()
	path := filepath.Join(b.TempDir(), "library.db")
	rng := newRand(1)
	at := rand.NewZipf(rng, 1.3, 6, 119)
	word := rand.NewZipf(rng, 1.07, 12, 9_999)
	actors, provinces := make([]*Actor, 300), make([]*Province, 120)
	for i := range actors {
		actors[i] = &Actor{ID: fmt.Sprintf("actor-%d", i), Name: fmt.Sprintf("Actor %d", i), Kind: ArmedGroup}
	}
	for i := range provinces {
		provinces[i] = &Province{ID: fmt.Sprintf("XX-%d", i), Code: fmt.Sprintf("XX-%d", i), Name: fmt.Sprintf("Province %d", i), Country: "Testland"}
	}
	row := func(i int) Row {
		province := provinces[at.Uint64()]
		r := Row{Province: province, Actors: []*Actor{actors[1+rng.IntN(299)]}}
		if rng.IntN(3) == 0 {
			r.Actors = append(r.Actors, actors[0])
		}
		var text strings.Builder
		for range 12 {
			fmt.Fprintf(&text, "%s ", spelt(word.Uint64()))
		}
		day := Day(105_000 + rng.IntN(11_000))
		r.Event = Event{ID: fmt.Sprintf("bench/%d", i), Date: Date{EDTF: day.String(), Basis: Stated, First: day, Last: day}, Title: text.String(), Kind: "battle",
			Province: &ProvinceRef{ID: province.ID, Code: province.Code, Name: province.Name}, Killed: &Toll{Best: figureOf(rng.IntN(9))},
			Cites: []Citation{{Source: "bench", Record: fmt.Sprint(i)}}}
		for _, a := range r.Actors {
			r.Event.Actors = append(r.Event.Actors, Party{ID: a.ID, Name: a.Name})
		}
		return r
	}
	source := Source{ID: "bench", Kind: "data set", Title: "Bench", SHA256: strings.Repeat("0", 64)}
	publish(b, path, func(e *Edition) error {
		_, err := e.PutDataSet(b.Context(), &source, DataSetOptions{}, func(add func([]Row) error) error {
			for from := 0; from < benchRows; from += 500 {
				rows := make([]Row, 500)
				for i := range rows {
					rows[i] = row(from + i)
				}
				if err := add(rows); err != nil {
					return err
				}
			}
			return nil
		})
		return err
	})
	l, err := Open(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	return l
}

// spelt makes a word of a number.
func spelt(n uint64) string {
	var b strings.Builder
	for n += 90; n > 0; n /= 45 {
		b.WriteByte("bcdfgklmn"[n%9])
		b.WriteByte("aeiou"[n/9%5])
	}
	return b.String()
}

// BenchmarkSearch fills all panes of an explorer for filters never asked before:
// every count, and two windows of 50 events.
func BenchmarkSearch(b *testing.B) {
	l := benchLibrary(b)
	common := spelt(0)
	for _, bm := range []struct {
		name   string
		filter Filter
	}{
		{"none", Filter{}},
		{"province", Filter{Provinces: chosen("XX-0")}},
		{"actor", Filter{Actors: chosen("actor-7")}},
		{"actor-33pc", Filter{Actors: chosen("actor-0")}},
		{"actors-all", Filter{Actors: chosen("actor-0", "actor-7"), AllActors: true}},
		{"word", Filter{Text: spelt(200) + " "}},
		{"word-common", Filter{Text: common + " "}},
		{"letter", Filter{Text: "f"}},
		{"phrase", Filter{Text: `"` + spelt(40) + " " + spelt(50) + `"`}},
		{"dates", Filter{Since: "1995", Until: "1999"}},
		{"province-word", Filter{Provinces: chosen("XX-0"), Text: spelt(200) + " "}},
		{"province-actor", Filter{Provinces: chosen("XX-0"), Actors: chosen("actor-0")}},
	} {
		bm.filter.Sources = chosen("bench")
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l.Forget()
				r, err := l.Search(b.Context(), bm.filter)
				if err != nil {
					b.Fatal(err)
				}
				for _, offset := range []int{0, r.Events / 2} {
					if _, err := l.Events(r, offset, 50); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// BenchmarkWindow reads a screen of events never read before.
func BenchmarkWindow(b *testing.B) {
	l := benchLibrary(b)
	r, err := l.Search(b.Context(), Filter{})
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		l.Forget()
		if _, err := l.Events(r, i*997%benchRows, 50); err != nil {
			b.Fatal(err)
		}
	}
}
