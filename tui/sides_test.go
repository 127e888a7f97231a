package tui

import (
	"testing"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// Of a title of two sides both can be read, however little room there is.
func TestFitSides(t *testing.T) {
	const long, longer = "Government of the Northern Valley", "Military faction (forces of the bridge)"
	for _, c := range []struct {
		title string
		width int
		want  string
	}{
		{long + " – Civilians", 60, long + " – Civilians"},
		{long + " – Civilians", 34, "Government of t…Valley – Civilians"},
		{"Civilians – " + longer, 34, "Civilians – Military facti…bridge)"},
		{long + " – " + longer, 40, "Government o…Valley – Military f…bridge)"},
		{"The bridge of the valley is taken", 20, "The bridge of the valley is taken"},
		{long + " – Civilians", 8, long + " – Civilians"},
	} {
		got, _ := fitSides(c.title, nil, c.width, cutMark)
		if got != c.want {
			t.Errorf("%q in %d cells: %q, want %q", c.title, c.width, got, c.want)
		}
		if got != c.title && cells.Width(got) > c.width {
			t.Errorf("%q is wider than %d", got, c.width)
		}
	}
}

// What a search found stays lit where it is still seen.
func TestFitSidesMovesHits(t *testing.T) {
	title := "Government of the Northern Valley – Civilians"
	found := func(word string) []store.Span {
		var hits []store.Span
		store.Find(title, word, func(s store.Span) { hits = append(hits, s) })
		return hits
	}
	for word, want := range map[string]string{"Government": "Government", "Valley": "Valley", "Civilians": "Civilians", "Northern": ""} {
		short, hits := fitSides(title, found(word), 34, cutMark)
		got := ""
		for _, s := range hits {
			got += string([]rune(short)[s.Start:s.End])
		}
		if got != want {
			t.Errorf("%q is lit as %q in %q", word, got, short)
		}
	}
}

// The list shows both sides and the telling end of a long place, in every size.
func TestRowsShowBothSides(t *testing.T) {
	b := dataSet(1)
	b.Events = b.Events[:1]
	e := &b.Events[0]
	e.Title = "Government of the Northern Valley Republic and of the Coast – Military faction (forces of the bridge)"
	e.Province, e.Place = nil, "Northern Valley Republic, Coast"
	for _, size := range [][2]int{{120, 40}, {80, 24}, {48, 20}} {
		d := drive(t, store.InMemory(b), size[0], size[1], Options{Theme: "none"}, surroundings{})
		d.want("Government", "– ", "Military", "bridge)", "Coast")
	}
}
