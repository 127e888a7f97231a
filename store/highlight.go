package store

import (
	"cmp"
	"slices"
	"strings"

	"fieldbrief/store/internal/text"
)

// Highlights gives the stretches of s, in code points, that the filter's text
// hits: for each wanted term its words, in order and without overlap.
func (f Filter) Highlights(s string) []Span {
	var spans []Span
	words := text.Words(s)
	for _, t := range parseTerms(f.Text) {
		if t.excluded {
			continue
		}
		for i := range words {
			if t.startsAt(words[i:]) {
				spans = append(spans, Span{words[i].Start, words[i+len(t.words)-1].End})
			}
		}
	}
	return mergeSpans(spans)
}

// startsAt tells whether words start with the term's.
func (t term) startsAt(words []text.Word) bool {
	if len(words) < len(t.words) {
		return false
	}
	for i, w := range t.words {
		last := i == len(t.words)-1
		if words[i].Text != w && !(last && t.prefix() && strings.HasPrefix(words[i].Text, w)) {
			return false
		}
	}
	return true
}

// mergeSpans sorts spans and joins those that overlap.
func mergeSpans(spans []Span) []Span {
	slices.SortFunc(spans, compareSpans)
	var merged []Span
	for _, s := range spans {
		if n := len(merged); n > 0 && s.Start < merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, s.End)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

func compareSpans(a, b Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}
