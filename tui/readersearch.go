package tui

import (
	"slices"

	"fieldbrief/store"
)

// A readerPlace is what one read when a search began.
type readerPlace struct {
	line  readerLine // at the top
	query string
	hits  []hit
	hit   int
}

// begin keeps the place from which a search that is typed looks on.
func (r *reader) begin() {
	r.origin = &readerPlace{r.anchor(), r.query, r.hits, r.hit}
}

// back gives a search up and returns to where it began.
func (r *reader) back() {
	o := r.origin
	if r.endSearch(); o != nil {
		r.query, r.hits, r.hit = o.query, o.hits, o.hit
		r.top = r.lineOf(o.line.block, o.line.span.Start)
		r.scroll(0)
	}
}

// endSearch forgets what was searched and stays where one is.
func (r *reader) endSearch() {
	r.query, r.hits, r.hit, r.origin = "", nil, -1, nil
}

// search looks for text in the document, letters folded, and goes to the first
// hit in sight or below. While a search is typed that is where it began, so
// that another letter never leads back.
func (r *reader) search(query string) {
	r.query, r.hits, r.hit = query, nil, -1
	if r.origin != nil {
		r.top = r.lineOf(r.origin.line.block, r.origin.line.span.Start)
		r.scroll(0)
	}
	wanted := foldedLetters(query)
	if len(wanted.letters) == 0 {
		r.query = ""
		return
	}
	for i, b := range r.doc.blocks {
		for _, span := range foldedLetters(b.text).find(wanted.letters) {
			r.hits = append(r.hits, hit{i, span})
		}
	}
	for i, h := range r.hits {
		if r.lineOf(h.block, h.span.Start) >= r.top {
			r.hit = i
			break
		}
	}
	if r.hit < 0 && len(r.hits) > 0 {
		r.hit = 0
	}
	if r.hit >= 0 {
		r.bring(r.hits[r.hit].block, r.hits[r.hit].span.Start)
	}
}

// folded is a text in the form in which letters are compared, and for each
// letter the code point it comes from.
type folded struct {
	letters []rune
	places  []int
}

func foldedLetters(s string) folded {
	var f folded
	place, space := 0, true
	for _, r := range s {
		switch form := store.Fold(string(r)); {
		case form != "":
			for _, l := range form {
				f.letters, f.places = append(f.letters, l), append(f.places, place)
			}
			space = false
		case !space && (r == ' ' || r == '\n'):
			f.letters, f.places = append(f.letters, ' '), append(f.places, place)
			space = true
		}
		place++
	}
	return f
}

// find gives the places of wanted, without overlap, in code points.
func (f folded) find(wanted []rune) []store.Span {
	var spans []store.Span
	for i := 0; i+len(wanted) <= len(f.letters); i++ {
		if slices.Equal(f.letters[i:i+len(wanted)], wanted) {
			spans = append(spans, store.Span{Start: f.places[i], End: f.places[i+len(wanted)-1] + 1})
			i += len(wanted) - 1
		}
	}
	return spans
}

func (r *reader) nextHit(by int) bool {
	if len(r.hits) == 0 {
		return false
	}
	r.hit = ((r.hit+by)%len(r.hits) + len(r.hits)) % len(r.hits)
	h := r.hits[r.hit]
	r.bring(h.block, h.span.Start)
	return true
}

// A hit is a place that a search found.
type hit struct {
	block int
	span  store.Span
}
