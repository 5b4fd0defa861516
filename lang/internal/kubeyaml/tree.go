package kubeyaml

import (
	"strings"
	"unicode/utf8"

	yamlv2 "go.yaml.in/yaml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/workloadlang/wl/internal/object"
)

// tree is a document as it is written: another decoder of the same syntax keeps
// lines and columns. Values are never taken from it, since it reads them by other
// rules.
type tree struct {
	document Document
	root     *yaml.Node // nil where the document cannot be read
	lines    []int      // where the lines begin
}

func (d Document) tree() *tree {
	t := &tree{document: d, lines: []int{0}}
	var node yaml.Node
	if yaml.Unmarshal([]byte(d.text), &node) == nil && len(node.Content) == 1 {
		t.root = node.Content[0]
	}
	for i := range len(d.text) {
		if d.text[i] == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// field is an entry of a mapping or an item of a list, whose key is nil.
type field struct {
	step       object.Element
	key, value *yaml.Node
}

// fields are what a node holds; of a mapping, also what it merges.
func fields(n *yaml.Node) []field {
	n = target(n)
	var all []field
	switch {
	case n == nil:
	case n.Kind == yaml.SequenceNode:
		for i, item := range n.Content {
			all = append(all, field{object.IndexOf(i), nil, item})
		}
	case n.Kind == yaml.MappingNode:
		all = entries(n, make(map[string]bool), 0)
	}
	return all
}

// mergeTag is of the key << that merges other mappings.
const mergeTag = "!!merge"

// maxMerges is how deep mappings may merge each other here.
const maxMerges = 20

func entries(n *yaml.Node, known map[string]bool, depth int) []field {
	var all []field
	var merged []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Tag == mergeTag {
			merged = append(merged, value)
			continue
		}
		if name, ok := keyOf(key); ok && !known[name] {
			known[name] = true
			all = append(all, field{object.FieldOf(name), key, value})
		}
	}
	for i := 0; i < len(merged) && depth < maxMerges; i++ {
		switch from := target(merged[i]); {
		case from == nil:
		case from.Kind == yaml.SequenceNode:
			merged = append(merged, from.Content...)
		case from.Kind == yaml.MappingNode:
			all = append(all, entries(from, known, depth+1)...)
		}
	}
	return all
}

// target is the node that an alias stands for, or the node itself.
func target(n *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// keyOf is a key as Kubernetes has it; false where it cannot be one.
func keyOf(n *yaml.Node) (string, bool) {
	if n = target(n); n == nil || n.Kind != yaml.ScalarNode {
		return "", false
	}
	plain := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle|yaml.TaggedStyle) == 0
	if !plain || len(n.Value) > len("false") && startsWithLetter(n.Value) {
		return n.Value, true
	}
	var key any
	if yamlv2.Unmarshal([]byte(n.Value), &key) != nil {
		return "", false
	}
	text, problem := keyText(key)
	return text, problem == ""
}

func startsWithLetter(s string) bool {
	return s != "" && (s[0] >= 'a' && s[0] <= 'z' || s[0] >= 'A' && s[0] <= 'Z')
}

// find follows a path from the root, as far as it leads.
func (t *tree) find(path object.Path) (found field) {
	found.value = t.root
	for step := range path.Elements() {
		next, ok := child(found.value, step)
		if !ok {
			return found
		}
		found = next
	}
	return found
}

func child(n *yaml.Node, step object.Element) (field, bool) {
	for _, f := range fields(n) {
		if f.step == step {
			return f, true
		}
	}
	return field{}, false
}

// maxPlaces is how many values of a document are given a place.
const maxPlaces = 200_000

// places records where the values below a node stand.
func (t *tree) places(n *yaml.Node, at object.Path, found map[object.Path]object.Range) {
	for _, f := range fields(n) {
		if len(found) == maxPlaces {
			return
		}
		found[at.Child(f.step)] = t.span(f)
		t.places(f.value, at.Child(f.step), found)
	}
}

// span is the part of a field's first line that says it.
func (t *tree) span(f field) object.Range {
	start := f.key
	if start == nil {
		start = f.value
	}
	from := t.offset(start)
	line := t.document.text[from:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	to := from + len(strings.TrimRight(line, " \t\r"))
	if v := f.value; v != nil && v.Kind == yaml.ScalarNode && v.Line == start.Line {
		to = min(to, t.end(v))
	}
	return t.between(start, from, to)
}

// between makes a range of a stretch of the line on which a node begins.
func (t *tree) between(n *yaml.Node, from, to int) object.Range {
	line, offset := n.Line+t.document.line, t.document.offset
	return object.Range{
		StartLine: line, StartColumn: n.Column, StartByte: offset + from,
		EndLine: line, EndColumn: n.Column + utf8.RuneCountInString(t.document.text[from:to]), EndByte: offset + to,
	}
}

// end is where a value ends that stands on one line; the end of the text where
// it is written in another way than it reads.
func (t *tree) end(n *yaml.Node) int {
	from := t.offset(n)
	rest := t.document.text[from:]
	for _, written := range []string{n.Value, `"` + n.Value + `"`, "'" + n.Value + "'"} {
		if strings.HasPrefix(rest, written) {
			return from + len(written)
		}
	}
	return len(t.document.text)
}

// offset is the byte at which a node begins.
func (t *tree) offset(n *yaml.Node) int {
	if n == nil || n.Line < 1 || n.Line > len(t.lines) {
		return 0
	}
	at := t.lines[n.Line-1]
	for range n.Column - 1 {
		if at < len(t.document.text) {
			_, size := utf8.DecodeRuneInString(t.document.text[at:])
			at += size
		}
	}
	return at
}

// lineOf is the line of a value, or of the nearest one around it.
func (d Document) lineOf(path object.Path) int {
	f := d.tree().find(path)
	switch {
	case f.key != nil:
		return f.key.Line
	case f.value != nil:
		return f.value.Line
	}
	return 0
}

// badKey is the line of the first key that cannot be one; 0 where there is none.
func (d Document) badKey() int {
	var look func(n *yaml.Node) int
	look = func(n *yaml.Node) int {
		if n == nil {
			return 0
		}
		for i, inner := range n.Content {
			if key := n.Kind == yaml.MappingNode && i%2 == 0 && inner.Tag != mergeTag; key {
				if _, ok := keyOf(inner); !ok {
					return inner.Line
				}
			}
			if line := look(inner); line > 0 {
				return line
			}
		}
		return 0
	}
	return look(d.tree().root)
}
