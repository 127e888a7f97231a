package tui

import "github.com/charmbracelet/lipgloss"

// actorColours gives the colours of actors' names in a text, each read at 4.5 to
// 1 on its ground; with the ground unknown, on black and on white. Where there are
// fewer such colours than hues, some share theirs: letters tell actors apart.
func actorColours(background string) [hues]lipgloss.CompleteColor {
	switch background {
	case "dark":
		return [hues]lipgloss.CompleteColor{
			colour("#6fb1f5", "75", "14"), colour("#f2a65e", "215", "11"), colour("#8fd28a", "114", "10"), colour("#d79bf0", "177", "13"),
			colour("#5fd0c5", "80", "14"), colour("#f28fad", "211", "9"), colour("#d6d06a", "185", "11"),
		}
	case "light":
		return [hues]lipgloss.CompleteColor{
			colour("#0b5cad", "25", "4"), colour("#9a4a00", "94", "1"), colour("#22702a", "22", "4"), colour("#7a2fa0", "91", "5"),
			colour("#00696b", "23", "4"), colour("#a61e5c", "125", "5"), colour("#6b5f00", "58", "1"),
		}
	}
	return [hues]lipgloss.CompleteColor{
		colour("#1f75d7", "63", "6"), colour("#b45f14", "131", "3"), colour("#228732", "29", "2"), colour("#a64cd2", "98", "5"),
		colour("#0f847a", "29", "6"), colour("#d43578", "163", "1"), colour("#817707", "131", "3"),
	}
}

func coloured(r *lipgloss.Renderer, colours [hues]lipgloss.CompleteColor) (styles [hues]style) {
	for i, c := range colours {
		styles[i] = built(r.NewStyle().Foreground(c))
	}
	return styles
}
