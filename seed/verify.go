package seed

import (
	"fieldbrief/seed/article"
	"fieldbrief/store"
)

// Matched is an article beside the briefing that rests on it.
type Matched struct {
	Source store.Source
	Same   bool // the very file the briefing was drawn from
	Found  []FoundCitation
}

// A FoundCitation is where a record's citation stands in an article.
type FoundCitation struct {
	Record store.Cited
	article.Found
}

// Missing gives the citations that are not in the article.
func (m *Matched) Missing() []FoundCitation { return m.in(article.Missing) }

// Elsewhere gives the citations that stand at another place than they say.
func (m *Matched) Elsewhere() []FoundCitation { return m.in(article.Elsewhere) }

func (m *Matched) in(state article.State) []FoundCitation {
	var list []FoundCitation
	for _, f := range m.Found {
		if f.State == state {
			list = append(list, f)
		}
	}
	return list
}

// enough is the part of a briefing's citations that must be in a text for the
// text to be taken for its source.
const enough = 1.0 / 3

// Verify finds the briefing of the library that rests on an article, and every
// one of its citations. ErrNoBriefing where there is none.
func Verify(library *store.Library, document article.Document) (*Matched, error) {
	cited := func(id string) ([]store.Cited, error) { return library.CitedIn(id), nil }
	match, err := recognise(document, library.Sources(), cited)
	if err == nil && match == nil {
		err = ErrNoBriefing
	}
	return match, err
}

// recognise finds the source that a document is: by its digest, else by the
// passages found in it. Nil where it is none of them.
func recognise(document article.Document, sources []store.Source, cited func(id string) ([]store.Cited, error)) (*Matched, error) {
	var best *Matched
	most := 0
	for _, source := range sources {
		if len(source.Digest) == 0 {
			continue
		}
		records, err := cited(source.ID)
		if err != nil {
			return nil, err
		}
		match := &Matched{Source: source, Same: source.SHA256 != "" && source.SHA256 == document.SHA256}
		here := 0
		for i, found := range article.Locate(document, citations(records)) {
			match.Found = append(match.Found, FoundCitation{records[i], found})
			if found.State != article.Missing {
				here++
			}
		}
		if match.Same {
			return match, nil
		}
		if here > most && float64(here) >= enough*float64(len(records)) {
			best, most = match, here
		}
	}
	return best, nil
}

func citations(records []store.Cited) []store.Citation {
	cites := make([]store.Citation, len(records))
	for i, r := range records {
		cites[i] = r.Citation
	}
	return cites
}
