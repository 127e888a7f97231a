package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// markVersion is that of the lines written here; lines of a higher one are kept
// and not read.
const markVersion = 1

// A markLine is a line of a file of marks.
type markLine struct {
	Version int          `json:"v"`
	Time    time.Time    `json:"time"`
	Kind    MarkKind     `json:"kind"`
	Record  RecordType   `json:"record"`
	ID      string       `json:"id,omitempty"`
	Passage *markPassage `json:"passage,omitempty"`
	Label   string       `json:"label,omitempty"`
	Text    string       `json:"text,omitempty"`
	Removed bool         `json:"removed,omitempty"`
}

// A markPassage is a passage with the digests by which it is found again.
type markPassage struct {
	Source    string `json:"source"`
	Paragraph int    `json:"paragraph"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	SHA256    string `json:"sha256,omitempty"`
	Length    int    `json:"length,omitempty"`
	Before    string `json:"before,omitempty"`
	After     string `json:"after,omitempty"`
}

// formatMark writes a change as a line, "\n" included.
func formatMark(m Mark) ([]byte, error) {
	line := markLine{
		Version: markVersion, Time: m.Time.UTC(), Kind: m.Kind, Record: m.Type, ID: m.ID,
		Label: shortLabel(m.Label), Text: m.Text, Removed: m.Removed,
	}
	if p := m.Passage; m.Type == MarkedPassage {
		line.Passage = &markPassage{p.Source, p.Paragraph, p.Start, p.End, p.Passage.SHA256, p.Passage.Length, p.Passage.Before, p.Passage.After}
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // people read it too
	err := encoder.Encode(line)
	return b.Bytes(), err
}

func shortLabel(label string) string {
	label = strings.Join(strings.Fields(label), " ")
	if runes := []rune(label); len(runes) > maxLabel {
		return string(runes[:maxLabel])
	}
	return label
}

// parseMark reads a line. Known tells whether it is one of this version and of
// kinds that are known.
func parseMark(b []byte) (m Mark, known bool, err error) {
	var line markLine
	if err := json.Unmarshal(b, &line); err != nil {
		var version struct {
			Version int `json:"v"`
		}
		if json.Unmarshal(b, &version) == nil && version.Version > markVersion {
			return Mark{}, false, nil
		}
		return Mark{}, false, err
	}
	m = Mark{Kind: line.Kind, Text: line.Text, Label: line.Label, Time: line.Time.UTC(), Removed: line.Removed}
	m.Type, m.ID = line.Record, line.ID
	if line.Version > markVersion || !slices.Contains(MarkKinds(), line.Kind) || !markable(line.Record) {
		return m, false, nil
	}
	if p := line.Passage; line.Record == MarkedPassage {
		if p == nil || p.Source == "" || p.Start < 0 || p.End < p.Start {
			return m, false, fmt.Errorf("a passage without its place")
		}
		m.ID = ""
		m.Passage = Citation{Source: p.Source, Paragraph: p.Paragraph, Start: p.Start, End: p.End,
			Passage: Passage{SHA256: p.SHA256, Length: p.Length, Before: p.Before, After: p.After}}
	} else if line.ID == "" {
		return m, false, fmt.Errorf("a mark on nothing")
	}
	if m.Kind == Note && m.Text == "" {
		m.Removed = true
	}
	return m, true, nil
}

func markable(t RecordType) bool {
	return slices.Contains([]RecordType{EventRecord, QuoteRecord, ActorRecord, ProvinceRecord, MarkedPassage}, t)
}

// key tells which of two changes are to one mark.
func (m Mark) key() string {
	if p := m.Passage; m.Type == MarkedPassage {
		return fmt.Sprintf("%s\x00%s\x00%d %d-%d %s %d %s %s", m.Kind, p.Source, p.Paragraph, p.Start, p.End, p.Passage.SHA256, p.Passage.Length, p.Passage.Before, p.Passage.After)
	}
	return string(m.Kind) + "\x00" + string(m.Type) + "\x00" + m.ID
}

// A markText is what a file of marks holds.
type markText struct {
	lines []textLine     // those that stand or are not known, in their order
	total int            // of all lines but empty ones
	ended bool           // the last one ends in "\n", or there is none
	last  map[string]int // place of the line that stands for a mark
	marks *Marks

	number int   // of lines read
	newer  int   // how many of them a newer program wrote
	unread []int // which of them cannot be read
}

// A textLine is a line without its end. One that says nothing any more is empty.
type textLine struct {
	raw    []byte
	change Mark // where it is known
	known  bool
}

// before gives the change that stands for a mark.
func (t *markText) before(m Mark) (Mark, bool) {
	at, ok := t.last[m.key()]
	if !ok {
		return Mark{}, false
	}
	return t.lines[at].change, true
}

// readMarks reads the lines of a file of marks: of several changes to one mark the
// latest stands, of equally late ones the line that sorts last, so that files
// joined in any order say the same. A last line without its end may be under way
// and counts once it can be read.
func readMarks(b []byte) *markText {
	t := &markText{ended: true, last: make(map[string]int)}
	t.read(bytes.TrimPrefix(b, []byte("\ufeff")))
	return t
}

// read reads further lines.
func (t *markText) read(b []byte) {
	for raw := range bytes.Lines(b) {
		t.number++
		t.ended = bytes.HasSuffix(raw, []byte("\n"))
		raw = bytes.TrimSpace(raw)
		if len(raw) == 0 {
			continue
		}
		t.total++
		m, known, err := parseMark(raw)
		switch {
		case err != nil:
			if t.ended {
				t.unread = append(t.unread, t.number)
			}
			t.lines = append(t.lines, textLine{raw: raw})
		case !known:
			t.newer++
			t.lines = append(t.lines, textLine{raw: raw})
		default:
			t.take(textLine{raw, m, true})
		}
	}
	var list []Mark
	for _, line := range t.lines {
		if line.known && !line.change.Removed {
			list = append(list, line.change)
		}
	}
	t.marks = newMarks(list)
	t.marks.unread, t.marks.newer = slices.Clone(t.unread), t.newer
}

// take takes a change where none is later.
func (t *markText) take(line textLine) {
	key := line.change.key()
	if at, ok := t.last[key]; ok {
		before := t.lines[at]
		if c := line.change.Time.Compare(before.change.Time); c < 0 || c == 0 && bytes.Compare(line.raw, before.raw) < 0 {
			return
		}
		t.lines[at] = textLine{}
	}
	t.last[key] = len(t.lines)
	t.lines = append(t.lines, line)
}

// standing is how many lines say something.
func (t *markText) standing() (n int) {
	for _, line := range t.lines {
		if line.raw != nil {
			n++
		}
	}
	return n
}

// dead is how many lines say nothing any more.
func (t *markText) dead() int { return t.total - t.standing() }
