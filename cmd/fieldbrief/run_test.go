package main

import (
	"bytes"
	"context"
	"io"
	"testing"
)

// TestInterruptedRead stops a command that waits for its input.
func TestInterruptedRead(t *testing.T) {
	in, end := io.Pipe()
	defer end.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, narration bytes.Buffer
	if code := run(ctx, []string{"--library", t.TempDir() + "/library.db", "import", "-"}, streams{in, &out, &narration}); code != exitInterrupted {
		t.Errorf("exit status %d, want %d", code, exitInterrupted)
	}
	if got := narration.String(); got != "fieldbrief: interrupted\n" {
		t.Errorf("it says %q", got)
	}
}
