package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fieldbrief/store"
)

const (
	longestTitle = 200 // code points of a first block that is still taken for a title
	wrapWidth    = 200 // code points; longer lines were not wrapped by hand and are paragraphs of their own
)

// readText reads plain text and Markdown, its marks left as they are.
func readText(text string) Document {
	body := strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	doc := Document{Body: body, Paragraphs: blocks(body)}
	doc.takeTitle()
	return doc
}

// takeTitle makes the first block the title where it reads like one.
func (d *Document) takeTitle() {
	if len(d.Paragraphs) < 2 {
		return
	}
	first := d.Paragraphs[0]
	if first.End-first.Start > longestTitle {
		return
	}
	title := oneLine(cut(d.Body, first))
	heading := strings.TrimSpace(strings.TrimLeft(title, "#"))
	marked := heading != title && heading != ""
	if marked {
		title = heading
	}
	if marked || !endsSentence(title) {
		d.Title, d.TitleSpan, d.Paragraphs = title, first, d.Paragraphs[1:]
	}
}

// blocks gives the spans of the paragraphs of a text.
func blocks(body string) []store.Span {
	groups := lineGroups(body)
	if len(groups) == 1 {
		return groups[0]
	}
	var list []store.Span
	for _, lines := range groups {
		if unwrapped(lines) {
			list = append(list, lines...)
		} else {
			list = append(list, store.Span{Start: lines[0].Start, End: lines[len(lines)-1].End})
		}
	}
	return list
}

func unwrapped(lines []store.Span) bool {
	for _, l := range lines {
		if l.End-l.Start > wrapWidth {
			return true
		}
	}
	return false
}

// lineGroups gives the lines of a text that hold something, without the white
// space around them, in groups apart by blank lines.
func lineGroups(body string) [][]store.Span {
	var groups [][]store.Span
	at, open := 0, false
	for line := range strings.SplitSeq(body, "\n") {
		span, blank := trimmed(line, at)
		switch {
		case blank:
			open = false
		case open:
			groups[len(groups)-1] = append(groups[len(groups)-1], span)
		default:
			groups = append(groups, []store.Span{span})
			open = true
		}
		at += utf8.RuneCountInString(line) + 1
	}
	return groups
}

// trimmed gives the span of a line that starts at code point at, without the
// white space around it.
func trimmed(line string, at int) (span store.Span, blank bool) {
	tail := strings.TrimLeftFunc(line, unicode.IsSpace)
	start := at + utf8.RuneCountInString(line) - utf8.RuneCountInString(tail)
	tail = strings.TrimRightFunc(tail, unicode.IsSpace)
	return store.Span{Start: start, End: start + utf8.RuneCountInString(tail)}, tail == ""
}

func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`"'”’»)]*_`, r)
	})
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…؟۔。！？।", last)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cut gives the code points of s that span covers.
func cut(s string, span store.Span) string {
	from, n := len(s), 0
	for i := range s {
		if n == span.Start {
			from = i
		}
		if n == span.End {
			return s[from:i]
		}
		n++
	}
	return s[from:]
}
