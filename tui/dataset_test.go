package tui

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"fieldbrief/store"
)

// dataSet is a data set as analysts carry them: events over 36 years, unevenly,
// 60 countries with some provinces each, every other country with one of the same
// name, and rows with columns of their own.
func dataSet(n int) store.Briefing {
	rnd := rand.New(rand.NewPCG(7, 11))
	b := store.Briefing{Source: store.Source{ID: "ged", Kind: "data set", Title: "Georeferenced Events", Published: date("2024", store.Stated, "")}}
	for c := range 60 {
		country := fmt.Sprintf("Country %c%c", 'A'+c/8, 'a'+c%8)
		for p := range 3 + c%7 {
			id := fmt.Sprintf("%02d-%d", c, p)
			name := fmt.Sprintf("%s %s", []string{"North", "South", "East", "West", "Upper", "Lower", "Central", "Coastal", "Inner"}[p], country[8:])
			if p == 0 && c%2 == 0 {
				name = "Capital Region"
			}
			b.Provinces = append(b.Provinces, store.Province{ID: id, Name: name, Country: country})
		}
	}
	for a := range 150 {
		name := fmt.Sprintf("Front %d for the valley", a)
		if a%50 == 49 {
			name = "Army"
		}
		kind := []store.ActorKind{store.ArmedGroup, store.ArmedGroup, store.Government}[a%3]
		b.Actors = append(b.Actors, store.Actor{ID: fmt.Sprintf("actor-%d", a), Name: name, Kind: kind})
	}
	for i := range n {
		b.Events = append(b.Events, rowEvent(b, rnd, i))
	}
	return b
}

// skewed gives a number below n, small ones far more often.
func skewed(rnd *rand.Rand, n int) int {
	f := rnd.Float64()
	return int(f * f * f * float64(n))
}

func rowEvent(b store.Briefing, rnd *rand.Rand, i int) store.Event {
	province := b.Provinces[skewed(rnd, len(b.Provinces))]
	one, two := b.Actors[skewed(rnd, len(b.Actors))], b.Actors[rnd.IntN(len(b.Actors))]
	year, month, day := 2024-skewed(rnd, 36), 1+rnd.IntN(12), 1+rnd.IntN(28)
	on := fmt.Sprintf("%d-%02d-%02d", year, month, day)
	when := date(on, store.Stated, "")
	if i%40 == 0 {
		when = date(fmt.Sprintf("%d-%02d", year, month), store.Stated, "")
	}
	low, best, high := rnd.IntN(5), rnd.IntN(20), 20+rnd.IntN(20)
	return store.Event{
		ID: fmt.Sprintf("ged/%d", 10_000+i), Date: when, Title: one.Name + " – " + two.Name, Kind: "State-based violence",
		Place: fmt.Sprintf("Town %d", i%97), Province: &store.ProvinceRef{ID: province.ID, Name: province.Name},
		Actors: []store.Party{{ID: one.ID, Name: one.Name, Role: "side a"}, {ID: two.ID, Name: two.Name, Role: "side b"}},
		Killed: &store.Toll{Low: &low, Best: &best, High: &high},
		Cites:  []store.Citation{{Source: "ged", Record: fmt.Sprint(10_000 + i), Outlet: "Valley Wire", Date: on, Headline: "Clashes near a town"}},
		Original: []store.Field{{Name: "conflict_name", Value: province.Country + ": Government"}, {Name: "where_prec", Value: "2"},
			{Name: "source_original", Value: "A statement that was read on the radio of the valley in the evening and printed on the next day"},
			{Name: "gwno_of_the_side_that_is_named_second", Value: ""}},
	}
}

// dataSetLibrary is a library of a data set of some thousand events and of the
// test briefing.
func dataSetLibrary(tb testing.TB) *store.Library {
	tb.Helper()
	return madeOnce()
}

var madeOnce = sync.OnceValue(func() *store.Library { return store.InMemory(testBriefing(), dataSet(4000)) })
