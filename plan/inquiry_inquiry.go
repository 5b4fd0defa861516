package plan

import (
	"context"
	"fmt"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
)

// withAccount asks what an apply would do that names the default account.
func withAccount(ctx context.Context, cluster Cluster, c *comparison) (kube.ApplyResult, error) {
	return cluster.DryRunApply(ctx, kube.ApplyRequest{
		Ref: c.manifest.Ref, FieldManager: c.manager, Content: withPrecondition(c.asked(), "uid", c.meta.UID),
	})
}

// withoutAdditions asks what the server would store if what people have added was
// removed as well. That it becomes ours first is an edit of the managed fields,
// which cannot be tried and built upon: it is taken out of the answer here, and
// the server asked about the rest.
func withoutAdditions(ctx context.Context, cluster Cluster, c *comparison, result kube.ApplyResult) (kube.ApplyResult, error) {
	taken, kept := c.remove(), c.desired
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
func replaceLatest(ctx context.Context, cluster Cluster, c *comparison, content map[string]any) (kube.ApplyResult, error) {
	for tries := retry.ChangedAnswer().Begin(); ; {
		answer, err := cluster.DryRunReplace(ctx, c.manifest.Ref, c.manager, content)
		if !apierrors.IsConflict(err) || c.meta.Generation == 0 || !tries.Again(ctx) {
			return answer, err
		}
		live, failed := cluster.Get(ctx, c.manifest.Ref)
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

// takeOver asks what the server would store. That the predecessors' fields
// become ours is an edit of the managed fields, which cannot be tried and built
// upon; what an apply removes after it is taken out here, and the server asked
// about the rest: it adds its defaults and judges it.
func takeOver(ctx context.Context, cluster Cluster, c *comparison) (kube.ApplyResult, error) {
	request := kube.ApplyRequest{
		Ref: c.manifest.Ref, FieldManager: c.manager, Force: true,
		Content: withPrecondition(c.sharing().content, "resourceVersion", c.meta.ResourceVersion),
	}
	merged, err := cluster.DryRunApply(ctx, request)
	if apierrors.IsInvalid(err) { // perhaps for what is still to be taken out
		merged, err = mergeLocally(c.live, request)
		err = kube.Masked(ctx, request.Ref, err)
	}
	if err != nil {
		return kube.ApplyResult{}, err
	}
	others, kept, err := otherManagers(c)
	if err != nil {
		return kube.ApplyResult{}, err
	}
	content, err := kubeschema.Prune(merged.Object, c.owned, kept.Union(c.desired))
	if err != nil {
		return kube.ApplyResult{}, fmt.Errorf("%s: %w", c.manifest.Ref, err)
	}
	result, err := cluster.DryRunReplace(ctx, c.manifest.Ref, c.manager, content)
	if err != nil {
		return kube.ApplyResult{}, err
	}
	result.Warnings = slices.Compact(slices.Sorted(slices.Values(slices.Concat(merged.Warnings, result.Warnings))))
	ours := object.ManagerEntry{Manager: c.manager, Operation: "Apply", APIVersion: c.manifest.APIVersion}
	if ours.FieldsV1, err = c.desired.Difference(unowned()).ToJSON(); err != nil {
		return kube.ApplyResult{}, fmt.Errorf("%s: its managed fields cannot be written: %w", c.manifest.Ref, err)
	}
	result.Meta.Managers = append(others, ours)
	return result, nil
}
