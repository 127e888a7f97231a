package cells

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

func TestWidth(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0}, {"Balkh", 5}, {"é", 1}, {"e\u0301", 1}, {"بلخ", 3}, {"می\u200cخواهم", 7},
		{"中文", 4}, {"\u2068بلخ\u2069", 3}, {"\x1b[1mBalkh\x1b[0m", 5}, {"¶12", 3}, {"ⁱᵈ", 2}, {"▌█▁", 3},
	} {
		if got := Width(c.text); got != c.want {
			t.Errorf("Width(%q) = %d, want %d", c.text, got, c.want)
		}
	}
}

// What is counted quickly is as wide as the library has it, alone and beside
// others.
func TestSingleCells(t *testing.T) {
	for r := rune(0); r < 0x3000; r++ {
		if s := string(r); single(r) && (ansi.StringWidth(s) != 1 || ansi.StringWidth("a"+s+"b") != 3) {
			t.Errorf("%q takes %d cells", s, ansi.StringWidth(s))
		}
	}
}

func FuzzWidth(f *testing.F) {
	for _, s := range []string{"é¶…", "e\u0301", "├─“a”", "👨‍👩‍👧 x", "中a", "\x1b[1mx\x1b[0m", "©\ufe0f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if utf8.ValidString(s) && Width(s) != ansi.StringWidth(s) {
			t.Errorf("Width(%q) = %d, want %d", s, Width(s), ansi.StringWidth(s))
		}
	})
}

func TestTruncate(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		tail  string
		want  string
	}{
		{"Kandahar", 8, "…", "Kandahar"},
		{"Kandahar", 5, "…", "Kand…"},
		{"Kand ahar", 6, "…", "Kand…"},
		{"Kandahar", 1, "…", "…"},
		{"Kandahar", 0, "…", ""},
		{"Kandahar", 2, "...", ".."},
		{"中文字", 4, "…", "中…"},
		{"e\u0301e\u0301e\u0301", 2, "…", "e\u0301…"},
	} {
		if got := Truncate(c.text, c.width, c.tail); got != c.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"Kandahar", 8, "Kandahar"},
		{"Former foreign ministry official close to the resistance", 28, "Former foreign mi…resistance"},
		{"Former foreign ministry official close to the resistance", 24, "Former foreig…resistance"},
		{"Council of the upper valley", 20, "Council of th…valley"},
		{"Kandahar", 6, "Kan…ar"},
		{"Kandahar", 2, "K…"},
		{"Kandahar", 0, ""},
		{"中文字中文字", 7, "中文…字"},
	} {
		if got := Shorten(c.text, c.width, "…"); got != c.want || Width(got) > c.width {
			t.Errorf("Shorten(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestPad(t *testing.T) {
	if got := Pad("中", 4); got != "中  " {
		t.Errorf("got %q", got)
	}
	if got := Pad("Kabul", 3); got != "Kabul" {
		t.Errorf("got %q", got)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name  string
		text  string
		width int
		want  string // lines joined by |
	}{
		{"fits", "one line", 20, "one line"},
		{"empty", "", 5, ""},
		{"at a space", "one two three", 7, "one two|three"},
		{"several spaces", "one    two", 5, "one|two"},
		{"long word", "abcdefgh ij", 3, "abc|def|gh|ij"},
		{"line ends", "a\n\nb", 5, "a||b"},
		{"wide", "中文字", 4, "中文|字"},
		{"wider than a line", "中文", 1, "中|文"},
		{"marks stay", "e\u0301e\u0301", 1, "e\u0301|e\u0301"},
		{"spaces first", "   abc", 3, "   |abc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, l := range Wrap(c.text, c.width) {
				got = append(got, l.Text)
			}
			if g := strings.Join(got, "|"); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
		})
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("one two  three", 5)
	f.Add("می\u200cخواهم e\u0301\n中文", 3)
	f.Fuzz(func(t *testing.T, s string, width int) {
		if !utf8.ValidString(s) || strings.IndexFunc(s, func(r rune) bool { return r != '\n' && (r < 0x20 || r >= 0x7f && r < 0xa0) }) >= 0 {
			t.Skip()
		}
		width = 1 + (width%80+80)%80
		runes, last := []rune(s), 0
		for _, l := range Wrap(s, width) {
			if string(runes[l.Start:l.End]) != l.Text {
				t.Fatalf("line %+v is not at its place in %q", l, s)
			}
			if gap := strings.Trim(string(runes[last:l.Start]), " \n"); gap != "" {
				t.Fatalf("lost %q of %q", gap, s)
			}
			if c, _ := next(l.Text + " "); Width(l.Text) > width && c != l.Text {
				t.Fatalf("line %q is %d wide, want at most %d", l.Text, Width(l.Text), width)
			}
			last = l.End
		}
		if gap := strings.Trim(string(runes[last:]), " \n"); gap != "" {
			t.Fatalf("lost %q at the end of %q", gap, s)
		}
	})
}
