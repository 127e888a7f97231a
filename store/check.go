package store

import (
	"context"
	"fmt"
)

// A Report says what a sound library file holds.
type Report struct {
	Sources, Actors, Provinces, Events, Quotes int
	Paragraphs                                 int // of digests
	Texts                                      int // attached
	Values                                     int // in the file, each with its checksum
	Schema                                     int // number of the layout
	Bytes                                      int64
}

// Check reads a library file to its end: every page, key, checksum and record,
// and what records say of one another. Errors are those of Open.
func Check(ctx context.Context, path string) (Report, error) {
	if err := ctx.Err(); err != nil {
		return Report{}, err
	}
	c, info, err := readFile(path)
	if err != nil {
		return Report{}, fileError(path, err)
	}
	r := Report{Sources: len(c.briefings), Texts: len(c.texts), Values: c.count, Schema: schema, Bytes: info.Size()}
	for _, b := range c.briefings {
		if err := ctx.Err(); err != nil {
			return r, err
		}
		if err := b.Validate(); err != nil {
			return r, fileError(path, fmt.Errorf("%w: source %s: %w", ErrDamaged, Printable(b.Source.ID), err))
		}
		r.Events += len(b.Events)
		r.Quotes += len(b.Quotes)
		r.Paragraphs += len(b.Source.Digest)
	}
	x := newIndex(c.briefings, c.texts)
	r.Actors, r.Provinces = len(x.actors), len(x.provinces)
	return r, nil
}
