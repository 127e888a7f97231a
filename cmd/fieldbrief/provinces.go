package main

import (
	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

func (a *app) provincesCommand() *cobra.Command {
	return listing[export.ProvinceRecord]{
		use:     "provinces",
		short:   "List provinces with their events and quotes",
		formats: []string{"table", "json", "jsonl", "csv", "md", "geojson"},
		head:    export.ProvinceColumns(),
		records: func(library *store.Library, result *store.Result) (pages[export.ProvinceRecord], error) {
			return slicePages(export.Provinces(library, result)), nil
		},
		row: func(*store.Library) func(export.ProvinceRecord) export.Row { return export.ProvinceRow },
	}.command(a)
}
