package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fieldbrief/store/internal/text"
)

// A term is one part of a filter's text: a word, or words that must follow one
// another.
type term struct {
	raw      string // as typed, without ! and quotation marks
	quoted   bool
	closed   bool // a space or a quotation mark ended it
	excluded bool
	words    []string
}

// prefix tells whether the last word may go on.
func (t term) prefix() bool {
	last, _ := utf8.DecodeLastRuneInString(t.raw)
	return !t.closed && !unicode.IsSpace(last)
}

func (t term) equal(u term) bool {
	return t.excluded == u.excluded && t.prefix() == u.prefix() && slices.Equal(t.words, u.words)
}

// value is the term as it is typed, without !.
func (t term) value() string {
	if !t.quoted && !namesField(t.raw) {
		return t.raw
	}
	if t.closed {
		return `"` + t.raw + `"`
	}
	return `"` + t.raw
}

// parseTerms reads a filter's text. Parts without a letter or digit are left out.
func parseTerms(s string) []term {
	var terms []term
	for s = trimSpace(s); s != ""; s = trimSpace(s) {
		var t term
		t, s = cutTerm(s)
		if t.words != nil {
			terms = append(terms, t)
		}
	}
	return terms
}

// cutTerm takes the first term off s, which does not start with white space.
func cutTerm(s string) (term, string) {
	bare := strings.TrimLeft(s, "!")
	t := term{excluded: bare != s}
	rest := ""
	if strings.HasPrefix(bare, `"`) {
		t.quoted = true
		t.raw, rest, t.closed = strings.Cut(bare[1:], `"`)
	} else {
		t.raw, rest = cutWord(bare)
		t.closed = rest != ""
	}
	for _, w := range text.Words(t.raw) {
		t.words = append(t.words, w.Text)
	}
	return t, rest
}

// cutWord takes off what stands before the next white space or quotation mark.
func cutWord(s string) (word, rest string) {
	end := strings.IndexFunc(s, func(r rune) bool { return r == '"' || unicode.IsSpace(r) })
	if end < 0 {
		return s, ""
	}
	return s[:end], s[end:]
}

func trimSpace(s string) string { return strings.TrimLeftFunc(s, unicode.IsSpace) }

// formatTerms writes terms so that parseTerms gives them back.
func formatTerms(terms []term) string {
	var b strings.Builder
	for i, t := range terms {
		if i > 0 {
			b.WriteByte(' ')
		}
		if t.excluded {
			b.WriteByte('!')
		}
		value := t.value()
		b.WriteString(value)
		if i == len(terms)-1 && t.closed && !strings.HasPrefix(value, `"`) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
