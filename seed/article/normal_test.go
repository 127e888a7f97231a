package article

import (
	"testing"
	"unicode/utf8"

	"fieldbrief/store"
)

func FuzzNormalForm(f *testing.F) {
	for _, s := range []string{"", "a", " a\u00AD \n b ", "e\u0301\u0327x", "\u0301", "“a”–b’", "ﬁ \u212B \u0958", "가\u11a8", "a\u200D\u0301", "\xff", "e\u0327\u00AD\u0301 \u00a0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if !utf8.ValidString(body) {
			return
		}
		form := newNormalForm(body)
		if want := store.Normal(body); string(form.text) != want {
			t.Fatalf("%q, store.Normal gives %q", form.text, want)
		}
		length, at := int32(utf8.RuneCountInString(body)), int32(0)
		for i := range form.len() {
			if form.start[i] < at || form.end[i] <= form.start[i] || form.end[i] > length {
				t.Fatalf("code point %d stands for %d to %d of %d", i, form.start[i], form.end[i], length)
			}
			at = form.start[i]
		}
		if len(form.borders()) != form.len()+1 || len(form.at) != form.len()+1 {
			t.Fatal("lengths differ")
		}
	})
}
