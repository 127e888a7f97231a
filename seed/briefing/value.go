package briefing

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

// A value is a node of the file with its place, or the lack of one.
type value struct {
	r    *reader
	node ast.Node // nil where it is not given
	line int      // where it is not given: that of the mapping
	path string   // "events[mosque-blasts].killed"
}

func (v value) fail(format string, args ...any) { v.r.fail(v.line, v.path, format, args...) }

// given tells whether there is a value: an empty field has none.
func (v value) given() bool {
	if v.node == nil {
		return false
	}
	_, null := v.node.(*ast.NullNode)
	return !null
}

// scalar gives the text of a string, and of a number or truth value as written.
func (v value) scalar() (string, bool) {
	switch n := v.node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// text gives a text field, "" where it is not given.
func (v value) text() string {
	if !v.given() {
		return ""
	}
	s, ok := v.scalar()
	switch {
	case !ok:
		v.fail("a text is expected, not %s", v.sort())
	case !utf8.ValidString(s):
		v.fail("the text is not valid Unicode")
	}
	return s
}

// needText gives a text field that must be there.
func (v value) needText(expected string) string {
	s := v.text()
	if _, isScalar := v.scalar(); strings.TrimSpace(s) == "" && (isScalar || !v.given()) {
		v.fail("%s is expected", expected)
	}
	return s
}

// sort says what kind of value it is.
func (v value) sort() string {
	switch v.node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	}
	return "this"
}

// number gives a whole number not below zero, nil where none is given.
func (v value) number() *int {
	if !v.given() {
		return nil
	}
	s, ok := v.scalar()
	_, whole := v.node.(*ast.IntegerNode)
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case !ok, !whole && err == nil:
		v.fail("a whole number without quotes is expected")
	case !whole || err != nil || s != strconv.FormatInt(n, 10):
		v.fail("a whole number is expected, not %s", shown(s))
	case n < 0:
		v.fail("a number not below zero is expected, not %d; leave the field out where the source gives none", n)
	case n > math.MaxInt32:
		v.fail("%d is too large", n)
	default:
		number := int(n)
		return &number
	}
	return nil
}

// needNumber gives a whole number that must be there, -1 where it is not.
func (v value) needNumber() int {
	if !v.given() {
		v.fail("a whole number is expected")
		return -1
	}
	if n := v.number(); n != nil {
		return *n
	}
	return -1
}

// degrees gives a number between -limit and limit.
func (v value) degrees(limit float64) *float64 {
	if !v.given() {
		return nil
	}
	s, _ := v.scalar()
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || strings.ContainsAny(s, "xXpP_") || !(math.Abs(n) <= limit) {
		v.fail("degrees between %g and %g are expected", -limit, limit)
		return nil
	}
	return &n
}

// items gives the values of a list.
func (v value) items() []value {
	if !v.given() {
		return nil
	}
	list, ok := v.node.(*ast.SequenceNode)
	if !ok {
		v.fail("a list is expected")
		return nil
	}
	items := make([]value, len(list.Values))
	for i, n := range list.Values {
		items[i] = value{v.r, n, v.line, v.path + "[" + strconv.Itoa(i+1) + "]"}
		if n != nil {
			items[i].line = n.GetToken().Position.Line
		}
		items[i].name(v.path)
	}
	return items
}

// lacks tells whether the items of a list are none, and not because it is no list.
func (v value) lacks(items []value) bool {
	_, isList := v.node.(*ast.SequenceNode)
	return len(items) == 0 && (isList || !v.given())
}

// name puts the id, code or number of a record into its path in its place in the list.
func (v *value) name(list string) {
	for _, e := range entries(v.node) {
		switch e.Key.GetToken().Value {
		case "id", "code", "paragraph":
			v.line = e.Key.GetToken().Position.Line
			s, ok := value{v.r, e.Value, 0, ""}.scalar()
			if ok && slug.MatchString(strings.ToLower(s)) && len(s) <= longestSlug && !strings.HasSuffix(list, "cites") {
				v.path = list + "[" + s + "]"
			}
			return
		}
	}
}

// texts gives a list of texts, each one once.
func (v value) texts() []string {
	var list []string
	taken := map[string]bool{}
	for _, item := range v.items() {
		s := item.needText("a text")
		if taken[s] {
			item.fail("%s stands here twice", shown(s))
		}
		taken[s] = true
		list = append(list, s)
	}
	return list
}

// entries gives the fields of a mapping node, nil for any other.
func entries(n ast.Node) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// A mapping is the fields of a record by name.
type mapping struct {
	value
	fields map[string]value
}

// mapping gives the fields of a mapping, of which known are allowed; ok is
// false where it is none.
func (v value) mapping(known ...string) (m mapping, ok bool) {
	m = mapping{v, map[string]value{}}
	if v.r.full() {
		return m, false
	}
	if _, empty := v.node.(*ast.MappingNode); !empty && entries(v.node) == nil {
		v.fail("a mapping with %s is expected", strings.Join(known, ", "))
		return m, false
	}
	for _, e := range entries(v.node) {
		key := e.Key.GetToken()
		field := value{v.r, e.Value, key.Position.Line, join(v.path, key.Value)}
		if !slices.Contains(known, key.Value) {
			field.path = v.path
			field.fail("field %s is unknown%s", shown(key.Value), v.r.nearest(key.Value, known))
			continue
		}
		if first, twice := m.fields[key.Value]; twice {
			field.fail("this field stands twice, first in line %d", first.line)
			continue
		}
		m.fields[key.Value] = field
	}
	return m, true
}

// get gives a field, given or not.
func (m mapping) get(name string) value {
	if v, ok := m.fields[name]; ok {
		return v
	}
	return value{m.r, nil, m.line, join(m.path, name)}
}

func (m mapping) text(name string) string { return m.get(name).text() }

func join(path, name string) string {
	if len([]rune(name)) > 60 {
		name = string([]rune(name)[:59]) + "…"
	}
	if path == "" {
		return name
	}
	return path + "." + name
}
