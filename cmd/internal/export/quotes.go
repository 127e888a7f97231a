package export

import (
	"strings"

	"fieldbrief/store"
)

// QuoteColumns are the headings of quotes.
func QuoteColumns() Columns {
	return Columns{
		Brief: []string{"SPEAKER", "QUOTE", "OCCASION", "CITED", "ID"},
		Full:  []string{"id", "text", "speaker_id", "speaker", "speaker_as", "date", "basis", "event", "province_code", "province", "mentions", "cites", "confidence", "remark"},
	}
}

// QuoteRows gives what makes rows of a library's quotes.
func QuoteRows(library *store.Library) func(store.Quote) Row {
	marks := marksOf(library)
	return func(q store.Quote) Row {
		row := rowOfQuote(q)
		row.Value = marks.quote(q)
		return row
	}
}

func rowOfQuote(q store.Quote) Row {
	code, province := provinceCells(q.Province)
	return Row{
		Brief: func() []string {
			occasion := ""
			if !q.Undated() {
				occasion = date(q.Date)
			}
			return []string{q.Speaker.Name, "“" + q.Text + "”", occasion, cited(q.Cites), q.ID}
		},
		Full: func() []string {
			return []string{q.ID, q.Text, q.Speaker.ID, q.Speaker.Name, q.SpeakerAs, q.EDTF, string(q.Basis), q.Event, code, province,
				strings.Join(q.Mentions, "; "), citesIn(q.Cites), string(q.Confidence), q.Remark}
		},
	}
}
