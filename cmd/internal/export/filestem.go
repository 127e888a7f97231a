package export

import (
	"regexp"
	"strings"

	"fieldbrief/store"
)

var notInNames = regexp.MustCompile(`[^\pL\pM\pN]+`)

// longestStem is the most bytes of a name made of a filter.
const longestStem = 80

// FileStem gives a name for a file of the selection, without extension, made of
// its filter: "fieldbrief-province-balkh".
func (s Selection) FileStem() string {
	name := store.Fold(strings.ReplaceAll(strings.Join(words(s.Library, s.Result.Filter), " "), "!", "not "))
	stem := "fieldbrief"
	for _, word := range notInNames.Split(name, -1) {
		if word == "" {
			continue
		}
		if len(stem)+1+len(word) > longestStem {
			break
		}
		stem += "-" + word
	}
	return stem
}
