package gazetteer

import (
	"encoding/csv"
	"fmt"
	"strings"
)

// table reads an embedded CSV file without its header. The files are part of
// the program: a broken one can only come from its build.
func table(name, text string, columns int) [][]string {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = columns
	rows, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("gazetteer: %s: %v", name, err))
	}
	return rows[1:]
}
