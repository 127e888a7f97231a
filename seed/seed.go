// Package seed is how a library gets its content: the shipped briefing, and the
// briefings and articles that a reader imports.
package seed

import (
	_ "embed"
	"fmt"

	"fieldbrief/seed/briefing"
	"fieldbrief/store"
)

// DefaultID is the id of the shipped briefing's source.
const DefaultID = "confronting-the-taliban"

// revision numbers the shipped briefing; a library that holds an unedited copy
// of a lower one takes up the newer. It goes up with every change of the file
// that is released.
const revision = 1

//go:embed confronting-the-taliban.yaml
var shipped []byte

// Default reads the shipped briefing, drawn from the op-ed "Confronting The
// Taliban" (Afghanistan, 2021-22).
func Default() (store.Briefing, error) {
	b, err := briefing.Read("the shipped briefing", shipped)
	if err != nil {
		return store.Briefing{}, fmt.Errorf("read the shipped briefing: %w", err)
	}
	return b, nil
}
