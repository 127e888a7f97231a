package main

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/gofrs/flock"
	"github.com/rogpeppe/go-internal/testscript"
)

// asProgram makes the test binary run as fieldbrief itself, for the tests that
// need a real process in a pseudo-terminal.
const asProgram = "FIELDBRIEF_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	testscript.Main(m, map[string]func(){"fieldbrief": main})
}

// TestScripts runs the command lines of testdata/script in empty homes.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_DATA_HOME", env.WorkDir+"/data")
			env.Setenv("HOME", env.WorkDir+"/home")
			env.Setenv("FIELDBRIEF_LIBRARY", "")
			return copyLake(env.WorkDir)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": exitStatus,
			"damage": damage,
			"lock":   lock,
		},
	})
}

// copyLake puts an article of our own, as text and as a web page, and the
// briefing drawn from it beside the scripts.
func copyLake(dir string) error {
	for _, name := range []string{"article/testdata/lake-report.txt", "article/testdata/lake-report.html", "briefing/testdata/lake-report.yaml"} {
		data, err := os.ReadFile(filepath.Join("../../seed", name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// exitStatus runs a command and checks the status it ends with:
// status N fieldbrief ARG …
func exitStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command args")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := "0"
	if exit, ok := err.(interface{ ExitCode() int }); ok {
		code = strconv.Itoa(exit.ExitCode())
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if code != args[0] {
		ts.Fatalf("exit status %s, want %s", code, args[0])
	}
}

// damage flips a bit of a file in the middle: damage FILE
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: damage FILE")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	for i := len(data) / 4; i < len(data); i += 4096 {
		data[i] ^= 0x10
	}
	ts.Check(os.WriteFile(name, data, 0o644))
}

// lock takes the writers' lock of a library until the script ends: lock FILE
func lock(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: lock FILE")
	}
	l := flock.New(ts.MkAbs(args[0]) + ".lock")
	ts.Check(l.Lock())
	ts.Check(os.WriteFile(l.Path(), []byte("process 4711 on this machine\n"), 0o600))
	ts.Defer(func() { _ = l.Close() })
}
