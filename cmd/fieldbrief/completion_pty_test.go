//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Tab in a bash without any package of completions offers commands, flags and
// the library's own names, in flags and in filter words.
func TestBashCompletes(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash here")
	}
	dir := t.TempDir()
	if err := os.Symlink(os.Args[0], filepath.Join(dir, "fieldbrief")); err != nil {
		t.Fatal(err)
	}
	library := filepath.Join(dir, "library.db")
	env := append(os.Environ(), asProgram+"=1", "TERM=dumb", "HOME="+dir, "XDG_DATA_HOME="+dir, "FIELDBRIEF_LIBRARY="+library, "PATH="+dir+":"+os.Getenv("PATH"), "PS1=$ ")
	first := exec.Command(os.Args[0], "sources")
	first.Env = env
	if out, err := first.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	cmd := exec.Command(bash, "--norc", "--noprofile", "-i")
	cmd.Env = env
	s := attach(t, cmd)
	go s.read()
	s.wait("$ ")
	s.press("source <(fieldbrief completion bash); echo re''ady\r")
	s.wait("ready")
	for typed, want := range map[string]string{
		"fieldbrief events --province Pan\t":      "--province Panjshir",
		"fieldbrief events --province Sar\t":      `--province Sar-e\ Pol`,
		"fieldbrief quotes --person Ahmad\\ Ma\t": `Ahmad\ Massoud`,
		"fieldbrief province:Pan\t":               "province:Panjshir",
		"fieldbrief show !group:ISIS-\t":          "group:ISIS-K",
		"fieldbrief events prov\t":                "province:",
		"fieldbrief --theme da\t":                 "--theme dark",
		"fieldbrief verif\t":                      "verify",
		"fieldbrief --source=conf\t":              "--source=confronting-the-taliban",
	} {
		s.take()
		s.press(typed)
		s.wait(want)
		s.press("\x15") // takes the line back
	}
}
