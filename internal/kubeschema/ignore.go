package kubeschema

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v4/schema"

	"github.com/workloadlang/wl/internal/object"
)

// Ignored reads the paths of the fields that an object's lifecycle leaves to
// others.
func Ignored(m *object.Manifest) ([]fieldpath.Path, error) {
	paths, err := ReadPaths(m, m.Lifecycle.IgnoreFields)
	if err != nil {
		return nil, fmt.Errorf("ignore_fields: %w", err)
	}
	return paths, nil
}

// ReadPaths reads paths of fields of an object.
func ReadPaths(m *object.Manifest, written []string) ([]fieldpath.Path, error) {
	paths := make([]fieldpath.Path, len(written))
	for i, text := range written {
		var err error
		if paths[i], err = ReadPath(m.APIVersion, m.Ref.Kind, text); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", m.Ref, text, err)
		}
	}
	return paths, nil
}

// Applied is an object as it is applied once it exists: without the fields that
// its lifecycle leaves to others. It is m itself where there are none.
func Applied(m *object.Manifest) (*object.Manifest, error) {
	paths, err := Ignored(m)
	if err != nil || len(paths) == 0 {
		return m, err
	}
	return Without(m, paths), nil
}

// Without is an object without some fields, and without what is empty then.
func Without(m *object.Manifest, paths []fieldpath.Path) *object.Manifest {
	rest := *m
	for _, path := range paths {
		for len(path) > 0 {
			_, steps, ok := stepsTo(rest.Content, path)
			if !ok {
				break
			}
			rest.Content = removed(rest.Content, steps).(map[string]any)
			forget(&rest, steps)
			path = path[:len(path)-1]
			if around, _, _ := stepsTo(rest.Content, path); !isEmpty(around) {
				break
			}
		}
	}
	return &rest
}

// Carried is a new object with the values that a former one has at some paths.
func Carried(content, former map[string]any, paths []fieldpath.Path) map[string]any {
	for _, path := range paths {
		if value, _, ok := Find(former, path); ok && !LacksItem(content, path) {
			content = With(content, path, value)
		}
	}
	return content
}

// Sent is an object as it is applied to one that exists, except for some of the
// fields that its lifecycle leaves to others, which are sent all the same.
func Sent(m *object.Manifest, initial []string) (map[string]any, error) {
	rest := *m
	rest.Lifecycle.IgnoreFields = slices.DeleteFunc(slices.Clone(m.Lifecycle.IgnoreFields), func(p string) bool { return slices.Contains(initial, p) })
	applied, err := Applied(&rest)
	return applied.Content, err
}

// LacksItem reports whether a path leads into an item of a list that an object does
// not have.
func LacksItem(content map[string]any, path fieldpath.Path) bool {
	for n := len(path) - 1; n > 0; n-- {
		if path[n-1].Key != nil {
			_, _, there := Find(content, path[:n])
			return !there
		}
	}
	return false
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		return len(v) == 0
	case []any:
		return len(v) == 0
	}
	return false
}

// removed is a value without the one at the end of some steps. The value itself
// stays as it is.
func removed(v any, steps []any) any {
	step, last := steps[0], len(steps) == 1
	switch v := v.(type) {
	case map[string]any:
		v = maps.Clone(v)
		if key := step.(string); last {
			delete(v, key)
		} else {
			v[key] = removed(v[key], steps[1:])
		}
		return v
	case []any:
		v = slices.Clone(v)
		if i := step.(int); last {
			return slices.Delete(v, i, i+1)
		} else {
			v[i] = removed(v[i], steps[1:])
		}
		return v
	}
	return v
}

// forget takes out of what is known of an object's values what is known of one
// that was removed, and follows the items of a list that moved up.
func forget(m *object.Manifest, steps []any) {
	gone, list := object.NewPointer(steps...), object.NewPointer(steps[:len(steps)-1]...)
	index, inList := steps[len(steps)-1].(int)
	now := func(p object.Pointer) (object.Pointer, bool) {
		if gone.Contains(p) {
			return "", false
		}
		if !inList || !list.Contains(p) || p == list {
			return p, true
		}
		step, rest, nested := strings.Cut(string(p[len(list)+1:]), "/")
		if i, err := strconv.Atoi(step); err == nil && i > index {
			if p = list.Child(i - 1); nested {
				p += object.Pointer("/" + rest)
			}
		}
		return p, true
	}
	fields := make(map[object.Pointer]object.Range, len(m.Fields))
	for p, r := range m.Fields {
		if p, stays := now(p); stays {
			fields[p] = r
		}
	}
	var sensitive []object.Pointer
	for _, p := range m.Sensitive {
		if p, stays := now(p); stays {
			sensitive = append(sensitive, p)
		}
	}
	m.Fields, m.Sensitive = fields, sensitive
}

// With is content with a value at a path, and with what must be around it. The
// content itself stays as it is.
func With(content map[string]any, path fieldpath.Path, value any) map[string]any {
	t, err := typeOf(content)
	if err != nil || len(path) == 0 {
		return content
	}
	put, _ := located{value: content, schema: t.Schema, typeRef: t.TypeRef}.with(path, value).(map[string]any)
	return put
}

func (l located) with(path fieldpath.Path, value any) any {
	if len(path) == 0 {
		return value
	}
	e, inner := path[0], l
	if e.FieldName != nil {
		m, _ := l.value.(map[string]any)
		if m = maps.Clone(m); m == nil {
			m = map[string]any{}
		}
		l.value = m
		if _, ok := inner.descend(e); !ok {
			inner.value = nil
		}
		m[*e.FieldName] = inner.with(path[1:], value)
		return m
	}
	list, _ := l.value.([]any)
	list = slices.Clone(list)
	step, ok := inner.descend(e)
	if !ok {
		step, list = len(list), append(list, nil)
		inner.value, inner.typeRef = itemOf(e), schema.TypeRef{}
	}
	list[step.(int)] = inner.with(path[1:], value)
	return list
}

// itemOf is an item of a list of which no more is known than its place.
func itemOf(e fieldpath.PathElement) any {
	if e.Key == nil {
		return nil
	}
	item := make(map[string]any, len(*e.Key))
	for _, f := range *e.Key {
		item[f.Name] = f.Value.Unstructured()
	}
	return item
}
