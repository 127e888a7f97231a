package store

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

func TestNewPassage(t *testing.T) {
	body := []rune("Title\n\nHe said:  “stay–put”\u00a0now\u00ad.\nEnd")
	start := strings.Index(string(body), "He")
	p := NewPassage(body, Span{start, start + 25})
	normal := `He said: "stay-put" now`
	sum := sha256.Sum256([]byte(normal))
	if p.SHA256 != hex.EncodeToString(sum[:]) || p.Length != 23 {
		t.Errorf("%q: digest of %d code points %s", string(body[start:start+25]), p.Length, p.SHA256)
	}
	before := sha256.Sum256([]byte("Title "))
	if p.Before != hex.EncodeToString(before[:])[:16] {
		t.Errorf("before: %s", p.Before)
	}
	other := []rune("Title \r\n He said: \"stay-put\" now.")
	if q := NewPassage(other, Span{9, 32}); q.SHA256 != p.SHA256 || q.Before != p.Before {
		t.Errorf("the same passage in other line breaks and quotes differs: %+v, %+v", p, q)
	}
	empty := sha256.Sum256(nil)
	for _, span := range []Span{{-5, 0}, {99, 120}, {7, 3}} {
		if q := NewPassage(body, span); q.Length != 0 || q.SHA256 != hex.EncodeToString(empty[:]) {
			t.Errorf("%v: %+v", span, q)
		}
	}
	if whole := NewPassage(body, Span{0, len(body)}); whole.Before != hex.EncodeToString(empty[:])[:16] || whole.After != whole.Before {
		t.Errorf("at the text's borders: %+v", whole)
	}
}
