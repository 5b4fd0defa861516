package plan

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/retry"
)

// decideShared decides about an object some of whose fields are left to others.
// What of them is still ours shows in the live object only, which is read before
// the server is asked.
func (p *planner) decideShared(ctx context.Context, s subject) (decision, error) {
	for tries := retry.ChangedAnswer().Begin(); ; {
		live, err := p.live.get(ctx, s.manifest.Ref)
		if apierrors.IsNotFound(err) {
			return p.decideNew(ctx, s)
		}
		if err != nil {
			return p.decideRefused(ctx, s, err)
		}
		c, err := p.against(s, live)
		if err != nil {
			return decision{}, err
		}
		result, err := p.cluster.DryRunApply(ctx, kube.ApplyRequest{
			Ref: s.manifest.Ref, FieldManager: c.manager, Content: withPrecondition(c.asked(), "uid", c.meta.UID),
		})
		if err != nil {
			return p.decideRefused(ctx, s, err)
		}
		if c.meta.ResourceVersion == result.Meta.ResourceVersion || !tries.Again(ctx) {
			return p.compare(ctx, s, live, result)
		}
		p.live.release(s.manifest.Ref)
	}
}

// decideNew plans an object that does not exist, and begins with what is left to
// others then.
func (p *planner) decideNew(ctx context.Context, s subject) (decision, error) {
	result, err := p.cluster.DryRunApply(ctx, kube.ApplyRequest{
		Ref: s.manifest.Ref, FieldManager: p.Stack.FieldManager(), Content: p.inFull(s.manifest).Content,
	})
	switch {
	case err != nil:
		return p.decideRefused(ctx, s, err)
	case !result.Created:
		return blocked(s.manifest, changedMeanwhile(s.manifest)), nil
	}
	return p.create(s.manifest, result), nil
}
