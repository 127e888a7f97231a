package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fieldbrief/tui"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxSize is how many bytes are read at most; a file that sets everything has
// some 10,000.
const maxSize = 64 << 10

// A reader collects what a file sets and what is wrong with it.
type reader struct {
	config   Config
	problems []Problem
	warnings []Problem
}

func (r *reader) fail(line int, field, format string, args ...any) {
	r.problems = append(r.problems, Problem{line, field, fmt.Sprintf(format, args...)})
}

// document parses the YAML; nil for an empty file.
func (r *reader) document(data []byte) (root ast.Node, ok bool) {
	if len(data) > maxSize {
		r.fail(0, "", "%d bytes are too large for a config file", len(data))
		return nil, false
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n")
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		r.fail(0, "", "it is not UTF-8; save it as UTF-8")
		return nil, false
	}
	defer func() {
		if fault := recover(); fault != nil { // a fault of the YAML library must not end the program
			r.fail(0, "", "it cannot be read as YAML (%v)", fault)
			root, ok = nil, false
		}
	}()
	file, err := parser.ParseBytes([]byte(text), 0)
	var syntax *yaml.SyntaxError
	switch {
	case errors.As(err, &syntax) && syntax.Token != nil:
		r.fail(syntax.Token.Position.Line, "", "it is not valid YAML: %s", syntax.Message)
		return nil, false
	case err != nil:
		r.fail(0, "", "it is not valid YAML: %v", err)
		return nil, false
	case len(file.Docs) > 1:
		r.fail(0, "", "one YAML document is expected, without ---")
		return nil, false
	case len(file.Docs) == 0:
		return nil, true
	}
	return file.Docs[0].Body, true
}

// A setting is a name with its value.
type setting struct {
	name  string
	field string // its name with those it stands below
	line  int
	node  ast.Node
}

// within gives the settings of a mapping.
func (r *reader) within(node ast.Node, field string) []setting {
	var pairs []*ast.MappingValueNode
	switch n := node.(type) {
	case nil, *ast.NullNode, *ast.CommentGroupNode:
		return nil
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		r.fail(lineOf(node), field, "settings are expected, such as theme: dark")
		return nil
	}
	var settings []setting
	for _, p := range pairs {
		name := p.Key.GetToken().Value
		full := strings.TrimPrefix(field+"."+name, ".")
		settings = append(settings, setting{name, full, p.Key.GetToken().Position.Line, p.Value})
	}
	return settings
}

func lineOf(node ast.Node) int {
	if t := node.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

// settings reads the whole file.
func (r *reader) settings(root ast.Node) {
	for _, s := range r.within(root, "") {
		switch s.name {
		case "theme":
			r.config.Theme = r.oneOf(s, Themes())
		case "colours", "colors":
			r.colours(s)
		case "dates":
			r.config.Dates = r.oneOf(s, tui.DateStyles())
		case "start":
			r.start(s)
		case "mouse":
			r.config.Mouse = r.yesOrNo(s)
		case "ascii":
			r.config.ASCII = r.yesOrNo(s)
		case "plain":
			r.config.Plain = r.yesOrNo(s)
		case "keys":
			r.keys(s)
		default:
			r.fail(s.line, "", "there is no setting %q; there are theme, colours, dates, start, mouse, ascii, plain and keys", s.name)
		}
	}
	r.checkColours(root)
}

// scalar gives a single value as it is written, without quotation marks.
func (r *reader) scalar(s setting) (string, bool) {
	switch n := s.node.(type) {
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	case *ast.NullNode:
		if n.GetToken().Value == "~" {
			return "~", true
		}
		r.fail(s.line, s.field, `a value is missing; one that begins with # stands in quotation marks: "#8a8a8a"`)
	case nil:
		r.fail(s.line, s.field, "a value is missing")
	default:
		r.fail(s.line, s.field, "one value is expected")
	}
	return "", false
}

func (r *reader) oneOf(s setting, values []string) string {
	value, ok := r.scalar(s)
	if ok && !slices.Contains(values, value) {
		r.fail(s.line, s.field, "%q is not one of %s", value, strings.Join(values, ", "))
	}
	return value
}

func (r *reader) yesOrNo(s setting) *bool {
	value, ok := r.scalar(s)
	if !ok {
		return nil
	}
	yes := false
	switch strings.ToLower(value) {
	case "true", "yes", "on":
		yes = true
	case "false", "no", "off":
	default:
		r.fail(s.line, s.field, "%q is neither true nor false", value)
	}
	return &yes
}

func (r *reader) start(s setting) {
	for _, s := range r.within(s.node, s.field) {
		switch s.name {
		case "view":
			r.config.Start.View = r.oneOf(s, tui.StartViews())
		case "pane":
			r.config.Start.Pane = r.oneOf(s, tui.StartPanes())
		default:
			r.fail(s.line, "", "there is no setting %q; start has view and pane", s.field)
		}
	}
}

func (r *reader) colours(s setting) {
	for _, s := range r.within(s.node, s.field) {
		if value, ok := r.scalar(s); ok {
			r.config.Colours = append(r.config.Colours, tui.ColourChoice{Role: s.name, Colour: value})
		}
	}
}

// checkColours looks at the colours once the theme is known.
func (r *reader) checkColours(root ast.Node) {
	if len(r.problems) > 0 {
		return
	}
	var colours []setting
	for _, s := range r.within(root, "") {
		if s.name == "colours" || s.name == "colors" {
			colours = append(colours, r.within(s.node, s.field)...)
		}
	}
	for _, p := range tui.CheckColours(r.config.Theme, r.config.Colours) {
		s := colours[p.Choice]
		if p.Warning {
			r.warnings = append(r.warnings, Problem{s.line, s.field, p.Text})
			continue
		}
		r.fail(s.line, s.field, "%s", p.Text)
	}
}

// A keyPlace says where the choice of an action's keys stands, and its keys.
type keyPlace struct {
	setting
	lines []int
}

func (r *reader) keys(s setting) {
	var places []keyPlace
	for _, s := range r.within(s.node, s.field) {
		c, lines := tui.KeyChoice{Action: s.name}, []int(nil)
		for _, k := range r.several(s) {
			if value, ok := r.scalar(k); ok {
				c.Keys, lines = append(c.Keys, value), append(lines, k.line)
			}
		}
		r.config.Keys = append(r.config.Keys, c)
		places = append(places, keyPlace{s, lines})
	}
	for _, p := range tui.CheckKeys(r.config.Keys) {
		at := places[p.Choice]
		line := at.line
		if p.Key >= 0 {
			line = at.lines[p.Key]
		}
		r.fail(line, at.field, "%s", p.Text)
	}
}

// several gives the values of a list, or the one value.
func (r *reader) several(s setting) []setting {
	list, ok := s.node.(*ast.SequenceNode)
	if !ok {
		return []setting{s}
	}
	var values []setting
	for _, n := range list.Values {
		values = append(values, setting{s.name, s.field, lineOf(n), n})
	}
	return values
}
