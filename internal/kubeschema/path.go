package kubeschema

import (
	"fmt"
	"slices"
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

// Mark marks the fields of a live object at the given paths as sensitive: those
// that SensitivePaths listed when it was applied.
func Mark(ref object.Ref, content map[string]any, paths []string) (*object.Manifest, error) {
	m := &object.Manifest{Ref: ref, Content: content}
	typed, err := Parse(content)
	if err != nil {
		return nil, err
	}
	set, err := typed.ToFieldSet()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ref, err)
	}
	set.Leaves().Iterate(func(p fieldpath.Path) {
		written := FormatPath(p)
		if slices.ContainsFunc(paths, func(outer string) bool { return Within(written, outer) }) {
			if _, at, ok := Find(content, p); ok {
				m.Sensitive = append(m.Sensitive, at)
			}
		}
	})
	return m, nil
}

// Within reports whether the path outer, as FormatPath writes it, is inner or
// stands around it.
func Within(inner, outer string) bool {
	rest, ok := strings.CutPrefix(inner, outer)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// plainName reports whether a field's name can follow a dot as it stands.
func plainName(name string) bool {
	return name != "" && !strings.ContainsAny(name, ".[]/\"' ")
}

// Find follows a path into an object: the value there, and its pointer. Items of
// associative lists are found by their keys.
func Find(content map[string]any, p fieldpath.Path) (found any, pointer object.Pointer, ok bool) {
	found, steps, ok := stepsTo(content, p)
	if !ok {
		return nil, "", false
	}
	return found, object.NewPointer(steps...), true
}

// stepsTo does so and returns the steps: keys and positions.
func stepsTo(content map[string]any, p fieldpath.Path) (found any, steps []any, ok bool) {
	t, err := typeOf(content)
	if err != nil {
		return nil, nil, false
	}
	at := located{value: content, schema: t.Schema, typeRef: t.TypeRef}
	steps = make([]any, 0, len(p))
	for _, e := range p {
		step, ok := at.descend(e)
		if !ok {
			return nil, nil, false
		}
		steps = append(steps, step)
	}
	return at.value, steps, true
}

// located is a value within an object, and its type.
type located struct {
	value   any
	schema  *schema.Schema
	typeRef schema.TypeRef
}

// descend goes one element of a path down; step is the key or the position.
func (l *located) descend(e fieldpath.PathElement) (step any, ok bool) {
	atom, _ := l.schema.Resolve(l.typeRef)
	switch v := l.value.(type) {
	case map[string]any:
		if e.FieldName == nil {
			return nil, false
		}
		l.typeRef, _ = memberType(atom.Map, *e.FieldName)
		l.value, ok = v[*e.FieldName]
		return *e.FieldName, ok
	case []any:
		i := l.position(v, e, atom.List)
		if i < 0 || i >= len(v) {
			return nil, false
		}
		l.value, l.typeRef = v[i], schema.TypeRef{}
		if atom.List != nil {
			l.typeRef = atom.List.ElementType
		}
		return i, true
	}
	return nil, false
}

// position finds an item in a list, -1 if it is not there.
func (l *located) position(items []any, e fieldpath.PathElement, list *schema.List) int {
	if e.Index != nil {
		return *e.Index
	}
	return slices.IndexFunc(items, func(item any) bool {
		if e.Value != nil {
			return Equal(item, (*e.Value).Unstructured())
		}
		m, ok := item.(map[string]any)
		if e.Key == nil || !ok {
			return false
		}
		for _, f := range *e.Key {
			has, present := m[f.Name]
			if !present && list != nil {
				has = keyDefault(l.schema, list, f.Name)
			}
			if has == nil || !Equal(has, f.Value.Unstructured()) {
				return false
			}
		}
		return true
	})
}

// Equal reports whether two values are the same to structured-merge-diff: 1 and
// 1.0 are.
func Equal(a, b any) bool {
	return value.Equals(value.NewValueInterface(a), value.NewValueInterface(b))
}
