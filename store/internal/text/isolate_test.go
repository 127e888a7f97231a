package text

import (
	"strings"
	"testing"
)

func TestIsolated(t *testing.T) {
	for s, want := range map[string]string{
		"":                        "",
		"Balkh, 2021":             "Balkh, 2021",
		"بلخ":                     "<بلخ>",
		"in بلخ ¶1":               "in <بلخ> ¶1",
		"حمله بر پل\u200cخمری ¶1": "<حمله بر پل\u200cخمری> ¶1",
		"بلخ، کابل and هرات":      "<بلخ، کابل> and <هرات>",
		"«ما صلح می\u200cخواهیم، نه جنگ.» 5": "«<ما صلح می\u200cخواهیم، نه جنگ>.» 5",
		"مُحَمَّدُ x":     "<مُحَمَّدُ> x",
		"سال ۱۴۰۰ (2021)": "<سال ۱۴۰۰> (2021)",
		"بلخ\nکابل":       "<بلخ>\n<کابل>",
	} {
		got := strings.NewReplacer(isolateStart, "<", isolateEnd, ">").Replace(Isolated(s))
		if got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// Isolates open and close in turn, and nothing else of the text changes.
func FuzzIsolated(f *testing.F) {
	for _, s := range []string{"a", "in بلخ ¶1", "\u0301بلخ\u0301 a", "\xff\u05d0\xff", "ب1ب"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.NewReplacer(isolateStart, "", isolateEnd, "").Replace(s)
		out := Isolated(s)
		if bare := strings.NewReplacer(isolateStart, "", isolateEnd, "").Replace(out); bare != s {
			t.Fatalf("%q became %q", s, bare)
		}
		open := false
		for _, r := range out {
			switch {
			case string(r) == isolateStart && open, string(r) == isolateEnd && !open, RightToLeft(r) && !open, r == '\n' && open:
				t.Fatalf("%q", out)
			case string(r) == isolateStart, string(r) == isolateEnd:
				open = !open
			}
		}
	})
}
