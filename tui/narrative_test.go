package tui

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fieldbrief/store"
)

// The narrative steps through the events in order, and the list goes with it.
func TestNarrative(t *testing.T) {
	d := plainDriver(t, 120, 40)
	d.press("j", "j", "v")
	d.want("Narrative · The Valley Talks", "3 of 7 · ¶1 of 3", "The Red Groupʳ takes the bridge of Balkh")
	d.press("]")
	d.want("4 of 7", "1–31 May 2020  First fire at the mill of Kabul")
	d.press(" ", "n", "[")
	d.want("5 of 7", "Second fire at the mill of Kabul")
	d.press("esc")
	if d.m.view() != viewLists || d.m.focus.pane != eventsPane || d.m.events.cursor != 4 {
		t.Errorf("back in view %v on row %d", d.m.view(), d.m.events.cursor)
	}
	d.press("v", ">")
	d.want("7 of 7", "undated")
	d.press("]")
	d.want("this is the last event")
	d.press("<", "[")
	d.want("this is the first event", "1 of 7")
}

// It begins at the event under the cursor of the timeline, of the detail, and
// goes back to where it was opened.
func TestNarrativeFromElsewhere(t *testing.T) {
	d := plainDriver(t, 80, 24)
	d.press("j", "j", "enter", "v")
	d.want("3 of 7")
	d.press("esc", "t", "v")
	d.want("3 of 7")
	d.press("]", "esc")
	if d.m.view() != viewTimeline || d.m.events.cursor != 3 {
		t.Errorf("back in view %v on row %d", d.m.view(), d.m.events.cursor)
	}
	d.press("esc", "esc", "p", "zab", "enter", "v")
	d.want("there is nothing to step through")
}

// The text is read on in the reader, the record in the detail, and both lead
// back to the event one went on to.
func TestNarrativeAndWhatIsOpenedOverIt(t *testing.T) {
	d := drive(t, attachedLibrary{testLibrary(t)}, 80, 24, Options{Theme: "none"}, surroundings{})
	d.press("j", "j", "v", "o")
	d.want("Source text", "citation 1 of")
	d.press("]")
	if at := d.m.reader.at().id; d.m.view() != viewReader || at != "valley-talks/first-fire" {
		t.Errorf("] leads to %q in view %v", at, d.m.view())
	}
	d.press("esc")
	d.want("Narrative", "4 of 7")
	d.press("enter", "n", "esc")
	d.want("Narrative", "5 of 7")
	d.press("d")
	d.want("Two fires at the mill of Kabul killed twenty.")
	d.press("]")
	d.want("6 of 7", "negotiate")
}

// Where another source goes on, the title and a notice say so.
func TestNarrativeCrossesSources(t *testing.T) {
	d := drive(t, store.InMemory(testBriefing(), dataSet(300)), 120, 40, Options{Theme: "none"}, surroundings{})
	r := d.m.find.found.result
	crossing := -1
	for i := range r.Events - 1 {
		pair, err := d.m.lib.Events(r, i, 2)
		if err != nil {
			t.Fatal(err)
		}
		if pair[0].Cites[0].Source != pair[1].Cites[0].Source {
			crossing = i
			break
		}
	}
	if crossing < 0 {
		t.Fatal("no source follows another: the test shows nothing")
	}
	d.m.events.to(crossing)
	d.press("v", "]")
	d.want("(before: ", "from here on: ", fmt.Sprintf("%d of %s", crossing+2, grouped(r.Events)))
}

// onlyNeighbours counts the events that are read.
type onlyNeighbours struct {
	Library
	read int
}

func (o *onlyNeighbours) Events(r *store.Result, offset, n int) ([]store.Event, error) {
	o.read += n
	return o.Library.Events(r, offset, n)
}

func (o *onlyNeighbours) Search(ctx context.Context, f store.Filter) (*store.Result, error) {
	return o.Library.Search(ctx, f)
}

// However many events there are, a step reads one and what the list has in
// sight; late answers to older steps are dropped.
func TestNarrativeOfManyEvents(t *testing.T) {
	lib := &onlyNeighbours{Library: newArithmetic(100_000)}
	d := drive(t, lib, 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("v")
	lib.read = 0
	for range 50 {
		d.press("]")
	}
	d.want("51 of 100,000")
	if lib.read > 50*300 {
		t.Errorf("%d events were read for 50 steps", lib.read)
	}
	d.press(">", "[")
	d.want("99,999 of 100,000")
	d.hold = true
	d.press("[", "[", "[")
	d.release(true)
	d.want("99,996 of 100,000")
}

// The narrative stays on its event under another filter, and ends where no event
// passes.
func TestNarrativeTakesUpAFilter(t *testing.T) {
	d := plainDriver(t, 80, 24)
	d.press("j", "j", "v", "enter", "p", "kab", "enter")
	d.want("Narrative", "1 of 2", "First fire")
}

// The row of a data set reads as a passage: the news first, then what happened,
// how well that is known, and the other columns together; nothing is said of the
// data set again.
func TestNarrativeOfARow(t *testing.T) {
	b := dataSet(3)
	for i := range b.Events {
		b.Events[i].Summary = "Near the mill · " + b.Events[i].Cites[0].Headline
	}
	d := drive(t, store.InMemory(b), 80, 24, Options{Theme: "none"}, surroundings{})
	d.press("v", "]")
	d.want("Clashes near a town · Valley Wire", "more: Near the mill", "clarity: within about 25 km of the place (where_prec 2)", "conflict_name: Country", "empty: gwno_of")
	d.lack("data set ·", "wounded")
	order := []string{"Clashes", "event: ", "date: ", "place: ", "actors: ", "killed: ", "clarity: ", "cited: ", "conflict_name: ", "id: "}
	frame, at := d.frame(), 0
	for _, text := range order {
		to := strings.Index(frame[at:], text)
		if to < 0 {
			t.Fatalf("no %q where it belongs:\n%s", text, frame)
		}
		at += to
	}
	second := strings.Index(frame, "side a")
	line := strings.Split(frame[second:], "\n")[1]
	if !strings.Contains(line, "        Front") {
		t.Errorf("the second actor does not hang under the first: %q", line)
	}
}

// longDigest is a briefing whose paragraphs have many records and long digests.
func longDigest() store.Briefing {
	b := testBriefing()
	for i := range b.Source.Digest {
		b.Source.Digest[i].Digest = fmt.Sprintf("Start of %d. ", i+1) + strings.Repeat("The talks went on at the bridge and in the town. ", 12)
	}
	return b
}

// On a small screen what is read begins at the top: the paragraph of a digest,
// whatever lists stand below it, in a text the paragraph or the passage.
func TestNarrativeBeginsAtTheTop(t *testing.T) {
	d := drive(t, store.InMemory(longDigest()), 48, 20, Options{Theme: "none"}, surroundings{})
	d.press("j", "j", "v")
	for range 3 {
		n := d.m.pages[viewNarrative].(*narrative)
		if top := n.reader.flow.at(n.reader.top); !top.first || n.reader.doc.blocks[top.block].kind != proseBlock {
			t.Errorf("event %d begins at %q", n.at+1, top.text)
		}
		d.press("]")
	}
}

// A text is opened at the start of the paragraph.
func TestReaderBeginsWithTheParagraph(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 24}, {48, 20}} {
		d := drive(t, store.InMemory(longDigest()), size[0], size[1], Options{Theme: "none"}, surroundings{})
		d.press("j", "j", "o")
		r := &d.m.reader
		top := r.flow.at(r.top)
		if !r.standing() || !top.first || r.doc.blocks[top.block].paragraph != r.paragraph() {
			t.Errorf("%v: begins with %q", size, top.text)
		}
	}
}
