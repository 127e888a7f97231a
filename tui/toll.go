package tui

import (
	"fmt"
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

// fullToll puts a toll into words, unknown figures told from zero.
func fullToll(t *store.Toll) string {
	switch {
	case t == nil || t.Low == nil && t.Best == nil && t.High == nil:
		return "not given"
	case t.Best == nil && t.High == nil:
		return fmt.Sprintf("at least %d", *t.Low)
	case t.Best == nil && t.Low == nil:
		return fmt.Sprintf("at most %d", *t.High)
	case t.Best == nil:
		return fmt.Sprintf("%d to %d, no best figure", *t.Low, *t.High)
	case t.Low != nil && t.High != nil && *t.Low == *t.Best && *t.High == *t.Best:
		return strconv.Itoa(*t.Best)
	case t.Low != nil && t.High != nil:
		return fmt.Sprintf("%d (%d to %d)", *t.Best, *t.Low, *t.High)
	case t.Low != nil && *t.Low == *t.Best:
		return fmt.Sprintf("at least %d", *t.Best)
	case t.Low != nil:
		return fmt.Sprintf("%d, at least %d", *t.Best, *t.Low)
	case t.High != nil:
		return fmt.Sprintf("%d, at most %d", *t.Best, *t.High)
	}
	return strconv.Itoa(*t.Best)
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
