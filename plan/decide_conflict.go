package plan

import (
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/retry"
)

// decideConflict tells drift from conflict, by the managed fields of the live
// object. What is to be taken is asked for once more, with force: only on the
// version of the object that was looked at.
func (p *planner) decideConflict(ctx context.Context, s subject, refusal apierrors.APIStatus) (decision, error) {
	for tries := retry.ChangedAnswer().Begin(); ; {
		live, err := p.live.get(ctx, s.manifest.Ref)
		if err != nil {
			return vanished(s, err)
		}
		c, err := p.against(s, live)
		if err != nil {
			return decision{}, err
		}
		if c.foreign() {
			return p.decideForeign(ctx, s, live)
		}
		others := slices.DeleteFunc(slices.Clone(c.holders), func(h holder) bool { return h.drift })
		if (len(others) > 0 || len(c.holders) == 0) && !p.ForceConflicts {
			return blockedBy(c, others, refusal), nil
		}
		result, err := p.cluster.DryRunApply(ctx, kube.ApplyRequest{
			Ref: s.manifest.Ref, FieldManager: c.manager, Force: true,
			Content: withPrecondition(c.asked(), "resourceVersion", c.meta.ResourceVersion),
		})
		switch {
		case err == nil:
			s.forced, s.losers = true, others
			return p.compare(ctx, s, live, result)
		case !apierrors.IsConflict(err) || !tries.Again(ctx):
			return p.decideRefused(ctx, s, err)
		}
		p.live.release(s.manifest.Ref)
	}
}
