package tui

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// A KeyChoice gives an action keys in the place of those it has. While text is
// typed letters are text: there only those of the keys count that are none, and
// where there are no such, the usual ones stay. ctrl-c always quits.
type KeyChoice struct {
	Action string
	Keys   []string
}

// A KeyProblem says what is wrong with a choice of keys.
type KeyProblem struct {
	Choice int // its place
	Key    int // the place of the key in it, -1 for the action's name
	Text   string
}

// CheckKeys gives what is wrong with choices of keys, by their order: actions and
// keys that there are not, and keys that one scene would hear for two actions.
func CheckKeys(choices []KeyChoice) []KeyProblem {
	var problems []KeyProblem
	for i, c := range choices {
		problems = append(problems, c.check(i)...)
	}
	if problems != nil {
		return problems
	}
	return newKeyMap().chosen(choices).collisions(choices)
}

// check looks at the names of an action and its keys.
func (c KeyChoice) check(place int) []KeyProblem {
	var problems []KeyProblem
	names := actionNames()
	known := make([]string, 0, len(names))
	for _, name := range names {
		known = append(known, name)
	}
	slices.Sort(known)
	if !slices.Contains(known, c.Action) {
		problems = append(problems, KeyProblem{place, -1, fmt.Sprintf("there is no action %q%s", c.Action, meant(c.Action, known))})
	}
	if len(c.Keys) == 0 {
		problems = append(problems, KeyProblem{place, -1, fmt.Sprintf("%s has no key: write one, or take the line out", c.Action)})
	}
	for i, k := range c.Keys {
		if _, err := readKey(k); err != nil {
			problems = append(problems, KeyProblem{place, i, err.Error()})
		}
	}
	return problems
}

func meant(word string, names []string) string {
	if near := closest(strings.ToLower(word), names); near != "" {
		return "; nearest: " + near
	}
	return ""
}

// chosen gives the key map with keys chosen for some actions. Choices that
// CheckKeys finds fault with may be left out.
func (k keyMap) chosen(choices []KeyChoice) keyMap {
	k = slices.Clone(k)
	names := actionNames()
	for _, c := range choices {
		var keys []string
		for _, typed := range c.Keys {
			if name, err := readKey(typed); err == nil {
				keys = append(keys, name)
			}
		}
		for i, b := range k {
			if names[b.action] == c.Action {
				k[i] = b.with(keys)
			}
		}
	}
	return k
}

// with gives the binding with other keys.
func (b binding) with(keys []string) binding {
	if b.scenes&inTyping != 0 {
		keys = slices.DeleteFunc(slices.Clone(keys), isText)
	}
	if len(keys) == 0 {
		return b
	}
	shown := make([]string, 0, len(keys))
	for _, k := range keys {
		shown = append(shown, keyShown(k))
	}
	if b.action == actQuit && !slices.Contains(keys, "ctrl+c") {
		keys = append(slices.Clone(keys), "ctrl+c")
	}
	b.Binding = key.NewBinding(key.WithKeys(keys...), key.WithHelp(strings.Join(shown, " "), b.Help().Desc))
	return b
}

// keyOf gives the key that asks for an action, as it is shown.
func (m *Model) keyOf(a action) string {
	for _, b := range m.keys {
		if b.action == a && b.scenes&inPlain != 0 {
			return m.theme.keyName(b.Help().Key)
		}
	}
	return ""
}

// isText tells keys that a typed line takes for text.
func isText(key string) bool { return utf8.RuneCountInString(key) == 1 }

// collisions gives the keys that a scene would hear for two actions, by the
// choice that brings them about.
func (k keyMap) collisions(choices []KeyChoice) []KeyProblem {
	names := actionNames()
	place := func(a action) int {
		return slices.IndexFunc(choices, func(c KeyChoice) bool { return c.Action == names[a] })
	}
	var problems []KeyProblem
	said := make(map[string]bool)
	for in := inActors; in <= inHelp; in <<= 1 {
		taken := make(map[string]action)
		for _, b := range k.in(in) {
			for _, key := range b.Keys() {
				other, found := taken[key]
				if !found || other == b.action {
					taken[key] = b.action
					continue
				}
				at, by := max(place(other), place(b.action)), other
				if at < 0 {
					continue // there from the start
				}
				if choices[at].Action == names[other] {
					by = b.action
				}
				text := fmt.Sprintf("the key %s is %s already where one is in «%s»; give %s another, or this one", keySpelled(key), names[by], sceneName(in), names[by])
				if id := fmt.Sprint(at, key); !said[id] {
					said[id] = true
					problems = append(problems, KeyProblem{at, choices[at].find(key), text})
				}
			}
		}
	}
	return problems
}

// find gives the place of a key in a choice, -1 where it is not.
func (c KeyChoice) find(key string) int {
	return slices.IndexFunc(c.Keys, func(typed string) bool { k, err := readKey(typed); return err == nil && k == key })
}

// readKey gives the name of a key as the terminal library has it: "p", "ctrl-p"
// and "ctrl+p", "space", "f5", "alt-left".
func readKey(typed string) (string, error) {
	if r, size := utf8.DecodeRuneInString(typed); size == len(typed) && size > 0 && r != utf8.RuneError && unicode.IsGraphic(r) {
		return typed, nil
	}
	base, mods := typed, ""
	for {
		mod, rest, found := cutModifier(base)
		if !found {
			break
		}
		mods += mod
		base = rest
	}
	if !isText(base) {
		base = keyAlias(strings.ToLower(base))
	}
	ctrl, shift, alt := strings.Contains(mods, "c"), strings.Contains(mods, "s"), strings.Contains(mods, "a")
	name := base
	switch {
	case ctrl && isText(base):
		name = controlKey(strings.ToLower(base))
	case shift && isText(base):
		name = strings.ToUpper(base)
	case shift && ctrl:
		name = "ctrl+shift+" + base
	case shift:
		name = "shift+" + base
	case ctrl:
		name = "ctrl+" + base
	}
	known := isText(name) && unicode.IsGraphic([]rune(name)[0]) && name != " " || slices.Contains(namedKeys(), name)
	if ctrl && shift && isText(base) || !known || name == "" {
		return "", fmt.Errorf("there is no key %q%s", typed, meant(typed, spelledKeys()))
	}
	if alt {
		name = "alt+" + name
	}
	return name, nil
}

// cutModifier takes "ctrl-", "alt+" and the like off a key.
func cutModifier(s string) (modifier, rest string, found bool) {
	for _, m := range []string{"ctrl", "alt", "shift"} {
		if len(s) > len(m)+1 && strings.EqualFold(s[:len(m)], m) && (s[len(m)] == '+' || s[len(m)] == '-') {
			return m[:1], s[len(m)+1:], true
		}
	}
	return "", s, false
}

func keyAlias(name string) string {
	switch name {
	case "space":
		return " "
	case "escape":
		return "esc"
	case "return":
		return "enter"
	case "del":
		return "delete"
	case "ins":
		return "insert"
	case "pageup":
		return "pgup"
	case "pagedown", "pgdn":
		return "pgdown"
	}
	return name
}

// controlKey names what a terminal sends for ctrl and a letter: three of them are
// keys of their own.
func controlKey(letter string) string {
	switch letter {
	case "i":
		return "tab"
	case "m":
		return "enter"
	case "[":
		return "esc"
	case " ":
		return "ctrl+@"
	}
	return "ctrl+" + letter
}

// namedKeys gives every key of the terminal library that has a name.
func namedKeys() []string {
	names := []string{" "}
	for t := tea.KeyType(-100); t < 128; t++ {
		if name := (tea.Key{Type: t}).String(); len(name) > 1 {
			names = append(names, name)
		}
	}
	return names
}

// spelledKeys gives the same as the config file has them.
func spelledKeys() []string {
	names := namedKeys()
	for i, name := range names {
		names[i] = keySpelled(name)
	}
	return names
}

// keySpelled gives a key as it is written in the config file.
func keySpelled(name string) string {
	if isText(name) && name != " " {
		return name
	}
	return strings.ReplaceAll(strings.ReplaceAll(name, " ", "space"), "+", "-")
}

// keyShown gives a key as the line of keys and the help show it.
func keyShown(name string) string {
	switch name {
	case "enter":
		return "↵"
	case "backspace":
		return "⌫"
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	}
	return keySpelled(name)
}
