package store

// A Source is what records were drawn from: a document (article, op-ed, report)
// or a data set. Text fields are "" where the source does not give them.
type Source struct {
	ID        string // slug, unique in a library: "confronting-the-taliban"
	Kind      string // "op-ed", "article", "report", DataSet …
	Title     string
	Author    string
	Outlet    string
	Published Date   // when it came out; its basis says how that is known
	SHA256    string // hex, of the file it was drawn from
	Licence   string
	URL       string
	Remark    string
	Digest    []Paragraph // one for each paragraph, in order; nil for a data set
}

// DataSet is the kind of a source that is a table of events.
const DataSet = "data set"

// A Paragraph is the digest of one paragraph of a document, in the briefing's
// own words, complete enough to be read in the paragraph's place.
type Paragraph struct {
	Number  int // 1-based, the title not counted
	Digest  string
	Remark  string   // where the source's own reckoning needs care
	Passage Citation // the whole paragraph
}

// A Text is a source's own text, as its reader attached it.
type Text struct {
	SHA256     string // hex, of the attached file
	Body       string // decoded, line ends LF
	Title      Span
	Paragraphs []TextParagraph // in order
	Anchors    map[Span]Span   // cited span in the source (Citation.Start, End) → span in Body
}

// A TextParagraph is one paragraph of an attached text.
type TextParagraph struct {
	Number int // of the source's paragraph it holds, 0 where it holds none (captions, by-lines)
	Span   Span
}

// A Span is a half-open range of code points over a whole decoded text
// (W3C Web Annotation TextPositionSelector).
type Span struct{ Start, End int }
