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
	keys     []string // in the terminal's own code
	answer   []string // what the screen says then, in the order of its lines
}

const enter = "\r"

func tasks() []task {
	return []task{
		{"Which groups are active in Balkh?", []string{"p", "b", "a", "l", enter}, []string{"ISIS-K", "2 of 22"}},
		{"Who speaks of freedom?", []string{"/", "f", "r", "e", "e", enter}, []string{"Sami Sadat"}},
		{"What happened in March and April 2022?", []string{"t", "G", enter, " ", "l", " "}, []string{"11 of 22 events"}},
		{"What exactly does the source say of an event?", []string{"o"}, []string{"Digest", "Rests on"}},
		{"How do ISIS-K and the Taliban compare?", []string{"1", " ", "j", " ", "c"}, []string{"Compare", "name both"}},
		{"Take it along as Markdown.", []string{"e", enter}, []string{"written: fieldbrief"}},
		{"Which events were the deadliest?", []string{"D"}, []string{"Deadliest events", "183"}},
		{"Where was it?", []string{"m"}, []string{"BDG"}},
		{"Read it as a story.", []string{"v", "]", "]"}, []string{"3 of 22"}},
		{"Keep this for later, with a note.", []string{"a", "?", enter}, []string{"note"}},
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
			for _, k := range task.keys {
				s.press(k)
			}
			for _, text := range task.answer {
				s.wait(text)
			}
		})
	}
}

// Every task stands in the README.
func TestReadmeListsTasks(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range tasks() {
		if !strings.Contains(string(readme), task.question) {
			t.Errorf("the README does not ask %q", task.question)
		}
	}
}
