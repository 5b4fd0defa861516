package compare

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// removable is the part of the additions that can be made the stack's own: of what was written
// in another version of the API, that which has the same path in the configuration's.
func removable(c *Comparison) []ownership.Owner {
	all := slices.Clone(c.Added)
	for i, o := range all {
		if o.APIVersion == c.Manifest.APIVersion {
			continue
		}
		var there []object.Path
		for path := range kubeschema.Paths(o.Fields) {
			if _, _, found := kubeschema.Find(c.Live, path); found {
				there = append(there, path)
			}
		}
		all[i].Fields = kubeschema.SetOf(there...)
	}
	return slices.DeleteFunc(all, func(o ownership.Owner) bool { return o.Fields.Empty() })
}

// without is what other managers have added, without some fields of it.
func without(added []ownership.Owner, fields *fieldpath.Set) []ownership.Owner {
	var all []ownership.Owner
	for _, o := range added {
		if o.Fields = o.Fields.Difference(fields); !o.Fields.Empty() {
			all = append(all, o)
		}
	}
	return all
}

// Remove plans the removal of what can be removed of the additions, but for what is
// within some paths, and returns which fields these are.
func (c *Comparison) Remove(except ...object.Path) *fieldpath.Set {
	c.removed = nil
	kept := kubeschema.SetOf(except...)
	for _, o := range removable(c) {
		if o.Fields = o.Fields.RecursiveDifference(kept).Difference(withParents(kept)); !o.Fields.Empty() {
			c.removed = append(c.removed, o)
		}
	}
	return c.Removes()
}

// RemoveOthers plans the removal of all that managers which stay own of the live object, and the configuration
// does not set: whoever has set it, for what the server refuses beside it is not taken by force.
func RemoveOthers(c *Comparison) *fieldpath.Set {
	var stay []ownership.Owner
	for _, o := range c.owners {
		goes := c.Foreign() && ownership.IsMaker(o.ManagerEntry) // with the adoption
		if o.Manager != c.Manager && o.Subresource == "" && !goes {
			stay = append(stay, o)
		}
	}
	c.Added = unclaimed(stay, c.Desired, slices.Concat(c.LeftOver, kubectlBooks()))
	return c.Remove()
}

// Removed names what this plan removes of others', and these.
func Removed(c *Comparison) (fields, managers []string) {
	for _, o := range c.removed {
		managers = append(managers, o.Manager)
		for _, path := range outermost(o.Fields) {
			fields = append(fields, c.Redaction.Shown(path).String())
		}
	}
	slices.Sort(fields)
	slices.Sort(managers)
	return slices.Compact(fields), slices.Compact(managers)
}

// Removes are the fields of the additions that this plan removes.
func (c *Comparison) Removes() *fieldpath.Set {
	fields := fieldpath.NewSet()
	for _, o := range c.removed {
		fields = fields.Union(o.Fields)
	}
	return fields
}

// Removable lists what can be removed of the additions, as people see it.
func Removable(c *Comparison) []object.Path {
	var all []object.Path
	for _, o := range removable(c) {
		all = append(all, outermost(o.Fields)...)
	}
	slices.SortFunc(all, object.Path.Compare)
	return slices.Compact(all)
}

// Refused returns of what this plan removes of the additions that the server refuses it
// beside what the configuration sets, and what it says.
func Refused(c *Comparison, said any) []fact.Fact {
	var all []fact.Fact
	for _, o := range c.removed {
		var fields []string
		for _, path := range outermost(o.Fields) {
			fields = append(fields, c.Redaction.Shown(path).String())
		}
		all = append(all, fact.New(plan.WarnRemovesRefused, fact.Args{"fields": fields, "manager": managerFact(o.ManagerEntry), "said": said}))
	}
	return all
}

// Takes is what is taken from those who have added it: the server removes it
// then, because the stack does not set it.
func (c *Comparison) Takes() ([]step.Take, error) {
	var all []step.Take
	for _, o := range c.removed {
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
