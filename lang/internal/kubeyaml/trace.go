package kubeyaml

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
	"go.yaml.in/yaml/v3"

	"github.com/workloadlang/wl/internal/object"
)

// comparison finds what of a value is as a file has it.
type comparison struct {
	places, fields map[object.Path]object.Range
	file           string
}

// same reports whether two values are the same, and notes the places of all
// parts that are.
func (c *comparison) same(read, now cty.Value, at object.Path) bool {
	same := false
	switch {
	case !now.IsKnown():
	case read.IsNull() || now.IsNull():
		same = read.IsNull() && now.IsNull()
	case read.Type().IsObjectType() && (now.Type().IsObjectType() || now.Type().IsMapType()):
		same = c.sameFields(read.AsValueMap(), now.AsValueMap(), at)
	case read.Type().IsTupleType() && (now.Type().IsTupleType() || now.Type().IsListType()):
		same = c.sameItems(read.AsValueSlice(), now.AsValueSlice(), at)
	default:
		same = read.RawEquals(now)
	}
	if r, ok := c.places[at]; ok && same {
		r.File = c.file
		c.fields[at] = r
	}
	return same
}

func (c *comparison) sameFields(read, now map[string]cty.Value, at object.Path) bool {
	same := len(read) == len(now)
	for key, v := range read {
		other, ok := now[key]
		same = ok && c.same(v, other, at.Field(key)) && same
	}
	return same
}

func (c *comparison) sameItems(read, now []cty.Value, at object.Path) bool {
	same := len(read) == len(now)
	for i, v := range read {
		same = i < len(now) && c.same(v, now[i], at.Index(i)) && same
	}
	return same
}

// beginning is the line on which a node begins.
func (t *tree) beginning(n *yaml.Node) object.Range {
	from := t.offset(n)
	line, _, _ := strings.Cut(t.document.text[from:], "\n")
	return t.between(n, from, from+len(strings.TrimRight(line, " \t\r")))
}

// region is a stretch of a file that must not be shown.
type region struct{ from, to int }

// secrets are the stretches of its file in which a Secret keeps what is secret.
func (o *Object) secrets() []region {
	if !strings.EqualFold(o.id.kind, "Secret") { // of whatever version
		return nil
	}
	t := o.document.tree()
	f := t.find(o.path)
	if f.value == nil {
		return []region{t.whole()}
	}
	var all []region
	for _, data := range fields(f.value) {
		if name, ok := data.step.Field(); ok && !describes(name) {
			all = append(all, t.below(data.value)...)
		}
	}
	if metadata, ok := child(f.value, object.FieldOf("metadata")); ok {
		if annotations, ok := child(metadata.value, object.FieldOf("annotations")); ok {
			if last, ok := child(annotations.value, object.FieldOf(lastApplied)); ok {
				all = append(all, t.stretch(last.value))
			}
		}
	}
	return all
}

// lastApplied is the annotation in which kubectl apply keeps the whole object.
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

func (t *tree) whole() region {
	return region{t.document.offset, t.document.offset + len(t.document.text)}
}

// below are the stretches of the values of a node, or of the node itself where it
// has none of its own.
func (t *tree) below(n *yaml.Node) []region {
	inner := fields(n)
	if len(inner) == 0 {
		return []region{t.stretch(n), t.stretch(target(n))}
	}
	var all []region
	for _, f := range inner {
		all = append(all, t.stretch(f.value), t.stretch(target(f.value)))
	}
	return all
}

// stretch is a node up to where the next one begins.
func (t *tree) stretch(n *yaml.Node) region {
	last := 0
	var deepest func(n *yaml.Node)
	deepest = func(n *yaml.Node) {
		last = max(last, t.offset(n))
		for _, inner := range n.Content {
			deepest(inner)
		}
	}
	deepest(n)
	end := len(t.document.text)
	var next func(n *yaml.Node)
	next = func(n *yaml.Node) {
		if at := t.offset(n); at > last {
			end = min(end, at)
		}
		for _, inner := range n.Content {
			next(inner)
		}
	}
	next(t.root)
	return region{t.document.offset + t.offset(n), t.document.offset + end}
}

// blot writes over a stretch. Its lines stay where they are.
func (r region) blot(text []byte) {
	r.to = min(r.to, len(text))
	if r.from >= r.to {
		return
	}
	length := strings.IndexAny(string(text[r.from:r.to]), "\r\n")
	if length < 0 {
		length = r.to - r.from
	}
	for i := r.from; i < r.to; i++ {
		if text[i] != '\n' && text[i] != '\r' {
			text[i] = ' '
		}
	}
	if length >= len(object.Masked) {
		copy(text[r.from:], object.Masked)
	}
}
