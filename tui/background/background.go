// Package background settles lip gloss's question after the terminal's
// background before anyone can ask it.
//
// Bubble Tea v1 asks it in its own init and waits up to five seconds for a
// terminal that never answers; late answers arrive as typed keys. Packages
// whose imports are ready are initialised in the order of their paths, and
// fieldbrief/… comes before github.com/charmbracelet/bubbletea: so this
// package must import nothing but lip gloss.
package background

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
