package described

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/value"
	"github.com/workloadlang/wl/plan"
)

// fieldTree is an object put together again from the fields that come into
// being, as far as a short description of it needs them.
type fieldTree struct {
	value any // of a leaf
	steps []object.Element
	below map[object.Element]*fieldTree
}

// treeOf puts the fields that are there after the change into a tree. What is
// sensitive is there without its value.
func treeOf(fields []plan.FieldChange) *fieldTree {
	root := &fieldTree{}
	for _, f := range fields {
		after := f.After
		if f.Sensitive {
			after = value.Sensitive
		}
		root.grow(f.Path).fill(after)
	}
	return root
}

// grow finds the tree at a path and makes it where it is not there yet.
func (t *fieldTree) grow(path object.Path) *fieldTree {
	for step := range path.Elements() {
		next := t.below[step]
		if next == nil {
			next = &fieldTree{}
			if t.below == nil {
				t.below = map[object.Element]*fieldTree{}
			}
			t.below[step] = next
			t.steps = append(t.steps, step)
		}
		t = next
	}
	return t
}

func (t *fieldTree) fill(value any) {
	switch value := value.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(value)) {
			t.grow(object.PathOf(k)).fill(value[k])
		}
	case []any:
		for i, item := range value {
			t.grow(object.Path{}.Index(i)).fill(item)
		}
	default:
		t.value = value
	}
}

// at finds what is in fields within fields; an empty tree where nothing is.
func (t *fieldTree) at(fields ...string) *fieldTree {
	for _, f := range fields {
		next := t.below[object.FieldOf(f)]
		if next == nil {
			return &fieldTree{}
		}
		t = next
	}
	return t
}

// text is the value there as text, empty where there is none.
func (t *fieldTree) text(fields ...string) string {
	switch v := t.at(fields...).value.(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		return value.Inline(v)
	}
}

// has reports whether a field is there, be it empty.
func (t *fieldTree) has(field string) bool { return t.below[object.FieldOf(field)] != nil }

// texts are the items of a list of values.
func (t *fieldTree) texts() []string {
	var texts []string
	for _, i := range t.items() {
		texts = append(texts, i.text())
	}
	if list, whole := t.value.([]any); whole {
		for _, v := range list {
			texts = append(texts, value.Inline(v))
		}
	}
	return texts
}

// names lists the keys of a map, sorted.
func (t *fieldTree) names() []string {
	names := make([]string, 0, len(t.steps))
	for _, step := range t.steps {
		if name, ok := step.Field(); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// item is one item of a list. A key that identifies it may stand in its path
// alone.
type item struct {
	*fieldTree
	keys []object.Key
}

func (t *fieldTree) items() []item {
	items := make([]item, len(t.steps))
	for i, step := range t.steps {
		items[i] = item{t.below[step], step.Keys()}
	}
	return items
}

func (i item) get(name string) string {
	if text := i.text(name); text != "" {
		return text
	}
	for _, k := range i.keys {
		if text, ok := k.Value.(string); ok && k.Name == name {
			return text
		} else if k.Name == name {
			return value.Inline(k.Value)
		}
	}
	return ""
}
