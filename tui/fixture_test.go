package tui

import (
	"fmt"
	"strings"
	"testing"

	"fieldbrief/store"
)

// text of an article of our own, whose records stand in testBriefing.
const testTitle = "The Valley Talks"

func testParagraphs() []string {
	return []string{
		"On 3 March 2020 the Red Group took the bridge of Balkh. At least four people died. Nobody claimed it in the town.",
		"The mill of Kabul burned twice in May 2020; twenty people died in both fires together. “We will not leave the mill,” the miller said.",
		"Since June the Blue Front and the Red Group talk in Panjshir. A report counts thirty dead between January and June.",
	}
}

func testBody() string { return testTitle + "\n\n" + strings.Join(testParagraphs(), "\n\n") + "\n" }

// cite finds a passage of the test article.
func cite(paragraph int, passage string) store.Citation {
	body := testBody()
	at := strings.Index(body, passage)
	if at < 0 {
		panic("no passage " + passage)
	}
	start := len([]rune(body[:at]))
	end := start + len([]rune(passage))
	return store.Citation{
		Source: "valley-talks", Paragraph: paragraph, Start: start, End: end,
		Passage: store.NewPassage([]rune(body), store.Span{Start: start, End: end}),
	}
}

func date(edtf string, basis store.Basis, note string) store.Date {
	d, err := store.ParseDate(edtf, basis, note)
	if err != nil {
		panic(err)
	}
	return d
}

func figure(n int) *int { return &n }

func testActors() []store.Actor {
	actors := []store.Actor{
		{ID: "red-group", Name: "Red Group", Kind: store.ArmedGroup, Aliases: []string{"RG", "سرخ"}, Note: "Holds the north of the valley.",
			Cites: []store.Citation{cite(1, "Red Group"), cite(3, "Red Group talk")}},
		{ID: "blue-front", Name: "Blue Front", Kind: store.ArmedGroup, Sic: []string{"Blu Front"}, Affiliation: "council",
			Cites: []store.Citation{cite(3, "Blue Front")}},
		{ID: "council", Name: "Valley Council", Kind: store.Organisation, Cites: []store.Citation{cite(3, "A report")}},
		{ID: "ministry", Name: "Ministry of Mills", Kind: store.Government, Remark: "Named once, without a part.",
			Cites: []store.Citation{cite(2, "mill of Kabul")}},
		{ID: "tester-one", Name: "Tester One", Kind: store.Person, Affiliation: "red-group", Cites: []store.Citation{cite(1, "four people")}},
		{ID: "valley-talks/miller", Name: "Miller of Kabul", Kind: store.Unnamed, Cites: []store.Citation{cite(2, "the miller")}},
	}
	for n := 1; n <= 9; n++ {
		actors = append(actors, store.Actor{ID: fmt.Sprintf("extra-%d", n), Name: fmt.Sprintf("Extra %d", n), Kind: store.Person,
			Cites: []store.Citation{cite(1, "the town")}})
	}
	return actors
}

func testProvinces() []store.Province {
	names := map[string]string{"AF-BAL": "Balkh", "AF-KAB": "Kabul", "AF-PAN": "Panjshir"}
	provinces := []store.Province{
		{ID: "AF-BAL", Code: "AF-BAL", Name: names["AF-BAL"], Country: "Afghanistan", Aliases: []string{"بلخ"}, Capital: "Mazar-i-Sharif",
			Lat: 36.7, Lon: 66.9, Cites: []store.Citation{cite(1, "Balkh")}},
		{ID: "AF-KAB", Code: "AF-KAB", Name: names["AF-KAB"], Country: "Afghanistan", Cites: []store.Citation{cite(2, "Kabul")}},
		{ID: "AF-PAN", Code: "AF-PAN", Name: names["AF-PAN"], Country: "Afghanistan", Aliases: []string{"Panjsher"}, Cites: []store.Citation{cite(3, "Panjshir")}},
	}
	for i, name := range []string{"Badakhshan", "Badghis", "Bamyan", "Farah", "Faryab", "Ghor", "Helmand", "Herat", "Khost", "Kunar", "Zabul"} {
		code := fmt.Sprintf("AF-X%02d", i)
		provinces = append(provinces, store.Province{ID: code, Code: code, Name: name, Country: "Afghanistan"})
	}
	return provinces
}

func testEvents() []store.Event {
	red, blue := store.Party{ID: "red-group", Name: "Red Group", Role: "perpetrator"}, store.Party{ID: "blue-front", Name: "Blue Front", Role: "participant"}
	balkh, kabul := &store.ProvinceRef{ID: "AF-BAL", Code: "AF-BAL", Name: "Balkh"}, &store.ProvinceRef{ID: "AF-KAB", Code: "AF-KAB", Name: "Kabul"}
	panjshir := &store.ProvinceRef{ID: "AF-PAN", Code: "AF-PAN", Name: "Panjshir"}
	return []store.Event{
		{ID: "valley-talks/old-war", Date: date("1994~/1996~", store.Stated, ""), Title: "The old war of the valley", Kind: "battle",
			Actors: []store.Party{red}, Cites: []store.Citation{cite(3, "A report")}},
		{ID: "valley-talks/bridge", Date: date("2020-03-03", store.Stated, ""), Title: "The Red Group takes the bridge of Balkh", Kind: "armed attack",
			Summary: "At night, without a fight.", Province: balkh, Place: "the bridge", Actors: []store.Party{red},
			Killed: &store.Toll{Low: figure(4), Best: figure(4)}, Cites: []store.Citation{cite(1, "the Red Group took the bridge of Balkh"), cite(1, "At least four people died")}},
		{ID: "valley-talks/first-fire", Date: date("2020-05-01/2020-05-31", store.Derived, "No day is printed, only the month."), Title: "First fire at the mill of Kabul",
			Kind: "bombing", Province: kabul, Killed: &store.Toll{Low: figure(20), Best: figure(20), High: figure(20), Shared: []string{"valley-talks/second-fire"}},
			Cites: []store.Citation{cite(2, "The mill of Kabul burned twice")}, Remark: "The toll is of both fires."},
		{ID: "valley-talks/second-fire", Date: date("2020-05-01/2020-05-31", store.Derived, "No day is printed, only the month."), Title: "Second fire at the mill of Kabul, which is told in the same breath",
			Kind: "bombing", Province: kabul, Killed: &store.Toll{Low: figure(20), Best: figure(20), High: figure(20), Shared: []string{"valley-talks/first-fire"}},
			Wounded: &store.Toll{Low: figure(1)}, Cites: []store.Citation{cite(2, "burned twice")}, Confidence: store.Likely},
		{ID: "valley-talks/count", Date: date("2020-01/2020-06", store.Stated, ""), Title: "A report counts thirty dead", Kind: store.CasualtyCount,
			Killed: &store.Toll{Low: figure(30), Best: figure(30), High: figure(30)}, Cites: []store.Citation{cite(3, "A report counts thirty dead")}},
		{ID: "valley-talks/talks", Date: date("2020-06/..", store.Inferred, "The year is that of the other events."), Title: "Blue Front and Red Group talk", Kind: "agreement",
			Province: panjshir, Actors: []store.Party{red, blue}, Cites: []store.Citation{cite(3, "the Blue Front and the Red Group talk")}},
		{ID: "valley-talks/rumour", Title: "A rumour without a date", Kind: "other", Cites: []store.Citation{cite(1, "Nobody claimed it")}},
	}
}

func testBriefing() store.Briefing {
	var digest []store.Paragraph
	for i, d := range []string{
		"The bridge of Balkh fell to the Red Group; four or more died.",
		"Two fires at the mill of Kabul killed twenty. The miller means to stay.",
		"Blue Front and Red Group negotiate. Thirty dead are counted for half a year.",
	} {
		digest = append(digest, store.Paragraph{Number: i + 1, Digest: d, Passage: cite(i+1, testParagraphs()[i])})
	}
	digest[1].Remark = "Read the toll with care."
	return store.Briefing{
		Source: store.Source{ID: "valley-talks", Kind: "article", Title: testTitle, Published: date("2020-07", store.Stated, ""), Digest: digest},
		Actors: testActors(), Provinces: testProvinces(), Events: testEvents(),
		Quotes: []store.Quote{
			{ID: "valley-talks/mill", Text: "We will not leave the mill,", Speaker: store.ActorRef{ID: "valley-talks/miller", Name: "Miller of Kabul"},
				SpeakerAs: "the miller", Event: "valley-talks/first-fire", Date: date("2020-05", store.Stated, ""),
				Province: &store.ProvinceRef{ID: "AF-KAB", Code: "AF-KAB", Name: "Kabul"}, Mentions: []string{"ministry"},
				Cites: []store.Citation{cite(2, "“We will not leave the mill,” the miller said.")}},
			{ID: "valley-talks/talk", Text: "Talks are better than bridges, and whoever has seen the valley in the spring will know what we talk about when we talk of it.",
				Speaker: store.ActorRef{ID: "tester-one", Name: "Tester One"}, Cites: []store.Citation{cite(3, "Since June")}},
		},
	}
}

// attachedLibrary is a library whose article is attached.
type attachedLibrary struct{ *store.Library }

func (l attachedLibrary) Text(source string) (store.Text, bool, error) {
	if source != "valley-talks" {
		return store.Text{}, false, nil
	}
	text := store.Text{Body: testBody(), Title: store.Span{End: len(testTitle)}, Anchors: map[store.Span]store.Span{}}
	at := len(testTitle) + 2
	for i, p := range testParagraphs() {
		n := len([]rune(p))
		text.Paragraphs = append(text.Paragraphs, store.TextParagraph{Number: i + 1, Span: store.Span{Start: at, End: at + n}})
		at += n + 2
	}
	for _, c := range l.CitedIn(source) {
		text.Anchors[c.Citation.Span()] = c.Citation.Span()
	}
	return text, true, nil
}

func testLibrary(tb testing.TB) *store.Library {
	tb.Helper()
	b := testBriefing()
	if err := b.Validate(); err != nil {
		tb.Fatal(err)
	}
	return store.InMemory(b)
}
