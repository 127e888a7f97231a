//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A task is a question that a reader comes with, and the keys that answer it. The
// README lists them.
type task struct {
	question string
	keys     []string // as Bubble Tea's help writes them: one rune, Enter or Space
	answer   string   // what the last key brings to the screen
}

func tasks() []task {
	return []task{
		{"Which groups are active in Balkh?", []string{"p", "b", "a", "l", "Enter"}, "2 of 22 events"},
		{"Who speaks of freedom?", []string{"/", "f", "r", "e", "e", "Enter"}, "[“free” ×]"},
		{"What happened in March and April 2022?", []string{"t", "G", "Enter", "Space", "l", "Space"}, "11 of 22 events"},
		{"What exactly does the source say of an event?", []string{"o"}, "Rests on"},
		{"How do ISIS-K and the Taliban compare?", []string{"1", "Space", "j", "Space", "c"}, "name both"},
		{"Take it along as Markdown.", []string{"e", "Enter"}, "written: fieldbrief"},
		{"Which events were the deadliest?", []string{"D"}, "Deadliest events"},
		{"Where was it?", []string{"m"}, "BDG"},
		{"Read it as a story.", []string{"v", "]", "]"}, "3 of 22"},
		{"Keep this for later, with a note.", []string{"a", "?", "Enter"}, "note kept"},
	}
}

// TestTasks answers every question with its keys in the program itself: in six
// keys at most.
func TestTasks(t *testing.T) {
	for _, task := range tasks() {
		t.Run(task.question, func(t *testing.T) {
			t.Parallel()
			if len(task.keys) > 6 {
				t.Errorf("%d keys", len(task.keys))
			}
			s := startIn(t, t.TempDir(), nil)
			for i, k := range task.keys {
				if i == len(task.keys)-1 {
					s.take()
				}
				s.press(strings.NewReplacer("Enter", "\r", "Space", " ").Replace(k))
			}
			s.wait(task.answer)
		})
	}
}

// Every task stands in the README, with its keys.
func TestReadmeListsTasks(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range tasks() {
		row := "| " + task.question + " |"
		for _, k := range task.keys {
			if len(k) == 1 {
				k = "`" + k + "`"
			}
			row += " " + k
		}
		if !strings.Contains(string(readme), row+" |\n") {
			t.Errorf("the README has no row %s |", row)
		}
	}
}
