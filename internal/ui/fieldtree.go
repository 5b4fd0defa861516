package ui

import (
	"fmt"
	"maps"
	"slices"

	"github.com/workloadlang/wl/plan"
)

// fieldTree is an object put together again from the fields that come into
// being, as far as a short description of it needs them.
type fieldTree struct {
	value any // of a leaf
	steps []string
	below map[string]*fieldTree
}

// treeOf puts the fields that are there after the change into a tree. What is
// sensitive is there without its value.
func treeOf(fields []plan.FieldChange) *fieldTree {
	root := &fieldTree{}
	for _, f := range fields {
		value := f.After
		if f.Sensitive {
			value = sensitive
		}
		root.grow(parsePath(f.Path)).fill(value)
	}
	return root
}

// grow finds the tree at a path and makes it where it is not there yet.
func (t *fieldTree) grow(path fieldPath) *fieldTree {
	for _, step := range path {
		next := t.below[step]
		if next == nil {
			next = &fieldTree{}
			if t.below == nil {
				t.below = map[string]*fieldTree{}
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
			t.grow(fieldPath{k}).fill(value[k])
		}
	case []any:
		for i, item := range value {
			t.grow(fieldPath{fmt.Sprintf("[%d]", i)}).fill(item)
		}
	default:
		t.value = value
	}
}

// at finds what is at a path; an empty tree where nothing is.
func (t *fieldTree) at(steps ...string) *fieldTree {
	for _, step := range steps {
		next := t.below[step]
		if next == nil {
			return &fieldTree{}
		}
		t = next
	}
	return t
}

// text is the value at a path as text, empty where there is none.
func (t *fieldTree) text(steps ...string) string {
	switch v := t.at(steps...).value.(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		return inline(v)
	}
}

// names lists the keys of a map, sorted.
func (t *fieldTree) names() []string {
	names := make([]string, 0, len(t.steps))
	for _, step := range t.steps {
		names = append(names, mapKey(step))
	}
	slices.Sort(names)
	return names
}

// item is one item of a list. A key that identifies it may stand in its path
// alone.
type item struct {
	*fieldTree
	keys map[string]any
}

func (t *fieldTree) items() []item {
	items := make([]item, len(t.steps))
	for i, step := range t.steps {
		items[i] = item{t.below[step], itemKeys(step)}
	}
	return items
}

func (i item) get(name string) string {
	if text := i.text(name); text != "" {
		return text
	}
	switch v := i.keys[name].(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		return inline(v)
	}
}
