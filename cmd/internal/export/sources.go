package export

import (
	"strconv"

	"fieldbrief/store"
)

// SourceRecord is a source with what it has under the filter.
type SourceRecord struct {
	ID        string      `json:"id"`
	Title     string      `json:"title"`
	Author    *string     `json:"author"` // null where the source prints none
	Outlet    *string     `json:"outlet"`
	Published *string     `json:"published"`
	Basis     store.Basis `json:"basis,omitempty"` // of the publication date
	Kind      string      `json:"kind"`
	Events    int         `json:"events"`
	Quotes    int         `json:"quotes"`
	SHA256    *string     `json:"sha256"`
	Licence   string      `json:"licence,omitempty"`
	URL       string      `json:"url,omitempty"`
	Attached  bool        `json:"attached"` // whether its text has been attached
	Remark    string      `json:"remark,omitempty"`
	date      store.Date
	digest    bool // it has one
}

// SourceColumns are the headings of sources.
func SourceColumns() Columns {
	return Columns{
		Brief: []string{"TITLE", "KIND", "PUBLISHED", "EVENTS", "QUOTES", "TEXT", "ID"},
		Full:  []string{"id", "title", "author", "outlet", "published", "basis", "kind", "events", "quotes", "sha256", "licence", "url", "attached", "remark"},
	}
}

func Sources(library *store.Library, result *store.Result) ([]SourceRecord, error) {
	var records []SourceRecord
	for _, count := range kept(result.Sources, result.Filter.Sources, false) {
		s, found := library.Source(count.ID)
		if !found {
			continue
		}
		_, attached, err := library.Text(s.ID)
		if err != nil {
			return nil, err
		}
		records = append(records, SourceRecord{
			ID: s.ID, Title: s.Title, Author: orNull(s.Author), Outlet: orNull(s.Outlet), Published: orNull(s.Published.EDTF), Basis: s.Published.Basis,
			Kind: s.Kind, Events: count.Events, Quotes: count.Quotes, SHA256: orNull(s.SHA256), Licence: s.Licence, URL: s.URL,
			Attached: attached, Remark: s.Remark, date: s.Published, digest: len(s.Digest) > 0,
		})
	}
	return records, nil
}

// SourceRow makes a row of a source.
func SourceRow(r SourceRecord) Row {
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	attached := "none" // of a data set: its rows are all there is
	switch {
	case r.Attached:
		attached = "attached"
	case r.digest:
		attached = "digest"
	}
	return Row{
		Value: r,
		Brief: func() []string {
			return []string{r.Title, r.Kind, date(r.date), strconv.Itoa(r.Events), strconv.Itoa(r.Quotes), attached, r.ID}
		},
		Full: func() []string {
			return []string{r.ID, r.Title, text(r.Author), text(r.Outlet), text(r.Published), string(r.Basis), r.Kind,
				strconv.Itoa(r.Events), strconv.Itoa(r.Quotes), text(r.SHA256), r.Licence, r.URL, strconv.FormatBool(r.Attached), r.Remark}
		},
	}
}
