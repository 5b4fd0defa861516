package observe

import (
	"context"
	"fmt"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan/internal/adoption"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/merge"
)

// WithDefaultAccount asks what an apply would do that names the default account.
func WithDefaultAccount(ctx context.Context, cluster Cluster, c *compare.Comparison) (kube.ApplyResult, error) {
	return cluster.DryRunApply(ctx, kube.ApplyRequest{
		Ref: c.Manifest.Ref, FieldManager: c.Manager, Content: object.WithMetadata(c.Asked(), "uid", c.Meta.UID),
	})
}

// WithoutTaken asks what the server would store if what becomes ours only by the apply was
// removed as well: others' additions, and what was ours before the managed fields were
// cleared. That is an edit of the managed fields, which cannot be tried and built upon: it
// is taken out of the answer here, and the server asked about the rest.
func WithoutTaken(ctx context.Context, cluster Cluster, c *compare.Comparison, result kube.ApplyResult) (kube.ApplyResult, error) {
	taken, kept := c.Removes().Union(c.Restored.Without(c.Desired)), c.Desired
	if taken.Empty() {
		return result, nil
	}
	owners, err := c.Restored.OwnersOf(result.Meta)
	if err != nil {
		return result, err
	}
	for _, o := range owners {
		kept = kept.Union(o.Fields.Difference(taken))
	}
	reported, err := ownership.ReportedOf(result.Meta)
	if err != nil {
		return result, err
	}
	kept = kept.Union(reported)
	content, err := kubeschema.Prune(c.WithoutAssigned(result.Object), taken, kept, c.Meta)
	if err != nil {
		return result, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	answer, err := replaceLatest(ctx, cluster, c, content)
	if err != nil {
		return result, err
	}
	result.Object = answer.Object
	result.Warnings = slices.Compact(slices.Sorted(slices.Values(slices.Concat(result.Warnings, answer.Warnings))))
	return result, nil
}

// replaceLatest asks about the content on the object as it is, whose status may
// have moved on since.
func replaceLatest(ctx context.Context, cluster Cluster, c *compare.Comparison, content map[string]any) (kube.ApplyResult, error) {
	for tries := retry.ChangedAnswer().Begin(); ; {
		answer, err := cluster.DryRunReplace(ctx, c.Manifest.Ref, c.Manager, content)
		if !apierrors.IsConflict(err) || c.Meta.Generation == 0 || !tries.Again(ctx) {
			return answer, err
		}
		live, failed := cluster.Get(ctx, c.Manifest.Ref)
		if failed != nil {
			return answer, failed
		}
		meta, failed := object.MetaOf(live)
		if failed != nil || meta.Generation != c.Meta.Generation {
			return answer, err
		}
		content = object.WithMetadata(content, "resourceVersion", meta.ResourceVersion)
	}
}

// Adopted asks what the server would store. That the predecessors' fields
// become ours is an edit of the managed fields, which cannot be tried and built
// upon; what an apply removes after it is taken out here, and the server asked
// about the rest: it adds its defaults and judges it.
func Adopted(ctx context.Context, cluster *Approximator, c *compare.Comparison) (kube.ApplyResult, error) {
	asked, desired := adopting(c)
	request := kube.ApplyRequest{
		Ref: c.Manifest.Ref, FieldManager: c.Manager, Force: true,
		Content: object.WithMetadata(asked, "resourceVersion", c.Meta.ResourceVersion),
	}
	merged, err := cluster.DryRunApply(ctx, request)
	if apierrors.IsInvalid(err) { // perhaps for what is still to be taken out
		merged, err = merge.Apply(c.Live, request)
		err = kube.Masked(ctx, request.Ref, err)
	}
	if err != nil {
		return kube.ApplyResult{}, err
	}
	others, kept, err := adoption.OtherManagers(c)
	if err != nil {
		return kube.ApplyResult{}, err
	}
	content, err := withoutGivenUp(cluster, c, merged.Object, kept.Union(desired))
	if err != nil {
		return kube.ApplyResult{}, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	result, err := cluster.DryRunReplace(ctx, c.Manifest.Ref, c.Manager, content)
	if err != nil {
		return kube.ApplyResult{}, err
	}
	result.Warnings = slices.Compact(slices.Sorted(slices.Values(slices.Concat(merged.Warnings, result.Warnings))))
	ours := object.ManagerEntry{Manager: c.Manager, Operation: "Apply", APIVersion: c.Manifest.APIVersion}
	if ours.FieldsV1, err = desired.Difference(ownership.Unowned()).ToJSON(); err != nil {
		return kube.ApplyResult{}, fmt.Errorf("%s: its managed fields cannot be written: %w", c.Manifest.Ref, err)
	}
	result.Meta.Managers = append(others, ours)
	return result, nil
}

// adopting is what is applied to an object that is adopted, and the fields of it.
func adopting(c *compare.Comparison) (content map[string]any, fields *fieldpath.Set) {
	content, fields = c.Sharing().Content, c.Desired
	if compare.ResetsAccount(c) {
		content, fields = compare.WithDefaultAccount(content), fields.Union(compare.ResetAccount(c.Manifest.Ref.GroupKind()))
	}
	return content, fields
}

// withoutGivenUp takes out of an object what becomes ours and is not kept.
func withoutGivenUp(cluster *Approximator, c *compare.Comparison, merged map[string]any, kept *fieldpath.Set) (map[string]any, error) {
	merged = c.WithoutAssigned(merged)
	kept = kept.Union(adoption.Converted(c))
	content, err := kubeschema.Prune(merged, c.Owned, kept, c.Meta)
	if err != nil || !cluster.AnswersFor(c.Manifest.Ref) {
		return content, err
	}
	return kubeschema.Prune(merged, c.Owned, kept.Union(defaultsBeside(c, content)), c.Meta) // which nobody adds again
}

// defaultsBeside are those of the fields that become ours which are defaults, of what stays of the object:
// predecessors own them, too, where they have sent it without server-side apply.
func defaultsBeside(c *compare.Comparison, stays map[string]any) *fieldpath.Set {
	gk := c.Manifest.Ref.GroupKind()
	isDefault := func(path object.Path) bool {
		value, _, there := kubeschema.Find(c.Live, path)
		return !there || kubeschema.IsDefault(gk, path, value)
	}
	if !kind.About(gk).Embedded {
		return fieldpath.NewSet()
	}
	together := map[object.Path][]object.Path{} // by what goes with all that is in it
	for path := range kubeschema.Paths(c.Owned.Leaves()) {
		gone := path
		for !gone.Parent().IsRoot() && !has(stays, gone.Parent()) {
			gone = gone.Parent()
		}
		together[gone] = append(together[gone], path)
	}
	var defaults []object.Path
	for _, paths := range together {
		if !slices.ContainsFunc(paths, func(path object.Path) bool { return !isDefault(path) }) {
			defaults = append(defaults, paths...)
		}
	}
	return kubeschema.SetOf(defaults...)
}

func has(content map[string]any, path object.Path) bool {
	_, _, there := kubeschema.Find(content, path)
	return there
}
