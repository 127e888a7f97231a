package article

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"fieldbrief/store"
)

var (
	pageStart = regexp.MustCompile(`(?i)^(?:<!doctype\s+html|<\?xml\s|<(?:html|head|body|title|meta|link|script|style|main|article|section|header|nav|div|p|h[1-6]|form|table|ul|ol|dl|blockquote|pre|span|a|b|br|font|center)[\s/>])`)
	anyTag    = regexp.MustCompile(`(?i)</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>`)
)

// isWebPage tells HTML from text by how it begins, comments left aside; a file
// named .html may begin with loose text before its first tag.
func isWebPage(name, text string) bool {
	head := strings.TrimLeft(text, " \t\r\n\f")
	for strings.HasPrefix(head, "<!--") {
		_, after, closed := strings.Cut(head, "-->")
		if !closed {
			break
		}
		head = strings.TrimLeft(after, " \t\r\n\f")
	}
	if pageStart.MatchString(head[:min(len(head), 1024)]) {
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return anyTag.MatchString(text)
	}
	return false
}

// readWebPage extracts the text of a page: one block for each block element,
// the title first. Navigation, forms, captions and the like are left out.
func readWebPage(source string) (Document, error) {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return Document{}, fmt.Errorf("this web page cannot be read (%w); save its text as a .txt file instead", err)
	}
	page := extract(root, false)
	if len(page.blocks) == 0 {
		page = extract(root, true) // some servers wrap the whole page in a form
	}
	return page.document(), nil
}

// An extractor collects the text of a page block by block.
type extractor struct {
	forms    bool // take what stands in forms
	blocks   []string
	headings []string        // of level 1, wherever they stand
	line     strings.Builder // the open block
	broken   bool            // the last thing in the open block is a line break
	title    string          // of the page's head
}

func extract(root *html.Node, forms bool) *extractor {
	x := &extractor{forms: forms}
	x.find(root)
	x.walk(x.content(root))
	x.flush()
	return x
}

// find collects what can be the page's title.
func (x *extractor) find(n *html.Node) {
	switch {
	case n.DataAtom == atom.Title && n.Namespace == "" && x.title == "":
		x.title = oneLine(allText(n))
	case n.DataAtom == atom.H1:
		x.headings = append(x.headings, oneLine(allText(n)))
	case n.DataAtom == atom.Nav, n.DataAtom == atom.Footer, n.DataAtom == atom.Aside:
		return
	}
	for c := range n.ChildNodes() {
		x.find(c)
	}
}

func allText(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.DataAtom == atom.Br:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// content gives the part of a page that is read: its longest article, else its
// main part, where these hold at least half of its text; else all of it.
func (x *extractor) content(root *html.Node) *html.Node {
	longest := map[atom.Atom]*html.Node{}
	length := map[*html.Node]int{}
	all := x.measure(root, func(n *html.Node, chars int) {
		if n.DataAtom != atom.Article && n.DataAtom != atom.Main {
			return
		}
		length[n] = chars
		if best := longest[n.DataAtom]; best == nil || length[best] < chars {
			longest[n.DataAtom] = n
		}
	})
	for _, kind := range []atom.Atom{atom.Article, atom.Main} {
		if n := longest[kind]; n != nil && 2*length[n] >= all && length[n] > 0 {
			return n
		}
	}
	return root
}

// measure gives the characters of text in n, and tells those of every element.
func (x *extractor) measure(n *html.Node, tell func(*html.Node, int)) int {
	if n.Type == html.TextNode {
		return len(strings.TrimSpace(n.Data))
	}
	if x.leftOut(n) {
		return 0
	}
	chars := 0
	for c := range n.ChildNodes() {
		chars += x.measure(c, tell)
	}
	tell(n, chars)
	return chars
}

func (x *extractor) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		x.text(n)
	case x.leftOut(n):
	case n.DataAtom == atom.Br:
		x.lineBreak()
	case isBlock(n):
		x.flush()
		x.walkChildren(n)
		x.flush()
	default:
		x.walkChildren(n)
	}
}

func (x *extractor) walkChildren(n *html.Node) {
	for c := range n.ChildNodes() {
		x.walk(c)
	}
}

var blankLine = regexp.MustCompile(`\n[ \t]*\n`)

func (x *extractor) text(n *html.Node) {
	if strings.Trim(n.Data, " \t\r\n\f") != "" {
		x.broken = false
	}
	if !preformatted(n) {
		x.line.WriteString(n.Data)
		return
	}
	for i, part := range blankLine.Split(n.Data, -1) {
		if i > 0 {
			x.flush()
		}
		x.line.WriteString(part)
	}
}

// lineBreak makes the second of two line breaks the end of a block.
func (x *extractor) lineBreak() {
	if x.broken {
		x.flush()
		return
	}
	x.line.WriteByte('\n')
	x.broken = true
}

// flush ends the open block.
func (x *extractor) flush() {
	if block := strings.TrimFunc(collapse(x.line.String()), unicode.IsSpace); block != "" {
		x.blocks = append(x.blocks, block)
	}
	x.line.Reset()
	x.broken = false
}

// collapse makes every run of white space one space or, where it breaks a line
// after a hyphen, one line break: only so is it known that a word may go on.
func collapse(text string) string {
	var b strings.Builder
	gap, hyphen := "", false
	for _, r := range text {
		switch {
		case hyphen && r == '\n':
			gap = "\n"
		case htmlSpace(r):
			gap = cmp.Or(gap, " ")
		default:
			b.WriteString(gap)
			b.WriteRune(r)
			gap, hyphen = "", isHyphen(r)
		}
	}
	return b.String()
}

// htmlSpace tells the white space that HTML collapses; a no-break space stays.
func htmlSpace(r rune) bool { return strings.ContainsRune(" \t\n\r\f", r) }

func preformatted(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.Pre, atom.Xmp, atom.Listing, atom.Plaintext:
			return true
		}
	}
	return false
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Address, atom.Article, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Dialog,
		atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figure, atom.Form, atom.Frameset, atom.H1, atom.H2, atom.H3, atom.H4,
		atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Listing, atom.Main, atom.Menu,
		atom.Ol, atom.P, atom.Plaintext, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot,
		atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Xmp:
		return true
	}
	return false
}

// leftOut tells the elements whose text is no part of what the page says.
func (x *extractor) leftOut(n *html.Node) bool {
	if n.Type == html.CommentNode {
		return true
	}
	if n.Type != html.ElementNode {
		return false
	}
	switch n.DataAtom {
	case atom.Head, atom.Nav, atom.Footer, atom.Aside, atom.Script, atom.Style, atom.Figcaption, atom.Noscript, atom.Template,
		atom.Svg, atom.Iframe, atom.Object, atom.Audio, atom.Video, atom.Canvas, atom.Button, atom.Select, atom.Textarea:
		return true
	case atom.Form:
		return !x.forms
	case atom.Header:
		return !within(n, atom.Article, atom.Main) // an article's own header may hold its opening sentence
	}
	return hidden(n) || furniture(n)
}

func within(n *html.Node, kinds ...atom.Atom) bool {
	for p := range n.Ancestors() {
		for _, kind := range kinds {
			if p.DataAtom == kind {
				return true
			}
		}
	}
	return false
}

var displayNone = regexp.MustCompile(`(?i)(?:^|;)\s*display\s*:\s*none`)

func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && displayNone.MatchString(a.Val) {
			return true
		}
	}
	return false
}

// furniture tells the parts that WAI-ARIA landmark roles mark as the site's.
func furniture(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key != "role" {
			continue
		}
		switch strings.ToLower(strings.TrimSpace(a.Val)) {
		case "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog":
			return true
		}
	}
	return false
}

// document joins the blocks, the title before all others.
func (x *extractor) document() Document {
	doc := Document{Title: x.pickTitle()}
	var b strings.Builder
	at := 0
	add := func(block string) store.Span {
		if b.Len() > 0 {
			b.WriteString("\n\n")
			at += 2
		}
		b.WriteString(block)
		span := store.Span{Start: at, End: at + utf8.RuneCountInString(block)}
		at = span.End
		return span
	}
	title := store.Normal(doc.Title)
	if doc.Title != "" && len(x.blocks) > 0 {
		doc.TitleSpan = add(doc.Title)
	}
	printed := false // the title stands once among the blocks
	for _, block := range x.blocks {
		if !printed && store.Normal(oneLine(block)) == title {
			printed = true
			continue
		}
		doc.Paragraphs = append(doc.Paragraphs, add(block))
	}
	doc.Body = b.String()
	return doc
}

// pickTitle chooses the heading, or first block, that the page's own title
// repeats (most add the site's name to it), else the only heading, else the
// page's title.
func (x *extractor) pickTitle() string {
	page := store.Normal(x.title)
	for _, h := range x.headings {
		if h != "" && strings.Contains(page, store.Normal(h)) {
			return h
		}
	}
	if len(x.blocks) > 1 {
		first := oneLine(x.blocks[0])
		if strings.HasPrefix(page, store.Normal(first)) && !endsSentence(first) {
			return first
		}
	}
	if len(x.headings) == 1 && x.headings[0] != "" || x.title == "" && len(x.headings) > 0 {
		return x.headings[0]
	}
	return x.title
}
