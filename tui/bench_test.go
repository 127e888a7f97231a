package tui

import (
	"fmt"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// largeLibrary is a source of n events with as many actors as a data set has.
func largeLibrary(n int) *store.Library {
	b := store.Briefing{Source: store.Source{ID: "large", Title: "Large", Kind: "data set"}}
	for i := range min(n/4+1, 1000) {
		b.Actors = append(b.Actors, store.Actor{ID: fmt.Sprintf("actor-%d", i), Name: fmt.Sprintf("Actor number %d", i), Kind: store.ArmedGroup})
	}
	for i := range 300 {
		id := fmt.Sprintf("P-%d", i)
		b.Provinces = append(b.Provinces, store.Province{ID: id, Name: fmt.Sprintf("Province %d", i), Country: fmt.Sprintf("Country %d", i/30)})
	}
	for i := range n {
		day, _ := store.ParseDate(fmt.Sprintf("%d-%02d-%02d", 1990+i%30, 1+i%12, 1+i%28), store.Stated, "")
		actor := b.Actors[i%len(b.Actors)]
		province := b.Provinces[i%len(b.Provinces)]
		killed := i % 7
		b.Events = append(b.Events, store.Event{ID: fmt.Sprintf("large/%d", i), Date: day, Title: fmt.Sprintf("Clash number %d between two sides", i),
			Province: &store.ProvinceRef{ID: province.ID, Name: province.Name}, Actors: []store.Party{{ID: actor.ID, Name: actor.Name}},
			Killed: &store.Toll{Low: &killed, Best: &killed, High: &killed}, Cites: []store.Citation{{Source: "large", Record: fmt.Sprint(i)}}})
	}
	return store.InMemory(b)
}

// benchmarkModel is an explorer on a screen of 200×50 with colours, all of its
// first questions answered.
func benchmarkModel(b *testing.B, lib Library) *driver {
	d := drive(b, lib, 200, 50, Options{}, inColour())
	d.press("j", "j")
	return d
}

func BenchmarkView(b *testing.B) {
	for name, lib := range map[string]Library{"briefing": testLibrary(b), "20k": largeLibrary(20_000)} {
		b.Run(name, func(b *testing.B) {
			d := benchmarkModel(b, lib)
			b.ReportAllocs()
			for b.Loop() {
				d.m.View()
			}
		})
	}
}

// BenchmarkKey is a move of the cursor: key to frame, without the card that
// follows from a command.
func BenchmarkKey(b *testing.B) {
	for name, lib := range map[string]Library{"briefing": testLibrary(b), "20k": largeLibrary(20_000)} {
		b.Run(name, func(b *testing.B) {
			d := benchmarkModel(b, lib)
			keys := []tea.Msg{keyMsg("j"), keyMsg("k")}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				d.m.Update(keys[i%2])
				d.m.View()
			}
		})
	}
}
