package text

import (
	"strings"
	"unicode/utf8"
)

// Find calls found with every place of s, half-open in code points, where the
// folded words follow one another; with prefix the last of them may go on.
// Places do not overlap.
func Find(s string, words []string, prefix bool, found func(start, end int)) {
	if len(words) == 0 {
		return
	}
	c := cutter{text: s}
	for c.next() {
		if !c.is(words[0], prefix && len(words) == 1) {
			continue
		}
		if d := c; d.follow(words[1:], prefix) {
			found(c.start, d.end)
			c = d
		}
	}
}

// follow tells whether the next runs are words; it leaves the cutter on the last
// of them.
func (c *cutter) follow(words []string, prefix bool) bool {
	for i, w := range words {
		if !c.nextWord() || !c.is(w, prefix && i == len(words)-1) {
			return false
		}
	}
	return true
}

// nextWord goes to the next run that has a letter or digit when it is folded.
func (c *cutter) nextWord() bool {
	for c.next() {
		if c.text[c.from] < utf8.RuneSelf || foldWord(c.text[c.from:c.to]) != "" {
			return true
		}
	}
	return false
}

// is compares the run with a folded word. Runs of ASCII, and those that differ
// before their first other letter, are not folded for it: folding makes ASCII
// letters small and nothing else.
func (c *cutter) is(word string, prefix bool) bool {
	run := c.text[c.from:c.to]
	for i := 0; i < len(run); i++ {
		switch b := run[i]; {
		case b >= utf8.RuneSelf:
			folded := foldWord(run)
			return folded == word || prefix && strings.HasPrefix(folded, word)
		case i == len(word):
			return prefix || !ascii(run[i:]) && foldWord(run) == word
		case lower(b) != word[i]:
			return false
		}
	}
	return len(run) == len(word)
}

func lower(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
