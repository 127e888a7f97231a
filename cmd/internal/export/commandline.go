package export

import (
	"strings"
	"unicode"

	"fieldbrief/store"
)

// Names is what a command line takes names from: *store.Library.
type Names interface {
	Resolve(f store.Filter) (store.Filter, []string, error)
	Province(id string) (store.Province, bool)
	Actor(id string) (store.Actor, bool)
}

// Command gives the command line that asks for a filter again, for a POSIX
// shell: args, then a word for each part of the filter, with names where they
// mean the same as its ids. fish and PowerShell read it too, unless a value
// holds a quotation mark.
func Command(of Names, filter store.Filter, args ...string) string {
	words := append([]string{"fieldbrief"}, args...)
	var text []string
	dashed := false
	for _, c := range filter.Clauses() {
		if c.Facet != store.ByText {
			words = append(words, argument(of, c))
			continue
		}
		text = append(text, clause(c))
		dashed = dashed || strings.HasPrefix(c.Value, "-")
	}
	if filter.AllActors && len(filter.Choice(store.ByActor).Chosen) > 0 {
		words = append(words, "all:yes")
	}
	if last := len(text) - 1; last >= 0 && wholeWord(filter.Text) {
		text[last] += " "
	}
	if dashed { // it would be taken for a flag
		text = []string{"--match=" + strings.Join(text, " ")}
	}
	words = append(words, text...)
	for i, w := range words {
		words[i] = shellQuoted(w)
	}
	return strings.Join(words, " ")
}

// wholeWord tells whether a space ends the last word of a filter's text, so that
// it is no beginning of one.
func wholeWord(text string) bool {
	last := strings.TrimRightFunc(text, unicode.IsSpace)
	return last != text && !strings.HasSuffix(last, `"`)
}

// argument writes a clause by name where that finds the same value and no other,
// else by id.
func argument(of Names, c store.Clause) string {
	byName := InWords(of, c)
	typed, err := store.ParseFilter(byName)
	if err == nil {
		typed, _, err = of.Resolve(typed)
	}
	if clauses := typed.Clauses(); err == nil && len(clauses) == 1 && clauses[0] == c {
		return unquoted(byName)
	}
	return unquoted(clause(c))
}

// clause writes a clause as a filter line has it.
func clause(c store.Clause) string {
	excluded := ""
	if c.Excluded {
		excluded = "!"
	}
	if c.Facet == store.ByText {
		return excluded + c.Value
	}
	return excluded + string(c.Facet) + ":" + store.QuoteValue(c.Value)
}

// unquoted takes the quotation marks off a value that is known for one by being
// one argument: not all shells hand them on.
func unquoted(word string) string {
	field, value, _ := strings.Cut(word, ":")
	bare := strings.TrimSuffix(strings.TrimPrefix(value, `"`), `"`)
	if bare == value || strings.ContainsAny(bare, `"+!:`) || strings.TrimSpace(bare) != bare {
		return word
	}
	return field + ":" + bare
}

// shellQuoted puts an argument in quotation marks where a shell would take it
// for more than text; control characters it leaves out.
func shellQuoted(arg string) string {
	arg = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, arg)
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:,@%+", r)
	}
	if arg != "" && !strings.ContainsFunc(arg, func(r rune) bool { return !plain(r) }) {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}
