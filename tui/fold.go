package tui

import (
	"strings"
	"unicode/utf8"

	"fieldbrief/store"
)

// foldName is store.Fold, quick for the thousands of plain names that a picker
// folds when it opens.
func foldName(name string) string {
	for i := 0; i < len(name); i++ {
		if c := name[i]; c < ' ' || c == '`' || c >= utf8.RuneSelf || c == ' ' && (i == 0 || i == len(name)-1 || name[i-1] == ' ') {
			return store.Fold(name)
		}
	}
	return strings.ToLower(name)
}
