package kubeschema

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/schema"

	"github.com/workloadlang/wl/internal/object"
)

// Placement is where a value of an overlay has come to stand.
type Placement struct {
	From, To object.Path
	// Key means that it tells an item of a list from the others.
	Key bool
	// Removed means that it was null, and took away what stood there.
	Removed bool
	// Replaced means that nothing is left of what stood there before, Merged that
	// it was laid over that.
	Replaced, Merged bool
}

// KeyError means that an item of an overlay cannot be told from others.
type KeyError struct {
	At   object.Path // of the item, in the overlay
	Keys []string    // the fields that tell items apart
}

func (e *KeyError) Error() string {
	return fmt.Sprintf("%s: an item without its key %s cannot be merged", e.At, strings.Join(e.Keys, " and "))
}

// Merge lays an overlay over an object, which it changes: maps field by field,
// items of lists by the keys that Kubernetes tells them apart by, new ones after
// those that are there. Whatever else the overlay says replaces what stands
// there; null takes it away. It returns where the overlay's values have come to
// stand, outer ones first.
func Merge(content, overlay map[string]any) ([]Placement, error) {
	t, err := typeOf(content)
	if err != nil {
		return nil, err
	}
	m := &merger{schema: t.Schema}
	m.fields(object.Path{}, object.Path{}, content, overlay, m.resolve(t.TypeRef))
	return m.placed, m.err
}

type merger struct {
	schema *schema.Schema
	placed []Placement
	err    error // the first
}

func (m *merger) resolve(t schema.TypeRef) schema.Atom {
	atom, _ := m.schema.Resolve(t)
	return atom
}

func (m *merger) fields(from, to object.Path, content, overlay map[string]any, atom schema.Atom) {
	for _, key := range slices.Sorted(maps.Keys(overlay)) {
		if overlay[key] == nil {
			delete(content, key)
			m.placed = append(m.placed, Placement{From: from.Field(key), To: to.Field(key), Removed: true})
			continue
		}
		old, had := content[key]
		content[key] = m.value(from.Field(key), to.Field(key), old, overlay[key], m.resolve(typeOfField(atom, key)), had)
	}
}

// typeOfField is the type of a field of a map; the zero type where it is unknown.
func typeOfField(atom schema.Atom, key string) schema.TypeRef {
	if atom.Map == nil {
		return schema.TypeRef{}
	}
	if f, ok := atom.Map.FindField(key); ok {
		return f.Type
	}
	return atom.Map.ElementType
}

// value is what stands at a place after the overlay.
func (m *merger) value(from, to object.Path, old, over any, atom schema.Atom, had bool) any {
	switch over := over.(type) {
	case map[string]any:
		inner, same := old.(map[string]any)
		if !same {
			inner = make(map[string]any, len(over))
		}
		m.placed = append(m.placed, Placement{From: from, To: to, Replaced: had && !same, Merged: same})
		m.fields(from, to, inner, over, atom)
		return inner
	case []any:
		list, same := old.([]any)
		if same = same && atom.List != nil && atom.List.ElementRelationship == schema.Associative; !same {
			list = nil
		}
		m.placed = append(m.placed, Placement{From: from, To: to, Replaced: had && !same, Merged: same})
		return m.items(from, to, slices.Clone(list), over, atom.List)
	}
	m.placed = append(m.placed, Placement{From: from, To: to, Replaced: had})
	return over
}

func (m *merger) items(from, to object.Path, list, over []any, l *schema.List) []any {
	var element schema.Atom
	if l != nil {
		element = m.resolve(l.ElementType)
	}
	for i, item := range over {
		at := m.position(from.Index(i), list, item, l)
		if at < len(list) {
			list[at] = m.value(from.Index(i), to.Index(at), list[at], item, element, true)
		} else {
			list = append(list, m.value(from.Index(i), to.Index(at), nil, item, element, false))
		}
		if l != nil && l.ElementRelationship == schema.Associative {
			for _, key := range l.Keys {
				m.placed = append(m.placed, Placement{From: from.Index(i).Field(key), To: to.Index(at).Field(key), Key: true})
			}
		}
	}
	return list
}

// position is the place of an item among those of a list; the list's end where
// it is none of them.
func (m *merger) position(from object.Path, list []any, item any, l *schema.List) int {
	if l == nil || l.ElementRelationship != schema.Associative {
		return len(list)
	}
	if len(l.Keys) == 0 { // a set
		if i := slices.IndexFunc(list, func(other any) bool { return Equal(item, other) }); i >= 0 {
			return i
		}
		return len(list)
	}
	wanted, ok := itemOf(m.schema, l, item)
	if !ok || !m.keyed(item.(map[string]any), l) {
		if m.err == nil {
			m.err = &KeyError{At: from, Keys: l.Keys}
		}
		return len(list)
	}
	i := slices.IndexFunc(list, func(other any) bool {
		key, ok := itemOf(m.schema, l, other)
		return ok && key == wanted
	})
	if i < 0 {
		return len(list)
	}
	return i
}

// keyed reports whether an item has all the keys of its list. Nobody means an item whose
// key is empty by default, such as a container without a name.
func (m *merger) keyed(item map[string]any, l *schema.List) bool {
	return !slices.ContainsFunc(l.Keys, func(key string) bool { return item[key] == nil && isEmptyKey(keyDefault(m.schema, l, key)) })
}
