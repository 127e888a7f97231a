package tui

import (
	"slices"
	"strings"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// An input is a line that is typed. Letters with their marks are moved over
// and deleted as one.
type input struct {
	clusters []string
	at       int  // clusters before the cursor
	full     bool // the last insertion was cut at longestInput
}

// longestInput is how many letters a line takes: more than one types, less
// than a page pasted by mistake.
const longestInput = 1000

func newInput(text string) input {
	in := input{}
	in.insert(text)
	return in
}

func (in *input) text() string { return strings.Join(in.clusters, "") }

// insert writes text at the cursor: one line, no control characters.
func (in *input) insert(text string) {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r), r == unicode.ReplacementChar, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, text)
	whole := strings.Join(in.clusters[:in.at], "") + text
	after := strings.Join(in.clusters[in.at:], "")
	in.clusters, in.full = split(whole + after)
	before, _ := split(whole)
	in.at = min(len(before), len(in.clusters))
}

// split gives the clusters of a line, and whether it is longer than a line may
// be.
func split(s string) (clusters []string, more bool) {
	for s != "" {
		if len(clusters) == longestInput {
			return clusters, true
		}
		c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if c == "" {
			break
		}
		clusters = append(clusters, c)
		s = s[len(c):]
	}
	return clusters, false
}

// edit changes the line by a key; changed tells whether the text is another.
func (in *input) edit(msg tea.KeyMsg) (changed bool) {
	before := len(in.clusters)
	switch msg.String() {
	case "left", "ctrl+b":
		in.at = max(0, in.at-1)
	case "right", "ctrl+f":
		in.at = min(len(in.clusters), in.at+1)
	case "home", "ctrl+a":
		in.at = 0
	case "end", "ctrl+e":
		in.at = len(in.clusters)
	case "backspace", "ctrl+h":
		in.remove(in.at-1, in.at)
	case "delete", "ctrl+d":
		in.remove(in.at, in.at+1)
	case "ctrl+u":
		in.remove(0, in.at)
	case "ctrl+k":
		in.remove(in.at, len(in.clusters))
	case "ctrl+w", "alt+backspace":
		in.remove(in.wordStart(), in.at)
	default:
		if (msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace) && !msg.Alt {
			in.insert(string(msg.Runes))
			return true
		}
	}
	return before != len(in.clusters)
}

func (in *input) remove(from, to int) {
	from, to = max(0, from), min(to, len(in.clusters))
	if from < to {
		in.clusters = slices.Delete(slices.Clone(in.clusters), from, to)
		in.at = from
	}
}

func (in *input) wordStart() int {
	i := in.at
	for i > 0 && in.clusters[i-1] == " " {
		i--
	}
	for i > 0 && in.clusters[i-1] != " " {
		i--
	}
	return i
}

// draw writes the line with its cursor in room cells, the end cut off on the
// left where it is longer.
func (in *input) draw(l *line, th *theme, room int) {
	room = min(room, l.left())
	seen := in.clusters[max(0, in.at-room):in.at] // no cluster is narrower than a cell
	head, tail := store.Printable(strings.Join(seen, "")), store.Printable(strings.Join(in.clusters[in.at:], ""))
	for w := cells.Width(head); w > room-1 && head != ""; w = cells.Width(head) {
		_, rest := cutFirst(head)
		head = rest
	}
	end := l.taken + room
	l.putIn(th.strong, head, room)
	l.putIn(th.key, "▏", 1)
	l.putIn(th.strong, tail, end-l.taken)
}

func cutFirst(s string) (first, rest string) {
	c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return c, s[max(1, len(c)):]
}
