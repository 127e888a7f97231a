package main

import (
	"strconv"

	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// sourceRecord is a source with what it has under the filter.
type sourceRecord struct {
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

func (a *app) sourcesCommand() *cobra.Command {
	return listing[sourceRecord]{
		use:     "sources",
		short:   "List briefings and data sets",
		formats: []string{"table", "json", "jsonl", "csv", "md"},
		head: columns{
			brief: []string{"TITLE", "KIND", "PUBLISHED", "EVENTS", "QUOTES", "TEXT", "ID"},
			full:  []string{"id", "title", "author", "outlet", "published", "basis", "kind", "events", "quotes", "sha256", "licence", "url", "attached", "remark"},
		},
		records: sourceRecords,
		row:     sourceRow,
	}.command(a)
}

func sourceRecords(library *store.Library, result *store.Result) (pages[sourceRecord], error) {
	var records []sourceRecord
	for _, count := range kept(result.Sources, result.Filter.Sources, false) {
		s, found := library.Source(count.ID)
		if !found {
			continue
		}
		_, attached, err := library.Text(s.ID)
		if err != nil {
			return nil, err
		}
		records = append(records, sourceRecord{
			ID: s.ID, Title: s.Title, Author: orNull(s.Author), Outlet: orNull(s.Outlet), Published: orNull(s.Published.EDTF), Basis: s.Published.Basis,
			Kind: s.Kind, Events: count.Events, Quotes: count.Quotes, SHA256: orNull(s.SHA256), Licence: s.Licence, URL: s.URL,
			Attached: attached, Remark: s.Remark, date: s.Published, digest: len(s.Digest) > 0,
		})
	}
	return slicePages(records), nil
}

func sourceRow(r sourceRecord) row {
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
	return row{
		value: r,
		brief: []string{r.Title, r.Kind, date(r.date), strconv.Itoa(r.Events), strconv.Itoa(r.Quotes), attached, r.ID},
		full: []string{r.ID, r.Title, text(r.Author), text(r.Outlet), text(r.Published), string(r.Basis), r.Kind,
			strconv.Itoa(r.Events), strconv.Itoa(r.Quotes), text(r.SHA256), r.Licence, r.URL, strconv.FormatBool(r.Attached), r.Remark},
	}
}
