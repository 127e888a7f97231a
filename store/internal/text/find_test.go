package text

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func places(s, phrase string, prefix bool) []string {
	var words []string
	for _, w := range Words(phrase) {
		words = append(words, w.Text)
	}
	runes, got := []rune(s), []string{}
	Find(s, words, prefix, func(start, end int) { got = append(got, string(runes[start:end])) })
	return got
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		text, phrase string
		prefix       bool
		want         []string
	}{
		{"The bridge, the bridges and the drawbridge", "bridge", true, []string{"bridge", "bridges"}},
		{"The bridge, the bridges", "bridge", false, []string{"bridge"}},
		{"the old\nbridge; old “Bridge”", "old bri", true, []string{"old\nbridge", "old “Bridge"}},
		{"9/11 and 9-11, 911", "9/11", false, []string{"9/11", "9-11"}},
		{"Cafés, cafe\u0301, CAFÉ", "café", false, []string{"cafe\u0301", "CAFÉ"}},
		{"an e\u0301cole", "e", true, []string{"e\u0301cole"}},
		{"می\u200cخواهم", "میخ", true, []string{"می\u200cخواهم"}},
		{"straße", "strasse", false, []string{"straße"}},
		{"a a a", "a a", false, []string{"a a"}},
		{"", "a", true, []string{}},
		{"a", "", true, []string{}},
	} {
		if got := places(c.text, c.phrase, c.prefix); !slices.Equal(got, c.want) {
			t.Errorf("%q in %q: %q, want %q", c.phrase, c.text, got, c.want)
		}
	}
}

// What is found is what the words say.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"The old bridge, the OLD bridges", "Cafe\u0301 x\u0301 é", "ﬁn 中文 9/11", "می\u200cخواهم ½ ßa"} {
		f.Add(s, "old bri", true)
		f.Add(s, s, false)
	}
	f.Fuzz(func(t *testing.T, s, phrase string, prefix bool) {
		if !utf8.ValidString(s) || !utf8.ValidString(phrase) {
			t.Skip()
		}
		var wanted []string
		for _, w := range Words(phrase) {
			wanted = append(wanted, w.Text)
		}
		var got, want [][2]int
		Find(s, wanted, prefix, func(start, end int) { got = append(got, [2]int{start, end}) })
		words := Words(s)
		for i := 0; wanted != nil && i+len(wanted) <= len(words); i++ {
			ok := true
			for j, w := range wanted {
				has := words[i+j].Text
				ok = ok && (has == w || prefix && j == len(wanted)-1 && strings.HasPrefix(has, w))
			}
			if ok {
				want = append(want, [2]int{words[i].Start, words[i+len(wanted)-1].End})
				i += len(wanted) - 1
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q in %q: %v, want %v", phrase, s, got, want)
		}
	})
}

func TestNames(t *testing.T) {
	var n Names
	for i, name := range []string{"Ahmad", "Ahmad Shah", "US", "United States", "ISIS", "ISIS-K", "طالبان", "us"} {
		n.Add(name, i)
	}
	for _, c := range []struct {
		text string
		want string
	}{
		{"Ahmad and Ahmad Shah's men", "Ahmad=0 Ahmad Shah=1"},
		{"AHMAD shah", "AHMAD shah=1"},
		{"Ahmads told us of the US", "US=2"},
		{"the united states, U.S.", "united states=3"},
		{"ISIS-K, ISIS and isis-kin", "ISIS-K=5 ISIS=4"},
		{"از طالبان", "طالبان=6"},
	} {
		var got []string
		runes := []rune(c.text)
		n.Find(c.text, func(start, end, of int) { got = append(got, fmt.Sprintf("%s=%d", string(runes[start:end]), of)) })
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q: %s, want %s", c.text, g, c.want)
		}
	}
}

// Text that passes as it stands is the same the long way.
func FuzzHarmless(f *testing.F) {
	for _, s := range []string{"“Déjà vu” – it’s…", "a\u0301", "\xc3", "\xe2\x80", "a\u202eb", "\u2010\u2026\u2027\u2028"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !harmless(s, '\n') {
			return
		}
		var b strings.Builder
		for _, r := range s {
			writePrintable(&b, r, '\n')
		}
		if long := capMarks(norm.NFC.String(capMarks(b.String()))); long != s {
			t.Errorf("%q is not fit as it stands: %q", s, long)
		}
	})
}

func article() []string {
	var paragraphs []string
	for i, n := 0, 0; n < 4<<20; i++ {
		p := strings.Repeat(fmt.Sprintf("On day %d the “Red Group” crossed the river at the old bridge, and nobody came. ", i), 5+i%9)
		paragraphs = append(paragraphs, p)
		n += len(p)
	}
	return paragraphs
}

// BenchmarkFind goes through 4 MB of prose.
func BenchmarkFind(b *testing.B) {
	paragraphs := article()
	for b.Loop() {
		for _, p := range paragraphs {
			Find(p, []string{"old", "bri"}, true, func(_, _ int) {})
		}
	}
}

func BenchmarkPrintable(b *testing.B) {
	paragraphs := article()
	for b.Loop() {
		for _, p := range paragraphs {
			Printable(p)
		}
	}
}
