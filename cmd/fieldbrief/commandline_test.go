package main

import (
	"testing"

	"fieldbrief/cmd/internal/export"
	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// shellWords splits a command line as a POSIX shell does: single quotation marks,
// and a backslash outside of them.
func shellWords(line string) []string {
	var words []string
	word, quoted, escaped := "", false, false
	for _, r := range line {
		switch {
		case escaped:
			word, escaped = word+string(r), false
		case r == '\'':
			quoted = !quoted
		case quoted:
			word += string(r)
		case r == '\\':
			escaped = true
		case r == ' ':
			words, word = append(words, word), ""
		default:
			word += string(r)
		}
	}
	return append(words, word)
}

// understood reads a command line as the program does.
func understood(t *testing.T, library *store.Library, line string) store.Filter {
	t.Helper()
	var flags filterFlags
	var got store.Filter
	cmd := &cobra.Command{RunE: func(_ *cobra.Command, words []string) (err error) {
		if got, err = flags.filter(words); err == nil {
			got, _, err = library.Resolve(got)
		}
		return err
	}}
	flags.bind(&app{}, cmd)
	cmd.SetArgs(shellWords(line)[2:]) // without "fieldbrief events"
	if err := cmd.Execute(); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return got
}

func FuzzCommandLine(f *testing.F) {
	for _, line := range []string{
		"", `province:Balkh group:ISIS-K !kind:"armed attack" since:2021-08 until:2022-04 mosque "booby trapped" !hotel`,
		"group:Taliban+ISIS-K person:\"Sami Sadat\"", `province:"Sar-e Pol" it's `, `"province: a" b`, `!"a b`, "-x --y", `source:other inside:yes 'a'b`,
		"province:Balkh+x", "actor:taliban all:yes", `"a:b c`, "a+b !c:", `"since:2021 x" `,
	} {
		f.Add(line)
	}
	library := twoSources(f)
	f.Fuzz(func(t *testing.T, line string) {
		want, err := store.ParseFilter(line)
		if err != nil || store.Printable(line) != line {
			return
		}
		if want, _, err = library.Resolve(want); err != nil {
			return
		}
		want.AllActors = want.AllActors && len(want.Actors.Chosen) > 0 // all of none is no condition
		command := export.Command(library, want, "events")
		if got := understood(t, library, command); !got.Equal(want) {
			t.Errorf("%q asks for\n%s, and\n%s\nasks for\n%s", line, want, command, got)
		}
	})
}
