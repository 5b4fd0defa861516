package kubeschema

import (
	"fmt"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/object"
)

// Leaf is a value of an object that has no parts of its own: a scalar, an atomic
// list or map, or an empty one.
type Leaf struct {
	Path  fieldpath.Path
	Value any
	At    object.Pointer
}

// Leaves lists the leaves of an object in the order of their paths, without what
// the server keeps for itself.
func Leaves(content map[string]any) ([]Leaf, error) {
	content = withoutBookkeeping(content)
	typed, err := Parse(content)
	if err != nil {
		return nil, err
	}
	set, err := typed.ToFieldSet()
	if err != nil {
		return nil, fmt.Errorf("%v %v: %w", content["apiVersion"], content["kind"], err)
	}
	var leaves []Leaf
	set.Leaves().Iterate(func(path fieldpath.Path) {
		if value, at, ok := Find(content, path); ok {
			leaves = append(leaves, Leaf{path.Copy(), value, at})
		}
	})
	return leaves, nil
}
