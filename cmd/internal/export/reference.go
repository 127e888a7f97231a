package export

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"

	"fieldbrief/store"
)

// A reference is a work that records rest on: a document, a news item that a row
// of a data set names, or a data set whose rows name none.
type reference struct {
	key       string // unique, the same in every export
	kind      string // of the source
	title     string
	author    string
	outlet    string
	published string // EDTF, or as a data set has it
	url       string
	notes     []string
	dataset   bool // a data set itself
	item      bool // named by a row of one
}

// references gives each cited work once, in the order in which they are first
// cited. Memory grows by a few bytes a work.
func (x *exporter) references(yield func(reference) error) error {
	seen := make(map[[8]byte]bool)
	cites := func(cites []store.Citation) error {
		for _, c := range cites {
			id := workID(c)
			if seen[id] {
				continue
			}
			seen[id] = true
			if err := yield(newReference(x.Library, c, id)); err != nil {
				return err
			}
		}
		return nil
	}
	if err := x.events(func(e store.Event) error { return cites(e.Cites) }); err != nil {
		return err
	}
	return x.quotes(func(q store.Quote) error { return cites(q.Cites) })
}

// workID tells the work that is cited from others.
func workID(c store.Citation) [8]byte {
	parts := []string{c.Source}
	if isItem(c) {
		parts = append(parts, c.Outlet, c.Date, c.Headline)
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return [8]byte(sum[:8])
}

// isItem tells a citation of a row that names the news it rests on.
func isItem(c store.Citation) bool { return c.Paragraph == 0 && c.Outlet+c.Headline != "" }

func newReference(library *store.Library, c store.Citation, id [8]byte) reference {
	s, found := library.Source(c.Source)
	if !found {
		s = store.Source{ID: c.Source, Title: c.Source}
	}
	if isItem(c) {
		r := reference{key: sourceKey(s.ID) + "-" + hex.EncodeToString(id[:]), kind: s.Kind, title: c.Headline, outlet: c.Outlet, published: c.Date, item: true,
			notes: []string{"as cited by " + s.Title}}
		if r.title == "" {
			r.title, r.outlet = c.Outlet, ""
		}
		return r
	}
	r := reference{key: sourceKey(s.ID), kind: s.Kind, title: s.Title, author: s.Author, outlet: s.Outlet, published: s.Published.EDTF, url: s.URL,
		dataset: c.Paragraph == 0}
	if r.title == "" {
		r.title = s.ID
	}
	if b := s.Published.Basis; b != "" && b != store.Stated {
		r.notes = append(r.notes, "date "+string(b))
	}
	if s.Licence != "" {
		r.notes = append(r.notes, "licence: "+s.Licence)
	}
	return r
}

var keySign = regexp.MustCompile(`[^A-Za-z0-9-]+`)

// sourceKey makes a key of a source's id; one that has other signs than keys may
// have gets a digest, so that keys stay apart.
func sourceKey(id string) string {
	key := keySign.ReplaceAllString(id, "-")
	if key == id {
		return key
	}
	sum := sha256.Sum256([]byte(id))
	return key + "-" + hex.EncodeToString(sum[:4])
}

var calendarDate = regexp.MustCompile(`^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?`)

// dateParts gives year, month and day, as far as a date has them.
func dateParts(edtf string) []int {
	var parts []int
	m := calendarDate.FindStringSubmatch(edtf)
	for i := 1; i < len(m) && m[i] != ""; i++ {
		n, err := strconv.Atoi(m[i])
		if err != nil || i == 2 && (n < 1 || n > 12) { // a season
			break
		}
		parts = append(parts, n)
	}
	return parts
}

// vague tells whether a date is more than a calendar day, month or year.
func vague(edtf string) bool {
	return edtf != "" && calendarDate.FindString(edtf) != edtf
}
