package kubeschema

import (
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/schema"
	"sigs.k8s.io/structured-merge-diff/v4/typed"
	"sigs.k8s.io/structured-merge-diff/v4/value"

	"github.com/workloadlang/wl/internal/object"
)

// itemOf is the element that leads to an item of an associative list, by its keys.
func itemOf(s *schema.Schema, l *schema.List, item any) (object.Element, bool) {
	m, ok := item.(map[string]any)
	if l.ElementRelationship != schema.Associative || len(l.Keys) == 0 || !ok {
		return object.Element{}, false
	}
	keys := make([]object.Key, 0, len(l.Keys))
	for _, key := range l.Keys {
		v, ok := m[key]
		if !ok {
			v = keyDefault(s, l, key)
		}
		if v != nil {
			keys = append(keys, object.Key{Name: key, Value: v})
		}
	}
	return object.ItemOf(keys...), true
}

// nameOf is how an item is called beside others of its list: `name="nginx"`.
func nameOf(item object.Element) string { return strings.Trim(item.String(), "[]") }

// keyDefault is the value of a key field that an item leaves out.
func keyDefault(s *schema.Schema, l *schema.List, key string) any {
	atom, ok := s.Resolve(l.ElementType)
	if !ok || atom.Map == nil {
		return nil
	}
	field, _ := atom.Map.FindField(key)
	return field.Default
}

// isEmptyKey reports whether the value of a key is none, or one that is not stored.
func isEmptyKey(v any) bool {
	return v == nil || v == "" || v == false || Equal(v, int64(0))
}

// SensitivePaths lists the fields of an object that are marked as sensitive, items
// of lists by their keys.
func SensitivePaths(m *object.Manifest) ([]object.Path, error) {
	set, err := FieldsOf(m.Content)
	if err != nil {
		return nil, err
	}
	var paths []object.Path
	for p := range Paths(set.Leaves()) {
		if _, at, ok := Find(m.Content, p); ok && m.IsSensitive(at) {
			paths = append(paths, p)
		}
	}
	return paths, nil
}

// Mark marks the fields of a live object at the given paths as sensitive: those
// that SensitivePaths listed when it was applied.
func Mark(ref object.Ref, content map[string]any, paths []object.Path) (*object.Manifest, error) {
	m := &object.Manifest{Ref: ref, Content: content}
	set, err := FieldsOf(content)
	if err != nil {
		return nil, err
	}
	for p := range Paths(set.Leaves()) {
		if slices.ContainsFunc(paths, p.HasPrefix) {
			if _, at, ok := Find(content, p); ok {
				m.Sensitive = append(m.Sensitive, at)
			}
		}
	}
	return m, nil
}

// Find follows a path into an object: the value there, and its path by positions.
// Items of associative lists are found by their keys.
func Find(content map[string]any, p object.Path) (found any, at object.Path, ok bool) {
	t, err := typeOf(content)
	if err != nil {
		return nil, object.Path{}, false
	}
	return findIn(t, content, p)
}

// findIn is Find where the type of the object is known.
func findIn(t typed.ParseableType, content map[string]any, p object.Path) (found any, at object.Path, ok bool) {
	here := located{value: content, schema: t.Schema, typeRef: t.TypeRef}
	if at, ok = p.Map(here.descend); !ok {
		return nil, object.Path{}, false
	}
	return here.value, at, true
}

// Locate is the path by positions of what stands at a path or, where an object
// does not have that, of the nearest that stands around it.
func Locate(content map[string]any, p object.Path) object.Path {
	for ; !p.IsRoot(); p = p.Parent() {
		if _, at, ok := Find(content, p); ok {
			return at
		}
	}
	return p
}

// located is a value within an object, and its type.
type located struct {
	value   any
	schema  *schema.Schema
	typeRef schema.TypeRef
}

// descend goes one element of a path down; step is the key or the position. Whoever
// writes a path without the object before his eyes may take the one for the other.
func (l *located) descend(e object.Element) (step object.Element, ok bool) {
	atom, _ := l.schema.Resolve(l.typeRef)
	switch v := l.value.(type) {
	case map[string]any:
		name, isField := e.Field()
		if i, isIndex := e.Index(); isIndex {
			name, isField = strconv.Itoa(i), true
			e = object.FieldOf(name)
		}
		if !isField {
			return e, false
		}
		l.typeRef, _ = memberType(atom.Map, name)
		l.value, ok = v[name]
		return e, ok
	case []any:
		i := l.position(v, e, atom.List)
		if i < 0 || i >= len(v) {
			return e, false
		}
		l.value, l.typeRef = v[i], schema.TypeRef{}
		if atom.List != nil {
			l.typeRef = atom.List.ElementType
		}
		return object.IndexOf(i), true
	}
	return e, false
}

// position finds an item in a list, -1 if it is not there. Of a kind that the schema does not
// know, an item that lacks a key may have it by default.
func (l *located) position(items []any, e object.Element, list *schema.List) int {
	if i, ok := e.Index(); ok {
		return i
	}
	if name, ok := e.Field(); ok {
		if i, err := strconv.Atoi(name); err == nil {
			return i
		}
		return -1
	}
	if v, ok := e.Member(); ok {
		return slices.IndexFunc(items, func(item any) bool { return Equal(item, v) })
	}
	keys := e.Keys()
	of := func(k object.Key) any {
		if list == nil {
			return nil
		}
		return keyDefault(l.schema, list, k.Name)
	}
	i := slices.IndexFunc(items, func(item any) bool { return isItem(item, keys, of) })
	if i >= 0 || list != nil && list.ElementRelationship == schema.Associative {
		return i
	}
	return onlyIndex(items, func(item any) bool {
		return isItem(item, keys, func(k object.Key) any { return k.Value }) && hasOneOf(item, keys)
	})
}

// isItem reports whether an item has some keys, or lacks them and has them by default.
func isItem(item any, keys []object.Key, byDefault func(object.Key) any) bool {
	m, ok := item.(map[string]any)
	return ok && len(keys) > 0 && !slices.ContainsFunc(keys, func(k object.Key) bool {
		has, present := m[k.Name]
		if !present {
			has = byDefault(k)
		}
		return has == nil || !Equal(has, k.Value)
	})
}

func hasOneOf(item any, keys []object.Key) bool {
	m, _ := item.(map[string]any)
	return slices.ContainsFunc(keys, func(k object.Key) bool { return m[k.Name] != nil })
}

// onlyIndex is the place of the only item that is as it should be; -1 where there is none, or
// another one.
func onlyIndex(items []any, as func(any) bool) int {
	i := slices.IndexFunc(items, as)
	if i >= 0 && slices.ContainsFunc(items[i+1:], as) {
		return -1
	}
	return i
}

// Equal reports whether two values are the same to structured-merge-diff: 1 and
// 1.0 are.
func Equal(a, b any) bool {
	if a, ok := a.(string); ok {
		b, ok := b.(string)
		return ok && a == b
	}
	return value.Equals(value.NewValueInterface(a), value.NewValueInterface(b))
}
