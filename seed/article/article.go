// Package article reads the documents that briefings rest on (plain text,
// Markdown as text, saved web pages) and finds cited passages in them.
package article

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"fieldbrief/store"
)

// Sizes in bytes. The text is kept with its source and so bears on every
// command; a file may be larger, for a saved web page can hold its pictures.
const (
	maxFile = 32 << 20
	maxText = 4 << 20 // a book of some 700 000 words
)

// A Document is an article as read from a file. All spans count code points of
// Body.
type Document struct {
	Title      string       // on one line; "" where there is none
	Body       string       // decoded, line ends LF; of a web page the extracted text, blocks apart by blank lines, lines broken after hyphens only
	SHA256     string       // hex, of the file as it is
	TitleSpan  store.Span   // empty where there is no title
	Paragraphs []store.Span // in order, without the title and the white space around them
}

// Read reads a document: UTF-8, UTF-16 with a byte order mark, Windows-1252 or,
// in a web page, the character set it names. Whether it is a web page is told
// by its content; the name serves errors and doubtful cases.
//
// The body of a text is the decoded text with line ends as LF and nothing else
// changed. Its paragraphs stand apart by blank lines or, where there are none,
// are lines; its first block is the title unless it ends a sentence or exceeds
// 200 characters. Empty and binary files, files of more than
// 32 MB and texts of more than 4 MB are refused.
func Read(name string, data []byte) (Document, error) {
	if err := refuse(data); err != nil {
		return Document{}, fmt.Errorf("%s: %w", name, err)
	}
	text, err := decode(name, data)
	if err != nil {
		return Document{}, fmt.Errorf("%s: %w", name, err)
	}
	var doc Document
	if isWebPage(name, text) {
		doc, err = readWebPage(text)
	} else {
		doc = readText(text)
	}
	if err != nil {
		return Document{}, fmt.Errorf("%s: %w", name, err)
	}
	if err := refuseText(doc); err != nil {
		return Document{}, fmt.Errorf("%s: %w", name, err)
	}
	sum := sha256.Sum256(data)
	doc.SHA256 = hex.EncodeToString(sum[:])
	return doc, nil
}

func refuse(data []byte) error {
	switch {
	case len(data) == 0:
		return fmt.Errorf("the file is empty")
	case len(data) > maxFile:
		return fmt.Errorf("the file is too large for an article: files of at most %d MB are read, with at most %d MB of text", maxFile>>20, maxText>>20)
	}
	return refuseFormat(data)
}

func refuseText(doc Document) error {
	switch {
	case len(doc.Paragraphs) == 0:
		return errors.New("there is no text in it")
	case len(doc.Body) > maxText:
		return fmt.Errorf("%d bytes of text are too large for an article: at most %d (%d MB) are read; keep only the article in the file",
			len(doc.Body), maxText, maxText>>20)
	}
	return nil
}

// formats are file formats that people take for text, by how they begin.
var formats = []struct{ magic, advice string }{
	{"%PDF-", "a PDF file; save its text as a .txt file first"},
	{"PK\x03\x04", "a zip, Word or OpenDocument file; save it as plain text first"},
	{"\xD0\xCF\x11\xE0", "an old Word file; save it as plain text first"},
	{`{\rtf`, "an RTF file; save it as plain text first"},
	{"\x1F\x8B", "a compressed file; unpack it first"},
	{"bplist00", "a Safari web archive; save the page as HTML first"},
}

func refuseFormat(data []byte) error {
	for _, f := range formats {
		if strings.HasPrefix(string(data[:min(len(data), 16)]), f.magic) {
			return fmt.Errorf("this is %s", f.advice)
		}
	}
	head := strings.ToLower(string(data[:min(len(data), 4096)]))
	if strings.Contains(head, "mime-version:") && strings.Contains(head, "multipart/related") {
		return fmt.Errorf("this is a single-file web archive (MHTML); save the page as HTML first")
	}
	return nil
}

// FromText gives back the document that a source's attached text was made from.
func FromText(text store.Text) Document {
	doc := Document{Body: text.Body, SHA256: text.SHA256, TitleSpan: text.Title, Title: oneLine(cut(text.Body, text.Title))}
	for _, p := range text.Paragraphs {
		doc.Paragraphs = append(doc.Paragraphs, p.Span)
	}
	return doc
}
