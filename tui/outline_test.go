package tui

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// The outline lists every paragraph with what rests on it; the text goes along
// with its cursor, Enter stays there, Esc returns.
func TestOutline(t *testing.T) {
	d := drive(t, longSource(), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("o")
	top := d.m.reader.top
	d.press("O")
	d.want("Outline", "of 60", "They crossed at the ford.")
	d.press(">")
	if p := d.m.reader.paragraph(); p < 50 {
		t.Errorf("at the last row paragraph %d is read", p)
	}
	d.press("esc")
	if d.m.reader.top != top || d.m.view() != viewReader {
		t.Errorf("Esc led to %v in view %v, want %v", d.m.reader.top, d.m.view(), top)
	}
	d.press("O", "<", "j", "j", "enter")
	if p := d.m.reader.paragraph(); p != 3 || d.m.view() != viewReader {
		t.Errorf("paragraph %d is read in view %v, want 3", p, d.m.view())
	}
	d.press("O", "esc", "esc")
	if d.m.view() != viewLists {
		t.Errorf("view %v after going back", d.m.view())
	}
}

func TestOutlineCounts(t *testing.T) {
	d := plainDriver(t, 80, 24)
	d.press("o")
	for p, want := range map[int]sum{1: {events: 2}, 2: {2, 1}, 3: {3, 1}} {
		if got := d.m.reader.doc.sums()[p]; got != want {
			t.Errorf("paragraph %d: %+v, want %+v", p, got, want)
		}
	}
	d.press("O")
	d.want("Outline", "3 of 3", "2·1")
	d.lack("Digest")
}

// The outline of a long article makes no more of it fit for the screen than is
// seen.
func TestOutlineOfALongArticle(t *testing.T) {
	d := drive(t, newBulky(t, 1<<20), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("o", "O", "pgdown", ">", "<", "enter")
	made := 0
	for _, b := range d.m.reader.doc.blocks {
		if b.cut == nil {
			made++
		}
	}
	if made > 300 {
		t.Errorf("%d of %d blocks were made", made, len(d.m.reader.doc.blocks))
	}
}

// Beside the reader stand the records that rest on the paragraph, by the numbers
// they have in the text.
func TestCitesBesideTheReader(t *testing.T) {
	d := drive(t, attachedLibrary{testLibrary(t)}, 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("j", "j", "j", "o")
	d.want("Rests on ¶2", "1  First fire at the mill", "2  Second fire at the mill", "³·⁴A")
	c := d.m.pages[viewCites].(*cites)
	if n := len(c.records()); n != 3 {
		t.Errorf("%d records rest on the paragraph", n)
	}
	d.press("tab")
	if got := d.m.reader.doc.stops[d.m.reader.stop].number; got != 2 {
		t.Errorf("tab went to number %d", got)
	}
	d.press("A") // no letters between numbers and words
	d.want("¹")
	d.send(tea.WindowSizeMsg{Width: 100, Height: 40})
	d.lack("Rests on ¶2", "¹")
	d.press("d")
	d.want("1. 1–31 May 2020", "2. 1–31 May 2020")
}

// Going to a record and back leaves the text as it was.
func TestThereAndBack(t *testing.T) {
	d := drive(t, newBulky(t, 1<<18), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("j", "j", "o", "n", "n", "j", "j")
	r := &d.m.reader
	top, stop := r.anchor(), r.stop
	if top.block == 0 {
		t.Fatal("the text was not scrolled: the test shows nothing")
	}
	d.press("enter")
	if d.m.view() == viewReader {
		t.Fatal("Enter leads to no record")
	}
	d.press("o")
	if got := r.anchor(); got.block != top.block || got.span != top.span || r.stop != stop {
		t.Errorf("back at %v with citation %d, want %v with %d", got, r.stop, top, stop)
	}
}

// What was last read of a source is found again, while the program runs and
// after it.
func TestReadingPlaces(t *testing.T) {
	d := drive(t, longSource(), 80, 24, Options{Theme: "none"}, surroundings{})
	d.press("o", "pgdown", "pgdown")
	at := d.m.reader.paragraph()
	if at < 5 {
		t.Fatalf("paragraph %d is read: the test shows nothing", at)
	}
	d.press("esc", "o")
	if p := d.m.reader.paragraph(); p == at {
		t.Fatal("the reader opens on what was read, not on the record")
	}
	first := d.m.reader.paragraph()
	d.press(";")
	if p := d.m.reader.paragraph(); p > at || p < at-4 {
		t.Errorf("; leads to paragraph %d, want %d in sight", p, at)
	}
	d.press(";")
	if p := d.m.reader.paragraph(); p != first {
		t.Errorf("; leads back to paragraph %d, want %d", p, first)
	}

	next := drive(t, longSource(), 80, 24, Options{Theme: "none"}, surroundings{})
	next.m.setPlaces(map[string]int{"valley-talks": 31})
	next.run(next.m.read(passage{source: "valley-talks"}))
	seen := false
	for _, l := range next.m.reader.flow.lines {
		for _, line := range l {
			seen = seen || line.block >= 0 && next.m.reader.doc.blocks[line.block].paragraph == 31
		}
	}
	if !seen || next.m.places()["valley-talks"] < 25 {
		t.Errorf("a source opens on paragraph %d, want 31 in sight", next.m.reader.paragraph())
	}
}

// Names of actors are marked wherever they stand, in letters that the last line
// explains; A takes the marks away.
func TestActorLetters(t *testing.T) {
	d := drive(t, attachedLibrary{testLibrary(t)}, 80, 24, Options{}, inColour())
	d.press("o")
	d.want("Red Groupʳ took", "Blue Frontˡ and", "ʳ Red Group  ˡ Blue Front")
	d.press("/", "red group", "enter")
	d.want("1 of 2")
	d.press("esc", "A")
	d.want("Red Group took")
	d.lack("ʳ")

	b := testBriefing()
	b.Source.Digest[0].Digest = "RG and the Blu Front, not the rg, met Tester One's men."
	d = drive(t, store.InMemory(b), 80, 24, Options{Theme: "none", ASCII: true}, surroundings{})
	d.press("o", "home")
	d.want("RG[r] and the Blu Front[l], not the rg, met Tester One[t]'s men.")
}
