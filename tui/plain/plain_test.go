package plain

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fieldbrief/seed"
	"fieldbrief/store"
	"fieldbrief/tui"
)

func shipped(tb testing.TB) *store.Library {
	tb.Helper()
	b, err := seed.Default()
	if err != nil {
		tb.Fatal(err)
	}
	return store.InMemory(b)
}

// spoken gives what a session prints to lines.
func spoken(tb testing.TB, lib tui.Library, opts Options, lines ...string) string {
	tb.Helper()
	var out bytes.Buffer
	in := strings.NewReader(strings.Join(lines, "\n") + "\n")
	if err := Run(tb.Context(), lib, opts, in, &out); err != nil {
		tb.Fatal(err)
	}
	return out.String()
}

// answers gives what is printed to each of the lines.
func answers(tb testing.TB, lib tui.Library, lines ...string) []string {
	tb.Helper()
	var all []string
	answer := ""
	for line := range strings.Lines(spoken(tb, lib, Options{}, lines...)) {
		for _, prompt := range []string{"help> "} {
			if before, rest, found := strings.Cut(line, prompt); found && !strings.Contains(before, ": ") {
				all, line, answer = append(all, answer), rest, ""
			}
		}
		answer += line
	}
	return append(all, answer)
}

func TestMarks(t *testing.T) {
	lib := shipped(t)
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"bookmark"}, "Open an event, a quote, an actor, a province or a paragraph first"},
		{[]string{"events", "20", "bookmark"}, "Bookmarked. It is not kept after the end."},
		{[]string{"events", "20", "again"}, "You have bookmarked this."},
		{[]string{"filter marked:yes", "events"}, "Events: 1. Filter: what you have marked"},
		{[]string{"events", "20", "note who says so?", "again"}, "Your note: who says so?"},
		{[]string{"events", "20", "bookmark"}, "The bookmark is taken off."},
		{[]string{"events", "20", "note"}, "There is no note on this now."},
		{[]string{"actors", "2", "note of an actor", "again"}, "Your note: of an actor."},
		{[]string{"filter marked:yes"}, "Nothing matches."},
	} {
		all := answers(t, lib, c.lines...)
		if got := all[len(all)-1]; !strings.Contains(got, c.want) && !strings.Contains(all[len(all)-2], c.want) {
			t.Errorf("%q: %q, want %q", c.lines, got, c.want)
		}
	}
}

// What each line is answered with: of several lines the last.
func TestAnswers(t *testing.T) {
	lib := shipped(t)
	for _, c := range []struct {
		lines []string
		want  []string
	}{
		{[]string{"1"}, []string{"Events, 1 to 10 of 22. Filter: none.\n1. ", "\n10. "}},
		{[]string{"events", "next", "NEXT"}, []string{"Events, 21 to 22 of 22.", "\n22. "}},
		{[]string{"events", "last", "next"}, []string{"There is nothing after this."}},
		{[]string{"events", "previous"}, []string{"There is nothing before this."}},
		{[]string{"events", "20"}, []string{"20 of 22. Event: Blasts", "Killed: at least 12.\n", "Wounded: not given.\n", "Who: ISIS-K, claimant", "Cited: Confronting The Taliban, paragraph 12.\n"}},
		{[]string{"events ۲۰"}, []string{"20 of 22. Event: Blasts"}},
		{[]string{"events", "20", "next"}, []string{"21 of 22. Event: "}},
		{[]string{"events", "20", "next", "back"}, []string{"Events, 21 to 22"}},
		{[]string{"events", "20", "3"}, []string{"3 of 22. Event: "}},
		{[]string{"events", "99"}, []string{"There is no number 99: Events has 22."}},
		{[]string{"events", "20", "read"}, []string{"Paragraph 12 of Confronting The Taliban, digest:\n", "Remark: No year", "Rests on it: quote “The soldiers"}},
		{[]string{"events", "20", "read", "next"}, []string{"Paragraph 13 of"}},
		{[]string{"events", "20", "read", "2"}, []string{"Paragraph 2 of"}},
		{[]string{"events", "20", "read", "88"}, []string{"There is no paragraph 88; the last one is 17."}},
		{[]string{"events", "20", "read", "back", "back", "back", "back"}, []string{"This is the menu"}},
		{[]string{"events", "20", "cite"}, []string{"Confronting The Taliban, paragraph 12."}},
		{[]string{"read"}, []string{"Open a record first"}},
		{[]string{"filter province:Balkh"}, []string{"2 of 22 events, 1 of 6 quotes, at least 21 killed.\n", "Filter: province Balkh."}},
		{[]string{"province:Balkh", "events"}, []string{"Events: 2. Filter: province Balkh.\n1. 21 April 2022, inferred. Blasts"}},
		{[]string{"province:Balkh", "filter group:ISIS-K", "filter"}, []string{"Parts of the filter: 2.", "\n1. province Balkh.\n2. actor ISIS-K.\n"}},
		{[]string{"province:Balkh", "find mosque", "drop 1", "events"}, []string{"the words “mosque”"}},
		{[]string{"province:Balkh", "clear"}, []string{"22 events, 6 quotes"}},
		{[]string{"province:Balkh", "undo"}, []string{"22 events, 6 quotes"}},
		{[]string{"province:Balkh", "undo", "redo"}, []string{"2 of 22 events"}},
		{[]string{"undo"}, []string{"There is no filter step to take back."}},
		{[]string{"province:Balkh", "find nowhere"}, []string{"Nothing matches. Without the words “nowhere” there would be something"}},
		{[]string{"province:Balk"}, []string{`there is no province "Balk"; nearest: Balkh`}},
		{[]string{"since:never"}, []string{"Not understood: filter: since:never"}},
		{[]string{"filter !!!"}, []string{"holds no word to look for"}},
		{[]string{"since:2021", "until:2022-03", "since:2022"}, []string{"since 2022."}},
		{[]string{"provinces", "filter 1"}, []string{"1. chosen, Balkh, Afghanistan: 2 events, 1 quote.\n2. Kabul"}},
		{[]string{"provinces", "without 1"}, []string{"not province Balkh", "1. left out, Balkh"}},
		{[]string{"provinces", "filter 1", "only 2", "filter"}, []string{"Parts of the filter: 1.", "province Kabul."}},
		{[]string{"provinces", "filter 77"}, []string{"There is no number 77 in this list."}},
		{[]string{"events", "filter 3"}, []string{"Nothing here can be filtered by"}},
		{[]string{"provinces", "1"}, []string{"Province: Balkh, Afghanistan.", "Cited: Confronting The Taliban, paragraphs 12 and 13.", "Under the filter: 2 events, 1 quote."}},
		{[]string{"actors", "1", "filter 1"}, []string{"Filter: actor Taliban."}},
		{[]string{"kinds", "1"}, []string{"Filter: kind "}},
		{[]string{"sources"}, []string{"Sources: 1. Filter: none.\n"}},
		{[]string{"sources", "1", "read"}, []string{"Paragraph 1 of Confronting The Taliban"}},
		{[]string{"timeline"}, []string{"Years: ", "\n2. 1995 to 2000: no events.\n"}},
		{[]string{"timeline", "last", "2"}, []string{"There are no events in it."}},
		{[]string{"since:2022 until:2022", "timeline", "filter 2"}, []string{"2022"}},
		{[]string{"quotes", "1"}, []string{"1 of 6. Quote: “", "Speaker: "}},
		{[]string{"evnts"}, []string{"There is no word «evnts» here (did you mean events?)", "find evnts"}},
		{[]string{"events mosque"}, []string{"Filter: the words “mosque”.\n1. "}},
		{[]string{"actors province:Balkh"}, []string{"2 of 22 events", "Actors, 1 to 10 of", "Filter: province Balkh.\n1. "}},
		{[]string{"province:Balkh", "events province:Balkh"}, []string{"Events: 2. Filter: province Balkh.\n1. "}},
		{[]string{"actors province:Balk"}, []string{`there is no province "Balk"`}},
		{[]string{"/ mosque"}, []string{"Filter: the words “mosque”.\n"}},
		{[]string{"/"}, []string{"Type find and the words"}},
		{[]string{"mosque"}, []string{"Filter: the words “mosque”.\n"}},
		{[]string{"mosque province:Balkh"}, []string{"province Balkh", "the words “mosque”"}},
		{[]string{"province:Balkh", "menu"}, []string{"Kinds of events: 14, 2 with events or quotes."}},
		{[]string{"events", "20", "read", "cite"}, []string{"Confronting The Taliban, paragraph 12."}},
		{[]string{"events", "20", "read", "next", "cite"}, []string{"Confronting The Taliban, paragraph 13."}},
		{[]string{""}, []string{"Type a number"}},
		{[]string{"export"}, []string{"Nothing can be exported here."}},
		{[]string{"marks"}, []string{"Marks: none."}},
		{[]string{"bookmark"}, []string{"Open an event"}},
		{[]string{"events", "20", "bookmark"}, []string{"Bookmarked. It is not kept after the end."}},
		{[]string{"events", "19", "bookmark", "bookmark", "again"}, []string{"19 of 22."}},
		{[]string{"events", "20", "read 12", "note the mosque", "marks"}, []string{"Marks: 2. ", "1. passage On 21 April", "note: the mosque."}},
		{[]string{"marks", "1"}, []string{"Paragraph 12 of", "Your note: the mosque."}},
		{[]string{"marks", "2"}, []string{"2 of 2. Event: Blasts", "You have bookmarked this."}},
		{[]string{"marked:yes", "events"}, []string{"Events: 1. Filter: what you have marked."}},
		{[]string{"marks", "1", "note", "marks"}, []string{"Marks: 1. "}},
		{[]string{"area:36,66,37,68", "area:30,60,40,70", "filter"}, []string{"Parts of the filter: 1.", "1. area 30,60,40,70."}},
		{[]string{"help"}, []string{"\nquit, or exit or bye: end."}},
		{[]string{"quit", "events"}, nil},
	} {
		all := answers(t, lib, c.lines...)
		if c.lines[0] == "quit" {
			if len(all) != 2 || all[1] != "" {
				t.Errorf("quit is answered by %q", all)
			}
			continue
		}
		if len(all) != len(c.lines)+2 {
			t.Errorf("%q: %d answers: %q", c.lines, len(all)-2, all)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(all[len(c.lines)], want) {
				t.Errorf("%q: %q lacks %q", c.lines, all[len(c.lines)], want)
			}
		}
	}
}

// Every entry of a list is printed once by going through its pages.
// Values without events have a heading of their own, on every page.
func TestValuesWithoutEvents(t *testing.T) {
	lib := shipped(t)
	all := answers(t, lib, "filter province:Balkh", "actors", "next", "last")
	for _, answer := range all[2:5] {
		if n := strings.Count(answer, "Without events here:\n"); n != 1 {
			t.Errorf("%d headings in %s", n, answer)
		}
		_, without, _ := strings.Cut(answer, "Without events here:\n")
		kinds := store.ActorKinds()
		last := 0
		for _, line := range strings.Split(without, "\n") {
			name, found := strings.CutSuffix(line, ": 0 events.")
			if !found {
				continue
			}
			at := slices.IndexFunc(kinds, func(k store.ActorKind) bool { return strings.HasSuffix(name, ", "+string(k)) })
			if at < last {
				t.Errorf("%q out of the order of kinds", line)
			}
			last = at
		}
	}
	if all = answers(t, lib, "actors"); strings.Contains(all[len(all)-1], "Without events") {
		t.Error("a heading above values with events")
	}
}

func TestPagesLeaveNothingOut(t *testing.T) {
	lib := shipped(t)
	for _, list := range []string{"events", "quotes", "actors", "provinces", "kinds", "timeline"} {
		out := spoken(t, lib, Options{}, list, "next", "next", "next", "next")
		var numbers []string
		for line := range strings.Lines(out[strings.Index(out, "> ")+2:]) {
			line = line[strings.LastIndex(line, "> ")+1:]
			if n, _, found := strings.Cut(line, ". "); found && strings.Trim(n, "0123456789") == "" {
				numbers = append(numbers, n)
			}
		}
		if len(numbers) < 3 || len(slices.Compact(slices.Sorted(slices.Values(numbers)))) != len(numbers) {
			t.Errorf("%s: %d numbers: %v", list, len(numbers), numbers)
		}
	}
}

// Every word of help does something, and no two mean the same.
func TestWords(t *testing.T) {
	seen := map[string]string{}
	for _, c := range commands() {
		for _, w := range append([]string{c.word}, c.short...) {
			if seen[w] != "" {
				t.Errorf("%q is %s and %s", w, seen[w], c.word)
			}
			seen[w] = c.word
			if out := spoken(t, shipped(t), Options{}, w); strings.Contains(out, "There is no word") {
				t.Errorf("%q is not understood", w)
			}
		}
	}
}

// After a filter step each line is said once: a list stands under what was found,
// the menu as it was.
func TestFilterStepsAreSaidOnce(t *testing.T) {
	for _, lines := range [][]string{{"province:Balkh"}, {"province:Balkh", "clear"}, {"province:Balkh", "undo"}, {"find mosque"}, {"events", "find mosque"}} {
		answer := answers(t, shipped(t), lines...)[len(lines)]
		seen := map[string]bool{}
		for line := range strings.Lines(answer) {
			if seen[line] || line == "9. Help.\n" {
				t.Errorf("%q: %q says %q again", lines, answer, line)
			}
			seen[line] = true
		}
		if !strings.Contains(answer, "Filter: ") {
			t.Errorf("%q: %q does not tell the filter", lines, answer)
		}
	}
}

// A mark stands on the record opened last, also while its passage is read; on a
// paragraph that was gone to, it stands there.
func TestMarkOfWhatWasOpened(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"events", "20", "read"}, "Your note, on the event Blasts"},
		{[]string{"events", "20", "read 12"}, "Your note, on the paragraph: so."},
		{[]string{"events", "20", "read", "12"}, "Your note, on the paragraph: so."},
		{[]string{"events", "20", "read", "next"}, "Your note, on the paragraph: so."},
		{[]string{"sources", "1", "read"}, "Your note, on the paragraph: so."},
		{[]string{"events", "20"}, "Your note: so."},
	} {
		if got := answers(t, shipped(t), append(c.lines, "note so")...)[len(c.lines)+1]; !strings.HasPrefix(got, c.want) {
			t.Errorf("%q: %q, want %q", c.lines, got, c.want)
		}
	}
}

func TestGreetingFits(t *testing.T) {
	for _, line := range greeting() {
		if len(line) > 72 {
			t.Errorf("%q is wrapped by a terminal, in the midst of a word", line)
		}
	}
}

// The part of the killed that comes from counts over a period is told as a part.
func TestTollOfCounts(t *testing.T) {
	s := &session{result: &store.Result{Tolls: 3, Killed: 602, AtLeast: true, KilledInCounts: 397}}
	if got, want := s.toll(), "at least 602 killed, of these 397 in period counts"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestEcho(t *testing.T) {
	if out := spoken(t, shipped(t), Options{Echo: true}, "quotes"); !strings.Contains(out, "help> quotes\nQuotes: 6.") {
		t.Errorf("%q", out)
	}
}

func TestASCII(t *testing.T) {
	if out := spoken(t, shipped(t), Options{ASCII: true}, "quotes", "events", "1"); strings.ContainsAny(out, "“”–—’") {
		t.Errorf("%q", out)
	}
}

func TestExport(t *testing.T) {
	var got store.Filter
	opts := Options{Formats: []tui.ExportFormat{{Name: "md"}}, Export: func(_ tui.Library, f store.Filter, format string) (string, error) {
		if got = f; f.Text != "" {
			return "", errors.New("the disk is full")
		}
		return "file." + format, nil
	}}
	out := spoken(t, shipped(t), opts, "province:Balkh", "export pdf", "export MD", "find mosque", "export md")
	for _, want := range []string{"Type export and one of md.", "Written to file.md: 2 of 22 events", "could not be written: the disk is full."} {
		if !strings.Contains(out, want) {
			t.Errorf("%q lacks %q", out, want)
		}
	}
	if !slices.Equal(got.Provinces.Chosen, []string{"AF-BAL"}) {
		t.Errorf("exported under %v", got)
	}
}

func TestSourcesAreRemembered(t *testing.T) {
	var kept [][]string
	opts := Options{Remember: func(ids []string) { kept = append(kept, ids) }}
	spoken(t, shipped(t), opts, "sources", "filter 1", "province:Balkh", "undo", "undo")
	if len(kept) != 2 || !slices.Equal(kept[0], []string{seed.DefaultID}) || len(kept[1]) != 0 {
		t.Errorf("kept %v", kept)
	}
}

// A newer library is taken up between two lines.
func TestNewerLibrary(t *testing.T) {
	old, newer := store.InMemory(), shipped(t)
	out := spoken(t, old, Options{Reopen: func(present tui.Library) (tui.Library, error) {
		if present == tui.Library(newer) {
			return nil, nil
		}
		return newer, nil
	}}, "events", "quotes")
	if strings.Count(out, "The library has changed") != 1 || !strings.Contains(out, "Events, 1 to 10 of 22.") {
		t.Errorf("%q", out)
	}
}

// The end of the context ends a session that waits for a line.
func TestContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	defer out.Close()
	cancel()
	if err := Run(ctx, shipped(t), Options{}, in, io.Discard); !errors.Is(err, tui.ErrEnded) {
		t.Errorf("%v, want %v", err, tui.ErrEnded)
	}
}

func TestOneSlip(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"evnts", "events", true}, {"evetns", "events", true}, {"evemts", "events", true}, {"eevents", "events", true}, {"event", "events", true}, {"vent", "events", false}, {"quit", "next", false}, {"ab", "ba", true}} {
		if got := oneSlip(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

// Whatever is typed and whatever records hold, lines of text come out.
func FuzzLines(f *testing.F) {
	for _, lines := range []string{"events\n3\nread\nnext", "filter province:Balkh\nundo\nredo", "timeline\n1\n1", "\x1b[2J\n\u202e", "sources\nonly 1\nwithout 1\nclear", "find \"\n!\nprovince:\"", "actors\n9\nfilter 9\nnext\nback\nlast"} {
		f.Add(lines)
	}
	lib := shipped(f)
	f.Fuzz(func(t *testing.T, lines string) {
		out := spoken(t, lib, Options{Echo: true}, lines)
		for _, r := range out {
			if r != '\n' && (unicode.IsControl(r) || r == '\u202e') {
				t.Fatalf("%q prints %q", lines, r)
			}
		}
	})
}

// A line that is too long is refused, and what follows is read.
func TestLongLines(t *testing.T) {
	got := answers(t, shipped(t), strings.Repeat("a", longestLine+1), strings.Repeat("b", 1<<20), "kinds")
	if text := strings.Join(got, ""); strings.Count(text, "too long") != 2 || !strings.Contains(text, "Kinds of events") {
		t.Errorf("%.2000s", text)
	}
}
