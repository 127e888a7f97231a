package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

// takes asks for at least so many arguments, and at most so many where most is
// not 0; what names them, and where they come from.
func takes(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return fmt.Errorf("%s: name %s: fieldbrief %s", cmd.Name(), what, cmd.Use)
		case most > 0 && len(args) > most:
			return fmt.Errorf("%s takes %s alone, %q is too much: fieldbrief %s", cmd.Name(), what, args[most], cmd.Use)
		}
		return nil
	}
}
