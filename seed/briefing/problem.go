package briefing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// maxProblems is how many faults are told before reading on is pointless.
const maxProblems = 1000

// A Problem is one fault of a briefing file.
type Problem struct {
	File    string
	Line    int    // from 1; 0 for the file as a whole
	Field   string // "events[mosque-blasts].killed.low"; "" for the file as a whole
	Message string // what is wrong and what is expected
}

func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	if p.Field != "" {
		b.WriteString(": " + p.Field)
	}
	return b.String() + ": " + p.Message
}

// Problems are all faults found in a briefing file, in the order of its lines.
type Problems []Problem

// Error gives one line for each problem.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the problems one by one.
func (ps Problems) Unwrap() []error {
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errs
}

func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	if len(ps) > maxProblems {
		last := ps[maxProblems-1]
		ps = append(ps[:maxProblems:maxProblems], Problem{File: last.File, Line: last.Line, Message: "too many problems: the rest are not listed"})
	}
	return ps
}

// fail records a problem.
func (r *reader) fail(line int, field, format string, args ...any) {
	if !r.full() {
		r.problems = append(r.problems, Problem{r.file, line, field, fmt.Sprintf(format, args...)})
	}
}

// full tells that there are more problems than anybody wants to read.
func (r *reader) full() bool { return len(r.problems) > maxProblems }

// maxCompared is how many pairs of letters are compared for advice on one file;
// after so many misspelt words the rest go without.
const maxCompared = 2e7

// nearest gives an advice that names the candidates that a misspelt word is
// likely to mean, "" where none is near.
func (r *reader) nearest(word string, candidates []string) string {
	if !r.advises() {
		return ""
	}
	for _, c := range candidates {
		r.compared += len(word) * len(c)
	}
	return didYouMean(near(word, candidates))
}

// nearestKey is nearest among the keys of ids.
func (r *reader) nearestKey(word string, ids map[string]int) string {
	if !r.advises() {
		return ""
	}
	return r.nearest(word, slices.Sorted(maps.Keys(ids)))
}

func (r *reader) advises() bool { return !r.full() && r.compared < maxCompared }

func didYouMean(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(words, " or ") + "?"
}

// near gives the candidates, three at most, that need the fewest changes to be
// the word, unless they need too many.
func near(word string, candidates []string) []string {
	if len(word) > 80 {
		return nil
	}
	least, found := max(1, len([]rune(word))/3), []string(nil)
	for _, c := range candidates {
		switch d := distance(strings.ToLower(word), strings.ToLower(c)); {
		case d < least:
			least, found = d, []string{c}
		case d == least && len(found) < 3:
			found = append(found, c)
		}
	}
	return found
}

// distance gives the letters to change, add, drop or swap with their
// neighbours to make a into b (optimal string alignment).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range t {
		rows[0][j+1] = j + 1
	}
	for i := range s {
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			d := min(rows[i][j+1]+1, rows[i+1][j]+1, rows[i][j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				d = min(d, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = d
		}
	}
	return rows[len(s)][len(t)]
}

// shown quotes a value of the file for a message, shortened where it is long.
func shown(s string) string {
	if runes := []rune(s); len(runes) > 60 {
		s = string(runes[:59]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
