package kubeschema

import (
	"github.com/workloadlang/wl/internal/object"
)

// Leaf is a value of an object that has no parts of its own: a scalar, an atomic
// list or map, or an empty one.
type Leaf struct {
	Path  object.Path // items of lists by their keys
	Value any
	At    object.Path // and by their positions
}

// Leaves lists the leaves of an object in the order of their paths, without what
// the server keeps for itself.
func Leaves(content map[string]any) ([]Leaf, error) {
	t, err := TypeOf(nil, content)
	if err != nil {
		return nil, err
	}
	content = withoutBookkeeping(content)
	set, err := t.FieldsOf(content)
	if err != nil {
		return nil, err
	}
	var leaves []Leaf
	for path := range Paths(set.Leaves()) {
		if value, at, ok := findIn(t.of, content, path); ok {
			leaves = append(leaves, Leaf{path, value, at})
		}
	}
	return leaves, nil
}
