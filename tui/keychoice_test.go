package tui

import (
	"slices"
	"strings"
	"testing"
)

// Every action that a key asks for has a name of its own, of small letters and
// hyphens.
func TestActionsHaveNames(t *testing.T) {
	names, seen := actionNames(), map[string]action{}
	for _, b := range newKeyMap() {
		name, found := names[b.action]
		if !found || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") != "" || name == "" {
			t.Errorf("the action of %s (%s) is called %q: name it in actionNames", b.Help().Key, b.Help().Desc, name)
		}
		if other, found := seen[name]; found && other != b.action {
			t.Errorf("two actions are called %q", name)
		}
		seen[name] = b.action
	}
}

func TestReadKey(t *testing.T) {
	for typed, want := range map[string]string{
		"p": "p", "P": "P", "?": "?", "-": "-", "+": "+", "é": "é", "ژ": "ژ",
		"space": " ", "ctrl-p": "ctrl+p", "Ctrl+P": "ctrl+p", "ctrl-i": "tab", "ctrl-m": "enter", "ctrl-[": "esc", "ctrl-space": "ctrl+@",
		"f5": "f5", "F12": "f12", "esc": "esc", "Escape": "esc", "return": "enter", "pageup": "pgup", "PgDn": "pgdown",
		"alt-left": "alt+left", "alt-x": "alt+x", "alt-X": "alt+X", "alt--": "alt+-", "shift-tab": "shift+tab", "shift-a": "A",
		"ctrl-left": "ctrl+left", "ctrl-shift-up": "ctrl+shift+up", "alt-ctrl-p": "alt+ctrl+p", "alt-space": "alt+ ",
	} {
		if got, err := readKey(typed); got != want || err != nil {
			t.Errorf("%s is %q (%v), want %q", typed, got, err, want)
		}
	}
	for typed, near := range map[string]string{"entr": "enter", "ctrl-": "", "": "", "ctrl-ä": "", "ctrl-shift-a": "", "spce": "space", "f99": "f1", "pgdwn": "pgdown", "jj": "", "\x1b": "", "contrl-p": "ctrl-p"} {
		got, err := readKey(typed)
		if err == nil || near != "" && !strings.Contains(err.Error(), "nearest: "+near) {
			t.Errorf("%q is %q (%v), want an error that offers %q", typed, got, err, near)
		}
	}
}

// What the terminal library sends for a key is what readKey makes of its name.
func TestKeysAsTheySpell(t *testing.T) {
	for _, b := range newKeyMap() {
		for _, k := range b.Keys() {
			if got, err := readKey(keySpelled(k)); got != k || err != nil {
				t.Errorf("%q is spelled %q, which is %q (%v)", k, keySpelled(k), got, err)
			}
		}
	}
}

func TestCheckKeys(t *testing.T) {
	for _, c := range []struct {
		choices []KeyChoice
		want    string // part of the first problem, "" for none
		place   [2]int
	}{
		{nil, "", [2]int{}},
		{[]KeyChoice{{"pick-province", []string{"ö", "f7"}}}, "", [2]int{}},
		{[]KeyChoice{{"up", []string{"ä"}}, {"down", []string{"m"}}}, "the key m is map already where one is in «Actors»", [2]int{1, 0}},
		{[]KeyChoice{{"down", []string{"m"}}, {"map", []string{"ö"}}}, "", [2]int{}},
		{[]KeyChoice{{"down", []string{"ü"}}, {"map", []string{"ö", "ü"}}}, "the key ü is down already", [2]int{1, 1}},
		{[]KeyChoice{{"undo", []string{"U"}}, {"pick-provinces", []string{"p"}}}, `there is no action "pick-provinces"; nearest: pick-province`, [2]int{1, -1}},
		{[]KeyChoice{{"province", []string{"p"}}}, `nearest: provinces`, [2]int{0, -1}},
		{[]KeyChoice{{"undo", []string{"U", "entre"}}}, `there is no key "entre"; nearest: enter`, [2]int{0, 1}},
		{[]KeyChoice{{"undo", nil}}, "undo has no key", [2]int{0, -1}},
		{[]KeyChoice{{"undo", []string{"ctrl-c"}}}, "the key ctrl-c is quit already", [2]int{0, 0}},
		{[]KeyChoice{{"quit", []string{"ä"}}}, "", [2]int{}},
	} {
		problems := CheckKeys(c.choices)
		switch {
		case c.want == "" && problems != nil:
			t.Errorf("%v: %v", c.choices, problems)
		case c.want != "" && (len(problems) == 0 || !strings.Contains(problems[0].Text, c.want)):
			t.Errorf("%v: %v, want %q", c.choices, problems, c.want)
		case c.want != "" && [2]int{problems[0].Choice, problems[0].Key} != c.place:
			t.Errorf("%v: found at %d, %d", c.choices, problems[0].Choice, problems[0].Key)
		}
	}
}

// The keys that an action is listed with can be chosen for it, one action at a
// time and all at once.
func TestListedKeysCanBeChosen(t *testing.T) {
	var all []KeyChoice
	for _, a := range Actions() {
		if len(a.Keys) == 0 {
			continue // they differ from view to view
		}
		c := KeyChoice{a.Name, a.Keys}
		if problems := CheckKeys([]KeyChoice{c}); problems != nil {
			t.Errorf("%v: %v", c, problems)
		}
		all = append(all, c)
	}
	if problems := CheckKeys(all); problems != nil || len(all) < len(newKeyMap())/3 {
		t.Errorf("%d actions have keys: %v", len(all), problems)
	}
}

// Chosen keys do what the ones before did, and the line of keys and the help
// show them.
func TestChosenKeys(t *testing.T) {
	opts := Options{Theme: "none", Keys: []KeyChoice{
		{"pick-province", []string{"ö", "f7"}}, {"up", []string{"ü"}}, {"quit", []string{"ä"}}, {"back", []string{"ß"}}, {"apply", []string{"f9"}}}}
	d := drive(t, testLibrary(t), 120, 40, opts, surroundings{})
	d.want("ö province")
	d.press("p")
	if d.m.view() != viewLists {
		t.Error("p still picks a province")
	}
	d.press("ö", "bü")
	d.want("bü")
	d.press("esc")
	if d.m.view() != viewLists {
		t.Error("esc does not end a typed line")
	}
	d.press("f7", "balk", "f9")
	d.wantFilter("province:AF-BAL")
	d.press("?")
	d.want("filter by province")
	d.press("ß")
	if d.m.view() != viewLists {
		t.Error("the key chosen for back does not lead back")
	}
	for _, key := range []string{"ä", "ctrl+c"} {
		if d.m.keys.action(inEvents, keyMsg(key)) != actQuit {
			t.Errorf("%s does not quit", key)
		}
	}
	if d.m.keys.action(inEvents, keyMsg("q")) == actQuit {
		t.Error("q still quits")
	}
}

func TestClosest(t *testing.T) {
	names := []string{"pick-province", "provinces", "open"}
	for word, want := range map[string]string{"pick-provnice": "pick-province", "province": "provinces", "opne": "open", "xyzzy": "", "": ""} {
		if got := closest(word, names); got != want {
			t.Errorf("%q is near %q, want %q", word, got, want)
		}
	}
	if !slices.Contains(spelledKeys(), "shift-tab") {
		t.Error("shift-tab has no name")
	}
}
