package text

import (
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                        "",
		"plain text":              "plain text",
		"  Balkh \t Province\n":   "balkh province",
		"Éclair e\u0301clair":     "eclair eclair",
		"Straße":                  "strasse",
		"Łódź Đakovo Ørsted Æsir": "lodz dakovo orsted aesir",
		"ﬁne ½ Ⅳ":                 "fine 1⁄2 iv",
		"ＩＳＩＳ‑Ｋ":                  "isis-k",
		"“a” ‘b’ «c» – —":         `"a" 'b' "c" - -`,
		"كابل":                    "کابل", // Arabic kaf, Farsi kaf
		"کابل":                    "کابل",
		"علی":                     "علي",
		"أحمد إبراهيم آدم":        "احمد ابراهيم ادم",
		"مُحَمَّد":                "محمد",
		"محـــمد":                 "محمد",
		"می\u200cخواهم":           "ميخواهم",
		"مدرسة":                   "مدرسه",
		"٢٠٢١ ۲۰۲۱ २०२१":          "2021 2021 2021",
		"ʿAlī Saʿd":               "ali sad",
		"İstanbul":                "istanbul",
		"ЁЛКА":                    "елка",
		"がか":                      "か\u3099か",
		"\u202ea\u2066b\ufeff":    "ab",
		"a\xffb":                  "a\ufffdb",
	} {
		if got := Fold(in); got != want {
			t.Errorf("%q folds to %q, want %q", in, got, want)
		}
	}
}

func TestDigit(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		d, ok := digit(r)
		if ok != unicode.Is(unicode.Nd, r) || ok && (d < '0' || d > '9') {
			t.Fatalf("%q: %q, %v", r, d, ok)
		}
	}
}

func TestWords(t *testing.T) {
	tests := []struct {
		in   string
		want []Word
	}{
		{"", nil},
		{"—!…", nil},
		{"ISIS-K 9/11", []Word{{"isis", 0, 4}, {"k", 5, 6}, {"9", 7, 8}, {"11", 9, 11}}},
		{"e\u0301té, naïve", []Word{{"ete", 0, 4}, {"naive", 6, 11}}},
		{"می\u200cخواهم", []Word{{"ميخواهم", 0, 8}}},
		{"co\u00adoperate", []Word{{"cooperate", 0, 10}}},
		{"\u200ba\u200b b", []Word{{"a", 1, 3}, {"b", 4, 5}}},
		{"北京 x", []Word{{"北", 0, 1}, {"京", 1, 2}, {"x", 3, 4}}},
		{"a京b", []Word{{"a", 0, 1}, {"京", 1, 2}, {"b", 2, 3}}},
		{"½", []Word{{"12", 0, 1}}},
		{"group's", []Word{{"group", 0, 5}, {"s", 6, 7}}},
	}
	for _, tt := range tests {
		if got := Words(tt.in); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q: %+v, want %+v", tt.in, got, tt.want)
		}
	}
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                              "plain",
		"a\nb\tc\r\nd":                       "a b c d",
		"a\x1b[31mb\x07":                     "a␛[31mb␇",
		"a\rb\x00\x7f":                       "a␍b␀␡",
		"\u009b31m\u009d0;t\u009c":           "␛[31m␛]0;t␛\\",
		"a\u0085b\u2028c":                    "a b c",
		"\u202eabc\u2066d\u2069\u200e\u061c": "abcd",
		"a\xffb\xc0\xaf":                     "a\ufffdb\ufffd\ufffd",
		"e\u0301":                            "é",
		"می\u200cخواهم":                      "می\u200cخواهم",
		"\u0301a":                            "\u25cc\u0301a",
		"\ufeffx":                            "x",
		"a" + strings.Repeat("\u0336", 50):   "a" + strings.Repeat("\u0336", 8),
	} {
		if got := Printable(in); got != want {
			t.Errorf("%q prints as %q, want %q", in, got, want)
		}
	}
	if got := PrintableText("a\nb\tc\r\n\u2029\x1b"); got != "a\nb c\n\n␛" {
		t.Errorf("text of several lines prints as %q", got)
	}
}

func TestNormal(t *testing.T) {
	for in, want := range map[string]string{
		"“a”\u00a0‘b’ – c":    `"a" 'b' - c`,
		" a \r\n\u2003 b ":    " a b ",
		"co\u00adop\u200b er": "coop er",
		"a \u200d b":          "a b",
		"e\u0301":             "é",
		"Case stays":          "Case stays",
	} {
		if got := Normal(in); got != want {
			t.Errorf("%q has the normal form %q, want %q", in, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"balk", "balkh", 1}, {"kandhaar", "kandahar", 1}, {"kitten", "sitting", 3}, {"ab", "ba", 1}} {
		if got := Distance(tt.a, tt.b); got != tt.want || Distance(tt.b, tt.a) != tt.want {
			t.Errorf("%q to %q: %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	for _, s := range []string{"a\x1b[31m", "e\u0301\u0336", "\u0301", "\u202e", "\xff\xfe", "한국어", "\u0958", "a\r\n\u0301b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, print := range []func(string) string{Printable, PrintableText} {
			p := print(s)
			if !utf8.ValidString(p) || !norm.NFC.IsNormalString(p) || print(p) != p {
				t.Fatalf("%q prints as %q, that as %q", s, p, print(p))
			}
			marks := 0
			for _, r := range p {
				if r < ' ' && r != '\n' || 0x7f <= r && r < 0xa0 || unicode.Is(unicode.Bidi_Control, r) {
					t.Fatalf("%q prints as %q", s, p)
				}
				if marks++; !unicode.In(r, unicode.Mn, unicode.Me) {
					marks = 0
				}
				if marks > maxMarks {
					t.Fatalf("%q prints with %d marks", s, marks)
				}
			}
		}
		if strings.Contains(Printable(s), "\n") {
			t.Fatalf("%q prints on several lines", s)
		}
	})
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"ISIS-K 9/11", "می\u200cخواهم", "ﷺ½北京", "\u200b\u0301a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, w := range Words(s) {
			if w.Text == "" || w.Start < last || w.End <= w.Start || w.End > utf8.RuneCountInString(s) {
				t.Fatalf("%q: word %+v after %d", s, w, last)
			}
			if again := Words(w.Text); len(again) == 1 && again[0].Text != w.Text {
				t.Fatalf("%q: word %q folds again to %q", s, w.Text, again[0].Text)
			}
			last = w.End
		}
		if Fold(Fold(s)) != Fold(s) {
			t.Fatalf("%q folds to %q, that to %q", s, Fold(s), Fold(Fold(s)))
		}
		Normal(s)
	})
}
