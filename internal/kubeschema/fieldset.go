package kubeschema

import (
	"iter"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v4/value"

	"github.com/workloadlang/wl/internal/object"
)

// Structured-merge-diff has paths of its own, and sets of them, as managed fields
// hold them. Paths are converted here alone.

// FieldsOf is the set of the fields that an object sets, as servers name them. Seen is what
// tells that of a kind which the schema does not know (TypeOf).
func FieldsOf(content map[string]any, seen ...object.Meta) (*fieldpath.Set, error) {
	t, err := TypeOf(seen, content)
	if err != nil {
		return nil, err
	}
	return t.FieldsOf(content)
}

// Paths are the paths in a set, in its order.
func Paths(set *fieldpath.Set) iter.Seq[object.Path] {
	return func(yield func(object.Path) bool) {
		more := true
		set.Iterate(func(p fieldpath.Path) {
			more = more && yield(pathOf(p))
		})
	}
}

// SetOf is the set of some paths.
func SetOf(paths ...object.Path) *fieldpath.Set {
	set := fieldpath.NewSet()
	for _, p := range paths {
		set.Insert(mergePath(p))
	}
	return set
}

// Has reports whether a path is in a set.
func Has(set *fieldpath.Set, p object.Path) bool { return set.Has(mergePath(p)) }

// HasAround reports whether a path, or one around it, is in a set.
func HasAround(set *fieldpath.Set, p object.Path) bool {
	for path := mergePath(p); len(path) > 0; path = path[:len(path)-1] {
		if set.Has(path) {
			return true
		}
	}
	return false
}

// HasWithin reports whether a path, or one within it, is in a set.
func HasWithin(set *fieldpath.Set, p object.Path) bool {
	return Has(set, p) || !Below(set, p).Empty()
}

// Below is the part of a set that is within a path, with paths from there.
func Below(set *fieldpath.Set, p object.Path) *fieldpath.Set {
	for e := range p.Elements() {
		set = set.WithPrefix(mergeElement(e))
	}
	return set
}

func pathOf(p fieldpath.Path) object.Path {
	elements := make([]object.Element, 0, 8)
	for _, e := range p {
		elements = append(elements, elementOf(e))
	}
	return object.PathThrough(elements...)
}

func elementOf(e fieldpath.PathElement) object.Element {
	switch {
	case e.FieldName != nil:
		return object.FieldOf(*e.FieldName)
	case e.Key != nil:
		keys := make([]object.Key, len(*e.Key))
		for i, f := range *e.Key {
			keys[i] = object.Key{Name: f.Name, Value: f.Value.Unstructured()}
		}
		return object.ItemOf(keys...)
	case e.Value != nil:
		return object.MemberOf((*e.Value).Unstructured())
	case e.Index != nil:
		return object.IndexOf(*e.Index)
	}
	return object.Element{}
}

func mergePath(p object.Path) fieldpath.Path {
	path := make(fieldpath.Path, 0, 8)
	for e := range p.Elements() {
		path = append(path, mergeElement(e))
	}
	return path
}

func mergeElement(e object.Element) fieldpath.PathElement {
	if name, ok := e.Field(); ok {
		return fieldpath.PathElement{FieldName: &name}
	}
	if i, ok := e.Index(); ok {
		return fieldpath.PathElement{Index: &i}
	}
	if v, ok := e.Member(); ok {
		member := value.NewValueInterface(v)
		return fieldpath.PathElement{Value: &member}
	}
	var keys value.FieldList
	for _, k := range e.Keys() {
		keys = append(keys, value.Field{Name: k.Name, Value: value.NewValueInterface(k.Value)})
	}
	return fieldpath.PathElement{Key: &keys}
}
