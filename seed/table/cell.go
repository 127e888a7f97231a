package table

import (
	"encoding/json"
	"strings"
)

// formulaStarts are the characters by which a spreadsheet tells a formula.
const formulaStarts = "=+-@\t\r"

// Guard puts an apostrophe before text that a spreadsheet would take for a
// formula; never before a number. Text that looks as if it had been guarded is
// guarded again, so that Unguard gives back every text as it was.
func Guard(cell string) string {
	if startsFormula(cell) && !isNumber(cell) || isGuarded(cell) {
		return "'" + cell
	}
	return cell
}

// Unguard takes Guard's apostrophe off.
func Unguard(cell string) string {
	if isGuarded(cell) {
		return cell[1:]
	}
	return cell
}

func isGuarded(cell string) bool {
	return strings.HasPrefix(cell, "'") && startsFormula(strings.TrimLeft(cell, "'"))
}

func startsFormula(cell string) bool {
	return cell != "" && strings.IndexByte(formulaStarts, cell[0]) >= 0
}

func isNumber(cell string) bool {
	var n json.Number
	return json.Unmarshal([]byte(cell), &n) == nil
}

// escape writes a backslash before each character that would part s, and before
// spaces at its ends, which are trimmed when it is read.
func escape(s, special string) string {
	if !strings.ContainsAny(s, special) && strings.IndexByte(s, '\\') < 0 && strings.Trim(s, " ") == s {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		atEnd := s[i] == ' ' && (i == 0 || i == len(s)-1)
		if s[i] == '\\' || atEnd || strings.IndexByte(special, s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// trim takes off the spaces at the ends of s that have no backslash before them.
func trim(s string) string {
	s = strings.TrimLeft(s, " ")
	for strings.HasSuffix(s, " ") && !endsInBackslash(s[:len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func endsInBackslash(s string) bool {
	return (len(s)-len(strings.TrimRight(s, `\`)))%2 == 1
}

func unescape(s string) string {
	s = trim(s)
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// split cuts s at each sep that has no backslash before it. What it gives is
// still escaped.
func split(s string, sep byte) []string {
	var parts []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case sep:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// items gives the items of a list, still escaped; none of an empty cell.
func items(cell string) []string {
	if strings.Trim(cell, " ") == "" {
		return nil
	}
	parts := split(cell, ';')
	for i, part := range parts {
		parts[i] = trim(part)
	}
	return parts
}

// joined writes a list; one whose items are all empty is an empty cell.
func joined(list []string) string {
	if strings.Join(list, "") == "" {
		return ""
	}
	return strings.Join(list, "; ")
}
