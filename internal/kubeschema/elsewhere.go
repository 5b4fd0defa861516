package kubeschema

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v4/value"

	"github.com/workloadlang/wl/internal/object"
)

// ownedItems is what tells which items of lists of some values are known by which keys: what managers
// own in the values' version of the API, and where these own nothing, in others.
func ownedItems(seen []object.Meta, apiVersion string, values []any) (*fieldpath.Set, error) {
	owned, err := ownedBy(seen, func(e object.ManagerEntry) bool { return e.APIVersion == apiVersion && namesItems(e) })
	if err != nil {
		return nil, err
	}
	elsewhere, err := ownedBy(seen, func(e object.ManagerEntry) bool { return e.APIVersion != apiVersion && namesItems(e) })
	if err != nil || elsewhere.Empty() {
		return owned, err
	}
	here, err := ownedBy(seen, func(e object.ManagerEntry) bool { return e.APIVersion == apiVersion })
	if err != nil {
		return nil, err
	}
	more := fieldpath.NewSet()
	fill(nil, here, elsewhere, values, more)
	return owned.Union(more), nil
}

// fill finds the items of lists that are owned in other versions of the API alone. They have the same
// keys here where all values, which are what is at a place, fit: a version may have another list
// there. Of a list of which something is owned in this version, that tells what it is.
func fill(at fieldpath.Path, owned, elsewhere *fieldpath.Set, values []any, more *fieldpath.Set) {
	there, here := elements(elsewhere), elements(owned)
	switch {
	case all(there, func(e fieldpath.PathElement) bool { return e.FieldName != nil }):
		for _, e := range there {
			if !owned.Has(fieldpath.Path{e}) || !owned.WithPrefix(e).Empty() {
				fill(step(at, e), owned.WithPrefix(e), elsewhere.WithPrefix(e), fieldOf(values, *e.FieldName), more)
			}
		}
	case all(there, func(e fieldpath.PathElement) bool { return e.Key != nil }):
		items, anchor := keyedItems(values, there), there[0]
		if len(here) > 0 {
			anchor = here[0]
		}
		if items == nil || anchor.Key == nil {
			return
		}
		more.Insert(step(at, anchor))
		fill(step(at, anchor), within(owned, here), within(elsewhere, there), items, more)
	case all(there, func(e fieldpath.PathElement) bool { return e.Value != nil }):
		if items, ok := itemsOf(values, isScalar); len(here) == 0 && ok && len(items) > 0 && eachOnce(values, func(item any) string { return fmt.Sprint(item) }) {
			more.Insert(step(at, there[0]))
		}
	}
}

func step(at fieldpath.Path, e fieldpath.PathElement) fieldpath.Path {
	return append(slices.Clip(at), e)
}

// fieldOf are the values of a field of those that are maps.
func fieldOf(values []any, name string) (inner []any) {
	for _, v := range values {
		fields, _ := v.(map[string]any)
		if v, there := fields[name]; there {
			inner = append(inner, v)
		}
	}
	return inner
}

// within is what of a set is in any of its items.
func within(set *fieldpath.Set, items []fieldpath.PathElement) *fieldpath.Set {
	all := fieldpath.NewSet()
	for _, e := range items {
		all = all.Union(set.WithPrefix(e))
	}
	return all
}

// keyedItems are the items of lists where all of them have the keys of others, each once in its list;
// nil where they have not.
func keyedItems(values []any, of []fieldpath.PathElement) []any {
	key := func(item any) string {
		var text strings.Builder
		fields, _ := item.(map[string]any)
		for _, f := range *of[0].Key {
			fmt.Fprintf(&text, "%q ", fmt.Sprint(fields[f.Name]))
		}
		return text.String()
	}
	items, ok := itemsOf(values, func(item any) bool {
		fields, _ := item.(map[string]any)
		return fields != nil && !slices.ContainsFunc(*of[0].Key, func(f value.Field) bool { return !isScalar(fields[f.Name]) })
	})
	if !ok || !eachOnce(values, key) {
		return nil
	}
	return items
}

// eachOnce reports whether no list has an item twice.
func eachOnce(lists []any, key func(item any) string) bool {
	for _, v := range lists {
		list, _ := v.([]any)
		keys := make(map[string]bool, len(list))
		for _, item := range list {
			keys[key(item)] = true
		}
		if len(keys) < len(list) {
			return false
		}
	}
	return true
}
