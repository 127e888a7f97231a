package main

import (
	"fmt"
	"slices"
	"strings"

	"fieldbrief/store"

	"github.com/spf13/cobra"
)

// wordsOfLine stands in for a function of the bash-completion package, which
// cobra's script calls and phones and small systems do not have: it gives the
// words of the line without breaking them at = and :.
const wordsOfLine = `
if ! declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref() {
        local i word rest=$COMP_LINE
        words=()
        for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
            word=${COMP_WORDS[i]}
            if ((i > 0)) && [[ $rest != [[:space:]]* ]]; then
                words[${#words[@]}-1]+=$word
            else
                rest=${rest#"${rest%%[![:space:]]*}"}
                words+=("$word")
            fi
            rest=${rest#"$word"}
            if ((i == COMP_CWORD)); then
                cword=$((${#words[@]} - 1))
            fi
        done
        cur=${words[cword]}
        prev=
        if ((cword > 0)); then prev=${words[cword-1]}; fi
    }
fi
`

// bareBash has the script for bash work where bash-completion is missing.
func (a *app) bareBash(root *cobra.Command) {
	bash, _, err := root.Find([]string{"completion", "bash"})
	if err != nil || bash.RunE == nil {
		return
	}
	script := bash.RunE
	bash.RunE = func(cmd *cobra.Command, args []string) error {
		if err := script(cmd, args); err != nil {
			return outputError(err)
		}
		_, err := fmt.Fprint(a.out, wordsOfLine)
		return outputError(err)
	}
}

// completeWord offers the parts of a filter line: the words before a colon, and
// behind them the library's own names.
func (a *app) completeWord(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	field, _, found := strings.Cut(typed, ":")
	if !found {
		return openFields(typed), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
	names, known := namesOf()[strings.TrimPrefix(field, "!")]
	if !known {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	values, directive := a.complete(names)
	for i, value := range values {
		values[i] = field + ":" + value
	}
	return values, directive
}

// openFields gives the words that may stand before a colon.
func openFields(typed string) []string {
	sign := ""
	if strings.HasPrefix(typed, "!") {
		sign = "!"
	}
	fields := store.FieldNames()
	for i, f := range fields {
		fields[i] = sign + f + ":"
	}
	slices.Sort(fields)
	return fields
}
