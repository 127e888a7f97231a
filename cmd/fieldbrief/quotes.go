package main

import (
	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

func (a *app) quotesCommand() *cobra.Command {
	return listing[store.Quote]{
		use:     "quotes",
		short:   "List cited quotes in the order of the text",
		formats: []string{"table", "json", "jsonl", "csv", "md"},
		head:    export.QuoteColumns(),
		records: func(library *store.Library, result *store.Result) (pages[store.Quote], error) {
			return func(offset, n int) ([]store.Quote, error) { return library.Quotes(result, offset, n) }, nil
		},
		row: export.QuoteRows,
	}.command(a)
}
