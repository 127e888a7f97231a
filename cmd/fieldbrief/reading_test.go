//go:build unix

package main

import "testing"

// In a terminal a text is searched, walked by its outline, and its actors are
// marked; events are read one by one.
func TestReading(t *testing.T) {
	s := start(t, nil)
	s.wait("22 events")
	for _, step := range []struct{ keys, shows string }{
		{"o", "Rests on ¶5"},
		{"/united", "2 hits"},
		{"\x15", "search in the text"},
		{"talib", "34 hits"},
		{"\r", "outline"},
		{"n", " of 34 · ¶"},
		{"N", " of 34 · ¶"},
		{"\x1b", "¶5 of 17"},
		{"O", "Outline"},
		{"G", "17 of 17"},
		{"\r", "Rests on ¶1"},
		{"A", "Taliban"},
		{"<", "op-ed"},
		{"\x1b", "pane"},
		{"v", "1 of 22"},
		{"]", "2 of 22"},
		{" ", "3 of 22"},
		{"[", "2 of 22"},
		{">", "22 of 22"},
		{"]", "this is the last event"},
		{"o", "Digest"},
		{"[", "¶"},
		{"\x1b", "21 of 22"},
		{"\x1b", "pane"},
	} {
		s.take()
		s.press(step.keys)
		s.wait(step.shows)
	}
	s.press("q")
	if code := s.end(); code != 0 {
		t.Errorf("exit status %d", code)
	}
	s.left()
}
