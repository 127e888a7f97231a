package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// figureOf gives a pointer to n.
func figureOf(n int) *int { return &n }

// dateOf parses what a test knows to be EDTF.
func dateOf(tb testing.TB, edtf string) Date {
	tb.Helper()
	d, err := ParseDate(edtf, "", "")
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func citeOf(source string, paragraph, start, end int) []Citation {
	return []Citation{{Source: source, Paragraph: paragraph, Start: start, End: end,
		Passage: Passage{SHA256: strings.Repeat("0", 64), Length: end - start}}}
}

// harbour is a small briefing of invented happenings in real provinces.
func harbour(tb testing.TB) Briefing {
	const id = "harbour-report"
	balkh := &ProvinceRef{ID: "AF-BAL", Code: "AF-BAL", Name: "Balkh"}
	kabul := &ProvinceRef{ID: "AF-KAB", Code: "AF-KAB", Name: "Kabul"}
	return Briefing{
		Source: Source{
			ID: id, Kind: "report", Title: "The Harbour Report", Published: dateOf(tb, "2022-05~"), SHA256: strings.Repeat("a", 64),
			Digest: []Paragraph{
				{Number: 1, Digest: "A market and a bridge were hit within a week.", Passage: citeOf(id, 1, 10, 60)[0]},
				{Number: 2, Digest: "The river guard speaks of 9/11 memories.", Remark: "Wrongly dated.", Passage: citeOf(id, 2, 61, 120)[0]},
			},
		},
		Actors: []Actor{
			{ID: "river-guard", Name: "River Guard", Kind: ArmedGroup, Aliases: []string{"RG", "Guards of the River"}, Cites: citeOf(id, 1, 12, 20)},
			{ID: "isis-k", Name: "ISIS-K", Kind: ArmedGroup, Aliases: []string{"ISKP"}, Cites: citeOf(id, 1, 21, 27)},
			{ID: "ana-example", Name: "Ana Éxample", Kind: Person, Affiliation: "river-guard", Cites: citeOf(id, 2, 70, 80)},
			{ID: id + "/former-official", Name: "former official", Kind: Unnamed},
		},
		Provinces: []Province{
			{ID: "AF-BAL", Code: "AF-BAL", Name: "Balkh", Country: "Afghanistan", Aliases: []string{"Balkh Province"}, Cites: citeOf(id, 1, 30, 35)},
			{ID: "AF-KAB", Code: "AF-KAB", Name: "Kabul", Country: "Afghanistan", Aliases: []string{"Cabul"}, Cites: citeOf(id, 2, 90, 95)},
			{ID: "AF-KAN", Code: "AF-KAN", Name: "Kandahar", Country: "Afghanistan"},
		},
		Events: []Event{
			{ID: id + "/market", Date: dateOf(tb, "2022-04-21"), Title: "Blast at the market", Kind: "bombing", Province: balkh,
				Actors: []Party{{ID: "isis-k", Name: "ISIS-K", Role: "claimant"}, {ID: "isis-k", Name: "ISIS-K", Role: "perpetrator"}},
				Killed: &Toll{Low: figureOf(12), Best: figureOf(12)}, Cites: citeOf(id, 1, 12, 40)},
			{ID: id + "/bridge", Date: dateOf(tb, "2022-04-28"), Title: "Booby-trapped bridge", Kind: "bombing", Province: balkh,
				Actors: []Party{{ID: "river-guard", Name: "River Guard", As: "the guards"}},
				Killed: &Toll{Low: figureOf(9)}, Cites: citeOf(id, 1, 41, 60)},
			{ID: id + "/gate", Date: dateOf(tb, "2021-08-26"), Title: "Gate", Kind: "bombing", Province: kabul, Actors: []Party{{ID: "isis-k", Name: "ISIS-K"}, {ID: "river-guard", Name: "River Guard"}},
				Killed: &Toll{Best: figureOf(170), Shared: []string{id + "/hotel"}}, Cites: citeOf(id, 2, 61, 70)},
			{ID: id + "/hotel", Date: dateOf(tb, "2021-08-26"), Title: "Hotel", Kind: "bombing", Province: kabul,
				Killed: &Toll{Best: figureOf(170), Shared: []string{id + "/gate"}}, Cites: citeOf(id, 2, 71, 80)},
			{ID: id + "/count", Date: dateOf(tb, "2021-08/2022-02"), Title: "Count of the dead", Kind: CasualtyCount,
				Killed: &Toll{Best: figureOf(397)}, Cites: citeOf(id, 2, 81, 90)},
			{ID: id + "/campaign", Date: dateOf(tb, "2022-03/.."), Title: "Attacks go on", Kind: "attack campaign", Province: balkh, Cites: citeOf(id, 2, 91, 99)},
			{ID: id + "/rumour", Date: dateOf(tb, ""), Title: "A rumour", Kind: "other", Cites: citeOf(id, 2, 100, 110)},
		},
		Quotes: []Quote{
			{ID: id + "/second", Text: "We saw 9/11 on the news.", Speaker: ActorRef{ID: "ana-example", Name: "Ana Éxample"}, SpeakerAs: "the guard",
				Date: dateOf(tb, ""), Mentions: []string{"isis-k"}, Cites: citeOf(id, 2, 100, 120)},
			{ID: id + "/first", Text: "The bag was carried inside.", Speaker: ActorRef{ID: "isis-k", Name: "ISIS-K"},
				Date: dateOf(tb, "2022-04-21"), Event: id + "/market", Province: balkh, Cites: citeOf(id, 1, 45, 58)},
		},
	}
}

// randomBriefing makes a valid briefing of n events and n/2 quotes. Its values
// are few, so that filters find several of each.
func randomBriefing(tb testing.TB, rng *rand.Rand, id string, n int) Briefing {
	b := Briefing{Source: Source{ID: id, Kind: "report", Title: "Report " + id, Published: dateOf(tb, "2022-06-30"), SHA256: strings.Repeat("c", 64)}}
	for i := range 6 {
		kind := ActorKinds()[i%5]
		a := Actor{ID: fmt.Sprintf("actor-%d", i), Name: fmt.Sprintf("Actor %c", 'A'+i), Kind: kind}
		if i%2 == 0 {
			a.Cites = citeOf(id, 1, i, i+5)
		}
		b.Actors = append(b.Actors, a)
	}
	for i := range 5 {
		b.Provinces = append(b.Provinces, Province{ID: fmt.Sprintf("XX-%d", i), Code: fmt.Sprintf("XX-%d", i), Name: fmt.Sprintf("Province %d", i), Country: "Testland"})
	}
	for i := range n {
		b.Events = append(b.Events, randomEvent(tb, rng, b, i))
	}
	for i := range b.Events {
		if e := &b.Events[i]; e.Killed != nil && rng.IntN(4) == 0 {
			other := &b.Events[rng.IntN(n)]
			if other != e {
				e.Killed.Shared = append(e.Killed.Shared, other.ID)
				other.Killed = &Toll{Low: e.Killed.Low, Best: e.Killed.Best, Shared: []string{e.ID}}
			}
		}
	}
	for i := range n / 2 {
		b.Quotes = append(b.Quotes, randomQuote(tb, rng, b, i))
	}
	for i := range 4 {
		b.Source.Digest = append(b.Source.Digest, Paragraph{Number: i + 1, Digest: randomText(rng), Passage: citeOf(id, i+1, 100*i, 100*i+80)[0]})
	}
	return b
}

func randomEvent(tb testing.TB, rng *rand.Rand, b Briefing, i int) Event {
	e := Event{ID: fmt.Sprintf("%s/e%d", b.Source.ID, i), Title: randomText(rng), Summary: randomText(rng), Cites: citeOf(b.Source.ID, 1+rng.IntN(4), rng.IntN(50), 60)}
	e.Date = dateOf(tb, pickOne(rng, "", "2021-08-15", "2021-08-15", "2021-08", "2021", "2021-08-10/2021-09-02", "../2021-07", "2022-01/..", "2022-24", "202X"))
	e.Kind = pickOne(rng, "", "bombing", "battle", CasualtyCount)
	if rng.IntN(4) > 0 {
		p := b.Provinces[rng.IntN(len(b.Provinces)-1)] // one province stays empty
		e.Province = &ProvinceRef{ID: p.ID, Code: p.Code, Name: p.Name}
	}
	for range rng.IntN(4) {
		a := b.Actors[rng.IntN(len(b.Actors)-1)]
		e.Actors = append(e.Actors, Party{ID: a.ID, Name: a.Name})
	}
	switch rng.IntN(3) {
	case 0:
		e.Killed = &Toll{Low: figureOf(rng.IntN(5))}
	case 1:
		e.Killed = &Toll{Low: figureOf(1), Best: figureOf(rng.IntN(9))}
	}
	return e
}

// withPlaces gives some events coordinates, and some provinces centres.
func withPlaces(rng *rand.Rand, b Briefing) Briefing {
	for i := range b.Events {
		if rng.IntN(3) == 0 {
			lat, lon := pickOne(rng, 0, 10.5, -90, 90, 12.345678), pickOne(rng, 0, 20, 180, -180, -175.5, 5.123456)
			b.Events[i].Lat, b.Events[i].Lon = &lat, &lon
		}
	}
	for i := range b.Provinces {
		if i%2 == 0 {
			b.Provinces[i].Lat, b.Provinces[i].Lon = float64(i*5), 170+float64(i)
		}
	}
	return b
}

func randomQuote(tb testing.TB, rng *rand.Rand, b Briefing, i int) Quote {
	a := b.Actors[rng.IntN(len(b.Actors)-1)]
	q := Quote{ID: fmt.Sprintf("%s/q%d", b.Source.ID, i), Text: randomText(rng), Speaker: ActorRef{ID: a.ID, Name: a.Name}, Cites: citeOf(b.Source.ID, 1+rng.IntN(4), rng.IntN(50), 60)}
	q.Date = dateOf(tb, pickOne(rng, "", "2021-08-15", "2021"))
	if rng.IntN(2) == 0 {
		e := b.Events[rng.IntN(len(b.Events))]
		q.Event, q.Province = e.ID, e.Province
	}
	if rng.IntN(2) == 0 {
		q.Mentions = []string{b.Actors[rng.IntN(len(b.Actors))].ID}
	}
	return q
}

func pickOne[T any](rng *rand.Rand, from ...T) T { return from[rng.IntN(len(from))] }

func randomText(rng *rand.Rand) string {
	words := make([]string, 1+rng.IntN(5))
	for i := range words {
		words[i] = pickOne(rng, "bridge", "Bridges", "market", "ISIS-K", "9/11", "bag", "booby", "trapped", "Éclair", "eclair")
	}
	return strings.Join(words, " ")
}

// eventIDs gives the ids of events.
func eventIDs(events []Event) []string {
	var ids []string
	for _, e := range events {
		ids = append(ids, e.ID)
	}
	return ids
}

func quoteIDs(quotes []Quote) []string {
	var ids []string
	for _, q := range quotes {
		ids = append(ids, q.ID)
	}
	return ids
}

// find searches, and gives the ids of everything found.
func find(tb testing.TB, l *Library, f Filter) (r *Result, events, quotes []string) {
	tb.Helper()
	r, err := l.Search(tb.Context(), f)
	if err != nil {
		tb.Fatal(err)
	}
	e, err := l.Events(r, 0, r.Events)
	if err != nil {
		tb.Fatal(err)
	}
	q, err := l.Quotes(r, 0, r.Quotes)
	if err != nil {
		tb.Fatal(err)
	}
	return r, eventIDs(e), quoteIDs(q)
}

func countOf(counts []Count, id string) Count {
	i := slices.IndexFunc(counts, func(c Count) bool { return c.ID == id })
	if i < 0 {
		return Count{}
	}
	return counts[i]
}
