package main

import (
	"fmt"
	"os"

	"fieldbrief/cmd/internal/config"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (a *app) configCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "config",
		Short: "Print the config file, with all that can be set in it",
		Long: "Print what the explorer is set up with, as a file to start from: keys, theme, dates, start. What is not set\n" +
			"stands there with its usual value behind a #. The first lines name the file it is read from.\n\n" +
			"  fieldbrief config > FILE",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			c, err := a.readConfig()
			if err != nil {
				return err
			}
			for _, w := range c.Warnings {
				a.say("%s", w)
			}
			path, _ := a.configPath()
			_, err = fmt.Fprint(a.out, c.Template(path))
			return outputError(err)
		},
	}
}

// configPath is the config file: flag, environment, else the config directory;
// and whether it was named, so that it must be there.
func (a *app) configPath() (path string, named bool) {
	if a.config != "" {
		return a.config, true
	}
	if path := os.Getenv("FIELDBRIEF_CONFIG"); path != "" {
		return path, true
	}
	return config.Path(), false
}

// readConfig reads the config file.
func (a *app) readConfig() (config.Config, error) {
	path, named := a.configPath()
	c, err := config.Read(path, named)
	if err != nil {
		return c, &exitError{exitUsage, err}
	}
	return c, nil
}

// under fills in from the config file what the flags leave open.
func (l *lookFlags) under(flags *pflag.FlagSet, c config.Config) {
	l.config = c
	if c.Theme != "" && !flags.Changed("theme") {
		l.theme = c.Theme
	}
	for name, setting := range map[string]struct {
		flag *bool
		file *bool
	}{"ascii": {&l.ascii, c.ASCII}, "mouse": {&l.mouse, c.Mouse}, "plain": {&l.plain, c.Plain}} {
		if setting.file != nil && !flags.Changed(name) {
			*setting.flag = *setting.file
		}
	}
}

// warning words what the config file had better not set, "" for nothing.
func warning(c config.Config) string {
	switch n := len(c.Warnings); n {
	case 0:
		return ""
	case 1:
		return c.Warnings[0]
	default:
		return fmt.Sprintf("%s (%d more: fieldbrief config)", c.Warnings[0], n-1)
	}
}
