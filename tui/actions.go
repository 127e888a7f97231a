package tui

import (
	"slices"
	"strings"
)

// actionNames names every action that a key can ask for, as the config file and
// the palette call it.
func actionNames() map[action]string {
	return map[action]string{
		actUp: "up", actDown: "down", actPageUp: "page-up", actPageDown: "page-down", actHalfUp: "half-page-up", actHalfDown: "half-page-down",
		actTop: "top", actBottom: "bottom", actLeft: "left", actRight: "right",
		actNextPane: "next-pane", actPreviousPane: "previous-pane", actActors: "actors", actProvinces: "provinces", actEvents: "events", actQuotes: "quotes",
		actOpen: "open", actSource: "source-passage", actToggle: "toggle", actOnly: "only", actExclude: "exclude", actAnyAll: "any-all",
		actPickProvince: "pick-province", actPickGroup: "pick-group", actPickSource: "sources", actDate: "go-to-date", actNames: "narrow-names",
		actNextYear: "next-heading", actPreviousYear: "previous-heading", actNextMonth: "next-month", actPreviousMonth: "previous-month",
		actSearch: "search", actChips: "filters", actUndo: "undo", actRedo: "redo", actClear: "clear", actDropCulprit: "drop-culprit", actAddSource: "add-source",
		actZoom: "zoom", actMouse: "mouse", actBack: "back", actHelp: "help", actRedraw: "redraw", actSuspend: "suspend", actQuit: "quit",
		actNext: "next", actPrevious: "previous", actNextAny: "next-any", actPreviousAny: "previous-any", actJump: "jump", actFind: "find", actSwitch: "digest-or-text",
		actApply: "apply", actMark: "mark", actDrop: "drop-filter", actExport: "export", actWrite: "write",
		actCopy: "copy", actCopyCitation: "copy-citation", actTimeline: "timeline", actZoomIn: "finer", actZoomOut: "coarser", actMap: "map", actWhole: "whole", actDeadliest: "deadliest",
		actBookmark: "bookmark", actAnnotate: "annotate", actMarks: "marks", actEditor: "editor", actOrder: "order",
		actReports: "reports", actCompare: "compare", actNarrative: "narrative", actNextEvent: "next-event", actPreviousEvent: "previous-event",
		actOutline: "outline", actActorMarks: "actor-marks", actLastRead: "last-read",
		actCopyCommand: "copy-command", actPalette: "palette", actPaletteTyping: "palette-typing", actReturn: "return", actForward: "forward", actComplete: "complete",
	}
}

// An ActionInfo says what an action is called, what it does, and which keys ask
// for it wherever it can be asked for, the lines where text is typed left out;
// none where they differ from view to view.
type ActionInfo struct {
	Name, About string
	Keys        []string
}

// Actions lists what keys can be chosen for, in the order of the key map.
func Actions() []ActionInfo {
	k, names := newKeyMap(), actionNames()
	var list []ActionInfo
	seen := make(map[action]bool)
	for _, b := range k {
		if seen[b.action] {
			continue
		}
		seen[b.action] = true
		list = append(list, ActionInfo{names[b.action], b.Help().Desc, k.shared(b.action)})
	}
	return list
}

// shared gives the keys that ask for an action in all of its scenes.
func (k keyMap) shared(a action) []string {
	var all, plain []binding
	for _, b := range k {
		if b.action != a {
			continue
		}
		all = append(all, b)
		if b.scenes&inTyping == 0 {
			plain = append(plain, b)
		}
	}
	if plain == nil {
		plain = all
	}
	keys := slices.Clone(plain[0].Keys())
	for _, b := range plain[1:] {
		keys = slices.DeleteFunc(keys, func(key string) bool { return !slices.Contains(b.Keys(), key) })
	}
	for i, key := range keys {
		keys[i] = keySpelled(key)
	}
	return keys
}

// closest gives the name that a misspelt one comes nearest to, "" for none.
func closest(word string, names []string) string {
	best, least := "", 1+len(word)/2
	for _, name := range names {
		d := distance(word, name)
		switch {
		case word != "" && strings.HasPrefix(name, word):
			d = min(d, 1)
		case strings.HasSuffix(name, "-"+word):
			d = min(d, 2)
		}
		if d < least {
			best, least = name, d
		}
	}
	return best
}

// distance counts the letters to be put in, left out or changed on the way from
// one word to another.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
