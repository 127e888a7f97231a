package store

import (
	"crypto/sha256"
	"encoding/hex"
	"unicode/utf8"
)

const (
	PassageContext = 32 // code points digested on either side of a passage
	ContextDigits  = 16 // hex digits kept of their digests
)

// NewPassage digests the passage that span covers in body, a whole decoded
// text. A span that reaches beyond body is cut to it.
func NewPassage(body []rune, span Span) Passage {
	start := min(max(span.Start, 0), len(body))
	end := min(max(span.End, start), len(body))
	normal := Normal(string(body[start:end]))
	return Passage{
		SHA256: digest(normal),
		Length: utf8.RuneCountInString(normal),
		Before: contextDigest(body[max(0, start-PassageContext):start]),
		After:  contextDigest(body[end:min(len(body), end+PassageContext)]),
	}
}

func contextDigest(context []rune) string {
	return digest(Normal(string(context)))[:ContextDigits]
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
