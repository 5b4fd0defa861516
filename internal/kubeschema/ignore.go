package kubeschema

import (
	"maps"
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/schema"

	"github.com/workloadlang/wl/internal/object"
)

// Applied is an object as it is applied once it exists: without the fields that
// its lifecycle leaves to others. It is m itself where there are none.
func Applied(m *object.Manifest) *object.Manifest {
	if len(m.Lifecycle.IgnoreFields) == 0 {
		return m
	}
	return Without(m, m.Lifecycle.IgnoreFields...)
}

// Without is an object without some fields, and without what is empty then.
func Without(m *object.Manifest, paths ...object.Path) *object.Manifest {
	rest := *m
	for _, path := range paths {
		for !path.IsRoot() {
			_, at, ok := Find(rest.Content, path)
			if !ok {
				break
			}
			rest.Content = removed(rest.Content, at).(map[string]any)
			forget(&rest, at)
			path = path.Parent()
			if around, _, _ := Find(rest.Content, path); !isEmpty(around) {
				break
			}
		}
	}
	return &rest
}

// Carried is a new object with the values that a former one has at some paths.
func Carried(content, former map[string]any, paths []object.Path) map[string]any {
	for _, path := range paths {
		if value, _, ok := Find(former, path); ok && !LacksItem(content, path) {
			content = With(content, path, value)
		}
	}
	return content
}

// Sent is an object as it is applied to one that exists, except for some of the
// fields that its lifecycle leaves to others, which are sent all the same.
func Sent(m *object.Manifest, initial []object.Path) map[string]any {
	rest := *m
	rest.Lifecycle.IgnoreFields = slices.DeleteFunc(slices.Clone(m.Lifecycle.IgnoreFields), func(p object.Path) bool { return slices.Contains(initial, p) })
	return Applied(&rest).Content
}

// LacksItem reports whether a path leads into an item of a list that an object does
// not have.
func LacksItem(content map[string]any, path object.Path) bool {
	for around := path.Parent(); !around.IsRoot(); around = around.Parent() {
		if len(around.Last().Keys()) > 0 {
			_, _, there := Find(content, around)
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

// removed is a value without the one at a place in it, which is there. The value
// itself stays as it is.
func removed(v any, at object.Path) any {
	first, rest := at.Cut()
	switch v := v.(type) {
	case map[string]any:
		v = maps.Clone(v)
		if key, _ := first.Field(); rest.IsRoot() {
			delete(v, key)
		} else {
			v[key] = removed(v[key], rest)
		}
		return v
	case []any:
		v = slices.Clone(v)
		if i, _ := first.Index(); rest.IsRoot() {
			return slices.Delete(v, i, i+1)
		} else {
			v[i] = removed(v[i], rest)
		}
		return v
	}
	return v
}

// forget takes out of what is known of an object's values what is known of one
// that was removed, and follows the items of a list that moved up.
func forget(m *object.Manifest, gone object.Path) {
	list := gone.Parent()
	index, inList := gone.Last().Index()
	now := func(p object.Path) (object.Path, bool) {
		if p.HasPrefix(gone) {
			return p, false
		}
		if inner, within := p.Within(list); inList && within {
			item, rest := inner.Cut()
			if i, _ := item.Index(); i > index {
				return list.Index(i - 1).Join(rest), true
			}
		}
		return p, true
	}
	fields := make(map[object.Path]object.Range, len(m.Fields))
	for p, r := range m.Fields {
		if p, stays := now(p); stays {
			fields[p] = r
		}
	}
	var sensitive []object.Path
	for _, p := range m.Sensitive {
		if p, stays := now(p); stays {
			sensitive = append(sensitive, p)
		}
	}
	m.Fields, m.Sensitive = fields, sensitive
}

// With is content with a value at a path, and with what must be around it. The
// content itself stays as it is.
func With(content map[string]any, path object.Path, value any) map[string]any {
	t, err := typeOf(content)
	if err != nil || path.IsRoot() {
		return content
	}
	put, _ := located{value: content, schema: t.Schema, typeRef: t.TypeRef}.with(path, value).(map[string]any)
	return put
}

func (l located) with(path object.Path, value any) any {
	if path.IsRoot() {
		return value
	}
	first, rest := path.Cut()
	inner := l
	if name, ok := first.Field(); ok {
		m, _ := l.value.(map[string]any)
		if m = maps.Clone(m); m == nil {
			m = map[string]any{}
		}
		l.value = m
		if _, ok := inner.descend(first); !ok {
			inner.value = nil
		}
		m[name] = inner.with(rest, value)
		return m
	}
	list, _ := l.value.([]any)
	list = slices.Clone(list)
	step, ok := inner.descend(first)
	i, _ := step.Index()
	if !ok {
		i, list = len(list), append(list, nil)
		inner.value, inner.typeRef = newItem(first), schema.TypeRef{}
	}
	list[i] = inner.with(rest, value)
	return list
}

// newItem is an item of a list of which no more is known than its keys.
func newItem(e object.Element) any {
	keys := e.Keys()
	if keys == nil {
		return nil
	}
	item := make(map[string]any, len(keys))
	for _, k := range keys {
		item[k.Name] = k.Value
	}
	return item
}
