package explain

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Definitions are the CustomResourceDefinitions of a stack, by which the kinds that they
// define can be explained.
type Definitions []map[string]any

// Find explains a kind that is defined, or a field of it: "Widget", "Widget.spec.size",
// "widgets.example.com". It reports false where the path begins with no such kind.
func (d Definitions) Find(path string, l Language, recursive bool) (*Page, bool, error) {
	steps := strings.Split(strings.Trim(unmarked(path), "."), ".")
	for _, content := range d {
		c := definitionOf(content, l)
		if rest, ok := c.answers(steps); ok && len(c.versions) > 0 {
			page, err := c.find(rest, recursive)
			return page, true, err
		}
	}
	return nil, false, nil
}

// defined is a kind as its definition has it.
type defined struct {
	writer
	kind, group string
	names       []string // by which people ask for it
	versions    []string // the stored one first
	schema      customSchema
}

func definitionOf(content map[string]any, l Language) defined {
	c := defined{writer: writer{l}}
	c.group, _ = object.At(content, "spec", "group").(string)
	c.kind, _ = object.At(content, "spec", "names", "kind").(string)
	names, _ := object.At(content, "spec", "names").(map[string]any)
	for _, key := range []string{"kind", "plural", "singular"} {
		if name, _ := names[key].(string); name != "" {
			c.names = append(c.names, name)
		}
	}
	short, _ := names["shortNames"].([]any)
	for _, name := range short {
		c.names = append(c.names, fmt.Sprint(name))
	}
	versions, _ := object.At(content, "spec", "versions").([]any)
	for _, v := range versions {
		v, _ := v.(map[string]any)
		name, _ := v["name"].(string)
		schema, _ := object.At(v, "schema", "openAPIV3Schema").(map[string]any)
		if v["storage"] == true || c.schema == nil {
			c.schema = schema
			c.versions = slices.Insert(c.versions, 0, name)
		} else {
			c.versions = append(c.versions, name)
		}
	}
	return c
}

// answers reports whether a path begins with the kind, and returns the rest.
func (c defined) answers(steps []string) (rest []string, ok bool) {
	for _, name := range c.names {
		for _, whole := range []string{name + "." + c.group, name} { // the group may be told as well
			n := strings.Count(whole, ".") + 1
			if n <= len(steps) && strings.EqualFold(strings.Join(steps[:n], "."), whole) {
				return steps[n:], true
			}
		}
	}
	return nil, false
}

// find explains the kind, or the field at some steps.
func (c defined) find(steps []string, recursive bool) (*Page, error) {
	s, path := c.schema, c.kind
	required := false
	for i, step := range steps {
		fields := s.within().fields()
		inner, ok := fields[step]
		if !ok {
			return nil, fmt.Errorf(c.language.Pick("%[1]s has no field %[2]q.%[3]s Run wl explain %[1]s to see what it has", "%[1]s 没有字段 %[2]q。%[3]s要查看它有什么，请运行 wl explain %[1]s"), path, step, meant(step, slices.Sorted(maps.Keys(fields)), c.language))
		}
		required = s.within().requires(step)
		s, path = inner, c.kind+"."+strings.Join(steps[:i+1], ".")
	}
	p := &Page{Row: c.row(path, s, required), Description: s.description(), Limits: c.limitsOf(s), Arguments: c.rows(path, s, recursive)}
	if len(steps) > 0 {
		p.Kubernetes = []ForKinds{{Kinds: []string{c.kind}, Value: strings.Join(steps, ".")}}
		return p, nil
	}
	p.Form, p.Written, p.Type, p.TypeName = Many, fmt.Sprintf("object %q { manifest = { apiVersion = %q, kind = %q, … } }", "name", kind.JoinAPIVersion(c.group, c.versions[0]), c.kind), "", ""
	for _, v := range c.versions {
		p.Kubernetes = append(p.Kubernetes, ForKinds{Value: kind.JoinAPIVersion(c.group, v)})
	}
	return p, nil
}

// rows are the fields that a schema has, in order.
func (c defined) rows(path string, s customSchema, recursive bool) []Row {
	within := s.within()
	fields := within.fields()
	var rows []Row
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if path == c.kind && (name == "apiVersion" || name == "kind" || name == "metadata") {
			continue // every object has them
		}
		r := c.row(path+"."+name, fields[name], within.requires(name))
		if recursive {
			r.Rows = c.rows(r.Path, fields[name], true)
		}
		rows = append(rows, r)
	}
	return rows
}

// row is a field in one line.
func (c defined) row(path string, s customSchema, required bool) Row {
	name := path[strings.LastIndexByte(path, '.')+1:]
	english, chinese, constraint := s.typeNames()
	r := Row{
		Path: path, Name: name, Form: Argument, Written: name + " = …", Summary: firstSentence(s.description()),
		Type: c.text(english, chinese), TypeName: constraint, Required: required,
	}
	if value, given := s["default"]; given {
		r.Defaults = []ForKinds{{Value: valueText(value)}}
	}
	return r
}

// limitsOf are what the values of a schema are held to.
func (c defined) limitsOf(s customSchema) []Limit {
	var all []Limit
	add := func(of Of, key, english, chinese string) {
		if v, given := s[key]; given {
			all = append(all, Limit{Of: of, Rule: fmt.Sprintf(c.text(english, chinese), valueText(v))})
		}
	}
	if choices, _ := s["enum"].([]any); len(choices) > 0 {
		texts := make([]string, len(choices))
		for i, v := range choices {
			texts[i] = valueText(v)
		}
		all = append(all, Limit{Of: TheValue, Rule: c.text("be one of ", "为其中之一：") + strings.Join(texts, c.text(", ", "、"))})
	}
	add(TheValue, "minimum", "be %s or more", "不小于 %s")
	add(TheValue, "maximum", "be at most %s", "不大于 %s")
	add(TheValue, "minLength", "have %s or more characters", "不少于 %s 个字符")
	add(TheValue, "maxLength", "have at most %s characters", "不超过 %s 个字符")
	add(TheValue, "pattern", "match %s", "符合 %s")
	add(TheValue, "format", "be of the format %s", "为 %s 格式")
	add(TheSize, "minItems", "be %s or more", "不小于 %s")
	add(TheSize, "maxItems", "be at most %s", "不大于 %s")
	return all
}
