package plan

import (
	"context"
	"slices"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// ReleasedFields are the fields that apply gives up without changing them.
func (b Basis) ReleasedFields() *fieldpath.Set {
	if !b.ReleaseReplicas {
		return fieldpath.NewSet()
	}
	return fieldpath.NewSet(fieldpath.MakePathOrDie("spec", "replicas"))
}

// autoscaler finds the desired autoscaler of a workload; nil where there is
// none.
func autoscaler(objects []object.Manifest, workload object.Ref) *object.Manifest {
	i := slices.IndexFunc(objects, func(a object.Manifest) bool {
		return a.Ref.Kind == "HorizontalPodAutoscaler" && a.Ref.Namespace == workload.Namespace &&
			at(a.Content, "spec", "scaleTargetRef", "kind") == workload.Kind && at(a.Content, "spec", "scaleTargetRef", "name") == workload.Name
	})
	if i < 0 {
		return nil
	}
	return &objects[i]
}

// handsOver says that the configuration leaves the replicas to an autoscaler of
// the stack, and that they are still ours: to apply without them would set them
// to the server's default.
func (p *planner) handsOver(c *comparison) bool {
	replicas := fieldpath.MakePathOrDie("spec", "replicas")
	return c.owned.Has(replicas) && !c.desired.Has(replicas) && autoscaler(p.Desired, c.manifest.Ref) != nil
}

// adjusted asks what an apply would do that keeps the running replicas, which
// apply gives up before, or names the default service account.
func (p *planner) adjusted(ctx context.Context, c *comparison, b Basis) (kube.ApplyResult, error) {
	content := b.Content(c.manifest.Content)
	if b.ReleaseReplicas {
		content = withReplicas(content, number(c.live, 1, "spec", "replicas"))
	}
	return p.cluster.DryRunApply(ctx, kube.ApplyRequest{
		Ref: c.manifest.Ref, FieldManager: c.manager, Content: withPrecondition(content, "uid", c.meta.UID),
	})
}

// begins is how many Pods a new workload begins with whose replicas are left to
// an autoscaler: the least that this will have. It is nil for all others.
func (p *planner) begins(m *object.Manifest) *int64 {
	a := autoscaler(p.Desired, m.Ref)
	if a == nil || at(m.Content, "spec", "replicas") != nil {
		return nil
	}
	least := number(a.Content, 1, "spec", "minReplicas")
	return &least
}

func withReplicas(content map[string]any, n int64) map[string]any {
	return with(content, "spec", with(content["spec"].(map[string]any), "replicas", n))
}

// takesBack says that the replicas are to be the configuration's again, because
// the workload's autoscaler goes: what this has set is then nobody's.
func (p *planner) takesBack(m *object.Manifest, h holder) bool {
	if h.Subresource != "scale" || !h.path.Equals(fieldpath.MakePathOrDie("spec", "replicas")) {
		return false
	}
	return slices.ContainsFunc(p.undesired(), func(e *state.Entry) bool {
		return e.Ref.Kind == "HorizontalPodAutoscaler" && e.Ref.Namespace == m.Ref.Namespace && strings.HasPrefix(e.Address, m.Address+".")
	})
}
