package gazetteer

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"

	"fieldbrief/store"
)

// Slug makes an id of a name: folded letters, marks and digits of any script,
// everything between them one hyphen, apostrophes left out. A name without any
// of these gets a digest for an id.
func Slug(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	gap := false
	for _, r := range store.Fold(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r != '\'':
			gap = true
		}
	}
	if b.Len() == 0 && name != "" {
		digest := fnv.New32a()
		digest.Write([]byte(name))
		return fmt.Sprintf("x%08x", digest.Sum32())
	}
	return b.String()
}
