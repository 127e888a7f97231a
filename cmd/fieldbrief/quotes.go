package main

import (
	"strings"

	"fieldbrief/store"

	"github.com/spf13/cobra"
)

func (a *app) quotesCommand() *cobra.Command {
	return listing[store.Quote]{
		use:     "quotes",
		short:   "List cited quotes in the order of the text",
		formats: []string{"table", "json", "jsonl", "csv", "md"},
		head: columns{
			brief: []string{"SPEAKER", "QUOTE", "OCCASION", "CITED", "ID"},
			full:  []string{"id", "text", "speaker_id", "speaker", "speaker_as", "date", "basis", "event", "province_code", "province", "mentions", "cites", "confidence", "remark"},
		},
		records: func(library *store.Library, result *store.Result) (pages[store.Quote], error) {
			return func(offset, n int) ([]store.Quote, error) { return library.Quotes(result, offset, n) }, nil
		},
		row: quoteRow,
	}.command(a)
}

func quoteRow(q store.Quote) row {
	code, province := provinceCells(q.Province)
	occasion := ""
	if !q.Undated() {
		occasion = date(q.Date)
	}
	return row{
		value: q,
		brief: []string{q.Speaker.Name, "“" + q.Text + "”", occasion, cited(q.Cites), q.ID},
		full: []string{q.ID, q.Text, q.Speaker.ID, q.Speaker.Name, q.SpeakerAs, q.EDTF, string(q.Basis), q.Event, code, province,
			strings.Join(q.Mentions, "; "), citesIn(q.Cites), string(q.Confidence), q.Remark},
	}
}
