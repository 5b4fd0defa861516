package kubeschema

import (
	"bytes"
	"fmt"
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v4/schema"
	"sigs.k8s.io/structured-merge-diff/v4/typed"

	"github.com/workloadlang/wl/internal/object"
)

// Type is how objects of one kind are compared field by field.
type Type struct {
	of      typed.ParseableType
	deduced bool // the schema does not know the kind
}

// TypeOf is the type of objects of one kind. That of a kind which the schema does not know
// is deduced from them, and from the managed fields of what the server has seen of it, in
// which items of lists stand by the keys that the server tells them apart by
// (https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy). A list
// of which nobody owns an item is one value; where a manager does in another version of the API alone,
// its items have the same keys as far as all of them fit.
func TypeOf(seen []object.Meta, objects ...map[string]any) (Type, error) {
	known, err := typeOf(objects[0])
	t := Type{of: known, deduced: known.TypeRef == typed.DeducedParseableType.TypeRef}
	if err != nil || !t.deduced {
		return t, err
	}
	values := make([]any, 0, len(objects))
	for _, content := range objects {
		values = append(values, content)
		if object.At(content, "metadata", "managedFields") == nil {
			continue
		}
		meta, err := object.MetaOf(content)
		if err != nil {
			return t, err
		}
		seen = append(slices.Clip(seen), meta)
	}
	apiVersion, _ := objects[0]["apiVersion"].(string)
	owned, err := ownedItems(seen, apiVersion, values)
	if err != nil {
		return t, err
	}
	if ref, keyed := deduce(owned, values); keyed {
		t.of = typed.ParseableType{Schema: &schema.Schema{Types: typed.DeducedParseableType.Schema.Types}, TypeRef: ref}
	}
	return t, nil
}

// ownedBy is what those managers own that are as asked for.
func ownedBy(seen []object.Meta, asked func(object.ManagerEntry) bool) (*fieldpath.Set, error) {
	owned := fieldpath.NewSet()
	for _, meta := range seen {
		for _, e := range meta.Managers {
			if !asked(e) {
				continue
			}
			set := new(fieldpath.Set)
			if err := set.FromJSON(bytes.NewReader(e.FieldsV1)); err != nil {
				return nil, fmt.Errorf("%s: the managed fields of %s cannot be read: %w", meta.Ref, e.Manager, err)
			}
			owned = owned.Union(set)
		}
	}
	return owned, nil
}

// namesItems reports whether a manager may own items of lists.
func namesItems(e object.ManagerEntry) bool {
	return bytes.Contains(e.FieldsV1, []byte(`"k:`)) || bytes.Contains(e.FieldsV1, []byte(`"v:`))
}

// MisfitError means that an object is not as the schema of its kind has it, so that its fields
// cannot be told from one another. Servers keep some such objects.
type MisfitError struct {
	of     map[string]any
	Reason error // names the fields that do not fit, as servers do
}

func (e *MisfitError) Error() string {
	return fmt.Sprintf("%v %v: %v", e.of["apiVersion"], e.of["kind"], e.Reason)
}

func (e *MisfitError) Unwrap() error { return e.Reason }

// Parse reads an object as a typed value; a MisfitError says that it cannot. Items of one
// key may occur twice in a list, as servers let old objects have them; Validate reports them.
func (t Type) Parse(content map[string]any) (*typed.TypedValue, error) {
	v, err := t.of.FromUnstructured(content, typed.AllowDuplicates)
	if err != nil {
		return nil, &MisfitError{content, err}
	}
	return v, nil
}

// FieldsOf is the set of the fields that an object of the type sets.
func (t Type) FieldsOf(content map[string]any) (*fieldpath.Set, error) {
	v, err := t.Parse(content)
	if err != nil {
		return nil, err
	}
	set, err := v.ToFieldSet()
	if err != nil {
		return nil, &MisfitError{content, err}
	}
	return t.Named(set), nil
}

// Named is a set of fields of the type as a server names them: who sets something in a field
// does not own the field itself. Where the type is deduced, fields are as keys of a map,
// which are owned.
func (t Type) Named(set *fieldpath.Set) *fieldpath.Set {
	if !t.deduced {
		return set
	}
	around := fieldpath.NewSet()
	set.Iterate(func(p fieldpath.Path) {
		if p[len(p)-1].FieldName != nil && !Below(set, pathOf(p)).Empty() {
			around.Insert(p)
		}
	})
	return set.Difference(around)
}

// deduce is the type of values of which a set of fields is owned, and whether there is a
// list in it whose items are told apart.
func deduce(owned *fieldpath.Set, values []any) (of schema.TypeRef, keyed bool) {
	at := elements(owned)
	switch {
	case all(at, func(e fieldpath.PathElement) bool { return e.FieldName != nil }):
		return deduceMap(owned, at, values)
	case all(at, func(e fieldpath.PathElement) bool { return e.Key != nil }):
		return deduceItems(owned, at, values)
	case all(at, func(e fieldpath.PathElement) bool { return e.Value != nil }):
		_, ok := itemsOf(values, isScalar)
		return listOf(typed.DeducedParseableType.TypeRef, nil), ok
	}
	return typed.DeducedParseableType.TypeRef, false
}

func all(elements []fieldpath.PathElement, are func(fieldpath.PathElement) bool) bool {
	return len(elements) > 0 && !slices.ContainsFunc(elements, func(e fieldpath.PathElement) bool { return !are(e) })
}

// deduceMap is deduce of a map.
func deduceMap(owned *fieldpath.Set, names []fieldpath.PathElement, values []any) (of schema.TypeRef, keyed bool) {
	if slices.ContainsFunc(values, func(v any) bool { _, isMap := v.(map[string]any); return !isMap && v != nil }) {
		return typed.DeducedParseableType.TypeRef, false
	}
	var fields []schema.StructField
	for _, e := range names {
		var inner []any
		for _, v := range values {
			fields, _ := v.(map[string]any)
			if v, there := fields[*e.FieldName]; there {
				inner = append(inner, v)
			}
		}
		if of, keyed := deduce(owned.WithPrefix(e), inner); keyed {
			fields = append(fields, schema.StructField{Name: *e.FieldName, Type: of})
		}
	}
	return mapOf(fields), fields != nil
}

// deduceItems is deduce of a list whose items have keys. Where an item lacks one, it is the
// default, and that can only be the one value which all others have.
func deduceItems(owned *fieldpath.Set, of []fieldpath.PathElement, values []any) (list schema.TypeRef, keyed bool) {
	var keys []string
	defaults := map[string]any{}
	within := fieldpath.NewSet()
	for i, e := range of {
		within = within.Union(owned.WithPrefix(e))
		for _, f := range *e.Key {
			if v := f.Value.Unstructured(); i == 0 {
				keys, defaults[f.Name] = append(keys, f.Name), v
			} else if !Equal(defaults[f.Name], v) {
				defaults[f.Name] = nil
			}
		}
	}
	items, ok := itemsOf(values, func(item any) bool { return hasKeys(item, keys, defaults) })
	inner, _ := deduce(within, items)
	if inner.Inlined.Map == nil {
		inner = mapOf(nil)
	}
	for _, key := range keys {
		if v := defaults[key]; v != nil {
			inner.Inlined.Map.Fields = append(inner.Inlined.Map.Fields, schema.StructField{Name: key, Type: typed.DeducedParseableType.TypeRef, Default: v})
		}
	}
	return listOf(inner, keys), ok
}

func mapOf(fields []schema.StructField) schema.TypeRef {
	return schema.TypeRef{Inlined: schema.Atom{Map: &schema.Map{Fields: fields, ElementType: typed.DeducedParseableType.TypeRef, ElementRelationship: schema.Separable}}}
}

func listOf(items schema.TypeRef, keys []string) schema.TypeRef {
	return schema.TypeRef{Inlined: schema.Atom{List: &schema.List{ElementType: items, ElementRelationship: schema.Associative, Keys: keys}}}
}

// elements are the first elements of the paths in a set, in their order.
func elements(set *fieldpath.Set) []fieldpath.PathElement {
	var all fieldpath.PathElementSet
	set.Members.Iterate(all.Insert)
	set.Children.Iterate(all.Insert)
	first := make([]fieldpath.PathElement, 0, all.Size())
	all.Iterate(func(e fieldpath.PathElement) { first = append(first, e) })
	return first
}

// itemsOf are the items of all the lists among values; not ok where there is another value,
// or an item that is not as it should be.
func itemsOf(values []any, as func(any) bool) (items []any, ok bool) {
	for _, v := range values {
		list, isList := v.([]any)
		if !isList && v != nil || slices.ContainsFunc(list, func(item any) bool { return !as(item) }) {
			return nil, false
		}
		items = append(items, list...)
	}
	return items, true
}

func hasKeys(item any, keys []string, defaults map[string]any) bool {
	fields, isMap := item.(map[string]any)
	return isMap && !slices.ContainsFunc(keys, func(key string) bool {
		v, there := fields[key]
		return !isScalar(v) && (there || defaults[key] == nil)
	})
}

func isScalar(v any) bool {
	switch v.(type) {
	case nil, map[string]any, []any:
		return false
	}
	return true
}
