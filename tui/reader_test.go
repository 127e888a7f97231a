package tui

import (
	"strings"
	"testing"

	"fieldbrief/store"
)

// readText opens the attached text from the record at a place of the events.
func readText(t *testing.T, w, h, event int) *driver {
	t.Helper()
	d := drive(t, attachedLibrary{testLibrary(t)}, w, h, Options{}, inColour())
	for range event {
		d.press("j")
	}
	d.press("o", "A")
	return d
}

// All passages of the record one came from are lit, those of others are not.
func TestOwnPassagesAreLit(t *testing.T) {
	d := readText(t, 120, 40, 2)
	th, frame := d.m.theme, d.m.View()
	if !strings.Contains(frame, th.now.on+"the Red Group took the bridge of Balkh") || !strings.Contains(frame, th.lit.on+"At least") {
		t.Errorf("the record's own passages are not lit:\n%q", frame)
	}
	for _, other := range []string{"Nobody claimed it", "The mill of Kabul burned"} {
		if strings.Contains(frame, th.lit.on+other) || strings.Contains(frame, th.now.on+other) {
			t.Errorf("%q of another record is lit", other)
		}
	}
	if !strings.Contains(frame, th.faint.on+"│"+th.faint.off) {
		t.Error("passages of other records have no mark in the margin")
	}
}

// n and N walk the passages of the record one came from, round and round; tab
// those of all.
func TestOwnCitationsAreWalked(t *testing.T) {
	d := readText(t, 120, 40, 2)
	d.want("citation 1 of 2")
	d.press("n")
	d.want("citation 2 of 2")
	d.press("n")
	d.want("citation 1 of 2")
	d.press("N")
	d.want("citation 2 of 2")
	d.press("tab")
	if at := d.m.reader.at().id; at == "valley-talks/bridge" {
		t.Errorf("tab stays on %s", at)
	}
	d.want("citation of: ")
	d.press("shift+tab")
	d.want("citation 2 of 2")
}

// From a record with a single passage n goes on to those of others and says
// whose they are.
func TestOneCitationLeadsToOthers(t *testing.T) {
	d := readText(t, 120, 40, 3)
	d.lack("citation")
	d.press("n")
	if at := d.m.reader.at().id; at != "valley-talks/second-fire" {
		t.Fatalf("n led to %s", at)
	}
	d.want("citation of: Second fire at the mill of Kabul")
	d.press("enter")
	if at := d.m.events.chosen().id; at != "valley-talks/second-fire" {
		t.Errorf("jumped to %s", at)
	}
}

// longSource is a source of many paragraphs, the word "ford" in every tenth,
// "forest" in one below all of them.
func longSource() *store.Library {
	b := testBriefing()
	b.Source.Digest = nil
	for n := range 60 {
		text := "Nothing to tell of this day."
		switch {
		case n%10 == 5:
			text = "They crossed at the ford."
		case n == 48:
			text = "They hid in the forest."
		}
		b.Source.Digest = append(b.Source.Digest, store.Paragraph{Number: n + 1, Digest: text, Passage: store.Citation{Source: b.Source.ID, Paragraph: n + 1}})
	}
	return store.InMemory(b)
}

// A search looks on from where it was begun, whatever is typed on the way; Esc
// returns there.
func TestReaderSearchKeepsItsPlace(t *testing.T) {
	d := drive(t, longSource(), 80, 24, Options{Theme: "none"}, surroundings{})
	d.press("o", "pgdown", "pgdown", "j")
	top := d.m.reader.top
	found := func(want int) {
		t.Helper()
		if at := d.m.reader.paragraph(); at != want {
			t.Errorf("%q found in paragraph %d, want %d", d.m.reader.query, at, want)
		}
	}
	d.press("/", "f")
	first := d.m.reader.paragraph()
	d.press("o", "r")
	found(first)
	d.press("e")
	found(49)
	d.press("backspace")
	found(first)
	d.press("esc")
	if d.m.reader.top != top || d.m.reader.query != "" {
		t.Errorf("Esc led to line %v with %q, want %v", d.m.reader.top, d.m.reader.query, top)
	}
	d.press("/", "forest", "enter")
	found(49)
	d.press("/", "nowhere", "esc")
	if d.m.reader.query != "forest" {
		t.Errorf("Esc left the search %q, want the one before", d.m.reader.query)
	}
	d.press("esc", ">", "/", "ford", "enter")
	found(56)
	d.press("n")
	found(6)
}

// The hit one stands on does not look like a cited passage.
func TestHitsDifferFromCitations(t *testing.T) {
	for _, profile := range []surroundings{inColour(), {profile: noColours}, {background: "light"}, {}} {
		th := newTheme(profile.background, profile.profile, false)
		if th.hitNow == th.now || th.hitNow == th.lit || th.hit == th.lit {
			t.Errorf("%+v: hits look like citations", profile)
		}
	}
}

func TestRemarksAreNamed(t *testing.T) {
	d := drive(t, testLibrary(t), 120, 40, Options{}, inColour())
	d.press("o")
	th := d.m.theme
	if frame := d.m.View(); !strings.Contains(frame, th.remark.on+"remark: "+th.remark.off+"Read the toll with care.") {
		t.Errorf("the remark is not set off:\n%q", frame)
	}
}
