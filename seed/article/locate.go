package article

import (
	"cmp"
	"slices"

	"fieldbrief/store"
)

// State tells where the passage of a citation was found.
type State int

const (
	Missing   State = iota // nowhere
	InPlace                // at its own span
	Elsewhere              // at another span
)

func (s State) String() string {
	return [...]string{"not found", "in place", "found elsewhere"}[s]
}

// A Found is a citation with the place of its passage in a document.
type Found struct {
	Cite      store.Citation
	State     State
	Span      store.Span // in Document.Body; zero where Missing
	Paragraph int        // number of the document's paragraph it begins in, from 1; 0 where it is in none
}

// surePassage is the length, in code points, from which a passage is known by
// its own digest alone. A shorter one ("last year") may well recur by chance:
// it is accepted elsewhere only with the words before or after it, or in its
// due order among the citations around it.
const surePassage = 32

// Locate finds the passages of citations in a document, one Found for each
// citation and in their order. A passage whose digest fits at its own span is
// in place. All others are searched everywhere in the normal form of
// store.Normal, and, where some are not found so, in the body without the line
// breaks that follow hyphens; of several hits the one with the right
// surroundings counts, then the one nearest to where its neighbours have moved.
func Locate(doc Document, cites []store.Citation) []Found {
	body := []rune(doc.Body)
	found := make([]Found, len(cites))
	var lost []int
	for i, c := range cites {
		found[i] = Found{Cite: c}
		if inPlace(body, c) {
			found[i].place(InPlace, c.Span(), doc)
		} else if c.Passage.Length > 0 && c.Passage.SHA256 != "" {
			lost = append(lost, i)
		}
	}
	if len(lost) > 0 {
		settle(doc, found, allHits(doc, body, found, lost))
	}
	return found
}

// allHits gives the hits of the lost citations in the body and, where it leaves
// some without any, those of the doubtful ones in the unwrapped body.
func allHits(doc Document, body []rune, found []Found, lost []int) map[int][]hit {
	hits := search(newNormalForm(doc.Body), body, found, lost)
	if len(hits) == len(lost) {
		return hits
	}
	unwrapped, broken := unwrap(body)
	if !broken {
		return hits
	}
	doubtful := slices.DeleteFunc(slices.Clone(lost), func(i int) bool {
		return slices.ContainsFunc(hits[i], func(h hit) bool { return h.context > 0 })
	})
	for i, more := range unwrapped.search(found, doubtful) {
		hits[i] = merged(hits[i], more)
	}
	return hits
}

// merged gives the hits of two searches, each place once.
func merged(hits, more []hit) []hit {
	for _, h := range more {
		if i := slices.IndexFunc(hits, func(k hit) bool { return k.span == h.span }); i >= 0 {
			hits[i].context = max(hits[i].context, h.context)
		} else {
			hits = append(hits, h)
		}
	}
	return hits
}

func inPlace(body []rune, c store.Citation) bool {
	return c.Start >= 0 && c.Start < c.End && c.End <= len(body) &&
		store.NewPassage(body, c.Span()).SHA256 == c.Passage.SHA256
}

func (f *Found) place(state State, span store.Span, doc Document) {
	f.State, f.Span = state, span
	f.Paragraph = 1 + slices.IndexFunc(doc.Paragraphs, func(p store.Span) bool {
		return p.Start <= span.Start && span.Start < p.End
	})
}

// settle chooses among the hits of each lost citation: first those that are
// beyond doubt, then, with them as landmarks, the doubtful ones.
func settle(doc Document, found []Found, hits map[int][]hit) {
	var doubtful []int
	for i := range found {
		best := bestSurrounded(hits[i])
		switch {
		case len(best) == 0:
		case len(best) == 1 && (best[0].context > 0 || found[i].Cite.Passage.Length >= surePassage):
			found[i].place(Elsewhere, best[0].span, doc)
		default:
			hits[i] = best
			doubtful = append(doubtful, i)
		}
	}
	slices.SortStableFunc(doubtful, func(a, b int) int { return cmp.Compare(len(hits[a]), len(hits[b])) })
	marks := landmarks(found)
	for _, i := range doubtful {
		cite := found[i].Cite
		near := nearest(hits[i], marks, cite.Start)
		unsure := near.context == 0 && cite.Passage.Length < surePassage
		if !unsure || marks.inOrder(cite.Start, near.span.Start) {
			found[i].place(Elsewhere, near.span, doc)
			marks = marks.with(mark{cite.Start, near.span.Start})
		}
	}
}

// bestSurrounded keeps the hits of which most surroundings fit.
func bestSurrounded(hits []hit) []hit {
	if len(hits) == 0 {
		return nil
	}
	most := slices.MaxFunc(hits, func(a, b hit) int { return cmp.Compare(a.context, b.context) }).context
	return slices.DeleteFunc(slices.Clone(hits), func(h hit) bool { return h.context < most })
}

// A mark pairs the cited start of a found passage with where it is now.
type mark struct{ cited, now int }

// marks stand in cited order.
type marks []mark

func landmarks(found []Found) marks {
	var m marks
	for _, f := range found {
		if f.State != Missing {
			m = append(m, mark{f.Cite.Start, f.Span.Start})
		}
	}
	slices.SortFunc(m, func(a, b mark) int { return cmp.Or(cmp.Compare(a.cited, b.cited), cmp.Compare(a.now, b.now)) })
	return m
}

func (m marks) with(added mark) marks {
	_, after := m.around(added.cited)
	return slices.Insert(m, after, added)
}

// around gives the landmarks before and after a cited start; -1 and len(m)
// where there is none.
func (m marks) around(cited int) (before, after int) {
	after, _ = slices.BinarySearchFunc(m, cited+1, func(e mark, at int) int { return cmp.Compare(e.cited, at) })
	return after - 1, after
}

// expect guesses where a cited start has moved, from the nearest landmark.
func (m marks) expect(cited int) int {
	before, after := m.around(cited)
	switch {
	case len(m) == 0:
		return cited
	case before < 0, after < len(m) && m[after].cited-cited < cited-m[before].cited:
		before = after
	}
	return m[before].now + cited - m[before].cited
}

// inOrder tells whether a place stands between the landmarks that stand around
// the cited start; it needs one at least.
func (m marks) inOrder(cited, now int) bool {
	before, after := m.around(cited)
	return len(m) > 0 && (before < 0 || m[before].now <= now) && (after == len(m) || now <= m[after].now)
}

func nearest(hits []hit, m marks, cited int) hit {
	expected := m.expect(cited)
	return slices.MinFunc(hits, func(a, b hit) int {
		return cmp.Compare(abs(a.span.Start-expected), abs(b.span.Start-expected))
	})
}

func abs(n int) int { return max(n, -n) }
