package dataset

import (
	"strconv"
	"strings"
	"testing"

	"fieldbrief/store"
)

// Whatever is taken for plain or still is text that the sanitiser leaves alone,
// wherever in a word of eight bytes it stands.
func TestWhatIsLeftAlone(t *testing.T) {
	for c := range 256 {
		for at := range 17 {
			s := strings.Repeat("a", at) + string([]byte{byte(c)}) + strings.Repeat("z", 16-at)
			plain := store.Printable(s) == s && c < 0x80
			if isPlain(s) != plain || isStill(s) != plain {
				t.Errorf("byte %#x at %d: plain %v, still %v, want %v", c, at, isPlain(s), isStill(s), plain)
			}
		}
	}
	var still []rune
	for r := rune(' '); r < 0x3000; r++ {
		if isStill(string(r)) {
			still = append(still, r)
		}
	}
	if len(still) != 95+0x260+0x80+0x18 {
		t.Errorf("%d characters are still", len(still))
	}
	for _, r := range still {
		for _, after := range still {
			if s := string([]rune{r, after}); store.Printable(s) != s {
				t.Fatalf("%q becomes %q", s, store.Printable(s))
			}
		}
	}
	for _, s := range []string{"\xc3", "\xc3a", "\xe2\x80", "\xe2\x80a", "\xc2\x80", "e\u0301", "\u200f", "\u2028", "\u061c", "\ufeff", "\xd2\x83", "\xe9"} {
		if isStill("a"+s) || isStill(s+"a") {
			t.Errorf("%q is taken for still", s)
		}
	}
}

func FuzzCut(f *testing.F) {
	f.Add("a,\"b\"\"c\",d\n", byte(','))
	f.Add("123456789;\"x;y\";\xe9", byte(';'))
	f.Add("\"\"\"a,b\"\";\"\"c\"\"\",\x7f", byte('\t'))
	f.Fuzz(func(t *testing.T, record string, comma byte) {
		if comma == '"' || comma == '\n' || comma == '\r' {
			return
		}
		var text slab[byte]
		got, closed, plain := cutter{comma, &text}.cut(record, nil)
		want, wantClosed := cutSlowly(record, comma)
		if strings.Join(got, "\x00|") != strings.Join(want, "\x00|") || closed != wantClosed {
			t.Errorf("%q: %q, %v, want %q, %v", record, got, closed, want, wantClosed)
		}
		for _, field := range got {
			if plain && store.Printable(field) != field {
				t.Errorf("%q: %q is taken for plain", record, field)
			}
		}
	})
}

// cutSlowly is what cut must do, a byte at a time.
func cutSlowly(record string, comma byte) (fields []string, closed bool) {
	record = strings.TrimSuffix(strings.TrimSuffix(record, "\n"), "\r")
	for {
		if !strings.HasPrefix(record, `"`) {
			field, rest, more := strings.Cut(record, string([]byte{comma}))
			if fields = append(fields, field); !more {
				return fields, true
			}
			record = rest
			continue
		}
		n := closingQuote(record[1:], comma)
		if n < 0 {
			return append(fields, record), false
		}
		fields = append(fields, strings.ReplaceAll(record[1:1+n], `""`, `"`))
		if record = record[n+2:]; record == "" {
			return fields, true
		}
		record = record[1:]
	}
}

func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"36.5", "-0.000001", "123456789012345", "1234567890.12345", ".5", "5.", "-", "", "--1", "1e3", "0x1p-2", "48.145278", "+7", "1..2", "NaN"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := decimal(s)
		want, err := strconv.ParseFloat(s, 64)
		if ok != (err == nil) || ok && got != want && (got == got || want == want) {
			t.Errorf("%q: %v, %v, want %v, %v", s, got, ok, want, err)
		}
	})
}

// A date in any form is a day that there is, or none.
func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2021-05-08", "2021/5/8", "08-May-21", "08may2021", "May 8, 2021", "5/8/2021", "08.05.2021 0:00", "2021-05-08T00:00:00Z", "1/2", "//", "May"} {
		f.Add(s, "2021", true)
	}
	f.Fuzz(func(t *testing.T, s, year string, first bool) {
		order := monthFirst
		if first {
			order = dayFirst
		}
		d, ok := parseDay(s, order, year)
		if !ok {
			return
		}
		if !d.valid() {
			t.Errorf("%q is read as %v", s, d)
		}
		if again, ok := parseDay(d.String(), order, ""); !ok || again != d {
			t.Errorf("%q is %v, which is read as %v, %v", s, d, again, ok)
		}
	})
}
