package tui

import (
	"sort"
	"strings"

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
		r.returnTo(o.line)
	}
}

// returnTo brings a line to the top again.
func (r *reader) returnTo(l readerLine) {
	r.top = r.flow.holding(max(0, l.block), l.span.Start)
	r.scroll(0)
}

// endSearch forgets what was searched and stays where one is.
func (r *reader) endSearch() {
	r.query, r.hits, r.hit, r.origin = "", nil, -1, nil
	r.bar = overview{}
}

// search looks for words that follow one another, folded, the last of them a
// beginning until a space ends it, and goes to the first hit in sight or below.
// While a search is typed that is where it began, so that another letter never
// leads back.
func (r *reader) search(query string) {
	r.query, r.hits, r.hit, r.bar = query, nil, -1, overview{}
	if strings.TrimSpace(query) == "" {
		r.query = ""
	}
	if r.origin != nil {
		r.returnTo(r.origin.line)
	}
	for i := range r.doc.blocks {
		store.Find(r.block(i).text, r.query, func(at store.Span) { r.hits = append(r.hits, hit{i, at}) })
	}
	if len(r.hits) == 0 {
		return
	}
	r.hit = r.firstHit()
	r.bring(r.hits[r.hit].block, r.hits[r.hit].span.Start)
}

// firstHit gives the first hit in sight or below, else the first of all.
func (r *reader) firstHit() int {
	first := r.hitsFrom(r.top.block)
	for first < len(r.hits) && r.flow.holding(r.hits[first].block, r.hits[first].span.Start).before(r.top) {
		first++
	}
	if first == len(r.hits) {
		return 0
	}
	return first
}

// hitsFrom gives the first hit in a block or those after it.
func (r *reader) hitsFrom(block int) int {
	return sort.Search(len(r.hits), func(i int) bool { return r.hits[i].block >= block })
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
