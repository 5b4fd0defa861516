package kubeschema

import (
	"fmt"
	"strconv"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v4/schema"
	"sigs.k8s.io/structured-merge-diff/v4/value"

	"github.com/workloadlang/wl/internal/object"
)

// itemKey is what tells an item of an associative list from the others, as
// people read it: `name="nginx"`.
func itemKey(s *schema.Schema, l *schema.List, item any) (string, bool) {
	m, ok := item.(map[string]any)
	if l.ElementRelationship != schema.Associative || len(l.Keys) == 0 || !ok {
		return "", false
	}
	parts := make([]string, 0, len(l.Keys))
	for _, key := range l.Keys {
		v, ok := m[key]
		if !ok {
			v = keyDefault(s, l, key)
		}
		if v != nil {
			parts = append(parts, key+"="+literal(v))
		}
	}
	return strings.Join(parts, ","), true
}

// keyDefault is the value of a key field that an item leaves out.
func keyDefault(s *schema.Schema, l *schema.List, key string) any {
	atom, ok := s.Resolve(l.ElementType)
	if !ok || atom.Map == nil {
		return nil
	}
	field, _ := atom.Map.FindField(key)
	return field.Default
}

// literal writes a scalar as JSON does.
func literal(v any) string {
	if text, ok := v.(string); ok {
		return strconv.Quote(text)
	}
	return fmt.Sprint(v)
}

// FormatPath writes a path as people read it, list items by their keys:
// `spec.template.spec.containers[name="nginx"].image`.
func FormatPath(p fieldpath.Path) string {
	var b strings.Builder
	for _, e := range p {
		switch {
		case e.FieldName != nil && plainName(*e.FieldName):
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(*e.FieldName)
		case e.FieldName != nil:
			fmt.Fprintf(&b, "[%q]", *e.FieldName)
		case e.Key != nil:
			keys := make([]string, len(*e.Key))
			for i, f := range *e.Key {
				keys[i] = f.Name + "=" + literal(f.Value.Unstructured())
			}
			fmt.Fprintf(&b, "[%s]", strings.Join(keys, ","))
		case e.Value != nil:
			fmt.Fprintf(&b, "[=%s]", literal((*e.Value).Unstructured()))
		case e.Index != nil:
			fmt.Fprintf(&b, "[%d]", *e.Index)
		}
	}
	return b.String()
}

// SensitivePaths lists the fields of an object that are marked as sensitive, as
// FormatPath writes them.
func SensitivePaths(m *object.Manifest) ([]string, error) {
	typed, err := Parse(m.Content)
	if err != nil {
		return nil, err
	}
	set, err := typed.ToFieldSet()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.Ref, err)
	}
	var paths []string
	set.Leaves().Iterate(func(p fieldpath.Path) {
		if _, at, ok := Find(m.Content, p); ok && m.IsSensitive(at) {
			paths = append(paths, FormatPath(p))
		}
	})
	return paths, nil
}

// Within says whether the path outer, as FormatPath writes it, is inner or
// stands around it.
func Within(inner, outer string) bool {
	rest, ok := strings.CutPrefix(inner, outer)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// plainName says whether a field's name can follow a dot as it stands.
func plainName(name string) bool {
	return name != "" && !strings.ContainsAny(name, ".[]/\"' ")
}

// Find follows a path into an object: the value there, and its pointer. Items of
// associative lists are found by their keys.
func Find(content map[string]any, p fieldpath.Path) (found any, pointer object.Pointer, ok bool) {
	var at any = content
	for _, e := range p {
		step, next, ok := descend(at, e)
		if !ok {
			return nil, "", false
		}
		at, pointer = next, pointer.Child(step)
	}
	return at, pointer, true
}

func descend(at any, e fieldpath.PathElement) (step, next any, ok bool) {
	switch at := at.(type) {
	case map[string]any:
		if e.FieldName == nil {
			return nil, nil, false
		}
		next, ok = at[*e.FieldName]
		return *e.FieldName, next, ok
	case []any:
		for i, item := range at {
			if matches(item, i, e) {
				return i, item, true
			}
		}
	}
	return nil, nil, false
}

func matches(item any, i int, e fieldpath.PathElement) bool {
	switch {
	case e.Index != nil:
		return *e.Index == i
	case e.Value != nil:
		return value.Equals(value.NewValueInterface(item), *e.Value)
	case e.Key == nil:
		return false
	}
	m, ok := item.(map[string]any)
	if !ok {
		return false
	}
	for _, f := range *e.Key {
		// A key field that is not there has its default, which is what the path says.
		if has, present := m[f.Name]; present && !value.Equals(value.NewValueInterface(has), f.Value) {
			return false
		}
	}
	return true
}

// Equal says whether two values are the same to structured-merge-diff: 1 and
// 1.0 are.
func Equal(a, b any) bool {
	return value.Equals(value.NewValueInterface(a), value.NewValueInterface(b))
}
