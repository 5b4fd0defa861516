package plan

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
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

// removed are the additions that this plan removes.
func (c *comparison) removed() []owner {
	if c.removes == nil {
		return nil
	}
	return c.removable()
}

// removals is what is taken from those who have added it: the server removes it
// then, because the stack does not set it.
func removals(added []owner) ([]step.Take, error) {
	var all []step.Take
	for _, o := range added {
		raw, err := o.fields.ToJSON()
		if err != nil {
			return nil, fmt.Errorf("the managed fields of %s cannot be written: %w", o.Manager, err)
		}
		all = append(all, step.Take{Manager: o.Manager, Operation: o.Operation, Fields: string(bytes.TrimSpace(raw))})
	}
	return compactTakes(all), nil
}

// withoutAdditions asks what the server would store if what people have added was
// removed as well. That it becomes ours first is an edit of the managed fields,
// which cannot be tried and built upon: it is taken out of the answer here, and
// the server asked about the rest.
func (q *inquiry) withoutAdditions(ctx context.Context, c *comparison, result kube.ApplyResult) (kube.ApplyResult, error) {
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
	answer, err := q.replaceLatest(ctx, c, content)
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
func (q *inquiry) replaceLatest(ctx context.Context, c *comparison, content map[string]any) (kube.ApplyResult, error) {
	for tries := retry.ChangedAnswer().Begin(); ; {
		answer, err := q.cluster.DryRunReplace(ctx, c.manifest.Ref, c.manager, content)
		if !apierrors.IsConflict(err) || c.meta.Generation == 0 || !tries.Again(ctx) {
			return answer, err
		}
		live, failed := q.cluster.Get(ctx, c.manifest.Ref)
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
func (c *comparison) adder(path object.Path) *object.ManagerEntry {
	if kubeschema.Has(c.desired, path) {
		return nil
	}
	for _, o := range c.removed() {
		if kubeschema.HasAround(o.fields, path) || !kubeschema.Below(o.fields, path).Empty() {
			return &o.ManagerEntry
		}
	}
	return nil
}
