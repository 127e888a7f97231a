// Package config reads the file in which a reader sets up the explorer: keys,
// theme, dates, start. It is one YAML document; everything in it may be left out.
package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui"

	"github.com/adrg/xdg"
)

// A Config is what a file sets. What it leaves out is "" or nil.
type Config struct {
	Theme   string // one of Themes
	Colours []tui.ColourChoice
	Dates   string // one of tui.DateStyles
	Start   tui.Start
	Mouse   *bool
	ASCII   *bool
	Plain   *bool
	Keys    []tui.KeyChoice

	Warnings []string // what is taken, and better were not: "config.yaml:4: …"
}

// Themes names the themes there are.
func Themes() []string { return []string{"auto", "dark", "light", "none"} }

// DateStyle gives the style of dates.
func (c Config) DateStyle() tui.DateStyle {
	return tui.DateStyle(max(0, slices.Index(tui.DateStyles(), c.Dates)))
}

// Path is where the file is looked for unless another is named: the config
// directory of the XDG base directory specification.
func Path() string { return filepath.Join(xdg.ConfigHome, "fieldbrief", "config.yaml") }

// A Problem is what is wrong with a line.
type Problem struct {
	Line  int    // 1-based, 0 where it is about the whole file
	Field string // "keys.undo", "" outside of any
	Text  string
}

// An Error says all that is wrong with a file.
type Error struct {
	Path     string
	Problems []Problem
}

func (e *Error) Error() string {
	var lines []string
	for _, p := range e.Problems {
		lines = append(lines, p.in(e.Path))
	}
	return strings.Join(lines, "\n")
}

func (p Problem) in(path string) string {
	where := path
	if p.Line > 0 {
		where = fmt.Sprintf("%s:%d", path, p.Line)
	}
	if p.Field != "" {
		where += ": " + p.Field
	}
	return store.Printable(where + ": " + p.Text)
}

// Read reads a file. One that is not there sets nothing where it need not be
// there. Errors: *Error, and those of reading it.
func Read(path string, needed bool) (Config, error) {
	data, err := readFile(path)
	if errors.Is(err, fs.ErrNotExist) && !needed {
		return Config{}, nil
	}
	if err != nil {
		return Config{}, err
	}
	return parse(path, data)
}

// readFile reads no more of a file than parse looks at, and no pipe or device,
// which may never end.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", store.Printable(path))
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, maxSize+1))
}

func parse(path string, data []byte) (Config, error) {
	r := reader{}
	if root, ok := r.document(data); ok {
		r.settings(root)
	}
	if len(r.problems) > 0 {
		slices.SortStableFunc(r.problems, func(a, b Problem) int { return a.Line - b.Line })
		return Config{}, &Error{path, r.problems}
	}
	for _, w := range r.warnings {
		r.config.Warnings = append(r.config.Warnings, w.in(path))
	}
	return r.config, nil
}
