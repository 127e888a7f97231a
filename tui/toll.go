package tui

import (
	"strconv"
	"strings"

	"fieldbrief/store"
)

// shortToll gives a toll for the list: "12+ killed", "" where none is given,
// and the mark of one that covers other events too.
func shortToll(t *store.Toll) (text, shared string) {
	if text = t.String(); text == "" {
		return "", ""
	}
	return text + " killed", sharedMark(t)
}

// sharedMark tells over how many events a toll goes: "²".
func sharedMark(t *store.Toll) string {
	if len(t.Shared) == 0 {
		return ""
	}
	var mark strings.Builder
	for _, digit := range strconv.Itoa(len(t.Shared) + 1) {
		mark.WriteRune([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[digit-'0'])
	}
	return mark.String()
}

// citesMark tells in short where a record is cited: "¶8", "¶8+" where in other
// paragraphs too, "" for rows of a data set.
func citesMark(cites []store.Citation) string {
	first, more := 0, false
	for _, c := range cites {
		if first == 0 {
			first = c.Paragraph
		}
		more = more || c.Paragraph != first && c.Paragraph != 0
	}
	if first == 0 {
		return ""
	}
	mark := "¶" + strconv.Itoa(first)
	if more {
		mark += "+"
	}
	return mark
}
