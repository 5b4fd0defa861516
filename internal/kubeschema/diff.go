package kubeschema

import (
	"maps"
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v4/schema"

	"github.com/workloadlang/wl/internal/object"
)

// Change is one difference between two objects: a leaf that came, changed or
// went, which is a scalar, an atomic list or map, or an empty one. Before or
// After is nil where there is nothing.
type Change struct {
	Path          object.Path // items of lists by their keys
	Before, After any
	// BeforeAt and AfterAt are the places of the values in the two objects, items
	// of lists by their positions; the zero Path where there is none.
	BeforeAt, AfterAt object.Path
	// Reordered means that the items of a list are the same but stand in another
	// order; Before and After are then the lists of their keys, or of the members of a set.
	Reordered bool
}

// Diff compares two objects of one kind, leaf by leaf, list items by their keys,
// and the order of the items besides: for typed values that is no difference,
// but swapped containers restart Pods. Null is the same as a list or a map of
// nothing where Kubernetes stores these so. What the server keeps for itself (status,
// managed fields, versions, times) is left out. The changes stand in the order
// of their paths.
func Diff(before, after map[string]any) ([]Change, error) {
	t, err := TypeOf(nil, before, after)
	if err != nil {
		return nil, err
	}
	before, after = withoutBookkeeping(before), withoutBookkeeping(after)
	b, err := t.Parse(before)
	if err != nil {
		return nil, err
	}
	a, err := t.Parse(after)
	if err != nil {
		return nil, err
	}
	compared, err := b.Compare(a)
	if err != nil {
		return nil, &MisfitError{before, err}
	}
	d := differ{before: before, after: after, same: Equal}
	if isKnown(after) {
		d.same = sameStored
	}
	for _, set := range []*fieldpath.Set{compared.Removed, compared.Modified, compared.Added} {
		for leaf := range Paths(set.Leaves()) {
			d.add(leaf)
			if !isKnown(after) {
				d.addNull(leaf)
			}
		}
	}
	w := orderWalker{differ: &d, schema: a.Schema()}
	w.walk(nil, before, after, a.TypeRef())
	slices.SortStableFunc(d.changes, func(x, y Change) int { return x.Path.Compare(y.Path) })
	return d.changes, nil
}

type differ struct {
	before, after map[string]any
	same          func(a, b any) bool // whether two values mean the same
	changes       []Change
}

// add takes a leaf that differs. Where items of one key occur twice, typed values
// call leaves different that are not: that there is one more or less of them is
// found in the order of the items.
func (d *differ) add(leaf object.Path) {
	c := Change{Path: leaf}
	c.Before, c.BeforeAt, _ = Find(d.before, leaf)
	c.After, c.AfterAt, _ = Find(d.after, leaf)
	if c.BeforeAt.IsRoot() || c.AfterAt.IsRoot() || !d.same(c.Before, c.After) {
		d.changes = append(d.changes, c)
	}
}

// addNull takes the null that is left of a map or a list around a leaf which is gone: typed values
// do not tell it from nothing.
func (d *differ) addNull(leaf object.Path) {
	for around := leaf.Parent(); !around.IsRoot(); around = around.Parent() {
		value, at, there := Find(d.after, around)
		if !there {
			continue
		}
		c := Change{Path: around, AfterAt: at}
		if value == nil && !slices.Contains(d.changes, c) {
			d.changes = append(d.changes, c)
		}
		return
	}
}

// orderWalker finds the associative lists whose common items changed places. Its
// paths are structured-merge-diff's, which cost nothing where nothing is found.
type orderWalker struct {
	*differ
	schema *schema.Schema
}

func (w orderWalker) walk(path fieldpath.Path, before, after any, t schema.TypeRef) {
	atom, ok := w.schema.Resolve(t)
	if !ok {
		return
	}
	switch after := after.(type) {
	case map[string]any:
		before, ok := before.(map[string]any)
		if !ok || atom.Map == nil || atom.Map.ElementRelationship == schema.Atomic {
			return
		}
		for key, item := range after {
			if field, known := atom.Map.FindField(key); known {
				w.walk(append(path, fieldpath.PathElement{FieldName: &key}), before[key], item, field.Type)
			}
		}
	case []any:
		if before, ok := before.([]any); ok && atom.List != nil {
			w.list(path, before, after, atom.List)
		}
	}
}

func (w orderWalker) list(path fieldpath.Path, before, after []any, l *schema.List) {
	old, order := w.keys(before, l)
	now, newOrder := w.keys(after, l)
	order = slices.DeleteFunc(order, func(k object.Element) bool { _, ok := now[k]; return !ok })
	newOrder = slices.DeleteFunc(newOrder, func(k object.Element) bool { _, ok := old[k]; return !ok })
	if !slices.Equal(order, newOrder) {
		c := Change{Path: pathOf(path), Before: asList(order), After: asList(newOrder), Reordered: true}
		_, c.BeforeAt, _ = Find(w.before, c.Path)
		_, c.AfterAt, _ = Find(w.after, c.Path)
		w.changes = append(w.changes, c)
	}
	for _, key := range newOrder {
		w.walk(append(path, mergeElement(key)), old[key], now[key], l.ElementType)
	}
}

// keys returns the items by their keys, those of a set by themselves, and the keys in the list's
// order; another list has none.
func (w orderWalker) keys(list []any, l *schema.List) (items map[object.Element]any, order []object.Element) {
	items = map[object.Element]any{}
	for _, item := range list {
		key, ok := itemOf(w.schema, l, item)
		if l.ElementRelationship == schema.Associative && len(l.Keys) == 0 && isScalar(item) {
			key, ok = object.MemberOf(item), true
		}
		if ok {
			items[key] = item
			order = append(order, key)
		}
	}
	return items, order
}

// asList shows in which order the items of a list stand.
func asList(keys []object.Element) []any {
	list := make([]any, len(keys))
	for i, k := range keys {
		list[i] = nameOf(k)
		if member, of := k.Member(); of {
			list[i] = member
		}
	}
	return list
}

// withoutBookkeeping is an object without what the server keeps for itself.
func withoutBookkeeping(content map[string]any) map[string]any {
	result := maps.Clone(content)
	delete(result, "status")
	if metadata, ok := result["metadata"].(map[string]any); ok {
		metadata = maps.Clone(metadata)
		for _, field := range bookkeeping() {
			delete(metadata, field)
		}
		result["metadata"] = metadata
	}
	return result
}

func bookkeeping() []string {
	return []string{
		"managedFields", "resourceVersion", "generation", "uid", "selfLink",
		"creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds",
	}
}
