package export

import (
	"strings"

	"fieldbrief/store"
)

// InWords writes a clause with names in the place of ids, as one would type it.
func InWords(library *store.Library, c store.Clause) string {
	name, value := string(c.Facet), c.Value
	switch c.Facet {
	case store.ByText:
		name = ""
	case store.ByProvince:
		if p, found := library.Province(value); found {
			value = p.Name
		}
	case store.ByActor:
		name = "group"
		if actor, found := library.Actor(value); found {
			value = actor.Name
			if actor.Kind == store.Person {
				name = "person"
			}
		}
	}
	excluded := ""
	if c.Excluded {
		excluded = "!"
	}
	if name == "" {
		return excluded + value
	}
	return excluded + name + ":" + store.QuoteValue(value)
}

// words writes all parts of a filter.
func words(library *store.Library, filter store.Filter) []string {
	var parts []string
	for _, clause := range filter.Clauses() {
		parts = append(parts, InWords(library, clause))
	}
	return parts
}

// Command gives the command line that exports under a filter again, for a POSIX
// shell.
func Command(filter store.Filter, format Format) string {
	args := []string{"fieldbrief", "export", "--format", string(format)}
	text := filter.Text
	filter.Text = ""
	for _, c := range filter.Clauses() {
		args = append(args, arguments(c)...)
	}
	if filter.AllActors && len(filter.Actors.Chosen) > 1 {
		args = append(args, "all:yes")
	}
	if strings.TrimSpace(text) != "" {
		args = append(args, "--match", text)
	}
	for i, arg := range args {
		args[i] = shellQuoted(arg)
	}
	return strings.Join(args, " ")
}

// arguments gives what stands for a clause on a command line.
func arguments(c store.Clause) []string {
	value := c.Value
	if c.Excluded {
		value = "!" + value
	}
	switch c.Facet {
	case store.BySource, store.ByProvince, store.ByKind, store.BySince, store.ByUntil, store.ByArea:
		return []string{"--" + string(c.Facet), value}
	}
	if c.Facet == store.ByMarked {
		return []string{"--marked"}
	}
	return []string{strings.TrimSuffix(value, c.Value) + string(c.Facet) + ":" + store.QuoteValue(c.Value)}
}

// shellQuoted puts an argument in quotation marks where a shell would take it
// for more than text.
func shellQuoted(arg string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:,@%+", r)
	}
	if arg != "" && !strings.ContainsFunc(arg, func(r rune) bool { return !plain(r) }) {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}
