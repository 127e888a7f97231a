package store

import "encoding/json"

// A Citation is the place a record rests on: a passage of a document, or a row
// of a data set.
type Citation struct {
	Source string `json:"source"` // Source.ID

	// A passage of a document.
	Paragraph int     `json:"paragraph,omitempty"` // 1-based, the title not counted
	Start     int     `json:"start,omitempty"`     // half-open, in code points over the whole decoded text, title included
	End       int     `json:"end,omitempty"`
	Passage   Passage `json:"-"`

	// A row of a data set.
	Record   string `json:"record,omitempty"`
	Outlet   string `json:"outlet,omitempty"`
	Date     string `json:"date,omitempty"`
	Headline string `json:"headline,omitempty"`
}

// MarshalJSON writes the fields of a passage or those of a row, whichever the
// citation is of; a passage's start is written even where it is 0.
func (c Citation) MarshalJSON() ([]byte, error) {
	type plain Citation
	if c.Paragraph == 0 {
		return json.Marshal(plain(c))
	}
	return json.Marshal(struct {
		Source    string `json:"source"`
		Paragraph int    `json:"paragraph"`
		Start     int    `json:"start"`
		End       int    `json:"end"`
	}{c.Source, c.Paragraph, c.Start, c.End})
}

// Span gives the cited code points of a document citation.
func (c Citation) Span() Span { return Span{c.Start, c.End} }

// A Passage identifies a passage without holding its words: digests of its
// normal form (see NewPassage), by which it can be found again in a copy with
// other line breaks, quotes or mark-up.
type Passage struct {
	SHA256 string // hex, 64 digits
	Length int    // code points of the normal form
	Before string // hex, first 16 digits: the (up to) 32 code points before it, in normal form
	After  string // hex, first 16 digits: the (up to) 32 code points after it
}
