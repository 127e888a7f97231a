package main

import (
	"errors"
	"os"

	"github.com/spf13/cobra"
)

const about = `Read conflict briefings offline: who, where, when, and who said it.

Without a subcommand, fieldbrief opens the explorer; FILTER WORDS narrow it:
  province:Balkh group:ISIS-K person:"Ahmad Massoud" kind:bombing source:ID
  since:2021-08 until:2022-04 mosque "booby trapped" !hotel
! excludes, group:A+B asks for both; where the output is no terminal, the
briefing is printed as with "fieldbrief show".`

// app is what every subcommand shares.
type app struct {
	streams
	library string // path given by flag or environment, "" for the usual place
	config  string // path given by flag, "" for the environment's or the usual place
}

// newRoot builds the command line.
func newRoot(io streams) *cobra.Command {
	a := &app{streams: io}
	var flags filterFlags
	var look lookFlags
	root := &cobra.Command{
		Use:           "fieldbrief [FILTER WORDS]",
		Short:         "Read conflict briefings offline, in the terminal",
		Long:          about,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, words []string) error {
			if isTerminal(a.out) || look.plain {
				c, err := a.readConfig()
				if err != nil {
					return err
				}
				look.under(cmd.Flags(), c)
			}
			return a.explore(cmd.Context(), flags, words, look)
		},
	}
	root.SetIn(io.in)
	root.SetOut(io.out)
	root.SetErr(io.err)
	root.PersistentFlags().StringVar(&a.library, "library", os.Getenv("FIELDBRIEF_LIBRARY"),
		"the library `FILE` (default: fieldbrief/library.db in the data directory)")
	root.PersistentFlags().StringVar(&a.config, "config", "",
		"the config `FILE` (default: $FIELDBRIEF_CONFIG, else fieldbrief/config.yaml in the config directory)")
	flags.bind(a, root)
	look.bind(root)
	root.AddCommand(
		a.eventsCommand(),
		a.quotesCommand(),
		a.actorsCommand(),
		a.provincesCommand(),
		a.sourcesCommand(),
		a.marksCommand(),
		a.reportsCommand(),
		a.compareCommand(),
		a.showCommand(),
		a.exportCommand(),
		a.importCommand(),
		a.verifyCommand(),
		a.checkCommand(),
		a.removeCommand(),
		a.configCommand(), a.manCommand(), a.versionCommand(),
	)
	strictCompletion(root)
	a.bareBash(root)
	return root
}

// strictCompletion refuses a shell that cobra has no script for, instead of
// printing help in its place.
func strictCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	completion, _, err := root.Find([]string{"completion"})
	if err != nil {
		return
	}
	completion.Args = cobra.NoArgs
	completion.RunE = func(*cobra.Command, []string) error {
		return errors.New("name a shell: bash, zsh, fish or powershell")
	}
}
