package plan

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// Removal is what one manager has added and apply removes: it makes the fields
// the stack's own, and the server removes them because the stack does not set
// them.
type Removal struct {
	Manager string `json:"manager"`
	// Fields is the set of the fields, as managed fields hold it (fieldsV1).
	Fields string `json:"fields"`
}

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

// outsideLists is the part of a set that is in no item of a list.
func outsideLists(set *fieldpath.Set) *fieldpath.Set {
	rest := fieldpath.NewSet()
	set.Iterate(func(path fieldpath.Path) {
		if !slices.ContainsFunc(path, func(e fieldpath.PathElement) bool { return e.FieldName == nil }) {
			rest.Insert(path.Copy())
		}
	})
	return rest
}

// removed are the additions that this plan removes.
func (c *comparison) removed() []owner {
	if c.removes == nil {
		return nil
	}
	return c.removable()
}

func removals(added []owner) ([]Removal, error) {
	var all []Removal
	for _, o := range added {
		raw, err := o.fields.ToJSON()
		if err != nil {
			return nil, fmt.Errorf("the managed fields of %s cannot be written: %w", o.Manager, err)
		}
		all = append(all, Removal{Manager: o.Manager, Fields: string(bytes.TrimSpace(raw))})
	}
	slices.SortFunc(all, func(a, b Removal) int { return strings.Compare(a.Manager+a.Fields, b.Manager+b.Fields) })
	return all, nil
}

// TakeAdditions is the managed fields of a live object once what others have
// added to it is the stack's own, as far as they still hold it; nil where there is
// nothing to take. No value changes by that.
func TakeAdditions(live object.Meta, manager string, removes []Removal) ([]object.ManagerEntry, error) {
	isOurs := func(e object.ManagerEntry) bool {
		return e.Manager == manager && e.Operation == string(metav1.ManagedFieldsOperationApply) && e.Subresource == ""
	}
	i := slices.IndexFunc(live.Managers, isOurs)
	if i < 0 {
		return nil, nil
	}
	ours := live.Managers[i]
	owned, err := fieldSet(ours)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", live.Ref, err)
	}
	before := owned.Size()
	managers := []object.ManagerEntry{}
	for _, e := range live.Managers {
		taken, rest, err := takeFrom(e, ours.APIVersion, removes)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", live.Ref, err)
		}
		owned = owned.Union(taken)
		if !isOurs(e) && rest.FieldsV1 != nil {
			managers = append(managers, rest)
		}
	}
	if owned.Size() == before {
		return nil, nil
	}
	if ours.FieldsV1, err = owned.ToJSON(); err != nil {
		return nil, fmt.Errorf("%s: its managed fields cannot be written: %w", live.Ref, err)
	}
	return append(managers, ours), nil
}

// takeFrom splits what a manager holds into what is taken from it and the rest,
// whose field set is nil where nothing is left.
func takeFrom(e object.ManagerEntry, apiVersion string, removes []Removal) (taken *fieldpath.Set, rest object.ManagerEntry, err error) {
	taken = fieldpath.NewSet()
	if e.Operation != string(metav1.ManagedFieldsOperationUpdate) || e.Subresource != "" || e.APIVersion != apiVersion {
		return taken, e, nil
	}
	held, err := fieldSet(e)
	if err != nil {
		return nil, e, err
	}
	for _, r := range removes {
		if r.Manager != e.Manager {
			continue
		}
		fields := &fieldpath.Set{}
		if err := fields.FromJSON(strings.NewReader(r.Fields)); err != nil {
			return nil, e, fmt.Errorf("what is to be removed of %s cannot be read: %w", r.Manager, err)
		}
		taken = taken.Union(held.Intersection(fields))
	}
	if taken.Empty() {
		return taken, e, nil
	}
	left := held.Difference(taken)
	if left.Empty() {
		e.FieldsV1 = nil
		return taken, e, nil
	}
	e.FieldsV1, err = left.ToJSON()
	return taken, e, err
}

// withoutAdditions asks what the server would store if what people have added was
// removed as well. That it becomes ours first is an edit of the managed fields,
// which cannot be tried and built upon: it is taken out of the answer here, and
// the server asked about the rest.
func (p *planner) withoutAdditions(ctx context.Context, c *comparison, result kube.ApplyResult) (kube.ApplyResult, error) {
	taken, kept := fieldpath.NewSet(), c.desired
	for _, o := range c.removable() {
		taken = taken.Union(o.fields)
	}
	owners, err := ownersOf(result.Meta)
	if err != nil {
		return result, err
	}
	for _, o := range owners {
		kept = kept.Union(o.fields.Difference(taken))
	}
	content, err := kubeschema.Prune(result.Object, taken, kept)
	if err != nil {
		return result, fmt.Errorf("%s: %w", c.manifest.Ref, err)
	}
	answer, err := p.replaceLatest(ctx, c, content)
	if err != nil {
		return result, err
	}
	c.removes = taken
	result.Object = answer.Object
	result.Warnings = slices.Compact(slices.Sorted(slices.Values(slices.Concat(result.Warnings, answer.Warnings))))
	return result, nil
}

// replaceLatest asks about the content on the object as it is, whose status may
// have moved on since.
func (p *planner) replaceLatest(ctx context.Context, c *comparison, content map[string]any) (kube.ApplyResult, error) {
	for attempt := 1; ; attempt++ {
		answer, err := p.cluster.DryRunReplace(ctx, c.manifest.Ref, c.manager, content)
		if !apierrors.IsConflict(err) || attempt == attempts || c.meta.Generation == 0 {
			return answer, err
		}
		live, failed := p.cluster.Get(ctx, c.manifest.Ref)
		if failed != nil {
			return answer, failed
		}
		meta, failed := object.MetaOf(live)
		if failed != nil || meta.Generation != c.meta.Generation {
			return answer, err
		}
		content = withPrecondition(content, "resourceVersion", meta.ResourceVersion)
	}
}

// adder is who has added the field that an apply removes, or something around or
// within it; nil where nobody has.
func (c *comparison) adder(path fieldpath.Path) *object.ManagerEntry {
	if c.desired.Has(path) {
		return nil
	}
	for _, o := range c.removed() {
		for n := len(path); n > 0; n-- {
			if o.fields.Has(path[:n]) {
				return &o.ManagerEntry
			}
		}
		if !inside(path, o.fields).Empty() {
			return &o.ManagerEntry
		}
	}
	return nil
}
