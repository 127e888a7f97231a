package tui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A flow is walked as a list of all its lines would be.
func TestFlowIsOneList(t *testing.T) {
	d := document{}
	for n := range 40 {
		d.add(block{kind: proseBlock, paragraph: n/2 + 1, text: strings.Repeat("word ", n%7*5)})
	}
	f := newFlow(&d, 20, func(int) []inserted { return nil })
	var all []spot
	f.from(spot{}, 1<<20, func(s spot, _ readerLine) bool { all = append(all, s); return true })
	if last := f.last(); last != all[len(all)-1] {
		t.Fatalf("the last line is %v, want %v", last, all[len(all)-1])
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		from, by := rnd.IntN(len(all)), rnd.IntN(2*len(all))-len(all)
		want := all[max(0, min(from+by, len(all)-1))]
		if got := f.move(all[from], by); got != want {
			t.Fatalf("%d lines from %v: %v, want %v", by, all[from], got, want)
		}
		if got, want := f.count(all[from], 30), min(30, len(all)-from); got != want {
			t.Fatalf("%d lines from %v, want %d", got, all[from], want)
		}
	}
}

// Signs stand in the lines, and the lines know what they show of the text
// without them.
func TestSignsAreNotOfTheText(t *testing.T) {
	text := "The Red Group took the bridge from the Blue Front of the valley"
	signs := []inserted{{13, "[r]", 3}, {49, "[b]", 4}}
	d := document{}
	d.add(block{kind: proseBlock, text: text})
	for room := 4; room < 90; room++ {
		f := newFlow(&d, room, func(int) []inserted { return signs })
		shown := ""
		for _, l := range f.of(0) {
			bare := l.text
			for i := len(l.signs) - 1; i >= 0; i-- {
				s := l.signs[i]
				bare = bare[:s.at] + bare[min(len(bare), s.at+len(s.text)):]
			}
			if got := text[l.span.Start:l.span.End]; room > 15 && got != bare {
				t.Errorf("%d cells: a line of %q says it shows %q", room, bare, got)
			}
			shown += l.text
		}
		if !strings.Contains(strings.ReplaceAll(shown, " ", ""), "Group[r]took") {
			t.Errorf("%d cells: %q has no sign", room, shown)
		}
	}
}

// bulky is a library with an article of so many bytes attached to the test
// briefing.
type bulky struct {
	*store.Library
	text store.Text
}

func (b *bulky) Text(string) (store.Text, bool, error) { return b.text, true, nil }

func newBulky(tb testing.TB, bytes int) *bulky {
	var body strings.Builder
	var text store.Text
	place := 0
	for n := 1; body.Len() < bytes; n++ {
		p := strings.Repeat(fmt.Sprintf("On day %d the “Red Group” crossed the river at the old bridge, and nobody came. ", n), 5+n%9)
		body.WriteString(p + "\n\n")
		length := len([]rune(p))
		text.Paragraphs = append(text.Paragraphs, store.TextParagraph{Number: n, Span: store.Span{Start: place, End: place + length}})
		place += length + 2
	}
	text.Body = body.String()
	text.Anchors = make(map[store.Span]store.Span)
	for i, c := range testLibrary(tb).CitedIn("valley-talks") {
		p := text.Paragraphs[len(text.Paragraphs)*(i%50)/50].Span
		text.Anchors[c.Citation.Span()] = store.Span{Start: p.Start + 5, End: p.Start + 40}
	}
	return &bulky{testLibrary(tb), text}
}

// What a long article costs is what is seen of it.
func TestLongArticleIsReadByTheScreen(t *testing.T) {
	d := drive(t, newBulky(t, 4<<20), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("j", "j", "o")
	laid := func() (n int) {
		for _, lines := range d.m.reader.flow.lines {
			if lines != nil {
				n++
			}
		}
		return n
	}
	blocks := len(d.m.reader.doc.blocks)
	if blocks < 4000 {
		t.Fatalf("%d blocks", blocks)
	}
	d.press("pgdown", "pgdown", ">", "pgup", "<", "n", "n")
	if n := laid(); n > 300 {
		t.Errorf("%d of %d blocks were laid out", n, blocks)
	}
	d.press("/", "old bri")
	if n := laid(); n > 300 || len(d.m.reader.hits) < 20000 {
		t.Errorf("%d of %d blocks were laid out, %d hits", n, blocks, len(d.m.reader.hits))
	}
	d.press("enter", "n", "n")
	d.want("“old bri” ", " of "+grouped(len(d.m.reader.hits)))
}

// BenchmarkLongArticle is what an article of 4 MB costs: to open, to page in, to
// search, with each frame.
func BenchmarkLongArticle(b *testing.B) {
	lib := newBulky(b, 4<<20)
	d := benchmarkModel(b, lib, "o")
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			msg := documentCmd(lib, d.m.reader.seq, passage{record: d.m.reader.from})()
			d.m.Update(msg)
			d.m.View()
		}
	})
	for _, c := range [][3]string{{"page", "pgdown", "pgup"}, {"end", "end", "home"}, {"line", "j", "k"}} {
		b.Run(c[0], func(b *testing.B) {
			keys := []tea.Msg{keyMsg(c[1]), keyMsg(c[2])}
			for i := 0; b.Loop(); i++ {
				d.m.Update(keys[i%2])
				d.m.View()
			}
		})
	}
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			d.m.reader.search("old bri")
			d.m.View()
		}
	})
}
