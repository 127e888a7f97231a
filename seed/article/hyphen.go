package article

import (
	"unicode"

	"fieldbrief/store"
)

// An unwrappedText is a body without the line breaks that some program put
// after hyphens within words: "booby-", "trapped" reads "booby-trapped".
// Most breaks stand for a space; these stand for nothing.
type unwrappedText struct {
	text []rune
	at   []int // where each code point stands in the body
}

// unwrap gives a body without the white space that holds a line break and
// follows a hyphen within a word; ok is false where there is none.
func unwrap(body []rune) (u unwrappedText, ok bool) {
	for i := 0; i < len(body); i++ {
		u.text, u.at = append(u.text, body[i]), append(u.at, i)
		if n := len(u.text); n > 1 && isHyphen(body[i]) && !unicode.IsSpace(u.text[n-2]) {
			i += breakLength(body[i+1:])
		}
	}
	return u, len(u.text) < len(body)
}

// breakLength gives the length of the white space at the start of text, 0
// where it holds no line break or nothing follows.
func breakLength(text []rune) int {
	broken := false
	for i, r := range text {
		broken = broken || r == '\n'
		switch {
		case unicode.IsSpace(r):
		case broken:
			return i
		default:
			return 0
		}
	}
	return 0
}

// isHyphen tells hyphens, soft ones too, and the dashes that lines are broken at.
func isHyphen(r rune) bool { return r == '\u00AD' || unicode.Is(unicode.Pd, r) }

// search is search in the unwrapped text, with spans of the body.
func (u unwrappedText) search(found []Found, lost []int) map[int][]hit {
	hits := search(newNormalForm(string(u.text)), u.text, found, lost)
	for _, list := range hits {
		for i, h := range list {
			list[i].span = store.Span{Start: u.at[h.span.Start], End: u.at[h.span.End-1] + 1}
		}
	}
	return hits
}
