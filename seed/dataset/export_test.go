package dataset

import (
	"errors"
	"io"
)

// ReadAlone is Read in the caller's goroutine: what it does depends on nothing
// but its input, as fuzzing wants it.
func ReadAlone(f *File, sink Sink) (Summary, error) {
	var summary Summary
	keys, p, s := newKeySet(), newParser(f.layout, f.source.ID), newSplitter(f.input.text, f.layout.comma)
	for {
		c, err := s.next(&memory{})
		if errors.Is(err, io.EOF) {
			return summary, nil
		}
		if err != nil {
			return summary, err
		}
		b := p.read(c)
		keys.dropRepeated(&b)
		summary.add(b)
		for _, r := range b.rejects {
			sink.Reject(r)
		}
		if err := sink.Events(b.records); err != nil {
			return summary, err
		}
	}
}
