package briefing

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// What is read at most: some thirty times the shipped file. The YAML library
// takes up to 2 KB of memory for each indicator.
const (
	maxSize       = 2 << 20 // bytes
	maxIndicators = 150_000
)

// indicators are what YAML's tokens can begin or end at, the end of a line too.
const indicators = "\n[]{},:-#?&*!|>'\"%@`"

// parse reads the YAML of a file, unless something tells that it cannot or
// should not be read.
func (r *reader) parse(data []byte) (root ast.Node, ok bool) {
	text, ok := r.decode(data)
	if !ok || !r.readable(text) || !r.plainLines(text) {
		return nil, false
	}
	r.lines = 1 + strings.Count(strings.TrimRight(text, "\n"), "\n")
	defer func() {
		if fault := recover(); fault != nil { // a fault of the YAML library must not end the program
			r.fail(0, "", "it cannot be read as YAML (%v)", fault)
			root, ok = nil, false
		}
	}()
	tokens := lexer.Tokenize(text)
	if !r.modest(tokens) {
		return nil, false
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.failSyntax(err)
		return nil, false
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		r.fail(1, "", "one YAML document is expected, beginning with format: %s", Format)
		return nil, false
	}
	return file.Docs[0].Body, true
}

// decode gives the file's text with line ends as LF.
func (r *reader) decode(data []byte) (string, bool) {
	if len(data) > maxSize {
		r.fail(0, "", "%d bytes are too large for a briefing file; at most %d (%d MB) are read", len(data), maxSize, maxSize>>20)
		return "", false
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if isUTF16(data) {
		r.fail(0, "", "this is UTF-16; save it as UTF-8")
		return "", false
	}
	text := strings.ReplaceAll(strings.ReplaceAll(string(data), "\r\n", "\n"), "\r", "\n")
	if formatJSON.MatchString(text) {
		text = strings.ReplaceAll(text, "\t", " ") // JSON may be indented by tabs, and has them nowhere else
	}
	if strings.TrimSpace(text) == "" {
		r.fail(0, "", "the file is empty; a briefing begins with format: %s", Format)
		return "", false
	}
	return text, true
}

// readable tells whether a file holds no more indicators than the YAML library
// can do with.
func (r *reader) readable(text string) bool {
	line, found := 1, 0
	for i := range len(text) {
		if strings.IndexByte(indicators, text[i]) < 0 {
			continue
		}
		if found++; found > maxIndicators {
			r.fail(line, "", "there are more than %d brackets, commas, colons, line ends and the like up to here, too many for a briefing file", maxIndicators)
			return false
		}
		if text[i] == '\n' {
			line++
		}
	}
	return true
}

// plainLines tells whether every line is what YAML takes: UTF-8, no control
// characters, no tabs in the indentation, and no more blank lines in a row than
// the YAML library can do with.
func (r *reader) plainLines(text string) bool {
	before := len(r.problems)
	number, blank := 0, 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if blank++; len(indent) < len(line) {
			blank = 0
		}
		switch {
		case blank == maxBlank:
			r.fail(number, "", "there are %d blank lines in a row; take them out", maxBlank)
		case !utf8.ValidString(line):
			r.fail(number, "", "this line is not UTF-8; save the file as UTF-8")
		case strings.ContainsFunc(line, isControl):
			r.fail(number, "", "this line holds a control character; take it out, or write it as \"\\x1b\" within double quotes")
		case strings.Contains(indent, "\t") && len(indent) < len(line):
			r.fail(number, "", "this line is indented by a tab; use spaces")
		}
	}
	return len(r.problems) == before
}

func isControl(c rune) bool {
	return c < ' ' && c != '\t' || 0x7F <= c && c < 0xA0 || c == '\uFFFE' || c == '\uFFFF' || c == '\uFEFF'
}

func (r *reader) failSyntax(err error) {
	var syntax *yaml.SyntaxError
	if !errors.As(err, &syntax) {
		r.fail(0, "", "it is not valid YAML: %v", err)
		return
	}
	line := 0
	if syntax.Token != nil && syntax.Token.Position != nil {
		line = syntax.Token.Position.Line
	}
	r.fail(line, "", "it is not valid YAML: %s", syntax.Message)
}

// Bounds of what a file may hold. No briefing comes near them; without them the
// YAML library would take hours or all memory for some files made to that end.
const (
	maxFlowDepth  = 8
	maxDashes     = 4 // "- - - -" on one line
	maxBlockDepth = 20
	maxFields     = 60  // of one mapping
	maxMarkers    = 2   // "---" and "..."
	maxBlank      = 200 // lines in a row
	emptyWork     = 2e9 // empty values × tokens
)

// unused are the means of YAML that briefing files do without.
var unused = map[token.Type]string{
	token.AnchorType:     "anchors (&name) are not used in briefing files; write the value out, or put quotes around it",
	token.AliasType:      "aliases (*name) are not used in briefing files; write the value out, or put quotes around it",
	token.TagType:        "tags (!name) are not used in briefing files; put quotes around the value",
	token.MergeKeyType:   "merge keys (<<) are not used in briefing files",
	token.MappingKeyType: "«?» for keys is not used in briefing files; put quotes around the value",
	token.DirectiveType:  "directives (%) are not used in briefing files",
}

// modest tells whether the tokens of a file stay within what briefing files use.
func (r *reader) modest(tokens token.Tokens) bool {
	before := len(r.problems)
	g := guard{}
	for i, t := range tokens {
		if advice, ok := unused[t.Type]; ok {
			r.fail(t.Position.Line, "", "%s", advice)
		}
		var next *token.Token
		if i+1 < len(tokens) {
			next = tokens[i+1]
		}
		if excess := g.step(t, next); excess != "" {
			r.fail(t.Position.Line, "", "%s", excess)
			return false
		}
	}
	if float64(g.empty)*float64(len(tokens)) > emptyWork {
		r.fail(0, "", "%d fields are empty; leave out the fields that have no value", g.empty)
	}
	return len(r.problems) == before
}

// A guard counts, token by token, what the YAML library nests or copies.
type guard struct {
	flow   []flow  // open [ and {
	block  []block // open mappings by indentation
	line   int
	dashes int // on this line
	empty  int // values that are left out
	marks  int // of documents
	prev   *token.Token
}

type (
	flow  struct{ mapping, valued bool } // valued: the entry at hand has a ":"
	block struct{ column, fields int }
)

// step takes in a token and says what is too much, if anything.
func (g *guard) step(t, next *token.Token) string {
	defer func() { g.prev = t }()
	if t.Position.Line != g.line {
		g.line, g.dashes = t.Position.Line, 0
	}
	switch t.Type {
	case token.DocumentHeaderType, token.DocumentEndType:
		if g.marks++; g.marks > maxMarkers {
			return "one YAML document is expected, not several"
		}
	case token.SequenceStartType, token.MappingStartType:
		g.flow = append(g.flow, flow{mapping: t.Type == token.MappingStartType})
	case token.SequenceEndType, token.MappingEndType, token.CollectEntryType:
		g.endFlowEntry(t)
	case token.SequenceEntryType:
		g.dashes++
		g.close(t.Position.Column)
		g.countEmpty(t, t, next)
	case token.MappingValueType:
		g.countEmpty(t, g.prev, next)
		return g.field()
	}
	if len(g.flow) > maxFlowDepth || g.dashes > maxDashes {
		return tooDeep
	}
	return ""
}

const tooDeep = "this is nested too deeply for a briefing file"

// endFlowEntry takes in what ends an entry within brackets; {a, b} has two
// fields without values.
func (g *guard) endFlowEntry(t *token.Token) {
	if len(g.flow) == 0 {
		return
	}
	top := &g.flow[len(g.flow)-1]
	if top.mapping && !top.valued && g.prev.Type != token.MappingStartType {
		g.empty++
	}
	top.valued = false
	if t.Type != token.CollectEntryType {
		g.flow = g.flow[:len(g.flow)-1]
	}
}

// field takes in a ":".
func (g *guard) field() string {
	if len(g.flow) > 0 {
		g.flow[len(g.flow)-1].valued = true
		return ""
	}
	if g.prev == nil {
		return ""
	}
	column := g.prev.Position.Column
	g.close(column)
	if n := len(g.block); n == 0 || g.block[n-1].column < column {
		g.block = append(g.block, block{column: column})
	}
	top := &g.block[len(g.block)-1]
	top.fields++
	switch {
	case top.fields > maxFields:
		return fmt.Sprintf("this mapping has more than %d fields", maxFields)
	case len(g.block) > maxBlockDepth:
		return tooDeep
	}
	return ""
}

// close ends the mappings that stand right of a column.
func (g *guard) close(column int) {
	for len(g.block) > 0 && g.block[len(g.block)-1].column > column {
		g.block = g.block[:len(g.block)-1]
	}
}

// countEmpty counts a "-" or ":" (whose line begins at key) that nothing follows.
func (g *guard) countEmpty(t, key, next *token.Token) {
	if next == nil || key == nil {
		g.empty++
		return
	}
	if len(g.flow) > 0 {
		if next.Type == token.CollectEntryType || next.Type == token.MappingEndType || next.Type == token.SequenceEndType {
			g.empty++
		}
		return
	}
	left := key.Position.Column // what follows further right is the value
	if t.Type == token.MappingValueType && next.Type == token.SequenceEntryType {
		left-- // a list may stand right below its key
	}
	if next.Position.Line > t.Position.Line && next.Position.Column <= left {
		g.empty++
	}
}
