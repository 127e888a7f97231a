package main

import (
	"slices"
	"testing"
)

func TestCommandWords(t *testing.T) {
	tests := []struct {
		command string
		plain   bool
		want    []string
	}{
		{"vi", false, []string{"vi"}},
		{"  code --wait\t-n ", false, []string{"code", "--wait", "-n"}},
		{`"/opt/My Editor/bin" -x`, false, []string{"/opt/My Editor/bin", "-x"}},
		{`/opt/My\ Editor 'a "b" \' ""`, false, []string{"/opt/My Editor", `a "b" \`, ""}},
		{`C:\Tools\ed.exe -w`, true, []string{`C:\Tools\ed.exe`, "-w"}},
		{"vi; rm -rf x", false, []string{"vi;", "rm", "-rf", "x"}},
		{"$(vi) `ed` *", false, []string{"$(vi)", "`ed`", "*"}},
		{`vi "`, false, nil},
		{`vi \`, false, nil},
		{`"" x`, false, nil},
	}
	for _, tt := range tests {
		got, err := commandWords(tt.command, tt.plain)
		if !slices.Equal(got, tt.want) || (err == nil) != (tt.want != nil) {
			t.Errorf("%q: %q, %v; want %q", tt.command, got, err, tt.want)
		}
	}
}

func TestEditorCommand(t *testing.T) {
	for _, tt := range []struct{ visual, editor, want string }{{"a -b", "c", "a"}, {"", "c", "c"}, {" ", "c", "c"}} {
		got, err := editorCommand(func(name string) string { return map[string]string{"VISUAL": tt.visual, "EDITOR": tt.editor}[name] })
		if err != nil || got[0] != tt.want {
			t.Errorf("%+v: %q, %v", tt, got, err)
		}
	}
}
