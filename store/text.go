package store

import "fieldbrief/store/internal/text"

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
