package kubeschema

import (
	"fmt"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
)

// Prune removes fields from an object, as a server-side apply does with those
// that its manager owned and no longer sets: all of dropped but what is in
// kept, or is needed by it.
func Prune(content map[string]any, dropped, kept *fieldpath.Set) (map[string]any, error) {
	t, err := TypeOf(nil, content)
	if err != nil {
		return nil, err
	}
	whole, err := t.Parse(content)
	if err != nil {
		return nil, err
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
		Intersection(dropped) // what went along with it, and is nobody's, stays
	rest, ok := whole.RemoveItems(gone).AsValue().Unstructured().(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%v %v: nothing is left of it", content["apiVersion"], content["kind"])
	}
	return rest, nil
}
