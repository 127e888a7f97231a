package article_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"fieldbrief/seed/article"
	"fieldbrief/store"
)

// phrases are passages of lake-report.txt by paragraph.
var phrases = []struct {
	paragraph int
	text      string
}{
	{1, "On 3 March 2021 the River Guard"},
	{1, "four traders were dead and seventeen people had been wounded"},
	{1, "“We came for the tax office, not for the traders,” its commander Jane Roe told a local station"},
	{2, "Eastmere is the largest town of Lake Province"},
	{2, "calls the Guard “bandits”"},
	{2, "the relief agency OpenHand"},
	{3, "One week later a bomb hidden in a fish cart went off at the ferry landing of Northholm, in Hill Province"},
	{3, "At least nine passengers died"},
	{3, "“It was the Guard – who else has the boats?”"},
	{4, "café owner José Doe"},
	{4, "by the end of September it held 41 entries"},
	{5, "In late June the two sides met in the old school of Westbrook"},
	{5, "OpenHand’s clinic at Eastmere – the only one within a day’s walk"},
	{6, "Last year they"},
	{6, "“Last year they asked for a road. This year they ask for the province,” he said"},
	{7, "Last year they"},
	{7, "OpenHand counted 112 dead on all sides"},
}

// span finds the n-th occurrence of a phrase, from 0.
func span(t testing.TB, doc article.Document, phrase string, n int) store.Span {
	t.Helper()
	from := 0
	for ; n >= 0; n-- {
		i := strings.Index(doc.Body[from:], phrase)
		if i < 0 {
			t.Fatalf("%q is not in the text", phrase)
		}
		from += i + 1
	}
	start := len([]rune(doc.Body[:from-1]))
	return store.Span{Start: start, End: start + len([]rune(phrase))}
}

func cite(doc article.Document, paragraph int, s store.Span) store.Citation {
	return store.Citation{Source: "lake-report", Paragraph: paragraph, Start: s.Start, End: s.End,
		Passage: store.NewPassage([]rune(doc.Body), s)}
}

// lakeCites cites every phrase and, after them, every paragraph.
func lakeCites(t testing.TB) (doc article.Document, cites, whole []store.Citation) {
	t.Helper()
	doc = read(t, "lake-report.txt", load(t, "lake-report.txt"))
	seen := map[string]int{}
	for _, p := range phrases {
		cites = append(cites, cite(doc, p.paragraph, span(t, doc, p.text, seen[p.text])))
		seen[p.text]++
	}
	for i, p := range doc.Paragraphs {
		whole = append(whole, cite(doc, i+1, p))
	}
	return doc, cites, whole
}

func states(found []article.Found, state article.State) (list []string) {
	for i, f := range found {
		if f.State == state {
			name := fmt.Sprintf("¶%d", f.Cite.Paragraph)
			if i < len(phrases) {
				name += " " + phrases[i].text
			}
			list = append(list, name)
		}
	}
	return list
}

// exact fails where a found span does not hold the cited passage to the letter.
func exact(t *testing.T, doc article.Document, found []article.Found) {
	t.Helper()
	for _, f := range found {
		if f.State == article.Missing {
			if f.Span != (store.Span{}) || f.Paragraph != 0 {
				t.Errorf("a missing citation has place %v, ¶%d", f.Span, f.Paragraph)
			}
			continue
		}
		got := store.NewPassage([]rune(doc.Body), f.Span)
		if got.SHA256 != f.Cite.Passage.SHA256 {
			t.Errorf("¶%d %v: the span holds %q", f.Cite.Paragraph, f.Span, passage(doc, f.Span))
		}
		if text := passage(doc, f.Span); strings.Trim(text, "\u00AD \n") != text {
			t.Errorf("the span holds more than the passage: %q", text)
		}
		if f.Paragraph > 0 && (doc.Paragraphs[f.Paragraph-1].Start > f.Span.Start || doc.Paragraphs[f.Paragraph-1].End <= f.Span.Start) {
			t.Errorf("%v is not in paragraph %d", f.Span, f.Paragraph)
		}
	}
}

func TestLocateInPlace(t *testing.T) {
	doc, cites, whole := lakeCites(t)
	for _, f := range article.Locate(doc, append(cites, whole...)) {
		if f.State != article.InPlace || f.Span != f.Cite.Span() || f.Paragraph != f.Cite.Paragraph {
			t.Errorf("¶%d %v: %v at %v, ¶%d", f.Cite.Paragraph, f.Cite.Span(), f.State, f.Span, f.Paragraph)
		}
	}
}

func TestLocateChangedFigure(t *testing.T) {
	_, cites, whole := lakeCites(t)
	original := string(load(t, "lake-report.txt"))
	for name, tt := range map[string]struct {
		old, new string
		want     []string
	}{
		"same length": {"nine passengers", "five passengers", []string{"¶3 At least nine passengers died", "¶3"}},
		"longer":      {"counted 112 dead", "counted 1,120 dead", []string{"¶7 OpenHand counted 112 dead on all sides", "¶7"}},
		"shorter":     {"held 41 entries", "held 4 entries", []string{"¶4 by the end of September it held 41 entries", "¶4"}},
		"recurring words": {"“Last year they asked", "“Some years ago they asked", []string{"¶6 Last year they",
			"¶6 “Last year they asked for a road. This year they ask for the province,” he said", "¶6"}},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Count(original, tt.old) != 1 {
				t.Fatalf("%q does not stand once", tt.old)
			}
			doc := read(t, "changed.txt", []byte(strings.Replace(original, tt.old, tt.new, 1)))
			found := article.Locate(doc, append(slices.Clone(cites), whole...))
			exact(t, doc, found)
			if got := states(found, article.Missing); !slices.Equal(got, tt.want) {
				t.Errorf("missing:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// wrap breaks lines at a width, paragraphs apart by blank lines.
func wrap(text string, width int) string {
	var b strings.Builder
	for i, p := range strings.Split(text, "\n\n") {
		if i > 0 {
			b.WriteString("\n\n")
		}
		column := 0
		for j, w := range strings.Fields(p) {
			if length := len([]rune(w)); j == 0 || column+1+length <= width {
				if j > 0 {
					b.WriteByte(' ')
				}
				column += length + 1
			} else {
				b.WriteByte('\n')
				column = length
			}
			b.WriteString(w)
		}
	}
	return b.String()
}

func TestLocateInOtherCopies(t *testing.T) {
	_, cites, whole := lakeCites(t)
	original := string(load(t, "lake-report.txt"))
	copies := map[string]string{
		"web page":        string(load(t, "lake-report.html")),
		"hard-wrapped":    wrap(original, 60),
		"CRLF":            strings.ReplaceAll(original, "\n", "\r\n"),
		"one line each":   strings.ReplaceAll(original, "\n\n", "\n"),
		"straight quotes": strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "–", "-").Replace(original),
		"decomposed":      strings.ReplaceAll(original, "é", "e\u0301"),
		"soft hyphens":    strings.NewReplacer("ffi", "f\u00ADfi", "tra", "tra\u00AD", "–", "\u200B–").Replace(original),
		"front matter":    "Some newspaper\nPage 14\n\n" + original,
		"turned about":    reversed(original),
		"no spaces left":  strings.ReplaceAll(original, " ", "\u00A0\u2003"),
		"marked UTF-8":    "\uFEFF" + original,
	}
	for name, text := range copies {
		t.Run(name, func(t *testing.T) {
			doc := read(t, "copy", []byte(text))
			all := append(slices.Clone(cites), whole...)
			found := article.Locate(doc, all)
			exact(t, doc, found)
			if missing := states(found, article.Missing); missing != nil {
				t.Errorf("missing:\n%s", strings.Join(missing, "\n"))
			}
			places := map[store.Span]int{}
			for i, f := range found {
				if j, taken := places[f.Span]; taken {
					t.Errorf("citations %d and %d both stand at %v", i, j, f.Span)
				}
				places[f.Span] = i
			}
		})
	}
}

func reversed(text string) string {
	list := strings.Split(strings.TrimSpace(text), "\n\n")
	slices.Reverse(list[1:])
	return strings.Join(list, "\n\n")
}

// A short passage whose words recur is told by its neighbours.
func TestLocateByOrder(t *testing.T) {
	doc := read(t, "a.txt", []byte("First part: last year was dry, and no one could say why it was.\n\nSecond part: last year was wet, and all could say why it was so."))
	first, second := span(t, doc, "last year", 0), span(t, doc, "last year", 1)
	cites := []store.Citation{
		cite(doc, 1, span(t, doc, "no one could say why it was.", 0)), cite(doc, 1, first),
		cite(doc, 2, second), cite(doc, 2, span(t, doc, "all could say why it was so.", 0)),
	}
	altered := read(t, "b.txt", []byte("New head\n\nXXX xxxx: last year xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, and no one could say why it was.\n\nYYY yyyy: last year yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy, and all could say why it was so."))
	found := article.Locate(altered, cites)
	for i, n := range []int{1: 0, 2: 1} {
		if i == 0 {
			continue
		}
		if want := span(t, altered, "last year", n); found[i].Span != want {
			t.Errorf("citation %d: %v at %v, want %v", i, found[i].State, found[i].Span, want)
		}
	}
}

func TestLocateBeyondTheText(t *testing.T) {
	const far = math.MaxInt - 5
	doc, cites, _ := lakeCites(t)
	odd := []store.Citation{
		{}, {Start: -4, End: 2}, {Start: 5, End: 5}, {Start: 0, End: far}, {Record: "row-7"},
		{Start: far, End: far + 5, Passage: cites[0].Passage},
		{Passage: store.Passage{SHA256: "zz", Length: 3}}, {Passage: store.Passage{SHA256: cites[0].Passage.SHA256, Length: far}},
		{Passage: store.Passage{SHA256: cites[0].Passage.SHA256, Length: -1}},
	}
	found := article.Locate(doc, odd)
	exact(t, doc, found)
	for i, f := range found {
		if want := i == 5; (f.State == article.Elsewhere) != want {
			t.Errorf("citation %d: %v", i, f.State)
		}
	}
	if len(article.Locate(doc, nil)) != 0 {
		t.Error("something was found for nothing")
	}
}

func TestAttach(t *testing.T) {
	original, cites, whole := lakeCites(t)
	src := store.Source{ID: "lake-report", Title: original.Title}
	for i, c := range whole {
		src.Digest = append(src.Digest, store.Paragraph{Number: i + 1, Passage: c})
	}
	numbers := func(text store.Text) (list []int) {
		for _, p := range text.Paragraphs {
			list = append(list, p.Number)
		}
		return list
	}
	attach := func(doc article.Document) store.Text {
		return article.Attach(doc, src, article.Locate(doc, cites))
	}
	t.Run("the file itself", func(t *testing.T) {
		text := attach(original)
		if got := numbers(text); !slices.Equal(got, []int{1, 2, 3, 4, 5, 6, 7}) {
			t.Errorf("paragraphs %v", got)
		}
		if text.SHA256 != original.SHA256 || text.Body != original.Body || text.Title != original.TitleSpan || len(text.Anchors) != len(cites) {
			t.Errorf("%d anchors, title %v, SHA-256 %s", len(text.Anchors), text.Title, text.SHA256)
		}
		for from, to := range text.Anchors {
			if from != to {
				t.Errorf("%v is anchored at %v", from, to)
			}
		}
	})
	t.Run("web page", func(t *testing.T) {
		doc := read(t, "lake-report.html", load(t, "lake-report.html"))
		text := attach(doc)
		if got := numbers(text); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5, 6, 7}) {
			t.Errorf("paragraphs %v", got)
		}
		for i, c := range cites {
			if at, ok := text.Anchors[c.Span()]; !ok || store.Normal(passage(doc, at)) != store.Normal(phrases[i].text) {
				t.Errorf("%q is anchored at %v", phrases[i].text, at)
			}
		}
	})
	t.Run("changed paragraph", func(t *testing.T) {
		changed := strings.Replace(original.Body, "fish cart", "hay cart", 1)
		text := attach(read(t, "changed.txt", []byte(changed)))
		if got := numbers(text); !slices.Equal(got, []int{1, 2, 3, 4, 5, 6, 7}) {
			t.Errorf("paragraphs %v", got)
		}
		if len(text.Anchors) != len(cites)-1 {
			t.Errorf("%d anchors of %d", len(text.Anchors), len(cites))
		}
	})
	t.Run("paragraph cut in two", func(t *testing.T) {
		text := attach(read(t, "cut.txt", []byte(strings.Replace(original.Body, " At least nine", "\n\nAt least nine", 1))))
		if got := numbers(text); !slices.Equal(got, []int{1, 2, 3, 3, 4, 5, 6, 7}) {
			t.Errorf("paragraphs %v", got)
		}
	})
	t.Run("title as first paragraph", func(t *testing.T) {
		page := "<p>The site</p><p>" + strings.ReplaceAll(strings.TrimSpace(original.Body), "\n\n", "</p><p>") + "</p>"
		doc := read(t, "p.html", []byte(strings.Replace(page, "<p>The site</p>", "", 1)))
		text := attach(doc)
		if got := numbers(text); !slices.Equal(got, []int{1, 2, 3, 4, 5, 6, 7}) {
			t.Errorf("paragraphs %v", got)
		}
		if passage(doc, text.Title) != original.Title {
			t.Errorf("title %q", passage(doc, text.Title))
		}
	})
}

func FuzzLocate(f *testing.F) {
	text := string(load(f, "lake-report.txt"))
	f.Add(text, 43, 60, text)
	f.Add("a b c", 2, 3, "c\u00AD  b a")
	f.Add("a b-c-d", 2, 7, "b-\nc- \n d a")
	f.Add("e\u0301 “x” – y", 0, 8, "é \"x\" - y")
	f.Fuzz(func(t *testing.T, original string, start, end int, altered string) {
		doc, err := article.Read("a.txt", []byte(original))
		if err != nil || len(original) > 1<<14 || len(altered) > 1<<14 {
			return
		}
		body := []rune(doc.Body)
		if start < 0 || end > len(body) || start >= end {
			return
		}
		c := cite(doc, 1, store.Span{Start: start, End: end})
		if f := article.Locate(doc, []store.Citation{c})[0]; f.State != article.InPlace {
			t.Fatalf("%v in its own text: %v", c.Span(), f.State)
		}
		other, err := article.Read("b.txt", []byte(altered))
		if err != nil {
			return
		}
		found := article.Locate(other, []store.Citation{c})[0]
		if found.State == article.Missing {
			return
		}
		held := passage(other, found.Span)
		for _, text := range []string{held, mended(held)} {
			if whole := []rune(text); store.NewPassage(whole, store.Span{End: len(whole)}).SHA256 == c.Passage.SHA256 {
				return
			}
		}
		t.Fatalf("%v at %v holds something else", found.State, found.Span)
	})
}

// The time to give up on a text in which nothing fits.
func BenchmarkLocateNothing(b *testing.B) {
	_, cites, whole := lakeCites(b)
	for _, size := range []int{20 << 10, 1 << 20, 4 << 20} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			doc := article.Document{Body: strings.Repeat("Some other words, and then some more of them. ", size/46)}
			for b.Loop() {
				for _, f := range article.Locate(doc, append(cites, whole...)) {
					if f.State != article.Missing {
						b.Fatal("found")
					}
				}
			}
		})
	}
}
