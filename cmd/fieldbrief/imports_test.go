package main

import (
	"os/exec"
	"path"
	"strings"
	"testing"
)

// allowed says which of the module's packages a package may import; a pattern
// ends in /... for all below. Packages not named here import none.
var allowed = map[string][]string{
	"fieldbrief/cmd/fieldbrief":      {"fieldbrief/cmd/internal/config", "fieldbrief/cmd/internal/export", "fieldbrief/cmd/internal/manual", "fieldbrief/tui", "fieldbrief/tui/background", "fieldbrief/tui/plain", "fieldbrief/seed", "fieldbrief/seed/...", "fieldbrief/store"},
	"fieldbrief/cmd/internal/config": {"fieldbrief/store", "fieldbrief/tui"},
	"fieldbrief/cmd/internal/export": {"fieldbrief/seed/briefing", "fieldbrief/seed/table", "fieldbrief/store"},
	"fieldbrief/cmd/fieldbench":      {"fieldbrief/seed", "fieldbrief/store"},
	"fieldbrief/tui":                 {"fieldbrief/store", "fieldbrief/tui/..."},
	"fieldbrief/tui/plain":           {"fieldbrief/store", "fieldbrief/tui"},
	"fieldbrief/seed":                {"fieldbrief/store", "fieldbrief/seed/..."},
	"fieldbrief/seed/briefing":       {"fieldbrief/store", "fieldbrief/seed/gazetteer"},
	"fieldbrief/seed/article":        {"fieldbrief/store", "fieldbrief/seed/gazetteer"},
	"fieldbrief/seed/dataset":        {"fieldbrief/store", "fieldbrief/seed/gazetteer"},
	"fieldbrief/seed/table":          {"fieldbrief/store"},
	"fieldbrief/seed/gazetteer":      {"fieldbrief/store"},
	"fieldbrief/store":               {"fieldbrief/store/internal/..."},
	"fieldbrief/store/internal/":     {"fieldbrief/store/internal/..."},
}

func TestImportArrows(t *testing.T) {
	list, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "fieldbrief/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(list), "fieldbrief/store") {
		t.Fatalf("go list lists no packages: %q", list)
	}
	for line := range strings.Lines(string(list)) {
		fields := strings.Fields(line)
		for _, imported := range fields[1:] {
			checkImport(t, fields[0], imported)
		}
	}
}

func checkImport(t *testing.T, from, imported string) {
	if strings.HasPrefix(imported, "go.etcd.io/bbolt") && from != "fieldbrief/store" {
		t.Errorf("%s imports %s: only store may", from, imported)
	}
	if !strings.HasPrefix(imported, "fieldbrief/") {
		return
	}
	rule := from
	if strings.HasPrefix(from, "fieldbrief/store/internal/") {
		rule = "fieldbrief/store/internal/"
	}
	for _, pattern := range allowed[rule] {
		prefix, below := strings.CutSuffix(pattern, "...")
		if imported == pattern || below && strings.HasPrefix(imported, prefix) {
			return
		}
	}
	t.Errorf("%s imports %s: not one of %s", from, imported, strings.Join(allowed[rule], " "))
}

func TestNoBagPackages(t *testing.T) {
	list, err := exec.Command("go", "list", "fieldbrief/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(list)) {
		switch name := path.Base(strings.TrimSpace(line)); name {
		case "utils", "util", "common", "types", "helpers", "misc":
			t.Errorf("%s: a package is named after what it does", strings.TrimSpace(line))
		}
	}
}
