package article

import (
	"unicode"
	"unicode/utf8"

	"fieldbrief/store"

	"golang.org/x/text/unicode/norm"
)

// A normalForm is a body as store.Normal gives it, with the way back to the
// body for each of its code points.
type normalForm struct {
	text       []byte
	at         []int32 // where each code point begins in text; one more for its end
	start, end []int32 // the code points of the body that each one stands for
}

// firstMark is the first code point that NFC may join to one before it.
const firstMark = 0x300

func newNormalForm(body string) *normalForm {
	length := utf8.RuneCountInString(body)
	f := &normalForm{
		text:  make([]byte, 0, len(body)),
		at:    make([]int32, 0, length+1),
		start: make([]int32, 0, length),
		end:   make([]int32, 0, length),
	}
	folded := map[string]string{} // of single code points beyond ASCII
	at := int32(0)
	for len(body) > 0 {
		segment := body[:segmentEnd(body)]
		body = body[len(segment):]
		length := int32(utf8.RuneCountInString(segment))
		f.add(normalSegment(segment, folded), at, length)
		at += length
	}
	f.at = append(f.at, int32(len(f.text)))
	return f
}

// segmentEnd gives the length in bytes of what NFC treats apart from what follows.
func segmentEnd(s string) int {
	first, size := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[size:]); first < firstMark && (next < firstMark || size == len(s)) {
		return size
	}
	return max(size, norm.NFC.NextBoundaryInString(s, true))
}

func normalSegment(segment string, folded map[string]string) string {
	if len(segment) == 1 && (inWord(rune(segment[0])) || segment == " ") {
		return segment
	}
	if utf8.RuneCountInString(segment) > 1 {
		return store.Normal(segment)
	}
	out, known := folded[segment]
	if !known {
		out = store.Normal(segment)
		folded[segment] = out
	}
	return out
}

// add appends the normal form of the length code points of the body from at on.
func (f *normalForm) add(out string, at, length int32) {
	apart := int32(utf8.RuneCountInString(out)) == length // code point for code point
	i := int32(0)
	for _, r := range out {
		start, end := at, at+length
		if apart {
			start, end = at+i, at+i+1
		}
		i++
		if last := len(f.end) - 1; r == ' ' && last >= 0 && f.text[len(f.text)-1] == ' ' {
			f.end[last] = end // one run of white space
			continue
		}
		f.at = append(f.at, int32(len(f.text)))
		f.start, f.end = append(f.start, start), append(f.end, end)
		f.text = utf8.AppendRune(f.text, r)
	}
}

// len gives the code points of the normal form.
func (f *normalForm) len() int { return len(f.start) }

// slice gives code points i to j of the normal form.
func (f *normalForm) slice(i, j int) []byte { return f.text[f.at[i]:f.at[j]] }

// span gives what code points i to j stand for in the body.
func (f *normalForm) span(i, j int) store.Span {
	return store.Span{Start: int(f.start[i]), End: int(f.end[j-1])}
}

// borders tells for each code point, and for the end, whether a word begins or
// ends before it: everywhere but between two letters or digits of one word.
// Scripts that write without spaces have a border everywhere.
func (f *normalForm) borders() []bool {
	borders := make([]bool, 0, f.len()+1)
	inside := false
	for _, r := range string(f.text) {
		word := inWord(r)
		borders = append(borders, !inside || !word || unspaced(r))
		inside = word
	}
	return append(borders, true)
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

func unspaced(r rune) bool {
	return r > firstMark && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
