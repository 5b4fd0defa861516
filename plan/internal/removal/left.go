package removal

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/impact"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// decideLeft decides about a workload that is gone: where its replacement was cut off, its
// Pods run on, and are deleted. Pods that another workload controls are its.
func (r *removing) decideLeft(ctx context.Context, d decision.Decision, e *state.Entry) (decision.Decision, error) {
	if e.Replacing == nil || e.Replacing.PodSelector == "" {
		return d, nil
	}
	found, err := r.cluster.ListMeta(ctx, kube.Selection{Kind: kind.Pod, Namespace: e.Ref.Namespace, LabelSelector: e.Replacing.PodSelector})
	if err != nil {
		if apierrors.IsForbidden(err) {
			err = nil
		}
		return d, err
	}
	var left []step.Pod
	for _, m := range found {
		if !m.Owned && !m.Deleting {
			left = append(left, step.Pod{Name: m.Ref.Name, UID: m.UID})
		}
	}
	if len(left) == 0 {
		return d, nil
	}
	d.Missing, d.Steps, d.Impact = false, []step.Step{program.DeletePods(e.Ref, left)}, impact.OfLeftPods(len(left))
	return d, nil
}
