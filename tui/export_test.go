package tui

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

func TestExport(t *testing.T) {
	var asked []string
	fails := false
	opts := Options{Theme: "none", Formats: testFormats(), Export: func(_ Library, f store.Filter, format string) (string, error) {
		asked = append(asked, format+" "+f.String())
		if fails {
			return "", errors.New("the folder cannot be written\x1b[31m")
		}
		return "fieldbrief-province-balkh.csv", nil
	}}
	d := drive(t, testLibrary(t), 120, 40, opts, surroundings{})
	d.press("p", "balk", "enter", "e")
	d.want("Export", "a briefing to mail", "bibtex")
	d.press("down", "enter")
	d.want("written: fieldbrief-province-balkh.csv")
	if d.m.view() != viewLists || strings.Join(asked, ";") != "csv province:AF-BAL" {
		t.Errorf("view %v, asked %q", d.m.view(), asked)
	}
	d.press("x", "enter", "e") // from a record, too; the cursor stays on the format
	d.press("enter")
	if len(asked) != 2 || asked[1] != "csv " {
		t.Errorf("asked %q", asked)
	}
	fails = true
	d.press("e", "enter")
	d.want("the folder cannot be written")
	d.press("e", "esc")
	if len(asked) != 3 || d.m.view() != viewLists {
		t.Errorf("asked %q", asked)
	}
}

// What is exported is what was asked for last, also where the answer is not
// there yet; while a file is written there is no second.
func TestExportWaitsForTheAnswer(t *testing.T) {
	var asked []string
	opts := Options{Theme: "none", Formats: testFormats(), Export: func(_ Library, f store.Filter, format string) (string, error) {
		asked = append(asked, f.String())
		return "file", nil
	}}
	d := drive(t, testLibrary(t), 120, 40, opts, surroundings{})
	d.press("2")
	d.hold = true
	d.press(" ", "e", "enter")
	d.release(false)
	if strings.Join(asked, ";") != "province:AF-KAB" {
		t.Errorf("asked %q", asked)
	}
	d.hold = true
	d.press("e", "enter", "e")
	d.want("still being written")
	d.release(false)
	d.want("written: file")
}

func TestNoExport(t *testing.T) {
	m := newModel(testLibrary(t), Options{}, surroundings{})
	m.onKey(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("e")})
	if m.view() != viewLists {
		t.Error("there is nothing to export with, and yet it opens")
	}
}
