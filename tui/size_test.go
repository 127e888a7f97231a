package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// A terminal program rots at its root: the limits keep it from growing there.
const (
	mostFields    = 22 // of the root
	mostFileLines = 480
	mostFuncLines = 62
)

func TestNothingGrowsTooLarge(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		if n := files.File(f.Pos()).LineCount(); n > mostFileLines {
			t.Errorf("%s has %d lines, at most %d are wanted", name, n, mostFileLines)
		}
		ast.Inspect(f, func(n ast.Node) bool { return check(t, files, n) })
	}
}

func check(t *testing.T, files *token.FileSet, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		lines := files.Position(n.End()).Line - files.Position(n.Pos()).Line
		if lines > mostFuncLines && n.Name.Name != "newKeyMap" { // a table, not code
			t.Errorf("%s has %d lines, at most %d are wanted", n.Name.Name, lines, mostFuncLines)
		}
	case *ast.TypeSpec:
		if s, ok := n.Type.(*ast.StructType); ok && n.Name.Name == "Model" && fields(s) > mostFields {
			t.Errorf("the root has %d fields, at most %d are wanted", fields(s), mostFields)
		}
	case *ast.GenDecl:
		if n.Tok == token.VAR {
			for _, s := range n.Specs {
				for _, name := range s.(*ast.ValueSpec).Names {
					if files.Position(n.Pos()).Column == 1 && name.Name != "_" && !strings.HasPrefix(name.Name, "err") && !strings.HasPrefix(name.Name, "Err") {
						t.Errorf("%s is state of the package", name.Name)
					}
				}
			}
		}
	}
	return true
}

func fields(s *ast.StructType) int {
	n := 0
	for _, f := range s.Fields.List {
		n += max(1, len(f.Names))
	}
	return n
}
