package kubeschema

import (
	"fmt"
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/schema"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Fields lists the fields of a built-in kind in order, down to those that have no
// fields of their own: scalars, maps of any keys, and lists of such. Items of lists
// are any item, as in "spec.ports[].port".
func Fields(of kind.Resource) ([]object.Path, error) {
	p, err := parser()
	if err != nil {
		return nil, err
	}
	name := TypeName(of.APIVersion(), of.Kind)
	if _, known := p.Schema.FindNamedType(name); !known {
		return nil, fmt.Errorf("the embedded schema has no %s", name)
	}
	w := &fieldWalker{schema: &p.Schema}
	w.walk(object.Path{}, schema.TypeRef{NamedType: &name})
	slices.SortFunc(w.found, object.Path.Compare)
	return w.found, nil
}

type fieldWalker struct {
	schema *schema.Schema
	found  []object.Path
}

func (w *fieldWalker) walk(at object.Path, t schema.TypeRef) {
	atom, _ := w.schema.Resolve(t)
	switch {
	case atom.Scalar != nil:
		w.found = append(w.found, at)
	case atom.List != nil:
		w.walk(at.Child(object.ItemOf()), atom.List.ElementType)
	case atom.Map == nil || len(atom.Map.Fields) == 0:
		w.found = append(w.found, at)
	default:
		for _, f := range atom.Map.Fields {
			w.walk(at.Field(f.Name), f.Type)
		}
	}
}
