package plan

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// removable is the part of the additions that can be made the stack's own: what
// was written by another version of the API has other paths, and of a kind whose
// schema is not known here, the plan could not show how items of lists go.
func (c *comparison) removable() []owner {
	known := kubeschema.Knows(c.manifest.Content)
	var all []owner
	for _, o := range c.added {
		if !known {
			o.fields = outsideLists(o.fields)
		}
		if o.APIVersion == c.manifest.APIVersion && !o.fields.Empty() {
			all = append(all, o)
		}
	}
	return all
}

// remaining is the part of the additions that cannot be removed.
func (c *comparison) remaining() []owner {
	removed := fieldpath.NewSet()
	for _, o := range c.removable() {
		removed = removed.Union(o.fields)
	}
	var all []owner
	for _, o := range c.added {
		if o.fields = o.fields.Difference(removed); !o.fields.Empty() {
			all = append(all, o)
		}
	}
	return all
}

// removed are the additions that this plan removes.
func (c *comparison) removed() []owner {
	if !c.removesAdditions {
		return nil
	}
	return c.removable()
}

// remove plans the removal of what can be removed of the additions, and returns which
// fields these are.
func (c *comparison) remove() *fieldpath.Set {
	c.removesAdditions = true
	fields := fieldpath.NewSet()
	for _, o := range c.removed() {
		fields = fields.Union(o.fields)
	}
	return fields
}

// outsideLists is the part of a set that is in no item of a list.
func outsideLists(set *fieldpath.Set) *fieldpath.Set {
	var outside []object.Path
	for path := range kubeschema.Paths(set) {
		around := path
		for !around.IsRoot() && !leadsToItem(around) {
			around = around.Parent()
		}
		if around.IsRoot() {
			outside = append(outside, path)
		}
	}
	return kubeschema.SetOf(outside...)
}

// takes is what is taken from those who have added it: the server removes it
// then, because the stack does not set it.
func (c *comparison) takes() ([]step.Take, error) {
	var all []step.Take
	for _, o := range c.removed() {
		raw, err := o.fields.ToJSON()
		if err != nil {
			return nil, fmt.Errorf("%s: the managed fields of %s cannot be written: %w", c.manifest.Ref, o.Manager, err)
		}
		all = append(all, step.Take{Manager: o.Manager, Operation: o.Operation, Fields: string(bytes.TrimSpace(raw))})
	}
	return compactTakes(all), nil
}

// compactTakes sorts what is taken, and names each manager once.
func compactTakes(takes []step.Take) []step.Take {
	slices.SortFunc(takes, func(a, b step.Take) int {
		return cmp.Or(strings.Compare(a.Manager, b.Manager), strings.Compare(a.Operation, b.Operation), strings.Compare(a.Fields, b.Fields))
	})
	return slices.Compact(takes)
}
