package tui

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A line that cannot be read is never kept as something else, not even when
// the answer to what stood there before comes late.
func TestUnreadableLineIsNotKept(t *testing.T) {
	d := drive(t, testLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("/", "since:187")
	d.hold = true
	d.press("0")
	d.hold = false
	held := d.held
	d.held = nil
	d.press("-0")
	for _, cmd := range held {
		d.run(cmd)
	}
	d.press("enter")
	if d.m.view() != viewSearch {
		t.Error("the search line was closed")
	}
	d.press("esc")
	d.wantFilter("")
}

// Cursors come back to where they were before a word was typed and erased.
func TestCursorsComeBack(t *testing.T) {
	d := drive(t, testLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("j", "j", "j")
	before := d.m.cursors()
	d.press("/", "bridge")
	if d.m.cursors() == before {
		t.Fatal("the word leaves the cursor where it was: the test shows nothing")
	}
	for range "bridge" {
		d.press("backspace")
	}
	if got := d.m.cursors(); got != before {
		t.Errorf("cursors on %v, want %v", got, before)
	}
}

// After a search that fails, the next step starts from what is on the screen.
func TestStepAfterFailedSearch(t *testing.T) {
	lib := &failing{testLibrary(t), func() error { return nil }}
	d := drive(t, lib, 120, 40, Options{Theme: "none"}, surroundings{})
	lib.fail = func() error { return errors.New("block 7 is damaged") }
	d.press("1", " ")
	lib.fail = func() error { return nil }
	d.wantFilter("")
	d.press("u")
	d.wantFilter("")
}

// What was left by Esc is not applied when the names come.
func TestPickerLeftBeforeNames(t *testing.T) {
	d := drive(t, testLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.hold = true
	d.press("p", "balk", "enter", "esc")
	d.release(false)
	d.wantFilter("")
}

// An open reader takes up an article that was attached meanwhile.
func TestReaderTakesUpText(t *testing.T) {
	var next Library
	opts := Options{Theme: "none", Reopen: func(Library) (Library, error) { l := next; next = nil; return l, nil }}
	d := drive(t, testLibrary(t), 120, 40, opts, surroundings{})
	d.press("o", "A")
	d.want("import ARTICLE")
	next = attachedLibrary{testLibrary(t)}
	d.send(tickMsg{})
	d.lack("import ARTICLE")
	d.want("On 3 March 2020 ¹the Red Group took the bridge")
}

// Quotes that only lack a date are told of.
func TestUndatedQuotes(t *testing.T) {
	d := drive(t, testLibrary(t), 120, 40, Options{Theme: "none", Filter: store.Filter{Since: "2021"}}, surroundings{})
	if n := d.m.find.found.undated; n == 0 || d.m.quotes.n != 0 {
		t.Fatalf("%d quotes pass, %d lack a date", d.m.quotes.n, n)
	}
	d.want("without a date, left out by the dates of the filter")
}

// A page pasted by mistake is cut with a word about it, and does not hold up
// what comes after.
func TestPastedPage(t *testing.T) {
	d := drive(t, testLibrary(t), 80, 24, Options{Theme: "none"}, surroundings{})
	d.press("/")
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(strings.Repeat("page ", 20_000)), Paste: true})
	d.want("the line takes 1000 letters")
	if n := len(d.m.prompt.input.clusters); n != longestInput {
		t.Errorf("%d letters in the line", n)
	}
	d.press("esc")
	d.wantFilter("")
}
