package tui

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"fieldbrief/tui/internal/cells"
)

// toASCII writes a finished line with ASCII alone, cell by cell: every cluster
// becomes as many cells as it had. Escape sequences are ASCII and stay.
func toASCII(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			b.WriteByte(s[i])
			i++
			continue
		}
		c, _ := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
		i += max(len(c), 1)
		w := cells.Width(c)
		b.WriteString(cells.Pad(cells.Cut(asciiFor(c), w), w))
	}
	return b.String()
}

// asciiFor gives the ASCII that stands for a cluster.
func asciiFor(cluster string) string {
	r, _ := utf8.DecodeRuneInString(cluster)
	switch r {
	case '▌':
		return ">"
	case '●', '★':
		return "*"
	case '✎':
		return "n"
	case '✗', '≠':
		return "!"
	case '×':
		return "x"
	case '▲':
		return "^"
	case '═', '━':
		return "="
	case '║', '│':
		return "|"
	case '╔', '╗', '╚', '╝':
		return "#"
	case '─', '–', '—', '‐', '‑', '−':
		return "-"
	case '╭', '╮', '╰', '╯', '├', '┤', '└':
		return "+"
	case '…':
		return "."
	case '↑':
		return "^"
	case '↓':
		return "v"
	case '·', '•':
		return "."
	case '¶':
		return "#"
	case '“', '”', '„', '«', '»':
		return `"`
	case '›':
		return "-"
	case '‘', '’', '‹':
		return "'"
	case '░':
		return "."
	case '▒', '┊':
		return ":"
	case '▓':
		return "+"
	case '▏', '▎', '▍', '▋', '▊', '▉', '█': // bars
		return "#"
	case '▁', '▂', '▃', '▄', '▅', '▆', '▇': // columns
		return string("_.:-=+*"[r-'▁'])
	case '°':
		return " "
	case '→', '↵':
		return ">"
	case '←', '≤':
		return "<"
	}
	if base := norm.NFKD.String(cluster); base != "" && base[0] >= 0x20 && base[0] < 0x7f {
		return base[:1]
	}
	return strings.Repeat("?", cells.Width(cluster))
}

// keyName gives a key as it is shown: keys with a sign of their own are spelled
// out where that sign cannot be drawn.
func (th *theme) keyName(shown string) string {
	if !th.ascii {
		return shown
	}
	return strings.NewReplacer("↵", "enter", "⌫", "backspace", "↑", "up", "↓", "down", "←", "left", "→", "right").Replace(shown)
}
