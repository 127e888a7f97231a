package store

import (
	"unicode"
	"unicode/utf8"

	"fieldbrief/store/internal/text"
)

// Fold gives the form in which names are compared: case, diacritics, Arabic
// letter forms and digits, quotation marks and dashes folded, ZWNJ and tatweel
// dropped, white space trimmed and collapsed.
func Fold(s string) string { return text.Fold(s) }

// Printable makes text that is not ours safe to print on one line of a
// terminal: valid UTF-8, NFC, line breaks and tabs as spaces, other control
// characters (C0, C1, DEL) visible, bidirectional controls dropped, runs of
// combining marks capped.
func Printable(s string) string { return text.Printable(s) }

// PrintableText is Printable for text of several lines: "\n" stays.
func PrintableText(s string) string { return text.PrintableText(s) }

// Normal gives the form in which passages are digested and found again: NFC,
// quotation marks and dashes folded, every run of white space one space, soft
// hyphens and U+200B–200D dropped.
func Normal(s string) string { return text.Normal(s) }

// Find calls found with every place of s, half-open in code points, where the
// words of phrase follow one another, folded. As in a filter, the last one may
// be the beginning of a word, unless white space ends it.
func Find(s, phrase string, found func(at Span)) {
	var words []string
	for _, w := range text.Words(phrase) {
		words = append(words, w.Text)
	}
	last, _ := utf8.DecodeLastRuneInString(phrase)
	text.Find(s, words, !unicode.IsSpace(last), func(start, end int) { found(Span{start, end}) })
}

// NameFinder finds names in texts, folded and as whole words. Those of up to
// four letters that are all capitals ("US") are found in capitals alone.
type NameFinder struct{ names text.Names }

// Add makes a name that stands for of; of two names that are alike the first
// stays.
func (f *NameFinder) Add(name string, of int) { f.names.Add(name, of) }

// Find calls found with every place of s where a name stands, half-open in code
// points, the longest where several do, and with what it stands for.
func (f *NameFinder) Find(s string, found func(at Span, of int)) {
	f.names.Find(s, func(start, end, of int) { found(Span{start, end}, of) })
}

// Isolated puts every stretch of right-to-left writing between FSI and PDI (UAX
// #9), so that it does not turn what stands beside it around. It is for lines
// that are printed, after Printable.
func Isolated(s string) string { return text.Isolated(s) }
