package compare

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan/step"
)

// removable is the part of the additions that can be made the stack's own: what
// was written by another version of the API has other paths, and of a kind whose
// schema is not known here, the plan could not show how items of lists go.
func removable(m *object.Manifest, added []ownership.Owner) []ownership.Owner {
	known := kubeschema.Knows(m.Content)
	var all []ownership.Owner
	for _, o := range added {
		if !known {
			o.Fields = outsideLists(o.Fields)
		}
		if o.APIVersion == m.APIVersion && !o.Fields.Empty() {
			all = append(all, o)
		}
	}
	return all
}

// remaining is the part of the additions that cannot be removed.
func remaining(m *object.Manifest, added []ownership.Owner) []ownership.Owner {
	removed := fieldpath.NewSet()
	for _, o := range removable(m, added) {
		removed = removed.Union(o.Fields)
	}
	var all []ownership.Owner
	for _, o := range added {
		if o.Fields = o.Fields.Difference(removed); !o.Fields.Empty() {
			all = append(all, o)
		}
	}
	return all
}

// removed are the additions that this plan removes.
func (c *Comparison) removed() []ownership.Owner {
	if !c.removesAdditions {
		return nil
	}
	return removable(c.Manifest, c.Added)
}

// Remove plans the removal of what can be removed of the additions, and returns which
// fields these are.
func (c *Comparison) Remove() *fieldpath.Set {
	c.removesAdditions = true
	fields := fieldpath.NewSet()
	for _, o := range c.removed() {
		fields = fields.Union(o.Fields)
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

// Takes is what is taken from those who have added it: the server removes it
// then, because the stack does not set it.
func (c *Comparison) Takes() ([]step.Take, error) {
	var all []step.Take
	for _, o := range c.removed() {
		raw, err := o.Fields.ToJSON()
		if err != nil {
			return nil, fmt.Errorf("%s: the managed fields of %s cannot be written: %w", c.Manifest.Ref, o.Manager, err)
		}
		all = append(all, step.Take{Manager: o.Manager, Operation: o.Operation, Fields: string(bytes.TrimSpace(raw))})
	}
	return CompactTakes(all), nil
}

// CompactTakes sorts what is taken, and names each manager once.
func CompactTakes(takes []step.Take) []step.Take {
	slices.SortFunc(takes, func(a, b step.Take) int {
		return cmp.Or(strings.Compare(a.Manager, b.Manager), strings.Compare(a.Operation, b.Operation), strings.Compare(a.Fields, b.Fields))
	})
	return slices.Compact(takes)
}
