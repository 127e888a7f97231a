package tui

import (
	"context"
	"fmt"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// benchmarkModel is an explorer on a screen of 200×50 with colours, all of its
// first questions answered.
func benchmarkModel(b *testing.B, lib Library, keys ...string) *driver {
	d := drive(b, lib, 200, 50, Options{}, inColour())
	d.press("j", "j")
	d.press(keys...)
	return d
}

func benchmarkLibraries(b *testing.B) map[string]Library {
	return map[string]Library{"briefing": testLibrary(b), "100k": newArithmetic(100_000)}
}

func BenchmarkView(b *testing.B) {
	for name, lib := range benchmarkLibraries(b) {
		b.Run(name, func(b *testing.B) {
			d := benchmarkModel(b, lib)
			b.ReportAllocs()
			for b.Loop() {
				d.m.View()
			}
		})
	}
}

// BenchmarkKey is a key to its frame, without what follows from a command.
func BenchmarkKey(b *testing.B) {
	for name, lib := range benchmarkLibraries(b) {
		for _, c := range []struct{ name, there, back, at string }{
			{"line", "j", "k", "3"}, {"page", "pgdown", "pgup", "3"}, {"end", "end", "home", "3"}, {"year", "}", "{", "3"}, {"value", "j", "k", "2"}, {"span", "right", "left", "t"},
		} {
			b.Run(name+"/"+c.name, func(b *testing.B) {
				d := benchmarkModel(b, lib, c.at)
				keys := []tea.Msg{keyMsg(c.there), keyMsg(c.back)}
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					d.m.Update(keys[i%2])
					d.m.View()
				}
			})
		}
	}
}

// BenchmarkAnswer is what a search costs beside the library's own part, in the
// command and after it.
func BenchmarkAnswer(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			lib := newArithmetic(n)
			d := benchmarkModel(b, lib)
			b.ReportAllocs()
			for b.Loop() {
				f, err := answer(context.Background(), lib, query{events: 35, quotes: 20, whole: d.m.find.found.whole})
				if err != nil {
					b.Fatal(err)
				}
				d.m.find.seq++
				d.m.Update(foundMsg{seq: d.m.find.seq, found: f})
				d.m.View()
			}
		})
	}
}

// BenchmarkPicker is a letter typed among n names of three spellings each, one
// added or taken away.
func BenchmarkPicker(b *testing.B) {
	for _, n := range []int{2_000, 20_000} {
		r := &store.Result{}
		var provinces []store.Province
		for i := range n {
			c := store.Count{ID: fmt.Sprintf("p-%d", i), Name: fmt.Sprintf("Province %d of the valley", i), Group: fmt.Sprintf("Country %d", i%120), AllEvents: n - i}
			r.Provinces = append(r.Provinces, c)
			provinces = append(provinces, store.Province{ID: c.ID, Name: c.Name, Aliases: []string{"Governorate " + c.Name, "Wilayat " + c.Name}})
		}
		b.Run(fmt.Sprintf("names/%d", n), func(b *testing.B) {
			for b.Loop() {
				provinceNames(r, provinces)
			}
		})
		b.Run(fmt.Sprintf("letter/%d", n), func(b *testing.B) {
			p := picker{}
			p.take(provinceNames(r, provinces))
			keys := []tea.KeyMsg{keyMsg("p"), keyMsg("7"), keyMsg("v"), keyMsg("backspace"), keyMsg("backspace"), keyMsg("backspace")}
			for i := 0; b.Loop(); i++ {
				p.edit(keys[i%len(keys)])
			}
		})
		b.Run(fmt.Sprintf("narrow/%d", n), func(b *testing.B) {
			p := facetPane{shape: provinceShape()}
			p.set(newFacetView(p.shape, r.Provinces, store.Choice{}))
			p.resize(40, 20)
			p.names.begin()
			keys := []tea.KeyMsg{keyMsg("p"), keyMsg("r"), keyMsg("backspace"), keyMsg("backspace")}
			for i := 0; b.Loop(); i++ {
				if p.names.input.edit(keys[i%len(keys)]) {
					p.arrange()
				}
			}
		})
	}
}
