package kubeschema

import (
	"fmt"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/object"
)

// Prune removes fields from an object, as a server-side apply does with those
// that its manager owned and no longer sets: all of dropped but what is in
// kept, or is needed by it. What a parent holds that is nobody's goes with the parent.
// Seen is what tells the type of a kind which the schema does not know (TypeOf).
func Prune(content map[string]any, dropped, kept *fieldpath.Set, seen ...object.Meta) (map[string]any, error) {
	t, err := TypeOf(seen, content)
	if err != nil {
		return nil, err
	}
	whole, err := t.Parse(content)
	if err != nil {
		return nil, err
	}
	if t.deduced {
		kept = kept.Union(around(kept))
	}
	schema, root := whole.Schema(), whole.TypeRef()
	dropped = dropped.EnsureNamedFieldsAreMembers(schema, root)
	pruned := whole.RemoveItems(dropped)
	all, err := whole.ToFieldSet()
	if err != nil {
		return nil, &MisfitError{content, err}
	}
	left, err := pruned.ToFieldSet()
	if err != nil {
		return nil, err
	}
	gone := all.EnsureNamedFieldsAreMembers(schema, root).
		Difference(left.EnsureNamedFieldsAreMembers(schema, root)).
		Difference(kept.EnsureNamedFieldsAreMembers(schema, root)).
		Intersection(dropped)
	rest, ok := whole.RemoveItems(gone).AsValue().Unstructured().(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%v %v: nothing is left of it", content["apiVersion"], content["kind"])
	}
	return rest, nil
}

// around are the fields around those in a set, which are needed by them. Of a kind that the schema
// knows they are found by their names in it; of others all are as named: a definition names nearly all.
func around(set *fieldpath.Set) *fieldpath.Set {
	all := fieldpath.NewSet()
	set.Iterate(func(p fieldpath.Path) {
		for p = p[:len(p)-1]; len(p) > 0; p = p[:len(p)-1] {
			if p[len(p)-1].FieldName != nil {
				all.Insert(p)
			}
		}
	})
	return all
}
