package store

import (
	"cmp"
	"slices"

	"fieldbrief/store/internal/text"
)

// Highlights gives the stretches of s, in code points, that the filter's text
// hits: for each wanted term its words, in order and without overlap.
func (f Filter) Highlights(s string) []Span {
	var spans []Span
	for _, t := range parseTerms(f.Text) {
		if !t.excluded {
			text.Find(s, t.words, t.prefix(), func(start, end int) { spans = append(spans, Span{start, end}) })
		}
	}
	return mergeSpans(spans)
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
